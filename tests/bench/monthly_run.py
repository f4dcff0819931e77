"""Figures: the monthly run of 228 and of 10,000 agreements, against the rows alone in raw SQL.

The floor of beginning is writing as many rows to a bare table; of reading, reading them; of a
confirmation, one bare transaction on the same kind of disk.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from benching import Row, row, turns
from sqlalchemy import insert
from sqlalchemy.orm import Session

from commission_desk.operations.monthly_run import begin_run, confirm_lines, finish_run
from commission_desk.operations.run_lines import run_lines
from commission_desk.store.desk import Desk, named
from commission_desk.store.opening import make_file
from commission_desk.store.tables import Agreement
from commission_desk.store.tables.base import id_of

SIZES = (228, 10_000)
CONFIRMED = 20
TODAY = date(2026, 11, 22)
TABLE = (
    "CREATE TABLE line (id TEXT PRIMARY KEY, agreement TEXT, value TEXT, risk TEXT, reason TEXT)"
)


def figures() -> Iterator[Row]:
    """Yield what a person waits for, beside its floor."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            desk = make_file(folder / "desk.cdesk", "Officer", folder / "profile").desk
            try:
                desk.do(fill, size)
                yield from _of(desk, folder, size)
            finally:
                desk.close()


def _of(desk: Desk, folder: Path, size: int) -> Iterator[Row]:
    made: list[str] = []

    def begin(turn: int) -> None:
        if made:
            desk.do(finish_run, made[-1], TODAY)
        made.append(desk.do(begin_run, date(2026, 1 + turn, 1), TODAY))

    begun = turns(3, begin, lambda turn: bare(folder / f"{turn}.sqlite", size))
    yield row(f"{size:,} agreements: begin a month", *begun, None)
    read = turns(5, lambda _turn: desk.ask(run_lines, made[-1]), lambda _turn: count(folder))
    yield row(f"{size:,} agreements: read the lines", *read, None)
    lines = [line.id for line in desk.ask(run_lines, made[-1])]
    confirmed = turns(
        CONFIRMED,
        lambda turn: desk.do(confirm_lines, [lines[turn]], TODAY),
        lambda turn: one(folder, turn),
    )
    yield row(f"{size:,} agreements: confirm one", *confirmed, None)


@named("Fill")
def fill(session: Session, size: int) -> None:
    """Write invented agreements straight into the tables, without their history."""
    session.execute(
        insert(Agreement),
        [
            {"id": id_of("agreement", str(n)), "reference": f"C-{n:05d}", "title": f"Service {n}",
             "managed": "devolved" if n % 11 == 0 else "central", "risk": "green",
             "grade": n % 9 + 1, "manager": f"Officer {n % 12}"}
            for n in range(size)
        ],
    )  # fmt: skip


def bare(file: Path, size: int) -> None:
    """Write as many rows to a bare table."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(TABLE)
        rows = ((str(n), f"a{n}", "7", "green", "") for n in range(size))
        connection.executemany("INSERT INTO line VALUES (?, ?, ?, ?, ?)", rows)
        connection.commit()


def count(folder: Path) -> int:
    """Read the rows of a bare table."""
    with closing(sqlite3.connect(folder / "0.sqlite")) as connection:
        return len(connection.execute("SELECT * FROM line").fetchall())


def one(folder: Path, turn: int) -> None:
    """Change one row of a bare table."""
    with closing(sqlite3.connect(folder / "0.sqlite")) as connection:
        connection.execute("UPDATE line SET risk = 'amber' WHERE id = ?", (str(turn),))
        connection.commit()
