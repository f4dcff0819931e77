"""A locked file: only its passphrase opens it, and no altered one is ever taken for whole."""

import hashlib
import random
import unicodedata
from pathlib import Path

import pytest
from desks import IDENTITY, add, rows, runs, spoil, titles

from commission_desk.domain.errors import UserError
from commission_desk.store import locking, sealed
from commission_desk.store.desk import Desk
from commission_desk.store.engine import SCHEMA_VERSION
from commission_desk.store.locked import is_locked
from commission_desk.store.locking import (
    HEAD_LENGTH,
    PIECE,
    TAG,
    Key,
    NeedsPassphrase,
    WrongPassphrase,
    new_key,
    read_head,
    unlock,
)
from commission_desk.store.sealed import MARK, TRAILER, check, digest_of, readable, seal

PASSPHRASE = "tŷ bach twt â’r cŵn"
SECRET = "Canolfan Dyddiau Da"


@pytest.fixture(scope="module")
def key() -> Key:
    return new_key(PASSPHRASE)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "Shared folder"
    folder.mkdir()
    return folder / "Team.cdesk"


@pytest.fixture
def locked(desk: Desk, target: Path, key: Key) -> Path:
    """A locked file of three pieces."""
    desk.do(add, SECRET, note=random.Random(1).randbytes(PIECE).hex())
    seal(desk.path, target, None, key)
    return target


def inside(path: Path, key: Key | None, folder: Path) -> list[tuple[str]]:
    with readable(path, key, folder) as plain:
        check(plain)
        return rows(plain, "SELECT title FROM action")


def resealed(path: Path, content: bytes) -> None:
    """Write a file as whoever wants its alteration not to show would: with a fitting seal."""
    path.write_bytes(content + MARK + hashlib.sha256(content).digest())


def content_of(path: Path) -> bytes:
    return path.read_bytes()[:-TRAILER]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def test_a_locked_file_gives_back_what_was_sealed(locked: Path, key: Key, tmp_path: Path):
    assert is_locked(locked)
    assert check(locked) == digest_of(locked)
    assert inside(locked, key, tmp_path) == [(SECRET,)]
    assert left_in(tmp_path) == []
    assert [path.name for path in locked.parent.iterdir()] == [locked.name]


def test_a_file_without_a_passphrase_is_read_where_it_lies(desk: Desk, target: Path, key: Key):
    seal(desk.path, target, None)
    assert not is_locked(target)
    with readable(target, key, target.parent) as plain:
        assert plain == target


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_with_accents_count_the_same_however_they_were_typed(locked: Path, key, form):
    typed = unicodedata.normalize(form, PASSPHRASE)
    assert unlock(locked, typed) == key


@pytest.mark.parametrize("wrong", [PASSPHRASE.upper(), PASSPHRASE + " ", "t", PASSPHRASE[:-1]])
def test_a_wrong_passphrase_is_told_apart_from_damage(locked: Path, wrong: str):
    with pytest.raises(WrongPassphrase, match=r"not the passphrase of “Team\.cdesk”"):
        unlock(locked, wrong)
    spoil(locked)
    with pytest.raises(UserError, match="damaged") as damage:
        check(locked)
    assert not isinstance(damage.value, WrongPassphrase)


@pytest.mark.parametrize("empty", ["", " ", "\t\n"])
def test_an_empty_passphrase_is_refused(locked: Path, empty: str):
    for use in (new_key, lambda words: unlock(locked, words)):
        with pytest.raises(UserError, match="empty"):
            use(empty)


def test_without_the_passphrase_or_with_another_files_nothing_is_read(locked: Path, tmp_path: Path):
    for other in (None, new_key(PASSPHRASE)):
        with pytest.raises(NeedsPassphrase):
            inside(locked, other, tmp_path)
    assert left_in(tmp_path) == []


def test_the_key_never_shows_its_secret(key: Key):
    assert repr(key.secret) not in repr(key)
    assert PASSPHRASE not in repr(key)


