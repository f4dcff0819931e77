"""Recording: every flush of a writing session adds its changes to the history."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    Connection,
    ScalarSelect,
    bindparam,
    case,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
    tuple_,
)
from sqlalchemy.orm import Session, aliased

from commission_desk.domain.history import NOT_KEPT
from commission_desk.store.tables import Change, Parted, Record, Seen, Step, new_id
from commission_desk.store.tables.base import defaults_of
from commission_desk.store.tables.history import CREATED
from commission_desk.store.versions import DELETED, chunks, lineages

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
    ordinal=bindparam("ordinal"),
    kind=bindparam("kind"),
    record=bindparam("record"),
    field=bindparam("field"),
    value=bindparam("value"),
    replaces=func.coalesce(_newest(bindparam("field")), _newest(CREATED)),
)

# A removal has seen the newest change of every field of its record, and how it was made.
REMOVAL = aliased(Change)
BEFORE = (
    select(REMOVAL.seq, func.max(Change.seq))
    .join(Change, Change.record == REMOVAL.record)
    .where(
        REMOVAL.step == bindparam("of_step"),
        REMOVAL.ordinal >= bindparam("first"),
        REMOVAL.field == DELETED,
        REMOVAL.value == "true",
        Change.field != DELETED,
    )
)
SEEN_BY_REMOVALS = (
    insert(Seen)
    .prefix_with("OR IGNORE")
    .from_select(
        ["change", "seen"],
        # One of each field, but every making: a record may have been made on two laptops.
        BEFORE.group_by(
            REMOVAL.seq, Change.field, case((Change.field == CREATED, Change.seq), else_=0)
        ),
    )
)


@dataclass(slots=True)
class Recorder:
    """Collects what one step changes; the step is written with its first change."""

    label: str
    who: str
    kind: str = "do"
    source: str = ""
    origin: str = ""
    reverses: int | None = None
    seq: int | None = None
    id: str = field(default_factory=new_id)  # of the step, known before it is written
    count: int = 0  # changes so far
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
                    origin=self.origin,
                    reverses=self.reverses,
                )
            )
            key = written.inserted_primary_key
            assert key is not None
            self.seq = int(key[0])
        return self.seq

    def record(
        self, connection: Connection, changes: list[dict[str, Any]], *, knowing: bool = True
    ) -> None:
        """Add changes, each with its kind, record, field and value as JSON.

        Whoever changes a field has seen all its versions, and whoever removes a record all of it;
        not so one who only puts back what was, which is written without ``knowing``. Changes may
        say what they replace, where it is not the newest change of the field.
        """
        if not changes:
            return
        seq, first = self.step(connection), self.count
        self.tables.update(change["kind"] for change in changes)
        parted = _versions_of(connection, changes)
        rows = [{"step": seq, "ordinal": first + n, **each} for n, each in enumerate(changes)]
        statement = insert(Change) if "replaces" in changes[0] else CHANGED
        connection.execute(statement, rows)
        self.count += len(rows)
        if knowing and any(_removes(change) for change in changes):
            connection.execute(SEEN_BY_REMOVALS, {"of_step": seq, "first": first})
        if parted:
            _note_seen(connection, rows, parted)


Parting = dict[tuple[str, str], set[int]]  # the versions of fields that have more than one


def _versions_of(connection: Connection, changes: list[dict[str, Any]]) -> Parting:
    """Return the versions of the fields about to change, or of all fields of what is removed."""
    noted = connection.execute(select(Parted.record, Parted.field)).all()
    if not noted:
        return {}
    records = {each["record"] for each in changes}
    fields = {(each["record"], each["field"]) for each in changes}
    removed = {each["record"] for each in changes if _removes(each)}
    wanted = [(r, f) for r, f in noted if (r, f) in fields or r in removed]
    histories = {each.record: each for each in lineages(connection, {r for r, _f in wanted})}
    assert set(histories) <= records
    return {(r, f): {each.seq for each in histories[r].unreplaced(f)} for r, f in wanted}


def _note_seen(connection: Connection, rows: list[dict[str, Any]], parted: Parting) -> None:
    """Note what the changes had seen besides the one they replace; their fields part no more."""
    written = connection.execute(
        select(Change.seq, Change.record, Change.field, Change.replaces)
        .where(Change.step == rows[0]["step"], Change.ordinal >= rows[0]["ordinal"])
        .order_by(Change.seq)
    ).all()
    removals = {(row["step"], row["ordinal"]) for row in rows if _removes(row)}
    gone = {row["record"] for row in rows if (row["step"], row["ordinal"]) in removals}
    seen: set[tuple[int, int]] = set()
    done: set[tuple[str, str]] = set()
    for seq, record, name, replaces in written:
        mine = (record, name)
        if mine in parted and mine not in done:
            done.add(mine)
            seen |= {(seq, other) for other in parted[mine] - {replaces}}
        if record in gone and name == DELETED:
            every = (others for (of, _f), others in parted.items() if of == record)
            seen |= {(seq, other) for others in every for other in others - {replaces}}
    if seen:
        pairs = [{"change": change, "seen": other} for change, other in sorted(seen)]
        connection.execute(insert(Seen).prefix_with("OR IGNORE"), pairs)
    for some in chunks(done):
        connection.execute(delete(Parted).where(tuple_(Parted.record, Parted.field).in_(some)))


def _removes(change: dict[str, Any]) -> bool:
    return bool(change["field"] == DELETED and change["value"] == "true")


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
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False
    )


def told(text: str | None) -> Any:
    """Read a value of the history; NOT_KEPT where it was thinned out."""
    return NOT_KEPT if text is None else json.loads(text)


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
