"""The Performance tab: suggestion, views, scales, results, pasting, improvement actions."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from ui.pages.contracts.parts import TODAY, field, part, type_into, viewed

from commission_desk.operations.actions import actions
from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.ratings import ratings
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.improvement import ImprovementDialog
from commission_desk.ui.dialogs.measures import MeasureDialog, ResultDialog
from commission_desk.ui.dialogs.paste_results import PasteResults
from commission_desk.ui.dialogs.results import ResultsDialog
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_performance import PerformancePart
from commission_desk.ui.window import Window

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


@pytest.fixture
def measured(desk: Desk, breaks: str) -> list[str]:
    """Two measures on target and one under it."""
    made = []
    for title, value in (("Calls", 90.0), ("Visits", 80.0), ("Starts", 70.0)):
        made.append(desk.do(add_measure, breaks, title, target=80.0, kind="output", unit="%"))
        desk.do(add_result, made[-1], JUNE, 70.0)
        desk.do(add_result, made[-1], SEPTEMBER, value)
    return made


@pytest.fixture
def tab(measured: list[str], page: ContractsPage) -> PerformancePart:
    return part(page, "performance")


def click(qtbot, tab: PerformancePart, mark: str) -> None:
    assert tab.grades.bar
    qtbot.mouseClick(tab.grades.bar.segments[mark], Qt.MouseButton.LeftButton)


def test_the_tab_says_that_no_descriptor_fits_and_what_is_near(tab: PerformancePart):
    assert tab.grades.suggests.plain == "No descriptor fits these figures: choose."
    assert "2 of 3 measures are on target." in tab.grades.because.plain
    assert "Nearest: Good - 6/9 (Good)" in tab.grades.because.plain
    assert "Without an open action of its own: Starts." in tab.grades.because.plain
    assert "Lincolnshire" in tab.grades.source.plain


def test_an_improvement_action_for_the_measure_is_its_plan(
    qtbot, tab: PerformancePart, page: ContractsPage, desk: Desk, measured, breaks: str
):
    tab.measures.table.selectRow(2)
    tab.improve()
    ask = page.findChildren(ImprovementDialog)[-1]
    assert ask.measure.value() == measured[2]
    ask.finish()
    assert ask.problem.plain == "Say what is to be done."
    ask.task.box.setText("Hold two places")
    ask.finish()
    (made,) = desk.ask(actions, agreement_id=breaks)
    assert (made.nature, made.measure_id) == ("corrective", measured[2])
    assert tab.grades.suggests.plain == "The figures suggest: Good - 6/9 (Good)"
    assert tab.improvements.cell(0, 0).sub == "Starts"
    assert "fit too" in tab.grades.because.plain


def test_a_grade_other_than_the_suggestion_waits_for_its_reason(
    qtbot, tab: PerformancePart, page: ContractsPage, desk: Desk, breaks: str, measured
):
    tab.measures.table.selectRow(2)
    desk.do(add_result, measured[2], SEPTEMBER, 85.0)
    page.refresh()
    assert tab.grades.suggests.plain == "The figures suggest: Outstanding - 8/9 (Outstanding)"
    click(qtbot, tab, "7")
    assert "Say why you decide otherwise" in tab.grades.reason.reason.plain
    assert viewed(desk, breaks).row.grade == 6
    assert tab.grades.bar.value() == "7"
    type_into(qtbot, tab.grades.reason, "Complaints are rising")
    assert viewed(desk, breaks).row.grade == 7
    cell = tab.grades.model.cell(0, 1)
    assert cell.text == "Good - 7/9 (Excellent)"
    assert "the figures suggested Outstanding - 8/9 (Outstanding)" in cell.sub


def test_views_are_kept_for_the_next_grade_and_shown_with_it(
    qtbot, tab: PerformancePart, desk: Desk, breaks: str
):
    assert [row.value for row in desk.ask(ratings, breaks, "jet")] == ["6"]
    type_into(qtbot, tab.grades.views["manager_view"], "Steady")
    type_into(qtbot, tab.grades.views["provider_view"], "We have recruited")
    assert tab.grades.views["manager_view"].value() == "Steady"
    click(qtbot, tab, "7")
    newest = desk.ask(ratings, breaks, "jet")[0]
    assert (newest.value, newest.rated_on) == ("7", TODAY)
    words = tab.grades.model.cell(0, 2)
    assert "We have recruited" in f"{words.text} {words.sub}" or newest.provider_view == ""


def test_another_scale_is_chosen_and_the_register_names_it(
    qtbot, tab: PerformancePart, page: ContractsPage, desk: Desk, window: Window, breaks: str
):
    tab.grades.scale.set_value("four-headings")
    tab.grades.scale._chosen()
    assert viewed(desk, breaks).row.grade is None
    assert tab.grades.bar.value() is None
    assert not tab.grades.suggestion.isVisibleTo(tab)
    click(qtbot, tab, "Requires improvement")
    row = viewed(desk, breaks).row
    assert (row.grade_word, row.grade_scale) == ("requires-improvement", "four-headings")
    at = [page.model.row(n).row.id for n in range(page.model.rowCount())].index(breaks)
    cell = page.model.cell(at, 6)
    assert (cell.lead, cell.text, cell.sub) == (
        "", "Requires improvement", "Four headings, without points",
    )  # fmt: skip
    window.undo()
    window.undo()
    assert tab.grades.bar.value() == "6"


def test_outputs_alone_and_results_that_are_due_are_said(tab: PerformancePart):
    assert "Only what is done is measured" in tab.measures.warnings.plain
    assert "recommendation 8" in tab.measures.warnings.plain
    assert tab.measures.due.plain.endswith("31 Dec 2026.") or tab.measures.due.isHidden()


def test_a_trend_is_a_word_beside_its_line(tab: PerformancePart):
    result, trend = tab.measures.model.cell(0, 1), tab.measures.model.cell(0, 3)
    assert (result.text, result.sub) == ("90%", "Improving")
    assert trend.spark == (70.0, 90.0)
    assert trend.text == "Improving: from 70% to 90%"


def test_results_are_seen_with_who_gave_and_checked_them(
    tab: PerformancePart, page: ContractsPage, desk: Desk, breaks: str
):
    tab.measures.show_results()
    seen = page.findChildren(ResultsDialog)[-1]
    rows = [row for row in seen.model.rows if row.result]
    assert [row.period for row in rows] == [SEPTEMBER, JUNE]
    seen.change(rows[0])
    ask = seen.findChildren(ResultDialog)[-1]
    assert ask.figure.box.text() == "90"
    ask.figure.box.setText("91")
    ask.comment.box.setPlainText("Counted again")
    ask.giver.box.setText("Provider manager")
    ask.finish()
    seen.check()
    result = viewed(desk, breaks).measures[0].results[-1]
    assert (result.value, result.comment, result.given_by) == (
        91, "Counted again", "Provider manager",
    )  # fmt: skip
    assert (result.checked_by, result.checked_on) == ("Commissioning officer", TODAY)
    seen.change(next(row for row in seen.model.rows if row.period == SEPTEMBER))
    ask = seen.findChildren(ResultDialog)[-1]
    ask.figure.box.setText("92")
    ask.finish()
    assert viewed(desk, breaks).measures[0].results[-1].checked_by == ""


def test_a_missing_period_is_due_until_somebody_gives_it(
    tab: PerformancePart, page: ContractsPage, desk: Desk, breaks: str, measured
):
    desk.do(edit_agreement, breaks, starts=date(2020, 4, 1))
    gone = viewed(desk, breaks).measures[0].results[0]
    desk.do(add_result, measured[0], date(2025, 12, 31), 60.0)
    page.refresh()
    tab.measures.show_results()
    seen = page.findChildren(ResultsDialog)[-1]
    due = [row.period for row in seen.model.rows if row.result is None]
    assert date(2026, 3, 31) in due
    assert gone.period_end not in due
    seen.change(next(row for row in seen.model.rows if row.period == date(2026, 3, 31)))
    ask = seen.findChildren(ResultDialog)[-1]
    assert ask.period.value() == date(2026, 3, 31)
    ask.finish()  # left empty: no data, which somebody said
    assert date(2026, 3, 31) not in [row.period for row in seen.model.rows if row.result is None]


def test_results_are_pasted_after_a_look_and_undone_as_one(
    tab: PerformancePart, page: ContractsPage, desk: Desk, window: Window, breaks: str
):
    QGuiApplication.clipboard().setText(
        "Measure\tQ3 2025/26\tQ4 2025/26\nCalls\t81%\tn/a\nVisits\tlots\t5\nNobody\t1\t2\n"
    )
    tab.measures.paste()
    ask = page.findChildren(PasteResults)[-1]
    assert ask.said.plain == "3 results read. 2 cells not read."
    assert [cell.words for cell in ask.grid.unread] == ["lots", "Nobody"]
    assert [len(each.results) for each in viewed(desk, breaks).measures] == [2, 2, 2]
    ask.finish()
    measures = viewed(desk, breaks).measures
    assert [len(each.results) for each in measures] == [4, 3, 2]
    assert measures[0].results[1].value is None
    assert window.findChildren(Toast)[-1].words.plain == "3 results kept."
    window.undo()
    assert [len(each.results) for each in viewed(desk, breaks).measures] == [2, 2, 2]


def test_an_empty_clipboard_keeps_nothing(tab: PerformancePart, page: ContractsPage):
    QGuiApplication.clipboard().setText("")
    tab.measures.paste()
    ask = page.findChildren(PasteResults)[-1]
    ask.finish()
    assert ask.problem.plain == "There is no result to keep. Copy the cells first."


def test_a_baseline_is_kept_with_the_measure(tab: PerformancePart, page, desk: Desk, breaks: str):
    tab.measures.edit_measure(viewed(desk, breaks).measures[0])
    ask = page.findChildren(MeasureDialog)[-1]
    ask.baseline.box.setText("55")
    ask.finish()
    assert viewed(desk, breaks).measures[0].start_value == 55
    assert tab.measures.model.cell(0, 2).sub == "from 55%"


def test_the_manager_and_the_cost_of_a_unit_are_kept(qtbot, tab: PerformancePart, desk, breaks):
    type_into(qtbot, field(tab, "Contract manager"), "Locality manager")
    type_into(qtbot, field(tab, "Cost of a unit"), "£28.40")
    type_into(qtbot, field(tab, "The unit"), "hour")
    assert viewed(desk, breaks).row.manager == "Locality manager"
    assert (tab.performance.unit_pence, tab.performance.unit_of) == (2840, "hour")
    assert field(tab, "Cost of a unit").box.text() == "£28.40"
