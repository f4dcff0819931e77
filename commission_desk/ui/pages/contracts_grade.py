"""The grade of an agreement: what the figures suggest, what a person decides, and who was heard."""

from datetime import date
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.content.scales import grading_scales, scale
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.performance import PerformanceView
from commission_desk.operations.ratings import (
    USUAL,
    RatingView,
    Suggestion,
    explain_grade,
    grade,
    hear_view,
    use_scale,
)
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.fields import ChoiceField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.grade import Band, GradeBar
from commission_desk.ui.kit.layout import clear, frame, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Chip, label

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_performance import PerformancePart

VIEWS = ("manager_view", "provider_view")


class GradeCard(QWidget):
    """Suggestion, scale, bar, reason, views, earlier decisions; a grade may wait for a reason."""

    def __init__(self, part: "PerformancePart") -> None:
        super().__init__()
        self.part = part
        self.view: PerformanceView | None = None
        self.waiting = ""  # a grade that has no reason yet
        self.worded = False  # whether the reason was typed since the newest grade
        self.scale_id = ""
        self.chip, self.when = Chip(""), label("", "smallmuted")
        self.bar: GradeBar | None = None
        self.bar_place = QVBoxLayout()
        offered = [(each.id, each.title.text(language())) for each in grading_scales()]
        self.scale = ChoiceField(_("Scale"), offered, USUAL)
        self.scale.committed.connect(self._use_scale)
        self.suggests = label("", "smallstrong", wrap=True)
        self.because = label("", "small", wrap=True)
        self.source = label("", "smallmuted", wrap=True)
        self.suggestion = frame(
            "card", vbox(self.suggests, self.because, self.source, gap=4, margins=(12, 9, 12, 9))
        )
        self.meaning = label("", "smallmuted", wrap=True)
        self.reason = part.keep(
            TextField(_("Why this grade"), least=2), lambda view: view.grade_reason, self._explain
        )
        hint = _("For the grade you give next. Earlier views stay with their decisions below.")
        self.views = {
            "manager_view": TextField(_("View of the service manager"), least=2),
            "provider_view": TextField(_("View of the provider"), hint=hint, least=2),
        }
        for name, field in self.views.items():
            part.keep(field, partial(self._heard, name), partial(self._hear, name))
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Decisions on grade and risk"), fit=True)
        self.history = label(_("Decisions on grade and risk"), "h3")
        head = Flow(label(_("Grade"), "h3"), self.chip, None, self.when, gap=10)
        vbox(
            head, self.suggestion, self.bar_place, self.meaning, self.reason,
            *self.views.values(), self.scale, self.history, self.table, gap=10, parent=self,
        )  # fmt: skip

    def show_performance(
        self, view: PerformanceView, graded_on: date | None, *, other: bool
    ) -> None:
        """Show the grade of an agreement; one that waits for its reason stays as it is."""
        self.view = view
        if other:
            self.waiting, self.worded = "", False
        self.scale.set_value(view.scale)
        if view.scale != self.scale_id:
            self.waiting = ""
            self._make_bar(view.scale)
        point = scale(view.scale).point_or_none(view.value)
        if self.bar:
            self.bar.set_value(self._mark(self.waiting or view.value))
        self.chip.setVisible(point is not None)
        if point:
            self.chip.say(point.grade.text(language()), point.tone, point.icon)
        graded = _("Graded {date}").format(date=short_date(graded_on)) if graded_on else ""
        self.when.setText(graded if point else "")
        self.meaning.setText(
            f"{scale(view.scale).printed(view.value, language())}. "
            f"{point.guidance.text(language())}"
            if point
            else _("Not graded yet. Choose a grade; the figures only suggest one.")
        )
        self._show_suggestion(view.suggestion)
        self.model.show_rows(view.ratings)
        for widget in (self.history, self.table):
            widget.setVisible(bool(view.ratings))

    def _show_suggestion(self, found: Suggestion) -> None:
        self.suggestion.setVisible(found.source is not None and found.tally.total > 0)
        if found.source is None:
            return
        self.suggests.setText(suggested_words(found))
        self.because.setText(" ".join(_reasons(found)))
        words = _("{note} Source: {source}.")
        self.source.setText(
            words.format(note=found.source.note.text(language()), source=found.source.source)
        )

    def _make_bar(self, scale_id: str) -> None:
        clear(self.bar_place)
        self.scale_id = scale_id
        found = scale(scale_id)
        scored = sorted(
            (point for point in found.points if point.score is not None),
            key=lambda point: point.score or 0,
        )
        if scored:
            self.words: dict[str, str] = {point.value: point.value for point in scored}
            bands = [
                Band(name, tuple(point.value for point in run))
                for name, run in groupby(scored, lambda point: point.grade.text(language()))
            ]
        else:
            self.words = {point.value: point.grade.text(language()) for point in found.points}
            bands = [Band("", (name,)) for name in self.words.values()]
        self.bar = GradeBar(bands, None, _("Grade"), wrapped=not scored)
        self.bar.changed.connect(self._choose)
        self.bar_place.addWidget(self.bar)

    def _mark(self, value: str) -> str | None:
        return self.words.get(value)

    def _choose(self, mark: str) -> None:
        self.waiting = next(value for value, words in self.words.items() if words == mark)
        same = self.view is not None and self.waiting == self.view.value
        typed = self.reason.value() if same or self.worded or self.typing else ""
        try:
            self._grade(self.waiting, typed)  # another grade's reason is none for this one
        except UserError as problem:
            self.reason.complain(str(problem))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def typing(self) -> bool:
        """Whether the reason holds words that are not kept yet."""
        return self.reason.name in self.part.unkept()

    def _explain(self, reason: str) -> None:
        self.worded = True
        if self.waiting:
            self._grade(self.waiting, reason)
        else:
            self.part.pane.keep(explain_grade, self.part.pane.record, reason)

    def _grade(self, value: str, reason: str) -> None:
        before, self.waiting = self.waiting, ""
        today = date.today()  # noqa: DTZ011 - the person's own day
        try:
            self.part.pane.keep(grade, self.part.pane.record, value, reason, today, self.scale_id)
        except UserError:
            self.waiting = before
            raise
        self.worded = False

    def _use_scale(self) -> None:
        chosen = self.scale.value()
        if self.view is not None and chosen != self.view.scale:
            self.part.pane.keep(use_scale, self.part.pane.record, chosen)

    def _heard(self, name: str, _view: AgreementView) -> str:
        """Return a view that still belongs to the next grade, or to one given today."""
        found = self.view.heard(date.today()) if self.view else None  # noqa: DTZ011 - own day
        return getattr(found, name) if found else ""

    def _hear(self, name: str, words: str) -> None:
        today = date.today()  # noqa: DTZ011 - the person's own day
        self.part.pane.keep(hear_view, self.part.pane.record, today, **{name: words})


