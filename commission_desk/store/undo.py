"""Undo and redo: any step taken back as one more step, so that nothing in the history is lost.

All of it reads the history and nothing else, so both work across pages and across a restart.
"""

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select, update
from sqlalchemy.orm import aliased

from commission_desk.store.recording import Recorder, decode, encode
from commission_desk.store.tables import RECORDS, Change, Step
from commission_desk.store.tables.history import CREATED

type_of = {
    name: {column.key: column.type.python_type for column in table.__table__.columns}
    for name, table in RECORDS.items()
}


def undoable(connection: Connection) -> tuple[int, str] | None:
    """Return the step that Undo would take back, and its label."""
    return _newest(connection, ("do", "redo"))


def redoable(connection: Connection) -> tuple[int, str] | None:
    """Return the undo that Redo would take back; none once something new was done after it."""
    done = select(Step.seq).where(Step.kind == "do").order_by(Step.seq.desc()).limit(1)
    return _newest(connection, ("undo",), after=connection.scalar(done) or 0)


def reverse(connection: Connection, step: int, recorder: Recorder) -> None:
    """Put back what every field held before ``step``; a record it made is marked as deleted."""
    recorder.reverses = step
    former = _former_values(connection, step)
    changes: list[dict[str, Any]] = []
    writes: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for kind, record, field, value in former:
        # Names that no column has: a result's own column is called value.
        put_back = decode(type_of[kind][field], value)
        writes[kind, field].append({"of_record": record, "put_back": put_back})
        changes.append(
            {
                "kind": kind,
                "record": record,
                "field": field,
                "value": encode(value),
            }
        )
    for (kind, field), rows in writes.items():
        table = RECORDS[kind].__table__
        connection.execute(
            update(table)  # type: ignore[arg-type]
            .where(table.c.id == bindparam("of_record"))
            .values({field: bindparam("put_back")}),
            rows,
        )
    recorder.record(connection, changes)


def _newest(
    connection: Connection, kinds: tuple[str, ...], after: int = 0
) -> tuple[int, str] | None:
    """Return the newest step of these kinds that no other step has taken back."""
    later = aliased(Step)
    found = connection.execute(
        select(Step.seq, Step.label)
        .where(Step.seq > after, Step.kind.in_(kinds), ~exists().where(later.reverses == Step.seq))
        .order_by(Step.seq.desc())
        .limit(1)
    ).first()
    return (found.seq, found.label) if found else None


def _former_values(connection: Connection, step: int) -> list[tuple[str, str, str, Any]]:
    """Return (kind, record, field, former value) for each field the step touched."""
    before = aliased(Change)
    rows = connection.execute(
        select(
            Change.kind,
            Change.record,
            Change.field,
            before.field.label("before_field"),
            before.value.label("before_value"),
        )
        .outerjoin(before, Change.replaces == before.seq)
        .where(Change.step == step)
        .order_by(Change.seq)
    ).all()
    made = {row.record for row in rows if row.field == CREATED}
    touched: dict[tuple[str, str], tuple[str, Any]] = {}
    for row in rows:
        if row.field == CREATED:
            touched[row.record, "deleted"] = (row.kind, True)
        elif row.record not in made:
            was = None if row.before_value is None else json.loads(row.before_value)
            if row.before_field == CREATED:
                was = (was or {}).get(row.field)
            # A field changed twice in one step goes back to before the first change.
            touched.setdefault((row.record, row.field), (row.kind, was))
    return [(kind, record, field, was) for (record, field), (kind, was) in touched.items()]
