"""Leaving nothing on a laptop: what is readable goes once the locked file holds it all."""

from pathlib import Path

import pytest
from desks import add, spoil, titles

from commission_desk.domain.errors import UserError
from commission_desk.store.backups import back_up, backups
from commission_desk.store.leaving import leave_nothing
from commission_desk.store.locking import Key, new_key
from commission_desk.store.opening import OpenDesk, make_file, open_file

SECRET = "Canolfan Dyddiau Da"


@pytest.fixture(scope="module")
def key() -> Key:
    return new_key("tri gair ar hap")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "shared").mkdir()
    return tmp_path / "shared" / "Team.cdesk"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "here"


@pytest.fixture
def opened(file: Path, profile: Path, key: Key) -> OpenDesk:
    """A desk with one record, its file locked."""
    made = make_file(file, "Officer", profile)
    made.desk.do(add, SECRET)
    made.shared.lock(key)
    return made


def said_in(folder: Path) -> list[str]:
    """The files in a folder in which the record can be read."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.name for path in files if SECRET.encode() in path.read_bytes())


def test_nothing_readable_is_left_on_a_laptop_that_was_asked_to_keep_nothing(
    opened: OpenDesk, file: Path, profile: Path, key: Key
):
    working = opened.desk.path
    back_up(working, opened.desk.path.with_name("backups"))
    back_up(working, opened.desk.path.with_name("backups"), key=key)
    working.with_name("search.sqlite").write_text(SECRET)
    working.with_name(f"damaged {SECRET}.sqlite").write_text(SECRET)
    opened.desk.close()
    assert len(said_in(profile)) == 4, "the control"
    leave_nothing(working)
    assert said_in(profile) == []
    assert len(backups(opened.desk.path.with_name("backups"))) == 1
    again = open_file(file, "Officer", profile, key)
    assert (titles(again.desk), again.kept) == ([SECRET], None)


@pytest.mark.parametrize("why", ["pending", "gone", "damaged", "unlocked", "other"])
def test_the_working_copy_stays_while_the_locked_file_does_not_hold_it_all(
    opened: OpenDesk, file: Path, profile: Path, tmp_path: Path, key: Key, why: str
):
    if why == "pending":
        opened.desk.do(add, "Two")
    elif why == "gone":
        file.unlink()
    elif why == "damaged":
        spoil(file)
    elif why == "unlocked":
        opened.shared.lock(None)
    else:
        theirs = open_file(file, "Officer", tmp_path / "there", key)
        theirs.desk.do(add, "Theirs")
        theirs.shared.publish()
    opened.desk.close()
    before = said_in(profile)
    with pytest.raises(UserError, match="does not hold everything"):
        leave_nothing(opened.desk.path)
    assert opened.desk.path.exists()
    assert said_in(profile) == before


def test_the_working_copy_stays_while_another_window_has_it_open(
    opened: OpenDesk, file: Path, profile: Path, key: Key
):
    other = open_file(file, "Officer", profile, key)
    opened.desk.close()
    with pytest.raises(UserError, match="another window"):
        leave_nothing(opened.desk.path)
    other.desk.do(add, "Two")
    other.shared.publish()
    other.desk.close()
    leave_nothing(opened.desk.path)
    assert not opened.desk.path.exists()
