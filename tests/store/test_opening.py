"""Opening and publishing: killed, moved, copied, changed elsewhere, and nothing is ever lost."""

import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from desks import add, die_in_a_commit, edit, rows, runs, titles

from commission_desk.domain.errors import UserError
from commission_desk.operations.merging import conflicts, restore_copy
from commission_desk.store import merging, opening, publishing
from commission_desk.store.copies import view
from commission_desk.store.desk import Notice
from commission_desk.store.opening import OpenDesk, folder_of, make_file, open_file
from commission_desk.store.sealed import check
from commission_desk.store.working import desk_id


class Laptop:
    """One laptop's profile and the folder it shares."""

    def __init__(self, shared: Path, profile: Path) -> None:
        self.shared, self.profile = shared, profile

    def make(self, name: str = "Team.cdesk") -> OpenDesk:
        return make_file(self.shared / name, "Officer", self.profile)

    def open(self, name: str = "Team.cdesk") -> OpenDesk:
        return open_file(self.shared / name, "Officer", self.profile)

    def files(self) -> list[str]:
        return sorted(path.name for path in self.shared.iterdir())


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def here(shared: Path, tmp_path: Path) -> Laptop:
    return Laptop(shared, tmp_path / "here")


@pytest.fixture
def there(shared: Path, tmp_path: Path) -> Laptop:
    return Laptop(shared, tmp_path / "there")


def in_file(path: Path) -> list[str]:
    return [row[0] for row in rows(path, "SELECT title FROM action WHERE NOT deleted ORDER BY 1")]


def backups(opened: OpenDesk) -> list[Path]:
    return list(opened.desk.path.with_name("backups").glob("*.cdesk"))


def note_of(opened: OpenDesk) -> Path:
    return opened.desk.path.with_name("state.json")


def test_a_new_desk_is_there_at_once_and_only_the_file_is(here: Laptop):
    opened = here.make()
    assert here.files() == ["Team.cdesk"]
    assert not opened.shared.pending
    opened.desk.do(add, "One")
    assert opened.shared.pending
    published = opened.shared.publish()
    assert (published.file, published.kept_beside) == (here.shared / "Team.cdesk", None)
    assert not opened.shared.pending
    assert in_file(published.file) == ["One"]


def test_a_new_desk_takes_nobodys_name_and_needs_a_folder(here: Laptop):
    (here.shared / "Team.cdesk").write_text("mine")
    with pytest.raises(UserError, match="already a file"):
        here.make()
    with pytest.raises(UserError, match="no folder"):
        here.make("Gone/Team.cdesk")
    assert (here.shared / "Team.cdesk").read_text() == "mine"
    assert not here.profile.exists()


def test_a_desk_that_cannot_be_published_leaves_nothing_behind(
    here: Laptop, monkeypatch: pytest.MonkeyPatch
):
    def full(*_args: object) -> bytes:
        raise UserError("The disk is full.")

    monkeypatch.setattr(publishing, "seal", full)
    with pytest.raises(UserError):
        here.make()
    assert not list((here.profile / "desks").iterdir())


def test_another_laptop_sees_what_was_published(here: Laptop, there: Laptop):
    first = here.make()
    first.desk.do(add, "One")
    first.shared.publish()
    second = there.open()
    assert titles(second.desk) == ["One"]
    assert second.desk.undo_name is None, "it was done on another laptop"
    assert (second.kept, second.warning) == (None, "")


