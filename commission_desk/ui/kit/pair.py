"""Two cards side by side: before and after, or two people's versions."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.theme import px

SIDE_BY_SIDE = 620  # pixels at 100%; below it one stands under the other


class Pair(QWidget):
    """Two cards side by side under a name; one below the other where there is no room."""

    def __init__(self, name: QWidget, *sides: QWidget) -> None:
        super().__init__()
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.row.setSpacing(px(10))
        for side in sides:
            self.row.addWidget(side, 1)
        vbox(name, self.row, gap=4, parent=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if self.width() >= px(SIDE_BY_SIDE) else ways.TopToBottom
        if self.row.direction() != way:
            self.row.setDirection(way)
