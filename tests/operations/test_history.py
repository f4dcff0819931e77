"""The history as people use it: a page at a time, filtered, and anything put back."""

import time
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

import pytest
from desks import backdate, rows
from laptops import Laptop

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import add_action, edit_action
from commission_desk.operations.agreements import (
    add_agreement,
    decide_option,
    edit_agreement,
    remove_option,
)
from commission_desk.operations.history import history, put_back, restore_value
from commission_desk.operations.history_detail import SHOWN, step_detail
from commission_desk.operations.history_list import (
    AHEAD,
    HistoryQuery,
    kinds_changed,
    people,
    steps,
)
from commission_desk.operations.meetings import call_meeting, edit_meeting
from commission_desk.operations.minutes import agree_minutes, finish_meeting, start_meeting
from commission_desk.operations.plans import new_plan, write_answer
from commission_desk.operations.records import remove
from commission_desk.operations.titles import home_of, removed, titles
from commission_desk.store.recording import RECORDER, encode

TODAY = datetime.now().date()  # noqa: DTZ005 - the day that people see


def test_a_value_is_put_back_as_one_more_change(desk, do):
    action = desk.do(add_action, "Ring the provider", owner="Officer")
    desk.do(edit_action, action, owner="Manager")
    desk.do(edit_action, action, owner="Director")
    (newest, middle, made) = desk.ask(history, action)
    assert (newest.was, newest.replaced) == ("Manager", middle.change)
    do(restore_value, action, "owner", middle.change)
    assert rows(desk.path, "SELECT owner FROM action") == [("Manager",)]
    do(restore_value, action, "owner", made.change)
    assert rows(desk.path, "SELECT owner FROM action") == [("Officer",)]
    said = [change.value for change in desk.ask(history, action)[:-1]]
    assert (said[0], said[-2:]) == ("Officer", ["Director", "Manager"]), "nothing of it is lost"


def test_a_date_put_back_moves_what_follows_from_it(desk, do):
    agreement = do(add_agreement, "Short breaks", ends=date(2027, 3, 31), end_meaning="initial")
    made = desk.ask(history, agreement)[-1].change
    do(edit_agreement, agreement, ends=date(2029, 3, 31))
    do(restore_value, agreement, "ends", made)
    assert rows(desk.path, "SELECT ends, current_end FROM agreement") == [
        ("2027-03-31", "2027-03-31")
    ]


def test_what_was_taken_away_is_put_back(desk, do):
    agreement = do(add_agreement, "Short breaks", ends=date(2027, 3, 31), options=(12,))
    (option,) = rows(desk.path, "SELECT id FROM term_option")[0]
    do(decide_option, option, "exercised")
    do(remove_option, option)
    do(put_back, "term_option", option)
    assert rows(desk.path, "SELECT current_end FROM agreement") == [("2028-03-31",)]
    do(remove, "agreement", agreement)
    assert desk.ask(removed, [("agreement", agreement)]) == {("agreement", agreement)}
    with pytest.raises(UserError, match="no longer on the desk"):
        desk.do(restore_value, agreement, "title", desk.ask(history, agreement)[-1].change)
    do(put_back, "agreement", agreement)
    assert desk.ask(removed, [("agreement", agreement)]) == set()


def test_agreed_minutes_are_not_changed_from_the_history(desk):
    meeting = desk.do(call_meeting, "contract-review", "Review", date(2026, 3, 3))
    desk.do(edit_meeting, meeting, place="Room 2")
    desk.do(start_meeting, meeting)
    desk.do(finish_meeting, meeting)
    desk.do(agree_minutes, meeting, date(2026, 4, 1))
    first = desk.ask(history, meeting)[-1].change
    with pytest.raises(UserError, match="agreed as a correct record"):
        desk.do(restore_value, meeting, "place", first)


def test_a_page_goes_on_from_the_one_before(desk):
    for number in range(25):
        desk.do(add_action, f"Task {number}")
    first = desk.ask(steps, HistoryQuery(), None, 10)
    second = desk.ask(steps, HistoryQuery(), first[-1].seq, 10)
    third = desk.ask(steps, HistoryQuery(), second[-1].seq, 10)
    said = [row.title for row in (*first, *second, *third)]
    assert said == [f"Task {number}" for number in reversed(range(25))]


