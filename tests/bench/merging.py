"""Figures of merging, each beside a floor measured in the same run: python tests/bench merging."""

import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy.orm import Session

from commission_desk.store.desk import Desk
from commission_desk.store.merging import merge_file
from commission_desk.store.sealed import digest_of, seal
from commission_desk.store.tables import Action
from commission_desk.store.working import create

Row = tuple[str, float, float, float, float | None]  # name, value, floor, ratio, goal; seconds
RECORDS = 2_000
CHANGES = 10_000
IN_A_STEP = 50
TIMES = 5


def figures() -> list[Row]:
    """Measure merging two histories of 10,000 changes that parted, and merging nothing new."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = parted(folder)
        sealed = folder / "theirs.cdesk"
        seal(theirs, sealed, digest_of(sealed))
        wholes, nothing, floors = [], [], []
        for turn in range(TIMES):
            copy = folder / str(turn) / "working.sqlite"
            copy.parent.mkdir()
            shutil.copy(ours, copy)
            wholes.append(milliseconds(lambda copy=copy: merge_file(copy, sealed)))
            nothing.append(milliseconds(lambda copy=copy: merge_file(copy, sealed)))
            floors.append(milliseconds(lambda: (read(ours), read(sealed))))
        floor = statistics.median(floors)
        return [
            row(f"merge of two histories of {CHANGES:,} changes", wholes, floor),
            row("merge of a copy that knows nothing new", nothing, floor),
        ]


def parted(folder: Path) -> tuple[Path, Path]:
    """Make two working copies that each changed 10,000 fields since they were one."""
    first, second = folder / "ours" / "working.sqlite", folder / "theirs" / "working.sqlite"
    create(first)
    desk = Desk(first, "Officer")

    def fill(session: Session) -> list[str]:
        made = [Action(title=f"Action {number}") for number in range(RECORDS)]
        session.add_all(made)
        return [action.id for action in made]

    records = desk.do(fill)
    desk.close()
    second.parent.mkdir()
    shutil.copy(first, second)
    for seed, path in enumerate((first, second)):
        work(path, records, random.Random(seed))
    return first, second


def work(path: Path, records: list[str], chance: random.Random) -> None:
    """Change 10,000 fields, some in one step."""
    desk = Desk(path, path.parent.name)

    def some(session: Session) -> None:
        for record in chance.sample(records, IN_A_STEP):
            found = session.get(Action, record)
            assert found is not None
            setattr(found, chance.choice(["title", "note", "owner"]), f"Words {chance.random()}")

    for _step in range(CHANGES // IN_A_STEP):
        desk.do(some)
    desk.close()


def read(path: Path) -> int:
    """Read a history with nothing but sqlite3."""
    with closing(sqlite3.connect(path)) as connection:
        return sum(
            len(connection.execute(f"SELECT * FROM {table}").fetchall())
            for table in ("step", "change")
        )


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def row(name: str, took: list[float], floor: float) -> Row:
    """Put a figure beside its floor."""
    ours = statistics.median(took)
    return (name, ours, floor, ours / floor, None)


if __name__ == "__main__":
    for label, value, floor, ratio, _goal in figures():
        print(
            f"{label:48} {value * 1000:9.2f} ms  floor {floor * 1000:8.2f} ms  ratio {ratio:6.2f}"
        )
