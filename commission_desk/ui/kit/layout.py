"""Layouts: rows, columns, cards, scrolling pages, rows that wrap, and two columns that fold."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from commission_desk.ui.kit.theme import px

Item = QWidget | QLayout | int | None
Margins = tuple[int, int, int, int]
SIDE = 372  # width of a page's side column


def hbox(
    *items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None
) -> QHBoxLayout:
    """Make a row of widgets, layouts, numbers (fixed gaps) and None (a stretch)."""
    box = QHBoxLayout()
    _fill(box, items, gap, margins, parent)
    return box


def vbox(
    *items: Item, gap: int = 8, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None
) -> QVBoxLayout:
    """Make a column of widgets, layouts, numbers (fixed gaps) and None (a stretch)."""
    box = QVBoxLayout()
    _fill(box, items, gap, margins, parent)
    return box


def beside(*items: Item, gap: int = 8) -> QHBoxLayout:
    """Make a row of fields that begin at one height, though only one of them has a hint."""
    box = hbox(*items, gap=gap)
    for item in items:
        if isinstance(item, QWidget):
            box.setAlignment(item, Qt.AlignmentFlag.AlignTop)
    return box


def _fill(
    box: QBoxLayout, items: tuple[Item, ...], gap: int, margins: Margins, parent: QWidget | None
) -> None:
    if parent is not None:
        parent.setLayout(box)
    box.setSpacing(px(gap))
    box.setContentsMargins(*(px(margin) for margin in margins))
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        elif isinstance(item, QLayout):
            box.addLayout(item)
        else:
            box.addSpacing(px(item))


def frame(name: str, layout: QLayout | None = None) -> QFrame:
    """Make a frame that the stylesheet knows by name."""
    widget = QFrame()
    widget.setObjectName(name)
    if layout:
        widget.setLayout(layout)
    return widget


def card(
    *items: Item, gap: int = 8, margins: Margins = (18, 16, 18, 16), name: str = "card"
) -> QFrame:
    """Make a card: a rounded panel with a column of items."""
    return frame(name, vbox(*items, gap=gap, margins=margins))


def rule() -> QFrame:
    """Make a thin line across."""
    return frame("rule")


def top(widget: QWidget) -> QVBoxLayout:
    """Keep a widget at the top of a tall row."""
    return vbox(widget, None)


def scroll(inner: QWidget) -> QScrollArea:
    """Make a scrolling column whose bar always has its gutter, so that nothing wraps anew."""
    area = QScrollArea()
    area.setObjectName("clear")
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # One of ours, which fills nothing. Qt's own would make Python learn every kind of widget there
    # is, to know which kind it has been handed: 9 ms before the first paint.
    area.setViewport(QWidget())
    area.setWidget(inner)
    inner.setAutoFillBackground(False)  # setWidget turned it on
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    bar.setEnabled(False)  # the stylesheet hides the handle of a disabled bar
    bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))
    return area


def page(*items: Item, gap: int = 8, margins: Margins = (24, 20, 12, 20)) -> QScrollArea:
    """Make a scrolling page body; its right margin leaves 12 px to the bar's gutter."""
    inner = QWidget()
    vbox(*items, None, gap=gap, margins=margins, parent=inner)
    return scroll(inner)


def clear(layout: QLayout) -> None:
    """Empty a layout and delete what was in it, for a page that re-reads its list."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def refill(layout: QLayout, *items: Item, gap: int = 0) -> None:
    """Empty a layout of a page on the screen and put a column of other items in it.

    They come in one widget: each widget added to a visible page is shown by an event of its own,
    and the page would be laid out anew, and at last wrongly, for every one of them.
    """
    clear(layout)
    column = QWidget()
    vbox(*items, gap=gap, parent=column)
    layout.addWidget(column)
    if column.parentWidget() is not None:  # or it would be a window of its own
        column.show()


class TwoColumn(QWidget):
    """A main column and a side column, which goes below when there is no room for both."""

    def __init__(self, main: tuple[Item, ...], side: tuple[Item, ...]) -> None:
        super().__init__()
        self.main, self.side = QWidget(), QWidget()
        self.wide: bool | None = None
        vbox(*main, None, gap=18, parent=self.main)
        vbox(*side, None, gap=18, parent=self.side)
        self.grid = QGridLayout(self)
        self.grid.setSpacing(px(18))
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setColumnStretch(0, 1)
        self.grid.addWidget(self.main, 0, 0)
        self.grid.addWidget(self.side, 0, 1)  # shown with the rest, and measured with it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() > px(900)
        if wide != self.wide:
            self.wide = wide
            self.side.setMinimumWidth(px(SIDE) if wide else 0)
            self.side.setMaximumWidth(px(SIDE) if wide else 16777215)
            self.grid.addWidget(self.side, *((0, 1) if wide else (1, 0)))
