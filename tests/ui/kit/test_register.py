"""Lists of a hundred thousand rows: at once, sorted, filtered, to the end, selection kept."""

import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from ui import looks

from commission_desk.ui.kit.cells import Cell, Column
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.register import FIRST, Query, RegisterModel
from commission_desk.ui.kit.registertable import FindBox, RegisterTable

MANY = 100_000


@dataclass(frozen=True)
class Contract:
    id: int
    title: str
    pence: int


class Contracts:
    """A source in memory that counts what it is asked and can hold back the order of ids."""

    def __init__(self, count: int) -> None:
        self.all = [Contract(n, f"Service {n:06}", (n * 7919) % 1_000_003) for n in range(count)]
        self.fetched = 0
        self.gate = threading.Event()
        self.gate.set()
        self.threads: set[int] = set()
        self.abandoned = 0

    def ordered(self, query: Query) -> list[Contract]:
        rows = [row for row in self.all if query.words.lower() in row.title.lower()]
        rows.sort(key=lambda row: (getattr(row, query.sort), row.id), reverse=query.descending)
        return rows

    def first(self, query, limit):
        return self.ordered(query)[:limit]

    def ids(self, query, stopped):
        self.threads.add(threading.get_ident())
        self.gate.wait(5)
        if stopped():
            self.abandoned += 1
            return []
        return [row.id for row in self.ordered(query)]

    def rows(self, ids):
        self.fetched += len(ids)
        return [self.all[i] for i in ids]


COLUMNS = [
    Column("Service", None, lambda row: Cell(row.title), sort="title"),
    Column("A year", 0, lambda row: Cell(f"£{row.pence / 100:,.2f}"), right=True, sort="pence"),
]


@pytest.fixture
def source():
    return Contracts(MANY)


@pytest.fixture
def table(source, show, qtbot):
    model = RegisterModel(source, COLUMNS, Query("title"))
    made = RegisterTable(model, "Contracts")
    box = FindBox(made, "Find a contract")
    body = QWidget()
    vbox(box, made, parent=body)
    made.box = box
    show(body)
    qtbot.waitUntil(lambda: model.complete)
    return made


def wait(qtbot, table):
    qtbot.waitUntil(lambda: table.register.complete)


def test_the_first_rows_are_there_before_the_order_is_known(source, show, qtbot):
    source.gate.clear()
    model = RegisterModel(source, COLUMNS, Query("title"))
    table = RegisterTable(model, "Contracts")
    show(table)
    assert (model.rowCount(), model.complete) == (FIRST, False)
    assert model.cell(0, 0).text == "Service 000000"
    source.gate.set()
    qtbot.waitUntil(lambda: model.complete)
    assert model.rowCount() == MANY
    assert source.threads.isdisjoint({threading.get_ident()})


def test_only_the_pages_shown_are_fetched(table, source, qtbot):
    source.fetched = 0
    table.scrollToBottom()
    table.viewport().repaint()
    assert table.register.cell(MANY - 1, 0).text == f"Service {MANY - 1:06}"
    assert source.fetched <= 300


def test_a_click_on_a_heading_sorts_and_again_turns_it_round(table, qtbot):
    header = table.horizontalHeader()
    for arrow in ("↑", "↓"):
        at = header.sectionViewportPosition(1) + header.sectionSize(1) // 2
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 10))
        wait(qtbot, table)
        title = table.register.headerData(1, Qt.Orientation.Horizontal)
        assert title == f"A year {arrow}"
    assert table.register.row(0).pence >= table.register.row(1).pence


def test_the_selection_is_kept_by_id_when_the_order_changes(table, qtbot):
    told = []
    table.choose(77_777)
    table.chosen.connect(told.append)
    table.sort_by(1)
    wait(qtbot, table)
    assert table.selected_ids() == [77_777]
    assert table.register.id_at(table.currentIndex().row()) == 77_777
    assert told == []


def test_a_choice_made_while_the_order_is_read_counts(table, source, qtbot):
    table.choose(77_777)
    source.gate.clear()
    table.sort_by(1)
    table.choose(table.register.id_at(3))
    now = table.selected_ids()
    source.gate.set()
    wait(qtbot, table)
    assert table.selected_ids() == now != [77_777]


def test_what_is_no_longer_in_the_list_is_no_longer_chosen(table, qtbot):
    table.choose(5)
    with qtbot.waitSignal(table.chosen) as told:
        table.register.ask(words="099999")
    assert told.args == [None]
    assert table.selected_ids() == []


def test_typing_in_the_table_filters_it_and_down_goes_back(table, qtbot):
    table.setFocus()
    QTest.keyClicks(table, "4")
    QTest.keyClicks(table.box, "2424")
    qtbot.waitUntil(lambda: table.register.rowCount() == 1)
    assert table.register.row(0).id == 42_424
    QTest.keyClick(table.box, Qt.Key.Key_Down)
    assert table.hasFocus()
    assert table.selected_ids() == [42_424]


def test_the_newest_request_wins(source, show, qtbot):
    source.gate.clear()
    model = RegisterModel(source, COLUMNS, Query("title"))
    table = RegisterTable(model, "Contracts")
    show(table)
    model.ask(sort="pence")
    model.ask(sort="title", descending=True)
    source.gate.set()
    qtbot.waitUntil(lambda: model.complete and source.abandoned == 2)
    assert model.row(MANY - 1).id == 0


def test_enter_opens_a_row(table, qtbot):
    table.choose(3)
    table.setFocus()
    with qtbot.waitSignal(table.activated_id) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [3]


def test_copy_and_paste_speak_to_a_spreadsheet(table, qtbot):
    table.choose(1)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Service 000001\t£79.19"
    QGuiApplication.clipboard().setText("a\tb\nc\td\n")
    with qtbot.waitSignal(table.pasted) as pasted:
        QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert pasted.args == [[["a", "b"], ["c", "d"]]]


def test_the_menu_offers_the_pages_own_actions_and_the_orders(table, qtbot):
    asked = []
    table.menu_wanted.connect(lambda menu, ids: (menu.addAction("Rename"), asked.extend(ids)))
    table.choose(2)
    table.setFocus()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(table, event)
    menu = next(m for m in table.findChildren(QMenu) if m.isVisible())
    names = [entry.text() for entry in menu.actions()]
    assert names[0] == "Rename"
    assert names[-1] == "Sort by"
    assert asked == [2]
    menu.close()


def test_sorting_from_the_menu_needs_no_mouse(table, qtbot):
    menu = table.sort_menu(table)
    menu.actions()[1].trigger()
    wait(qtbot, table)
    assert table.register.query.sort == "pence"


def test_a_failure_to_read_the_order_is_told(source, qtbot):
    def broken(query, stopped):
        raise OSError("the file has gone")

    source.ids = broken
    model = RegisterModel(source, COLUMNS, Query("title"))
    with qtbot.waitSignal(model.failed) as told:
        model.reload()
    assert "gone" in str(told.args[0])


def test_rows_of_a_short_list_wrap_and_nothing_is_shortened(show):
    model = RegisterModel(Contracts(20), COLUMNS, Query("title"))
    window = show(RegisterTable(model, "Contracts"), 400, 400)
    assert looks.clipped(window) == []
    assert looks.unnamed(window) == []
