"""Plans, stakeholders, the team, the history and what needs doing."""

from datetime import date

import pytest
from desks import dump

from commission_desk.content.outlines import outline
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText, from_plain
from commission_desk.operations.actions import add_action
from commission_desk.operations.agreements import add_agreement, add_option, decide_option
from commission_desk.operations.checks import needs
from commission_desk.operations.finding import search
from commission_desk.operations.history import history
from commission_desk.operations.measures import add_measure
from commission_desk.operations.meetings import call_meeting, call_review, meeting
from commission_desk.operations.minutes import write_notes
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plans import (
    PlanRow,
    edit_plan,
    new_plan,
    plan,
    plans,
    set_answer_owner,
    set_answer_status,
    set_not_applicable,
    write_answer,
)
from commission_desk.operations.records import remove
from commission_desk.operations.stakeholders import (
    add_stakeholder,
    add_stakeholders,
    contacts,
    contacts_by_category,
    edit_contact,
    edit_stakeholder,
    record_contact,
    stakeholder,
    stakeholders,
)
from commission_desk.operations.team import TeamView, set_team, team
from commission_desk.store.search import SearchIndex

TODAY = date(2026, 11, 22)
PROMPTS = [prompt.id for prompt in outline("wales-2010").prompts]


@pytest.fixture
def young(do) -> str:
    return do(
        new_plan, "Young adults", starts=date(2027, 4, 1), ends=date(2031, 3, 31),
        partners="Gwylan Council\n\n Health board ",
    )  # fmt: skip


def test_a_plan_counts_its_thirty_one_parts_with_what_does_not_apply(ask, do, young):
    assert ask(plans)[0].total == 31
    for prompt in PROMPTS[1:]:
        do(write_answer, young, prompt, from_plain("Written."))
        do(set_answer_status, young, prompt, "ready")
    assert (ask(plans)[0].written, ask(plans)[0].percent) == (30, 97)
    do(set_not_applicable, young, PROMPTS[0], "Covered elsewhere")
    assert (ask(plans)[0].written, ask(plans)[0].percent) == (31, 100)
    assert ask(plan, young).partners == ("Gwylan Council", "Health board")
    paper = ask(plan_paper, young, "cy", TODAY)
    first = paper.sections[0].parts[0]
    assert (first.not_applicable, first.reason) == (True, "Covered elsewhere")
    assert [len(section.parts) for section in paper.sections] == [3, 2, 5, 8, 3, 3, 1, 6]
    assert (paper.period, paper.draft, paper.written) == ("2027–2031", True, 31)


def test_a_hundred_percent_means_all_of_it():
    row = PlanRow("p", "", "", None, None, "draft", "", 399, 400)
    assert row.percent == 99
    assert PlanRow("p", "", "", None, None, "draft", "", 0, 0).percent == 0


def test_words_undone_stay_undone_when_the_part_is_used_again(ask, do, desk, young):
    do(write_answer, young, PROMPTS[0], from_plain("A slip of the tongue"))
    desk.undo()
    do(set_answer_owner, young, PROMPTS[0], "Finance partner", TODAY)
    answer = ask(plan, young).answer(PROMPTS[0])
    assert (answer.text, answer.status, answer.owner) == (
        RichText(),
        "not-started",
        "Finance partner",
    )
    do(write_answer, young, PROMPTS[0], from_plain("Better"))
    assert ask(plan, young).answer(PROMPTS[0]).text.plain == "Better"


def test_leaving_an_empty_part_empty_is_no_step(desk, do, young):
    name = desk.undo_name
    do(write_answer, young, PROMPTS[0], RichText())
    assert desk.undo_name == name == "New plan"


