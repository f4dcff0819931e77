"""Every change is in the history, field by field, with what it replaced."""

import json
from datetime import UTC, date, datetime, time

import pytest
from desks import add, edit, rows
from sqlalchemy import event
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.store.desk import Desk, Notice
from commission_desk.store.recording import decode, encode
from commission_desk.store.tables import Action, Meeting

CHANGES = "SELECT step, kind, record, field, value, replaces FROM change ORDER BY seq"


def test_making_a_record_is_one_change_that_holds_all_of_it(desk: Desk):
    (record,) = desk.do(add, "Call the provider", due=date(2026, 11, 24))
    ((step, kind, of, field, value, replaces),) = rows(desk.path, CHANGES)
    assert (step, kind, of, field, replaces) == (1, "action", record, "", None)
    held = json.loads(value)
    assert (held["title"], held["due"]) == ("Call the provider", "2026-11-24")
    assert (held["status"], held["deleted"]) == ("open", False)
    assert "meeting_id" not in held


def test_each_changed_field_is_one_change_that_names_what_it_replaced(desk: Desk):
    (record,) = desk.do(add, "One")
    desk.do(edit, record, title="Two", note="why")
    desk.do(edit, record, title="Three")
    found = rows(desk.path, "SELECT seq, field, value, replaces FROM change ORDER BY seq")
    made, first, second, third = found
    assert {first[1:], second[1:]} == {("title", '"Two"', 1), ("note", '"why"', 1)}
    two = next(seq for seq, field, *_ in (first, second) if field == "title")
    assert third[1:] == ("title", '"Three"', two)
    assert made[3] is None


def test_records_do_not_take_each_others_changes_for_their_own(desk: Desk):
    one, two = desk.do(add, "One", "Two")
    desk.do(edit, one, title="Uno")
    desk.do(edit, two, title="Due")
    made = dict(rows(desk.path, "SELECT record, seq FROM change WHERE field = ''"))
    replaced = dict(rows(desk.path, "SELECT record, replaces FROM change WHERE field = 'title'"))
    assert replaced == made


def test_setting_what_is_already_there_is_no_step(desk: Desk):
    (record,) = desk.do(add, "One")
    desk.do(edit, record, title="One", note="")
    assert rows(desk.path, "SELECT count(*) FROM step") == [(1,)]


def test_a_failed_operation_leaves_no_trace(desk: Desk):
    def fail(session: Session) -> None:
        session.add(Action(title="Half"))
        session.flush()
        raise UserError("No.")

    told: list[Notice] = []
    desk.listeners.append(told.append)
    before = desk.path.read_bytes()
    with pytest.raises(UserError):
        desk.do(fail)
    assert desk.path.read_bytes() == before
    assert told == []
    assert desk.undo_name is None


def test_a_record_is_never_removed_from_the_file(desk: Desk):
    (record,) = desk.do(add, "One")

    def remove(session: Session) -> None:
        session.delete(session.get(Action, record))

    with pytest.raises(TypeError, match="never removed"):
        desk.do(remove)
    assert rows(desk.path, "SELECT count(*) FROM action") == [(1,)]


def test_a_step_says_who_what_and_when_in_utc(desk: Desk):
    desk.do(add, "One")
    ((kind, label, who, at),) = rows(desk.path, "SELECT kind, label, who, taken_at FROM step")
    assert (kind, label, who) == ("do", "Add", "Commissioning officer")
    assert abs((datetime.now(UTC).replace(tzinfo=None) - datetime.fromisoformat(at)).seconds) < 60


def test_listeners_are_told_once_which_tables_changed(desk: Desk):
    told: list[Notice] = []
    desk.listeners.append(told.append)

    def two_kinds(session: Session) -> None:
        session.add(Action(title="One"))
        session.flush()
        session.add(Meeting(title="Board"))

    desk.do(two_kinds)
    desk.undo()
    desk.redo()
    desk.ask(lambda session: session.get(Action, "x"))
    tables = frozenset({"action", "meeting"})
    assert told == [Notice(tables, "Change")] * 3


@pytest.mark.parametrize(
    ("kind", "value"),
    [(date, date(2028, 2, 29)), (time, time(10, 5)), (str, "tŷ “x”\n"), (bool, True), (int, None)],
)
def test_a_value_comes_back_from_the_history_as_it_was(kind: type, value: object):
    assert decode(kind, json.loads(encode(value))) == value


def test_a_moment_given_for_a_day_is_kept_as_the_day(desk: Desk):
    (record,) = desk.do(add, "One", due=date(2026, 1, 1))
    desk.do(edit, record, due=datetime(2026, 2, 3, 9, 30, tzinfo=UTC))
    desk.do(edit, record, due=None)
    desk.undo()
    assert rows(desk.path, "SELECT due FROM action") == [("2026-02-03",)]


def test_an_edit_costs_the_same_after_a_long_history(desk: Desk):
    desk._engine.dispose()
    (record,) = desk.do(add, "One")

    def work() -> tuple[int, int]:
        ran: list[str] = []
        steps = [0]

        def count() -> None:
            steps[0] += 1

        def begin(connection, cursor, sql, *_rest):
            ran.append(sql)
            cursor.connection.set_progress_handler(count, 10)

        event.listen(desk._engine, "before_cursor_execute", begin)
        desk.do(edit, record, title=f"After {len(ran)} {work.__name__}{edits}")
        event.remove(desk._engine, "before_cursor_execute", begin)
        return len(ran), steps[0]

    edits = 0
    first = work()
    for edits in range(1, 300):
        desk.do(edit, record, title=f"Edit {edits}")
    edits = 300
    last = work()
    assert last[0] == first[0] <= 6
    assert last[1] <= first[1] * 1.5
