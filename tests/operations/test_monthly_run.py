"""The monthly run: scenario S7, and what must not happen to it."""

from datetime import date, timedelta

import pytest
from desks import dump
from laptops import Laptop

from commission_desk.domain.errors import UserError
from commission_desk.operations.actions import actions, finish_action
from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreements import add_agreement, edit_agreement, grade, rate_risk
from commission_desk.operations.history import history, restore_value
from commission_desk.operations.merging import resolve
from commission_desk.operations.monthly_run import (
    begin_run,
    confirm_lines,
    edit_line,
    edit_run,
    finish_run,
    grade_line,
    improve,
    missing_from,
    name_manager,
    rate_line,
    run,
    runs,
    take_in,
)
from commission_desk.operations.ratings import ratings, use_scale
from commission_desk.operations.records import remove
from commission_desk.operations.run_lines import (
    chase_list,
    exceptions,
    run_line,
    run_lines,
    run_totals,
)
from commission_desk.operations.titles import titles

OCTOBER, NOVEMBER, DECEMBER = (date(2026, month, 1) for month in (10, 11, 12))
DAY = date(2026, 11, 5)


@pytest.fixture
def team(desk) -> list[str]:
    """Add four agreements, of which one is devolved."""
    made = [
        desk.do(
            add_agreement, f"Service {number}", f"Provider {number}", reference=f"C-{number}",
            managed="devolved" if number == 3 else "central", starts=date(2025, 4, 1),
            ends=date(2028, 3, 31), manager="Locality manager" if number == 3 else "Officer",
        )
        for number in range(4)
    ]  # fmt: skip
    for one in made:
        desk.do(rate_risk, one, "green", "", OCTOBER)
        desk.do(grade, one, 7, "", OCTOBER)
    return made


def lines(ask, record: str) -> dict[str, object]:
    return {line.reference: line for line in ask(run_lines, record)}


def test_a_month_begins_as_a_copy_of_the_one_before(ask, do, desk, team):
    first = do(begin_run, OCTOBER, OCTOBER)
    line = lines(ask, first)["C-0"]
    assert (line.value, line.risk, line.was_value, line.confirmed) == ("7", "green", "", False)
    desk.do(edit_line, line.id, risk="amber", reason="Two rotas are short")
    desk.do(improve, line.id, "Fill the rotas", nature="corrective", owner="Provider")
    desk.do(confirm_lines, [each.id for each in ask(run_lines, first)], DAY)
    desk.do(edit_run, first, "Assistant Director")
    desk.do(finish_run, first, DAY)
    second = do(begin_run, NOVEMBER, NOVEMBER)
    line = lines(ask, second)["C-0"]
    assert (line.risk, line.reason, line.was_risk) == ("amber", "Two rotas are short", "amber")
    assert line.improvement.title == "Fill the rotas"
    assert not line.confirmed
    assert ask(run, second).reader == "Assistant Director"
    assert ask(run, second).previous == OCTOBER


