"""The Reports page: lists and charts from the registers, and scenario S2 through the window."""

from datetime import date, timedelta

import openpyxl
import pytest
from operations.jersey_spend import FOOTNOTE, LINES, SHARES
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from ui import looks

from commission_desk.operations.agreements import add_agreement, edit_agreement
from commission_desk.operations.spend_checks import spend, statements
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.preview import PreviewDialog
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.report_blocks import ReportChartView, ReportTableView
from commission_desk.ui.pages.report_spend import SettleDialog, StatementDialog
from commission_desk.ui.pages.reports import ReportsPage
from commission_desk.ui.window import Window

TODAY = date.today()  # noqa: DTZ011 - the page's own day


@pytest.fixture
def agreements(desk: Desk) -> list[str]:
    return [
        desk.do(
            add_agreement, title, provider, department="Care", service="Homes",
            annual_pence=pence, starts=TODAY - timedelta(days=400),
            ends=TODAY + timedelta(days=days),
        )
        for title, provider, pence, days in (
            ("Short breaks", "Tidewater", 8_000_000, 200), ("Respite", "Harbour", 2_000_000, -20),
            ("Outreach", "Tidewater", 1_000_000, 300),
        )
    ]  # fmt: skip


@pytest.fixture
def page(qtbot, window: Window, agreements: list[str]) -> ReportsPage:
    return shown(qtbot, window, "concentration")


def shown(qtbot, window: Window, key: str) -> ReportsPage:
    window.go("reports", key)
    made = window.pages["reports"]
    assert isinstance(made, ReportsPage)
    qtbot.waitUntil(lambda: made.report is not None and made.report.key == key)
    return made


def tables(page: ReportsPage) -> list[ReportTableView]:
    return [each for each in page.findChildren(ReportTableView) if each.isVisible()]


def press(root, words: str) -> None:
    found = next(b for b in root.findChildren(QPushButton) if b.text() == words and b.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def paste(card, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.mouseClick(card.paste_button, Qt.MouseButton.LeftButton)


def test_the_sidebar_has_reports_and_nothing_is_read_before(window: Window):
    assert window.sidebar.rail.count() == 7
    assert "reports" not in window.pages


def test_every_report_is_shown_and_its_controls_have_names(qtbot, window, page):
    for row in range(page.list.count()):
        page.list.setCurrentRow(row)
        key = page.current
        qtbot.waitUntil(lambda key=key: page.report is not None and page.report.key == key)
        assert looks.unnamed(page) == []
        assert looks.clipped(page) == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_at_large_text(qtbot, window, page, scale):
    theme.apply(scale=scale)
    window.rebuild()
    for key in ("timeline", "portfolio", "evidence"):
        made = shown(qtbot, window, key)
        qtbot.wait(20)
        assert looks.clipped(made) == []


def test_an_empty_desk_offers_the_first_step(qtbot, window: Window):
    made = shown(qtbot, window, "portfolio")
    press(made, "Go to the contracts")
    assert window.here == "contracts"


def test_enter_on_a_row_goes_to_the_provider_or_the_agreement(qtbot, window, page, agreements):
    made = shown(qtbot, window, "timeline")
    (table,) = tables(made)
    table.setCurrentIndex(table.cells.index(0, 1))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.here == "contracts")
    detail = window.pages["contracts"].detail
    qtbot.waitUntil(lambda: detail.record == agreements[1])


def test_the_chart_speaks_its_data_and_the_list_says_the_same(qtbot, window, page):
    made = shown(qtbot, window, "timeline")
    qtbot.waitUntil(lambda: len(made.findChildren(ReportChartView)) == 1)  # the one before is gone
    (chart,) = made.findChildren(ReportChartView)
    assert "Respite: ended 20 days ago, still running" in chart.accessibleDescription()
    (table,) = tables(made)
    assert table.cells.cell(0, 7).text == "ended 20 days ago, still running"


def test_a_cell_of_the_evidence_says_why_and_opens_it(qtbot, window, page):
    made = shown(qtbot, window, "evidence")
    table = tables(made)[0]
    table.setCurrentIndex(table.cells.index(0, 6))
    said = [label.plain for label in made.findChildren(type(made.about)) if label.isVisible()]
    assert "Not found: It has no measures." in said
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.here == "contracts")