def test_edits_that_were_never_published_are_there_after_reopening(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.desk.close()
    again = here.open()
    assert titles(again.desk) == ["One"]
    assert again.shared.pending
    assert again.kept is None
    assert again.shared.publish().kept_beside is None
    assert in_file(here.shared / "Team.cdesk") == ["One"]
    assert here.files() == ["Team.cdesk"]


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


def test_a_file_changed_elsewhere_is_taken_when_nothing_here_is_unpublished(
    here: Laptop, there: Laptop
):
    here.make().desk.close()
    other = there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    again = here.open()
    assert titles(again.desk) == ["Theirs"]
    assert again.kept is None
    assert here.files() == ["Team.cdesk"]


def test_a_file_changed_elsewhere_is_merged_with_the_unpublished_edits_of_this_laptop(
    here: Laptop, there: Laptop
):
    mine = here.make()
    mine.desk.do(add, "Mine")
    mine.desk.close()
    other = there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    again = here.open()
    assert titles(again.desk) == ["Mine", "Theirs"]
    assert again.kept is None
    assert again.merged is not None
    assert again.merged.steps == 1
    assert again.shared.pending
    assert len(backups(again)) == 2, "one before merging, one of what was opened"
    again.shared.publish()
    assert in_file(here.shared / "Team.cdesk") == ["Mine", "Theirs"]
    assert titles(there.open().desk) == ["Mine", "Theirs"]
    assert here.files() == ["Team.cdesk"]


def test_a_file_changed_elsewhere_while_open_is_merged_at_the_next_publishing(
    here: Laptop, there: Laptop
):
    mine, other = here.make(), there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    mine.desk.do(add, "Mine")
    told: list[Notice] = []
    mine.desk.listeners.append(told.append)
    published = mine.shared.publish()
    assert (published.kept_beside, published.merged and published.merged.steps) == (None, 1)
    assert told == [
        Notice(frozenset({"action"}), "Changes from another copy of the desk", by_others=True)
    ]
    assert titles(mine.desk) == ["Mine", "Theirs"]
    assert in_file(here.shared / "Team.cdesk") == ["Mine", "Theirs"]
    assert not mine.shared.pending
    assert len(backups(mine)) == 1
    assert mine.shared.publish().merged is None
    assert len(told) == 1
    assert here.files() == ["Team.cdesk"]


def test_what_both_changed_without_seeing_each_other_is_asked_on_both_laptops(
    here: Laptop, there: Laptop
):
    mine = here.make()
    (record,) = mine.desk.do(add, "One")
    mine.shared.publish()
    other = there.open()
    other.desk.do(edit, record, title="Theirs")
    other.shared.publish()
    mine.desk.do(edit, record, title="Mine")
    mine.shared.publish()
    other.shared.publish()
    for desk in (mine.desk, other.desk):
        (view,) = desk.ask(conflicts)
        assert {version.value for version in view.versions} == {"Mine", "Theirs"}


def test_a_file_changed_again_and_again_while_publishing_is_merged_each_time(
    here: Laptop, there: Laptop, monkeypatch: pytest.MonkeyPatch
):
    mine, other = here.make(), there.open()
    mine.desk.do(add, "Mine")
    real, quicker = publishing.seal, ["A", "B"]

    def seal(*args):
        if args[0] == mine.desk.path and quicker:
            other.desk.do(add, quicker.pop())
            other.shared.publish()
        return real(*args)

    monkeypatch.setattr(publishing, "seal", seal)
    assert mine.shared.publish().kept_beside is None
    assert in_file(here.shared / "Team.cdesk") == ["A", "B", "Mine"]
    quicker.extend("CDEFGHIJ")
    mine.desk.do(add, "More")
    with pytest.raises(UserError, match="being changed by others"):
        mine.shared.publish()
    assert mine.shared.pending
    quicker.clear()
    mine.shared.publish()
    assert {"Mine", "More", "J"} <= set(in_file(here.shared / "Team.cdesk"))
    assert here.files() == ["Team.cdesk"]


def test_another_desk_in_the_files_place_is_left_alone_and_ours_kept_beside(
    here: Laptop, there: Laptop
):
    mine = here.make()
    mine.desk.do(add, "Mine")
    (here.shared / "Team.cdesk").unlink()
    there.make().desk.close()
    stranger = (here.shared / "Team.cdesk").read_bytes()
    published = mine.shared.publish()
    assert published.kept_beside == here.shared / "Team.cdesk"
    assert (here.shared / "Team.cdesk").read_bytes() == stranger
    assert in_file(published.file) == ["Mine"]
    mine.desk.do(add, "More")
    assert mine.shared.publish().kept_beside is None
    assert in_file(published.file) == ["Mine", "More"]


@pytest.mark.parametrize("name", ["Team (1).cdesk", "Team-LAPTOP.cdesk", "Team (conflicted copy)"])
def test_copies_beside_the_file_are_found_and_merged_and_left_as_they_are(
    here: Laptop, there: Laptop, name: str
):
    mine, other = here.make(), there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    name = name if name.endswith(".cdesk") else f"{name}.cdesk"
    copy = (here.shared / "Team.cdesk").rename(here.shared / name)
    mine.desk.do(add, "Mine")
    mine.shared.publish()
    mine.desk.close()
    for stranger in ("Team 2.cdesk", "Team 3.cdesk"):
        (here.shared / stranger).write_bytes(b"not ours")
    shutil.copy(here.shared / "Team.cdesk", here.shared / "Team of March.cdesk")
    again, before = here.open(), copy.read_bytes()
    assert again.beside == (copy,)
    assert again.shared.take_in(copy).steps == 1
    assert titles(again.desk) == ["Mine", "Theirs"]
    assert copy.read_bytes() == before
    assert again.shared.pending
    again.shared.publish()
    assert here.open().beside == ()


def test_what_is_no_copy_of_the_desk_is_not_merged(here: Laptop, there: Laptop):
    mine = here.make()
    there.make("Other.cdesk").desk.close()
    (here.shared / "Damaged.cdesk").write_bytes((here.shared / "Team.cdesk").read_bytes()[:-1])
    for name, words in (("Other", "another desk"), ("Damaged", "damaged"), ("None", "opened")):
        with pytest.raises(UserError, match=words):
            mine.shared.take_in(here.shared / f"{name}.cdesk")
    assert titles(mine.desk) == []


def test_a_damaged_file_is_neither_opened_nor_overwritten(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    file = here.shared / "Team.cdesk"
    damaged = file.read_bytes()[:-40]
    file.write_bytes(damaged)
    with pytest.raises(UserError, match="is damaged"):
        here.open()
    published = opened.shared.publish()
    assert file.read_bytes() == damaged
    assert in_file(published.file) == ["One"]


@pytest.mark.parametrize(
    "note",
    [None, "", "{", "[]", '{"file": 5}', '{"digest": "zz"}', '{"step": "x"}', '{"strange": 1}'],
)
def test_without_its_note_the_laptop_loses_nothing_and_raises_no_alarm(here: Laptop, note):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    opened.desk.do(add, "Two")
    if note is None:
        note_of(opened).unlink()
    else:
        note_of(opened).write_text(note)
    assert opened.shared.pending
    again = here.open()
    assert titles(again.desk) == ["One", "Two"]
    assert again.kept is None
    again.shared.publish()
    assert in_file(here.shared / "Team.cdesk") == ["One", "Two"]
    assert here.files() == ["Team.cdesk"]


def test_a_note_lost_while_the_desk_is_open_does_not_part_it_from_its_file(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    note_of(opened).unlink()
    assert opened.shared.publish().kept_beside is None
    assert in_file(here.shared / "Team.cdesk") == ["One"]


def test_killed_between_publishing_and_noting_it_nothing_is_kept_twice(
    here: Laptop, monkeypatch: pytest.MonkeyPatch
):
    opened = here.make()
    opened.desk.do(add, "One")
    monkeypatch.setattr(publishing, "write_state", lambda *_: None)
    opened.shared.publish()
    opened.desk.do(add, "Two")
    monkeypatch.undo()
    again = here.open()
    assert titles(again.desk) == ["One", "Two"]
    assert again.kept is None
    again.shared.publish()
    assert here.files() == ["Team.cdesk"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_while_taking_a_file_in_the_right_desk_opens(
    here: Laptop, there: Laptop, monkeypatch: pytest.MonkeyPatch, when: str
):
    here.make().desk.close()
    other = there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    shutil.copy(here.shared / "Team.cdesk", here.shared / "March.cdesk")
    real = opening.copy_in

    def killed(*args: object) -> bool:
        if when == "after":
            real(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "copy_in", killed)
    with pytest.raises(KeyboardInterrupt):
        here.open("March.cdesk")
    monkeypatch.undo()
    assert titles(here.open("Team.cdesk").desk) == ["Theirs"]
    assert titles(here.open("March.cdesk").desk) == ["Theirs"]


def test_killed_while_merging_nothing_is_half_done(
    here: Laptop, there: Laptop, monkeypatch: pytest.MonkeyPatch
):
    mine, other = here.make(), there.open()
    mine.desk.do(add, "Mine")
    other.desk.do(add, "Theirs")
    other.shared.publish()

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(merging, "settle", killed)
    with pytest.raises(KeyboardInterrupt):
        mine.shared.publish()
    monkeypatch.undo()
    assert titles(mine.desk) == ["Mine"]
    assert rows(mine.desk.path, "SELECT count(*) FROM step") == [(1,)]
    mine.shared.publish()
    assert in_file(here.shared / "Team.cdesk") == ["Mine", "Theirs"]


def test_two_copies_of_one_desk_stay_what_each_of_them_is(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    shutil.copy(here.shared / "Team.cdesk", here.shared / "March.cdesk")
    opened.desk.do(add, "Two")
    opened.shared.publish()
    opened.desk.close()
    march = here.open("March.cdesk")
    assert titles(march.desk) == ["One"]
    assert (march.older, march.newer) == (march.shared.file, here.shared / "Team.cdesk")
    march.desk.do(add, "Spring")
    march.shared.publish()
    march.desk.close()
    assert titles(here.open().desk) == ["One", "Two"]
    assert in_file(here.shared / "March.cdesk") == ["One", "Spring"]
    assert here.files() == ["March.cdesk", "Team.cdesk"]


def test_an_older_version_put_in_place_does_not_take_the_newer_words_with_it(
    here: Laptop, tmp_path: Path
):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    file = here.shared / "Team.cdesk"
    old = file.read_bytes()
    opened.desk.do(add, "Two")
    opened.shared.publish()
    opened.desk.close()
    file.write_bytes(old)
    again = here.open()
    assert titles(again.desk) == ["One", "Two"]
    assert (again.kept, again.merged, again.newer) == (None, None, None)
    assert again.older is not None
    assert again.shared.pending
    again.shared.publish()
    assert in_file(file) == ["One", "Two"]
    assert here.files() == ["Team.cdesk"]
    shown = view(again.older, tmp_path / "view")
    assert titles(shown) == ["One"]
    with pytest.raises(UserError, match="only shown"):
        shown.do(add, "Three")
    with pytest.raises(UserError, match="only shown"):
        shown.undo()
    again.desk.do(restore_copy, again.older)
    assert titles(again.desk) == ["One"]
    assert again.desk.undo() == "Restore an older copy"
    assert titles(again.desk) == ["One", "Two"]
    assert here.open().older is None


def test_only_an_older_copy_is_restored(here: Laptop, there: Laptop):
    mine, other = here.make(), there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    with pytest.raises(UserError, match="Merge it instead"):
        mine.desk.do(restore_copy, here.shared / "Team.cdesk")


def test_a_file_that_was_moved_takes_its_unpublished_edits_along(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.desk.close()
    (here.shared / "Team.cdesk").rename(here.shared / "Moved.cdesk")
    again = here.open("Moved.cdesk")
    assert titles(again.desk) == ["One"]
    again.shared.publish()
    assert in_file(here.shared / "Moved.cdesk") == ["One"]
    assert here.files() == ["Moved.cdesk"]


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


def test_a_window_whose_desk_another_merged_into_goes_on_in_the_same_desk(
    here: Laptop, there: Laptop
):
    first, other = here.make(), there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    first.desk.do(add, "Mine")
    second = here.open()
    first.desk.do(add, "Later")
    assert titles(second.desk) == ["Later", "Mine", "Theirs"]
    second.shared.publish()
    assert in_file(here.shared / "Team.cdesk") == ["Later", "Mine", "Theirs"]


def test_work_on_one_copy_is_kept_beside_another_that_is_opened_meanwhile(here: Laptop):
    opened = here.make()
    shutil.copy(here.shared / "Team.cdesk", here.shared / "March.cdesk")
    opened.desk.do(add, "One")
    opened.shared.publish()
    opened.desk.do(add, "Two")
    opened.desk.close()
    march = here.open("March.cdesk")
    assert titles(march.desk) == []
    assert march.kept is not None
    assert (march.older, march.newer) == (march.shared.file, march.kept)
    assert in_file(march.kept) == ["One", "Two"]
    march.desk.close()
    assert march.beside == (march.kept,)


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
    here.make().desk.close()

    def full(*_args: object) -> None:
        raise UserError("The backup could not be written (No space left on device).")

    monkeypatch.setattr(opening, "back_up", full)
    opened = here.open()
    assert titles(opened.desk) == []
    assert "No space left" in opened.warning


def test_opening_makes_a_backup_of_what_was_opened(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.shared.publish()
    again = here.open()
    (backup,) = again.desk.path.with_name("backups").glob("*.cdesk")
    assert in_file(backup) == ["One"]


def test_the_desk_is_found_by_its_id(here: Laptop):
    opened = here.make()
    assert opened.desk.path.parent == folder_of(here.profile, desk_id(opened.desk.path))
    state = json.loads(note_of(opened).read_text())
    assert state["digest"] == check(opened.shared.file).hex()


def test_the_file_may_be_named_from_the_current_folder(
    here: Laptop, monkeypatch: pytest.MonkeyPatch
):
    here.make().desk.close()
    monkeypatch.chdir(here.shared)
    opened = open_file(Path("Team.cdesk"), "Officer", here.profile)
    opened.desk.do(add, "One")
    monkeypatch.chdir("/")
    assert opened.shared.publish().file == here.shared / "Team.cdesk"


def test_a_lock_kept_too_long_is_said_plainly(here: Laptop, monkeypatch: pytest.MonkeyPatch):
    from commission_desk.store import lock

    opened = here.make()
    monkeypatch.setattr(lock, "WAIT", 0.05)
    with closing(sqlite3.connect(opened.desk.path.with_name("lock.sqlite"))) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="Another window"):
            opened.shared.publish()
