"""The example's meetings with their minutes, and the actions and risks from elsewhere."""

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.i18n import N_
from commission_desk.operations.actions import add_action, edit_action, finish_action
from commission_desk.operations.agenda import edit_item
from commission_desk.operations.attendance import add_person, set_attendance
from commission_desk.operations.example_data import example_table, working_day, written
from commission_desk.operations.example_register import agreement_by_reference
from commission_desk.operations.measures import add_risk
from commission_desk.operations.meetings import call_meeting, call_review, meeting
from commission_desk.operations.minutes import (
    add_decision,
    add_minuted_action,
    add_minuted_risk,
    agree_minutes,
    finish_meeting,
    start_meeting,
    write_notes,
)
from commission_desk.store.desk import named

AGREED_AFTER = 21  # days


@named(N_("Example: meetings"))
def hold_meetings(session: Session, today: date) -> None:
    """Call the meetings, minute those that were held, and carry on what is open."""
    agreements = agreement_by_reference(session)
    for entry in example_table("meetings.toml")["meeting"]:
        record = _call(session, entry, today, agreements)
        session.flush()
        _prepare(session, record, entry)
        if "ended" in entry:
            _minute(session, record, entry, today)


@named(N_("Example: actions and risks"))
def log_work(session: Session, today: date, plan: str) -> None:
    """Add the actions and risks of the plan and of agreements that no meeting raised."""
    data = example_table("work.toml")
    agreements = agreement_by_reference(session)
    for row in data["action"]:
        add_action(
            session, row["title"], owner=row["owner"], due=working_day(today, row["due"]),
            raised_on=working_day(today, -30), **_home(row, agreements, plan),
        )  # fmt: skip
    for row in data["risk"]:
        add_risk(
            session, row["title"], likelihood=row["likelihood"], impact=row["impact"],
            mitigation=row["mitigation"], owner=row["owner"], **_home(row, agreements, plan),
        )  # fmt: skip


def _home(row: dict[str, Any], agreements: dict[str, str], plan: str) -> dict[str, str]:
    reference = row.get("agreement")
    return {"agreement_id": agreements[reference]} if reference else {"plan_id": plan}


def _call(session: Session, entry: dict[str, Any], today: date, agreements: dict[str, str]) -> str:
    next_in = entry.get("next_in")
    values = {
        "starts": time.fromisoformat(entry["starts"]), "place": entry["place"],
        "next_on": None if next_in is None else working_day(today, next_in),
        "quorum": entry.get("quorum", 0), "quorum_note": entry.get("quorum_note", ""),
    }  # fmt: skip
    day = working_day(today, entry["days"])
    if "agreement" in entry:
        return call_review(session, agreements[entry["agreement"]], day, **values)
    return call_meeting(
        session, entry["template"], entry["title"], day, kind=entry["kind"], **values
    )


def _prepare(session: Session, record: str, entry: dict[str, Any]) -> None:
    """Invite those who are not invited from the last time, and give the items their papers."""
    invited = {person.name for person in meeting(session, record).attendance}
    for name, role, *_status in entry.get("people", ()):
        if name not in invited:
            add_person(session, record, name, role)
    items = {item.key: item.id for item in meeting(session, record).items}
    for key, item in entry.get("item", {}).items():
        values = {field: item[field] for field in ("lead", "paper", "note") if field in item}
        edit_item(session, items[key], **values)


def _minute(session: Session, record: str, entry: dict[str, Any], today: date) -> None:
    start_meeting(session, record)
    found = meeting(session, record)
    marks = {name: status for name, _role, status in entry["people"]}
    for person in found.attendance:
        set_attendance(session, person.id, marks[person.name])
    items = {item.key: item.id for item in found.items}
    for key, item in entry.get("item", {}).items():
        _minute_item(session, items[key], item, today)
    finish_meeting(session, record, time.fromisoformat(entry["ended"]))
    if entry.get("agreed", False):
        agree_minutes(session, record, working_day(today, entry["days"] + AGREED_AFTER))


def _minute_item(session: Session, item: str, said: dict[str, Any], today: date) -> None:
    if "notes" in said:
        write_notes(session, item, written(said["notes"]))
    for text, way in said.get("decisions", ()):
        add_decision(session, item, text, way)
    for row in said.get("actions", ()):
        _act(session, item, row, today)
    for row in said.get("risks", ()):
        add_minuted_risk(session, item, **row)


def _act(session: Session, item: str, row: dict[str, Any], today: date) -> None:
    first_due = working_day(today, row.get("first_due", row["due"]))
    action = add_minuted_action(
        session, item, row["title"], owner=row["owner"], due=first_due,
        nature=row.get("nature", "developmental"),
    )  # fmt: skip
    session.flush()  # a date put off later is a change of its own
    if "first_due" in row:
        edit_action(session, action, due=working_day(today, row["due"]))
    if "done" in row:
        finish_action(session, action, today + timedelta(days=row["done"]))
