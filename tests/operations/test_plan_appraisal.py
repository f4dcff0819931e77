"""Options appraisal: nothing is scored before the criteria stand, and the choice has its reason."""

from datetime import date

import pytest
from desks import new_desk
from laptops import Laptop

from commission_desk.domain.appraisal import ranking, rests_on
from commission_desk.domain.errors import UserError
from commission_desk.operations.history import history, put_back, restore_value
from commission_desk.operations.plan_appraisal import (
    agree_criteria,
    appraisal,
    appraisal_words,
    choose_option,
    reopen_criteria,
)
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import (
    add_entry,
    edit_entry,
    paste_entries,
    remove_entries,
)
from commission_desk.operations.plans import new_plan

DAY = date(2026, 11, 22)


@pytest.fixture
def desk(tmp_path):
    made = new_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def plan(desk) -> str:
    """Two criteria, three options, nothing agreed yet."""
    found = desk.do(new_plan, "Carers")
    paste(desk, found, "criterion", ["Outcomes", "60"], ["Cost", "40"])
    paste(desk, found, "plan-option", ["As now", "As now"], ["Contract", "Contract"], ["Grant"])
    return found


def paste(desk, plan: str, table: str, *cells: list[str]) -> None:
    desk.do(paste_entries, desk.ask(read_table, plan, table), (0, 0), cells)


def scored(desk, plan: str, *rows: tuple[str, str]) -> None:
    view = desk.ask(read_table, plan, "plan-option")
    desk.do(paste_entries, view, (0, 4), [list(row) for row in rows])


def shown(desk, plan: str) -> list[list[str]]:
    view = desk.ask(read_table, plan, "plan-option")
    return [
        [view.words(row, column) for column in view.columns[-3:-1]] for row in view.rows
    ]  # fmt: skip


def test_the_ranking_is_of_options_with_every_score_and_equals_share_a_place():
    weights = {"a": 3.0, "b": 1.0, "unused": None}
    scores = {
        "x": {"a": 4.0, "b": 0.0}, "y": {"a": 2.0, "b": 5.0}, "z": {"a": 3.0, "b": 3.0},
        "half": {"a": 5.0},
    }  # fmt: skip
    ranked = ranking(weights, scores)
    assert [(one.option, one.total, one.place) for one in ranked] == [
        ("x", 3.0, 1), ("z", 3.0, 1), ("y", 2.75, 3),
    ]  # fmt: skip
    assert ranking({}, scores) == ()


def test_what_first_place_rests_on():
    close = {"x": {"a": 5.0, "b": 0.0}, "y": {"a": 0.0, "b": 4.0}}
    assert rests_on({"a": 1.0, "b": 1.0}, close) == ("a", "b")
    clear = {"x": {"a": 5.0, "b": 4.0}, "y": {"a": 1.0, "b": 4.0}}
    assert rests_on({"a": 1.0, "b": 1.0}, clear) == ()


def test_nothing_is_scored_before_the_criteria_are_agreed(desk, plan: str):
    with pytest.raises(UserError, match="Agree the criteria first"):
        scored(desk, plan, ("3", "3"))
    with pytest.raises(UserError, match="who agreed"):
        desk.do(agree_criteria, plan, " ", DAY)
    extra = desk.do(add_entry, plan, "criterion", "", "Risk")
    with pytest.raises(UserError, match="at least two criteria, each with a name and a weight"):
        desk.do(agree_criteria, plan, "Board", DAY)
    desk.do(remove_entries, "criterion", [extra])
    desk.do(agree_criteria, plan, "Joint board", DAY)
    row = desk.ask(read_table, plan, "criterion").rows[0].id
    for change in (
        lambda: desk.do(edit_entry, plan, "criterion", row, "weight", "90"),
        lambda: desk.do(add_entry, plan, "criterion"),
        lambda: desk.do(remove_entries, "criterion", [row]),
        lambda: paste(desk, plan, "criterion", ["Other"]),
    ):
        with pytest.raises(UserError, match="agreed on 22 November 2026"):
            change()
    desk.do(reopen_criteria, plan)
    desk.do(edit_entry, plan, "criterion", row, "weight", "90")
    assert desk.undo() == "Change a table of the plan"
    assert desk.undo() == "Open the criteria again"
    assert desk.ask(appraisal, plan).agreed_by == "Joint board"