def test_nothing_of_the_desk_can_be_read_in_a_locked_file(
    desk: Desk, locked: Path, target: Path, tmp_path: Path
):
    seal(desk.path, tmp_path / "plain.cdesk", None)
    words = (SECRET.encode(), b"SQLite", b"action", b"CREATE", b"Commissioning officer")
    assert all(word in (tmp_path / "plain.cdesk").read_bytes() for word in words), "the control"
    assert not any(word in locked.read_bytes() for word in words)
    head = read_head(locked)
    assert (head.desk, head.schema) == (IDENTITY, SCHEMA_VERSION)


def test_no_two_files_share_a_key_or_a_piece(desk: Desk, locked: Path, key: Key):
    before = content_of(locked)
    seal(desk.path, locked, digest_of(locked), key)
    after = content_of(locked)
    assert read_head(locked).own != before[HEAD_LENGTH - 64 : HEAD_LENGTH - 32]
    assert len(before) == len(after)
    same = sum(a == b for a, b in zip(before[HEAD_LENGTH:], after[HEAD_LENGTH:], strict=True))
    assert same < len(after) / 128  # one byte in 256 is alike by chance


def test_a_byte_changed_anywhere_is_damage_before_a_passphrase_is_asked_for(locked: Path):
    whole = locked.read_bytes()
    chance = random.Random(2)
    places = [*range(HEAD_LENGTH), *chance.choices(range(len(whole)), k=runs(200, 5000))]
    for place in places:
        altered = bytearray(whole)
        altered[place] ^= 1 << chance.randrange(8)
        locked.write_bytes(altered)
        with pytest.raises(UserError):
            check(locked)


def test_a_file_cut_anywhere_is_damaged(locked: Path):
    whole = locked.read_bytes()
    chance = random.Random(3)
    ends = [1, 9, 11, HEAD_LENGTH, len(whole) - TRAILER, len(whole) - 1]
    for end in [*ends, *chance.choices(range(1, len(whole)), k=runs(60, 1000))]:
        locked.write_bytes(whole[:end])
        with pytest.raises(UserError):
            check(locked)


def test_an_alteration_under_a_fitting_seal_is_never_taken_in(
    locked: Path, key: Key, tmp_path: Path
):
    whole = content_of(locked)
    chance = random.Random(4)
    places = [*range(HEAD_LENGTH), *chance.choices(range(len(whole)), k=runs(200, 5000))]
    for place in places:
        altered = bytearray(whole)
        altered[place] ^= 1 << chance.randrange(8)
        resealed(locked, altered)
        with pytest.raises(UserError):
            inside(locked, key, tmp_path)
        assert left_in(tmp_path) == []


def pieces_of(content: bytes) -> tuple[bytes, list[bytes]]:
    body, step = content[HEAD_LENGTH:], PIECE + TAG
    return content[:HEAD_LENGTH], [body[n : n + step] for n in range(0, len(body), step)]


@pytest.mark.parametrize(
    "alter",
    [
        lambda pieces: pieces[:-1],
        lambda pieces: pieces[1:],
        lambda pieces: pieces[:0],
        lambda pieces: [pieces[1], pieces[0], *pieces[2:]],
        lambda pieces: [*pieces[:-2], pieces[-1]],
        lambda pieces: [pieces[0], *pieces],
        lambda pieces: [*pieces, pieces[-1]],
        lambda pieces: [*pieces, b"x"],
        lambda pieces: [*pieces[:-1], pieces[-1][:-1]],
        lambda pieces: [*pieces[:-1], pieces[-1][:TAG]],
    ],
)
def test_pieces_left_out_swapped_or_added_are_refused(
    locked: Path, key: Key, tmp_path: Path, alter
):
    head, pieces = pieces_of(content_of(locked))
    assert len(pieces) >= 3
    resealed(locked, head + b"".join(pieces))
    assert inside(locked, key, tmp_path), "the control"
    resealed(locked, head + b"".join(alter(pieces)))
    assert check(locked)
    with pytest.raises(UserError, match="changed afterwards"):
        inside(locked, key, tmp_path)
    assert left_in(tmp_path) == []


