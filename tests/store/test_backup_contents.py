"""What backups hold, and the second folder that gets a copy of each."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desks import add, edit

from commission_desk.domain.errors import UserError
from commission_desk.store.backup_contents import contents, copy_backups, remove_backups
from commission_desk.store.backups import back_up, backups
from commission_desk.store.desk import Desk
from commission_desk.store.locking import new_key
from commission_desk.store.preferences import load, save
from commission_desk.store.sealed import check

NOW = datetime.now()  # noqa: DTZ005 - wall clock, as people see it


def test_a_backup_says_what_it_holds_and_who_changed_it_last(desk: Desk, tmp_path: Path):
    (one, _two) = desk.do(add, "One", "Two")
    desk.do(edit, one, deleted=True)
    held = contents(back_up(desk.path, tmp_path / "backups"))
    assert held.sound
    assert held.counts == {"plan": 0, "agreement": 0, "stakeholder": 0, "meeting": 0, "action": 1}
    assert (held.last_who, held.last_label) == ("Commissioning officer", "Edit")
    assert held.last_at is not None
    now = datetime.now().astimezone()
    assert abs(held.last_at - now) < timedelta(minutes=5)


def test_a_damaged_backup_says_so_and_an_empty_one_holds_nothing(desk: Desk, tmp_path: Path):
    made = back_up(desk.path, tmp_path / "backups")
    assert contents(made).last_at is None
    whole = bytearray(made.path.read_bytes())
    whole[len(whole) // 2] ^= 1
    made.path.write_bytes(whole)
    assert "damaged" in contents(made).problem


def test_each_backup_is_copied_once_and_never_a_damaged_one(desk: Desk, tmp_path: Path):
    here, second = tmp_path / "backups", tmp_path / "stick"
    second.mkdir()
    desk.do(add, "One")
    for ago in (3, 2, 1):
        made = back_up(desk.path, here, NOW - timedelta(hours=ago))
        if ago == 2:
            made.path.write_bytes(b"rubbish")
    assert copy_backups(here, second, "Team") == 2
    assert copy_backups(here, second, "Team") == 0
    back_up(desk.path, here, NOW)
    assert copy_backups(here, second, "Team") == 1
    kept = backups(second / "Team")
    assert len(kept) == 3
    assert all(check(each.path) for each in kept)


def test_a_second_folder_that_is_away_is_said_plainly(desk: Desk, tmp_path: Path):
    back_up(desk.path, tmp_path / "backups")
    with pytest.raises(UserError, match=r"cannot be reached\. Backups are still made"):
        copy_backups(tmp_path / "backups", tmp_path / "away", "Team")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "Team").write_text("in the way")
    with pytest.raises(UserError, match="Backups are still made"):
        copy_backups(tmp_path / "backups", tmp_path / "full", "Team")


def test_backups_are_removed_but_for_one(desk: Desk, tmp_path: Path):
    here = tmp_path / "backups"
    for ago in (3, 2, 1):
        newest = back_up(desk.path, here, NOW - timedelta(hours=ago)).path
    assert remove_backups(here, newest) == 2
    assert [each.path for each in backups(here)] == [newest]
    assert remove_backups(tmp_path / "none") == 0


def test_the_second_folder_is_remembered(tmp_path: Path):
    known = load(tmp_path)
    assert known.second_folder == ""
    save(tmp_path, type(known)(second_folder="/media/stick"))
    assert load(tmp_path).second_folder == "/media/stick"


def test_a_locked_backup_is_read_with_its_key_and_leaves_nothing_readable(desk, tmp_path: Path):
    key = new_key("Tŷ bach twt")
    made = back_up(desk.path, tmp_path / "backups", key=key)
    assert "locked" in contents(made).problem
    held = contents(made, key)
    assert held.sound
    assert held.counts["action"] == contents(back_up(desk.path, tmp_path / "open")).counts["action"]
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [made.path.name]
