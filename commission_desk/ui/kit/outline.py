"""A plan's parts as a tree of rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView

from commission_desk.ui.kit.rows import KEY, ROW, SPOKEN, Row, RowDelegate, spoken


@dataclass(frozen=True, slots=True)
class Node:
    """A branch or leaf of an outline; ``state`` is what a screen reader adds to the title."""

    key: object
    title: str
    row: Row
    state: str = ""
    children: tuple["Node", ...] = ()


class Outline(QTreeView):
    """The parts of a plan as a tree; ``chosen`` gives the key of the part now current."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setIndentation(0)  # the delegate's, so that the selection spans the row
        self.setMouseTracking(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.parts = QStandardItemModel(self)
        self.setModel(self.parts)
        self.setItemDelegate(RowDelegate(self))
        self.selectionModel().currentChanged.connect(self._tell)
        self._quiet = False

    def show_nodes(self, nodes: Iterable[Node]) -> None:
        """Show another tree; the part that was current stays so if it is still there."""
        kept = self.currentIndex().data(KEY)
        self._quiet = True
        self.parts.clear()
        for node in nodes:
            self.parts.appendRow(self._item(node))
        self.expandAll()
        self._quiet = False
        self.choose(kept)

    def choose(self, key: object) -> bool:
        """Make the part with this key current; return whether there is one."""
        if key is None:
            return False
        for item in self._items():
            if item.data(KEY) == key:
                self.setCurrentIndex(item.index())
                return True
        return False

    def update_node(self, key: object, row: Row, state: str) -> None:
        """Change how one part is drawn, without building the tree anew."""
        for item in self._items():
            if item.data(KEY) == key:
                item.setData(row, ROW)
                item.setData(spoken(item.text(), state, row.count), SPOKEN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # titles wrap to the new width

    def _items(self) -> Iterable[QStandardItem]:
        waiting = [self.parts.item(row) for row in range(self.parts.rowCount())]
        while waiting:
            item = waiting.pop(0)
            yield item
            waiting[:0] = [item.child(row) for row in range(item.rowCount())]

    def _item(self, node: Node) -> QStandardItem:
        item = QStandardItem(node.title)
        item.setData(node.row, ROW)
        item.setData(node.key, KEY)
        item.setData(spoken(node.title, node.state, node.row.count), SPOKEN)
        item.appendRows([self._item(child) for child in node.children])
        return item

    def _tell(self, current: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(current.data(KEY))
