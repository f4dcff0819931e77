"""Agreements: what follows from a term is never left wrong."""

from datetime import date

import pytest
from desks import dump

from commission_desk.domain.errors import UserError
from commission_desk.operations.agreement_detail import MeasureView, ResultView, agreement
from commission_desk.operations.agreements import (
    add_agreement,
    add_option,
    decide_option,
    edit_agreement,
    grade,
    rate_risk,
    remove_option,
)
from commission_desk.operations.measures import (
    add_measure,
    add_result,
    add_risk,
    edit_measure,
    edit_risk,
)
from commission_desk.operations.organisations import (
    add_organisation,
    edit_organisation,
    organisations,
)
from commission_desk.operations.records import remove, remove_all


@pytest.fixture
def care(do) -> str:
    """S8: from 1 April 2026, 3+1+1."""
    made = do(
        add_agreement, "Home care", "Provider A", starts=date(2026, 4, 1), ends=date(2029, 3, 31)
    )
    do(add_option, made, 12)
    do(add_option, made, 12)
    return made


def dates(ask, record: str) -> tuple[date | None, ...]:
    row = ask(agreement, record).row
    return row.end, row.latest_end, row.decision_date


def test_three_plus_one_plus_one_ends_as_scenario_eight_says(ask, do, care):
    seen = ask(agreement, care)
    assert seen.term.words == "3+1+1"
    assert seen.ends == date(2029, 3, 31)
    assert dates(ask, care) == (date(2029, 3, 31), date(2031, 3, 31), date(2028, 12, 31))
    first, second = (option.id for option in seen.options)
    do(decide_option, first, "exercised")
    assert dates(ask, care) == (date(2030, 3, 31), date(2031, 3, 31), date(2029, 12, 31))
    do(decide_option, second, "exercised")
    assert dates(ask, care) == (date(2031, 3, 31), date(2031, 3, 31), date(2030, 12, 31))
    assert ask(agreement, care).ends == date(2029, 3, 31), "the end without extensions stays"


def test_the_decision_moves_when_anything_it_follows_from_does(ask, do, care):
    first, second = (option.id for option in ask(agreement, care).options)
    do(decide_option, second, "declined")
    assert dates(ask, care)[1] == date(2030, 3, 31)
    do(decide_option, first, "exercised")
    do(decide_option, first, "available")
    assert dates(ask, care) == (date(2029, 3, 31), date(2030, 3, 31), date(2028, 12, 31))
    do(remove_option, first)
    assert dates(ask, care) == (date(2029, 3, 31), date(2029, 3, 31), date(2028, 12, 31))
    do(edit_agreement, care, notice_days=30, lead_days=10)
    assert dates(ask, care)[2] == date(2029, 2, 19)
    do(edit_agreement, care, ends=date(2028, 2, 29))
    assert dates(ask, care) == (date(2028, 2, 29), date(2028, 2, 29), date(2028, 1, 20))
    do(edit_agreement, care, ends=None)
    assert dates(ask, care) == (None, None, None)


def test_an_imported_end_keeps_its_latest_end_until_there_are_options(ask, do):
    made = do(
        add_agreement, "Imported", ends=date(2027, 3, 31), latest_end=date(2029, 3, 31),
        end_meaning="unknown",
    )  # fmt: skip
    assert dates(ask, made)[:2] == (date(2027, 3, 31), date(2029, 3, 31))
    do(add_option, made, 12)
    assert dates(ask, made)[:2] == (date(2027, 3, 31), date(2028, 3, 31))


def test_an_agreement_can_bring_a_new_provider_and_finds_one_that_is_there(ask, do):
    do(add_agreement, "One", "Tŷ Hafan")
    do(add_agreement, "Two", " tŷ hafan ")
    do(add_agreement, "Three", "TŶ GOBAITH")
    four = do(add_agreement, "Four", "TŶ GOBAITH")
    assert [row.name for row in ask(organisations)] == ["TŶ GOBAITH", "Tŷ Hafan"]
    do(edit_agreement, four, provider="Newcomer")
    assert ask(agreement, four).row.provider == "Newcomer"
    do(edit_agreement, four, provider="")
    assert ask(agreement, four).row.provider == ""


def test_references_go_on_from_the_highest_and_never_come_twice(ask, do):
    made = [do(add_agreement, "A"), do(add_agreement, "B", kind="grant")]
    do(add_agreement, "Odd", reference="C-²")
    do(add_agreement, "High", reference="C-0041")
    made.append(do(add_agreement, "C"))
    do(remove, "agreement", made[2])
    made.append(do(add_agreement, "D"))
    seen = [ask(agreement, record).row.reference for record in (made[0], made[1], made[3])]
    assert seen == ["C-0001", "G-0001", "C-0043"]


