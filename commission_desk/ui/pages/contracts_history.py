"""The history of an agreement: when, who, what, and what it said before."""

from typing import TYPE_CHECKING, Any

from commission_desk.i18n import N_, _, short_date
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.history import ChangeView, history
from commission_desk.operations.organisations import organisations
from commission_desk.ui.fieldnames import field_words, value_words
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_form import Part
from commission_desk.ui.pages.contracts_terms import MEANINGS

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane

SHOWN = 200  # changes
FIELDS = {
    "reference": N_("Reference"), "title": N_("Title"), "description": N_("What it is for"),
    "kind": N_("Kind"), "managed": N_("Managed by"), "provider_id": N_("Provider"),
    "department": N_("Department"), "service": N_("Service area"), "plan_id": N_("Plan"),
    "regime": N_("Regime"), "route": N_("Route"), "annual_pence": N_("A year"),
    "annual_text": N_("A year, as written"), "total_pence": N_("In all"),
    "total_text": N_("In all, as written"), "partner_pence": N_("Partners’ share of a year"),
    "vat_basis": N_("VAT"), "awarded": N_("Awarded"), "starts": N_("Start"),
    "ends": N_("End of the first term"), "end_meaning": N_("What this end date is"),
    "end_text": N_("End, as written"), "notice_days": N_("Notice, in days"),
    "lead_days": N_("Lead time, in days"), "review_on": N_("Next review"),
    "latest_end": N_("Latest end"), "risk": N_("Risk"), "risk_reason": N_("Why this risk"),
    "grade": N_("Grade"), "grade_scale": N_("Scale of the grade"),
    "grade_reason": N_("Why this grade"), "graded_on": N_("Graded"),
    "evaluated_on": N_("Evaluated: improve, adapt or end"), "source_id": N_("Number in the source"),
    "source_rest": N_("Also in the source"), "notes": N_("Notes"), "deleted": N_("Removed"),
}  # fmt: skip


class HistoryPart(Part):
    """Every change of the agreement itself, newest first."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        self.names: dict[str, str] = {}
        self.model = TableModel([], self._columns())
        self.table = Table(self.model, _("History of the agreement"), fit=True)
        says = _("Every change, newest first. Enter shows one in full, and puts back what it said.")
        self.table.opened.connect(
            lambda change: pane.page.shell.go("history", change.record, change.field)
        )
        vbox(
            label(says, "smallmuted", wrap=True), self.table, None,
            gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the changes of an agreement."""
        super().show_view(view, other=other)
        changes: tuple[ChangeView, ...] = self.pane.page.ask(history, view.row.id, SHOWN)
        if any(change.field == "provider_id" for change in changes):
            self.names = {each.id: each.name for each in self.pane.page.ask(organisations)}
        self.model.show_rows([change for change in changes if change.field != "source_rest"])

    def _columns(self) -> list[Column]:
        return [
            Column(_("When"), 110, _when),
            Column(_("What"), 120, _what),
            Column(_("Value"), None, lambda change: Cell(self._value(change, change.value))),
            Column(_("Was"), 130, lambda change: Cell(self._value(change, change.was), muted=True)),
        ]

    def _value(self, change: ChangeView, value: Any) -> str:
        name = change.field
        if value is None or not name:
            return ""
        if name == "provider_id":
            return self.names.get(value, "")
        return written(name, value)


def written(field: str, value: Any) -> str:
    """Write a field's value for people, as the agreement's own tabs do."""
    if field == "end_meaning":
        return _(MEANINGS.get(value, value))
    return value_words("agreement", field, value)


def _when(change: ChangeView) -> Cell:
    return Cell(short_date(change.at.date()), f"{change.at:%H:%M} {change.who}")


def _what(change: ChangeView) -> Cell:
    step = _(change.label)
    if change.step_kind == "undo":
        step = _("Undone: {step}").format(step=step)
    if not change.field:
        return Cell(step)
    named = FIELDS.get(change.field)
    return Cell(_(named) if named else field_words(change.field), step)
