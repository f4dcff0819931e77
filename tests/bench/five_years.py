"""Figures of a desk with five years of history: python tests/bench five_years.

A fiftieth of it; with ``--large`` all: 100,000 agreements, 75,000 steps, a file of 315 MB.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import tempfile
import threading
from contextlib import closing
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from benching import Row, row, turns
from long_history import BEGAN, QUARTER, SMALL, WHOLE, build

from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.history_list import PAGE, HistoryQuery, steps
from commission_desk.operations.thinning import thin_for_good
from commission_desk.store import engine
from commission_desk.store.as_at import look_at_moment
from commission_desk.store.desk import Desk
from commission_desk.store.merging import merge_file
from commission_desk.store.opening import OpenDesk, open_file
from commission_desk.store.sealed import digest_of, seal

TIMES, EDITS = 3, 50
MERGED = 1_000  # steps
TYPING = 0.25  # seconds from one edit to the next
THREE_YEARS_AGO = BEGAN + 8 * QUARTER
PAGE_SQL = f"""
SELECT step.*, change.* FROM (SELECT * FROM step ORDER BY seq DESC LIMIT {PAGE}) step
JOIN change ON change.step = step.seq AND change.ordinal < 5
"""


def figures(*, large: bool = False) -> list[Row]:
    """Measure what a person waits for, beside what no program could do without."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        opened = build(folder / "Team.cdesk", folder / "here", WHOLE if large else SMALL)
        desk, file = opened.desk, opened.shared.file
        found = [one_edit(desk, folder), page(desk), as_at(desk.path), published(opened, folder)]
        found.append(meanwhile(opened))
        opened.shared.publish()
        desk.close()
        found += [again(file, folder), elsewhere(file, folder), merging(desk.path, folder)]
        return [*found, thinned(desk.path, folder)]


def one_edit(desk: Desk, folder: Path) -> Row:
    """One edit with its history, against a bare commit with the same settings."""
    record = a_record(desk.path, 7)
    with closing(sqlite3.connect(folder / "bare.sqlite", isolation_level=None)) as bare:
        for setting in engine.PRAGMAS:
            bare.execute(f"PRAGMA {setting}").close()
        bare.execute("CREATE TABLE one (text)")
        bare.execute("INSERT INTO one VALUES ('')")
        took = turns(
            EDITS,
            lambda turn: desk.do(edit_agreement, record, notes=f"Rung up {turn} times"),
            lambda turn: bare.execute("UPDATE one SET text = ?", (f"Rung up {turn} times",)),
        )
    return row("one edit with its history", *took, 3.0)


def page(desk: Desk) -> Row:
    """The first page of the history, against reading its steps and their first changes."""
    with closing(sqlite3.connect(desk.path)) as bare:
        took = turns(
            TIMES * 5,
            lambda _turn: desk.ask(steps, HistoryQuery()),
            lambda _turn: bare.execute(PAGE_SQL).fetchall(),
        )
    return row("the first page of the history", *took, None)


def as_at(working: Path) -> Row:
    """The desk as at a day three years ago, against a copy of it by SQLite."""
    took = turns(
        TIMES,
        lambda _turn: look_at_moment(working, THREE_YEARS_AGO).close(),
        lambda _turn: copy(working, working.with_name("copy.sqlite")),
    )
    return row("the desk three years ago", *took, None)


def published(opened: OpenDesk, folder: Path) -> Row:
    """Publishing, against copying the file and waiting for the disk."""
    took = turns(
        TIMES,
        lambda _turn: opened.shared.publish(),
        lambda _turn: flushed(Path(shutil.copyfile(opened.desk.path, folder / "copy"))),
    )
    size = opened.shared.file.stat().st_size / 1e6
    return row(f"publishing {size:.0f} MB", *took, 2.5)


def meanwhile(opened: OpenDesk) -> Row:
    """The longest that an edit waits while its desk is published, against edits otherwise."""
    desk, record, longest, alone = opened.desk, a_record(opened.desk.path, 7), [], []
    for turn in range(TIMES):
        alone.append(edited(desk, record, f"Alone {turn}"))
        publishing = threading.Thread(target=opened.shared.publish)
        publishing.start()
        waits = []
        while publishing.is_alive():
            waits.append(edited(desk, record, f"Meanwhile {len(waits)}"))
            publishing.join(TYPING)
        longest.append(max(waits))
    return row("the longest wait of an edit while publishing", max(longest), median(alone), None)


