"""The history as people read it: who changed what, when, and what it said before."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from commission_desk.store.tables import Change, Step
from commission_desk.store.tables.history import CREATED

DERIVED = {"current_end", "decide_by", "position"}  # follow from other fields, so not shown


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One field's change; ``field`` is empty where the record was made. Time is local."""

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


def history(
    session: Session, record: str | None = None, limit: int = 500
) -> tuple[ChangeView, ...]:
    """Return the newest changes, of one record if named."""
    before = aliased(Change)
    statement = (
        select(Change, Step, before.field, before.value)
        .join(Step, Step.seq == Change.step)
        .outerjoin(before, before.seq == Change.replaces)
        .where(Change.field.not_in(DERIVED))
        .order_by(Change.seq.desc())
        .limit(limit)
    )
    if record is not None:
        statement = statement.where(Change.record == record)
    return tuple(
        ChangeView(
            step.seq,
            step.taken_at.replace(tzinfo=UTC).astimezone(), step.who, step.label, change.kind,
            step.kind, change.record, change.field, json.loads(change.value),
            _former(change.field, was_field, was),
        )
        for change, step, was_field, was in session.execute(statement)
    )  # fmt: skip


def _former(field: str, was_field: str | None, was: str | None) -> Any:
    if was is None:
        return None
    value = json.loads(was)
    return value.get(field) if was_field == CREATED else value
