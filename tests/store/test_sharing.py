"""A file that others changed: merged when opened, when published, and from beside it."""

import shutil

import pytest
from desks import add, edit, rows, titles
from sharing import Laptop, backups, in_file

from commission_desk.domain.errors import UserError
from commission_desk.operations.merging import conflicts
from commission_desk.store import merging, publishing
from commission_desk.store.desk import Notice


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
