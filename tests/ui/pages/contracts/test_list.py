from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from ui.looks import clipped, unnamed
from ui.pages.contracts.parts import fill, part, shown

from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.organisations import organisation_named
from commission_desk.operations.register import RegisterQuery, agreement_ids, first_agreements
from commission_desk.store.desk import Desk
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_agreement import PARTS
from commission_desk.ui.pages.contracts_export import write_register
from commission_desk.ui.window import Window


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
    qtbot.waitUntil(lambda: page.header.sub.plain.startswith("1 agreement with 1 provider ·"))
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
        "Show details", "New agreement…", "Print this agreement on two pages…",
        "Evidence for these", "Remove",
    ]  # fmt: skip


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


def test_the_first_agreement_is_shown_at_once(qtbot, window: Window, breaks: str, others):
    window.go("contracts")
    page = window.pages["contracts"]
    qtbot.waitUntil(lambda: page.detail.record == others[0])


def test_a_long_list_stays_where_it_was_when_something_changes(qtbot, window: Window, desk: Desk):
    desk.do(fill, 400)
    window.go("contracts")
    page = window.pages["contracts"]
    qtbot.waitUntil(lambda: page.model.complete)
    qtbot.wait(50)
    page.table.verticalScrollBar().setValue(page.table.verticalScrollBar().maximum())
    at = page.table.verticalScrollBar().value()
    desk.do(add_agreement, "Another", reference="Z-1", ends=date(2049, 3, 31))
    qtbot.waitUntil(lambda: page.model.complete and page.model.rowCount() == 401)
    qtbot.waitUntil(lambda: page.table.verticalScrollBar().value() == at)


def test_where_it_is_narrow_enter_opens_the_agreement_and_escape_gives_the_list_back(
    qtbot, window: Window, page: ContractsPage
):
    window.resize(900, 700)
    qtbot.waitUntil(lambda: page.panes.drawer)
    assert page.details.isVisible()
    assert not page.detail.isVisible()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    qtbot.keyClick(page.panes.right.close_button, Qt.Key.Key_Escape)
    assert not page.detail.isVisible()
    assert page.table.hasFocus()
