"""What stands beside an agenda, and lines of the notes that become entries."""

from datetime import date, timedelta

import pytest

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain, to_json
from commission_desk.operations.actions import add_action, finish_action
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.attendance import add_person, move_person, remove_person
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.meeting_room import known_people, room
from commission_desk.operations.meetings import call_meeting, call_review, meeting
from commission_desk.operations.minute_lines import (
    action_from_notes,
    decision_from_notes,
    remove_entry,
    risk_from_notes,
)
from commission_desk.operations.minutes import (
    agree_minutes,
    entries,
    finish_meeting,
    start_meeting,
    write_notes,
)

DAY = date(2026, 11, 24)
BEFORE = DAY - timedelta(days=100)


@pytest.fixture
def agreement(do) -> str:
    return do(add_agreement, "Short breaks", "Provider", kind="contract")


@pytest.fixture
def review(do, agreement) -> str:
    do(call_review, agreement, BEFORE)
    return do(call_review, agreement, DAY)


def test_matters_arising_are_the_open_actions_and_those_done_since(do, ask, agreement, review):
    def raised(title: str, on: date = BEFORE, **values) -> str:
        return do(add_action, title, raised_on=on, agreement_id=agreement, **values)

    raised("Agree transport rates")
    done = raised("Share the workforce plan")
    do(finish_action, done, BEFORE + timedelta(days=20))
    old = raised("Long done", on=BEFORE - timedelta(days=90))
    do(finish_action, old, BEFORE - timedelta(days=30))
    raised("Raised after the meeting", on=DAY + timedelta(days=1))
    found = ask(room, ask(meeting, review))
    assert {row.title for row in found.matters} == {
        "Agree transport rates", "Share the workforce plan",
    }  # fmt: skip
    assert found.previous_on == BEFORE


def test_the_measures_of_the_agreement_are_at_hand(do, ask, agreement, review):
    measure = do(add_measure, agreement, "Sessions", target=1200, direction="higher")
    do(add_result, measure, date(2026, 9, 30), 1104)
    (found,) = ask(room, ask(meeting, review)).measures
    assert (found.title, found.latest, found.standing) == ("Sessions", 1104, "under")


def test_a_meeting_without_agreement_or_one_before_it_has_nothing_beside_it(do, ask):
    record = do(call_meeting, "workshop", "Needs workshop", None)
    found = ask(room, ask(meeting, record))
    assert (found.matters, found.measures, found.previous_on, found.started_at) == (
        (), (), None, None,
    )  # fmt: skip


def test_a_meeting_has_run_since_minutes_were_started(do, ask, review):
    do(start_meeting, review)
    started = ask(room, ask(meeting, review)).started_at
    assert started is not None


def test_a_line_of_the_notes_becomes_an_entry_in_one_step(desk, do, ask, review):
    item = ask(meeting, review).items[2].id
    before = from_plain("Sessions are behind.\naction: Send the plan")
    do(write_notes, item, before)
    do(action_from_notes, item, "Send the plan", from_plain("Sessions are behind."))
    assert [entry.text for entry in ask(entries, review)[item]] == ["Send the plan"]
    assert ask(meeting, review).items[2].notes == to_json(from_plain("Sessions are behind."))
    assert desk.undo() == "Record an action"
    assert ask(meeting, review).items[2].notes == to_json(before)
    assert ask(entries, review) == {}


def test_decisions_and_risks_come_of_lines_too(do, ask, review):
    item = ask(meeting, review).items[0].id
    do(decision_from_notes, item, "Carry on as now", from_plain(""))
    do(risk_from_notes, item, "Leaders may leave", from_plain(""))
    found = ask(entries, review)[item]
    assert [(entry.kind, entry.text) for entry in found] == [
        ("decision", "Carry on as now"), ("risk", "Leaders may leave"),
    ]  # fmt: skip


def test_an_entry_comes_out_of_draft_minutes_but_not_of_agreed_ones(do, ask, review):
    item = ask(meeting, review).items[0].id
    first = do(decision_from_notes, item, "Carry on", from_plain(""))
    second = do(decision_from_notes, item, "Stop", from_plain(""))
    do(remove_entry, "decision", second)
    assert [entry.id for entry in ask(entries, review)[item]] == [first]
    do(start_meeting, review)
    do(finish_meeting, review)
    do(agree_minutes, review, DAY)
    with pytest.raises(UserError, match="agreed as a correct record"):
        do(remove_entry, "decision", first)


def test_people_are_put_in_order_and_taken_off(do, ask):
    record = do(call_meeting, "workshop", "Needs workshop", None)
    ids = [do(add_person, record, name) for name in ("Chair", "Provider", "Finance partner")]
    do(move_person, ids[2], 0)
    assert [p.name for p in ask(meeting, record).attendance] == [
        "Finance partner", "Chair", "Provider",
    ]  # fmt: skip
    do(remove_person, ids[0])
    assert [p.name for p in ask(meeting, record).attendance] == ["Finance partner", "Provider"]
    assert ask(known_people) == ("Finance partner", "Provider")
