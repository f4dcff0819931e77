"""Backups: the rule over four hundred days, and nothing damaged ever counts."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from desks import add, edit, rows, runs

from commission_desk.domain.errors import UserError
from commission_desk.store import sealed
from commission_desk.store.backups import STAMP, back_up, back_up_changes, backups, restore, thin
from commission_desk.store.desk import Desk
from commission_desk.store.sealed import check

START = datetime(2026, 1, 1, 9)  # noqa: DTZ001 - wall clock, as people see it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def ages(folder: Path, now: datetime) -> list[int]:
    return [(now - backup.made_at).days for backup in backups(folder)]


def test_four_hundred_days_of_backups_are_thinned_as_promised(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sealed.os, "fsync", lambda _file: None)
    (record,) = desk.do(add, "Day")
    first = back_up(desk.path, folder, START).path
    whole = first.read_bytes()
    for day in range(400):
        for hour in (0, 4) if day % 9 else (0, 1, 2, 3, 4, 5, 6, 7):
            now = START + timedelta(days=day, hours=hour)
            (folder / f"{now:{STAMP}}.cdesk").write_bytes(whole)
        thin(folder, now)
        assert ages(folder, now)[0] == 0
    kept = ages(folder, now)
    assert sum(age < 2 for age in kept) >= 4
    days = [backup.made_at.date() for backup in backups(folder)]
    for ago in range(3, 14):
        assert days.count((now - timedelta(days=ago)).date()) == 1
    weekly = [age for age in kept if 14 < age <= 56]
    assert 5 <= len(weekly) <= 8
    assert all(later - sooner <= 8 for sooner, later in pairwise(weekly))
    monthly = [age for age in kept if age > 56]
    assert 4 <= len(monthly) <= 6
    assert max(kept) <= 183
    assert len(kept) < 40
    assert all(check(backup.path) for backup in backups(folder))
    desk.do(edit, record, title="Last")


def test_a_damaged_backup_never_pushes_out_a_good_one(desk: Desk, folder: Path):
    desk.do(add, "One")
    good = back_up(desk.path, folder, START).path
    newest = back_up(desk.path, folder, START + timedelta(hours=2)).path
    newest.write_bytes(newest.read_bytes()[:-1])
    with pytest.raises(UserError, match="damaged"):
        restore(newest, folder / "out.cdesk")
    for days in range(1, 60):
        thin(folder, START + timedelta(days=days))
        assert good.exists()
        check(good)


def test_the_last_good_backup_stays_however_old_it_is(desk: Desk, folder: Path):
    good = back_up(desk.path, folder, START).path
    later = START + timedelta(days=300)
    (folder / f"{later:{STAMP}}.cdesk").write_bytes(b"")
    thin(folder, later + timedelta(days=1))
    assert good.exists()
    back_up(desk.path, folder, later + timedelta(days=2))
    assert not good.exists()


def test_two_backups_in_one_second_hold_what_each_was_made_of(desk: Desk, folder: Path):
    first = back_up(desk.path, folder).path
    desk.do(add, "One")
    second = back_up(desk.path, folder).path
    assert rows(first, "SELECT count(*) FROM action") == [(0,)]
    assert rows(second, "SELECT count(*) FROM action") == [(1,)]
    assert [backup.path for backup in backups(folder)] == [second, first]


def test_restoring_makes_a_new_file_and_never_replaces_one(
    desk: Desk, folder: Path, tmp_path: Path
):
    desk.do(add, "One")
    backup = back_up(desk.path, folder, START).path
    target = tmp_path / "Restored.cdesk"
    restore(backup, target)
    assert target.read_bytes() == backup.read_bytes()
    target.write_bytes(b"mine")
    with pytest.raises(UserError, match="already a file"):
        restore(backup, target)
    assert target.read_bytes() == b"mine"


def test_restoring_to_a_folder_that_is_gone_is_said_plainly(
    desk: Desk, folder: Path, tmp_path: Path
):
    backup = back_up(desk.path, folder, START).path
    with pytest.raises(UserError, match="could not be written"):
        restore(backup, tmp_path / "Gone" / "Restored.cdesk")


def test_restoring_onto_a_full_disk_leaves_no_half_file(
    desk: Desk, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    backup = back_up(desk.path, folder, START).path

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sealed.os, "fsync", full)
    (tmp_path / "out").mkdir()
    with pytest.raises(UserError, match="No space left on device"):
        restore(backup, tmp_path / "out" / "Restored.cdesk")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_backup_folder_that_cannot_be_made_is_said_plainly(desk: Desk, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="could not be written"):
        back_up(desk.path, tmp_path / "file" / "backups", START)


def test_files_that_are_no_backups_are_left_alone(desk: Desk, folder: Path):
    back_up(desk.path, folder, START)
    mine = folder / "My own copy.cdesk"
    mine.write_bytes(b"mine")
    thin(folder, START + timedelta(days=runs(1000, 1000)))
    assert mine.exists()
    assert len(backups(folder)) == 1


def test_a_desk_that_has_not_changed_is_not_backed_up_again(desk: Desk, folder: Path):
    (record,) = desk.do(add, "Day")
    first = back_up_changes(desk.path, folder)
    assert back_up_changes(desk.path, folder) == first
    desk.do(edit, record, title="Night")
    second = back_up_changes(desk.path, folder)
    assert [backup.path for backup in backups(folder)] == [second.path, first.path]
    second.path.write_bytes(second.path.read_bytes()[:-1])
    assert back_up_changes(desk.path, folder).path != second.path