def edited(desk: Desk, record: str, notes: str) -> float:
    """Edit a record; return how many seconds that took."""
    began = perf_counter()
    desk.do(edit_agreement, record, notes=notes)
    return perf_counter() - began


def again(file: Path, folder: Path) -> Row:
    """Opening on the same laptop, against reading the file once and SQLite's quick check."""
    working = next((folder / "here" / "desks").iterdir()) / "working.sqlite"
    took = turns(
        TIMES,
        lambda _turn: opened_in(file, folder / "here"),
        lambda _turn: (read(file), sound(working)),
    )
    return row("opening again", *took, None)


def elsewhere(file: Path, folder: Path) -> Row:
    """Opening on another laptop, against reading the file once and a copy of it by SQLite."""
    copies = (folder / f"copy {number}.sqlite" for number in count())

    def floor(_turn: int) -> None:
        read(file)
        copied = next(copies)
        copy(file, copied)
        flushed(copied)

    took = turns(TIMES, lambda turn: opened_in(file, folder / f"laptop {turn}"), floor)
    return row("opening on another laptop", *took, None)


def merging(working: Path, folder: Path) -> Row:
    """Taking in 1,000 steps of a colleague, against a copy of either side, theirs read once."""
    theirs, sealed = folder / "theirs" / "working.sqlite", folder / "theirs.cdesk"
    theirs.parent.mkdir()
    shutil.copy(working, theirs)
    desk, chance = Desk(theirs, "Colleague"), random.Random(3)
    for turn in range(MERGED):
        desk.do(edit_agreement, a_record(theirs, chance.randrange(1_000)), notes=f"Told {turn}")
    desk.close()
    seal(theirs, sealed, digest_of(sealed), key=None)
    ours = [folder / f"merged {turn}" / "working.sqlite" for turn in range(TIMES)]
    for each in ours:
        each.parent.mkdir()
        shutil.copy(working, each)

    def floor(_turn: int) -> None:
        read(Path(shutil.copyfile(sealed, folder / "copy")))
        flushed(Path(shutil.copyfile(working, folder / "copy")))

    took = turns(
        TIMES, lambda turn: merge_file(ours[turn], sealed, ours[turn].with_name("backups")), floor
    )
    return row(f"merging {MERGED:,} steps, with the backup before", *took, None)


def thinned(working: Path, folder: Path) -> Row:
    """Thinning three of the five years, against SQLite writing the file anew."""
    ours = [folder / f"thinned {turn}" / "working.sqlite" for turn in range(TIMES)]
    for each in ours:
        each.parent.mkdir()
        shutil.copy(working, each)
    until = THREE_YEARS_AGO.date() + 4 * QUARTER

    def thin(turn: int) -> None:
        desk = Desk(ours[turn], "Officer")
        thin_for_good(desk, until, until + 4 * QUARTER)
        desk.close()

    def floor(_turn: int) -> None:
        with closing(sqlite3.connect(shutil.copyfile(working, folder / "anew"))) as bare:
            bare.execute("VACUUM").close()

    took = turns(TIMES, thin, floor)
    return row("thinning three of five years", *took, None)


def opened_in(file: Path, profile: Path) -> None:
    """Open a desk as the window does, and let go of it."""
    open_file(file, "Officer", profile, back_up_now=False).desk.close()


def a_record(path: Path, place: int) -> str:
    """Return the id of an agreement."""
    with closing(sqlite3.connect(path)) as bare:
        sql = "SELECT id FROM agreement LIMIT 1 OFFSET ?"
        return str(bare.execute(sql, (place,)).fetchone()[0])


def read(file: Path) -> bytes:
    """Read a file once for its digest."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


def sound(path: Path) -> object:
    """Have SQLite check a file."""
    with closing(sqlite3.connect(path)) as bare:
        return bare.execute("PRAGMA quick_check(1)").fetchone()


def copy(source: Path, target: Path) -> None:
    """Copy a database with SQLite."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        other.execute("PRAGMA journal_mode=OFF").close()
        other.execute("PRAGMA synchronous=OFF").close()
        one.backup(other)


def flushed(path: Path) -> None:
    """Wait until the disk has a file."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())