def test_the_first_words_make_a_draft_and_the_last_taken_away_end_it(ask, do, young):
    do(write_answer, young, PROMPTS[0], from_plain("One"))
    assert ask(plan, young).answer(PROMPTS[0]).status == "draft"
    do(write_answer, young, PROMPTS[0], RichText())
    assert ask(plan, young).answer(PROMPTS[0]).status == "not-started"
    with pytest.raises(UserError, match="nothing to review"):
        do(set_answer_status, young, PROMPTS[0], "ready")


def test_answers_whose_prompt_is_gone_are_kept_and_shown_apart(ask, do, young):
    do(write_answer, young, "retired-prompt", from_plain("Still true"))
    assert [answer.prompt_id for answer in ask(plan, young).unplaced] == ["retired-prompt"]


def test_plans_and_people_that_cannot_be_are_refused(do, desk, young):
    person = do(add_stakeholder, "Parents")
    before = dump(desk.path)
    for operation, args, values in (
        (new_plan, (" ",), {}), (edit_plan, (young,), {"title": ""}),
        (edit_plan, (young,), {"ends": date(2020, 1, 1)}),
        (set_not_applicable, (young, PROMPTS[0], " "), {}),
        (write_answer, ("gone", PROMPTS[0], from_plain("x")), {}),
        (add_stakeholder, ("",), {}), (edit_stakeholder, (person,), {"name": " "}),
        (record_contact, ((),), {}), (record_contact, (("gone",),), {}),
    ):  # fmt: skip
        with pytest.raises(UserError):
            do(operation, *args, **values)
    assert dump(desk.path) == before


def test_contacts_are_counted_and_dated_for_each_stakeholder(ask, do, desk):
    parents = do(add_stakeholder, "Parents", category="carers")
    board = do(add_stakeholder, "Board", category="health", interest=5)
    assert ask(stakeholder, parents).rated_on is None
    assert ask(stakeholder, board).rated_on is not None
    do(edit_stakeholder, parents, support_now="neutral")
    assert ask(stakeholder, parents).rated_on is not None
    do(edit_stakeholder, parents, interest=4, rated_on=date(2026, 1, 5))
    assert ask(stakeholder, parents).rated_on == date(2026, 1, 5)
    both = do(record_contact, (parents, board, parents), held_on=date(2026, 5, 1), heard="Late")
    do(record_contact, (parents,), held_on=date(2025, 5, 1))
    do(edit_contact, both, changed="Earlier calls")
    assert [(r.name, r.contacts, r.last_contact) for r in ask(stakeholders)] == [
        ("Board", 1, date(2026, 5, 1)), ("Parents", 2, date(2026, 5, 1)),
    ]  # fmt: skip
    assert [c.who for c in ask(contacts)] == [("Board", "Parents"), ("Parents",)]
    assert len(ask(contacts, board)) == 1
    assert ask(contacts_by_category, date(2026, 1, 1)) == {"carers": 1, "health": 1}
    do(remove, "engagement", both)
    assert ask(stakeholder, board).contacts == 0


def test_the_team_can_be_set_again_after_that_was_undone(ask, do, desk):
    do(set_team, name="Children", marking="OFFICIAL")
    desk.undo()
    assert ask(team) == TeamView()
    do(set_team, name="Adults")
    assert ask(team) == TeamView("Adults")
    do(set_team, name="")


def test_the_history_says_what_each_field_said_before(ask, do, desk, young):
    do(edit_plan, young, title="Young people")
    do(edit_plan, young, title="Youth", lead="Manager")
    seen = ask(history, young)
    # Each edit was undone and done again by the fixture, which the history shows as well.
    titles = [(c.step_kind, c.was, c.value) for c in reversed(seen) if c.field == "title"]
    assert titles == [
        ("do", "Young adults", "Young people"), ("undo", "Young people", "Young adults"),
        ("redo", "Young adults", "Young people"), ("do", "Young people", "Youth"),
        ("undo", "Youth", "Young people"), ("redo", "Young people", "Youth"),
    ]  # fmt: skip
    made = seen[-1]
    assert (made.field, made.value["title"], made.was) == ("", "Young adults", None)
    assert (made.who, made.label) == ("Commissioning officer", "New plan")
    assert made.at.tzinfo is not None
    assert len(ask(history, limit=3)) == 3


