"""Grades suggested by the figures and decided by a person: scenario S6, every case of it."""

from datetime import date

import pytest
from laptops import Laptop

from commission_desk.content.scales import scale
from commission_desk.domain.errors import UserError
from commission_desk.domain.result_grid import Figure
from commission_desk.operations.actions import add_action, finish_action
from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.measures import (
    add_measure,
    add_result,
    add_results,
    check_results,
    edit_result,
)
from commission_desk.operations.merging import resolve
from commission_desk.operations.performance import performance
from commission_desk.operations.ratings import (
    explain_grade,
    grade,
    hear_view,
    rate_risk,
    ratings,
    suggestion,
    use_scale,
)
from commission_desk.operations.records import remove

TODAY, LATER = date(2026, 11, 22), date(2026, 12, 3)
ABOVE, ON, UNDER = 90.0, 80.0, 70.0


@pytest.fixture
def care(do) -> str:
    return do(add_agreement, "Home care", "Provider A")


@pytest.fixture
def measured(desk, care):
    """Give the agreement measures whose newest figures are these, and plans for so many of them."""

    def make(*values: float | None, planned: int = 0, before: float | None = None) -> str:
        for number, value in enumerate(values):
            made = desk.do(add_measure, care, f"Measure {number}", target=ON, kind="outcome")
            if before is not None:
                desk.do(add_result, made, date(2026, 6, 30), before)
            desk.do(add_result, made, date(2026, 9, 30), value)
            if value is None or value < ON:
                if planned > 0:
                    desk.do(add_action, "Put it right", agreement_id=care, measure_id=made)
                planned -= 1
        return care

    return make


@pytest.mark.parametrize(
    ("values", "planned", "point"),
    [
        ([ABOVE] * 12, 0, "9"),
        ([ABOVE] * 7 + [ON] * 5, 0, "8"),
        ([ABOVE] * 2 + [ON] * 10, 0, "7"),
        ([ON] * 7 + [UNDER] * 5, 5, "6"),
        ([ON] * 6 + [UNDER] * 6, 6, ""),
        ([ON] * 7 + [UNDER] * 5, 4, ""),
        ([UNDER] * 12, 0, "1"),
    ],
)
def test_twelve_measures_suggest_what_the_toolkit_says(ask, measured, values, planned, point):
    found = ask(suggestion, measured(*values, planned=planned))
    assert found.value == point
    assert (found.gap is None) == bool(point)
    assert found.tally.total == 12


def test_signs_of_improvement_are_read_from_the_figures(ask, measured):
    assert ask(suggestion, measured(ON, ON, UNDER, before=60.0)).value == "5"


def test_a_plan_is_an_open_action_of_the_measure_itself(ask, desk, measured):
    care = measured(ON, ON, UNDER)
    assert ask(suggestion, care).unplanned == ("Measure 2",)
    desk.do(add_action, "For the whole agreement", agreement_id=care)
    assert ask(suggestion, care).value == ""
    measure = ask(agreement, care).measures[2].id
    plan = desk.do(add_action, "For the measure", agreement_id=care, measure_id=measure)
    assert ask(suggestion, care).value == "6"
    desk.do(finish_action, plan, TODAY)
    assert ask(suggestion, care).value == ""


def test_no_data_is_not_under_target_and_not_on_it(ask, measured):
    found = ask(suggestion, measured(ABOVE, ABOVE, None))
    assert (found.value, found.tally.unknown) == ("", 1)


def test_without_measures_nothing_is_suggested_and_a_person_may_still_grade(ask, do, care):
    assert ask(suggestion, care).value == ""
    do(grade, care, 6, "", TODAY)
    assert ask(agreement, care).row.grade == 6


def test_a_grade_other_than_the_suggestion_needs_its_reason(ask, do, measured):
    care = measured(ON, ON)
    with pytest.raises(UserError, match=r"suggest Good - 7/9 \(Excellent\)"):
        do(grade, care, 6, " ", TODAY)
    do(grade, care, 6, "Complaints are rising", TODAY)
    (kept,) = ask(ratings, care)
    assert (kept.value, kept.suggested, kept.reason) == ("6", "7", "Complaints are rising")
    assert (kept.rated_on, kept.rated_by) == (TODAY, "Commissioning officer")
    with pytest.raises(UserError, match="its reason stays"):
        do(explain_grade, care, "")
    assert scale("jet").printed(kept.value, "en") == "Good - 6/9 (Good)"