def suggested_words(found: Suggestion) -> str:
    """Say which grade the figures suggest, or that no descriptor fits them."""
    if not found.tally.total:
        return _("No measure has a target yet, so the figures suggest nothing.")
    if not found.value or found.source is None:
        return _("No descriptor fits these figures: choose.")
    printed = scale(found.source.id).printed(found.value, language())
    return _("The figures suggest: {grade}").format(grade=printed)


def _reasons(found: Suggestion) -> list[str]:
    said = [_counted(found)]
    if found.rules:
        said.append(found.rules[0].why.text(language()))
        # what holds of all measures holds of most of them: only plans and trends overlap
        also = [
            scale(found.source.id if found.source else USUAL).printed(rule.point, language())
            for rule in found.rules[1:]
            if found.tally.under
        ]
        if also:
            said.append(_("The words of {grades} fit too.").format(grades=", ".join(also)))
    elif found.gap and found.source:
        said.append(found.gap.why.text(language()))
        near = [scale(found.source.id).printed(each, language()) for each in found.gap.nearest]
        if near:
            said.append(_("Nearest: {grades}.").format(grades="; ".join(near)))
    if found.unplanned and found.tally.on < found.tally.total:
        named = _("Without an open action of its own: {measures}.")
        said.append(named.format(measures="; ".join(found.unplanned)))
    return said


def _counted(found: Suggestion) -> str:
    words = ngettext(
        "{met} of {count} measure is on target.", "{met} of {count} measures are on target.",
        found.tally.total,
    ).format(met=found.tally.on, count=found.tally.total)  # fmt: skip
    if found.tally.unknown:
        words += " " + ngettext(
            "{count} has no data.", "{count} have no data.", found.tally.unknown
        ).format(count=found.tally.unknown)
    return words


def _columns() -> list[Column]:
    return [
        Column(_("When"), 110, _when),
        Column(_("Decision"), 170, _decision),
        Column(_("Why, and who was heard"), None, _why),
    ]


def _when(row: RatingView) -> Cell:
    return Cell(short_date(row.rated_on) if row.rated_on else "", row.rated_by)


def _decision(row: RatingView) -> Cell:
    found = scale(row.scale)
    known = found.point_or_none(row.value)
    title = "" if row.scale == USUAL else found.title.text(language())
    if known is None:
        return Cell(_("Not decided yet"), title, muted=True)
    suggested = found.point_or_none(row.suggested)
    if suggested is not None and row.suggested != row.value:
        words = _("the figures suggested {grade}")
        title = words.format(grade=found.printed(row.suggested, language()))
    return Cell(found.printed(row.value, language()), title, bold=True)


def _why(row: RatingView) -> Cell:
    heard = (
        (_("Service manager: {words}"), row.manager_view),
        (_("Provider: {words}"), row.provider_view),
    )
    said = [name.format(words=words) for name, words in heard if words]
    return Cell(row.reason, " · ".join(said))