def test_the_report_follows_the_registers(qtbot, window, page, desk, agreements):
    assert page.report.says[0] == "2 agreements that run today, £90k a year."
    window.workspace.do(edit_agreement, agreements[0], annual_pence=18_000_000)
    qtbot.waitUntil(lambda: page.report.says[0].startswith("2 agreements that run today, £190k"))
    window.undo()
    qtbot.waitUntil(lambda: page.report.says[0].startswith("2 agreements that run today, £90k"))


def test_filters_narrow_what_is_counted(qtbot, window, page, desk):
    desk.do(add_agreement, "A grant", "Club", kind="grant", annual_pence=500_000)
    qtbot.waitUntil(lambda: page.report.says[0].startswith("3 agreements"))
    press(page, "Without grants")
    qtbot.waitUntil(lambda: page.report.says[0].startswith("2 agreements"))
    made = shown(qtbot, window, "timeline")
    field = made.filters.fields["months"]
    field.set_value(60)
    field.committed.emit()
    qtbot.waitUntil(lambda: made.choice.months == 60 and "2031" in made.report.says[0])


def test_another_sample_is_drawn_and_chosen_ones_come_from_contracts(
    qtbot, window, page, agreements
):
    made = shown(qtbot, window, "evidence")
    press(made, "Draw another sample")
    qtbot.waitUntil(lambda: "sample number 2" in " ".join(made.report.says))
    contracts = window.pages.get("contracts") or (
        window.go("contracts") or window.pages["contracts"]
    )
    from commission_desk.ui.pages.contracts_prints import show_evidence

    show_evidence(contracts, agreements[:1])
    qtbot.waitUntil(lambda: made.report.says[0].startswith("1 agreement,"))
    press(made, "Draw a sample instead")
    qtbot.waitUntil(lambda: made.report.says[0].startswith("2 agreements,"))


def test_a_report_is_exported_with_amounts_that_can_be_added(
    qtbot, window, page, tmp_path, monkeypatch
):
    target = tmp_path / "out.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), ""))
    press(page, "Export to Excel")
    qtbot.waitUntil(target.exists)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["By sector", "By provider"]
    sheet = book["By provider"]
    assert [sheet.cell(2, n).value for n in (2, 4, 5)] == ["Tidewater", 2, 90000]


def test_a_report_is_previewed_as_it_is_printed(qtbot, window, page):
    press(page, "Print")
    dialog = window.findChild(PreviewDialog)
    qtbot.waitUntil(lambda: dialog.data.startswith(b"%PDF"), timeout=20_000)
    dialog.reject()


def test_contracts_print_their_list_the_portfolio_and_an_agreement(
    qtbot, window, page, agreements, monkeypatch
):
    asked = []
    monkeypatch.setattr(type(window), "preview", lambda _w, *given: asked.append(given))
    window.go("contracts")
    contracts = window.pages["contracts"]
    qtbot.waitUntil(lambda: contracts.model.complete)
    contracts.table.choose(agreements[0])
    by_name = {words: run for _icon, words, run in contracts.commands()}
    for words in ("Print this list…", "Print this agreement on two pages…", "Print the portfolio…"):
        by_name[words]()
    assert [given[0] for given in asked] == ["Register of agreements", "Short breaks", "Portfolio"]
    assert {given[1] for given in asked} == {"report"}
    QTest.mouseClick(contracts.detail.print_button, Qt.MouseButton.LeftButton)
    assert asked[-1][0] == "Short breaks"


# Scenario S2 through the window.


@pytest.fixture
def exhibits(qtbot, window: Window) -> ReportsPage:
    """Make a statement and paste both exhibits, as a person would."""
    made = shown(qtbot, window, "spend")
    press(made, "New statement…")
    dialog = made.findChild(StatementDialog)
    dialog.name.set_value("External commissioning")
    dialog.period.set_value("2023")
    dialog.footnotes.set_value(FOOTNOTE)
    dialog.finish()
    assert made.panel.entering, "a statement without rows is ready to be entered"
    paste(made.panel.cards[0], LINES)
    paste(made.panel.cards[1], SHARES)
    qtbot.waitUntil(lambda: len(made.report.blocks) == 4 and bool(made.report.blocks[2].rows))
    return made


