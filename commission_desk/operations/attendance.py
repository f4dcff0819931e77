"""Who is expected at a meeting, and who came."""

from typing import Any

from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, next_position, put, standing, unlocked
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    Attendance,
    Meeting,
)


@named(N_("Add someone to the meeting"))
def add_person(session: Session, meeting: str, name: str, role: str = "member") -> str:
    """Add someone by role or name: a member, the chair, or in attendance; return the id."""
    if not name.strip():
        raise UserError(_("Say who is to be there."))
    get(session, Meeting, meeting)
    unlocked(session, meeting)
    place = next_position(session, Attendance, meeting_id=meeting)
    person = Attendance(meeting_id=meeting, name=name.strip(), role=role, position=place)
    session.add(person)
    return person.id


@named(N_("Record attendance"))
def set_attendance(session: Session, person: str, status: str) -> None:
    """Mark someone as present, absent, with apologies, or not yet known (empty)."""
    found = get(session, Attendance, person)
    unlocked(session, found.meeting_id)
    found.status = status


@named(N_("Change who is to be there"))
def edit_person(session: Session, person: str, **values: Any) -> None:
    """Change someone's name or role at a meeting."""
    found = get(session, Attendance, person)
    unlocked(session, found.meeting_id)
    put(found, values, ("name", "role", "status"))


@named(N_("Change the order of people"))
def move_person(session: Session, person: str, place: int) -> None:
    """Move someone to a place in the list of people, counted from 0."""
    moved = get(session, Attendance, person)
    unlocked(session, moved.meeting_id)
    statement = standing(Attendance).where(Attendance.meeting_id == moved.meeting_id)
    ordered = session.scalars(statement.order_by(Attendance.position, Attendance.id))
    order = [row for row in ordered if row.id != person]
    order.insert(max(0, min(place, len(order))), moved)
    for position, row in enumerate(order):
        if row.position != position:
            row.position = position


@named(N_("Take someone off the meeting"))
def remove_person(session: Session, person: str) -> None:
    """Take someone off the list of people."""
    found = get(session, Attendance, person)
    unlocked(session, found.meeting_id)
    found.deleted = True
