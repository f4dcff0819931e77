"""The desk with years of history that the figures are taken on: a desk like any other."""

from datetime import timedelta
from pathlib import Path

from desks import rows
from long_history import BEGAN, QUARTER, Amount, build

from commission_desk.operations.plans import write_answer
from commission_desk.store.as_at import look_at_moment
from commission_desk.store.desk import name_of
from commission_desk.store.opening import open_file

TINY = Amount(300, imported=20, days=2, edits=3, answers=2, versions=3)
NOTES = "SELECT id, notes, annual_pence FROM agreement ORDER BY id"


def test_years_of_history_are_a_sound_desk_that_says_what_was_said_last(tmp_path: Path):
    opened = build(tmp_path / "Team.cdesk", tmp_path / "here", TINY)
    there = open_file(tmp_path / "Team.cdesk", "Officer", tmp_path / "there")
    here, other = opened.desk.path, there.desk.path
    assert rows(other, NOTES) == rows(here, NOTES)
    assert rows(here, "SELECT count(*) FROM step") == [(20 * (1 + 2 * 3 + 2 * 3) + 2,)]
    there.desk.close()
    assert opened.desk.undo() == name_of(write_answer)
    opened.desk.close()


def test_the_past_of_it_can_be_looked_at(tmp_path: Path):
    desk = build(tmp_path / "Team.cdesk", tmp_path / "here", TINY).desk
    empty = "SELECT count(*) FROM answer WHERE text = ''"
    assert rows(desk.path, empty) == [(0,)]
    for quarter, unwritten in ((0, 10), (1, 8), (3, 4)):
        past = look_at_moment(desk.path, BEGAN + quarter * QUARTER + timedelta(hours=1))
        assert rows(past.path, empty) == [(unwritten,)]
        past.close()
    desk.close()
