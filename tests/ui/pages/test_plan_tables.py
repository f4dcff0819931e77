"""The tables of a plan through the window: typed, pasted, sorted, undone, and shown large."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from ui.looks import settled, unnamed

from commission_desk import i18n
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import add_entry, edit_entry
from commission_desk.operations.plans import new_plan
from commission_desk.ui.kit.chart import LineChart
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.plan_appraisal import AgreeCriteria, ChooseOption
from commission_desk.ui.pages.plan_tables import FITTED, TableCard
from commission_desk.ui.pages.plans import PlansPage

SIZE, MAP = "wales-2010.needs.size", "wales-2010.services.map"
KEYS = Qt.Key


@pytest.fixture
def page(window, desk) -> PlansPage:
    desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    window.go("plans")
    found = window.pages["plans"]
    assert isinstance(found, PlansPage)
    return found


def card(page: PlansPage, part: str) -> TableCard:
    page.open_part(part)
    return page.pane.tables.cards[0]


def said(of: TableCard) -> list[list[str]]:
    return [[of.view.words(row, column) for column in of.view.columns] for row in of.view.rows]


def paste(of: TableCard, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    of.table.setFocus()
    QTest.keyClick(of.table, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)


def typed(of: TableCard, words: str) -> None:
    """Type into the cell that is being edited, and leave it with Enter."""
    type_in(of.table, words)


def type_in(table: Table, words: str) -> None:
    editor = table.findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClick(editor, KEYS.Key_Delete)
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, KEYS.Key_Return)
    QTest.qWait(20)  # Qt keeps what was typed once the key has been handled


def test_rows_are_typed_by_keyboard_alone(page: PlansPage, window, qtbot):
    services = card(page, MAP)
    assert not services.table.isVisible()
    services.add_button.setFocus()
    QTest.keyClick(services.add_button, KEYS.Key_Space)
    typed(services, "Play scheme")
    services.table.setCurrentIndex(services.model.index(0, 2))
    QTest.keyClick(services.table, KEYS.Key_Return)
    typed(services, "third")
    assert said(services)[0][:3] == ["Play scheme", "", "Third sector"]
    services.table.setCurrentIndex(services.model.index(0, 4))
    QTest.keyClick(services.table, KEYS.Key_Return)
    typed(services, "many")
    assert services.problem.isVisible()
    assert services.problem.words.plain == "Places: “many” is not a number."
    QTest.keyClick(services.table, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    typed(services, "Clubs")
    assert not services.problem.isVisible()
    assert [line[0] for line in said(services)] == ["Play scheme", "Clubs"]
    window.undo()
    window.undo()
    qtbot.waitUntil(lambda: [line[0] for line in said(services)] == ["Play scheme"])


def test_a_block_is_pasted_undone_sorted_moved_and_removed(page: PlansPage, window, qtbot):
    services = card(page, MAP)
    services.add()
    services.table.setCurrentIndex(services.model.index(0, 0))
    paste(services, "Bb\tCouncil\n\nAa\tHarbour\tThird\r\n")
    assert [line[:3] for line in said(services)] == [
        ["Bb", "Council", ""], ["Aa", "Harbour", "Third sector"],
    ]  # fmt: skip
    services.table.horizontalHeader().sectionClicked.emit(0)
    assert [line[0] for line in said(services)] == ["Aa", "Bb"]
    services.table.horizontalHeader().sectionClicked.emit(0)
    assert [line[0] for line in said(services)] == ["Bb", "Aa"]
    services.table.setCurrentIndex(services.model.index(0, 0))
    services.move(1)
    assert [line[0] for line in said(services)] == ["Aa", "Bb"]
    assert services.table.currentIndex().row() == 1
    services.remove()
    assert [line[0] for line in said(services)] == ["Aa"]
    for _ in range(5):
        window.undo()
    qtbot.waitUntil(lambda: said(services) == [[""] * len(services.view.columns)])


def test_a_paste_that_cannot_be_read_is_said_in_one_sentence(page: PlansPage):
    services = card(page, MAP)
    services.add()
    services.table.setCurrentIndex(services.model.index(0, 4))
    paste(services, "12\nmany")
    assert services.problem.words.plain == (
        "Row 2, Places: “many” is not a number. Nothing was pasted."
    )
    assert len(services.view.rows) == 1


def test_figures_by_year_are_charted(page: PlansPage, qtbot):
    needs = card(page, SIZE)
    needs.add()
    needs.table.setCurrentIndex(needs.model.index(0, 0))
    paste(needs, "Children\t\tchildren\t\t702\t740\t\t\t\t800")
    qtbot.waitUntil(lambda: len(needs.frame.findChildren(LineChart)) == 1)
    (chart,) = needs.frame.findChildren(LineChart)
    assert chart.accessibleName() == "Children"
    assert chart.accessibleDescription() == "2023: 702.0; 2024: 740.0; 2028: 800.0"


def test_a_long_table_scrolls_and_can_be_shown_large(page: PlansPage, window, qtbot):
    services = card(page, MAP)
    paste(services, "\n".join(f"Service {n}" for n in range(FITTED + 5)))
    assert services.table.height() < 700
    services.larger.click()
    dialog = window.findChild(Dialog)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.width() > 1000
    other = dialog.findChild(type(services.table))
    other.setCurrentIndex(other.model().index(0, 1))
    QTest.keyClick(other, KEYS.Key_Return)
    type_in(other, "Council")
    assert dialog.isVisible()
    dialog.main.click()
    qtbot.waitUntil(lambda: said(services)[0][1] == "Council")


def test_the_tables_follow_the_part_and_what_does_not_apply_hides_them(page: PlansPage, qtbot):
    card(page, MAP).add()
    page.open_part(SIZE)
    assert [each.view.table.id for each in page.pane.tables.cards] == ["need"]
    page.open_part("wales-2010.introduction.purpose")
    assert page.pane.tables.cards == []
    assert not page.pane.tables.isVisible()
    assert card(page, MAP).table.isVisible()


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("scheme", ["light", "dark", "high"])
def test_the_tables_are_whole_in_both_languages_at_200_percent(
    window, page: PlansPage, qtbot, language: str, scheme: str
):
    services = card(page, MAP)
    paste(services, "Play scheme\tCouncil\t\tTown\t60\t41\tMixed\t£140k")
    i18n.use(language)
    theme.apply(scheme, 2.0)
    window.rebuild()
    window.go("plans")
    found = window.pages["plans"]
    found.open_part(MAP)
    qtbot.wait(50)
    frame = found.pane.tables.cards[0].frame
    assert settled(frame) == []
    assert not unnamed(frame)


OPTIONS = "wales-2010.design.options"


def test_what_the_rows_come_to_stands_below_them(page: PlansPage, qtbot):
    services = card(page, MAP)
    services.add()
    services.table.setCurrentIndex(services.model.index(0, 0))
    paste(services, "Home\tA\t\t\t120\t90\t\t£100k\nNight\tB\t\t\t\t\t\t£50k")
    qtbot.waitUntil(lambda: "90 of 120 places are used (75%)." in below(services))
    assert "£150,000 a year in all." in below(services)


def test_options_are_appraised_from_criteria_to_choice(page: PlansPage, window, qtbot):
    page.open_part(OPTIONS)
    criteria, options = page.pane.tables.cards
    paste(criteria, "Outcomes\t60\nCost\t40")
    page.refresh()
    paste(options, "As now\tAs now\nA contract\tContract")
    options.table.setCurrentIndex(options.model.index(0, 4))
    paste(options, "3\t3")
    assert "Agree the criteria first" in options.problem.words.plain
    button_of(criteria, "Agree the criteria…").click()
    dialog = window.findChild(AgreeCriteria)
    dialog.finish()
    assert dialog.problem.plain == "Say who agreed the criteria."
    QTest.keyClicks(dialog.who.box, "Joint board")
    QTest.keyClick(dialog.who.box, KEYS.Key_Return)
    qtbot.waitUntil(lambda: button_of(criteria, "Open the criteria again") is not None)
    options.table.setCurrentIndex(options.model.index(0, 4))
    paste(options, "3\t3\n5\t2")
    assert [line[-3:-1] for line in said(options)] == [["3.00", "2"], ["3.80", "1"]]
    qtbot.waitUntil(lambda: "First place: A contract." in below(options))
    button_of(options, "Choose an option…").click()
    choose = window.findChild(ChooseOption)
    assert choose.option.value() == options.view.rows[1].id
    choose.finish()
    assert "auditors" in choose.problem.plain
    QTest.keyClicks(choose.reason.box, "Best for families")
    choose.finish()
    qtbot.waitUntil(lambda: "A contract. Best for families" in below(options))
    window.undo()
    qtbot.waitUntil(lambda: "Best for families" not in below(options))


def button_of(of: TableCard, words: str) -> QPushButton | None:
    found = of.frame.findChildren(QPushButton)
    return next((each for each in found if each.text() == words and each.isVisible()), None)


def below(of: TableCard) -> str:
    return "\n".join(each.plain for each in of.frame.findChildren(Label) if each.isVisible())


def test_clearing_the_last_figure_of_a_year_takes_its_column_and_no_other(window, desk, qtbot):
    desk.do(new_plan, "Without dates")
    window.go("plans")
    needs = card(window.pages["plans"], SIZE)
    needs.add()
    row = needs.view.rows[0].id
    for year, words in (("2015", "10"), ("2016", "20")):
        desk.do(edit_entry, needs.plan, "need", row, f"year {year}", words)
    qtbot.waitUntil(lambda: [c.title for c in needs.view.columns[3:5]] == ["2015", "2016"])
    needs.table.setCurrentIndex(needs.model.index(0, 3))
    QTest.keyClick(needs.table, KEYS.Key_Return)
    typed(needs, "")
    qtbot.waitUntil(lambda: needs.model.columnCount() == len(needs.view.columns))
    assert [column.title for column in needs.view.columns[3:]] == ["2016", "Source"]
    needs.table.setCurrentIndex(needs.model.index(0, 3))
    QTest.keyClick(needs.table, KEYS.Key_Return)
    typed(needs, "77")
    assert said(needs)[0][3:] == ["77", ""]


def test_a_gap_that_the_figures_suggest_is_added_with_one_key(window, desk):
    record = desk.do(new_plan, "Carers")
    made = desk.do(add_entry, record, "service", title="Breaks")
    for column, words in (("capacity", "20"), ("used", "31")):
        desk.do(edit_entry, record, "service", made, column, words)
    window.go("plans")
    page = window.pages["plans"]
    page.show_record(record, "wales-2010.services.pressures")
    (take,) = [b for b in page.pane.tables.findChildren(QPushButton) if b.text() == "Add this gap"]
    assert "Breaks" in take.accessibleName()
    take.setFocus()
    QTest.keyClick(take, Qt.Key.Key_Space)
    (row,) = desk.ask(read_table, record, "gap").rows
    assert row.values["title"] == "Too few places: Breaks"
    left = [b for b in page.pane.tables.findChildren(QPushButton)
            if b.text() == "Add this gap" and b.isVisibleTo(page)]  # fmt: skip
    assert left == []
    window.undo()
    assert desk.ask(read_table, record, "gap").rows == ()
