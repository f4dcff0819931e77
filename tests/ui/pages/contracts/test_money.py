"""The Money tab through the window: typed, pasted, undone, and never a word lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from ui.pages.contracts.parts import ENDS, TODAY, field, part, type_into, viewed

from commission_desk import i18n
from commission_desk.operations.agreement_money import MoneyView, agreement_money
from commission_desk.operations.agreement_tables import add_table_row, paste_table_rows
from commission_desk.operations.agreements import add_agreement, decide_option
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.agreement_row import AgreementRowDialog
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_money import MoneyPart
from commission_desk.ui.pages.contracts_rows import RowsCard
from commission_desk.ui.window import Window


@pytest.fixture
def money(page: ContractsPage) -> MoneyPart:
    found = part(page, "money")
    assert isinstance(found, MoneyPart)
    return found


def now(desk: Desk, record: str) -> MoneyView:
    return desk.ask(agreement_money, record)


def cells(rows: RowsCard) -> list[list[str]]:
    model = rows.model
    columns = range(len(model.columns))
    return [[model.cell(row, c).spoken for c in columns] for row in range(model.rowCount())]


def paste(rows: RowsCard, words: str) -> None:
    QGuiApplication.clipboard().setText(words)
    rows.paste()


def test_the_tabs_stand_in_their_order(page: ContractsPage):
    tabs = page.detail.tabs
    assert [tabs.tabText(n) for n in range(1, 5)] == ["Terms", "Money", "Why", "Details"]


def test_an_empty_tab_says_what_to_do(qtbot, window: Window, page: ContractsPage, desk: Desk):
    made = desk.do(add_agreement, "Bare")
    page.show_record(made)
    money = part(page, "money")
    assert "No partner is listed" in money.shares.nothing.plain
    assert money.shares.table.isHidden()
    assert "are known" in money.years.nothing.plain
    assert money.years.chart.isHidden()


def test_values_are_typed_as_people_write_them_and_their_words_are_kept(
    qtbot, money: MoneyPart, desk: Desk, breaks: str
):
    type_into(qtbot, money.total, "2.5m")
    assert viewed(desk, breaks).row.total_pence == 250_000_000
    assert money.total.help.plain == "Given as “2.5m”"
    type_into(qtbot, money.total, "Nil")
    assert (viewed(desk, breaks).row.total_pence, money.total.box.text()) == (0, "Nil")
    type_into(qtbot, money.total, "lots")
    assert viewed(desk, breaks).row.total_pence == 0
    assert money.total.reason.plain


def test_the_sum_says_award_variations_and_options(
    qtbot, page: ContractsPage, money: MoneyPart, desk: Desk, breaks: str
):
    type_into(qtbot, money.total, "£2,400,000")
    covers = field(money, "What the whole value counts")
    covers.set_value("initial")
    covers._chosen()
    first = viewed(desk, breaks).options[0]
    desk.do(decide_option, first.id, "exercised")
    page.refresh()
    words = [each.plain for each in money.sum.findChildren(Label)]
    assert "£2,400,000" in words
    assert "Options taken up" in words
    assert "£3,224,000" in words, "award and one option of a year"
    assert "£4,048,000" in words, "and the one that is still open"


def test_an_option_is_given_a_value_of_its_own(qtbot, money: MoneyPart, desk: Desk, breaks: str):
    first = next(iter(money.option_fields.values()))
    assert first.help.plain == "Counted as £824,000"
    type_into(qtbot, first, "800k")
    assert now(desk, breaks).options[0].given_pence == 80_000_000
    assert first.help.isHidden()
    type_into(qtbot, first, "nil")
    assert now(desk, breaks).options[0].pence == 0
    desk.undo()
    assert now(desk, breaks).options[0].given_pence == 80_000_000


def test_shares_are_typed_cell_by_cell_with_the_keyboard(
    qtbot, money: MoneyPart, desk: Desk, breaks: str
):
    money.shares.add()
    table = money.shares.table
    editor = table.findChild(type(money.annual.box), "cell")
    qtbot.keyClicks(editor, "Health board")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: now(desk, breaks).shares[0].values["name"] == "Health board")
    assert money.shares.model.setData(money.shares.model.index(0, 1), "Nil")
    assert cells(money.shares) == [["Health board", "Nil", ""]]
    assert now(desk, breaks).partners_pence == 0
    assert not money.partners.entry.isEnabled() or money.partners.box.isReadOnly()
    assert not money.shares.model.setData(money.shares.model.index(0, 1), "a lot")
    assert "A year" in money.shares.problem.words.plain
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(now(desk, breaks).shares) == 2


def test_payments_are_pasted_from_a_spreadsheet_and_taken_out_again(
    qtbot, window: Window, money: MoneyPart, desk: Desk, breaks: str
):
    paste(money.payments, "2024/25\t£1,000\t900\tShort of staff\n2025/26\t\tNil\t\n")
    assert cells(money.payments) == [
        ["2024/25", "£1,000", "£900", "Short of staff"], ["2025/26", "", "Nil", ""],
    ]  # fmt: skip
    assert window.findChildren(Toast)
    money.payments.table.setFocus()
    money.payments.table.selectRow(0)
    qtbot.keyClick(money.payments.table, Qt.Key.Key_Delete)
    assert [row[0] for row in cells(money.payments)] == ["2025/26"]
    window.undo()
    assert len(now(desk, breaks).payments) == 2
    paste(money.payments, "2024/25\tx")
    assert "Nothing was pasted" in money.payments.problem.words.plain
    assert len(now(desk, breaks).payments) == 2


def test_a_variation_is_asked_for_and_the_dates_follow(
    qtbot, page: ContractsPage, money: MoneyPart, desk: Desk, breaks: str
):
    money.variations.add()
    dialog = money.variations.findChild(AgreementRowDialog)
    dialog.finish()
    assert "Nothing is filled in" in dialog.problem.plain
    dialog.fields["reason"].set_value("Waiting list")
    dialog.finish()
    assert "What changes" in dialog.problem.plain
    dialog.fields["title"].set_value("<b>More</b> places")
    dialog.fields["value_pence"].set_value("12k")
    later = date(ENDS.year, 9, 30)
    dialog.fields["agreed_on"].set_value("1/2/2026")
    dialog.fields["new_end"].set_value(f"{later:%d/%m/%Y}")
    dialog.finish()
    assert page.detail.view.row.end == later
    assert cells(money.variations)[0][1] == "<b>More</b> places, Waiting list"
    money.variations.table.selectRow(0)
    qtbot.keyClick(money.variations.table, Qt.Key.Key_Return)
    again = money.variations.findChildren(AgreementRowDialog)[-1]
    again.fields["new_end"].set_value("")
    again.finish()
    assert page.detail.view.row.end == ENDS
    paste(money.variations, f"{TODAY:%d/%m/%Y}\tTravel\tFuel\t(£500)\t\tManager\tV2")
    assert len(now(desk, breaks).variations) == 2
    assert now(desk, breaks).value.varied == 1_200_000 - 50_000


def test_the_profile_is_a_table_and_a_chart_with_words(money: MoneyPart):
    years = money.years
    assert years.table.model().rowCount() == 5
    assert "with open options £824,000" in years.chart.accessibleDescription()
    assert years.chart.accessibleName() == "Value by financial year"
    assert not years.chart.grab().isNull()


def test_the_uplift_says_the_difference_and_is_kept_nowhere(
    qtbot, money: MoneyPart, desk: Desk, breaks: str
):
    before = now(desk, breaks)
    year = before.years[0].year
    money.years.percent.box.setFocus()
    qtbot.keyClicks(money.years.percent.box, "10")
    money.years.since.box.selectAll()
    qtbot.keyClicks(money.years.since.box, str(year))
    assert f"With 10% a year from {year}/" in money.years.uplift.plain
    assert "a difference of £" in money.years.uplift.plain
    money.years.percent.box.selectAll()
    qtbot.keyClicks(money.years.percent.box, "999")
    assert "at most 50 percent" in money.years.uplift.plain
    assert now(desk, breaks) == before


def test_what_does_not_add_up_is_said_at_the_top(
    page: ContractsPage, money: MoneyPart, desk: Desk, breaks: str
):
    assert money.findings.isHidden()
    desk.do(paste_table_rows, breaks, "partner_share", (0, 0), [["Police", "£9m"]])
    page.refresh()
    assert [need.check for need in money.findings.needs] == ["shares-above-annual"]
    assert not money.findings.isHidden()


def test_another_agreement_shows_its_own_rows_and_options(
    page: ContractsPage, money: MoneyPart, desk: Desk, breaks: str, others: list[str]
):
    desk.do(add_table_row, breaks, "variation", {"title": "More"})
    page.refresh()
    assert len(cells(money.variations)) == 1
    page.table.choose(others[0])
    assert cells(money.variations) == []
    assert not money.option_fields


def test_the_tab_speaks_welsh(qtbot, window: Window, page: ContractsPage, breaks: str):
    i18n.use("cy")
    made = MoneyPart(page.detail)
    qtbot.addWidget(made)
    made.show_view(page.detail.view, other=True)
    assert made.variations.words.title == "Amrywiadau"
    paste(made.payments, "2026/27\t\tdim\t")
    made.show_view(page.detail.view, other=False)
    assert cells(made.payments)[0][2] == "Dim"


def test_delete_outside_the_list_takes_no_agreement_away(
    qtbot, page: ContractsPage, money: MoneyPart, desk: Desk, breaks: str
):
    for widget in (page.detail.tabs, money.years.chart, money.variations.table):
        widget.setFocus()
        qtbot.keyClick(widget, Qt.Key.Key_Delete)
    assert viewed(desk, breaks).row.reference == "C-0147"
