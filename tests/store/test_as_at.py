"""The desk as at a moment: the same, to the last value, as what stood there then."""

import random
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from desks import add, edit, rows, runs, titles
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.store.as_at import FOLDER, look_at_file, look_at_moment, rebuild
from commission_desk.store.backups import back_up
from commission_desk.store.desk import Desk, named
from commission_desk.store.search import SearchIndex
from commission_desk.store.tables import RECORDS, AgendaItem, Agreement, Measure, Meeting, Result

WORDS = ("Tŷ", "it's", 'a "word"', "two\nlines", "", "\\", "0012", "null", "2026-01-01")


def whole(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything on a desk, what was taken away too, with what the history says of it."""
    return {
        table: rows(path, f'SELECT * FROM "{table}" ORDER BY 1')
        for table in (*RECORDS, "step", "change")
    }


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@named("Anything")
def anything(session: Session, chance: random.Random, made: list[tuple[type, str]]) -> None:
    """Make and change records of every type of value."""
    if chance.random() < 0.5 or not made:
        record: Any = chance.choice((
            Meeting(title=chance.choice(WORDS), starts=time(10, 5), held_on=date(2026, 3, 3)),
            Agreement(title=chance.choice(WORDS), annual_pence=chance.randrange(10**12)),
        ))  # fmt: skip
        session.add(record)
        made.append((type(record), record.id))
        return
    table, key = chance.choice(made)
    found: Any = session.get(table, key)
    found.title, found.deleted = chance.choice(WORDS), chance.random() < 0.2
    if table is Meeting:
        found.starts = chance.choice((None, time(9), time(9, 30, 1)))
        found.quorum = chance.randrange(5)
    else:
        found.starts = chance.choice((None, date(2024, 2, 29)))
        found.annual_pence = chance.choice((None, 0, chance.randrange(10**9)))


@pytest.mark.parametrize("seed", range(runs(6, 200)))
def test_the_past_is_rebuilt_to_the_last_value(desk: Desk, tmp_path: Path, seed: int):
    chance, made = random.Random(seed), []
    past = []
    for _turn in range(14):
        kept = len(made)
        way = chance.random()
        if way < 0.15:
            desk.undo()
        elif way < 0.25:
            desk.redo()
        else:
            desk.do(anything, chance, made)
        if way < 0.15:
            del made[kept:]
        past.append((now(), whole(desk.path)))
    for number, (moment, stood) in enumerate(past):
        target = tmp_path / "views" / f"{number}.sqlite"
        rebuild(desk.path, target, moment)
        assert whole(target) == stood


def test_numbers_and_truth_stay_what_they_were(desk: Desk, tmp_path: Path):
    @named("Measure")
    def measured(session: Session) -> None:
        agreement = Agreement(title="Short breaks")
        measure = Measure(agreement_id=agreement.id, title="Places", target=3.0)
        item = Meeting(title="Review")
        session.add_all([agreement, measure, item, Result(measure_id=measure.id, value=0.1)])
        session.add(AgendaItem(meeting_id=item.id, required=True))

    desk.do(measured)
    rebuild(desk.path, tmp_path / "view.sqlite", now())
    assert whole(tmp_path / "view.sqlite") == whole(desk.path)
    assert rows(tmp_path / "view.sqlite", "SELECT typeof(target) FROM measure") == [("real",)]


def test_a_view_reads_and_is_never_changed(desk: Desk):
    (record,) = desk.do(add, "Then", note="first")
    moment = now()
    desk.do(edit, record, title="Now")
    before = desk.path.read_bytes()
    view = look_at_moment(desk.path, moment)
    try:
        assert titles(view) == ["Then"]
        index = SearchIndex(view.path.with_name("search.sqlite"))
        view.ask(index.refresh)
        assert [hit.record for hit in index.find("then")] == [record]
        assert index.find("now") == ()
        for change in (lambda: view.do(add, "New"), view.undo, view.redo):
            with pytest.raises(UserError, match="nothing can be changed here"):
                change()
        assert (view.undo_name, view.redo_name) == (None, None)
        assert titles(view) == ["Then"]
    finally:
        view.close()
    assert not list(desk.path.with_name(FOLDER).iterdir())
    assert desk.path.read_bytes() == before


def test_a_backup_is_looked_at_without_restoring_it(desk: Desk, tmp_path: Path):
    desk.do(add, "Then")
    backup = back_up(desk.path, tmp_path / "backups")
    was = backup.path.read_bytes()
    desk.do(add, "Now")
    view = look_at_file(backup.path, desk.path)
    assert titles(view) == ["Then"]
    view.close()
    assert backup.path.read_bytes() == was
    backup.path.write_bytes(was[:-1])
    with pytest.raises(UserError, match="damaged"):
        look_at_file(backup.path, desk.path)
    assert not list(desk.path.with_name(FOLDER).iterdir())


def test_a_record_made_on_two_laptops_stands_as_at_the_first_time(desk: Desk, tmp_path: Path):
    """What a merge leaves: two beginnings of one record, such as one answer on two laptops."""
    (record,) = desk.do(add, "First", note="kept")
    moment = now()
    desk.do(edit, record, title="Second")
    desk.do(add, "Made later, once")
    with desk._engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE change SET field = '', value = '{\"title\":\"Second\"}' WHERE seq = 2"
        )
    rebuild(desk.path, tmp_path / "view.sqlite", moment)
    assert rows(tmp_path / "view.sqlite", "SELECT title, note, status FROM action") == [
        ("First", "kept", "open")
    ]
