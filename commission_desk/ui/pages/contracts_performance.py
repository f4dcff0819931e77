"""Performance of an agreement: its grade and risk, the measures behind it, and improvements."""

from datetime import date
from typing import TYPE_CHECKING

from commission_desk.content.choices import choice
from commission_desk.domain.money import Money
from commission_desk.i18n import _, language, short_date
from commission_desk.operations.actions import ActionRow
from commission_desk.operations.agreement_detail import AgreementView, MeasureView
from commission_desk.operations.performance import PerformanceView, performance
from commission_desk.ui.dialogs.review_meeting import ReviewMeetingDialog
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import money_field
from commission_desk.ui.pages.contracts_form import Part
from commission_desk.ui.pages.contracts_grade import GradeCard
from commission_desk.ui.pages.contracts_measures import MeasuresCard

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class PerformancePart(Part):
    """The grade with its reason, the measures with their newest results, and what is put right."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        self.performance: PerformanceView | None = None
        self.grades, self.measures = GradeCard(self), MeasuresCard(self)
        self.improvements = TableModel([], _columns(self))
        self.action_table = Table(self.improvements, _("Improvement actions"), fit=True)
        self.action_table.opened.connect(lambda row: pane.page.shell.go("actions", row.id))
        self.no_action = label(_("No improvement action is open."), "muted", wrap=True)
        improve = button(_("Add improvement action"), "plus", "ghost", self.improve)
        head = Flow(label(_("Improvement actions"), "h3"), None, improve)
        hint = _("The role that answers for the agreement in the monthly run.")
        self.manager = self.edit(
            LineField(_("Contract manager"), hint=hint),
            "manager",
            lambda _view: self._of("manager"),
        )
        self.unit_of = self.edit(
            LineField(_("The unit"), prompt=_("such as an hour or a place")),
            "unit_of", lambda _view: self._of("unit_of"),
        )  # fmt: skip
        self.unit_cost = self.keep(
            money_field(_("Cost of a unit")), lambda _view: self._money(),
            lambda money: self.put("unit_pence", money.pence if money else None),
        )  # fmt: skip
        review = button(_("Prepare review meeting"), "calendar-plus", "primary", self.review)
        vbox(
            self.grades, 6, self.measures, 6, head, self.no_action, self.action_table, 6,
            self.manager, hbox(self.unit_cost, self.unit_of), 6, hbox(review, None), None,
            gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the grade and the measures of an agreement."""
        today = date.today()  # noqa: DTZ011 - the person's own day
        page = self.pane.page
        found: PerformanceView = page.ask(performance, view.row.id, today, language())
        self.performance = self.grades.view = found
        super().show_view(view, other=other)
        self.grades.show_performance(found, view.graded_on, other=other)
        self.measures.show_performance(found)
        self.improvements.show_rows(found.actions)
        self.action_table.setVisible(bool(found.actions))
        self.no_action.setVisible(not found.actions)

    def improve(self) -> None:
        """Ask for an improvement action, corrective or developmental."""
        self.measures.improve()

    def review(self) -> None:
        """Ask when the agreement is to be reviewed, and go to that meeting."""
        ReviewMeetingDialog(self, self.pane.page, self.pane.record).open()

    def measure_named(self, record: str | None) -> str:
        """Return the title of a measure of the agreement."""
        every: tuple[MeasureView, ...] = self.performance.measures if self.performance else ()
        return next((each.title for each in every if each.id == record), "")

    def _of(self, name: str) -> str:
        return str(getattr(self.performance, name)) if self.performance else ""

    def _money(self) -> Money | None:
        pence = self.performance.unit_pence if self.performance else None
        return None if pence is None else Money(pence)


def _columns(part: PerformancePart) -> list[Column]:
    return [
        Column(_("What is to be done"), None, lambda row: _task(part, row)),
        Column(_("Nature"), 0, _nature),
        Column(_("Due"), 0, lambda row: Cell(short_date(row.due) if row.due else "")),
    ]


def _task(part: PerformancePart, row: ActionRow) -> Cell:
    said = (part.measure_named(row.measure_id), row.owner)
    return Cell(row.title, " · ".join(word for word in said if word))


def _nature(row: ActionRow) -> Cell:
    if not row.nature:
        return Cell()
    found = choice("action-class", row.nature)
    return status(found.label.text(language()), found.tone, found.icon)
