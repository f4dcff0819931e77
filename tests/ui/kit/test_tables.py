"""Short tables: as tall as their rows, edited and pasted into, no keyboard trap."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from ui import looks

from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.layout import card, page, vbox
from commission_desk.ui.kit.tables import Table, read_tabbed
from commission_desk.ui.kit.theme import theme

HEADS = ("Indicator", "Area", "2025")


def columns(words=str):
    return [
        Column(words(head), None if n == 0 else 0, lambda row, n=n: Cell(row[n]), right=n == 2)
        for n, head in enumerate(HEADS)
    ]


@pytest.fixture
def rows():
    return [
        ["Children with a plan, disability primary", "County", "740"],
        ["Waiting", "Coast", "47"],
    ]


@pytest.fixture
def table(rows, show):
    def put(row, column, value):
        row[column] = value
        return True

    made = Table(TableModel(rows, columns(), put), "Needs indicators", fit=True)
    after = QLineEdit()
    after.setAccessibleName("After")
    made.after = after
    show(page(card(made), after))
    made.setFocus()
    return made


def test_a_table_in_a_page_is_as_tall_as_its_rows(table):
    assert table.verticalScrollBar().maximum() == 0
    table.cells.show_rows([["One more line of words " * 12, "", ""]] * 6)
    table.fit_rows()
    assert table.verticalScrollBar().maximum() == 0


def test_rows_from_a_spreadsheet_go_into_the_cells(table, rows):
    table.setCurrentIndex(table.cells.index(0, 1))
    QGuiApplication.clipboard().setText("North\t 801 \nSouth\t52\nno row\t1")
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row[1:] for row in rows] == [["North", "801"], ["South", "52"]]


def test_tab_leaves_the_table(table):
    table.setCurrentIndex(table.cells.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert table.after.hasFocus()


def test_a_row_is_opened_with_enter_where_cells_cannot_be_edited(rows, show, qtbot):
    table = Table(TableModel(rows, columns()), "Indicators")
    show(table)
    table.selectRow(1)
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [rows[1]]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_longer_words_are_shortened_nowhere(rows, show, scale):
    theme.apply(scale=scale)
    longer = [[looks.stretched(word) for word in row] for row in rows]
    table = Table(TableModel(longer, columns(looks.stretched)), "Indicators", fit=True)
    body = QWidget()
    vbox(card(table), None, parent=body)
    window = show(body, 900, 700)
    assert looks.clipped(window) == []
    assert looks.unnamed(window) == []


def test_what_a_cell_says_is_all_of_it():
    assert Cell("Good", lead="6").spoken == "6 Good"
    assert Cell("31 Mar 2027", "3+1+1 years").spoken == "31 Mar 2027, 3+1+1 years"
    assert status("Amber", "amber", "triangle-alert").spoken == "Amber"


def test_every_kind_of_cell_can_be_painted(show):
    kinds = [
        Cell("Short breaks", "Family support", bold=True),
        status("Amber", "amber", "triangle-alert"),
        Cell("from 60 to 81", spark=(60, 64, 81)),
        Cell("Good", lead="6"),
        Cell("C-1", muted=True),
        Cell(),
    ]
    cols = [Column(str(n), 0, lambda row, n=n: row[n]) for n in range(len(kinds))]
    table = Table(TableModel([kinds], cols), "All kinds")
    show(table, 900, 200)
    image = table.viewport().grab().toImage()
    for column, cell in enumerate(kinds):
        rect = table.visualRect(table.cells.index(0, column))
        shades = {image.pixel(x, y) for x in range(rect.left() + 4, rect.right() - 4)
                  for y in range(rect.top() + 4, rect.bottom() - 4)}  # fmt: skip
        assert (len(shades) > 1) == bool(cell.text)


@pytest.mark.parametrize(
    ("copied", "cells"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('a\t"two\nlines, ""so"""\tc\nd', [["a", 'two\nlines, "so"', "c"], ["d"]]),
        ('"Fun"\t6" pipe\n', [['"Fun"', '6" pipe']]),
        ("one\u2028cell\tŵ", [["one\u2028cell", "ŵ"]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ('"Hello\t1\nRow two\t2\n', [['"Hello', "1"], ["Row two", "2"]]),
        ('"so-called" z\t"a\nb"\n"x" y', [['"so-called" z', "a\nb"], ['"x" y']]),
        ("", []),
    ],
)
def test_what_a_spreadsheet_copied_is_split_into_its_cells(copied: str, cells: list[list[str]]):
    assert read_tabbed(copied) == cells


def test_a_cell_of_any_length_keeps_its_words():
    assert read_tabbed("x" * 200_000) == [["x" * 200_000]]
    rows = read_tabbed('a\t"b\n' + "y" * 200_000 + '"')
    assert "y" * 200_000 in "".join(cell for row in rows for cell in row)


def test_a_cell_of_a_small_text_alone_has_no_blank_line(table):
    delegate = table.itemDelegate()
    assert delegate.blocks(Cell(sub="yearly"), 200)[0] == ()
    assert delegate.height(Cell(sub="yearly"), 200) == delegate.height(Cell("yearly"), 200)
