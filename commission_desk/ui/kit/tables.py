"""The table widget: column widths from content, wrapped rows, copy and paste as in Excel."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from commission_desk.ui.kit.cells import PAD, SPARK, Cell, CellDelegate, CellModel
from commission_desk.ui.kit.paint import chip_size
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import BODY, SMALL

QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(?=[\t\n]|\Z)')
PLAIN = re.compile(r"[^\t\n]*")
MEASURED = 60  # rows looked at for the width of a column


def read_tabbed(text: str) -> list[list[str]]:
    """Split what a spreadsheet put on the clipboard into rows of cells.

    A cell of several lines comes in quotation marks; other marks are part of the words.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: list[list[str]] = [[]] if text else []
    at = 0
    while rows:
        quoted = QUOTED.match(text, at)
        if quoted is not None and "\n" in quoted[1]:
            cell, at = quoted[1].replace('""', '"'), quoted.end()
        else:
            plain = PLAIN.match(text, at)
            assert plain is not None, "an empty cell is a match"
            cell, at = plain[0], plain.end()
        rows[-1].append(cell.strip())
        if at >= len(text):
            break
        if text[at] == "\n":
            rows.append([])
        at += 1
    return rows


def tabbed(rows: Iterable[Iterable[str]]) -> str:
    """Write rows of cells as a spreadsheet reads them from the clipboard."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


class Table(QTableView):
    """A table of at most a thousand rows; a longer list is a ``RegisterTable``.

    With ``fit`` it is as tall as its rows and the page scrolls. One tab stop: QTableView's own Tab
    navigation wraps for ever, a keyboard trap; while a cell is edited Tab goes to the next.
    ``opened`` gives the row's object on Enter or double click; ``pasted`` gives rows from the
    clipboard where cells cannot be edited.
    """

    opened = Signal(object)
    pasted = Signal(list)
    least_flex = 120  # px of the column that takes the rest; under it the table scrolls sideways

    def __init__(self, model: CellModel, name: str, *, fit: bool = False) -> None:
        super().__init__()
        self.cells, self.fit = model, fit
        self.setAccessibleName(name)
        self._settle_look()
        self.setItemDelegate(CellDelegate(self, 6 if fit else 3))
        self.setModel(model)
        self.flex = next((i for i, c in enumerate(model.columns) if c.most is None), -1)
        self.later = QTimer(self)
        self.later.setSingleShot(True)
        self.later.setInterval(0)
        self.later.timeout.connect(self.fit_rows)
        again = (model.dataChanged, model.rowsInserted, model.rowsRemoved)
        for signal in (self.horizontalHeader().sectionResized, *again):
            signal.connect(lambda *_: self.later.start())
        model.modelReset.connect(self.fit_columns)
        self.activated.connect(self._open)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fit_columns()

    def _settle_look(self) -> None:
        self.setObjectName("clear")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(60))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(px(30))

    def fit_columns(self) -> None:
        """Give every column the width of its words; nothing is fixed, so Welsh fits."""
        for position, column in enumerate(self.cells.columns):
            if position != self.flex:
                self.setColumnWidth(position, self._wanted(position, px(column.most or 0)))
        self._stretch()
        self.fit_rows()

    def fit_rows(self) -> None:
        """Make each row as tall as its wrapped words."""
        if self.wraps():
            delegate, widths = self.itemDelegate(), self._widths()
            assert isinstance(delegate, CellDelegate)
            for row in range(self.cells.rowCount()):
                heights = (
                    delegate.height(self.cells.cell(row, i), w)
                    for i, w in enumerate(widths)
                    if w  # a hidden column has no width
                )
                self.setRowHeight(row, max(heights))
        if self.fit:
            bar = px(12) if sum(self._widths()) > self.viewport().width() else 0
            head = self.horizontalHeader().sizeHint().height()
            self.setFixedHeight(head + self.verticalHeader().length() + bar + 2)

    def wraps(self) -> bool:
        """Whether rows are measured: not in a long register, where all are alike."""
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stretch()
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.fit:
            event.ignore()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._editable():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def chosen_rows(self) -> list[int]:
        """Return the numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def copy(self) -> None:
        """Put the selected rows on the clipboard as tab-separated text."""
        columns = range(len(self.cells.columns))
        rows = ([self.cells.cell(row, c).spoken for c in columns] for row in self.chosen_rows())
        QGuiApplication.clipboard().setText(tabbed(rows))

    def paste(self) -> None:
        """Take rows from the clipboard: into the cells from the current one, or by ``pasted``."""
        rows = read_tabbed(QGuiApplication.clipboard().text())
        corner = self.currentIndex()
        if not self._editable() or not corner.isValid():
            self.pasted.emit(rows)
            return
        for down, row in enumerate(rows):
            for along, value in enumerate(row):
                at = self.cells.index(corner.row() + down, corner.column() + along)
                if at.isValid():
                    self.cells.setData(at, value)

    def _editable(self) -> bool:
        index = self.cells.index(0, 0)
        return index.isValid() and bool(self.cells.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid() and not self._editable():
            self.opened.emit(self.cells.row(index.row()))

    def _widths(self) -> list[int]:
        return [self.columnWidth(i) for i in range(len(self.cells.columns))]

    def _stretch(self) -> None:
        if self.flex >= 0:
            rest = self.viewport().width() - sum(self._widths()) + self.columnWidth(self.flex)
            head = theme.width(self._title(self.flex), 13, 600) + 2 * px(PAD) + 1
            self.setColumnWidth(self.flex, max(px(self.least_flex), round(head), rest))

    def _title(self, column: int) -> str:
        return self.cells.columns[column].title

    def _wanted(self, column: int, most: int) -> int:
        """Width for the heading and the first rows, at least their longest word."""
        head = theme.width(self._title(column), 13, 600)
        needs, words = [head], [head]
        for row in range(min(MEASURED, self.cells.rowCount())):
            need, word = _cell_widths(self.cells.cell(row, column))
            needs.append(need)
            words.append(word)
        need = max(needs) if not most else max(*words, min(max(needs), most))
        return round(need) + 2 * px(PAD) + 1


def _cell_widths(cell: Cell) -> tuple[float, float]:
    """Return the width of a cell on one line, and of its longest word."""
    if cell.tone is not None:
        chip = chip_size(cell.text, cell.icon).width() if cell.text else 0
        return chip, chip
    if cell.spark:
        return px(SPARK), px(SPARK)
    lead = theme.width(cell.lead + " ", BODY, 600) if cell.lead else 0
    need = max(lead + theme.width(cell.text, *cell.style), theme.width(cell.sub, SMALL))
    word = max((lead + theme.width(word, *cell.style) for word in cell.text.split()), default=0)
    return need, word
