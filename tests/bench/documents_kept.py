"""Figures of 50 MB of documents kept in a desk: python tests/bench/documents_kept.py.

Adding a file, publishing, opening and merging, each against copying as many bytes and waiting for
the disk.
"""

import os
import random
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from benching import Row, row, turns

from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.documents_kept import FileRead, add_document
from commission_desk.store.desk import Desk
from commission_desk.store.foreign import copy_in
from commission_desk.store.merging import merge_file
from commission_desk.store.sealed import digest_of, seal
from commission_desk.store.working import create

DAY = date(2026, 11, 22)
FILES, SIZE = 10, 5_000_000


def figures() -> list[Row]:
    """Return the figures of this bench."""
    with tempfile.TemporaryDirectory() as name:
        return _figures(Path(name))


def _figures(folder: Path) -> list[Row]:
    path = folder / "one" / "working.sqlite"
    create(path)
    desk = Desk(path, "Officer")
    home = desk.do(add_agreement, "Home care")
    other = folder / "two" / "working.sqlite"
    other.parent.mkdir()
    shutil.copy(path, other)
    chance = random.Random(1)
    five = folder / "five"

    def adding(turn: int) -> None:
        desk.do(add_document, home, f"File {turn}", DAY, FileRead("a.pdf", chance.randbytes(SIZE)))

    added = turns(FILES, adding, lambda _n: _write(five, chance.randbytes(SIZE)))
    desk.close()
    target, copy = folder / "Team.cdesk", folder / "copy"
    published = turns(
        5, lambda _n: seal(path, target, digest_of(target)), lambda _n: _copy(path, copy)
    )
    opened = turns(
        3, lambda n: copy_in(target, folder / f"{n}.sqlite"), lambda _n: _copy(target, copy)
    )

    def merged(turn: int) -> None:
        mine = folder / f"merge {turn}" / "working.sqlite"
        mine.parent.mkdir()
        shutil.copy(other, mine)
        merge_file(mine, target)

    met = turns(3, merged, lambda _n: _copy(target, copy))
    size = path.stat().st_size / 1e6
    return [
        row(f"a file of {SIZE / 1e6:.0f} MB added", *added, None),
        row(f"publishing {size:.0f} MB of documents", *published, 2.5),
        row(f"opening {size:.0f} MB of documents", *opened, None),
        row(f"merging in {size:.0f} MB of documents", *met, None),
    ]


def _write(target: Path, data: bytes) -> None:
    with target.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("r+b") as file:
        os.fsync(file.fileno())


if __name__ == "__main__":
    sys.exit(0 if figures() else 1)
