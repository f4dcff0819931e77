"""Minutes: notes, decisions and actions under each item, from the room to the agreed record."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText, to_json
from commission_desk.i18n import N_, _
from commission_desk.operations.actions import FIELDS as ACTION_FIELDS
from commission_desk.operations.measures import RISK_FIELDS
from commission_desk.operations.records import get, put, standing, unlocked
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    Action,
    AgendaItem,
    Agreement,
    Change,
    Decision,
    Meeting,
    Risk,
)

IMPROVEMENT = "improvement"  # the template's yearly item (Jersey audit 2024, R9)
ENTRIES: dict[str, type[Any]] = {"decision": Decision, "action": Action, "risk": Risk}


@dataclass(frozen=True, slots=True)
class EntryView:
    """A decision, action or risk under an item, in the order they were taken down."""

    id: str
    kind: str
    item_id: str
    text: str
    way: str = ""
    owner: str = ""
    due: date | None = None
    status: str = ""


def entries(session: Session, meeting: str) -> dict[str, list[EntryView]]:
    """Return the entries of a meeting by item id, each item's in order."""
    found = [
        _entry(kind, row)
        for kind, table in ENTRIES.items()
        for row in session.scalars(select(table).filter_by(meeting_id=meeting, deleted=False))
    ]
    order = _order(session, [entry.id for entry in found])
    by_item: dict[str, list[EntryView]] = {}
    for entry in sorted(found, key=lambda entry: order.get(entry.id, 0)):
        by_item.setdefault(entry.item_id, []).append(entry)
    return by_item


@named(N_("Start the meeting"))
def start_meeting(session: Session, meeting: str) -> None:
    """Begin taking minutes."""
    _open(session, meeting).status = "under-way"


@named(N_("Finish the meeting"))
def finish_meeting(session: Session, meeting: str, ended: time | None = None) -> None:
    """End a meeting; if it evaluated how to improve or adapt, the agreement's year starts anew."""
    found = _open(session, meeting)
    found.status, found.ended = "held", ended or found.ended
    evaluated = session.scalar(
        standing(AgendaItem).where(AgendaItem.meeting_id == meeting, AgendaItem.key == IMPROVEMENT)
    )
    if (
        found.agreement_id
        and found.held_on
        and evaluated is not None
        and _minuted(session, evaluated)
    ):
        agreement = get(session, Agreement, found.agreement_id)
        if agreement.evaluated_on is None or agreement.evaluated_on < found.held_on:
            agreement.evaluated_on = found.held_on


@named(N_("Agree the minutes"))
def agree_minutes(session: Session, meeting: str, on: date) -> None:
    """Record that the minutes were agreed as a correct record; they are locked from then on."""
    found = _open(session, meeting)
    if found.status != "held":
        raise UserError(_("Finish the meeting before its minutes are agreed."))
    found.minutes_status, found.agreed_on = "approved", on


@named(N_("Take notes"))
def write_notes(session: Session, item: str, text: RichText) -> None:
    """Keep the notes of an item."""
    found = get(session, AgendaItem, item)
    stored = to_json(text)
    if found.notes != stored:
        _open(session, found.meeting_id)
        found.notes = stored


@named(N_("Record a decision"))
def add_decision(session: Session, item: str, text: str, way: str = "") -> str:
    """Record what was resolved under an item and how; return its id."""
    if not text.strip():
        raise UserError(_("Say what was decided."))
    found = get(session, AgendaItem, item)
    _open(session, found.meeting_id)
    decision = Decision(meeting_id=found.meeting_id, item_id=item, text=text.strip(), way=way)
    session.add(decision)
    return decision.id


@named(N_("Edit decision"))
def edit_decision(session: Session, decision: str, **values: Any) -> None:
    """Change the words of a decision or how it was reached."""
    found = get(session, Decision, decision)
    _open(session, found.meeting_id)
    if "text" in values and not values["text"].strip():
        raise UserError(_("Say what was decided."))
    put(found, values, ("text", "way"))


@named(N_("Record an action"))
def add_minuted_action(session: Session, item: str, title: str, **values: Any) -> str:
    """Record an action agreed under an item; it joins the action log. Return its id."""
    if not title.strip():
        raise UserError(_("Say what is to be done."))
    found = get(session, AgendaItem, item)
    meeting = _open(session, found.meeting_id)
    action = Action(
        title=title.strip(), meeting_id=meeting.id, item_id=item, raised_on=meeting.held_on,
        agreement_id=meeting.agreement_id, plan_id=meeting.plan_id,
    )  # fmt: skip
    put(action, values, ACTION_FIELDS)
    session.add(action)
    return action.id


@named(N_("Record a risk"))
def add_minuted_risk(session: Session, item: str, title: str, **values: Any) -> str:
    """Record a risk raised under an item; it joins the agreement's risks. Return its id."""
    if not title.strip():
        raise UserError(_("Say what the risk is."))
    found = get(session, AgendaItem, item)
    meeting = _open(session, found.meeting_id)
    risk = Risk(
        title=title.strip(), meeting_id=meeting.id, item_id=item,
        agreement_id=meeting.agreement_id, plan_id=meeting.plan_id,
    )  # fmt: skip
    put(risk, values, RISK_FIELDS)
    session.add(risk)
    return risk.id


def _open(session: Session, meeting: str) -> Meeting:
    """Return a meeting whose minutes may still change; raises UserError once they are agreed."""
    found = get(session, Meeting, meeting)
    unlocked(session, meeting)
    return found


def _minuted(session: Session, item: AgendaItem) -> bool:
    return bool(item.notes) or any(
        session.scalars(standing(table).where(table.item_id == item.id).limit(1)).first()
        for table in (Decision, Action)
    )


def _entry(kind: str, row: Any) -> EntryView:
    if kind == "decision":
        return EntryView(row.id, kind, row.item_id, row.text, way=row.way)
    due, status = getattr(row, "due", None), row.status
    return EntryView(row.id, kind, row.item_id or "", row.title, "", row.owner, due, status)


def _order(session: Session, ids: list[str]) -> dict[str, int]:
    """Return when each record was made, as its place in the history."""
    rows = session.execute(
        select(Change.record, func.min(Change.seq))
        .where(Change.record.in_(ids))
        .group_by(Change.record)
    )
    return {record: seq for record, seq in rows}  # noqa: C416 - rows, not tuples
