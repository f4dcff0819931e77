"""A meeting through time: agenda, room, minutes, agreed record, and what it hands on."""

from datetime import date, time

import pytest
from desks import dump

from commission_desk.content.agendas import agenda_template
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import (
    actions,
    add_action,
    edit_action,
    finish_action,
    reopen_action,
)
from commission_desk.operations.agenda import add_item, edit_item, move_item, remove_item
from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreements import add_agreement, edit_agreement
from commission_desk.operations.attendance import add_person, edit_person, set_attendance
from commission_desk.operations.meetings import (
    call_meeting,
    call_review,
    edit_meeting,
    meeting,
    meetings,
)
from commission_desk.operations.minutes import (
    add_decision,
    add_minuted_action,
    add_minuted_risk,
    agree_minutes,
    edit_decision,
    entries,
    finish_meeting,
    start_meeting,
    write_notes,
)
from commission_desk.operations.papers import agenda_paper, minutes_paper
from commission_desk.operations.records import remove
from commission_desk.operations.team import set_team

FIRST, SECOND, THIRD = date(2026, 3, 10), date(2026, 6, 9), date(2026, 9, 8)


@pytest.fixture
def care(do) -> str:
    return do(add_agreement, "Home care", "Provider A", ends=date(2029, 3, 31))


@pytest.fixture
def review(do, care) -> str:
    return do(call_review, care, FIRST, starts=time(10), place="Room 2", quorum=2)


def item(ask, record: str, key: str) -> str:
    return next(found.id for found in ask(meeting, record).items if found.key == key)


def test_a_review_starts_with_its_template_and_the_clock_runs_through_it(ask, review):
    view = ask(meeting, review)
    template = agenda_template("contract-review").items
    assert [found.key for found in view.items] == [found.key for found in template]
    assert [found.number for found in view.items] == [str(n + 1) for n in range(len(template))]
    assert view.minutes == sum(found.minutes for found in template)
    assert [found.starts for found in view.items][:4] == [
        time(10), time(10, 5), time(10, 10), time(10, 35),
    ]  # fmt: skip
    assert view.row.title == "Contract review: Home care"
    assert (view.row.reference, view.provider) == ("C-0001", "Provider A")


@pytest.mark.parametrize(
    ("evaluated", "due"),
    [(None, True), (date(2025, 3, 9), True), (date(2025, 4, 9), True), (date(2025, 4, 10), False),
     (date(2026, 3, 1), False)],
)  # fmt: skip
def test_the_yearly_item_is_on_the_agenda_only_when_it_is_due(ask, do, care, evaluated, due):
    do(edit_agreement, care, evaluated_on=evaluated)
    made = do(call_review, care, FIRST)
    assert ("improvement" in [found.key for found in ask(meeting, made).items]) is due


def test_minuting_the_yearly_item_starts_the_year_anew_and_never_turns_it_back(
    ask, do, care, review
):
    do(finish_meeting, review)
    assert ask(agreement, care).evaluated_on is None, "nothing was minuted under it"
    do(add_minuted_action, item(ask, review, "improvement"), "Try evening visits")
    do(finish_meeting, review, time(12))
    assert ask(agreement, care).evaluated_on == FIRST
    do(edit_agreement, care, evaluated_on=SECOND)
    do(finish_meeting, review)
    assert ask(agreement, care).evaluated_on == SECOND


def test_the_next_meeting_asks_the_same_people_and_knows_the_last(ask, do, care, review):
    do(add_person, review, "Commissioning manager", "chair")
    do(add_person, review, "Finance partner")
    do(edit_meeting, review, quorum_note="one from each body")
    later = do(call_review, care, THIRD)
    between = do(call_review, care, SECOND, quorum=3)
    assert ask(meeting, between).previous_id == review
    assert (ask(meeting, between).quorum, ask(meeting, between).quorum_note) == (3, "")
    view = ask(meeting, later)
    assert view.previous_id == review
    assert (view.quorum, view.quorum_note) == (2, "one from each body")
    assert [(p.name, p.role, p.status) for p in view.attendance] == [
        ("Commissioning manager", "chair", ""), ("Finance partner", "member", ""),
    ]  # fmt: skip
    board = do(call_meeting, "joint-board", "Board", FIRST)
    other = do(call_meeting, "joint-board", "Board", SECOND)
    assert ask(meeting, other).previous_id == board
    assert ask(meeting, board).previous_id is None


def test_attendance_counts_members_towards_the_quorum(ask, do, review):
    people = [do(add_person, review, name, role) for name, role in
              (("Chair", "chair"), ("Member", "member"), ("Adviser", "attending"))]  # fmt: skip
    assert ask(meeting, review).quorate is False
    do(set_attendance, people[0], "present")
    do(set_attendance, people[2], "present")
    assert ask(meeting, review).quorate is False
    do(set_attendance, people[1], "present")
    assert (ask(meeting, review).present, ask(meeting, review).quorate) == (2, True)
    do(edit_person, people[1], role="attending")
    assert ask(meeting, review).quorate is False
    do(edit_meeting, review, quorum=0)
    assert ask(meeting, review).quorate is None