def test_views_are_heard_before_deciding_and_kept_with_the_decision(ask, do, care):
    do(hear_view, care, TODAY, manager_view="Steady hands")
    do(hear_view, care, LATER, provider_view="Recruitment is better")
    (waiting,) = ask(ratings, care)
    assert (waiting.value, waiting.manager_view) == ("", "Steady hands")
    assert ask(agreement, care).row.grade is None
    do(grade, care, 7, "", LATER)
    (kept,) = ask(ratings, care)
    assert (kept.value, kept.manager_view, kept.provider_view) == (
        "7", "Steady hands", "Recruitment is better",
    )  # fmt: skip
    do(hear_view, care, date(2027, 3, 1), manager_view="Less sure now")
    newest, before = ask(ratings, care)
    assert (newest.value, newest.provider_view) == ("", "")
    assert before == kept


def test_every_decision_stays_in_the_history_and_the_newest_is_the_registers(ask, do, care):
    do(grade, care, 5, "First", TODAY)
    do(grade, care, 6, "Second", LATER)
    assert [row.value for row in ask(ratings, care)] == ["6", "5"]
    seen = ask(agreement, care)
    assert (seen.row.grade, seen.grade_reason, seen.graded_on) == (6, "Second", LATER)
    do(explain_grade, care, "Second, in other words")
    assert [row.reason for row in ask(ratings, care)] == ["Second, in other words", "First"]
    assert ask(agreement, care).graded_on == LATER


def test_the_same_grade_on_the_same_day_is_one_decision_worded_again(ask, do, care):
    do(grade, care, 5, "", TODAY)
    do(grade, care, 5, "With a reason", TODAY)
    assert [row.reason for row in ask(ratings, care)] == ["With a reason"]


def test_a_scale_is_never_converted_into_another(ask, do, care):
    do(grade, care, 6, "On nine points", TODAY)
    do(use_scale, care, "procurement-act-2023")
    seen = ask(agreement, care).row
    assert (seen.grade, seen.grade_word, seen.grade_scale) == (None, "", "procurement-act-2023")
    do(grade, care, "good", "", LATER, "procurement-act-2023")
    seen = ask(agreement, care).row
    assert (seen.grade, seen.grade_word) == (None, "good")
    do(use_scale, care, "jet")
    seen = ask(agreement, care)
    assert (seen.row.grade, seen.row.grade_word, seen.graded_on) == (6, "", TODAY)
    assert [row.scale for row in ask(ratings, care)] == ["procurement-act-2023", "jet"]
    with pytest.raises(KeyError):
        do(grade, care, "good", "", LATER, "jet")
    with pytest.raises(KeyError):
        do(use_scale, care, "no-such-scale")


def test_risk_is_rated_with_a_dated_history_of_its_own(ask, do, care):
    do(rate_risk, care, "red", "Notice was given", TODAY)
    do(rate_risk, care, "amber", "Notice was withdrawn", LATER)
    do(grade, care, 6, "", LATER)
    kept = ask(ratings, care, "rag")
    assert [(row.value, row.rated_on) for row in kept] == [("amber", LATER), ("red", TODAY)]
    with pytest.raises(UserError):
        do(rate_risk, care, "red", " ")


def test_ratings_go_and_come_back_with_their_agreement(ask, do, desk, care):
    do(grade, care, 6, "", TODAY)
    do(remove, "agreement", care)
    assert ask(ratings, care) == ()
    desk.undo()
    assert len(ask(ratings, care)) == 1


def test_results_say_who_gave_and_checked_them_and_a_change_is_to_be_checked_again(ask, do, care):
    made = do(add_measure, care, "Calls", target=80.0, start_value=60.0)
    result = do(add_result, made, TODAY, 79.0, "Late", given_by="Provider manager")
    do(check_results, [result], LATER)
    kept = ask(agreement, care).measures[0].results[0]
    assert (kept.given_by, kept.checked_by, kept.checked_on) == (
        "Provider manager", "Commissioning officer", LATER,
    )  # fmt: skip
    do(edit_result, result, comment="Late again")
    assert ask(agreement, care).measures[0].results[0].checked_by
    do(edit_result, result, value=81.0)
    assert ask(agreement, care).measures[0].results[0].checked_by == ""
    assert ask(agreement, care).measures[0].start_value == 60


