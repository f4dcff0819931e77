from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from ui.looks import clipped, unnamed

from commission_desk.operations.agreement_detail import AgreementView, agreement
from commission_desk.operations.agreements import add_agreement, grade, rate_risk
from commission_desk.operations.meetings import call_review, meetings
from commission_desk.operations.organisations import organisation_named
from commission_desk.operations.register import RegisterQuery, agreement_ids, first_agreements
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.measures import MeasureDialog, ResultDialog
from commission_desk.ui.dialogs.review_meeting import ReviewMeetingDialog
from commission_desk.ui.dialogs.risk import RiskDialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_agreement import PARTS
from commission_desk.ui.pages.contracts_export import write_register
from commission_desk.ui.window import Window

TODAY = date.today()  # noqa: DTZ011 - the person's own day
BEGAN = date(TODAY.year - 1, 4, 1)
ENDS = date(TODAY.year + 2, 3, 31)


@pytest.fixture
def breaks(desk: Desk) -> str:
    """Add an agreement with two options, a grade and a risk."""
    made = desk.do(
        add_agreement, "Short breaks", "Tidewater Family Support", options=(12, 12),
        reference="C-0147", starts=BEGAN, ends=ENDS, annual_pence=82_400_000,
        annual_text="£824,000",
    )  # fmt: skip
    desk.do(rate_risk, made, "amber", "Staff are leaving")
    desk.do(grade, made, 6, "Two measures are under target", TODAY)
    return made


@pytest.fixture
def others(desk: Desk) -> list[str]:
    """Add a contract that ended and goes on, and a grant."""
    ended = TODAY - timedelta(days=20)
    return [
        desk.do(
            add_agreement, "Outreach", "Harbour Youth Trust", reference="C-0121",
            starts=date(2020, 4, 1), ends=ended, annual_pence=61_050_000,
        ),
        desk.do(
            add_agreement, "Sibling support", "Stepping Stones", reference="G-0031", kind="grant",
            annual_pence=2_400_000,
        ),
    ]  # fmt: skip


@pytest.fixture
def page(qtbot, window: Window, breaks: str, others: list[str]) -> ContractsPage:
    window.go("contracts")
    made = window.pages["contracts"]
    assert isinstance(made, ContractsPage)
    qtbot.waitUntil(lambda: made.header.sub.plain != "")
    made.table.choose(breaks)
    return made


def shown(page: ContractsPage) -> list[str]:
    return [page.model.row(number).row.reference for number in range(page.model.rowCount())]


def viewed(desk: Desk, record: str) -> AgreementView:
    return desk.ask(agreement, record)


def part(page: ContractsPage, name: str):
    page.detail.tabs.setCurrentIndex(list(PARTS).index(name))
    return page.detail.parts[name]


def field(of, name: str):
    """Return a field of a part by its name."""
    return next(each.binding.field for each in of._fields if each.binding.field.name == name)


def type_into(qtbot, field, words: str) -> None:
    """Put other words in a field and leave it."""
    box = field.box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, words)
    box.clearFocus()


def test_the_header_adds_up_what_the_list_shows(qtbot, page: ContractsPage):
    assert page.header.sub.plain == "3 agreements with 3 providers · £1.5m a year"
    qtbot.mouseClick(page.switch.contracts, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.header.sub.plain.startswith("2 agreements with 2"))
    assert shown(page) == ["C-0121", "C-0147"]


def test_rows_say_the_term_the_risk_and_the_grade(page: ContractsPage):
    row = shown(page).index("C-0147")
    cells = [page.model.cell(row, column) for column in range(page.model.columnCount())]
    assert [cell.text for cell in cells[:3]] == ["C-0147", "Short breaks", "£824,000"]
    assert cells[1].sub == "Tidewater Family Support"
    assert cells[3].sub == "3+1+1 years"
    assert (cells[5].text, cells[5].tone) == ("Amber", "amber")
    assert (cells[6].lead, cells[6].text) == ("6", "Good")