def test_search_leads_to_the_page_where_a_part_is_and_not_to_pages_that_are_gone(
    ask, do, tmp_path, young
):
    index = SearchIndex(tmp_path / "search.sqlite")
    do(write_answer, young, PROMPTS[2], from_plain("Daffodil house"))
    care = do(add_agreement, "Home care")
    measure = do(add_measure, care, "Daffodils planted")
    board = do(call_meeting, "workshop", "Workshop", TODAY)
    point = ask(meeting, board).items[0].id
    do(write_notes, point, from_plain("Daffodil bulbs"))
    found = {f.kind: f for f in ask(search, index, "daffodil")}
    assert (found["answer"].home_kind, found["answer"].home) == ("plan", young)
    assert found["answer"].part == PROMPTS[2]
    assert (found["measure"].home, found["measure"].part) == (care, measure)
    assert (found["agenda_item"].home, found["agenda_item"].part) == (board, point)
    do(remove, "meeting", board)
    assert set(ask(search, index, "daffodil")) == {found["answer"], found["measure"]}


def test_what_needs_doing_is_said_in_both_languages_most_urgent_first(ask, do, young):
    ends = date(2026, 12, 31)
    with_option = do(add_agreement, "Extendable", ends=ends, annual_pence=12_000_00)
    option = do(add_option, with_option, 6)
    do(add_agreement, "Final", ends=ends, starts=date(2020, 1, 1))
    do(add_agreement, "Over", ends=date(2026, 10, 1))
    do(add_agreement, "Unclear", ends=date(2030, 1, 1), end_meaning="unknown")
    do(add_measure, with_option, "Calls", kind="output")
    do(add_action, "Late", owner="Manager", due=date(2026, 11, 1))
    do(call_meeting, "workshop", "Held", date(2026, 11, 2))
    do(call_review, with_option, date(2026, 11, 3))
    do(record_contact, (do(add_stakeholder, "Board", category="health"),), held_on=TODAY)
    do(new_plan, "Short", starts=date(2026, 1, 1), ends=date(2027, 1, 1))
    found = ask(needs, TODAY, "en")
    assert {need.check for need in found} >= {
        "decision-due", "ends-without-option", "ended-running", "minutes-unfinished",
        "action-overdue", "no-outcome-measure", "no-experience-measure", "end-unclear",
        "plan-parts-unwritten", "plan-period", "stakeholder-group-unheard",
    }  # fmt: skip
    due = next(need for need in found if need.check == "decision-due")
    assert due.title == "Decide whether to extend Extendable"
    assert due.detail == "Decision needed by 2 October 2026; the 6-month extension is worth £6,000"
    assert due.home == with_option
    order = [need.check for need in found[:4]]
    assert (order[0], order[3]) == ("ended-running", "action-overdue")
    assert set(order[1:3]) == {"decision-due", "ends-without-option"}, "due on the same day"
    welsh = ask(needs, TODAY, "cy")
    assert [need.check for need in welsh] == [need.check for need in found]
    assert all(w.title != e.title or not e.title for w, e in zip(welsh, found, strict=True))
    assert len(ask(needs, TODAY, "en", limit=2)) == 2
    do(decide_option, option, "exercised")
    assert "decision-due" not in {need.check for need in ask(needs, TODAY, "en")}


def test_an_empty_desk_needs_nothing(ask):
    assert ask(needs, TODAY, "en") == ()


def test_names_pasted_twice_or_known_already_are_added_once(do, ask):
    do(add_stakeholder, "Parent carer forum")
    added = do(add_stakeholders, ["parent carer forum", "Schools forum", " schools forum ", ""])
    assert len(added) == 1
    assert {row.name for row in ask(stakeholders)} == {"Parent carer forum", "Schools forum"}
