"""One-line rows: the navigation rail, a plan's outline, the palette's hits."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from commission_desk.ui.kit.icons import draw_icon
from commission_desk.ui.kit.paint import LINE, VCENTRE, fill, lines, ring
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import BODY

ROW = Qt.ItemDataRole.UserRole
KEY = Qt.ItemDataRole.UserRole + 1
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_State = QStyle.StateFlag
_Index = QModelIndex | QPersistentModelIndex
CHOSEN = 600  # weight of the words of a chosen row, and of a bold one
LEAST = 28  # a rail's row on a short window


@dataclass(frozen=True, slots=True)
class Row:
    """How a row is drawn beside its text; without ``ink`` the icon has the text's colour."""

    icon: str
    ink: str = ""
    count: str = ""
    indent: int = 10
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a list of rows."""

    text: str = "text"
    chosen: str = "text"
    tint: str = "accent2"
    hover: str = "sunken"


RAIL = Inks("navtext", "onnav", "navsel", "navsel")


class RowDelegate(QStyledItemDelegate):
    """Paints an icon, text (wrapped), and a count at the right, on a rounded selection.

    With ``height`` the rows are one line each and close up on a short window before they scroll.
    """

    def __init__(
        self, view: QListView | QTreeView, inks: Inks | None = None, height: int = 0
    ) -> None:
        super().__init__(view)
        self.view, self.inks, self.height = view, inks or Inks(), height
        self.compact = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        if self.height:
            count = max(1, self.view.model().rowCount())
            share = self.view.maximumViewportSize().height() // count
            return QSize(px(36), max(px(LEAST), min(px(self.height), share)))
        tall = len(self._lines(index, CHOSEN)) * LINE  # as it will be once it is chosen
        return QSize(px(36), round(tall * theme.scale) + px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(ROW)
        chosen, hovered = (
            option.state & _State.State_Selected,
            option.state & _State.State_MouseOver,
        )
        rect = QRectF(option.rect).adjusted(0, 0, 0, -1)
        if chosen or hovered:
            fill(painter, rect, self.inks.tint if chosen else self.inks.hover, px(6))
        ink = self.inks.chosen if chosen else self.inks.text
        size = 18 if self.height else 16
        left = (rect.width() - px(size)) / 2 if self.compact else px(row.indent)
        middle = rect.center().y()
        draw_icon(painter, row.icon, row.ink or ink, rect.x() + left, middle - px(size) / 2, size)
        if not self.compact:
            self._paint_words(painter, rect, index, ink)
        if has_ring(option):
            ring(painter, rect, ink if self.height else "accent", px(6))

    def _paint_words(self, painter: QPainter, rect: QRectF, index: _Index, ink: str) -> None:
        row: Row = index.data(ROW)
        broken, step = self._lines(index, self._weight(index)), LINE * theme.scale
        x = rect.x() + px(row.indent) + px((18 if self.height else 16) + 9)
        y = rect.center().y() - len(broken) * step / 2 + step * 0.735
        painter.setPen(theme.color(ink))
        painter.setFont(theme.font(BODY, self._weight(index)))
        for position, text in enumerate(broken):
            painter.drawText(round(x), round(y + position * step), text)
        painter.setPen(theme.color(ink if self.height else "muted"))
        painter.setFont(theme.font(13))
        right = Qt.AlignmentFlag.AlignRight | VCENTRE
        painter.drawText(rect.adjusted(0, 0, -px(10), 0), int(right), row.count)

    def _weight(self, index: _Index) -> int:
        chosen = self.view.selectionModel().isSelected(index)
        return CHOSEN if index.data(ROW).bold or chosen else 400

    def _lines(self, index: _Index, weight: int) -> tuple[str, ...]:
        row: Row = index.data(ROW)
        count = theme.width(row.count, 13) + px(8) if row.count else 0
        # A rail is painted first: its viewport is not asked for (see layout.scroll).
        area = self.view.maximumViewportSize() if self.height else self.view.viewport().size()
        room = area.width() - px(row.indent + 36) - count
        most = 1 if self.height else 6  # a long title at 200% is never cut
        return lines(index.data(), BODY, weight, max(8, int(room)), most)


def has_ring(option: QStyleOptionViewItem) -> bool:
    """Whether the item is the current one of a view that has the focus by keyboard."""
    state = option.state
    return bool(state & _State.State_HasFocus and state & _State.State_KeyboardFocusChange)


def spoken(title: str, state: str, count: str) -> str:
    """Return what a screen reader says of a row."""
    return ", ".join(word for word in (title, state, count) if word)


def add_row(view: QListWidget, title: str, row: Row, key: object = None) -> None:
    """Add a row to a list widget."""
    item = QListWidgetItem(title, view)
    item.setData(ROW, row)
    item.setData(KEY, key)
    item.setData(SPOKEN, spoken(title, "", row.count))
