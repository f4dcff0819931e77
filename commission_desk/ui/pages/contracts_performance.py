"""Performance of an agreement: the grade a person gives it, and the measures behind it."""

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from commission_desk.content.choices import choice
from commission_desk.content.scales import scale
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.agreement_detail import AgreementView, MeasureView
from commission_desk.operations.agreements import grade
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.measures import MeasureDialog, ResultDialog, figure
from commission_desk.ui.dialogs.review_meeting import ReviewMeetingDialog
from commission_desk.ui.kit.buttons import action, button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.fields import TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.grade import Band, GradeBar
from commission_desk.ui.kit.layout import clear, hbox, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.pages.contracts_form import Part
from commission_desk.ui.pages.contracts_register import graded, label_of

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane

TREND = 3  # the column that gives way
STATES = {"under": "off-target"}  # the words of the view in those of the content


class PerformancePart(Part):
    """The grade bar with its reason, and the measures with their newest results."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        self.chip, self.when = Chip(""), label("", "smallmuted")
        self.bar: GradeBar | None = None
        self.scale_id = ""
        self.bar_place = QVBoxLayout()
        self.meaning = label("", "smallmuted", wrap=True)
        self.figures = label("", "small", wrap=True)
        self.reason = self.keep(
            TextField(_("Why this grade"), least=2),
            lambda view: view.grade_reason,
            self._keep_reason,
        )
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Measures"), fit=True)
        self.nothing = label(_("Nothing is measured yet."), "muted", wrap=True)
        self.result = button(_("Add result"), "plus", "ghost", self.add_result)
        head = Flow(label(_("Grade at last review"), "h3"), self.chip, None, self.when, gap=10)
        measures = Flow(
            label(_("Measures"), "h3"), None,
            button(_("Add measure"), "plus", "ghost", self.add_measure), self.result,
        )  # fmt: skip
        review = button(_("Prepare review meeting"), "calendar-plus", "primary", self.review)
        vbox(
            head, self.bar_place, self.meaning, self.figures, self.reason, 6, measures,
            self.nothing, self.table, 6, hbox(review, None), None,
            gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip
        self._connect()

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the grade and the measures of an agreement."""
        super().show_view(view, other=other)
        if view.row.grade_scale != self.scale_id:
            self._make_bar(view.row.grade_scale)
        point = graded(view.row.grade_scale, view.row.grade)
        if self.bar:
            self.bar.set_value(point.value if point else None)
        self.chip.setVisible(point is not None)
        if point:
            self.chip.say(point.grade.text(language()), point.tone, point.icon)
        self.when.setText(
            _("Graded {date}").format(date=short_date(view.graded_on)) if view.graded_on else ""
        )
        self.meaning.setText(
            f"{point.printed(language())}. {point.guidance.text(language())}"
            if point
            else _("Not graded yet. Choose a grade; the figures only suggest one.")
        )
        usual = point.measures.text(language()) if point and point.measures else ""
        self.figures.setText(_figures(view.measures, usual))
        self.figures.setVisible(bool(view.measures))
        self.model.show_rows(view.measures)
        self._fit_trend()
        self.table.setVisible(bool(view.measures))
        self.nothing.setVisible(not view.measures)
        self.result.setVisible(bool(view.measures))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_trend()

    def add_measure(self) -> None:
        """Ask what else is to be measured."""
        MeasureDialog(self, self.pane.keep, self.pane.record).open()

    def edit_measure(self, measure: MeasureView) -> None:
        """Ask what is different about a measure."""
        MeasureDialog(self, self.pane.keep, self.pane.record, measure).open()

    def add_result(self) -> None:
        """Ask for a figure of the measure that is chosen, or of the first."""
        measures = self.model.rows
        rows = self.table.chosen_rows()
        chosen = measures[rows[0]] if rows else measures[0]
        ResultDialog(self, self.pane.keep, measures, chosen.id).open()

    def review(self) -> None:
        """Ask when the agreement is to be reviewed, and go to that meeting."""
        ReviewMeetingDialog(self, self.pane.page, self.pane.record).open()

    def _connect(self) -> None:
        self.table.opened.connect(self.edit_measure)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, slot, icon, keys in (
            (_("Add result…"), self.add_result, "plus", ""),
            (_("Edit measure…"), self._edit_chosen, "pencil", ""),
            (_("Remove measure"), self._remove_chosen, "trash-2", "Del"),
        ):
            made = action(words, slot, icon, keys, self.table)
            made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            if keys:
                made.setShortcut(QKeySequence(Qt.Key.Key_Delete))
            self.table.addAction(made)

    def _fit_trend(self) -> None:
        """Let the trend give way where the table would be wider than the pane."""
        self.table.setColumnHidden(TREND, False)  # noqa: FBT003 - Qt's own parameter
        self.table.fit_columns()
        wide = sum(self.table.columnWidth(at) for at in range(self.model.columnCount()))
        if wide > self.table.viewport().width():
            self.table.setColumnHidden(TREND, True)  # noqa: FBT003 - Qt's own parameter
            self.table.fit_columns()

    def _make_bar(self, scale_id: str) -> None:
        clear(self.bar_place)
        self.scale_id = scale_id
        points = sorted(
            (point for point in scale(scale_id).points if point.score is not None),
            key=lambda point: point.score or 0,
        )
        bands = [
            Band(name, tuple(point.value for point in run))
            for name, run in groupby(points, lambda point: point.grade.text(language()))
        ]
        self.bar = GradeBar(bands, None, _("Grade"))
        self.bar.changed.connect(self._grade)
        self.bar_place.addWidget(self.bar)

    def _grade(self, mark: str) -> None:
        today = date.today()  # noqa: DTZ011 - the person's own day
        self.pane.keep(
            grade, self.pane.record, int(mark), self.reason.value(), today, self.scale_id
        )

    def _keep_reason(self, reason: str) -> None:
        view = self.pane.view
        if view is None or view.row.grade is None:
            raise UserError(_("Choose a grade first: the reason is kept with it."))
        on = view.graded_on or date.today()  # noqa: DTZ011 - the person's own day
        self.pane.keep(grade, view.row.id, view.row.grade, reason, on, view.row.grade_scale)

    def _edit_chosen(self) -> None:
        for row in self.table.chosen_rows()[:1]:
            self.edit_measure(self.model.rows[row])

    def _remove_chosen(self) -> None:
        for row in self.table.chosen_rows()[:1]:
            self.pane.keep(remove, "measure", self.model.rows[row].id)
            self.pane.page.shell.toast(_("Measure removed."), undo=True)


