"""The measures of an agreement: newest results, trends, what is due, and what is missing."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from commission_desk.content.choices import choice
from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.agreement_detail import MeasureView
from commission_desk.operations.graded_words import state_of
from commission_desk.operations.performance import PerformanceView
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.improvement import ImprovementDialog
from commission_desk.ui.dialogs.measures import MeasureDialog, ResultDialog, figure
from commission_desk.ui.dialogs.paste_results import PasteResults
from commission_desk.ui.dialogs.results import ResultsDialog
from commission_desk.ui.kit.buttons import action, button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_register import label_of

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_performance import PerformancePart

TREND = 3  # the column that gives way


class MeasuresCard(QWidget):
    """The table of measures; Enter shows a measure's results, a paste brings many."""

    def __init__(self, part: "PerformancePart") -> None:
        super().__init__()
        self.part = part
        self.view: PerformanceView | None = None
        self.warnings = label("", "small", wrap=True)
        self.due = label("", "small", wrap=True)
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Measures"), fit=True)
        self.nothing = label(_("Nothing is measured yet."), "muted", wrap=True)
        self.results = button(_("Results"), "table", "ghost", self.show_results)
        self.result = button(_("Add result"), "plus", "ghost", self.add_result)
        self.pasting = button(_("Paste results"), "clipboard-paste", "ghost", self.paste)
        head = Flow(
            label(_("Measures"), "h3"), None,
            button(_("Add measure"), "plus", "ghost", self.add_measure), self.result,
            self.results, self.pasting,
        )  # fmt: skip
        vbox(head, self.warnings, self.due, self.nothing, self.table, gap=8, parent=self)
        self._connect()

    def show_performance(self, view: PerformanceView) -> None:
        """Show the measures of an agreement."""
        self.view = view
        said = [
            f"{need.title}. {need.detail}. {need.why} ({need.source})" for need in view.warnings
        ]
        self.warnings.setText("\n".join(said))
        self.warnings.setVisible(bool(said))
        self.due.setText(due_words(view))
        self.due.setVisible(bool(view.due))
        self.model.show_rows(view.measures)
        self._fit_trend()
        for widget in (self.table, self.result, self.results, self.pasting):
            widget.setVisible(bool(view.measures))
        self.nothing.setVisible(not view.measures)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_trend()

    def add_measure(self) -> None:
        """Ask what else is to be measured."""
        MeasureDialog(self, self.part.pane.keep, self.part.pane.record).open()

    def edit_measure(self, measure: MeasureView) -> None:
        """Ask what is different about a measure."""
        MeasureDialog(self, self.part.pane.keep, self.part.pane.record, measure).open()

    def add_result(self) -> None:
        """Ask for a figure of the measure that is chosen, or of the first."""
        if self.model.rows:
            ResultDialog(self, self.part.pane.keep, self.model.rows, self.chosen().id).open()

    def show_results(self) -> None:
        """Show every result of the measure that is chosen, and the periods that are due."""
        if self.view and self.model.rows:
            chosen = self.chosen()
            due = self.view.due.get(chosen.id, ())
            ResultsDialog(self, self.part.pane.keep, chosen, due, self._read_again).open()

    def paste(self) -> None:
        """Read what a spreadsheet put on the clipboard, and ask before keeping it."""
        if self.model.rows:
            PasteResults(self, self.part.pane, self.model.rows, self.chosen().id).open()

    def improve(self) -> None:
        """Ask for an improvement action for the measure that is chosen."""
        chosen = self.chosen().id if self.table.chosen_rows() else ""
        ImprovementDialog(self, self.part.pane, self.model.rows, chosen).open()

    def chosen(self) -> MeasureView:
        """Return the measure that is chosen, or the first."""
        rows = self.table.chosen_rows()
        found: MeasureView = self.model.rows[rows[0] if rows else 0]
        return found

    def _read_again(self, measure: str) -> tuple[MeasureView, tuple[date, ...]] | None:
        view = self.view
        found = next((each for each in self.model.rows if each.id == measure), None)
        return (found, view.due.get(measure, ())) if view and found else None

    def _connect(self) -> None:
        self.table.opened.connect(lambda _measure: self.show_results())
        self.table.pasted.connect(lambda _rows: self.paste())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, slot, icon, keys in (
            (_("Show results"), self.show_results, "table", ""),
            (_("Add result…"), self.add_result, "plus", ""),
            (_("Paste results"), self.paste, "clipboard-paste", ""),
            (_("Add improvement action…"), self.improve, "list-checks", ""),
            (_("Edit measure…"), self._edit_chosen, "pencil", "F2"),
            (_("Remove measure"), self._remove_chosen, "trash-2", "Del"),
        ):
            made = action(words, slot, icon, keys, self.table)
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            if keys:
                key = Qt.Key.Key_Delete if keys == "Del" else Qt.Key.Key_F2
                made.setShortcut(QKeySequence(key))
            self.table.addAction(made)

    def _fit_trend(self) -> None:
        """Let the trend give way where the table would be wider than the pane."""
        self.table.setColumnHidden(TREND, False)  # noqa: FBT003 - Qt's own parameter
        self.table.fit_columns()
        wide = sum(self.table.columnWidth(at) for at in range(self.model.columnCount()))
        if wide > self.table.viewport().width():
            self.table.setColumnHidden(TREND, True)  # noqa: FBT003 - Qt's own parameter
            self.table.fit_columns()

    def _edit_chosen(self) -> None:
        for row in self.table.chosen_rows()[:1]:
            self.edit_measure(self.model.rows[row])

    def _remove_chosen(self) -> None:
        for row in self.table.chosen_rows()[:1]:
            self.part.pane.keep(remove, "measure", self.model.rows[row].id)
            self.part.pane.page.shell.toast(_("Measure removed."), undo=True)


