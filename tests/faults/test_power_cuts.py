"""The power is cut: whatever the disk had not flushed is gone, in any part and order.

Skipped where there is no C compiler: what the program writes is recorded by a few lines of C.
"""

import random
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from desks import runs
from faulty_disk import build, can_be_built, run_on
from power_cuts import UNFLUSHED, Drive, Entry, recording, start_of
from work import half_done, pieces

from commission_desk.domain.errors import UserError
from commission_desk.store.sealed import check

pytestmark = pytest.mark.skipif(not can_be_built(), reason="needs Linux and a C compiler")
PIECES = 30
SETTINGS = {
    "as the program has them": (),
    "WAL and FULL": ("journal_mode=WAL", "synchronous=FULL"),
}
WRONG_SETTINGS = {
    "nothing flushed": ("synchronous=OFF",),
    "WAL and NORMAL": ("journal_mode=WAL", "synchronous=NORMAL"),
}
CUTS = runs(300, 4000)


@dataclass
class Cuts:
    """What was found after the cuts."""

    cuts: int = 0
    lost: int = 0  # cuts that lost an acknowledged piece of work
    broken: int = 0  # cuts that left half a step, or no database
    files_broken: int = 0  # cuts that left a sealed file that is not whole
    files_behind: int = 0  # cuts that took back a file that was said to be published
    milliseconds: float = 0.0  # of a commit
    examples: list[str] = field(default_factory=list)


class Laptop:
    """A recording of a person's work, and the drive it was done on."""

    def __init__(self, folder: Path, library: Path, settings: tuple[str, ...]) -> None:
        self.folder = folder
        self.milliseconds = float(run_on(library, "power_cuts.py", folder, PIECES, *settings))
        self.entries = recording(folder / "log")
        self.drive = str(folder / "drive")

    def cut(self, times: int) -> Cuts:
        """Cut the power at so many points and look at what is left."""
        found, chance = Cuts(milliseconds=self.milliseconds), random.Random(1)
        points = sorted(chance.randrange(len(self.entries)) for _ in range(times))
        drive, done = Drive(start_of(self.folder)), 0
        acknowledged, published = 0, 0
        for point in points:
            for entry in self.entries[done:point]:
                drive.do(entry)
                acknowledged, published = heard(entry, acknowledged, published)
            done = point
            self._put(drive.after_cut(chance))
            self._look(found, acknowledged, published)
        return found

    def _put(self, files: dict[str, bytes]) -> None:
        shutil.rmtree(self.folder / "after", ignore_errors=True)
        for path, data in files.items():
            place = Path(path.replace(self.drive, str(self.folder / "after"), 1))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)

    def _look(self, found: Cuts, acknowledged: int, published: int) -> None:
        found.cuts += 1
        file = self.folder / "after" / "Team.cdesk"
        try:
            check(file)
            found.files_behind += not pieces(file) >= set(range(1, published + 1))
        except UserError as refusal:
            found.files_broken += 1
            found.examples.append(str(refusal))
        (working,) = (self.folder / "after").rglob("working.sqlite")
        try:
            wrong = half_done(working)
            there = pieces(working)
        except (sqlite3.DatabaseError, ValueError, TypeError) as problem:  # nothing is as it was
            wrong, there = [str(problem)], set()
        found.broken += bool(wrong)
        found.examples += wrong[:1]
        found.lost += not there >= set(range(1, acknowledged + 1))


def heard(entry: Entry, acknowledged: int, published: int) -> tuple[int, int]:
    """Take in an acknowledgement: a piece of work, or below nought one in the published file."""
    if entry.sort != "m":
        return acknowledged, published
    return max(acknowledged, entry.number), max(published, -entry.number)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("disk"))


@pytest.mark.parametrize("name", SETTINGS)
def test_after_a_power_cut_every_acknowledged_piece_of_work_is_there(
    library: Path, tmp_path: Path, name: str
):
    found = Laptop(tmp_path, library, SETTINGS[name]).cut(CUTS)
    print(name, found)
    assert (found.lost, found.broken, found.files_broken, found.files_behind) == (0, 0, 0, 0)


@pytest.mark.parametrize("name", WRONG_SETTINGS)
def test_with_other_settings_the_same_cuts_lose(library: Path, tmp_path: Path, name: str):
    found = Laptop(tmp_path, library, WRONG_SETTINGS[name]).cut(runs(40, 1000))
    print(name, found)
    assert found.lost > 0


def test_a_sealed_file_that_is_not_flushed_is_found_broken(library: Path, tmp_path: Path):
    found = Laptop(tmp_path, library, (UNFLUSHED,)).cut(runs(60, 1000))
    print(UNFLUSHED, found)
    assert found.files_broken > 0
    assert found.lost == 0