def test_the_list_is_filtered_by_words_kind_person_and_day(desk):
    action = desk.do(add_action, "Ring the Tŷ provider", note='said "100%" sure')
    desk.who = "Finance partner"
    plan = desk.do(new_plan, "Short breaks plan")
    desk.do(edit_action, action, owner="Zoe")

    def found(**query):
        return [row.seq for row in desk.ask(steps, HistoryQuery(**query))]

    assert found() == [3, 2, 1]
    assert found(words="provider") == [3, 1], "by the name of the record too"
    assert found(words='"100%"') == found(words="100% sure") == [1]
    assert found(words="1_0%") == []
    assert found(words="new PLAN") == [2]
    assert found(words="finance zoe") == [3]
    assert found(kind="plan") == [2]
    assert found(who="Finance partner") == [3, 2]
    assert found(record=action) == [3, 1]
    assert found(record=action, field="owner") == [3, 1]
    assert found(day=TODAY) == [3, 2, 1]
    assert found(day=TODAY - timedelta(days=1)) == []
    assert desk.ask(people) == ("Commissioning officer", "Finance partner")
    assert set(desk.ask(kinds_changed)) == {"action", "plan"}
    assert found(record=plan) == [2]


def test_a_step_says_what_it_was_about(desk):
    plan = desk.do(new_plan, "Short breaks plan")
    desk.do(write_answer, plan, "demography", from_plain("Numbers will rise."))
    desk.do(write_answer, plan, "demography", from_plain("Numbers will fall."))
    newest = desk.ask(steps, HistoryQuery())[0]
    assert (newest.kind, newest.field) == ("answer", "text")
    assert desk.ask(step_detail, newest.seq).more == 0
    assert newest.title
    assert desk.ask(home_of, "answer", newest.record) == ("plan", plan, "demography")
    assert desk.ask(titles, [("plan", plan), ("nothing", "x")]) == {
        ("plan", plan): "Short breaks plan"
    }


def test_one_large_step_is_listed_as_quickly_as_a_small_one(desk):
    from commission_desk.store.recording import add_many
    from commission_desk.store.tables import Action

    desk.do(add_many, Action, [{"title": f"Task {n}"} for n in range(20_000)])
    started = time.perf_counter()
    (only,) = desk.ask(steps, HistoryQuery())
    assert only.title == "Task 0"
    detail = desk.ask(step_detail, only.seq)
    assert len(detail.changes) == SHOWN
    assert detail.more == 20_000 - SHOWN
    assert desk.ask(step_detail, only.seq, only.record).more == 0
    assert time.perf_counter() - started < 2


def test_a_step_that_begins_with_what_only_follows_is_named_by_what_was_said(desk):
    """Moving many records about before one is renamed: the first words come late in the step."""
    records = [desk.do(add_action, f"Task {number}") for number in range(2 * AHEAD)]

    def move_and_rename(session):
        recorder = session.info[RECORDER]
        for place, record in enumerate(records):
            recorder.record(session.connection(), [_change(record, "position", place)])
        recorder.record(session.connection(), [_change(records[-1], "title", "Renamed")])

    desk.do(move_and_rename)
    newest, before = desk.ask(steps, HistoryQuery())[:2]
    assert (newest.record, newest.field, newest.value) == (records[-1], "title", "Renamed")
    assert before.field == "title"
    (found, _made) = desk.ask(steps, HistoryQuery(record=records[-1]))
    assert found == newest


def _change(record, field, value):
    return {"kind": "action", "record": record, "field": field, "value": encode(value)}


def test_what_came_with_another_copy_stands_where_it_was_done(tmp_path: Path):
    ann = Laptop(tmp_path, "Ann")
    ben = ann.twin("Ben")
    for laptop, title, hour in (
        (ben, "Second", 10), (ann, "First", 9), (ann, "Third", 11), (ben, "Fourth", 12),
    ):  # fmt: skip
        laptop.add(title)
        backdate(laptop.desk, datetime.combine(date(2026, 3, 3), clock(hour)))
    ann.merge(ben)
    found = ann.desk.ask(steps, HistoryQuery())
    assert [step.value for step in found] == ["Fourth", "Third", "Second", "First"]
    pages = []
    before = None
    while page := ann.desk.ask(steps, HistoryQuery(), before, 1):
        pages += [step.value for step in page]
        before = page[-1].seq
    assert pages == ["Fourth", "Third", "Second", "First"]
