from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from ui.pages.contracts.parts import ENDS, TODAY, part, shown, type_into, viewed

from commission_desk.operations.agreements import add_agreement, rate_risk
from commission_desk.operations.meetings import call_review, meetings
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.measures import MeasureDialog, ResultDialog
from commission_desk.ui.dialogs.review_meeting import ReviewMeetingDialog
from commission_desk.ui.dialogs.risk import RiskDialog
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.window import Window


def test_a_title_is_kept_and_the_list_says_it_without_moving(
    qtbot, page: ContractsPage, desk: Desk, breaks: str
):
    details = part(page, "details")
    title = next(
        each.binding.field for each in details._fields if each.binding.field.name == "Title"
    )
    type_into(qtbot, title, "Aardvark breaks")
    assert viewed(desk, breaks).row.title == "Aardvark breaks"
    assert page.detail.title.plain == "Aardvark breaks"
    row = shown(page).index("C-0147")
    assert page.model.cell(row, 1).text == "Aardvark breaks"


def test_an_amount_is_read_as_people_write_it_and_its_words_are_kept(
    qtbot, page: ContractsPage, desk: Desk, breaks: str
):
    details = part(page, "money")
    type_into(qtbot, details.annual, "140k")
    view = viewed(desk, breaks)
    assert (view.row.annual_pence, view.annual_text) == (14_000_000, "140k")
    type_into(qtbot, details.annual, "1.234,50")
    assert viewed(desk, breaks).row.annual_pence == 14_000_000
    assert details.annual.box.text() == "1.234,50"
    assert "decimal point" in details.annual.reason.plain
    type_into(qtbot, details.annual, "TBC")
    view = viewed(desk, breaks)
    assert (view.row.annual_pence, view.annual_text) == (None, "TBC")


def test_what_was_read_from_another_register_is_shown_and_cannot_be_changed(
    page: ContractsPage, desk: Desk
):
    made = desk.do(add_agreement, "Imported", source_rest='{"Lead <b>": "Contract officer"}')
    page.show_record(made)
    details = part(page, "details")
    assert details.rest.rowCount() == 1
    label = details.rest.itemAt(0, details.rest.ItemRole.LabelRole).widget()
    assert label.plain == "Lead <b>"


def test_dates_follow_at_once_from_options_and_notice(
    qtbot, page: ContractsPage, desk: Desk, breaks: str
):
    terms = part(page, "terms")
    first = terms.options.itemAt(0).widget().findChildren(type(terms.meaning))[0]
    first.set_value("exercised")
    first._chosen()
    view = viewed(desk, breaks)
    assert view.row.end == date(ENDS.year + 1, 3, 31)
    assert str(ENDS.year + 1) in terms.facts["end"][1].plain
    assert str(ENDS.year + 2) in terms.facts["latest"][1].plain
    type_into(qtbot, terms.notice, "30")
    assert viewed(desk, breaks).row.decision_date == view.row.end - timedelta(days=30)
    terms.months.set_value(6)
    terms.add()
    assert [option.months for option in viewed(desk, breaks).options] == [12, 12, 6]
    terms._remove(viewed(desk, breaks).options[2].id)
    assert terms.options.count() == 2


def test_an_end_date_that_cannot_be_read_stays_with_its_reason(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str, others: list[str]
):
    terms = part(page, "terms")
    type_into(qtbot, terms.ends, "31/02/2027")
    assert viewed(desk, breaks).ends == ENDS
    assert terms.ends.box.text() == "31/02/2027"
    assert terms.ends.reason.plain == "There is no such day in the calendar."
    page.table.choose(others[0])
    assert "End of the first term" in window.findChildren(Toast)[-1].words.plain
    assert terms.ends.reason.plain == ""


def test_a_grade_is_one_step_and_undo_takes_it_back(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str
):
    performance = part(page, "performance")
    assert performance.grades.bar.value() == "6"
    type_into(qtbot, performance.grades.reason, "Better than the figures say")
    qtbot.mouseClick(performance.grades.bar.segments["8"], Qt.MouseButton.LeftButton)
    view = viewed(desk, breaks)
    assert (view.row.grade, view.grade_reason) == (8, "Better than the figures say")
    assert performance.grades.chip.plain == "Outstanding"
    window.undo()
    assert performance.grades.bar.value() == "6"
    row = shown(page).index("C-0147")
    assert page.model.cell(row, 6).lead == "6"


