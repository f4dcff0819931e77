"""Bar charts on the screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_desk.domain.bar_chart import Bars, bar_chart
from commission_desk.ui.kit.chart import paint_chart
from commission_desk.ui.kit.theme import px, theme


class BarChart(QWidget):
    """A bar chart; its spoken description is the data."""

    def __init__(self, name: str, height: int = 170) -> None:
        super().__init__()
        self.bars = Bars(())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setProperty("spoken", "Graphic")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(px(height))

    def show_bars(self, bars: Bars) -> None:
        """Show other data."""
        self.bars = bars
        self.setAccessibleDescription(bars.spoken)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        drawn = bar_chart(self.bars, self.width(), self.height(), theme.scale)
        paint_chart(QPainter(self), drawn)
