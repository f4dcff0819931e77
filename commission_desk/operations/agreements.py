"""Agreements: adding and changing them and their terms."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.terms import OptionStatus
from commission_desk.i18n import N_, _
from commission_desk.operations.organisations import provider_of
from commission_desk.operations.ratings import grade, rate_risk
from commission_desk.operations.records import get, next_position, put
from commission_desk.operations.term_dates import refresh_term, term_of
from commission_desk.store.desk import named
from commission_desk.store.tables import Agreement, TermOption

__all__ = [
    "add_agreement", "add_option", "decide_option", "edit_agreement", "grade", "next_reference",
    "rate_risk", "refresh_term", "remove_option", "term_of",
]  # fmt: skip
FIELDS = (
    "reference", "title", "description", "kind", "managed", "provider_id", "department",
    "service", "plan_id", "regime", "route", "annual_pence", "annual_text", "total_pence",
    "total_text", "partner_pence", "vat_basis", "awarded", "starts", "ends", "end_meaning",
    "end_text", "notice_days", "lead_days", "review_on", "source_id", "source_rest", "notes",
    "evaluated_on", "latest_end", "total_covers", "funding", "legal_basis", "importance",
    "unreasoned", "tender_on", "manager", "unit_pence", "unit_of", "provided_from",
)  # fmt: skip
LONGEST = 600  # months
TERM_FIELDS = {"starts", "ends", "notice_days", "lead_days", "end_meaning", "latest_end"}


@named(N_("Add agreement"))
def add_agreement(session: Session, title: str, provider: str = "", **values: Any) -> str:
    """Add an agreement with a provider by name and return its id.

    ``options`` are the months of its options to extend, in order. Raises UserError for an empty
    title. Without a reference it gets the next free one.
    """
    if not title.strip():
        raise UserError(_("Give the agreement a title."))
    options: Sequence[int] = values.pop("options", ())
    if "reference" not in values:
        values["reference"] = next_reference(session, values.get("kind", "contract"))
    agreement = Agreement(title=title.strip(), provider_id=provider_of(session, provider))
    put(agreement, values, FIELDS)
    session.add(agreement)
    session.flush()
    for place, months in enumerate(options):
        session.add(TermOption(agreement_id=agreement.id, months=months, position=place))
    refresh_term(session, agreement)
    return agreement.id


@named(N_("Edit agreement"))
def edit_agreement(session: Session, agreement: str, **values: Any) -> None:
    """Change fields of an agreement; ``provider`` names its provider, added where new."""
    found = get(session, Agreement, agreement)
    if "provider" in values:
        values["provider_id"] = provider_of(session, values.pop("provider"))
    if "title" in values and not values["title"].strip():
        raise UserError(_("An agreement needs a title."))
    put(found, values, FIELDS)
    if TERM_FIELDS & set(values):
        refresh_term(session, found)


@named(N_("Add option to extend"))
def add_option(session: Session, agreement: str, months: int) -> str:
    """Add an option to extend by so many months and return its id."""
    if not 1 <= months <= LONGEST:
        raise UserError(_("An option is between one month and fifty years long."))
    get(session, Agreement, agreement)
    place = next_position(session, TermOption, agreement_id=agreement)
    option = TermOption(agreement_id=agreement, months=months, position=place)
    session.add(option)
    refresh_term(session, get(session, Agreement, agreement))
    return option.id


@named(N_("Decide on an option to extend"))
def decide_option(session: Session, option: str, status: OptionStatus) -> None:
    """Mark an option as available, exercised or declined; dates follow."""
    found = get(session, TermOption, option)
    found.status = status
    refresh_term(session, get(session, Agreement, found.agreement_id))


@named(N_("Remove option to extend"))
def remove_option(session: Session, option: str) -> None:
    """Take an option away; dates follow."""
    found = get(session, TermOption, option)
    found.deleted = True
    refresh_term(session, get(session, Agreement, found.agreement_id))


def next_reference(session: Session, kind: str) -> str:
    """Return the next free reference: C-0001 for contracts, G-0001 for grants."""
    letter = "G" if kind == "grant" else "C"
    taken = session.scalars(
        select(Agreement.reference).where(func.substr(Agreement.reference, 1, 2) == f"{letter}-")
    )
    numbers = [int(reference[2:]) for reference in taken if reference[2:].isdecimal()]
    return f"{letter}-{max(numbers, default=0) + 1:04d}"