def test_measures_and_results_are_added_and_stand_against_their_target(
    page: ContractsPage, desk: Desk, breaks: str
):
    performance = part(page, "performance")
    performance.measures.add_measure()
    ask = page.findChildren(MeasureDialog)[-1]
    ask.finish()
    assert ask.problem.plain == "Say what the measure counts."
    ask.title.box.setText("Sessions cancelled")
    ask.unit.box.setText("%")
    ask.direction.set_value("lower")
    ask.target.box.setText("4")
    ask.finish()
    for day, words in ((date(2026, 3, 31), "3.1"), (date(2026, 6, 30), "5")):
        performance.measures.add_result()
        ask = page.findChildren(ResultDialog)[-1]
        ask.period.set_value(day)
        ask.figure.box.setText(words)
        ask.finish()
    (measure,) = viewed(desk, breaks).measures
    assert [result.value for result in measure.results] == [3.1, 5.0]
    cells = [performance.measures.model.cell(0, column) for column in range(5)]
    assert [cell.text for cell in cells[1:3]] == ["5%", "≤ 4%"]
    assert cells[3].spark == (3.1, 5.0)
    assert cells[4].text == "Off target"
    performance.measures.table.selectRow(0)
    performance.measures._remove_chosen()
    assert performance.measures.model.rows == []


def test_red_and_amber_wait_for_their_reason(qtbot, page: ContractsPage, desk: Desk, others):
    page.table.choose(others[0])
    risk = part(page, "risk")
    qtbot.mouseClick(risk.bar.segments["Red"], Qt.MouseButton.LeftButton)
    assert risk.reason.reason.plain == "Say why the risk is red or amber."
    assert viewed(desk, others[0]).row.risk == ""
    assert risk.bar.value() == "Red"
    type_into(qtbot, risk.reason, "The provider has given notice")
    view = viewed(desk, others[0])
    assert (view.row.risk, view.risk_reason) == ("red", "The provider has given notice")


def test_risks_are_listed_with_likelihood_times_impact(page: ContractsPage, desk: Desk):
    risk = part(page, "risk")
    risk.add()
    ask = page.findChildren(RiskDialog)[-1]
    ask.name.box.setText("Staff cannot be recruited")
    ask.likelihood.set_value(4)
    ask.impact.set_value(4)
    ask.finish()
    assert risk.model.cell(0, 0).sub == "likelihood 4 × impact 4"
    assert risk.model.cell(0, 1).text == "High 16"
    risk.change(risk.model.rows[0])
    ask = page.findChildren(RiskDialog)[-1]
    ask.impact.set_value(1)
    ask.finish()
    assert risk.model.cell(0, 1).text == "Low 4"


def test_a_review_is_called_with_its_agenda_and_gone_to(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    gone: list[tuple[str, ...]] = []
    monkeypatch.setattr(window, "go", lambda *place: gone.append(place))
    meeting_part = part(page, "reviews").meetings
    meeting_part.review()
    ask = page.findChildren(ReviewMeetingDialog)[-1]
    ask.finish()
    assert "which day" in ask.problem.plain
    ask.day.set_value(TODAY + timedelta(days=30))
    ask.clock.box.setText("2.30pm")
    ask.place.box.setText("Room 4")
    ask.finish()
    (called,) = desk.ask(meetings, breaks)
    assert (called.place, f"{called.starts:%H:%M}") == ("Room 4", "14:30")
    qtbot.waitUntil(lambda: gone == [("meetings", called.id)])


def test_meetings_past_and_coming_are_told_apart(page: ContractsPage, desk: Desk, breaks: str):
    desk.do(call_review, breaks, TODAY + timedelta(days=9))
    desk.do(call_review, breaks, TODAY - timedelta(days=9))
    found = part(page, "reviews").meetings
    assert (found.coming.rowCount(), found.past.rowCount()) == (1, 1)


def test_the_history_says_who_what_and_what_it_was(
    qtbot, page: ContractsPage, desk: Desk, breaks: str
):
    details = part(page, "money")
    type_into(qtbot, details.annual, "£900,000")
    found = part(page, "history")
    rows = [
        [found.model.cell(row, column).spoken for column in range(4)]
        for row in range(found.model.rowCount())
    ]
    amount = next(row for row in rows if row[1].startswith("A year,") and "£" in row[2])
    assert "Commissioning officer" in amount[0]
    assert amount[2:] == ["£900,000", "£824,000"]


def test_typed_words_are_kept_when_the_page_is_left(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str
):
    details = part(page, "details")
    notes = next(
        each.binding.field for each in details._fields if each.binding.field.name == "Notes"
    )
    notes.box.setFocus()
    qtbot.keyClicks(notes.box, "Asked for the accounts")
    window.go("today")
    assert viewed(desk, breaks).notes == "Asked for the accounts"


def test_others_changes_leave_what_is_being_typed(qtbot, page: ContractsPage, desk: Desk, breaks):
    details = part(page, "details")
    notes = next(
        each.binding.field for each in details._fields if each.binding.field.name == "Notes"
    )
    notes.box.setFocus()
    qtbot.keyClicks(notes.box, "Half a sent")
    desk.do(rate_risk, breaks, "green", "")
    assert notes.box.toPlainText() == "Half a sent"
    assert page.detail.view.row.risk == "green"
