"""The dates of an agreement that follow from its term: worked out anew with every change of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.terms import Option, Term
from commission_desk.i18n import _
from commission_desk.store.derived import dates_of, status_of, varied_ends
from commission_desk.store.tables import Agreement, Record, TermOption, Variation


def term_of(session: Session, agreement: Agreement) -> Term:
    """Return an agreement's term with its options in order."""
    options = session.scalars(
        select(TermOption)
        .where(TermOption.agreement_id == agreement.id, TermOption.deleted.is_(False))
        .order_by(TermOption.position, TermOption.id)
    )
    kept = tuple(Option(option.months, status_of(option.status)) for option in options)
    varied = varied_ends(session, [agreement.id]).get(agreement.id, (None, 0))
    return Term(
        agreement.starts, agreement.ends, kept, agreement.notice_days, agreement.lead_days, *varied
    )


def refresh_term(session: Session, agreement: Agreement) -> None:
    """Work out anew what follows from the term, so that no date is ever left armed wrongly.

    Raises UserError where that leaves the calendar.
    """
    term = term_of(session, agreement)
    try:
        found = dates_of(term, agreement.end_meaning, agreement.latest_end)
    except (ValueError, OverflowError) as problem:
        raise UserError(
            _("These dates leave the calendar. Check the end, the options and the days of notice.")
        ) from problem
    for name, value in found.items():
        setattr(agreement, name, value)


def refresh_after(session: Session, row: Record) -> None:
    """Work the dates of an agreement out anew after a change of an option or a variation."""
    if isinstance(row, TermOption | Variation):
        session.flush()
        found = session.get(Agreement, row.agreement_id)
        if found is not None and not found.deleted:
            refresh_term(session, found)