def test_the_slip_is_found_settled_with_a_reason_and_undone(qtbot, window, desk, exhibits):
    page = exhibits
    ((statement, _name),) = desk.ask(statements)
    assert len(desk.ask(spend, statement).lines) == 11
    press(page, "Settle…")
    dialog = page.findChild(SettleDialog)
    dialog.finish()
    assert "Choose which" in dialog.problem.plain
    dialog.which.set_value("lines")
    dialog.finish()
    assert "Say why" in dialog.problem.plain
    assert desk.ask(spend, statement).findings[0].settled == ""
    dialog.reason.set_value("The contract was seen")
    dialog.finish()
    found = desk.ask(spend, statement).findings[0]
    assert found.settled == "The contract was seen"
    qtbot.waitUntil(lambda: page.report.blocks[1].rows[4].cells[3].text == "0.6%")
    window.undo()
    assert desk.ask(spend, statement).findings[0].settled == ""
    qtbot.waitUntil(lambda: page.report.blocks[1].rows[4].cells[3].text == "0.07%")


def test_a_settled_difference_is_opened_again(qtbot, window, desk, exhibits):
    page = exhibits
    press(page, "Settle…")
    dialog = page.findChild(SettleDialog)
    dialog.which.set_value("shares")
    dialog.reason.set_value("As published")
    dialog.finish()
    press(page, "Open it again")
    ((statement, _name),) = desk.ask(statements)
    assert desk.ask(spend, statement).findings[0].settled == ""


def test_a_cell_is_typed_by_keyboard_and_what_is_no_amount_stays_out(qtbot, window, desk, exhibits):
    page = exhibits
    ((statement, _name),) = desk.ask(statements)
    card = page.panel.cards[1]
    view = desk.ask(spend, statement)
    assert not card.model.setData(card.model.index(4, 1), "a little")
    assert "could not be read as an amount" in page.panel.problem.findChild(
        type(page.about)).plain  # fmt: skip
    assert desk.ask(spend, statement) == view
    card.table.setFocus()
    card.table.setCurrentIndex(card.model.index(4, 1))
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    editor = card.table.findChild(type(card.table.indexWidget(card.model.index(4, 1)) or object)) \
        if False else QGuiApplication.focusObject()  # fmt: skip
    editor.selectAll()
    QTest.keyClicks(editor, "£0.016m")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.ask(spend, statement).shares[4].words["commissioned"] == "£0.016m")
    # Settled by correcting the print: now its own percentage is what does not agree.
    assert [each.kind for each in desk.ask(spend, statement).findings] == ["percentage"]


def test_rows_are_added_and_taken_out_by_key(qtbot, window, desk, exhibits):
    page = exhibits
    ((statement, _name),) = desk.ask(statements)
    card = page.panel.cards[0]
    card.table.setFocus()
    QTest.keyClick(card.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.ask(spend, statement).lines) == 12
    card.table.selectRow(11)
    card.remove()
    assert len(desk.ask(spend, statement).lines) == 11


def test_a_statement_is_edited_and_taken_away(qtbot, window, desk, exhibits):
    page = exhibits
    press(page, "Details of the statement…")
    dialog = page.findChild(StatementDialog)
    dialog.name.set_value("Exhibits")
    dialog.finish()
    assert desk.ask(statements)[0][1] == "Exhibits · 2023"
    press(page, "Remove the statement")
    assert desk.ask(statements) == []
    window.undo()
    assert len(desk.ask(statements)) == 1


def test_the_find_box_leads_to_a_statement(qtbot, window, desk, exhibits):
    ((statement, _name),) = desk.ask(statements)
    window.go("today")
    window.go("spend_statement", statement)
    assert window.here == "reports"
    assert window.pages["reports"].panel.statement == statement
    assert not [each for each in window.findChildren(Dialog) if each.isVisible()]


def test_another_report_is_shown_from_its_beginning(qtbot, window: Window, page: ReportsPage):
    bar = page.area.verticalScrollBar()
    bar.setRange(0, 500)
    bar.setValue(400)
    page.show_record("portfolio")
    assert bar.value() == 0
