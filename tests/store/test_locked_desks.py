"""A desk whose file is locked: opened, published, backed up and left as any other, by its key."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest
from desks import add, runs, spoil, titles

from commission_desk.domain.errors import UserError
from commission_desk.store import publishing, sealed
from commission_desk.store.backups import (
    back_up,
    backups,
    lock_backups,
    locked_otherwise,
    remove_locked_otherwise,
    restore,
)
from commission_desk.store.locked import is_locked
from commission_desk.store.locking import Key, NeedsPassphrase, lock_of, new_key, unlock
from commission_desk.store.opening import OpenDesk, make_file, open_file
from commission_desk.store.publishing import SharedCopy
from commission_desk.store.sealed import check, readable

FORMER, LATER = "tri gair ar hap", "four words chosen anew"
SECRET = "Canolfan Dyddiau Da"


@pytest.fixture(scope="module")
def key() -> Key:
    return new_key(FORMER)


@pytest.fixture(scope="module")
def later() -> Key:
    return new_key(LATER)


class Laptop:
    """One laptop's profile, and the file it shares."""

    def __init__(self, profile: Path, file: Path) -> None:
        self.profile, self.file = profile, file

    def open(self, key: Key | None = None) -> OpenDesk:
        return open_file(self.file, "Officer", self.profile, key)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared" / "Team.cdesk"


@pytest.fixture
def here(tmp_path: Path, file: Path) -> Laptop:
    return Laptop(tmp_path / "here", file)


@pytest.fixture
def there(tmp_path: Path, file: Path) -> Laptop:
    return Laptop(tmp_path / "there", file)


@pytest.fixture
def opened(here: Laptop, key: Key) -> OpenDesk:
    """A desk with one record, its file just locked."""
    made = make_file(here.file, "Officer", here.profile)
    made.desk.do(add, SECRET)
    made.shared.publish()
    made.shared.lock(key)
    return made


def folder_of(opened: OpenDesk) -> Path:
    return opened.desk.path.with_name("backups")