def _columns() -> list[Column]:
    return [
        Column(_("Measure"), None, _title),
        Column(_("Result"), 90, lambda m: Cell(figure(m.latest, m.unit), bold=True), right=True),
        Column(_("Target"), 90, lambda m: Cell(_target(m)), right=True),
        Column(_("Trend"), 0, _trend),
        Column(_("Status"), 0, _state),
    ]


def _title(measure: MeasureView) -> Cell:
    kind = label_of("measure-kind", measure.kind)
    return Cell(measure.title, f"{kind} · {label_of('frequency', measure.frequency)}")


def _target(measure: MeasureView) -> str:
    said = figure(measure.target, measure.unit)
    return f"≤ {said}" if said and measure.direction == "lower" else said


def _trend(measure: MeasureView) -> Cell:
    values = tuple(result.value for result in measure.results if result.value is not None)
    if len(values) < 2:
        return Cell()
    first, last = figure(values[0], measure.unit), figure(values[-1], measure.unit)
    return Cell(_("from {first} to {last}").format(first=first, last=last), spark=values)


def _state(measure: MeasureView) -> Cell:
    state = STATES.get(measure.standing, measure.standing)
    if measure.latest is not None and measure.target is None:
        state = "no-target"
    found = choice("result-state", state)
    return status(found.label.text(language()), _tone(found.tone), found.icon)


def _tone(tone: str) -> str:
    return "" if tone == "grey" else tone


def _figures(measures: tuple[MeasureView, ...], usual: str) -> str:
    """Say how the measures stand, and how they usually stand at the grade given."""
    met = sum(measure.standing == "on-target" for measure in measures)
    said = ngettext(
        "{met} of {count} measure is on target.",
        "{met} of {count} measures are on target.",
        len(measures),
    ).format(met=met, count=len(measures))
    return said if not usual else f"{said} " + _("Usual at this grade: {what}").format(what=usual)
