"""One laptop: killed at any moment, damaged, in two windows, and nothing is ever lost."""

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from desks import add, die_in_a_commit, edit, rows, runs, titles
from sharing import Laptop, in_file

from commission_desk.domain.errors import UserError
from commission_desk.store import opening


def edit_until_killed(opened_path: Path, record: str) -> None:
    from commission_desk.store.desk import Desk

    desk = Desk(opened_path, "Officer")
    number = 0
    while True:
        number += 1
        desk.do(edit, record, title=f"{number:06}", note=str(number) * 5000)
        opened_path.with_name("acknowledged").write_text(str(number))


def test_killed_at_any_moment_every_acknowledged_edit_is_there_and_none_is_half(here: Laptop):
    opened = here.make()
    (record,) = opened.desk.do(add, "000000")
    path = opened.desk.path
    context = multiprocessing.get_context("fork")
    opened.desk.close()
    for turn in range(runs(8, 500)):
        process = context.Process(target=edit_until_killed, args=(path, record))
        process.start()
        process.join(0.06 + 0.013 * (turn % 7))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        acknowledged = path.with_name("acknowledged")
        least = int(acknowledged.read_text() or 0) if acknowledged.exists() else 0
        again = here.open()
        ((title, note),) = rows(path, "SELECT title, note FROM action")
        assert int(title) >= least
        assert note in ("", str(int(title)) * 5000)
        assert rows(path, "PRAGMA integrity_check") == [("ok",)]
        (newest,) = rows(path, "SELECT value FROM change WHERE field = 'title' ORDER BY seq DESC "
                         "LIMIT 1") or [('"000000"',)]  # fmt: skip
        assert newest == (f'"{title}"',)
        again.desk.close()
        acknowledged.unlink(missing_ok=True)
    assert int(title) > 0, "the control: something must have been written"


def test_two_windows_on_one_laptop_share_the_desk_and_lose_nothing(here: Laptop):
    first = here.make()
    second = here.open()
    first.desk.do(add, "First")
    second.desk.do(add, "Second")
    assert first.shared.publish().kept_beside is None
    second.desk.do(add, "Third")
    assert second.shared.publish().kept_beside is None
    assert first.shared.publish().kept_beside is None
    assert in_file(here.shared / "Team.cdesk") == ["First", "Second", "Third"]
    assert here.files() == ["Team.cdesk"]


def work_and_publish(laptop: Laptop, name: str, times: int) -> None:
    opened = laptop.open()
    for number in range(times):
        opened.desk.do(add, f"{name} {number}")
        assert opened.shared.publish().kept_beside is None
    opened.desk.close()


def test_two_windows_publishing_at_once_never_part(here: Laptop):
    here.make().desk.close()
    times = runs(6, 100)
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=work_and_publish, args=(here, name, times)) for name in "AB"]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert len(in_file(here.shared / "Team.cdesk")) == 2 * times
    assert here.files() == ["Team.cdesk"]


def test_two_windows_opening_a_new_file_at_once_get_one_working_copy(here: Laptop, there: Laptop):
    there.make().desk.close()
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=work_and_publish, args=(here, name, 2)) for name in "AB"]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    assert len(in_file(here.shared / "Team.cdesk")) == 4


def test_what_another_window_publishes_while_this_one_waits_is_opened(
    here: Laptop, monkeypatch: pytest.MonkeyPatch
):
    other, real = here.make(), opening.alone

    @contextmanager
    def waited(folder: Path) -> Iterator[None]:
        other.desk.do(add, "Meanwhile")
        other.shared.publish()
        with real(folder):
            yield

    monkeypatch.setattr(opening, "alone", waited)
    opened = here.open()
    assert titles(opened.desk) == ["Meanwhile"]
    assert not opened.shared.pending


def test_a_damaged_working_copy_is_set_aside_and_said(here: Laptop):
    opened = here.make()
    opened.desk.do(add, *[f"Action {n}" for n in range(200)])
    opened.shared.publish()
    opened.desk.close()
    path = opened.desk.path
    data = bytearray(path.read_bytes())
    data[4096 * 4 : 4096 * 40] = b"\x5a" * (4096 * 36)
    path.write_bytes(bytes(data))
    again = here.open()
    assert len(titles(again.desk)) == 200
    assert "was damaged" in again.warning
    (aside,) = path.parent.glob("damaged *.sqlite")
    assert aside.read_bytes() == bytes(data)
    assert str(aside) in again.warning
    again.desk.do(add, "More")
    again.shared.publish()
    assert here.open().warning == ""


@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000])
def test_a_working_copy_that_is_no_database_is_set_aside(here: Laptop, content: bytes):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    opened.desk.close()
    opened.desk.path.write_bytes(content)
    again = here.open()
    assert titles(again.desk) == ["One"]
    assert "was damaged" in again.warning


def test_a_working_copy_killed_in_a_commit_is_rolled_back_before_it_is_judged(
    here: Laptop, there: Laptop
):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    opened.desk.close()
    context = multiprocessing.get_context("fork")
    process = context.Process(target=die_in_a_commit, args=(opened.desk.path,))
    process.start()
    process.join()
    assert Path(f"{opened.desk.path}-journal").exists(), "the control: a hot journal is left"
    other = there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    again = here.open()
    assert titles(again.desk) == ["One", "Theirs"]
    assert (again.kept, again.warning) == (None, "")
    assert rows(again.desk.path, "PRAGMA integrity_check") == [("ok",)]


def test_a_laptop_without_room_for_a_backup_still_opens_the_desk(
    here: Laptop, monkeypatch: pytest.MonkeyPatch
):
    made = here.make()
    made.desk.do(add, "One")
    made.desk.close()

    def full(*_args: object) -> None:
        raise UserError("The backup could not be written (No space left on device).")

    monkeypatch.setattr(opening, "back_up_changes", full)
    opened = here.open()
    assert titles(opened.desk) == ["One"]
    assert "No space left" in opened.warning


def test_opening_makes_a_backup_of_what_was_opened(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    again = here.open()
    (backup,) = again.desk.path.with_name("backups").glob("*.cdesk")
    assert in_file(backup) == ["One"]


def test_a_lock_kept_too_long_is_said_plainly(here: Laptop, monkeypatch: pytest.MonkeyPatch):
    from commission_desk.store import lock

    opened = here.make()
    monkeypatch.setattr(lock, "WAIT", 0.05)
    with closing(sqlite3.connect(opened.desk.path.with_name("lock.sqlite"))) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="Another window"):
            opened.shared.publish()