def test_the_agenda_can_be_arranged_and_a_new_title_drops_the_old_welsh(ask, do, review):
    made = do(add_item, review, "Winter pressures", minutes=15)
    do(move_item, made, 1)
    view = ask(meeting, review)
    assert [found.title for found in view.items][1] == "Winter pressures"
    assert [found.number for found in view.items][:3] == ["1", "2", "3"]
    for place in (99, -5, 3):
        do(move_item, made, place)
    assert [found.title for found in ask(meeting, review).items][3] == "Winter pressures"
    welcome = item(ask, review, "welcome")
    do(edit_item, welcome, lead="Chair")
    assert ask(meeting, review).items[0].title_cy
    do(edit_item, welcome, title="Hello")
    assert ask(meeting, review).items[0].title_cy == ""
    do(remove_item, made)
    with pytest.raises(UserError, match="cannot be taken off"):
        do(remove_item, welcome)


def test_an_item_with_minutes_is_not_taken_off_with_them(ask, do, review):
    made = do(add_item, review, "Winter pressures")
    decision = do(add_decision, made, "Open the night service")
    with pytest.raises(UserError, match="would go with it"):
        do(remove_item, made)
    do(remove, "decision", decision)
    do(remove_item, made)


def test_entries_keep_the_order_in_which_they_were_taken_down(ask, do, review):
    under = item(ask, review, "performance")
    do(add_minuted_action, under, "First", owner="Provider")
    second = do(add_decision, under, "Second", "agreed")
    do(add_minuted_risk, under, "Third")
    do(edit_decision, second, text="Second, corrected")
    do(write_notes, under, from_plain("Calls were late."))
    found = ask(entries, review)[under]
    assert [(e.kind, e.text) for e in found] == [
        ("action", "First"), ("decision", "Second, corrected"), ("risk", "Third"),
    ]  # fmt: skip
    do(remove, "decision", second)
    assert [e.text for e in ask(entries, review)[under]] == ["First", "Third"]


def test_agreed_minutes_are_locked_whole_until_that_is_undone(ask, do, desk, review):
    under = item(ask, review, "performance")
    person = do(add_person, review, "Chair", "chair")
    decision = do(add_decision, under, "Go on")
    action = do(add_minuted_action, under, "Call", owner="Provider")
    risk = do(add_minuted_risk, under, "Staff leave")
    do(start_meeting, review)
    with pytest.raises(UserError, match="Finish the meeting"):
        do(agree_minutes, review, SECOND)
    do(finish_meeting, review, time(11, 30))
    do(agree_minutes, review, SECOND)
    before = dump(desk.path)
    for operation, *args in (
        (write_notes, under, from_plain("Later thought")), (add_decision, under, "More"),
        (edit_decision, decision, ), (add_minuted_action, under, "More"),
        (add_minuted_risk, under, "More"), (start_meeting, review), (finish_meeting, review),
        (agree_minutes, review, THIRD), (add_item, review, "More"), (move_item, under, 0),
        (remove_item, under), (edit_item, under), (add_person, review, "More"),
        (set_attendance, person, "absent"), (edit_person, person), (edit_meeting, review),
        (remove, "decision", decision), (remove, "action", action), (remove, "risk", risk),
        (remove, "attendance", person), (remove, "agenda_item", under),
        (remove, "meeting", review),
    ):  # fmt: skip
        with pytest.raises(UserError, match="agreed as a correct record"):
            do(operation, *args)
    with pytest.raises(UserError, match="agreed as a correct record"):
        do(edit_action, action, title="Write")
    assert dump(desk.path) == before
    do(finish_action, action, THIRD)
    assert ask(meeting, review).agreed_on == SECOND
    desk.undo()
    desk.undo()
    do(add_decision, under, "More")


def test_actions_are_done_carried_and_put_off(ask, do, desk, care, review):
    under = item(ask, review, "performance")
    made = [do(add_minuted_action, under, f"A{n}", due=date(2026, 4, n)) for n in range(1, 6)]
    do(finish_action, made[0], SECOND)
    do(finish_action, made[1], SECOND, "partly")
    do(finish_action, made[4], SECOND)
    do(reopen_action, made[4])
    loose = do(add_action, "Loose")
    assert [row.title for row in ask(actions)][-1] == "Loose", "without a date comes last"
    assert [row.title for row in ask(actions, status="open", agreement_id=care)] == [
        "A3", "A4", "A5",
    ]  # fmt: skip
    later = do(call_review, care, SECOND)
    paper = ask(minutes_paper, later, "en", date(2026, 6, 30))
    assert [(line.text, line.days_late) for line in paper.actions] == [
        ("A3", 88), ("A4", 87), ("A5", 86),
    ]  # fmt: skip
    do(edit_action, loose, due=date(2026, 5, 1))
    do(edit_action, loose, due=date(2026, 4, 1))
    assert ask(actions, title="Loose")[0].slipped == 0, "a first or an earlier date is no slip"
    do(edit_action, loose, due=date(2026, 6, 1))
    do(edit_action, loose, due=date(2026, 7, 1))
    assert ask(actions, title="Loose")[0].slipped == 2
    desk.undo()
    assert ask(actions, title="Loose")[0].slipped == 1


