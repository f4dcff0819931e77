"""Risk of an agreement: red, amber or green with its reason, and the list of single risks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from commission_desk.content.choices import choice
from commission_desk.content.scales import scale
from commission_desk.content.thresholds import threshold
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.operations.agreement_detail import AgreementView, RiskView
from commission_desk.operations.agreements import rate_risk
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.risk import RiskDialog
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.fields import TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.grade import Band, GradeBar
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.rowmenu import row_menu
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_form import Part

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class RiskPart(Part):
    """The level of the agreement as a whole; red and amber wait for their reason."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        points = scale("rag").points
        self.levels = {point.grade.text(language()): point.value for point in points}
        bands = [
            Band(point.descriptor.text(language()), (point.grade.text(language()),))
            for point in points
        ]
        self.bar = GradeBar(bands, None, _("Risk to the agreement"))
        self.bar.changed.connect(self._chosen)
        self.waiting = ""  # a level that has no reason yet
        self.reason = self.keep(
            TextField(_("Why"), hint=_("Needed for red and amber."), least=2),
            lambda view: view.risk_reason,
            self._keep_reason,
        )
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Risks"), fit=True)
        self.nothing = label(_("No risk is recorded."), "muted", wrap=True)
        head = Flow(label(_("Risks"), "h3"), None, button(_("Add risk"), "plus", "ghost", self.add))
        vbox(
            label(_("Risk to the agreement"), "h3"), self.bar, self.reason, 6, head, self.nothing,
            self.table, None, gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip
        self._connect()

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the level and the risks of an agreement."""
        super().show_view(view, other=other)
        if other:
            self.waiting = ""
        self._show_level(self.waiting or view.row.risk)
        self.model.show_rows(view.risks)
        self.table.setVisible(bool(view.risks))
        self.nothing.setVisible(not view.risks)

    def add(self) -> None:
        """Ask for another risk."""
        RiskDialog(self, self.pane.keep, self.pane.record).open()

    def change(self, risk: RiskView) -> None:
        """Ask what is different about a risk."""
        RiskDialog(self, self.pane.keep, self.pane.record, risk).open()

    def _chosen(self, words: str) -> None:
        self.waiting = self.levels[words]
        try:
            self._rate(self.reason.value())
        except UserError as problem:
            self.reason.complain(str(problem))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_reason(self, reason: str) -> None:
        view = self.pane.view
        if not self.waiting and view is not None and not view.row.risk:
            raise UserError(_("Choose red, amber or green first."))
        self._rate(reason)

    def _rate(self, reason: str) -> None:
        view = self.pane.view
        level = self.waiting or (view.row.risk if view else "")
        before, self.waiting = self.waiting, ""
        try:
            self.pane.keep(rate_risk, self.pane.record, level, reason)
        except UserError:
            self.waiting = before
            raise

    def _show_level(self, level: str) -> None:
        self.bar.set_value(next((w for w, value in self.levels.items() if value == level), None))

    def remove(self, risk: RiskView) -> None:
        """Take a risk away; undo brings it back."""
        self.pane.keep(remove, "risk", risk.id)
        self.pane.page.shell.toast(_("Risk removed."), undo=True)

    def _connect(self) -> None:
        self.table.opened.connect(self.change)
        row_menu(
            self.table, self.model, (_("Edit risk…"), "pencil", "", self.change),
            (_("Remove risk"), "trash-2", "Del", self.remove),
        )  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(_("Risk"), None, _title),
        Column(_("Level"), 0, _level),
        Column(_("Status"), 0, _status),
    ]


def _title(risk: RiskView) -> Cell:
    rated = _("likelihood {likelihood} × impact {impact}").format(
        likelihood=risk.likelihood, impact=risk.impact
    )
    said = (rated if risk.score is not None else "", risk.owner, risk.mitigation)
    return Cell(risk.title, " · ".join(word for word in said if word))


def _level(risk: RiskView) -> Cell:
    if risk.score is None:
        return Cell(_("not rated"), muted=True)
    marks = (("high", "risk-high-from"), ("medium", "risk-medium-from"))
    level = next((name for name, from_ in marks if risk.score >= threshold(from_).value), "low")
    found = choice("risk-level", level)
    return status(f"{found.label.text(language())} {risk.score}", found.tone, found.icon)


def _status(risk: RiskView) -> Cell:
    found = choice("risk-status", risk.status)
    tone = "" if found.tone == "grey" else found.tone
    return status(found.label.text(language()), tone, found.icon)
