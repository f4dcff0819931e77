"""Recording: every flush of a writing session adds its changes to the history."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Connection, ScalarSelect, bindparam, event, func, insert, inspect, select
from sqlalchemy.orm import Session, aliased

from commission_desk.store.tables import Change, Record, Step, new_id
from commission_desk.store.tables.base import defaults_of
from commission_desk.store.tables.history import CREATED

RECORDER = "recorder"  # where a watched session keeps its recorder


def _newest(field: Any) -> ScalarSelect[Any]:
    """Select the newest change of a field, one look into the index at any length of history."""
    earlier = aliased(Change)
    return (
        select(func.max(earlier.seq))
        .where(earlier.record == bindparam("record"), earlier.field == field)
        .scalar_subquery()
    )


# A field's first change replaces what the record was made with, hence its creation.
CHANGED = insert(Change).values(
    step=bindparam("step"),
    kind=bindparam("kind"),
    record=bindparam("record"),
    field=bindparam("field"),
    value=bindparam("value"),
    replaces=func.coalesce(_newest(bindparam("field")), _newest(CREATED)),
)


@dataclass(slots=True)
class Recorder:
    """Collects what one step changes; the step is written with its first change."""

    label: str
    who: str
    kind: str = "do"
    source: str = ""
    reverses: int | None = None
    seq: int | None = None
    id: str = field(default_factory=new_id)  # of the step, known before it is written
    tables: set[str] = field(default_factory=set)

    def step(self, connection: Connection) -> int:
        """Return the step's number, writing the step when it is asked for first."""
        if self.seq is None:
            written = connection.execute(
                insert(Step).values(
                    id=self.id,
                    kind=self.kind,
                    label=self.label,
                    who=self.who,
                    taken_at=datetime.now(UTC).replace(tzinfo=None),
                    source=self.source,
                    reverses=self.reverses,
                )
            )
            key = written.inserted_primary_key
            assert key is not None
            self.seq = int(key[0])
        return self.seq

    def record(self, connection: Connection, changes: list[dict[str, Any]]) -> None:
        """Add changes, each with its kind, record, field and value as JSON."""
        if changes:
            seq = self.step(connection)
            self.tables.update(change["kind"] for change in changes)
            connection.execute(CHANGED, [{"step": seq, **change} for change in changes])


def watch(session: Session, recorder: Recorder) -> None:
    """Make every flush of ``session`` add its changes to the history through ``recorder``."""

    def before_flush(session: Session, _context: Any, _instances: Any) -> None:
        if any(isinstance(thing, Record) for thing in session.deleted):
            raise TypeError("Records are marked as deleted, never removed from the file.")
        made = [_creation(thing) for thing in session.new if isinstance(thing, Record)]
        edited = [
            change
            for thing in session.dirty
            if isinstance(thing, Record)
            for change in _edits(thing)
        ]
        recorder.record(session.connection(), made + edited)

    event.listen(session, "before_flush", before_flush)
    session.info[RECORDER] = recorder


def add_many(session: Session, table: type[Record], rows: Iterable[dict[str, Any]]) -> None:
    """Add thousands of records with their history, without making an object of each.

    Each row holds the fields that differ from the defaults. ``session`` must be one that is
    watched; what it held before is flushed first.
    """
    session.flush()
    recorder: Recorder = session.info[RECORDER]
    columns = dict.fromkeys(column.key for column in table.__table__.columns)
    whole = [{**columns, **defaults_of(table), "id": new_id(), **row} for row in rows]
    connection = session.connection()
    recorder.record(connection, [_creation_of(table.__tablename__, values) for values in whole])
    if whole:
        connection.execute(insert(table), whole)


def encode(value: Any) -> str:
    """Write a field's value as JSON; dates and times in ISO form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def decode(column_type: type, text: Any) -> Any:
    """Turn a JSON value back into what the column holds."""
    if text is None or not isinstance(text, str):
        return text
    if column_type is date:
        return date.fromisoformat(text)
    if column_type is time:
        return time.fromisoformat(text)
    return text


def _plain(value: Any) -> str:
    if isinstance(value, datetime):  # a column keeps the day of it, and so does the history
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in the history")


def _creation(thing: Record) -> dict[str, Any]:
    columns = thing.__table__.columns
    return _creation_of(
        thing.__tablename__, {column.key: getattr(thing, column.key) for column in columns}
    )


def _creation_of(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in values.items() if name != "id" and value is not None}
    return {
        "kind": kind,
        "record": values["id"],
        "field": CREATED,
        "value": encode(said),
    }


def _edits(thing: Record) -> list[dict[str, Any]]:
    state = inspect(thing)
    fields = [
        name
        for name, attribute in state.attrs.items()
        if attribute.history.has_changes() and attribute.history.deleted != attribute.history.added
    ]
    return [
        {
            "kind": thing.__tablename__,
            "record": thing.id,
            "field": name,
            "value": encode(getattr(thing, name)),
        }
        for name in fields
    ]