def due_words(view: PerformanceView) -> str:
    """Say which results nobody has given: the periods that ended without one."""
    count = sum(len(days) for days in view.due.values())
    if not count:
        return ""
    oldest = min(days[0] for days in view.due.values())
    words = ngettext(
        "{count} result is due. The oldest is for the period to {day}.",
        "{count} results are due. The oldest is for the period to {day}.",
        count,
    )
    return words.format(count=count, day=short_date(oldest))


def trend_words(measure: MeasureView) -> str:
    """Return which way a measure goes, in a word; nothing where there are too few figures."""
    return choice("trend", measure.trend).label.text(language()) if measure.trend else ""


def _columns() -> list[Column]:
    return [
        Column(_("Measure"), None, _title),
        Column(_("Result"), 90, _result, right=True),
        Column(_("Target"), 90, lambda m: Cell(_target(m), _baseline(m)), right=True),
        Column(_("Trend"), 0, _trend),
        Column(_("Status"), 0, _state),
    ]


def _title(measure: MeasureView) -> Cell:
    kind = label_of("measure-kind", measure.kind)
    return Cell(measure.title, f"{kind} · {label_of('frequency', measure.frequency)}")


def _result(measure: MeasureView) -> Cell:
    return Cell(figure(measure.latest, measure.unit), trend_words(measure), bold=True)


def _target(measure: MeasureView) -> str:
    said = figure(measure.target, measure.unit)
    return f"≤ {said}" if said and measure.direction == "lower" else said


def _baseline(measure: MeasureView) -> str:
    said = figure(measure.start_value, measure.unit)
    return _("from {figure}").format(figure=said) if said else ""


def _trend(measure: MeasureView) -> Cell:
    values = tuple(result.value for result in measure.results if result.value is not None)
    if len(values) < 2:
        return Cell()
    first, last = figure(values[0], measure.unit), figure(values[-1], measure.unit)
    words = _("from {first} to {last}").format(first=first, last=last)
    return Cell(f"{trend_words(measure)}: {words}", spark=values)


def _state(measure: MeasureView) -> Cell:
    found = state_of(measure)
    tone = "" if found.tone == "grey" else found.tone
    return status(found.label.text(language()), tone, found.icon)