def test_a_series_without_an_agreement_carries_actions_from_any_earlier_meeting(ask, do):
    first = do(call_meeting, "joint-board", "Board", FIRST)
    do(add_minuted_action, item(ask, first, "resources"), "Pool the budget")
    other = do(call_meeting, "workshop", "Elsewhere", FIRST)
    do(add_minuted_action, item(ask, other, "welcome"), "Not ours")
    do(call_meeting, "joint-board", "Board", SECOND)
    third = do(call_meeting, "joint-board", "Board", THIRD)
    paper = ask(minutes_paper, third, "en", THIRD)
    assert [line.text for line in paper.actions] == ["Pool the budget"]


def test_the_printed_agenda_says_what_the_meeting_does_in_both_languages(ask, do, review):
    do(set_team, name="Joint commissioning", organisation="Gwylan", marking="OFFICIAL")
    do(add_person, review, "Manager", "chair")
    do(edit_meeting, review, quorum_note="one from each body", next_on=SECOND)
    paper = ask(agenda_paper, review, "en")
    assert (paper.house.team, paper.house.marking) == ("Joint commissioning", "OFFICIAL")
    assert paper.members == ("Manager (chair)",)
    assert paper.facts.quorum == "2 members, one from each body"
    assert (paper.facts.starts, paper.facts.ends) == (time(10), time(11, 50))
    assert paper.lines[-1].title.endswith("9 June 2026")
    assert [line.number for line in paper.lines] == [str(n) for n in range(1, 11)]
    welsh = ask(agenda_paper, review, "cy")
    template = agenda_template("contract-review").items
    items = template[:-1]  # the last one also says when
    assert [line.title for line in paper.lines][:-1] == [found.title.en for found in items]
    assert [line.title for line in welsh.lines][:-1] == [found.title.cy for found in items]


def test_the_printed_minutes_number_every_entry_and_mark_a_draft(ask, do, review):
    under = item(ask, review, "performance")
    for name, role, status in (("A", "chair", "present"), ("B", "member", "apologies"),
                               ("C", "attending", "present"), ("D", "member", "")):  # fmt: skip
        do(set_attendance, do(add_person, review, name, role), status) if status else None
    do(write_notes, under, from_plain("Calls were late."))
    do(add_decision, under, "Go on", "agreed")
    do(add_minuted_action, under, "Call", owner="Provider", due=FIRST)
    paper = ask(minutes_paper, review, "en", SECOND)
    assert paper.draft
    assert (paper.present, paper.apologies, paper.in_attendance) == (("A (chair)",), ("B",), ("C",))
    assert paper.quorate is False
    (line,) = paper.lines
    assert (line.number, line.notes.plain) == ("3", "Calls were late.")
    assert [(e.number, e.kind, e.how) for e in line.entries] == [
        ("3.1", "decision", "Agreed without a vote"), ("3.2", "action", ""),
    ]  # fmt: skip
    assert [(a.reference, a.status, a.days_late) for a in paper.actions] == [("3.2", "Open", 91)]
    do(finish_meeting, review, time(11))
    do(agree_minutes, review, SECOND)
    paper = ask(minutes_paper, review, "en", SECOND)
    assert (paper.draft, paper.agreed_on, paper.facts.ends) == (False, SECOND, time(11))


def test_meetings_are_listed_newest_first_and_by_agreement(ask, do, care, review):
    later = do(call_review, care, SECOND)
    undated = do(call_meeting, "workshop", "Some day", None)
    assert [row.id for row in ask(meetings)] == [later, review, undated]
    assert [row.id for row in ask(meetings, care)] == [later, review]
    do(remove, "meeting", later)
    assert [row.id for row in ask(meetings, care)] == [review]


def test_what_cannot_be_is_refused_and_changes_nothing(ask, do, desk, care, review):
    under = item(ask, review, "performance")
    person = do(add_person, review, "Chair")
    action, decision = do(add_action, "Act"), do(add_decision, under, "Decide")
    before = dump(desk.path)
    for operation, args, values in (
        (call_meeting, ("workshop", " ", None), {}), (edit_meeting, (review,), {"title": ""}),
        (add_item, (review, ""), {}), (edit_item, (under,), {"title": " "}),
        (add_person, (review, " "), {}), (edit_person, (person,), {"name": ""}),
        (add_decision, (under, " "), {}), (edit_decision, (decision,), {"text": ""}),
        (add_minuted_action, (under, ""), {}), (add_minuted_risk, (under, ""), {}),
        (add_action, (" ",), {}), (edit_action, (action,), {"title": ""}),
        (add_item, ("gone", "x"), {}), (call_review, ("gone", None), {}),
        (set_attendance, ("gone", "present"), {}),
    ):  # fmt: skip
        with pytest.raises(UserError):
            do(operation, *args, **values)
    assert dump(desk.path) == before
