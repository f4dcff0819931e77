"""What stands above the table of a month; at large text it scrolls, so that the table has room."""

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from commission_desk.i18n import _
from commission_desk.ui.kit.layout import Item, scroll, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_month_words import KEYS

SHARE = 0.5  # of the height, at most


class MonthHead(QFrame):
    """The rows of tools, and the keys that the table knows."""

    def __init__(self, *rows: Item) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.inner = QWidget()
        keys = label(_(KEYS), "smallmuted", wrap=True)
        vbox(*rows, keys, gap=10, margins=(24, 12, 4, 10), parent=self.inner)
        self.area: QScrollArea = scroll(self.inner)
        vbox(self.area, gap=0, parent=self)

    def fit(self, height: int) -> None:
        """Be as tall as the rows, and no more than half of a height."""
        layout = self.inner.layout()
        if layout is not None:
            wanted = layout.totalHeightForWidth(self.area.viewport().width())
            self.setFixedHeight(min(wanted, round(height * SHARE)))
