"""Agenda items are put in order with the keyboard, and keep who is current."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from ui import looks

from commission_desk.ui.kit.layout import page
from commission_desk.ui.kit.orderlist import OrderItem, OrderList

ITEMS = [OrderItem(f"id{n}", str(n), f"Item {n}", f"{n * 5} min") for n in range(1, 6)]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def agenda(show):
    made = OrderList("Agenda", ITEMS)
    show(made, 360, 500)
    made.setFocus()
    made.choose("id2")
    return made


def test_alt_and_an_arrow_moves_the_current_item(agenda, qtbot):
    with qtbot.waitSignal(agenda.moved) as told:
        QTest.keyClick(agenda, Qt.Key.Key_Down, ALT)
    assert told.args == ["id2", 2]
    assert agenda.ids() == ["id1", "id3", "id2", "id4", "id5"]
    assert agenda.current_id() == "id2"
    with qtbot.waitSignal(agenda.moved) as told:
        QTest.keyClick(agenda, Qt.Key.Key_Up, ALT)
    assert told.args == ["id2", 1]


def test_the_ends_of_the_list_hold(agenda, qtbot):
    agenda.choose("id1")
    with qtbot.assertNotEmitted(agenda.moved, wait=50):
        QTest.keyClick(agenda, Qt.Key.Key_Up, ALT)
    assert agenda.ids() == [item.id for item in ITEMS]


def test_a_drop_tells_the_same_as_the_keys(agenda, qtbot):
    root = QModelIndex()
    with qtbot.waitSignal(agenda.moved) as told:
        agenda.model().moveRow(root, 4, root, 0)  # what Qt does on a drop above the first row
    assert told.args == ["id5", 0]


def test_a_page_may_show_the_items_anew_when_told(agenda, qtbot):
    def renumber(moved, place):
        order = agenda.ids()
        by_id = {item.id: item for item in ITEMS}
        agenda.show_items([OrderItem(i, str(n), by_id[i].title) for n, i in enumerate(order, 1)])

    agenda.moved.connect(renumber)
    with qtbot.waitSignal(agenda.moved):
        QTest.keyClick(agenda, Qt.Key.Key_Down, ALT)
    assert agenda.current_id() == "id2"
    assert agenda.currentItem().data(Qt.ItemDataRole.AccessibleTextRole) == "3, Item 2"


def test_a_list_that_may_not_be_moved_stays(agenda, qtbot):
    agenda.set_movable(False)
    with qtbot.assertNotEmitted(agenda.moved, wait=50):
        QTest.keyClick(agenda, Qt.Key.Key_Down, ALT)


def test_enter_opens_an_item(agenda, qtbot):
    with qtbot.waitSignal(agenda.opened) as told:
        QTest.keyClick(agenda, Qt.Key.Key_Return)
    assert told.args == ["id2"]


def test_a_list_as_tall_as_its_rows_does_not_scroll(show):
    made = OrderList("Agenda", [OrderItem(1, "1", "words " * 30, "5 min"), *ITEMS], fit=True)
    window = show(page(made), 400, 300)
    assert made.verticalScrollBar().maximum() == 0
    assert made.height() > 300
    assert looks.unnamed(window) == []


def test_a_line_below_the_title_makes_its_row_taller_and_is_spoken(show):
    made = OrderList("Agenda", [OrderItem(1, "1", "Welcome", "5 min", "10:00 · Chair"), ITEMS[0]])
    show(made)
    assert made.sizeHintForRow(0) > made.sizeHintForRow(1)
    spoken = made.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1, Welcome, 5 min, 10:00 · Chair"
