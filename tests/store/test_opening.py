"""Opening and publishing: moved, killed, without its note, and nothing is ever lost."""

import json
import shutil
from pathlib import Path

import pytest
from desks import add, titles
from sharing import Laptop, backups, in_file, note_of

from commission_desk.domain.errors import UserError
from commission_desk.store import opening, publishing, sealed
from commission_desk.store.opening import folder_of, open_file
from commission_desk.store.sealed import check
from commission_desk.store.working import desk_id


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


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are read from end to end, as that happens."""
    names: list[str] = []
    real = sealed._digests

    def noted(path: Path, size: int) -> tuple[bytes, bytes]:
        names.append(path.name)
        return real(path, size)

    monkeypatch.setattr(sealed, "_digests", noted)
    return names


def test_a_large_file_is_read_once_to_be_opened(here: Laptop, there: Laptop, read: list[str]):
    here.make().desk.close()
    file = here.shared / "Team.cdesk"
    for laptop in (here, there):
        read.clear()
        open_file(file, "Officer", laptop.profile, back_up_now=False).desk.close()
        assert read == ["Team.cdesk"]


def test_a_file_with_news_is_read_once_more_from_the_copy_that_is_merged(
    here: Laptop, there: Laptop, read: list[str]
):
    here.make().desk.close()
    other = there.open()
    other.desk.do(add, "Theirs")
    other.shared.publish()
    read.clear()
    opened = open_file(other.shared.file, "Officer", here.profile, back_up_now=False)
    assert titles(opened.desk) == ["Theirs"]
    assert read.count("Team.cdesk") == 2


def test_a_working_copy_that_cannot_be_read_ahead_is_still_asked_whether_it_is_sound(
    here: Laptop, monkeypatch: pytest.MonkeyPatch
):
    opened = here.make()
    opened.desk.do(add, "Only here")
    opened.desk.close()
    real = Path.open

    def stumbling(path: Path, *args: object, **more: object) -> object:
        if path.name == "working.sqlite":
            raise OSError(5, "Input/output error")
        return real(path, *args, **more)

    monkeypatch.setattr(Path, "open", stumbling)
    again = here.open()
    assert (titles(again.desk), again.warning) == (["Only here"], "")


def test_the_backup_of_what_was_opened_can_be_left_to_the_caller(here: Laptop):
    opened = here.make()
    opened.desk.do(add, "One")
    opened.desk.close()
    file = here.shared / "Team.cdesk"
    later = open_file(file, "Officer", here.profile, back_up_now=False)
    assert later.backup_due
    assert backups(later) == []
    later.desk.close()
    now = open_file(file, "Officer", here.profile)
    assert not now.backup_due
    assert len(backups(now)) == 1


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

    def killed(*args: object, checked: bool) -> bool:
        if when == "after":
            real(*args, checked=checked)
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "copy_in", killed)
    with pytest.raises(KeyboardInterrupt):
        here.open("March.cdesk")
    monkeypatch.undo()
    assert titles(here.open("Team.cdesk").desk) == ["Theirs"]
    assert titles(here.open("March.cdesk").desk) == ["Theirs"]


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


def test_the_desk_is_found_by_its_id(here: Laptop):
    opened = here.make()
    assert opened.desk.path.parent == folder_of(here.profile, desk_id(opened.desk.path))
    state = json.loads(note_of(opened).read_text())
    assert state["digest"] == check(opened.shared.file).hex()
