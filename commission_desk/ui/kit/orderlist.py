"""A list whose rows can be put in order, by dragging or with Alt and the arrow keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from commission_desk.i18n import _
from commission_desk.ui.kit.paint import LINE, SMALL_LINE, VCENTRE, draw_lines, fill, lines, ring
from commission_desk.ui.kit.rows import has_ring
from commission_desk.ui.kit.text import announce
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import BODY, SMALL

ITEM = Qt.ItemDataRole.UserRole
LEFT, TITLE = 12, 42  # where the number and the title begin
_Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class OrderItem:
    """A row: its number as printed, its title, and a detail at the right such as "25 min".

    ``sub`` is a smaller line below the title.
    """

    id: object
    number: str
    title: str
    detail: str = ""
    sub: str = ""
    tone: str = ""  # colour of the detail, muted if empty
    strong: bool = False  # a heading of the rows below it
    quiet: bool = False  # there, but not in use
    indent: int = 0


class OrderList(QListWidget):
    """Rows in an order that people choose.

    ``moved`` gives the id and the new place, counted from 0; the page saves it and shows the items
    anew. ``chosen`` gives the id of the current row, ``opened`` on Enter or double click. With
    ``fit`` it is as tall as its rows and the page scrolls.
    """

    moved = Signal(object, int)
    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, items: Sequence[OrderItem] = (), *, fit: bool = False) -> None:
        super().__init__()
        self.fit, self.quiet = fit, False
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self.setAccessibleDescription(_("Alt with the arrow keys moves an item."))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setItemDelegate(_Delegate(self))
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model().rowsMoved.connect(self._rows_moved)
        self.currentItemChanged.connect(self._tell)
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(ITEM).id))
        self.show_items(items)

    def show_items(self, items: Sequence[OrderItem]) -> None:
        """Show other items; the one that was current stays so if it is still there."""
        kept = self.current_id()
        self.quiet = True
        self.clear()
        for item in items:
            row = QListWidgetItem(item.title, self)
            row.setData(ITEM, item)
            said = ", ".join(
                word for word in (item.number, item.title, item.detail, item.sub) if word
            )
            row.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.quiet = False
        if kept is not None:
            self.choose(kept)
        self._settle()

    def current_id(self) -> object | None:
        """Return the id of the current row."""
        item = self.currentItem()
        return item.data(ITEM).id if item else None

    def ids(self) -> list[object]:
        """Return the ids in the order shown."""
        return [self.item(row).data(ITEM).id for row in range(self.count())]

    def choose(self, wanted: object) -> None:
        """Make the row with this id current."""
        ids = self.ids()
        if wanted in ids:
            self.setCurrentRow(ids.index(wanted))

    def set_movable(self, movable: bool) -> None:
        """Let the rows be moved, or keep them as they are."""
        modes = QAbstractItemView.DragDropMode
        self.setDragDropMode(modes.InternalMove if movable else modes.NoDragDrop)

    def move_row(self, by: int) -> None:
        """Move the current row up or down."""
        row, to = self.currentRow(), self.currentRow() + by
        if row < 0 or not 0 <= to < self.count():
            return
        root = QModelIndex()
        self.model().moveRow(root, row, root, to + 1 if by > 0 else to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        movable = self.dragDropMode() == QAbstractItemView.DragDropMode.InternalMove
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if movable and step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_row(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self.opened.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # titles wrap to the new width
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.fit:
            event.ignore()
        else:
            super().wheelEvent(event)

    def _rows_moved(self, _parent: _Index, start: int, _end: int, _to: _Index, row: int) -> None:
        place = row - 1 if row > start else row
        item = self.item(place)
        said = _("{title}: now number {place}").format(title=item.text(), place=place + 1)
        announce(self, said)
        moved: OrderItem = item.data(ITEM)
        # after Qt has finished the drop, so that the page may show the items anew
        QTimer.singleShot(0, self, lambda: self.moved.emit(moved.id, place))

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item and not self.quiet:
            self.chosen.emit(item.data(ITEM).id)

    def _settle(self) -> None:
        if self.fit:
            tall = sum(self.sizeHintForRow(row) for row in range(self.count()))
            self.setFixedHeight(max(tall, px(20)) + 2)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: OrderList) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        tall = len(self._title(index)) * LINE + len(self._sub(index)) * SMALL_LINE
        return QSize(px(60), round(tall * theme.scale) + px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: OrderItem = index.data(ITEM)
        state = option.state
        rect = QRectF(option.rect).adjusted(0, 0, 0, -1)
        chosen = bool(state & _State.State_Selected)
        if chosen or state & _State.State_MouseOver:
            fill(painter, rect, "accent2" if chosen else "sunken", px(6))
        words = QRectF(rect.adjusted(px(LEFT + item.indent), px(8), -px(LEFT), 0))
        ink = "muted" if item.quiet else "text"
        draw_lines(painter, (item.number,), words, (BODY, 600, ink))
        weight = 600 if chosen or item.strong else 400
        title = words.adjusted(px(TITLE - LEFT), 0, 0, 0)
        below = draw_lines(painter, self._title(index), title, (BODY, weight, ink))
        title.setTop(below)
        draw_lines(painter, self._sub(index), title, (SMALL, 400, "muted"))
        painter.setPen(theme.color(item.tone or "muted"))
        painter.setFont(theme.font(SMALL))
        words.setHeight(LINE * theme.scale)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | VCENTRE), item.detail)
        if has_ring(option):
            ring(painter, rect, "accent", px(6))

    def _sub(self, index: _Index) -> tuple[str, ...]:
        item: OrderItem = index.data(ITEM)
        room = self.view.viewport().width() - px(TITLE + LEFT + item.indent)
        return lines(item.sub, SMALL, 400, max(px(60), room), 2) if item.sub else ()

    def _title(self, index: _Index) -> tuple[str, ...]:
        """Break the title as if bold, so that choosing a row does not change its height."""
        item: OrderItem = index.data(ITEM)
        detail = theme.width(item.detail, SMALL) + px(10) if item.detail else 0
        room = self.view.viewport().width() - px(TITLE + LEFT + item.indent) - detail
        return lines(item.title, BODY, 600, max(px(60), int(room)), 6)
