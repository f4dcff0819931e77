"""The action log: every task with its owner and date, wherever it was agreed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, put, unlocked
from commission_desk.store.desk import named
from commission_desk.store.recording import told
from commission_desk.store.tables import Action, Agreement, Change, Meeting, Step
from commission_desk.store.tables.history import CREATED

FIELDS = (
    "title", "owner", "due", "status", "nature", "outcome", "raised_on", "done_on", "note",
    "meeting_id", "item_id", "agreement_id", "plan_id", "engagement_id", "intention_id",
    "objective_id", "measure_id", "agreement_review_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as the log shows it; ``slipped`` counts how often its date was put off."""

    id: str
    title: str
    owner: str
    due: date | None
    status: str
    nature: str
    outcome: str
    raised_on: date | None
    done_on: date | None
    note: str
    meeting_id: str | None
    meeting: str
    agreement_id: str | None
    agreement: str
    slipped: int = 0
    measure_id: str | None = None

    def days_late(self, today: date) -> int:
        """Return how many days the action is overdue; 0 when done or not yet due."""
        if self.status != "open" or self.due is None or self.due >= today:
            return 0
        return (today - self.due).days


def actions(session: Session, **where: Any) -> tuple[ActionRow, ...]:
    """Return the actions that match, those due first on top, without a date last."""
    meeting, agreement = aliased(Meeting), aliased(Agreement)
    statement = (
        select(Action, meeting.title, agreement.title)
        .outerjoin(meeting, meeting.id == Action.meeting_id)
        .outerjoin(agreement, agreement.id == Action.agreement_id)
        .where(Action.deleted.is_(False), Action.title != "")
        .order_by(Action.due.is_(None), Action.due, Action.title)
    )
    for field, value in where.items():
        statement = statement.where(getattr(Action, field) == value)
    slips = _slips(session)
    return tuple(
        ActionRow(
            row.id, row.title, row.owner, row.due, row.status, row.nature, row.outcome,
            row.raised_on, row.done_on, row.note, row.meeting_id, meeting_title or "",
            row.agreement_id, agreement_title or "", slips.get(row.id, 0), row.measure_id,
        )
        for row, meeting_title, agreement_title in session.execute(statement)
    )  # fmt: skip


@named(N_("Add action"))
def add_action(session: Session, title: str, **values: Any) -> str:
    """Add an action and return its id; raises UserError for an empty title."""
    if not title.strip():
        raise UserError(_("Say what is to be done."))
    action = Action(title=title.strip())
    values.setdefault("raised_on", date.today())  # noqa: DTZ011 - the person's own day
    put(action, values, FIELDS)
    session.add(action)
    return action.id


@named(N_("Edit action"))
def edit_action(session: Session, action: str, **values: Any) -> None:
    """Change fields of an action; what agreed minutes say is to be done stays as it is."""
    found = get(session, Action, action)
    if found.meeting_id and found.item_id and values.get("title", found.title) != found.title:
        unlocked(session, found.meeting_id)
    put(found, values, FIELDS)


@named(N_("Finish action"))
def finish_action(session: Session, action: str, on: date, outcome: str = "met") -> None:
    """Mark an action as done on a day, met, partly or not met."""
    found = get(session, Action, action)
    found.status, found.done_on, found.outcome = "done", on, outcome


@named(N_("Reopen action"))
def reopen_action(session: Session, action: str) -> None:
    """Open a finished action again."""
    found = get(session, Action, action)
    found.status, found.done_on, found.outcome = "open", None, ""


def _slips(session: Session) -> dict[str, int]:
    """Count from the history how often each action's date was put off, and not taken back."""
    before = aliased(Change)
    rows = session.execute(
        select(Change.record, Step.kind, Change.value, before.field, before.value)
        .join(Step, Step.seq == Change.step)
        .join(before, before.seq == Change.replaces)
        .where(Change.kind == "action", Change.field == "due")
    )
    counted: dict[str, int] = {}
    for record, step, value, was_field, was_value in rows:
        due, was = told(value), told(was_value)
        if was_field == CREATED:
            was = was.get("due")
        if due and was:
            slipped = step != "undo" and due > was
            taken_back = step == "undo" and due < was
            counted[record] = counted.get(record, 0) + slipped - taken_back
    return counted
