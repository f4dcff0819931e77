"""Making the tables say what the history says, for the records that a merge or an undo touched."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from commission_desk.store.recording import decode
from commission_desk.store.tables import RECORDS, Parted
from commission_desk.store.tables.base import defaults_of
from commission_desk.store.tables.history import CREATED
from commission_desk.store.versions import DELETED, Lineage, chunks, lineages

Touched = Mapping[str, set[str]]  # the fields of each record; the one without a name is all of them
Rows = dict[tuple[str, str], list[dict[str, Any]]]


def settle(connection: Connection, touched: Touched) -> None:
    """Set the fields of records to what their history says, and note which have parted."""
    for some in chunks(touched):
        made: dict[str, list[dict[str, Any]]] = defaultdict(list)
        changed: Rows = defaultdict(list)
        parted: list[dict[str, str]] = []
        found = list(lineages(connection, some))
        there = _already_there(connection, found)
        for lineage in found:
            if lineage.record in there:
                for name in _fields(lineage, touched[lineage.record]):
                    row = {"of_record": lineage.record, "put": _held(lineage, name)}
                    changed[lineage.kind, name].append(row)
            else:
                made[lineage.kind].append(_whole(lineage))
            parted += _parted(lineage)
        connection.execute(delete(Parted).where(Parted.record.in_(some)))
        if parted:
            connection.execute(insert(Parted), parted)
        for kind, rows in made.items():
            connection.execute(insert(RECORDS[kind]), rows)
        write(connection, changed)


def write(connection: Connection, changed: Rows) -> None:
    """Set one field of many records, for each kind and field: rows of ``of_record`` and ``put``."""
    for (kind, name), rows in changed.items():
        table = RECORDS[kind].__table__
        assert isinstance(table, Table)
        # Names that no column has: a result's own column is called value.
        statement = update(table).where(table.c.id == bindparam("of_record"))
        connection.execute(statement.values({name: bindparam("put")}), rows)


def type_of(kind: str, name: str) -> type:
    """Return what a column holds."""
    found: type = RECORDS[kind].__table__.columns[name].type.python_type
    return found


def _already_there(connection: Connection, found: Iterable[Lineage]) -> set[str]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for lineage in found:
        by_kind[lineage.kind].append(lineage.record)
    return {
        record
        for kind, records in by_kind.items()
        for record in connection.scalars(
            select(RECORDS[kind].id).where(RECORDS[kind].id.in_(records))
        )
    }


def _fields(lineage: Lineage, touched: set[str]) -> set[str]:
    every = set(RECORDS[lineage.kind].__table__.columns.keys()) - {"id"}
    return every if CREATED in touched else (touched & every) | {DELETED}


def _whole(lineage: Lineage) -> dict[str, Any]:
    columns = RECORDS[lineage.kind].__table__.columns
    held = {name: _held(lineage, name) for name in columns.keys() if name != "id"}  # noqa: SIM118
    return {"id": lineage.record, **held}


def _held(lineage: Lineage, name: str) -> Any:
    value = decode(type_of(lineage.kind, name), lineage.shown(name))
    if value is None:  # a making of an earlier version knew nothing of the field
        column = RECORDS[lineage.kind].__table__.columns[name]
        return None if column.nullable else defaults_of(RECORDS[lineage.kind]).get(name)
    return value


def _parted(lineage: Lineage) -> list[dict[str, str]]:
    names = {DELETED, *lineage.changed}
    if len(lineage.made) > 1:
        names |= set(RECORDS[lineage.kind].__table__.columns.keys()) - {"id"}
    return [
        {"record": lineage.record, "field": name, "kind": lineage.kind}
        for name in sorted(names)
        if lineage.is_parted(name)
    ]
