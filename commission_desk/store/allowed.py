"""What a file from elsewhere may hold: our schema to the letter, and values our columns can have.

SQLite keeps any value in any column, so a file made elsewhere could hold a word where a date
belongs and stop every page that reads it.
"""

import sqlite3
from functools import cache

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    Time,
    create_engine,
)

from commission_desk.domain.richtext import from_json
from commission_desk.store import blobs
from commission_desk.store.tables import RECORDS, Base
from commission_desk.store.tables.history import CREATED

RICH = {("answer", "text"), ("agenda_item", "notes"), ("version_record", "text")}
STEP_KINDS = ("do", "undo", "redo", "erase", "thin")
# A value that is missing though nothing took its place.
MISSING = """
SELECT 1 FROM change gone WHERE value IS NULL AND (field IN ('', 'deleted') OR NOT EXISTS (
    SELECT 1 FROM change c
    WHERE c.record = gone.record AND c.field = gone.field AND c.replaces = gone.seq)) LIMIT 1
"""
DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"

Schema = frozenset[tuple[str, str, str]]


def schema_of(connection: sqlite3.Connection) -> Schema:
    """Return what a database is made of: type, name and definition, spacing aside."""
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master "
        "WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4')"
    ).fetchall()
    return frozenset((str(kind), str(name), " ".join(str(sql).split())) for kind, name, sql in rows)


@cache
def our_schema() -> Schema:
    """Return what a desk is made of."""
    engine = create_engine("sqlite://")
    try:
        Base.metadata.create_all(engine)
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            return schema_of(raw)
    finally:
        engine.dispose()


def fault(connection: sqlite3.Connection) -> str:
    """Say where a desk holds something that ours cannot, for the log; empty for a sound one."""
    for table in Base.metadata.sorted_tables:
        wrong = " OR ".join(f"NOT ({_fits(column)})" for column in table.columns)
        found = connection.execute(
            f'SELECT 1 FROM "{table.name}" WHERE {wrong} LIMIT 1'  # noqa: S608 - our own names
        ).fetchone()
        if found:
            return f"a value in {table.name}"
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        return "a reference to nothing"
    return _history_fault(connection) or _text_fault(connection) or blobs.fault(connection)


def _fits(column: Column[object]) -> str:
    name, kind = f'"{column.name}"', column.type
    if isinstance(kind, Boolean):
        fits = f"typeof({name}) = 'integer' AND {name} IN (0, 1)"
    elif isinstance(kind, Integer):
        fits = f"typeof({name}) = 'integer'"
    elif isinstance(kind, Float):
        fits = f"typeof({name}) IN ('real', 'integer') AND abs({name}) < 1.7e308"
    elif isinstance(kind, Date):
        fits = f"typeof({name}) = 'text' AND date({name}, '+0 days') IS {name}"
    elif isinstance(kind, DateTime):
        fits = f"typeof({name}) = 'text' AND datetime({name}) IS substr({name}, 1, 19)"
    elif isinstance(kind, Time):
        fits = f"typeof({name}) = 'text' AND time({name}) IS substr({name}, 1, 8)"
    elif isinstance(kind, LargeBinary):
        fits = f"typeof({name}) = 'blob'"
    else:
        fits = f"typeof({name}) = 'text'"
    return f"{name} IS NULL OR ({fits})"


def _history_fault(connection: sqlite3.Connection) -> str:
    kinds = {row[0] for row in connection.execute("SELECT DISTINCT kind FROM step")}
    if not kinds <= set(STEP_KINDS):
        return "a strange step"
    changed = connection.execute("SELECT DISTINCT kind, field FROM change").fetchall()
    for kind, field in changed:
        known = RECORDS.get(kind)
        if known is None or (field != CREATED and field not in known.__table__.columns):
            return "a strange change"
        if field == "id":
            return "a changed id"
    values = connection.execute(
        "SELECT 1 FROM change WHERE value IS NOT NULL AND (NOT json_valid(value) OR "
        "(field = '') <> (json_valid(value) AND json_type(value) = 'object')) LIMIT 1"
    )
    if values.fetchone():
        return "a strange value in the history"
    return _thinning_fault(connection)


def _thinning_fault(connection: sqlite3.Connection) -> str:
    """A text may be missing only where another took its place; a thinning says up to which day."""
    if connection.execute(MISSING).fetchone():
        return "a missing value in the history"
    undated = connection.execute(
        "SELECT 1 FROM step WHERE kind = 'thin' AND (source NOT GLOB ? OR date(source) IS NULL) "
        "UNION ALL SELECT 1 FROM meta WHERE key = 'thinned_until' "
        "AND (length(value) < 19 OR datetime(value) IS NOT substr(value, 1, 19)) LIMIT 1",
        (DAY,),
    )
    return "a thinning without a day" if undated.fetchone() else ""


def _text_fault(connection: sqlite3.Connection) -> str:
    for table, field in sorted(RICH):
        texts = connection.execute(f'SELECT "{field}" FROM "{table}" WHERE "{field}" <> \'\'')  # noqa: S608
        for (text,) in texts:
            try:
                from_json(text)
            except ValueError:
                return f"a text in {table}"
    return ""
