"""A row of controls that wraps: Welsh, large text and narrow windows never clip it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from commission_desk.ui.kit.theme import px

_Row = list[tuple[int, QLayoutItem, int]]  # position, item, width


class Flow(QLayout):
    """Widgets in a row that wraps when it does not fit; what follows None is pushed right."""

    def __init__(self, *widgets: QWidget | None, gap: int = 8) -> None:
        super().__init__()
        self.items: list[QLayoutItem] = []
        self.spring = widgets.index(None) if None in widgets else -1
        self.setSpacing(px(gap))
        for widget in widgets:
            if widget is not None:
                self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self.items.append(item)  # keep the reference: Qt does not

    def count(self) -> int:
        return len(self.items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self.items[index] if 0 <= index < len(self.items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self.items.pop(index) if 0 <= index < len(self.items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal  # the default is both, which leaves a hole below

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() + self.spacing() for hint in hints) - self.spacing()
        return QSize(max(0, width), max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self.items if not item.isEmpty()]

    def _rows(self, width: int) -> list[_Row]:
        rows: list[_Row] = [[]]
        x = 0
        for position, item in enumerate(self.items):
            if item.isEmpty():
                continue
            wanted = min(item.sizeHint().width(), width)
            if rows[-1] and x + wanted > width:
                rows.append([])
                x = 0
            rows[-1].append((position, item, wanted))
            x += wanted + self.spacing()
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap, y = self.spacing(), rect.y()
        for row in self._rows(rect.width()):
            heights = [_height(item, width) for _, item, width in row]
            tallest = max(heights, default=0)
            x = rect.x()
            spare = rect.width() - sum(width + gap for _, _, width in row) + gap
            for (position, item, width), height in zip(row, heights, strict=True):
                x += spare if position == self.spring else 0
                if move:
                    item.setGeometry(QRect(x, y + (tallest - height) // 2, width, height))
                x += width + gap
            y += tallest + gap
        return y - gap - rect.y()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