def test_what_is_changed_and_confirmed_is_in_the_register_with_its_reason(ask, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    line = lines(ask, record)["C-1"].id
    do(edit_line, line, risk="red")
    with pytest.raises(UserError, match="Service 1: say why"):
        do(confirm_lines, [line], DAY)
    do(edit_line, line, reason="Notice was given", value="4")
    assert ask(agreement, team[1]).row.risk == "green"
    assert do(confirm_lines, [line], DAY) == 1
    seen = ask(agreement, team[1])
    assert (seen.row.risk, seen.risk_reason, seen.row.grade) == ("red", "Notice was given", 4)
    assert [row.value for row in ask(ratings, team[1])][:2] == ["4", "red"]
    assert ask(run_line, line).confirmed_by == "Commissioning officer"
    do(edit_line, line, value="5")
    assert not ask(run_line, line).confirmed
    assert do(confirm_lines, [line, line], DAY) == 1


def test_a_line_without_a_risk_is_not_confirmed_and_none_beside_it(ask, desk, do, team):
    desk.do(rate_risk, team[0], "", "")
    record = do(begin_run, NOVEMBER, DAY)
    before = dump(desk.path)
    with pytest.raises(UserError, match="choose red, amber or green"):
        do(confirm_lines, [line.id for line in ask(run_lines, record)], DAY)
    assert dump(desk.path) == before


def test_every_agreement_is_accounted_for_and_those_who_have_not_returned_are_chased(ask, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    found = lines(ask, record)
    do(confirm_lines, [found["C-0"].id, found["C-1"].id], DAY)
    totals = run_totals(ask(run_lines, record))
    assert (totals.central, totals.devolved, totals.total, totals.open) == (3, 1, 4, 2)
    devolved, officer = chase_list(ask(run_lines, record))
    assert (devolved.manager, devolved.devolved, len(devolved.missing), devolved.total) == (
        "Locality manager", True, 1, 1,
    )  # fmt: skip
    assert (officer.manager, len(officer.missing), officer.total) == ("Officer", 1, 3)


def test_red_amber_and_falling_grades_are_exceptions_red_first(ask, do, desk, team):
    first = do(begin_run, OCTOBER, OCTOBER)
    desk.do(finish_run, first, OCTOBER)
    record = do(begin_run, NOVEMBER, DAY)
    found = lines(ask, record)
    do(edit_line, found["C-0"].id, value="6")
    do(edit_line, found["C-1"].id, risk="amber", reason="Late")
    do(edit_line, found["C-2"].id, risk="red", reason="Unsafe")
    do(edit_line, found["C-3"].id, value="9")
    assert [line.reference for line in exceptions(ask(run_lines, record))] == ["C-2", "C-1", "C-0"]


def test_a_grade_on_another_scale_has_not_fallen(ask, do, desk, team):
    desk.do(finish_run, do(begin_run, OCTOBER, OCTOBER), OCTOBER)
    record = do(begin_run, NOVEMBER, DAY)
    line = lines(ask, record)["C-0"].id
    do(edit_line, line, grade_scale="four-headings")
    assert ask(run_line, line).value == ""
    do(edit_line, line, value="inadequate")
    seen = ask(run_line, line)
    assert (seen.fallen, seen.exception, seen.changed) == (False, False, True)
    do(confirm_lines, [line], DAY)
    assert ask(agreement, team[0]).row.grade_word == "inadequate"
    with pytest.raises(KeyError):
        do(edit_line, line, value="6")


def test_finishing_freezes_the_month(ask, do, desk, team):
    record = do(begin_run, NOVEMBER, DAY)
    line = lines(ask, record)["C-0"].id
    act = do(improve, line, "Meet the provider", nature="developmental", owner="Officer", due=DAY)
    assert do(finish_run, record, DAY) == 4
    before = dump(desk.path)
    for work in (
        lambda: do(edit_line, line, risk="red"),
        lambda: do(confirm_lines, [line], DAY),
        lambda: do(name_manager, line, "Somebody"),
        lambda: do(improve, line, "Other"),
        lambda: do(finish_run, record, DAY),
        lambda: do(take_in, record),
        lambda: do(edit_run, record, "x"),
        lambda: do(remove, "monthly_run", record),
        lambda: do(remove, "run_line", line),
    ):
        with pytest.raises(UserError, match="finished"):
            work()
    assert dump(desk.path) == before
    do(finish_action, act, DAY)
    do(remove, "action", act)
    do(edit_agreement, team[0], manager="Somebody else")
    do(rate_risk, team[0], "red", "Since then")
    do(remove, "agreement", team[3])
    frozen = lines(ask, record)
    assert len(frozen) == 4
    seen = frozen["C-0"]
    assert (seen.risk, seen.manager) == ("green", "Officer")
    assert (seen.improvement.title, seen.improvement.nature, seen.improvement.due) == (
        "Meet the provider", "developmental", DAY,
    )  # fmt: skip


def test_months_come_one_after_the_other(do, desk, team):
    do(begin_run, NOVEMBER, DAY)
    for month in (NOVEMBER, OCTOBER):
        with pytest.raises(UserError, match="November 2026 is there already"):
            do(begin_run, month, DAY)
    with pytest.raises(UserError, match="Finish November 2026 first"):
        do(begin_run, DECEMBER, DAY)


def test_an_empty_register_has_no_run(ask, do):
    with pytest.raises(UserError, match="no current agreement"):
        do(begin_run, NOVEMBER, DAY)
    assert ask(runs) == ()


def test_what_has_not_begun_or_ended_long_ago_is_left_out_and_counted(ask, do, desk, team):
    desk.do(add_agreement, "To come", starts=date(2027, 4, 1))
    desk.do(add_agreement, "Long gone", starts=date(2018, 4, 1), ends=date(2020, 3, 31))
    runs_on = desk.do(add_agreement, "Runs on", starts=date(2020, 4, 1), ends=date(2026, 3, 31))
    record = do(begin_run, NOVEMBER, DAY)
    assert runs_on in {line.agreement_id for line in ask(run_lines, record)}
    assert ask(missing_from, record) == (0, 2)
    desk.do(add_agreement, "New", starts=DAY)
    assert ask(missing_from, record) == (1, 2)
    assert do(take_in, record) == 1
    assert len(ask(run_lines, record)) == 6


def test_an_agreement_that_is_removed_leaves_an_open_run(ask, do, desk, team):
    record = do(begin_run, NOVEMBER, DAY)
    do(remove, "agreement", team[0])
    assert len(ask(run_lines, record)) == 3
    desk.undo()
    assert len(ask(run_lines, record)) == 4


def test_improvement_actions_join_the_one_action_log(ask, do, desk, team):
    record = do(begin_run, NOVEMBER, DAY)
    line = lines(ask, record)["C-2"].id
    first = do(improve, line, "Train the staff", nature="developmental")
    assert do(improve, line, "Train all staff", owner="Provider") == first
    (logged,) = ask(actions, agreement_id=team[2])
    assert (logged.title, logged.nature, logged.owner) == (
        "Train all staff", "developmental", "Provider",
    )  # fmt: skip
    desk.do(finish_action, first, DAY)
    assert do(improve, line, "Next step", nature="corrective") != first
    with pytest.raises(UserError):
        do(improve, lines(ask, record)["C-1"].id, " ")


def test_a_month_that_was_taken_back_can_begin_again(ask, desk, team):
    first = desk.do(begin_run, NOVEMBER, DAY)
    desk.do(edit_line, lines(ask, first)["C-0"].id, risk="amber", reason="Late")
    desk.undo()
    desk.undo()
    assert ask(runs) == ()
    again = desk.do(begin_run, NOVEMBER, DAY + timedelta(days=1))
    assert again == first
    assert lines(ask, again)["C-0"].risk == "green"
    assert ask(run, again).began_on == DAY + timedelta(days=1)


def test_a_run_is_called_by_its_month(ask, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    line = lines(ask, record)["C-0"].id
    found = ask(titles, [("monthly_run", record), ("run_line", line)], "cy")
    assert found["monthly_run", record] == "Tachwedd 2026"
    assert found["run_line", line] == "C-0 · Service 0"


def test_a_manager_named_in_the_run_answers_from_then_on(ask, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    line = lines(ask, record)["C-1"].id
    do(name_manager, line, " Contract officer ")
    assert ask(run_line, line).manager == "Contract officer"
    with pytest.raises(TypeError):
        do(edit_line, line, manager="x")


def test_what_nobody_set_in_the_month_follows_the_register(ask, desk, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    found = lines(ask, record)
    desk.do(grade, team[0], 3, "Visits were missed", DAY)
    desk.do(rate_risk, team[0], "red", "Visits were missed", DAY)
    desk.do(use_scale, team[1], "four-headings")
    seen = ask(run_line, found["C-0"].id)
    assert (seen.value, seen.risk, seen.reason) == ("3", "red", "Visits were missed")
    before = dump(desk.path)["rating"]
    do(confirm_lines, [line.id for line in ask(run_lines, record)], DAY)
    now = ask(agreement, team[0]).row
    assert (now.grade, now.risk) == (3, "red")
    assert ask(agreement, team[1]).row.grade_scale == "four-headings"
    assert dump(desk.path)["rating"] == before
    desk.do(rate_risk, team[0], "amber", "Better now", DAY)
    assert ask(run_line, found["C-0"].id).risk == "red"  # as it was returned
    do(edit_line, found["C-0"].id, reason="Better, said the manager")
    assert ask(run_line, found["C-0"].id).risk == "amber"


def test_what_was_set_in_the_month_stands_against_the_register(ask, desk, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    line = lines(ask, record)["C-0"].id
    desk.do(grade, team[0], 3, "", DAY)
    do(grade_line, line, value="7")  # what it was when the month began
    do(rate_line, line, "amber")
    desk.do(rate_risk, team[0], "red", "Unsafe", DAY)
    do(edit_line, line, reason="Late")
    desk.do(finish_run, record, DAY)
    seen = ask(run_line, line)
    assert (seen.value, seen.risk, seen.reason) == ("7", "amber", "Late")


def test_a_finished_month_keeps_what_the_register_said_then(ask, desk, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    desk.do(rate_risk, team[0], "red", "Unsafe", DAY)
    do(finish_run, record, DAY)
    desk.do(rate_risk, team[0], "green", "", DAY)
    assert lines(ask, record)["C-0"].risk == "red"


def test_a_register_rated_on_another_laptop_is_not_overwritten(tmp_path):
    ann = Laptop(tmp_path, "ann")
    home = ann.desk.do(add_agreement, "Home care", "Provider A", starts=date(2025, 4, 1))
    ann.desk.do(rate_risk, home, "green", "", OCTOBER)
    ben = ann.twin("ben")
    record = ann.desk.do(begin_run, NOVEMBER, DAY)
    ben.desk.do(rate_risk, home, "red", "Visits were missed", DAY)
    ann.merge(ben)
    (line,) = ann.desk.ask(run_lines, record)
    assert line.risk == "red"
    ann.desk.do(confirm_lines, [line.id], DAY)
    assert ann.desk.ask(agreement, home).row.risk == "red"


def test_a_removed_agreement_is_not_in_the_month_that_is_finished(ask, desk, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    desk.do(remove, "agreement", team[0])
    assert do(finish_run, record, DAY) == 3
    assert sorted(lines(ask, record)) == ["C-1", "C-2", "C-3"]


def test_a_finished_month_is_not_changed_through_the_history(ask, desk, do, team):
    record = do(begin_run, NOVEMBER, DAY)
    line = lines(ask, record)["C-0"].id
    do(rate_line, line, "amber")
    first = next(each for each in ask(history, line) if not each.field).change
    began = next(each for each in ask(history, record) if not each.field).change
    desk.do(restore_value, line, "risk", first)
    assert ask(run_line, line).risk == "green"
    desk.undo()
    do(finish_run, record, DAY)
    for row, field, change in ((line, "risk", first), (record, "status", began)):
        with pytest.raises(UserError, match="finished"):
            do(restore_value, row, field, change)


def test_settling_two_versions_does_not_change_a_finished_month(tmp_path):
    ann = Laptop(tmp_path, "ann")
    home = ann.desk.do(add_agreement, "Home care", "Provider A", starts=date(2025, 4, 1))
    ann.desk.do(rate_risk, home, "green", "", OCTOBER)
    record = ann.desk.do(begin_run, NOVEMBER, DAY)
    (line,) = ann.desk.ask(run_lines, record)
    ben = ann.twin("ben")
    ann.desk.do(edit_line, line.id, reason="Ann's words")
    ann.desk.do(finish_run, record, DAY)
    ben.desk.do(edit_line, line.id, reason="Ben's words")
    ann.merge(ben)
    (found,) = ann.conflicts()
    (said,) = ann.desk.ask(run_lines, record)
    other = next(each.value for each in found.versions if each.value != said.reason)
    with pytest.raises(UserError, match="finished"):
        ann.desk.do(resolve, line.id, "reason", other)
    ann.desk.do(resolve, line.id, "reason", said.reason)
    assert ann.conflicts() == ()
