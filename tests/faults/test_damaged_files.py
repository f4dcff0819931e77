"""Damaged, cut, lengthened and foreign files: refused plainly, and left byte for byte as they were.

Whole stages of opening are gone through, as a person does it, and nothing may be left of it.
"""

import hashlib
import random
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from desks import runs
from work import begin, do_piece, half_done

from commission_desk.domain.errors import UserError
from commission_desk.store.backups import restore
from commission_desk.store.opening import make_file, open_file
from commission_desk.store.sealed import MARK, TRAILER

TIMES = runs(400, 5000)
PAGE = 4096
Damage = Callable[[bytes, bytes, random.Random], bytes]


def flipped(whole: bytes, _other: bytes, chance: random.Random) -> bytes:
    data = bytearray(whole)
    within = chance.choice((100, PAGE, len(data), len(data)))
    for _ in range(chance.choice((1, 1, 2, 50))):
        data[chance.randrange(within)] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut_short(whole: bytes, _other: bytes, chance: random.Random) -> bytes:
    sizes = (0, chance.randrange(200), chance.randrange(len(whole)),
             len(whole) - chance.randint(1, 2 * TRAILER),
             PAGE * chance.randrange(len(whole) // PAGE))  # fmt: skip
    return whole[: chance.choice(sizes)]


def lengthened(whole: bytes, other: bytes, chance: random.Random) -> bytes:
    more = (b"\0" * chance.randint(1, 9000), chance.randbytes(chance.randint(1, 9000)),
            whole[-TRAILER:], other, b"\r\n")  # fmt: skip
    return whole + chance.choice(more)


def block_lost(whole: bytes, _other: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(whole)), chance.choice((512, PAGE, 65536))
    filling = chance.choice((b"\0", b"\xff"))
    return whole[:at] + filling * min(size, len(whole) - at) + whole[at + size :]


def block_removed(whole: bytes, _other: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(whole)), chance.choice((1, 512, PAGE))
    return whole[:at] + whole[at + size :]


def blended(whole: bytes, other: bytes, chance: random.Random) -> bytes:
    """Half of one version and half of another, as a sync client leaves a file that it copied."""
    at = PAGE * chance.randrange(1, min(len(whole), len(other)) // PAGE)
    return whole[:at] + other[at:]


def pages_swapped(whole: bytes, _other: bytes, chance: random.Random) -> bytes:
    one, two = sorted(chance.sample(range(1, len(whole) // PAGE), 2))
    data = bytearray(whole)
    first, second = slice(PAGE * one, PAGE * (one + 1)), slice(PAGE * two, PAGE * (two + 1))
    data[first], data[second] = whole[second], whole[first]
    return bytes(data)


def as_text(whole: bytes, _other: bytes, chance: random.Random) -> bytes:
    """As a mail program or version control may change line ends."""
    return whole.replace(b"\n", b"\r\n") if chance.random() < 0.5 else whole.replace(b"\r", b"")


DAMAGES: tuple[Damage, ...] = (
    flipped, cut_short, lengthened, block_lost, block_removed, blended, pages_swapped, as_text,
)  # fmt: skip


def zipped(path: Path, chance: random.Random) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("content.json", chance.randbytes(chance.randrange(5000)))


def other_database(path: Path, chance: random.Random) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contracts (title)")
        connection.execute(f"PRAGMA user_version={chance.randrange(100)}")
        if chance.random() < 0.5:
            connection.execute("PRAGMA application_id=1128549169")  # as ours
        connection.commit()


FOREIGN: tuple[Callable[[Path, random.Random], object], ...] = (
    zipped,
    other_database,
    lambda path, chance: path.write_bytes(chance.randbytes(chance.randrange(1, 20_000))),
    lambda path, chance: path.write_text("Dear all,\n" * chance.randrange(1, 2000)),
    lambda path, chance: path.write_bytes(b"\0" * chance.randrange(0, 20_000)),
    lambda path, chance: path.write_bytes(b"%PDF-1.7\n" + chance.randbytes(3000)),
    lambda path, _chance: path.write_bytes(MARK + hashlib.sha256(b"").digest()),
    lambda path, chance: path.write_bytes(
        (body := b"SQLite format 3\0" + chance.randbytes(chance.randrange(9000)))
        + MARK + hashlib.sha256(body).digest()
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Two versions of one desk's file."""
    folder = tmp_path_factory.mktemp("made")
    opened = make_file(folder / "Team.cdesk", "Officer", folder / "profile")
    begin(opened.desk)
    found = []
    for number in range(1, 13):
        do_piece(opened.desk, number)
        if number % 6 == 0:
            opened.shared.publish()
            found.append((folder / "Team.cdesk").read_bytes())
    opened.desk.close()
    return found[1], found[0]


class Inbox:
    """Where a file arrives, and what opening it may leave behind: nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.profile = folder / "inbox", folder / "profile"
        self.folder.mkdir()
        self.file = self.folder / "Arrived.cdesk"

    def refusal(self) -> str:
        """Open the file and restore from it; return the sentence of the refusal."""
        before = self.file.read_bytes()
        sentences = set()
        for attempt in (self._open, self._restore):
            with pytest.raises(UserError) as caught:
                attempt()
            sentences.add(str(caught.value))
        assert self.file.read_bytes() == before
        assert [path.name for path in self.folder.iterdir()] == ["Arrived.cdesk"]
        assert not list(self.profile.rglob("working.sqlite*"))
        (sentence,) = sentences
        assert "“Arrived.cdesk”" in sentence
        assert "\n" not in sentence
        assert "Error" not in sentence
        assert sentence.endswith(".")
        return sentence

    def _open(self) -> None:
        open_file(self.file, "Officer", self.profile)

    def _restore(self) -> None:
        restore(self.file, self.folder / "Restored.cdesk")


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_a_damaged_file_is_refused_and_left_as_it_was(inbox: Inbox, versions: tuple[bytes, bytes]):
    chance, reasons = random.Random(1), Counter[str]()
    whole, other = versions
    while reasons.total() < TIMES:
        damage = chance.choice(DAMAGES)
        data = damage(whole, other, chance)
        if data in versions:  # nothing was damaged: zeros put where zeros were
            continue
        inbox.file.write_bytes(data)
        reasons[inbox.refusal()] += 1
    print(reasons.total(), "refused:", reasons)
    assert len(reasons) >= 3


def test_a_foreign_file_is_refused_and_left_as_it_was(inbox: Inbox):
    chance, reasons = random.Random(2), Counter[str]()
    for turn in range(runs(80, 1000)):
        inbox.file.unlink(missing_ok=True)
        FOREIGN[turn % len(FOREIGN)](inbox.file, chance)
        reasons[inbox.refusal()] += 1
    print(reasons.total(), "refused:", reasons)
    assert len(reasons) >= 2


def test_a_damaged_file_that_was_sealed_again_is_refused_or_sound(
    inbox: Inbox, versions: tuple[bytes, bytes]
):
    """A stranger can seal anything: what gets in must be a desk, and whole."""
    chance, let_in, turns = random.Random(3), 0, runs(120, 1500)
    body, refusals = versions[0][:-TRAILER], set[str]()
    for turn in range(turns):
        profile = inbox.profile / str(turn)
        data = (flipped, block_lost, pages_swapped)[turn % 3](body, body, chance)
        data += MARK + hashlib.sha256(data).digest()
        inbox.file.write_bytes(data)
        try:
            opened = open_file(inbox.file, "Officer", profile)
        except UserError as refusal:
            refusals.add(str(refusal))
            assert not list(profile.rglob("working.sqlite*"))
        else:
            let_in += 1
            opened.desk.close()
            broken = [what for what in half_done(opened.desk.path) if what.startswith(("in", "re"))]
            assert broken == []
        assert inbox.file.read_bytes() == data
        assert [path.name for path in inbox.folder.iterdir()] == ["Arrived.cdesk"]
    print(f"{let_in} of {turns} let in")
    assert all("“Arrived.cdesk”" in sentence for sentence in refusals)
    assert 0 < let_in < turns


def test_the_undamaged_file_opens(inbox: Inbox, versions: tuple[bytes, bytes]):
    """The control: the harness would see a file that is accepted."""
    for whole in versions:
        inbox.file.write_bytes(whole)
        with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
            inbox.refusal()


def test_without_the_seal_damaged_files_would_be_let_in(
    tmp_path: Path, versions: tuple[bytes, bytes]
):
    """The other control: the database's own check passes files whose words have changed."""
    chance, passed, file = random.Random(1), 0, tmp_path / "Damaged.cdesk"
    for _ in range(runs(60, 500)):
        file.write_bytes(flipped(versions[0][:-TRAILER], b"", chance))
        with closing(sqlite3.connect(file)) as connection:
            try:
                passed += connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                continue
    print(f"the database's own check passed {passed}")
    assert passed > 0
