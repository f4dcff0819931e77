"""Asking for a row of an agreement's table: a variation, or why a way was chosen."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.operations.agreement_tables import (
    TABLES,
    AgreementTableRow,
    RowColumn,
    add_table_row,
    edit_table_row,
)
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.layout import Item, hbox

LONG = ("reason", "considered")
NARROW = ("date", "money", "choice")


class AgreementRowDialog(Dialog):
    """A new row, or other words for one; every cell is typed as in the table."""

    def __init__(
        self, parent: QWidget, keep: Callable[..., Any], agreement: str, table: str, title: str,
        row: AgreementTableRow | None = None,
    ) -> None:  # fmt: skip
        self.keep, self.agreement, self.table, self.row = keep, agreement, table, row
        columns = TABLES[table].columns
        self.fields = {column.field: self._field(column) for column in columns}
        super().__init__(
            parent, title, *_laid_out(columns, self.fields),
            accept_text=_("Save") if row else _("Add"), ready=self._ready, width=560,
        )  # fmt: skip
        next(iter(self.fields.values())).setFocus()

    def _field(self, column: RowColumn) -> Field:
        words = self.row.words(column, language()) if self.row else ""
        name = _(column.title)
        if column.choice_list:
            offered = [("", _("Not stated")), *((each, each) for each in self._named(column))]
            return ChoiceField(name, offered, words)
        if column.field in LONG:
            return TextField(name, words, least=2)
        prompts = {"date": _("such as 31/3/2027"), "money": _("such as £24,000 or (£500)")}
        return LineField(name, words, prompt=prompts.get(column.shape, ""))

    @staticmethod
    def _named(column: RowColumn) -> list[str]:
        return list(column.named(language()).values())

    def _ready(self) -> None:
        cells = {name: str(field.value() or "") for name, field in self.fields.items()}
        if not any(cells.values()):
            raise UserError(_("Nothing is filled in yet."))
        if self.row is None:
            self.keep(add_table_row, self.agreement, self.table, cells, language())
        else:
            self.keep(edit_table_row, self.table, self.row.id, cells, language())


def _laid_out(columns: tuple[RowColumn, ...], fields: dict[str, Field]) -> list[Item]:
    """Put short fields that follow each other side by side."""
    made: list[Item] = []
    pair: list[Field] = []
    for column in columns:
        if column.shape in NARROW:
            pair.append(fields[column.field])
            if len(pair) < 2:
                continue
        if pair:
            made.append(hbox(*pair))
            pair = []
        if column.shape not in NARROW:
            made.append(fields[column.field])
    return [*made, hbox(*pair)] if pair else made
