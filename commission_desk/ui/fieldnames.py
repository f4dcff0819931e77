"""What fields and kinds of record are called when the history speaks of them."""

from datetime import date
from typing import Any

from commission_desk.domain.money import format_money
from commission_desk.domain.richtext import from_json
from commission_desk.i18n import N_, _, language, short_date

KINDS = {
    "team": N_("Team"), "organisation": N_("Organisation"), "stakeholder": N_("Stakeholder"),
    "engagement": N_("Contact"), "engagement_link": N_("Contact"), "plan": N_("Plan"),
    "answer": N_("Part of a plan"), "agreement": N_("Agreement"),
    "term_option": N_("Option to extend"), "measure": N_("Measure"), "result": N_("Result"),
    "risk": N_("Risk"), "meeting": N_("Meeting"), "agenda_item": N_("Agenda item"),
    "attendance": N_("Attendance"), "decision": N_("Decision"), "action": N_("Action"),
}  # fmt: skip
FIELDS = {
    "name": N_("Name"), "title": N_("Title"), "reference": N_("Reference"), "notes": N_("Notes"),
    "note": N_("Note"), "text": N_("Text"), "status": N_("Status"), "reason": N_("Reason"),
    "owner": N_("Owner"), "due": N_("Due"), "deleted": N_("Removed"), "sector": N_("Sector"),
    "kind": N_("Kind"), "managed": N_("Managed by"), "department": N_("Department"),
    "service": N_("Service"), "provider_id": N_("Provider"), "annual_pence": N_("Annual value"),
    "total_pence": N_("Whole value"), "starts": N_("Starts"), "ends": N_("Ends"),
    "months": N_("Months"), "risk": N_("Risk"), "risk_reason": N_("Reason for the risk"),
    "grade": N_("Grade"), "grade_reason": N_("Reason for the grade"), "value": N_("Value"),
    "graded_on": N_("Graded on"), "target": N_("Target"), "latest_end": N_("Latest end"),
    "held_on": N_("Date"), "place": N_("Place"), "quorum": N_("Quorum"),
    "minutes_status": N_("Minutes"), "agreed_on": N_("Agreed on"), "ended": N_("Ended"),
    "interest": N_("Interest"), "influence": N_("Influence"), "support_now": N_("Support we have"),
    "support_wanted": N_("Support we need"), "rated_on": N_("Rated on"), "lead": N_("Lead"),
    "purpose": N_("Purpose"), "minutes": N_("Minutes given"), "paper": N_("Paper"),
    "care_group": N_("Care group"), "partners": N_("Partners"), "outcome": N_("Outcome"),
    "done_on": N_("Done on"), "likelihood": N_("Likelihood"), "impact": N_("Impact"),
    "mitigation": N_("Mitigation"), "description": N_("Description"), "regime": N_("Regime"),
    "route": N_("Route"), "about": N_("About"), "heard": N_("What we heard"),
    "changed": N_("What changed"), "promised": N_("Promised"), "organisation": N_("Organisation"),
    "marking": N_("Marking"), "accent": N_("Colour"), "evaluated_on": N_("Evaluated on"),
}  # fmt: skip
RICH = {("answer", "text"), ("agenda_item", "notes")}


def kind_words(kind: str) -> str:
    """Return what a kind of record is called."""
    return _(KINDS.get(kind, kind))


def field_words(field: str) -> str:
    """Return what a field is called; without a name of its own, its words."""
    return _(FIELDS[field]) if field in FIELDS else field.replace("_", " ").capitalize()


def value_words(kind: str, field: str, value: Any) -> str:
    """Return a field's stored value as people read it; empty for none."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if (kind, field) in RICH:
        return from_json(value).plain
    if field.endswith("_pence"):
        return format_money(value, language())
    if isinstance(value, str) and _is_day(value):
        return short_date(date.fromisoformat(value))
    return str(value)


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2026-11-24")