def test_views_are_counted_and_narrow_the_list(qtbot, page: ContractsPage):
    assert page.pills.pills["running"].text() == "Ended and running 1"
    qtbot.mouseClick(page.pills.pills["running"], Qt.MouseButton.LeftButton)
    assert shown(page) == ["C-0121"]
    assert page.pills.pills["running"].isChecked()


def test_ctrl_f_filters_by_provider_and_no_hit_can_be_cleared(qtbot, page: ContractsPage):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.find_box.hasFocus()
    qtbot.keyClicks(page.find_box, "harbour")
    qtbot.waitUntil(lambda: shown(page) == ["C-0121"])
    qtbot.keyClicks(page.find_box, " nobody")
    qtbot.waitUntil(lambda: page.list.currentIndex() == 1)
    page._clear_filter()
    assert len(shown(page)) == 3
    assert page.list.currentIndex() == 0


def test_a_heading_sorts_and_what_is_not_known_comes_last(qtbot, page: ContractsPage):
    assert shown(page) == ["C-0121", "C-0147", "G-0031"]
    header = page.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(2) + 10, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown(page) == ["G-0031", "C-0121", "C-0147"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert shown(page) == ["C-0147", "C-0121", "G-0031"]


def test_delete_removes_and_the_toast_brings_back(
    qtbot, window: Window, page: ContractsPage, desk: Desk
):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert shown(page) == ["C-0121", "G-0031"]
    assert len(desk.ask(agreement_ids, RegisterQuery())) == 2
    toast = window.findChildren(Toast)[-1]
    assert "1 agreement removed" in toast.words.plain
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert len(desk.ask(agreement_ids, RegisterQuery())) == 3
    assert sorted(shown(page)) == ["C-0121", "C-0147", "G-0031"]


def test_rows_are_copied_as_a_spreadsheet_reads_them(qtbot, page: ContractsPage):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("C-0147\tShort breaks, Tidewater")


def test_the_menu_of_a_row_offers_what_can_be_done(page: ContractsPage, breaks: str):
    menu = QMenu(page)
    page._fill_menu(menu, [breaks])
    assert [entry.text() for entry in menu.actions()] == [
        "Show details", "New agreement…", "Remove",
    ]  # fmt: skip


def test_a_title_is_kept_and_the_list_says_it_without_moving(
    qtbot, page: ContractsPage, desk: Desk, breaks: str
):
    details = part(page, "money")
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
    details = part(page, "money")
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
    assert performance.bar.value() == "6"
    type_into(qtbot, performance.reason, "Better than the figures say")
    qtbot.mouseClick(performance.bar.segments["8"], Qt.MouseButton.LeftButton)
    view = viewed(desk, breaks)
    assert (view.row.grade, view.grade_reason) == (8, "Better than the figures say")
    assert performance.chip.plain == "Outstanding"
    window.undo()
    assert performance.bar.value() == "6"
    row = shown(page).index("C-0147")
    assert page.model.cell(row, 6).lead == "6"


def test_measures_and_results_are_added_and_stand_against_their_target(
    page: ContractsPage, desk: Desk, breaks: str
):
    performance = part(page, "performance")
    performance.add_measure()
    ask = page.findChildren(MeasureDialog)[-1]
    ask.finish()
    assert ask.problem.plain == "Say what the measure counts."
    ask.title.box.setText("Sessions cancelled")
    ask.unit.box.setText("%")
    ask.direction.set_value("lower")
    ask.target.box.setText("4")
    ask.finish()
    for day, words in ((date(2026, 3, 31), "3.1"), (date(2026, 6, 30), "5")):
        performance.add_result()
        ask = page.findChildren(ResultDialog)[-1]
        ask.period.set_value(day)
        ask.figure.box.setText(words)
        ask.finish()
    (measure,) = viewed(desk, breaks).measures
    assert [result.value for result in measure.results] == [3.1, 5.0]
    cells = [performance.model.cell(0, column) for column in range(5)]
    assert [cell.text for cell in cells[1:3]] == ["5%", "≤ 4%"]
    assert cells[3].spark == (3.1, 5.0)
    assert cells[4].text == "Off target"
    performance.table.selectRow(0)
    performance._remove_chosen()
    assert performance.model.rows == []


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
    assert [risk.model.cell(0, column).text for column in (1, 2)] == ["4 × 4", "High 16"]
    risk.change(risk.model.rows[0])
    ask = page.findChildren(RiskDialog)[-1]
    ask.impact.set_value(1)
    ask.finish()
    assert risk.model.cell(0, 2).text == "Low 4"


def test_a_review_is_called_with_its_agenda_and_gone_to(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str,
    monkeypatch: pytest.MonkeyPatch,
):  # fmt: skip
    gone: list[tuple[str, ...]] = []
    monkeypatch.setattr(window, "go", lambda *place: gone.append(place))
    meeting_part = part(page, "meetings")
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
    found = part(page, "meetings")
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


def test_show_record_leaves_the_filter_that_hides_it(qtbot, page: ContractsPage, breaks: str):
    qtbot.mouseClick(page.pills.pills["running"], Qt.MouseButton.LeftButton)
    page.show_record(breaks, "terms")
    qtbot.waitUntil(lambda: page.detail.record == breaks)
    assert page.detail.tabs.currentIndex() == 1
    assert page.pills.pills["all"].isChecked()


def test_an_organisation_is_shown_by_its_agreements(qtbot, page: ContractsPage, desk: Desk):
    row = desk.ask(first_agreements, RegisterQuery(words="Outreach"))[0]

    page.show_record(desk.ask(organisation_named, row.provider) or "")
    qtbot.waitUntil(lambda: shown(page) == ["C-0121"])


def test_typed_words_are_kept_when_the_page_is_left(
    qtbot, window: Window, page: ContractsPage, desk: Desk, breaks: str
):
    details = part(page, "money")
    notes = next(
        each.binding.field for each in details._fields if each.binding.field.name == "Notes"
    )
    notes.box.setFocus()
    qtbot.keyClicks(notes.box, "Asked for the accounts")
    window.go("today")
    assert viewed(desk, breaks).notes == "Asked for the accounts"


def test_others_changes_leave_what_is_being_typed(qtbot, page: ContractsPage, desk: Desk, breaks):
    details = part(page, "money")
    notes = next(
        each.binding.field for each in details._fields if each.binding.field.name == "Notes"
    )
    notes.box.setFocus()
    qtbot.keyClicks(notes.box, "Half a sent")
    desk.do(rate_risk, breaks, "green", "")
    assert notes.box.toPlainText() == "Half a sent"
    assert page.detail.view.row.risk == "green"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_is_written_as_shown(page: ContractsPage, tmp_path: Path, kind: str):
    file = tmp_path / f"list.{kind}"
    query = RegisterQuery(words="trust", sort="annual")
    count = write_register(page.workspace, query, file, lambda _percent: None, lambda: False)
    assert count == 1
    if kind == "csv":
        assert "Outreach,Harbour Youth Trust" in file.read_text("utf-8-sig")


def test_an_empty_desk_offers_the_first_step(qtbot, window: Window):
    window.go("contracts")
    page = window.pages["contracts"]
    qtbot.waitUntil(lambda: page.body.currentIndex() == 1)


@pytest.mark.parametrize(
    ("scheme", "scale", "size"),
    [("light", 1.0, (1440, 900)), ("dark", 1.5, (1440, 900)), ("high", 2.0, (1280, 720))],
)
def test_nothing_is_cut_and_everything_is_named(
    qtbot, window: Window, breaks: str, others: list[str],
    scheme: str, scale: float, size: tuple[int, int],
):  # fmt: skip
    theme.apply(scheme, scale)
    window.resize(*size)
    window.rebuild()
    window.go("contracts", breaks)
    page = window.pages["contracts"]
    qtbot.waitUntil(lambda: page.detail.record == breaks and page.header.sub.plain != "")
    for name in PARTS:
        part(page, name)
        qtbot.wait(30)
        assert clipped(page) == []
        assert unnamed(page) == []
