"""Every result of a measure, who gave and who checked it, and the periods that are due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from commission_desk.content.choices import choice
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, short_date
from commission_desk.operations.agreement_detail import MeasureView, ResultView
from commission_desk.operations.measures import check_results
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.measures import Keep, ResultDialog, figure
from commission_desk.ui.kit.buttons import action, button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label

Read = Callable[[str], "tuple[MeasureView, tuple[date, ...]] | None"]
MOST_DUE = 24  # periods shown; the rest are counted


@dataclass(frozen=True, slots=True)
class _Row:
    period: date | None
    result: ResultView | None = None


class ResultsDialog(Dialog):
    """A measure's results, newest first; Enter changes one or gives one that is due."""

    def __init__(
        self, parent: QWidget, keep: Keep, measure: MeasureView, due: Sequence[date], again: Read
    ) -> None:
        self.keep, self.measure, self.again = keep, measure, again
        self.model = TableModel([], self._columns())
        self.table = Table(self.model, _("Results"), fit=True)
        self.more = label("", "smallmuted", wrap=True)
        tools = Flow(
            button(_("Add result"), "plus", "ghost", self.add),
            button(_("Mark as checked by me"), "check", "ghost", self.check),
        )
        super().__init__(
            parent, measure.title, self._facts(), tools, self.table, self.more,
            accept_text=_("Close"), width=680,
        )  # fmt: skip
        self.cancel.hide()
        self._show(measure, due)
        self.table.opened.connect(self.change)
        gone = action(_("Remove result"), self.remove_chosen, "trash-2", "", self.table)
        gone.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        gone.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(gone)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def add(self) -> None:
        """Ask for another figure."""
        ResultDialog(self, self._keep, [self.measure], self.measure.id).open()

    def change(self, row: Any) -> None:
        """Ask what a figure should be, or for one that is due."""
        ResultDialog(
            self, self._keep, [self.measure], self.measure.id, row.result, row.period
        ).open()

    def check(self) -> None:
        """Say that the person at the desk checked the chosen results, or all that nobody has."""
        rows = [self.model.rows[at] for at in self.table.chosen_rows()] or self.model.rows
        ids = [row.result.id for row in rows if row.result and not row.result.checked_by]
        if ids:
            today = date.today()  # noqa: DTZ011 - the person's own day
            self._keep(check_results, ids, today)

    def remove_chosen(self) -> None:
        """Take the chosen result away; its period is due again."""
        for at in self.table.chosen_rows()[:1]:
            if self.model.rows[at].result:
                self._keep(remove, "result", self.model.rows[at].result.id)

    def _keep(self, operation: Callable[..., Any], *args: Any, **values: Any) -> Any:
        made = self.keep(operation, *args, **values)
        found = self.again(self.measure.id)
        if found is None:
            raise UserError(_("This is no longer on the desk. Undo may bring it back."))
        self._show(*found)
        return made

    def _show(self, measure: MeasureView, due: Sequence[date]) -> None:
        self.measure = measure
        rows = [_Row(day) for day in list(due)[-MOST_DUE:]]
        rows += [_Row(result.period_end, result) for result in measure.results]
        rows.sort(key=lambda row: row.period or date.min, reverse=True)
        self.model.show_rows(rows)
        left = len(due) - MOST_DUE
        self.more.setVisible(left > 0)
        self.more.setText(_("Earlier periods without a result: {count}.").format(count=left))

    def _facts(self) -> QWidget:
        measure = self.measure
        target, start = (
            figure(each, measure.unit) for each in (measure.target, measure.start_value)
        )
        unit = measure.unit
        said = (
            choice("measure-kind", measure.kind).label.text(language()),
            choice("frequency", measure.frequency).label.text(language()),
            _("unit: {unit}").format(unit=unit) if unit else "",
            _("target {figure}").format(figure=target) if target else "",
            _("baseline {figure}").format(figure=start) if start else "",
        )
        return label(" · ".join(words for words in said if words), "muted", wrap=True)

    def _columns(self) -> list[Column]:
        return [
            Column(_("Period to"), 0, _period),
            Column(_("Figure"), 0, self._figure),
            Column(_("Comment"), None, _comment),
            Column(_("Checked"), 150, _checked),
        ]

    def _figure(self, row: _Row) -> Cell:
        if row.result is None:
            return status(_("Due"), "amber", "clock")
        if row.result.value is None:
            return Cell(_("no data"), muted=True)
        return Cell(figure(row.result.value, self.measure.unit), bold=True)


def _period(row: _Row) -> Cell:
    return Cell(short_date(row.period) if row.period else "")


def _comment(row: _Row) -> Cell:
    if row.result is None:
        return Cell(_("No result was given for this period."), muted=True)
    who = _("given by {who}").format(who=row.result.given_by) if row.result.given_by else ""
    return Cell(row.result.comment, who)


def _checked(row: _Row) -> Cell:
    if row.result is None:
        return Cell()
    if not row.result.checked_by:
        return Cell(_("not checked"), muted=True)
    on = row.result.checked_on
    return Cell(row.result.checked_by, short_date(on) if on else "")