def test_what_cannot_be_is_refused_and_changes_nothing(desk, do, care):
    before = dump(desk.path)
    for work in (
        lambda: do(add_agreement, "  "),
        lambda: do(edit_agreement, care, title=" "),
        lambda: do(add_option, care, 0),
        lambda: do(add_option, care, 100_000),
        lambda: do(add_option, "gone", 12),
        lambda: do(rate_risk, care, "red", " "),
        lambda: do(rate_risk, care, "amber", ""),
        lambda: do(add_measure, care, ""),
        lambda: do(add_risk, " "),
        lambda: do(add_organisation, ""),
        lambda: do(edit_agreement, "gone", title="x"),
    ):
        with pytest.raises(UserError):
            work()
    assert dump(desk.path) == before
    with pytest.raises(TypeError, match="no field to edit"):
        do(edit_agreement, care, current_end=date(2030, 1, 1))
    with pytest.raises(KeyError):
        do(grade, care, 10, "", date(2026, 1, 1))


def test_risk_and_grade_are_kept_with_their_reasons(ask, do, care):
    do(rate_risk, care, "red", " No evening staff ")
    do(grade, care, 6, "Seven of twelve on target", date(2026, 10, 1))
    seen = ask(agreement, care)
    assert (seen.row.risk, seen.risk_reason) == ("red", "No evening staff")
    assert (seen.row.grade, seen.row.grade_scale, seen.graded_on) == (6, "jet", date(2026, 10, 1))
    do(rate_risk, care, "green", "")


def test_measures_and_results_come_in_order_and_a_period_has_one_figure(ask, do, care):
    later = do(add_measure, care, "Calls on time", target=95.0, tolerance=2.0, unit="%")
    do(add_measure, care, "Complaints", direction="lower", target=3.0)
    do(add_result, later, date(2026, 9, 30), 94.0)
    do(add_result, later, date(2026, 6, 30), 90.0)
    do(add_result, later, date(2026, 9, 30), 96.0, "Corrected")
    first, second = ask(agreement, care).measures
    assert [(r.period_end, r.value) for r in first.results] == [
        (date(2026, 6, 30), 90.0), (date(2026, 9, 30), 96.0),
    ]  # fmt: skip
    assert (first.standing, second.standing) == ("on-target", "no-data")
    do(add_result, later, date(2026, 12, 31), None)
    do(edit_measure, later, title="Calls in time")
    first = ask(agreement, care).measures[0]
    assert (first.title, first.latest, first.standing) == ("Calls in time", None, "no-data")


@pytest.mark.parametrize(
    ("direction", "target", "tolerance", "value", "standing"),
    [
        ("higher", 5.0, 0.1, 4.9, "near"),
        ("higher", 0.8, 0.1, 0.7, "near"),
        ("higher", 5.0, 0.1, 4.89, "under"),
        ("lower", 3.0, None, 3.0, "on-target"),
        ("lower", 3.0, None, 3.1, "under"),
        ("lower", 3.0, 0.3, 3.3, "near"),
        ("higher", 0.0, None, 0.0, "on-target"),
        ("higher", None, None, 4.0, "no-data"),
    ],
)
def test_where_a_result_stands(direction, target, tolerance, value, standing):
    result = ResultView("r", date(2026, 9, 30), value, "")
    view = MeasureView("m", "", "", "", direction, target, tolerance, "", (result,))
    assert view.standing == standing


def test_risks_and_organisations_can_be_edited_but_not_unnamed(ask, do, care):
    risk = do(add_risk, "Staff leave", likelihood=3, impact=4, agreement_id=care)
    assert ask(agreement, care).risks[0].score == 12
    do(edit_risk, risk, impact=None)
    assert ask(agreement, care).risks[0].score is None
    body = do(add_organisation, "Body", sector="third")
    do(edit_organisation, body, name="Better body")
    for operation, record, values in (
        (edit_risk, risk, {"title": ""}),
        (edit_organisation, body, {"name": " "}),
    ):
        with pytest.raises(UserError):
            do(operation, record, **values)


def test_what_was_removed_is_said_to_be_gone_and_comes_back(ask, do, desk, care):
    do(remove, "agreement", care)
    with pytest.raises(UserError, match="no longer on the desk"):
        ask(agreement, care)
    desk.undo()
    assert ask(agreement, care).row.title == "Home care"


def test_several_are_taken_away_in_one_step_or_not_at_all(ask, do, desk, care):
    other = do(add_agreement, "Respite")
    do(remove_all, "agreement", [care, other])
    with pytest.raises(UserError):
        ask(agreement, other)
    desk.undo()
    assert ask(agreement, care).row.title == "Home care"
    before = dump(desk.path)
    with pytest.raises(UserError):
        do(remove_all, "agreement", [care, "gone"])
    assert dump(desk.path) == before
