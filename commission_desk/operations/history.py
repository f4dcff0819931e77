"""The history as people read it: who changed what, when, what it said before, and putting it back.

Nothing here takes anything away: what is put back is one more change, named and undoable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from commission_desk.domain.errors import UserError
from commission_desk.domain.history import NOT_KEPT, local
from commission_desk.domain.naming import ERASED
from commission_desk.i18n import N_, _
from commission_desk.operations.agreements import TERM_FIELDS
from commission_desk.operations.owned import gone_with
from commission_desk.operations.records import (
    IN_MINUTES,
    criteria_open,
    get,
    in_open_plan,
    review_unlocked,
    run_unlocked,
    unlocked,
)
from commission_desk.operations.run_standing import SET_BY
from commission_desk.operations.term_dates import refresh_after, refresh_term
from commission_desk.store.desk import named
from commission_desk.store.recording import decode, told
from commission_desk.store.standing import type_of
from commission_desk.store.tables import (
    RECORDS,
    Agreement,
    AgreementReview,
    AgreementSnapshot,
    Change,
    Criterion,
    MonthlyRun,
    Plan,
    PlanReview,
    PlanVersion,
    Record,
    ReviewAnswer,
    ReviewChange,
    RunLine,
    Step,
)
from commission_desk.store.tables.history import CREATED

# Kept by the program beside a version or a review of a plan.
QUIET = ("version_record", "version_paper", "review_figures", "agreement_snapshot")
DERIVED = {  # follow from other fields, so not shown
    "current_end", "decide_by", "position", "months_counted", "grade_set", "risk_set",
    "reason_set",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One field's change; ``field`` is empty where the record was made. Time is local.

    ``change`` is its number, and ``replaced`` that of the change whose value it took over from.
    ``value`` and ``was`` are NOT_KEPT where the history was thinned.
    """

    step: int
    at: datetime
    who: str
    label: str
    kind: str
    step_kind: str
    record: str
    field: str
    value: Any
    was: Any
    change: int = 0
    replaced: int | None = None


def history(
    session: Session,
    record: str | None = None,
    limit: int = 500,
    *,
    step: int | None = None,
    changes: Sequence[int] | None = None,
) -> tuple[ChangeView, ...]:
    """Return the newest changes; of one record, of one step or by their numbers if named."""
    before = aliased(Change)
    statement = (
        select(Change, Step, before.field, before.value)
        .join(Step, Step.seq == Change.step)
        .outerjoin(before, before.seq == Change.replaces)
        .where(Change.field.not_in(DERIVED), Change.kind.not_in(QUIET))
        .order_by(Change.seq.desc())
        .limit(limit)
    )
    if record is not None:
        statement = statement.where(Change.record == record)
    if step is not None:
        statement = statement.where(Change.step == step)
    if changes is not None:
        statement = statement.where(Change.seq.in_(changes))
    return tuple(
        ChangeView(
            of.seq, local(of.taken_at), of.who, of.label, change.kind,
            of.kind, change.record, change.field, told(change.value),
            _former(change.field, was_field, was), change.seq, change.replaces,
        )
        for change, of, was_field, was in session.execute(statement)
    )  # fmt: skip


@named(N_("Restore an earlier value"))
def restore_value(session: Session, record: str, field: str, change: int) -> None:
    """Have a field say again what it said after a change; a new change, so nothing is lost.

    Raises UserError for minutes that were agreed, a record that was taken away and for what was
    erased.
    """
    found = session.get(Change, change)
    if found is None or found.record != record:
        raise UserError(_("This change is no longer in the history."))
    value = value_at(found, field)
    if value is NOT_KEPT:
        raise UserError(_("This text is no longer kept: the history was thinned."))
    if isinstance(value, str) and ERASED in value:
        raise UserError(_("This names a person who was erased, so it cannot be restored."))
    row = get(session, RECORDS[found.kind], record)
    _changeable(session, found.kind, row)
    if isinstance(row, PlanVersion) or (isinstance(row, Plan) and field == "status"):
        raise UserError(_("Where a plan stands is changed under its versions, not here."))
    setattr(row, field, decode(type_of(found.kind, field), value))
    _follow(session, row, field)


@named(N_("Put back"))
def put_back(session: Session, kind: str, record: str) -> None:
    """Put back a record that was taken away, as it was, with all that went with it.

    Raises UserError for a person who was erased.
    """
    row = session.get(RECORDS[kind], record)
    if row is None:
        raise UserError(_("This record is not in the file."))
    if getattr(row, "name", "") == ERASED:
        raise UserError(_("This person was erased, so there is nothing to put back."))
    _changeable(session, kind, row)
    restore_whole(session, kind, record)


def restore_whole(session: Session, kind: str, record: str) -> None:
    """Have a record stand again with all that went with it, whatever may be changed of it now."""
    together = list(gone_with(session, kind, record))
    for each in (session.get(RECORDS[kind], record), *together):
        if each is not None:
            each.deleted = False
            _follow(session, each, "deleted")


def value_at(change: Change, field: str) -> Any:
    """Return what a field held after a change of it, or after the one that made its record."""
    held = told(change.value)
    return held.get(field) if change.field == CREATED else held


def _changeable(session: Session, kind: str, row: Record) -> None:
    meeting = row.id if kind == "meeting" else getattr(row, "meeting_id", None)
    if meeting and (kind == "meeting" or kind in IN_MINUTES):
        unlocked(session, meeting)
    in_open_plan(session, row)
    if isinstance(row, PlanReview | ReviewAnswer | ReviewChange):
        review_unlocked(session, getattr(row, "review_id", row.id))
    if isinstance(row, AgreementReview):
        review_unlocked(session, row.id, AgreementReview)
    if isinstance(row, AgreementSnapshot):
        review_unlocked(session, row.review_id, AgreementReview)
    if isinstance(row, MonthlyRun | RunLine):
        run_unlocked(session, getattr(row, "run_id", row.id))
    if isinstance(row, Criterion):
        criteria_open(session, row.plan_id)


def _follow(session: Session, row: Record, field: str) -> None:
    """Work out anew what follows from a field that was put back."""
    if isinstance(row, RunLine) and field in SET_BY:
        setattr(row, SET_BY[field], True)
    if isinstance(row, Agreement) and field in TERM_FIELDS:
        refresh_term(session, row)
    else:
        refresh_after(session, row)


def _former(field: str, was_field: str | None, was: str | None) -> Any:
    if was_field is None:
        return None
    value = told(was)
    return value.get(field) if was_field == CREATED else value