def said_in(folder: Path, words: str = SECRET) -> list[str]:
    """The files in a folder in which words can be read."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.name for path in files if words.encode() in path.read_bytes())


def test_locking_publishes_at_once_and_all_that_follows_is_locked(
    opened: OpenDesk, file: Path, key: Key
):
    assert is_locked(file)
    assert not opened.shared.pending
    opened.desk.do(add, "Later")
    published = opened.shared.publish()
    assert published.kept_beside is None
    assert lock_of(file) == key.lock
    assert said_in(file.parent) == []
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_another_laptop_opens_it_with_the_passphrase_alone(
    opened: OpenDesk, there: Laptop, file: Path
):
    with pytest.raises(NeedsPassphrase, match="locked with a passphrase"):
        there.open()
    assert not there.profile.exists()
    theirs = there.open(unlock(file, FORMER))
    assert titles(theirs.desk) == [SECRET]
    theirs.desk.do(add, "Theirs")
    theirs.shared.publish()
    assert is_locked(file)
    assert not list(theirs.desk.path.parent.glob(".*"))


def test_the_same_laptop_opens_it_again_and_goes_on(opened: OpenDesk, here: Laptop, key: Key):
    opened.desk.do(add, "Not yet published")
    opened.desk.close()
    again = here.open(key)
    assert titles(again.desk) == [SECRET, "Not yet published"]
    assert again.kept is None
    assert again.shared.pending
    again.shared.publish()
    assert titles(here.open(key).desk) == titles(again.desk)


def test_a_file_that_lags_behind_our_history_is_replaced_locked(
    opened: OpenDesk, file: Path, key: Key
):
    opened.desk.path.with_name("state.json").unlink()
    opened.desk.do(add, "Two")
    assert opened.shared.publish().kept_beside is None
    assert lock_of(file) == key.lock


def test_what_is_kept_beside_a_locked_file_is_locked_too(
    opened: OpenDesk, here: Laptop, there: Laptop, file: Path, key: Key
):
    theirs = there.open(key)
    theirs.desk.do(add, SECRET + ", theirs")
    opened.desk.do(add, SECRET + ", ours")
    theirs.shared.publish()
    opened.shared.publish()
    files = list(file.parent.iterdir())
    assert files
    assert all(lock_of(each) == key.lock for each in files)
    assert said_in(file.parent) == []


def test_backups_of_a_locked_desk_are_locked_and_restored_with_the_passphrase(
    opened: OpenDesk, here: Laptop, key: Key, tmp_path: Path
):
    opened.desk.close()
    again = here.open(key)
    newest = backups(folder_of(again))[0]
    assert lock_of(newest.path) == key.lock
    restore(newest.path, tmp_path / "shared" / "Restored.cdesk")
    copy = Laptop(tmp_path / "elsewhere", tmp_path / "shared" / "Restored.cdesk")
    with pytest.raises(NeedsPassphrase):
        copy.open()
    assert titles(copy.open(unlock(copy.file, FORMER)).desk) == [SECRET]


def test_opening_a_locked_file_again_makes_no_backup_of_what_one_holds(
    opened: OpenDesk, here: Laptop, key: Key
):
    opened.desk.close()
    for _turn in range(2):
        again = here.open(key)
        again.desk.close()
        assert len(backups(folder_of(again))) == 1


def test_backups_are_locked_alike_in_their_place(opened: OpenDesk, key: Key, later: Key):
    folder, working = folder_of(opened), opened.desk.path
    for _turn in range(2):
        back_up(working, folder)
    plain, damaged = backups(folder)
    spoil(damaged.path)
    former = back_up(working, folder, key=new_key("an earlier one"))
    assert lock_backups(working, folder, None, key) == 2, "damaged, and of an earlier passphrase"
    assert lock_of(plain.path) == key.lock
    assert lock_backups(working, folder, key, later) == 2
    with readable(plain.path, later, working.parent) as inside:
        assert SECRET.encode() in inside.read_bytes()
    assert lock_backups(working, folder, later, None) == 1
    assert check(plain.path)
    assert not is_locked(plain.path)
    assert is_locked(former.path)
    assert not list(folder.glob(".*"))


def test_a_backup_is_locked_whole_or_stays_as_it_was(opened: OpenDesk, key: Key, monkeypatch):
    folder, working = folder_of(opened), opened.desk.path
    backup = back_up(working, folder)
    before = backup.path.read_bytes()
    for fault in ("encrypt", "_verify", "_replace"):
        with monkeypatch.context() as patch:

            def full(*_args: object) -> None:
                raise OSError(28, "No space left on device")

            patch.setattr(sealed, fault, full)
            assert lock_backups(working, folder, None, key) == 1
        assert backup.path.read_bytes() == before
        assert [path.name for path in folder.iterdir()] == [backup.path.name]


def test_readable_backups_are_removed_once_a_locked_one_is_there(opened: OpenDesk, key: Key):
    folder, working = folder_of(opened), opened.desk.path
    for _turn in range(3):
        back_up(working, folder)
    assert len(locked_otherwise(folder, key.lock)) == 3
    assert len(said_in(folder)) == 3
    assert remove_locked_otherwise(working, folder, key) == 3
    assert [lock_of(backup.path) for backup in backups(folder)] == [key.lock]
    assert said_in(folder) == []


def test_no_backup_is_removed_where_no_locked_one_can_be_written(
    opened: OpenDesk, key: Key, monkeypatch
):
    folder = folder_of(opened)
    back_up(opened.desk.path, folder)

    def full(*_args: object) -> bytes:
        raise UserError("The disk is full.")

    monkeypatch.setattr("commission_desk.store.backups.seal", full)
    with pytest.raises(UserError, match="full"):
        remove_locked_otherwise(opened.desk.path, folder, key)
    assert len(backups(folder)) == 1


def test_a_changed_passphrase_opens_the_file_and_the_former_does_not(
    opened: OpenDesk, here: Laptop, file: Path, later: Key
):
    opened.shared.lock(later)
    with pytest.raises(UserError, match="not the passphrase"):
        unlock(file, FORMER)
    opened.desk.close()
    assert titles(here.open(unlock(file, LATER)).desk) == [SECRET]


def test_without_the_passphrase_again_the_file_is_as_any_other(
    opened: OpenDesk, there: Laptop, file: Path
):
    opened.shared.lock(None)
    assert not is_locked(file)
    assert titles(there.open().desk) == [SECRET]


def test_a_key_for_a_file_that_is_not_locked_does_not_lock_it(
    opened: OpenDesk, there: Laptop, key: Key, file: Path
):
    opened.shared.lock(None)
    theirs = there.open(key)
    theirs.desk.do(add, "Two")
    theirs.shared.publish()
    assert not is_locked(file)


@pytest.mark.parametrize("change", ["set", "changed", "removed"])
def test_whoever_still_has_the_file_open_the_former_way_writes_nothing(
    here: Laptop, there: Laptop, opened: OpenDesk, file: Path, key: Key, later: Key, change: str
):
    if change == "set":
        opened.shared.lock(None)
    mine = there.open(opened.shared.key)
    opened.shared.lock({"set": key, "changed": later, "removed": None}[change])
    now = file.read_bytes()
    mine.desk.do(add, SECRET + ", mine")
    for publish in (mine.shared.publish, lambda: mine.shared.lock(None)):
        with pytest.raises(UserError, match="set, changed or removed by someone else"):
            publish()
    assert file.read_bytes() == now
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    mine.desk.close()
    again = there.open(opened.shared.key)
    assert SECRET + ", mine" in titles(again.desk)
    assert again.shared.publish().kept_beside is None
    assert lock_of(file) == lock_of(again.shared.file)


def test_a_damaged_locked_file_gets_nothing_readable_beside_it(
    opened: OpenDesk, there: Laptop, file: Path, key: Key
):
    opened.shared.lock(None)
    mine = there.open()
    opened.shared.lock(key)
    spoil(file)
    mine.desk.do(add, SECRET + ", mine")
    with pytest.raises(UserError, match="by someone else"):
        mine.shared.publish()
    assert said_in(file.parent) == []


def test_a_passphrase_is_not_set_over_what_someone_else_writes_meanwhile(
    opened: OpenDesk, there: Laptop, file: Path, key: Key, later: Key, monkeypatch
):
    theirs = there.open(key)
    theirs.desk.do(add, "Theirs")
    real = publishing.write_state

    with monkeypatch.context() as patch:

        def meanwhile(*args: object) -> None:
            patch.undo()
            real(*args)
            theirs.shared.publish()

        patch.setattr(publishing, "write_state", meanwhile)
        with pytest.raises(UserError, match="at the same moment"):
            opened.shared.lock(later)
    assert opened.shared.key == key
    assert unlock(file, FORMER)


def test_a_passphrase_that_cannot_be_written_changes_nothing(
    opened: OpenDesk, file: Path, key: Key, later: Key, monkeypatch
):
    before = file.read_bytes()

    def full(*_args: object) -> bytes:
        raise UserError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "seal", full)
        with pytest.raises(UserError, match="full"):
            opened.shared.lock(later)
    assert file.read_bytes() == before
    opened.desk.do(add, "Two")
    opened.shared.publish()
    assert unlock(file, FORMER) == key


def set_again_and_again(shared: SharedCopy, keys: tuple[Key | None, ...], began: Path) -> None:
    turn = 0
    while True:
        turn += 1
        shared.lock(keys[turn % len(keys)])
        began.touch()


@pytest.mark.parametrize("plain", [True, False])
def test_a_window_killed_while_setting_leaves_one_whole_file_under_one_of_the_passphrases(
    opened: OpenDesk, here: Laptop, file: Path, key: Key, later: Key, tmp_path: Path, plain: bool
):
    keys = (None, key, later) if plain else (key, later)
    fork = multiprocessing.get_context("fork")
    seen, chance = set(), random.Random(7)
    for turn in range(runs(8, 200)):
        began = tmp_path / f"began {turn}"
        process = fork.Process(target=set_again_and_again, args=(opened.shared, keys, began))
        process.start()
        while not began.exists():
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.15))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        check(file)
        found = next(each for each in keys if (each.lock if each else None) == lock_of(file))
        seen.add(found)
        again = here.open(found)
        assert (titles(again.desk), again.kept, again.warning) == ([SECRET], None, "")
        again.desk.close()
        opened.shared.key = found
        if not plain:
            assert said_in(file.parent) == [], "not even in what was left half-written"
    assert len(seen) > 1, "the control: the killed window was setting it"