def test_pieces_of_another_version_of_the_same_file_are_refused(
    desk: Desk, locked: Path, key: Key, tmp_path: Path
):
    head, pieces = pieces_of(content_of(locked))
    seal(desk.path, locked, digest_of(locked), key)
    other, others = pieces_of(content_of(locked))
    for mixed in (head + b"".join(others), other + b"".join([pieces[0], *others[1:]])):
        resealed(locked, mixed)
        with pytest.raises(UserError, match="changed afterwards"):
            inside(locked, key, tmp_path)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (12, "changed afterwards"),  # scrypt's other figures are fixed
        (13, "changed afterwards"),
        (18, "changed afterwards"),  # the desk's id
        (34, "not the passphrase"),  # the salt makes another key, as in another file
        (50, "not the passphrase"),
        (66, "changed afterwards"),
        (HEAD_LENGTH - 1, "changed afterwards"),
    ],
)
def test_each_part_of_the_head_is_proved(locked: Path, place: int, sentence: str):
    altered = bytearray(content_of(locked))
    altered[place] ^= 1
    resealed(locked, altered)
    with pytest.raises(UserError, match=sentence):
        unlock(locked, PASSPHRASE)


@pytest.mark.parametrize("cost", [0, 14, 18, 63, 255])
def test_a_strangers_file_cannot_ask_for_hours_of_work(locked: Path, cost: int):
    altered = bytearray(content_of(locked))
    altered[11] = cost
    resealed(locked, altered)
    with pytest.raises(UserError, match="changed afterwards"):
        check(locked)


def test_a_file_of_a_newer_version_says_so(desk: Desk, locked: Path, key: Key, monkeypatch):
    resealed(locked, content_of(locked).replace(b"CDESKLOCK1", b"CDESKLOCK2", 1))
    with pytest.raises(UserError, match="newer version"):
        check(locked)
    with locked.open("wb") as file:
        locking.encrypt(desk.path, file, key, IDENTITY, SCHEMA_VERSION + 1)
    resealed(locked, locked.read_bytes())
    with pytest.raises(UserError, match="newer version"):
        check(locked)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_files_of_every_length_come_back_whole(tmp_path: Path, key: Key, size: int):
    plain, made, back = tmp_path / "plain", tmp_path / "locked", tmp_path / "back"
    plain.write_bytes(random.Random(size).randbytes(size))
    with made.open("wb") as file:
        locking.encrypt(plain, file, key, IDENTITY, 1)
    locking.write_decrypted(made, made.stat().st_size, key, back)
    assert back.read_bytes() == plain.read_bytes()


@pytest.mark.parametrize(
    "fault", ["encrypt", "_append_digest", "decrypted", "_verify", "_replace", "sync_folder"]
)
def test_a_fault_while_locking_leaves_one_whole_version_and_nothing_readable(
    desk: Desk, target: Path, key: Key, tmp_path: Path, monkeypatch, fault: str
):
    desk.do(add, SECRET)
    first = seal(desk.path, target, None, key)
    readable_there: list[Path] = []

    def fail(*_args: object) -> None:
        names = [path for path in target.parent.iterdir() if SECRET.encode() in path.read_bytes()]
        readable_there.extend(names)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed, fault, fail)
    desk.do(add, "Later")
    with pytest.raises(UserError, match="No space left"):
        seal(desk.path, target, first, key)
    assert readable_there == []
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert left_in(tmp_path) == []
    monkeypatch.undo()
    assert inside(target, key, tmp_path)[0] == (SECRET,)
    assert (check(target) == first) == (fault != "sync_folder")
    assert titles(desk) == [SECRET, "Later"]


def test_a_locked_file_that_does_not_read_back_replaces_nothing(
    desk: Desk, target: Path, key: Key, monkeypatch
):
    first = seal(desk.path, target, None, key)
    monkeypatch.setattr(sealed, "decrypted", lambda *_args: iter([b"something else"]))
    with pytest.raises(UserError, match="could not be written whole"):
        seal(desk.path, target, first, key)
    assert check(target) == first


def test_what_a_killed_window_left_readable_goes_after_a_day(
    locked: Path, key: Key, tmp_path: Path, monkeypatch
):
    left = tmp_path / ".unlocked-0badf00d"
    left.mkdir()
    (left / "Team.cdesk").write_bytes(b"SQLite")
    inside(locked, key, tmp_path)
    assert left.exists(), "it may be another window's that is at work"
    monkeypatch.setattr(sealed, "LEFT_BEHIND", -1)
    inside(locked, key, tmp_path)
    assert not left.exists()