def test_many_results_are_one_step(ask, do, care):
    made = do(add_measure, care, "Calls")
    figures = [Figure(made, TODAY, 1.0), Figure(made, LATER, None, "Nobody counted", "Provider")]
    assert do(add_results, figures) == 2
    kept = ask(agreement, care).measures[0].results
    assert [(row.value, row.comment, row.given_by) for row in kept] == [
        (1.0, "", ""), (None, "Nobody counted", "Provider"),
    ]  # fmt: skip


def test_measures_lack_outcomes_experience_or_both(ask, do, care):
    assert ask(performance, care, TODAY, "en").warnings == ()
    do(add_measure, care, "Hours", kind="output")
    assert [need.check for need in ask(performance, care, TODAY, "en").warnings] == [
        "agreement-outputs-only"
    ]
    do(add_measure, care, "Better", kind="outcome")
    assert [need.check for need in ask(performance, care, TODAY, "cy").warnings] == [
        "agreement-no-experience"
    ]
    do(add_measure, care, "Liked", kind="experience")
    assert ask(performance, care, TODAY, "en").warnings == ()


def test_nothing_is_due_once_an_agreement_has_ended(ask, do):
    ended = do(add_agreement, "Ended", starts=date(2024, 4, 1), ends=date(2024, 9, 30))
    made = do(add_measure, ended, "Calls")
    assert ask(performance, ended, TODAY, "en").due == {
        made: (date(2024, 6, 30), date(2024, 9, 30))
    }


def test_a_grade_of_an_earlier_day_is_history_and_not_the_registers(ask, do, care):
    do(grade, care, 7, "Now", LATER)
    do(rate_risk, care, "green", "", LATER)
    do(grade, care, 4, "Written down late", TODAY)
    do(rate_risk, care, "red", "Written down late", TODAY)
    seen = ask(agreement, care)
    assert (seen.row.grade, seen.grade_reason, seen.graded_on) == (7, "Now", LATER)
    assert (seen.row.risk, seen.risk_reason) == ("green", "")
    assert [row.value for row in ask(ratings, care, "jet")] == ["7", "4"]
    do(explain_grade, care, "Now, in other words")
    assert [row.reason for row in ask(ratings, care, "jet")] == [
        "Now, in other words", "Written down late",
    ]  # fmt: skip
    do(use_scale, care, "four-headings")
    do(use_scale, care, "jet")
    assert ask(agreement, care).row.grade == 7


def test_pasted_figures_keep_the_comments_that_are_there(ask, do, care):
    measure = do(add_measure, care, "Visits")
    do(add_result, measure, TODAY, 79.0, "Two rotas were short")
    do(add_results, [Figure(measure, TODAY, 81.0)])
    (kept,) = ask(agreement, care).measures[0].results
    assert (kept.value, kept.comment) == (81.0, "Two rotas were short")
    do(add_results, [Figure(measure, TODAY, 81.0, "As returned")])
    assert ask(agreement, care).measures[0].results[0].comment == "As returned"


def test_a_period_of_two_laptops_is_one_result_that_is_settled(tmp_path):
    ann = Laptop(tmp_path, "ann")
    care = ann.desk.do(add_agreement, "Home care", "Provider A")
    measure = ann.desk.do(add_measure, care, "Visits")
    ben = ann.twin("ben")
    result = ann.desk.do(add_result, measure, TODAY, 79.0)
    assert ben.desk.do(add_result, measure, TODAY, 97.0) == result
    ann.merge(ben)
    (found,) = ann.conflicts()
    assert (found.record, found.field) == (result, "value")
    ann.desk.do(resolve, result, "value", 97.0)
    (kept,) = ann.desk.ask(agreement, care).measures[0].results
    assert kept.value == 97.0


def test_a_result_that_was_removed_can_be_set_again(ask, do, care):
    measure = do(add_measure, care, "Visits")
    result = do(add_result, measure, TODAY, 79.0, "First")
    do(remove, "result", result)
    do(add_result, measure, TODAY, 80.0)
    (kept,) = ask(agreement, care).measures[0].results
    assert (kept.value, kept.comment) == (80.0, "")
