"""What stands beside an agenda: matters arising, measures, and how long a meeting has run."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.operations.actions import ActionRow, actions
from commission_desk.operations.agreement_detail import MeasureView, measures
from commission_desk.operations.meetings import MeetingView
from commission_desk.operations.records import standing
from commission_desk.operations.register import agreement_rows
from commission_desk.store.tables import Attendance, Change, Meeting, Stakeholder, Step

UNDER_WAY = '"under-way"'  # as the history keeps the value


@dataclass(frozen=True, slots=True)
class RoomView:
    """What stands beside the agenda; ``started_at`` is UTC, None until minutes are taken."""

    previous_on: date | None
    matters: tuple[ActionRow, ...]
    measures: tuple[MeasureView, ...]
    decision_date: date | None
    started_at: datetime | None


def room(session: Session, found: MeetingView) -> RoomView:
    """Return what people need beside the agenda of a meeting."""
    previous = session.get(Meeting, found.previous_id) if found.previous_id else None
    previous_on = previous.held_on if previous and not previous.deleted else None
    agreement = found.row.agreement_id
    rows = agreement_rows(session, [agreement]) if agreement else []
    return RoomView(
        previous_on, matters_arising(session, found, previous_on),
        measures(session, agreement) if agreement else (),
        rows[0].decision_date if rows else None, _started_at(session, found.row.id),
    )  # fmt: skip


def matters_arising(
    session: Session, found: MeetingView, previous_on: date | None
) -> tuple[ActionRow, ...]:
    """Return the actions brought from earlier meetings: open ones, and those done since."""
    if found.row.agreement_id:
        rows = actions(session, agreement_id=found.row.agreement_id)
    elif found.previous_id:
        rows = actions(session, meeting_id=found.previous_id)
    else:
        rows = ()
    return tuple(
        row
        for row in rows
        if row.meeting_id != found.row.id
        and _before(row.raised_on, found.row.held_on)
        and (row.status == "open" or _done_since(row, previous_on))
    )


def known_people(session: Session) -> tuple[str, ...]:
    """Return the names and roles known from meetings and stakeholders, to complete typing."""
    met = session.scalars(select(Attendance.name).where(Attendance.deleted.is_(False)).distinct())
    known = session.scalars(standing(Stakeholder).with_only_columns(Stakeholder.name))
    return tuple(sorted({*met, *known} - {""}, key=str.casefold))


def _before(raised: date | None, held: date | None) -> bool:
    return raised is None or held is None or raised <= held


def _done_since(row: ActionRow, previous_on: date | None) -> bool:
    """Whether an action was done since the last meeting; without one nothing is brought back."""
    if row.status != "done" or row.done_on is None:
        return False
    return previous_on is not None and row.done_on >= previous_on


def _started_at(session: Session, record: str) -> datetime | None:
    return session.scalar(
        select(Step.taken_at)
        .join(Change, Change.step == Step.seq)
        .where(Change.record == record, Change.field == "status", Change.value == UNDER_WAY)
        .order_by(Change.seq.desc())
        .limit(1)
    )