def test_scores_are_weighted_ranked_and_worked_out_for_nobody_to_type(desk, plan: str):
    desk.do(agree_criteria, plan, "Joint board", DAY)
    scored(desk, plan, ("2", "4"), ("5", "2"), ("3", ""))
    assert shown(desk, plan) == [["2.80", "2"], ["3.80", "1"], ["", ""]]
    with pytest.raises(UserError, match="Row 1, Cost: a score is between 0 and 5"):
        scored(desk, plan, ("1", "6"))
    row = desk.ask(read_table, plan, "plan-option").rows[0].id
    desk.do(edit_entry, plan, "plan-option", row, "total", "5")
    assert shown(desk, plan)[0] == ["2.80", "2"]


def test_the_choice_needs_its_reason_and_is_printed(desk, plan: str):
    desk.do(agree_criteria, plan, "Joint board", DAY)
    scored(desk, plan, ("2", "4"), ("5", "2"), ("3", "1"))
    found = {need.check for need in desk.ask(plan_needs, plan, DAY, "en")}
    assert "plan-option-unchosen" in found
    options = {title: key for key, title in desk.ask(appraisal, plan).options}
    with pytest.raises(UserError, match="Say why"):
        desk.do(choose_option, options["Grant"], "", DAY)
    desk.do(choose_option, options["Contract"], "Best for families", DAY)
    desk.do(choose_option, options["Grant"], "One provider only", DAY)
    view = desk.ask(appraisal, plan)
    assert (view.chosen, view.reason, view.first) == ("Grant", "One provider only", ("Contract",))
    assert desk.undo() == "Choose an option"
    assert desk.ask(appraisal, plan).chosen == "Contract"
    words = appraisal_words(desk.ask(appraisal, plan), "en")
    assert words == (
        "The criteria were agreed by Joint board on 22 November 2026.",
        "First place: Contract.",
        "It stays so if any one weight is halved, or half as much again.",
        "Chosen on 22 November 2026: Contract. Best for families",
    )
    paper = desk.ask(plan_paper, plan, "en", DAY)
    tables = [t for section in paper.sections for part in section.parts for t in part.tables]
    assert [t.title for t in tables] == ["Criteria", "Options", "Words used in this plan"]
    assert tables[1].notes == words
    assert tables[1].head[-4:] == ("Outcomes", "Cost", "Weighted", "Place")
    assert "plan-option-unchosen" not in {
        need.check for need in desk.ask(plan_needs, plan, DAY, "en")
    }


def test_agreed_criteria_are_not_changed_through_the_history(desk, plan: str):
    row = desk.ask(read_table, plan, "criterion").rows[0].id
    desk.do(edit_entry, plan, "criterion", row, "weight", "90")
    desk.do(agree_criteria, plan, "Joint board", DAY)
    made = desk.ask(history, row)[-1]
    with pytest.raises(UserError, match="agreed on 22 November 2026"):
        desk.do(restore_value, row, "weight", made.change)
    with pytest.raises(UserError, match="agreed on 22 November 2026"):
        desk.do(put_back, "criterion", row)


def test_weights_are_above_nothing(desk, plan: str):
    paste(desk, plan, "criterion", ["Outcomes", "60"], ["Cost", "-40"])
    with pytest.raises(UserError, match="each with a name and a weight"):
        desk.do(agree_criteria, plan, "Board", DAY)


def test_two_who_choose_without_seeing_each_other_are_asked_to_choose_again(tmp_path):
    ann = Laptop(tmp_path, "Ann")
    plan = ann.desk.do(new_plan, "Carers")
    paste(ann.desk, plan, "plan-option", ["One"], ["Two"])
    ben = ann.twin("Ben")
    options = {title: key for key, title in ann.desk.ask(appraisal, plan).options}
    ann.desk.do(choose_option, options["One"], "Cheaper", DAY)
    ben.desk.do(choose_option, options["Two"], "Better", DAY)
    ann.merge(ben)
    view = ann.desk.ask(appraisal, plan)
    assert {view.chosen, *view.also_chosen} == {"One", "Two"}
    assert "Choose again" in appraisal_words(view, "en")[-1]
    assert "plan-option-twice" in {need.check for need in ann.desk.ask(plan_needs, plan, DAY, "en")}
    ann.desk.do(choose_option, options["Two"], "Better, we agreed", DAY)
    assert ann.desk.ask(appraisal, plan).also_chosen == ()
