"""Desks for tests: real SQLite files, small operations on them, and what they hold."""

import hashlib
import os
import signal
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.store.desk import Desk, named
from commission_desk.store.sealed import MARK
from commission_desk.store.tables import RECORDS, Action
from commission_desk.store.working import create

# Long fault runs are scaled down unless this is set.
THOROUGH = bool(os.environ.get("COMMISSION_DESK_THOROUGH"))
IDENTITY = "0123456789abcdef0123456789abcdef"


def runs(short: int, thorough: int) -> int:
    """How often to repeat a fault run."""
    return thorough if THOROUGH else short


def new_desk(folder: Path, who: str = "Commissioning officer") -> Desk:
    """Make an empty desk in a folder."""
    path = folder / "working.sqlite"
    create(path, IDENTITY)
    return Desk(path, who)


def rows(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask a database file with nothing but sqlite3."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that stands on a desk, table by table, read with nothing but sqlite3."""
    return {
        table: rows(path, f'SELECT * FROM "{table}" WHERE NOT deleted ORDER BY id')
        for table in RECORDS
    }


@named("Add")
def add(session: Session, *titles: str, **values: Any) -> list[str]:
    """Add records in one step."""
    made = [Action(title=title, **values) for title in titles]
    session.add_all(made)
    return [action.id for action in made]


@named("Edit")
def edit(session: Session, record: str, **values: Any) -> None:
    """Change fields of a record."""
    found = session.get(Action, record)
    assert found is not None
    for field, value in values.items():
        setattr(found, field, value)


def titles(desk: Desk) -> list[str]:
    """The titles that stand on a desk."""
    found = rows(desk.path, "SELECT title FROM action WHERE NOT deleted ORDER BY title")
    return [row[0] for row in found]


def die_in_a_commit(path: Path) -> None:
    """Leave a desk as a process does that is killed while it writes."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size=2")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE action SET note = ?", ("x" * 400_000,))
    connection.execute("UPDATE step SET label = 'Half'")
    os.kill(os.getpid(), signal.SIGKILL)


def backdate(desk: Desk, at: datetime) -> None:
    """Have the newest step be taken at a moment, UTC without a zone."""
    with closing(sqlite3.connect(desk.path)) as connection, connection:
        connection.execute(
            "UPDATE step SET taken_at = ? WHERE seq = (SELECT max(seq) FROM step)",
            (at.isoformat(" ", "microseconds"),),
        )


def tampered(path: Path, *statements: str) -> Path:
    """Change a sealed file by hand and seal it again, as a stranger could."""
    data = path.read_bytes()
    path.write_bytes(data[: data.rindex(MARK)])
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    data = path.read_bytes()
    path.write_bytes(data + MARK + hashlib.sha256(data).digest())
    return path


def spoil(path: Path) -> None:
    """Change the last byte of a file, whatever it is."""
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
