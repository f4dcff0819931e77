"""The sealed file is one whole version or refused, and nobody else's is ever overwritten."""

import os
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from desks import add, edit, rows, runs, titles

from commission_desk.domain.errors import UserError
from commission_desk.store import sealed
from commission_desk.store.desk import Desk
from commission_desk.store.sealed import (
    MARK,
    TRAILER,
    ChangedUnderneath,
    check,
    digest_of,
    seal,
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "Shared folder"
    folder.mkdir()
    return folder / "Team.cdesk"


def only(target: Path) -> bool:
    return [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_sealed_file_holds_the_desk_and_plain_sqlite_opens_it(desk: Desk, target: Path):
    desk.do(add, "Tŷ Hafan")
    digest = seal(desk.path, target, None)
    assert check(target) == digest == digest_of(target)
    assert rows(target, "SELECT title FROM action") == [("Tŷ Hafan",)]
    assert rows(target, "PRAGMA integrity_check") == [("ok",)]
    assert only(target)


def test_sealing_again_replaces_what_was_last_seen(desk: Desk, target: Path):
    first = seal(desk.path, target, None)
    desk.do(add, "One")
    second = seal(desk.path, target, first)
    assert first != second == check(target)
    assert only(target)


def test_a_target_that_changed_meanwhile_is_never_overwritten(desk: Desk, target: Path):
    first = seal(desk.path, target, None)
    target.write_bytes(b"somebody else's work")
    with pytest.raises(ChangedUnderneath):
        seal(desk.path, target, first)
    with pytest.raises(ChangedUnderneath):
        seal(desk.path, target, None)
    assert target.read_bytes() == b"somebody else's work"
    assert only(target)


def test_a_target_that_has_gone_is_written_anew(desk: Desk, target: Path):
    first = seal(desk.path, target, None)
    target.unlink()
    assert seal(desk.path, target, first) == check(target)


def test_a_link_keeps_pointing_at_the_file(desk: Desk, target: Path, tmp_path: Path):
    first = seal(desk.path, target, None)
    link = tmp_path / "Link.cdesk"
    link.symlink_to(target)
    desk.do(add, "One")
    assert seal(desk.path, link, first) == check(target)
    assert link.is_symlink()


def refused(path: Path, words: str) -> None:
    before = path.read_bytes()
    listed = sorted(path.parent.iterdir())
    with pytest.raises(UserError, match=words) as problem:
        check(path)
    assert path.name in str(problem.value)
    assert "\n" not in str(problem.value)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == listed


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("content.json", "{}")


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contracts (title)")
        connection.commit()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"x"), "not a Commission Desk file"),
        (lambda path: path.write_text("Dear all,\n" * 50), "not a Commission Desk file"),
        (lambda path: path.write_bytes(b"\0" * 5000), "not a Commission Desk file"),
        (lambda path: path.write_bytes(MARK + b"\0" * 32), "not a Commission Desk file"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "not a Commission Desk file"),
        (zipped, "not a Commission Desk file"),
        (other_database, "not a Commission Desk file"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_a_sentence(
    target: Path, make: Callable[[Path], object], words: str
):
    make(target)
    refused(target, words)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused_in_a_sentence(tmp_path: Path):
    with pytest.raises(UserError, match=r"“Gone.cdesk” cannot be opened"):
        check(tmp_path / "Gone.cdesk")
    (tmp_path / "Folder.cdesk").mkdir()
    with pytest.raises(UserError, match=r"“Folder.cdesk” is not"):
        check(tmp_path / "Folder.cdesk")


def test_a_queue_under_the_name_does_not_stop_the_program(tmp_path: Path):
    os.mkfifo(tmp_path / "Queue.cdesk")
    with pytest.raises(UserError, match=r"“Queue.cdesk” is not"):
        check(tmp_path / "Queue.cdesk")


def test_a_newer_file_asks_for_an_update(desk: Desk, target: Path):
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.execute("PRAGMA user_version=2")
    with pytest.raises(UserError, match="written whole"):
        seal(desk.path, target, None)
    shutil.copy(desk.path, target)
    refused(target, "newer version")


def test_a_working_copy_is_not_a_sealed_file(desk: Desk, target: Path):
    shutil.copy(desk.path, target)
    refused(target, "is damaged")


def test_any_flipped_bit_is_found(desk: Desk, target: Path):
    desk.do(add, *[f"Action {n}" for n in range(40)])
    seal(desk.path, target, None)
    whole = target.read_bytes()
    chance = random.Random(1)
    damaged = target.with_name("Damaged.cdesk")
    for _ in range(runs(300, 5000)):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        with pytest.raises(UserError, match=r"damaged|not a Commission Desk|newer version"):
            check(damaged)
    damaged.write_bytes(whole)
    assert check(damaged) == check(target)


def test_any_file_cut_short_or_with_something_after_it_is_found(desk: Desk, target: Path):
    seal(desk.path, target, None)
    whole = target.read_bytes()
    chance = random.Random(2)
    cuts = [*range(120), len(whole) - TRAILER, len(whole) - 1]
    cuts += [chance.randrange(len(whole)) for _ in range(runs(150, 2000))]
    damaged = target.with_name("Damaged.cdesk")
    for size in cuts:
        damaged.write_bytes(whole[:size])
        with pytest.raises(UserError, match=r"damaged|not a Commission Desk|is empty"):
            check(damaged)
    for more in (b"\0", b"\n", whole[-TRAILER:], b"x" * 5000):
        damaged.write_bytes(whole + more)
        with pytest.raises(UserError, match="damaged"):
            check(damaged)


def test_a_folder_that_is_gone_is_said_and_the_working_copy_stays(desk: Desk, tmp_path: Path):
    desk.do(add, "One")
    with pytest.raises(UserError, match=r"could not be written.*safe on this laptop"):
        seal(desk.path, tmp_path / "Gone" / "Team.cdesk", None)
    assert titles(desk) == ["One"]


def test_a_working_copy_that_is_gone_makes_no_empty_one(target: Path, tmp_path: Path):
    with pytest.raises(UserError, match="could not be written"):
        seal(tmp_path / "gone.sqlite", target, None)
    assert not (tmp_path / "gone.sqlite").exists()
    assert list(target.parent.iterdir()) == []


class Cut(Exception):  # noqa: N818 - what happens, not a fault
    """The process is killed here."""


POINTS = ("_snapshot", "_append_digest", "_verify", "digest_of", "_replace", "sync_folder")


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("trouble", [Cut, OSError])
def test_whatever_stops_publishing_leaves_the_old_or_the_new_file_whole(
    desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch,
    point: str, when: str, trouble: type[Exception],
):  # fmt: skip
    desk.do(add, "One")
    old = seal(desk.path, target, None)
    desk.do(add, "Two")
    real = getattr(sealed, point)

    def stopped(*args: object) -> object:
        if when == "after":
            real(*args)
        raise trouble(28, "No space left on device")

    monkeypatch.setattr(sealed, point, stopped)
    with pytest.raises(UserError if trouble is OSError else Cut):
        seal(desk.path, target, old)
    monkeypatch.undo()
    swapped = (point, when) in {("_replace", "after"), ("sync_folder", "before"),
                                ("sync_folder", "after")}  # fmt: skip
    assert (check(target) == old) is not swapped
    assert rows(target, "SELECT count(*) FROM action") == [(2 if swapped else 1,)]
    assert only(target)
    assert titles(desk) == ["One", "Two"]


def test_a_disk_that_writes_something_else_is_found_before_the_old_file_is_gone(
    desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
):
    old = seal(desk.path, target, None)
    desk.do(add, "One")
    real = sealed._append_digest

    def torn(partial: Path) -> bytes:
        digest = real(partial)
        with partial.open("r+b") as file:
            file.seek(5000)
            file.write(b"\xff" * 512)
        return digest

    monkeypatch.setattr(sealed, "_append_digest", torn)
    with pytest.raises(UserError, match="could not be written whole"):
        seal(desk.path, target, old)
    assert check(target) == old
    assert only(target)


def test_what_holds_the_file_for_a_moment_is_waited_for(
    desk: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
):
    old = seal(desk.path, target, None)
    desk.do(add, "One")
    tries: list[int] = []
    real = Path.replace

    def held(self: Path, to: Path) -> Path:
        tries.append(1)
        if len(tries) < 3:
            raise PermissionError(13, "The file is used by another process")
        return real(self, to)

    monkeypatch.setattr(sealed, "RETRIES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(Path, "replace", held)
    assert seal(desk.path, target, old) == check(target)
    tries.clear()
    monkeypatch.setattr(sealed, "RETRIES", (0.0,))
    desk.do(add, "Two")
    before = target.read_bytes()
    with pytest.raises(UserError, match="used by another process"):
        seal(desk.path, target, check(target))
    assert target.read_bytes() == before
    assert only(target)


def test_what_a_killed_process_left_beside_the_file_is_cleared_a_day_later(
    desk: Desk, target: Path
):
    old = target.with_name(f".{target.name}.0a1b2c3d.part")
    fresh = target.with_name(f".{target.name}.99999999.part")
    other = target.with_name(".Other.cdesk.0a1b2c3d.part")
    for path in (old, fresh, other):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    os.utime(other, (1, 1))
    seal(desk.path, target, None)
    assert not old.exists()
    assert fresh.exists()
    assert other.exists()


def test_sealing_while_another_window_writes_takes_one_whole_version(desk: Desk, target: Path):
    (record,) = desk.do(add, "0")
    import threading

    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            desk.do(edit, record, title=str(number), note=str(number) * 3000)

    writer = threading.Thread(target=write)
    writer.start()
    last = None
    for _ in range(runs(5, 50)):
        last = seal(desk.path, target, last)
        ((title, note),) = rows(target, "SELECT title, note FROM action")
        assert note in ("", title * 3000)
        assert rows(target, "PRAGMA integrity_check") == [("ok",)]
    stop.set()
    writer.join()
