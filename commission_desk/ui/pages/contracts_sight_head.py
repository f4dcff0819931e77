"""What stands above the table of a sight; at large text it scrolls, so the table has room."""

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from commission_desk.ui.kit.layout import Item, scroll, vbox

SHARE = 0.5  # of the height, at most


class SightHead(QFrame):
    """Rows of tools over a table."""

    def __init__(self, *rows: Item, top: int = 14) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.inner = QWidget()
        vbox(*rows, gap=10, margins=(24, top, 4, 10), parent=self.inner)
        self.area: QScrollArea = scroll(self.inner)
        vbox(self.area, gap=0, parent=self)

    def fit(self, height: int) -> None:
        """Be as tall as the rows, and no more than half of a height."""
        layout = self.inner.layout()
        if layout is not None:
            wanted = layout.totalHeightForWidth(self.area.viewport().width())
            self.setFixedHeight(min(wanted, round(height * SHARE)))
