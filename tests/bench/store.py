"""Figures of the store, each beside a floor measured in the same run: python tests/bench/store.py.

With ``--large`` also at 100,000 records.
"""

import os
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benching import Row, row, turns
from sqlalchemy import insert
from sqlalchemy.orm import Session

from commission_desk.operations.agreements import add_agreement, edit_agreement
from commission_desk.operations.register import (
    RegisterQuery,
    agreement_ids,
    first_agreements,
    totals,
)
from commission_desk.store import engine
from commission_desk.store.desk import Desk
from commission_desk.store.recording import encode
from commission_desk.store.sealed import digest_of, seal
from commission_desk.store.search import SearchIndex
from commission_desk.store.tables import Agreement, Change, Step, new_id
from commission_desk.store.working import create

FRAME = 0.016
WORDS = (
    "home", "care", "respite", "nursing", "support", "living", "carers", "advocacy",
    "transport", "meals", "housing", "young", "adults", "children", "learning", "disability",
    "mental", "health", "dementia", "short", "breaks", "day", "tŷ",
)  # fmt: skip


def figures(*, large: bool = False) -> list[Row]:
    """Measure everything; ``large`` adds 100,000 records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [one_edit(folder), snapshot(folder)]
        for size in (228, 10_000, 100_000) if large else (228, 10_000):
            desk = filled(folder / str(size), size)
            found += register(desk, size)
            if size > 228:
                found.append(searching(desk, size))
            desk.close()
    return found


def one_edit(folder: Path) -> Row:
    """One edit with its history, against one raw commit with the same settings, taking turns."""
    path = folder / "edit" / "working.sqlite"
    create(path)
    desk = Desk(path, "Officer")
    record = desk.do(add_agreement, "Home care", "Provider A")
    text = " ".join(WORDS) * 6
    with closing(sqlite3.connect(folder / "raw.sqlite", isolation_level=None)) as raw:
        for setting in engine.PRAGMAS:
            raw.execute(f"PRAGMA {setting}").close()
        raw.execute("CREATE TABLE answer (id TEXT PRIMARY KEY, text TEXT)")
        raw.execute("INSERT INTO answer VALUES ('a', '')")

        def floor(turn: int) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE answer SET text = ? WHERE id = 'a'", (f"{turn} {text}",))
            raw.execute("COMMIT")

        ours, floors = turns(
            300, lambda n: desk.do(edit_agreement, record, notes=f"{n} {text}"), floor
        )
    desk.close()
    return row("one edit with its history", ours, floors, 3.0)


def snapshot(folder: Path) -> Row:
    """Publishing a desk of about 50 MB, against copying the file and waiting for the disk."""
    path = folder / "big" / "working.sqlite"
    create(path)
    desk = Desk(path, "Officer")
    chance = random.Random(1)

    def fill(session: Session) -> None:
        for _ in range(500):
            session.add(Agreement(notes=chance.randbytes(25_000).hex()))

    desk.do(fill)
    desk.close()
    target, copy = folder / "Team.cdesk", folder / "copy"

    def copied(_turn: int) -> None:
        shutil.copyfile(path, copy)
        with copy.open("r+b") as file:
            os.fsync(file.fileno())

    ours, floors = turns(5, lambda _n: seal(path, target, digest_of(target)), copied)
    size = path.stat().st_size / 1e6
    return row(f"sealed snapshot of {size:.0f} MB", ours, floors, 2.5)


def register(desk: Desk, size: int) -> list[Row]:
    """Opening the register: its first page and its full order, against the same in bare SQL."""
    query = RegisterQuery()
    with closing(sqlite3.connect(desk.path)) as raw:
        page = "SELECT * FROM agreement WHERE deleted IS 0 ORDER BY current_end NULLS LAST, id "
        ids = "SELECT id FROM agreement WHERE deleted IS 0 ORDER BY current_end NULLS LAST, id"
        first = turns(
            15,
            lambda _n: desk.ask(first_agreements, query),
            lambda _n: raw.execute(page + "LIMIT 200").fetchall(),
        )
        order = turns(
            7, lambda _n: desk.ask(agreement_ids, query), lambda _n: raw.execute(ids).fetchall()
        )
        summed = turns(
            7,
            lambda _n: desk.ask(totals, query),
            lambda _n: raw.execute("SELECT sum(annual_pence) FROM agreement").fetchall(),
        )
    return [
        row(f"register of {size:,}: first page", *first, None),
        row(f"register of {size:,}: full order", *order, None),
        row(f"register of {size:,}: totals", *summed, None),
    ]


def searching(desk: Desk, size: int) -> Row:
    """The slowest of a hundred searches while typing, against one frame of the screen."""
    index = SearchIndex(desk.path.with_name("search.sqlite"))
    desk.ask(index.refresh)
    chance = random.Random(2)
    took = []
    for _ in range(400):
        word = chance.choice(WORDS)
        typed = word[: chance.randrange(2, len(word) + 1)]
        if chance.random() < 0.3:
            typed = f"{chance.choice(WORDS)} {typed}"
        began = time.perf_counter()
        index.find(typed)
        took.append(time.perf_counter() - began)
    slowest = statistics.quantiles(took, n=100)[98]
    return (f"search p99 in {size:,}", slowest, FRAME, slowest / FRAME, 1.0)


def filled(folder: Path, size: int) -> Desk:
    """Make a desk with agreements as an import would, without waiting for the object layer."""
    path = folder / "working.sqlite"
    create(path)
    desk = Desk(path, "Officer")
    chance = random.Random(size)

    def fill(session: Session) -> None:
        from datetime import UTC, date, datetime, timedelta

        now = datetime.now(UTC).replace(tzinfo=None)
        session.execute(
            insert(Step).values(id=new_id(), kind="do", label="Import", who="", taken_at=now)
        )
        blank = {c.key: c.default.arg for c in Agreement.__table__.columns
                 if c.default is not None and c.default.is_scalar}  # fmt: skip
        rows = [
            blank | {
                "id": new_id(), "reference": f"C-{n:06}",
                "title": " ".join(chance.sample(WORDS, 4)),
                "description": " ".join(chance.choices(WORDS, k=30)),
                "annual_pence": chance.randrange(10**8), "total_pence": chance.randrange(10**9),
                "current_end": date(2024, 1, 1) + timedelta(days=chance.randrange(2500)),
            }
            for n in range(size)
        ]  # fmt: skip
        session.execute(insert(Agreement), rows)
        session.execute(
            insert(Change),
            [
                {"step": 1, "ordinal": n, "kind": "agreement", "record": r["id"], "field": "",
                 "value": encode({"title": r["title"]})}
                for n, r in enumerate(rows)
            ],
        )  # fmt: skip

    desk.do(fill)
    return desk


if __name__ == "__main__":
    for name, value, floor, ratio, goal in figures(large="--large" in sys.argv):
        times = f"{value * 1000:9.2f} ms  floor {floor * 1000:8.2f} ms"
        wanted = f"(goal {goal:g})" if goal else ""
        print(f"{name:40} {times}  ratio {ratio:6.2f} {wanted}")
