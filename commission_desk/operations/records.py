"""What every kind of record shares: fetching it, changing its fields, taking it away."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _, full_date
from commission_desk.operations.owned import owned, plans_over
from commission_desk.operations.term_dates import refresh_after
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    RECORDS,
    AgreementReview,
    Meeting,
    MonthlyRun,
    Plan,
    PlanReview,
    PlanVersion,
    Record,
    ReviewAnswer,
    ReviewChange,
    RunLine,
)

R = TypeVar("R", bound=Record)
LOCKED = ("approved", "signed")  # minutes that were agreed as a correct record
FROZEN = ("approved", "published")  # plans that stay as they were approved
REVIEWED = "finished"  # yearly reviews and monthly runs that stay as they were
IN_MINUTES = ("agenda_item", "attendance", "decision", "action", "risk")
NAMES = ("title", "name")


def get(session: Session, table: type[R], record: str) -> R:
    """Return a record that is there; raises UserError if it has been taken away."""
    found = session.get(table, record)
    if found is None or found.deleted:
        raise UserError(_("This is no longer on the desk. Undo may bring it back."))
    return found


def standing(table: type[R]) -> Select[R]:
    """Select the records of a kind that have not been taken away."""
    return select(table).where(table.deleted.is_(False))


def put(
    record: Record, values: Mapping[str, Any], allowed: Iterable[str], *, nameless: bool = False
) -> None:
    """Set fields of a record; a field that is not the person's to set is a mistake of ours.

    Raises UserError for a title or name that would be left empty, unless it may be ``nameless``.
    """
    strange = set(values) - set(allowed)
    if strange:
        raise TypeError(f"{record.__tablename__} has no field to edit named {sorted(strange)}")
    for field, value in values.items():
        emptied = field in NAMES and not str(value).strip() and getattr(record, field)
        if emptied and not nameless:
            raise UserError(_("A title or name cannot be left empty. Type one."))
        if getattr(record, field) != value:
            setattr(record, field, value)


def next_position(session: Session, table: type[Any], **where: Any) -> int:
    """Return the place after the last of the records that match."""
    last = session.scalar(select(func.max(table.position)).filter_by(**where, deleted=False))
    return 0 if last is None else int(last) + 1


@named(N_("Remove"))
def remove(session: Session, kind: str, record: str) -> None:
    """Mark a record as deleted, with all that it owns; undo brings it back whole.

    Raises UserError for a meeting whose minutes were agreed, and for what stands in them.
    """
    found = get(session, RECORDS[kind], record)
    meeting = record if kind == "meeting" else getattr(found, "meeting_id", None)
    if meeting and (kind == "meeting" or kind in IN_MINUTES):
        unlocked(session, meeting)
    in_open_plan(session, found)
    if isinstance(found, PlanReview | ReviewAnswer | ReviewChange):
        review_unlocked(session, getattr(found, "review_id", record))
    if isinstance(found, AgreementReview):
        review_unlocked(session, record, AgreementReview)
    if isinstance(found, PlanVersion) and found.number:
        raise UserError(_("A version that was approved stays: it says what was decided."))
    if isinstance(found, MonthlyRun | RunLine):
        run_unlocked(session, getattr(found, "run_id", record))
    found.deleted = True
    for each in owned(session, kind, [record]):
        each.deleted = True
    refresh_after(session, found)


@named(N_("Remove"))
def remove_all(session: Session, kind: str, records: Iterable[str]) -> None:
    """Mark several records of a kind as deleted, in one step that undo brings back whole."""
    for record in records:
        remove(session, kind, record)


def unlocked(session: Session, meeting: str) -> Meeting | None:
    """Return a meeting whose minutes may still change; raises UserError once they are agreed."""
    found = session.get(Meeting, meeting)
    if found is not None and found.minutes_status in LOCKED:
        raise UserError(
            _("These minutes were agreed as a correct record, so they can no longer be changed. "
              "Minute the correction at the next meeting.")
        )  # fmt: skip
    return found


def plan_unlocked(session: Session, plan: str) -> Plan | None:
    """Return a plan that may still change; raises UserError once it was approved."""
    found = session.get(Plan, plan)
    if found is not None and found.status in FROZEN:
        raise UserError(
            _("This plan was approved, so it stays as it is. Open its next version to change it.")
        )
    return found


def review_unlocked(
    session: Session, review: str, kind: type[PlanReview | AgreementReview] = PlanReview
) -> None:
    """Raise UserError once a review, of a plan or of an agreement, was finished."""
    found = session.get(kind, review)
    if isinstance(found, kind) and found.status == REVIEWED:
        raise UserError(
            _("This review was finished, so it stays as it is. Say what is new in the next one.")
        )


def run_unlocked(session: Session, run: str) -> MonthlyRun:
    """Return a monthly run that may still change; raises UserError once it was finished."""
    found = get(session, MonthlyRun, run)
    if found.status == REVIEWED:
        raise UserError(
            _("This month was finished, so it stays as it is. Say what is new in the next one.")
        )
    return found


def in_open_plan(session: Session, row: Record) -> None:
    """Raise UserError for a plan that was approved, and for all that it is made of."""
    for plan in plans_over(session, row):
        plan_unlocked(session, plan)


def criteria_open(session: Session, plan: str) -> None:
    """Raise UserError once the criteria of a plan's options were agreed."""
    found = session.get(Plan, plan)
    if found is not None and found.criteria_agreed_on:
        raise UserError(
            _("The criteria were agreed on {date}. Open them again to change them.").format(
                date=full_date(found.criteria_agreed_on)
            )
        )


def placed(session: Session, table: type[R], record: str, **where: Any) -> R:
    """Return the one record of a place, such as a prompt's answer, made or made anew if need be.

    One that was taken back by undo comes back empty: what was undone stays undone.
    """
    found = session.get(table, record)
    if found is None:
        found = table(id=record, **where)
        session.add(found)
    elif found.deleted:
        fresh = table(id=record, **where)
        for column in table.__table__.columns:
            setattr(found, column.key, getattr(fresh, column.key))
    return found
