"""Thinning: what goes, what always stays, and that it travels with the history."""

import random
import sqlite3
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from desks import add, backdate, dump, edit, rows, runs, tampered
from laptops import Laptop

from commission_desk.domain.errors import UserError
from commission_desk.domain.history import end_of, last_month_end
from commission_desk.operations.history import history, restore_value
from commission_desk.operations.merging import resolve
from commission_desk.operations.thinning import thin_for_good, thin_history
from commission_desk.store.as_at import rebuild
from commission_desk.store.backups import back_up
from commission_desk.store.desk import Desk
from commission_desk.store.foreign import copy_in
from commission_desk.store.incoming import Unmergeable
from commission_desk.store.merging import merge_file
from commission_desk.store.opening import make_file, open_file
from commission_desk.store.sealed import seal
from commission_desk.store.thinning import latest_day

TODAY = date.today()  # noqa: DTZ011 - what is kept whole is counted from the person's own day
UNTIL = date(2024, 11, 30)
LONG = "what was agreed about the rota, the fees and the notice period, "


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "ann")


def on(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime.combine(date(year, month, day), time(hour))


def written(words: str) -> str:
    return LONG + words


def wrote(desk: Desk, record: str, words: str, at: datetime) -> None:
    desk.do(edit, record, note=written(words))
    backdate(desk, at)


def noted(desk: Desk) -> list[str | None]:
    """What the history says that notes said, in the order they were written."""
    found = rows(desk.path, "SELECT value FROM change WHERE field = 'note' ORDER BY seq")
    return [value and value.strip('"').removeprefix(LONG) for (value,) in found]


def with_years(laptop: Laptop) -> str:
    """Write a note several times a month, two years ago and lately."""
    record = laptop.add("Visit")
    backdate(laptop.desk, on(2024, 9, 2))
    for words, at in (
        ("a", on(2024, 10, 3, 9)), ("b", on(2024, 10, 3, 10)),
        ("c", on(2024, 10, 30)), ("d", on(2024, 11, 5)),
        ("e", on(2024, 11, 6)), ("f", on(2024, 12, 1)), ("g", on(2024, 12, 2)),
    ):  # fmt: skip
        wrote(laptop.desk, record, words, at)
    return record


def test_the_last_text_of_each_month_stays(ann: Laptop):
    record = with_years(ann)
    before = rows(ann.desk.path, "SELECT seq, step, record, field, replaces FROM change")
    gone = ann.desk.do(thin_history, UNTIL, TODAY)
    assert (gone.texts, gone.kinds) == (3, {"action"})
    assert noted(ann.desk) == [None, None, "c", None, "e", "f", "g"]
    assert rows(ann.desk.path, "SELECT seq, step, record, field, replaces FROM change") == before
    assert ann.value(record, "note") == written("g")


def test_short_values_and_what_was_made_stay(ann: Laptop):
    record = ann.add(written("title"), due=date(2024, 10, 9))
    backdate(ann.desk, on(2024, 10, 1))
    for day in (10, 11, 12):
        ann.edit(record, due=date(2024, 12, day), status="open", title=f"Visit {day}")
        backdate(ann.desk, on(2024, 10, day))
    with pytest.raises(UserError, match="nothing to thin"):
        ann.desk.do(thin_history, UNTIL, TODAY)
    assert rows(ann.desk.path, "SELECT count(*) FROM change WHERE value IS NULL") == [(0,)]
    assert rows(ann.desk.path, "SELECT kind FROM step WHERE kind = 'thin'") == []


@pytest.mark.parametrize("seed", range(runs(5, 100)))
def test_the_desk_as_at_the_end_of_any_month_is_as_before(ann: Laptop, tmp_path: Path, seed: int):
    chance = random.Random(seed)
    made = [ann.add(written(str(n))) for n in range(3)]
    at = on(2023, 1, 1)
    for turn in range(80):
        if chance.random() < 0.15 and ann.desk.undo():
            pass
        else:
            ann.edit(chance.choice(made), **{chance.choice(("note", "title")): written(str(turn))})
        at += timedelta(hours=chance.randrange(1, 400))
        backdate(ann.desk, at)
    ends = [day for n in range(36) if (day := last_month_end(date(2023, 2, 1) + timedelta(30 * n)))]
    before = [as_at(ann.desk, tmp_path / f"before {n}", day) for n, day in enumerate(ends)]
    until = chance.choice([day for day in ends if day <= latest_day(TODAY)])
    try:
        ann.desk.do(thin_history, until, TODAY)
    except UserError:
        return  # the chance was that nothing is that old
    assert [as_at(ann.desk, tmp_path / f"after {n}", day) for n, day in enumerate(ends)] == before


def as_at(desk: Desk, folder: Path, day: date) -> object:
    rebuild(desk.path, folder / "view.sqlite", end_of(day))
    return dump(folder / "view.sqlite")


def test_undo_goes_back_to_where_the_history_is_whole(ann: Laptop):
    record = with_years(ann)
    ann.desk.do(thin_history, UNTIL, TODAY)
    assert [ann.desk.undo(), ann.desk.undo(), ann.desk.undo()] == ["Edit", "Edit", None]
    assert ann.value(record, "note") == written("e")
    assert ann.desk.redo() == "Edit"
    assert ann.value(record, "note") == written("f")


def test_nothing_of_the_last_months_goes_whoever_asks(ann: Laptop):
    record = ann.add("Visit")
    lately = datetime.combine(latest_day(TODAY), time()) + timedelta(days=5)
    for n in range(4):
        wrote(ann.desk, record, str(n), lately + timedelta(hours=n))
    with pytest.raises(UserError, match="nothing to thin"):
        ann.desk.do(thin_history, TODAY + timedelta(days=4_000), TODAY)
    assert noted(ann.desk) == ["0", "1", "2", "3"]


def test_what_was_thinned_is_not_left_in_the_bytes(ann: Laptop):
    with_years(ann)
    assert written("a").encode() in ann.desk.path.read_bytes()
    thin_for_good(ann.desk, UNTIL, TODAY)
    assert written("a").encode() not in ann.desk.path.read_bytes()
    assert written("c").encode() in ann.desk.path.read_bytes()


def test_a_thinned_desk_opens_elsewhere_and_its_backup_comes_back(tmp_path: Path):
    opened = make_file(tmp_path / "Team.cdesk", "Officer", tmp_path / "here")
    (record,) = opened.desk.do(add, "Visit")
    backdate(opened.desk, on(2024, 9, 2))
    for n in range(3):
        wrote(opened.desk, record, str(n), on(2024, 10, 4 + n))
    thin_for_good(opened.desk, UNTIL, TODAY)
    opened.shared.publish()
    backup = back_up(opened.desk.path, tmp_path / "backups")
    opened.desk.close()
    for file in (tmp_path / "Team.cdesk", backup.path):
        there = open_file(file, "Colleague", tmp_path / f"there {file.stem}")
        assert noted(there.desk) == [None, None, "2"]
        assert there.desk.ask(history, record)
        there.desk.close()


def test_the_history_says_what_it_no_longer_has_and_cannot_restore_it(ann: Laptop):
    record = with_years(ann)
    ann.desk.do(thin_history, UNTIL, TODAY)
    found = ann.desk.ask(history, record)
    assert [str(view.value) for view in found].count("NotKept.NOT_KEPT") == 3
    assert [str(view.was) for view in found].count("NotKept.NOT_KEPT") == 3
    thinned = next(view for view in found if view.value.__class__.__name__ == "NotKept")
    with pytest.raises(UserError, match="no longer kept"):
        ann.desk.do(restore_value, record, "note", thinned.change)


def test_a_thinned_copy_thins_those_that_merge_it(ann: Laptop):
    with_years(ann)
    ben = ann.twin("ben")
    ann.desk.do(thin_history, UNTIL, TODAY)
    ben.merge(ann)
    assert noted(ben.desk) == noted(ann.desk) == [None, None, "c", None, "e", "f", "g"]
    ann.merge(ben)
    assert ben.knows() == ann.knows()


def test_old_changes_that_come_late_are_thinned_alike(ann: Laptop):
    record = with_years(ann)
    ben = ann.twin("ben")
    (ben.folder / "origin").unlink(missing_ok=True)
    other = ben.add("Offline")
    backdate(ben.desk, on(2024, 10, 1))
    for n in range(3):
        wrote(ben.desk, other, f"late {n}", on(2024, 10, 4 + n))
    ann.desk.do(thin_history, UNTIL, TODAY)
    ann.merge(ben)
    ben.merge(ann)
    assert ann.knows() == ben.knows()
    assert noted(ann.desk)[-3:] == [None, None, "late 2"]
    assert ann.value(record, "note") == written("g")


def test_versions_that_somebody_has_to_settle_stay(ann: Laptop):
    record = ann.add("Visit")
    backdate(ann.desk, on(2024, 10, 1))
    wrote(ann.desk, record, "before either", on(2024, 10, 2))
    ben = ann.twin("ben")
    wrote(ann.desk, record, "ann's", on(2024, 10, 3))
    wrote(ben.desk, record, "ben's", on(2024, 10, 4))
    ann.merge(ben)
    with pytest.raises(UserError, match="nothing to thin"):
        ann.desk.do(thin_history, UNTIL, TODAY)
    (found,) = ann.conflicts()
    assert found.before == written("before either")
    ann.desk.do(resolve, record, "note", written("both"))
    assert ann.desk.do(thin_history, UNTIL, TODAY).texts == 1  # settled today, so they stay
    assert ann.desk.undo() is not None
    assert {version.value for version in ann.conflicts()[0].versions} == {
        written("ann's"), written("ben's"),
    }  # fmt: skip


HOSTILE = {
    "what a field says now": (
        "UPDATE change SET value = NULL WHERE seq = (SELECT max(seq) FROM change)"
    ),
    "what a record was made with": "UPDATE change SET value = NULL WHERE field = ''",
    "replaced by something else": (
        "UPDATE change SET value = NULL, replaces = NULL WHERE field = 'note'"
    ),
    "no day": "INSERT INTO step (id, kind, label, who, taken_at, source, origin) "
    "VALUES ('x', 'thin', '', '', '2026-01-01 00:00:00.000000', 'soon', '')",
    "no moment": "INSERT INTO meta VALUES ('thinned_until', 'whenever')",
}  # fmt: skip


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_lacks_what_it_should_hold_is_refused(
    ann: Laptop, tmp_path: Path, statement: str
):
    with_years(ann)
    file = tmp_path / "Odd.cdesk"
    seal(ann.desk.path, file, None)
    with pytest.raises(UserError, match="not laid out"):
        copy_in(tampered(file, statement), tmp_path / "new.sqlite")
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "no moment"])
def test_such_a_file_is_not_merged_either(ann: Laptop, tmp_path: Path, name: str):
    ben = ann.twin("ben")
    with_years(ben)
    before = ann.knows()
    with pytest.raises(Unmergeable):
        ann.merge(tampered(ben.sealed(), HOSTILE[name]))
    assert ann.knows() == before


def test_a_colleague_with_a_wrong_clock_takes_nothing_young(ann: Laptop):
    record = ann.add("Visit")
    ben = ann.twin("ben")
    for n in range(3):
        wrote(ann.desk, record, str(n), datetime.combine(TODAY, time()))
    ben.add("Something")
    with closing(sqlite3.connect(ben.desk.path)) as connection, connection:
        connection.execute(
            "UPDATE step SET kind = 'thin', source = '2099-12-31' WHERE seq = "
            "(SELECT max(seq) FROM step)"
        )
    merge_file(ann.desk.path, ben.sealed())
    assert noted(ann.desk) == ["0", "1", "2"]
    assert ann.desk.undo() == "Edit"
