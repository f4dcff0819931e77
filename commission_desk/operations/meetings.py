"""Meetings: called from a template, and shown whole."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.agendas import agenda_template
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.agenda import item_rows
from commission_desk.operations.records import get, put, standing, unlocked
from commission_desk.operations.review_due import evaluation_due
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    AgendaItem,
    Agreement,
    Attendance,
    Meeting,
    Organisation,
)

FIELDS = (
    "title", "kind", "held_on", "starts", "ended", "place", "quorum", "quorum_note",
    "agreement_id", "plan_id", "next_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as lists show it."""

    id: str
    title: str
    kind: str
    held_on: date | None
    starts: time | None
    place: str
    status: str
    minutes_status: str
    agreement_id: str | None
    agreement: str
    reference: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An agenda item with its number and the time it begins."""

    id: str
    number: str
    key: str
    required: bool
    title: str
    title_cy: str
    note: str
    note_cy: str
    lead: str
    purpose: str
    minutes: int
    paper: str
    starts: time | None
    notes: str


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """Someone expected or present, by role."""

    id: str
    name: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting with its agenda and attendance."""

    row: MeetingRow
    template_id: str
    ended: time | None
    quorum: int
    quorum_note: str
    provider: str
    agreed_on: date | None
    next_on: date | None
    previous_id: str | None
    items: tuple[ItemView, ...]
    attendance: tuple[AttendanceView, ...]

    @property
    def minutes(self) -> int:
        """How long the agenda takes, in minutes."""
        return sum(item.minutes for item in self.items)

    @property
    def present(self) -> int:
        """How many members are marked present, the chair among them."""
        return sum(a.status == "present" and a.role != "attending" for a in self.attendance)

    @property
    def quorate(self) -> bool | None:
        """Whether enough members are present; None where no quorum is set."""
        return self.present >= self.quorum if self.quorum else None


def meetings(session: Session, agreement: str | None = None) -> tuple[MeetingRow, ...]:
    """Return the meetings, newest first; an agreement's where one is named."""
    statement = _rows().order_by(
        Meeting.held_on.desc(), Meeting.starts.desc(), Meeting.title.desc()
    )
    if agreement is not None:
        statement = statement.where(Meeting.agreement_id == agreement)
    return tuple(MeetingRow(*row) for row in session.execute(statement))


def meeting(session: Session, record: str) -> MeetingView:
    """Return one meeting whole."""
    found = get(session, Meeting, record)
    row = MeetingRow(*session.execute(_rows().where(Meeting.id == record)).one())
    provider = session.scalar(
        select(Organisation.name)
        .join(Agreement, Agreement.provider_id == Organisation.id)
        .where(Agreement.id == found.agreement_id)
    )
    people = session.scalars(
        standing(Attendance).where(Attendance.meeting_id == record).order_by(Attendance.position)
    )
    return MeetingView(
        row, found.template_id, found.ended, found.quorum, found.quorum_note, provider or "",
        found.agreed_on,
        found.next_on, found.previous_id, _items(session, found),
        tuple(AttendanceView(p.id, p.name, p.role, p.status) for p in people),
    )  # fmt: skip


@named(N_("Call a meeting"))
def call_meeting(
    session: Session, template_id: str, title: str, held_on: date | None,
    kind: str = "other", **values: Any,
) -> str:  # fmt: skip
    """Call a meeting with its template's agenda and the last one's members; return its id."""
    if not title.strip():
        raise UserError(_("Give the meeting a title."))
    template = agenda_template(template_id)
    record = Meeting(title=title.strip(), template_id=template_id, held_on=held_on, kind=kind)
    put(record, values, FIELDS)
    previous = _last_before(session, record)
    if previous is not None:
        record.previous_id = previous.id
        if not record.quorum:
            record.quorum, record.quorum_note = previous.quorum, previous.quorum_note
    session.add(record)
    yearly = _evaluation_due(session, record.agreement_id, held_on)
    chosen = [item for item in template.items if yearly or not item.yearly]
    for place, item in enumerate(chosen):
        session.add(
            AgendaItem(
                meeting_id=record.id, position=place, key=item.key, required=item.required,
                title=item.title.en, title_cy=item.title.cy, note=item.note.en,
                note_cy=item.note.cy, lead=item.lead.en, purpose=item.purpose,
                minutes=item.minutes,
            )
        )  # fmt: skip
    _invite_again(session, record)
    return record.id


@named(N_("Call a contract review"))
def call_review(
    session: Session, agreement: str, held_on: date | None, template_id: str = "contract-review",
    **values: Any,
) -> str:  # fmt: skip
    """Call a review of an agreement and return the meeting's id."""
    found = get(session, Agreement, agreement)
    title = values.pop("title", None) or _("Contract review: {title}").format(title=found.title)
    values |= {"kind": "contract-review", "agreement_id": agreement}
    return call_meeting(session, template_id, title, held_on, **values)


@named(N_("Edit meeting"))
def edit_meeting(session: Session, record: str, **values: Any) -> None:
    """Change a meeting's title, date, time, place or quorum."""
    found = get(session, Meeting, record)
    unlocked(session, record)
    if "title" in values and not values["title"].strip():
        raise UserError(_("A meeting needs a title."))
    put(found, values, FIELDS)


def _rows() -> Any:
    return (
        select(
            Meeting.id, Meeting.title, Meeting.kind, Meeting.held_on, Meeting.starts,
            Meeting.place, Meeting.status, Meeting.minutes_status, Meeting.agreement_id,
            Agreement.title, Agreement.reference,
        )
        .outerjoin(Agreement, Agreement.id == Meeting.agreement_id)
        .where(Meeting.deleted.is_(False))
    )  # fmt: skip


def _items(session: Session, found: Meeting) -> tuple[ItemView, ...]:
    clock = datetime.combine(date.min, found.starts) if found.starts else None
    views = []
    for number, row in enumerate(item_rows(session, found.id), start=1):
        views.append(
            ItemView(
                row.id, str(number), row.key, row.required, row.title, row.title_cy, row.note,
                row.note_cy, row.lead, row.purpose, row.minutes, row.paper,
                clock.time() if clock else None, row.notes,
            )
        )  # fmt: skip
        clock = clock + timedelta(minutes=row.minutes) if clock else None
    return tuple(views)


def _last_before(session: Session, record: Meeting) -> Meeting | None:
    """Return the newest earlier meeting of the same agreement, or of the same title."""
    same = (
        Meeting.agreement_id == record.agreement_id
        if record.agreement_id
        else Meeting.title == record.title
    )
    earlier = standing(Meeting).where(same, Meeting.id != record.id)
    if record.held_on:
        earlier = earlier.where(Meeting.held_on < record.held_on)
    return session.scalars(earlier.order_by(Meeting.held_on.desc()).limit(1)).first()


def _evaluation_due(session: Session, agreement: str | None, on: date | None) -> bool:
    """Whether "improve or adapt" belongs on the agenda: near a year ago or never (R9)."""
    if agreement is None:
        return True
    return evaluation_due(get(session, Agreement, agreement).evaluated_on, on)


def _invite_again(session: Session, record: Meeting) -> None:
    people = session.scalars(
        standing(Attendance)
        .where(Attendance.meeting_id == record.previous_id)
        .order_by(Attendance.position)
    ).all()
    for place, person in enumerate(people):
        session.add(
            Attendance(meeting_id=record.id, position=place, name=person.name, role=person.role)
        )
