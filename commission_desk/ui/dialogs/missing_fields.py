"""What a published register asks for and the desk does not hold, before anything is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _, ngettext
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px

if TYPE_CHECKING:
    from commission_desk.exchange.publishing import MissingField

WRAPPED = 300  # rows that are measured; in a longer list all are alike


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An agreement and all that it still lacks."""

    id: str
    reference: str
    title: str
    lacks: tuple[str, ...]


class _Rows(Table):
    def wraps(self) -> bool:
        return self.cells.rowCount() <= WRAPPED


class MissingDialog(Dialog):
    """Lists it row by row; ``go(id)`` shows an agreement, ``on()`` writes the file all the same."""

    def __init__(
        self, parent: QWidget, title: str, missing: "Sequence[MissingField]", note: str,
        go: Callable[[str], object], on: Callable[[], object],
    ) -> None:  # fmt: skip
        self.go = go
        rows = together(missing)
        said = ngettext(
            "{count} agreement lacks what this register must say. Nothing has been written yet.",
            "{count} agreements lack what this register must say. Nothing has been written yet.",
            len(rows),
        )
        model = TableModel(rows, [
            Column(_("Agreement"), 240, lambda row: Cell(row.title, row.reference, bold=True)),
            Column(_("Is missing"), None, lambda row: Cell(", ".join(row.lacks))),
        ])  # fmt: skip
        self.table = _Rows(model, _("What is missing"))
        self.table.setMinimumHeight(px(260))
        self.table.opened.connect(lambda row: self._show(row.id))
        super().__init__(
            parent, title, label(said.format(count=f"{len(rows):,}"), wrap=True), self.table,
            label(note, "smallmuted", wrap=True), accept_text=_("Write it all the same"), width=680,
        )  # fmt: skip
        self.accepted.connect(on)
        self.add_button(button(_("Go to the agreement"), slot=self._show_current))
        self.main.setDefault(False)
        self.main.setAutoDefault(False)  # Enter in the table goes to the agreement
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self._show(self.table.cells.row(row).id)

    def _show(self, record: str) -> None:
        self.reject()
        self.go(record)


def together(missing: "Sequence[MissingField]") -> list[Incomplete]:
    """Return what each agreement lacks, in one row."""
    found: dict[str, list[MissingField]] = {}
    for each in missing:
        found.setdefault(each.id, []).append(each)
    return [
        Incomplete(record, some[0].reference, some[0].title, tuple(each.called for each in some))
        for record, some in found.items()
    ]
