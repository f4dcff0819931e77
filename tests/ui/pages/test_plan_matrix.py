"""The matrix of services and outcomes through the window: ticked, said, undone, shown large."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from ui.looks import settled, unnamed

from commission_desk import i18n
from commission_desk.operations.plan_matrix import matrix
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import paste_entries
from commission_desk.operations.plans import new_plan
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.plan_matrix import FIRST, MatrixCard
from commission_desk.ui.pages.plans import PlansPage

MAP = "wales-2010.services.map"
KEYS = Qt.Key


@pytest.fixture
def page(window, desk) -> PlansPage:
    record = desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    fill(desk, record, "outcome", ["Families have a break before they need one"], ["Join in"])
    fill(desk, record, "service", ["Home", "A", "", "", "", "", "", "£100,000"], ["Club"])
    window.go("plans")
    found = window.pages["plans"]
    assert isinstance(found, PlansPage)
    found.open_part(MAP)
    return found


def fill(desk, record: str, table: str, *cells: list[str]) -> None:
    desk.do(paste_entries, desk.ask(read_table, record, table), (0, 0), cells)


def card(page: PlansPage) -> MatrixCard:
    (found,) = page.pane.tables.views.cards
    assert isinstance(found, MatrixCard)
    return found


def ticked(page: PlansPage) -> list[int]:
    found = page.ask(matrix, page.whole.row.id)
    return [len(each.services) for each in found.outcomes]


def test_cells_are_ticked_by_key_and_click_and_undone(page: PlansPage, window):
    found = card(page)
    found.table.setFocus()
    found.table.setCurrentIndex(found.model.index(0, FIRST))
    QTest.keyClick(found.table, KEYS.Key_Space)
    assert ticked(page) == [1, 0]
    assert found.here.plain == "“Home” serves “Families have a break before they need one”."
    assert found.table.currentIndex().column() == FIRST
    QTest.keyClick(found.table, KEYS.Key_Right)
    QTest.keyClick(found.table, KEYS.Key_Return)
    assert ticked(page) == [1, 1]
    services = page.pane.tables.cards[0]
    place = [column.key for column in services.view.columns].index("outcomes")
    assert services.model.cell(0, place).text == (
        "Families have a break before they need one; Join in"
    )
    window.undo()
    assert ticked(page) == [1, 0]
    at = found.table.visualRect(found.model.index(1, FIRST)).center()
    QTest.mouseClick(found.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert ticked(page) == [2, 0]
    assert found.model.cell(2, FIRST).text == "2 services"
    assert found.model.cell(2, FIRST + 1).text == "None: a gap"
    QTest.keyClick(found.table, KEYS.Key_Down)  # sums cannot be ticked
    QTest.keyClick(found.table, KEYS.Key_Space)
    assert ticked(page) == [2, 0]


def test_a_head_says_its_outcome_whole_and_large_it_is_ticked_too(page: PlansPage, window):
    found = card(page)
    role = Qt.ItemDataRole.AccessibleTextRole
    said = found.model.headerData(FIRST, Qt.Orientation.Horizontal, role)
    assert said == "Families have a break before they need one"
    assert found.model.headerData(FIRST, Qt.Orientation.Horizontal).endswith("…")
    found.enlarge()
    (dialog,) = window.findChildren(Dialog)
    table = dialog.findChild(type(found.table))
    table.setCurrentIndex(table.model().index(1, FIRST))
    QTest.keyClick(table, KEYS.Key_Space)
    assert ticked(page) == [1, 0]
    dialog.finish()
    assert found.model.cell(1, FIRST).text == "Yes"


@pytest.mark.parametrize(("code", "scheme", "scale"), [("en", "light", 1.0), ("cy", "dark", 2.0)])
def test_it_is_whole_in_both_languages_at_200_percent(
    window, page: PlansPage, qtbot, code: str, scheme: str, scale: float
):
    i18n.use(code)
    theme.apply(scheme, scale)
    window.rebuild()
    window.go("plans")
    page = window.pages["plans"]
    page.open_part(MAP)
    found = card(page)
    found.tick(found.model.index(0, FIRST))
    found.table.setCurrentIndex(found.model.index(0, FIRST))
    qtbot.wait(50)
    assert unnamed(window) == []
    assert settled(found.frame) == []


def test_an_empty_matrix_says_what_to_record_first(window, desk):
    desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    window.go("plans")
    page = window.pages["plans"]
    page.open_part(MAP)
    assert card(page).table is None
