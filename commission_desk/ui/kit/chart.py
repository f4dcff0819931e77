"""Charts on the screen: the domain's drawing operations, painted."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_desk.domain.charts import (
    Box,
    Diamond,
    Dot,
    Line,
    Operation,
    Path,
    Series,
    Words,
    line_chart,
)
from commission_desk.i18n import _
from commission_desk.ui.kit.theme import px, theme

SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


def paint_chart(painter: QPainter, operations: Iterable[Operation]) -> None:
    """Paint a chart in the colours of the theme."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for operation in operations:
        if isinstance(operation, Line):
            _line(painter, operation)
        elif isinstance(operation, Path):
            _path(painter, operation)
        elif isinstance(operation, Dot):
            _dot(painter, operation)
        elif isinstance(operation, Box):
            _box(painter, operation)
        elif isinstance(operation, Diamond):
            _diamond(painter, operation)
        else:
            _words(painter, operation)


def _line(painter: QPainter, line: Line) -> None:
    painter.setPen(QPen(theme.color(line.colour), line.width))
    (x, y), (to_x, to_y) = line.start, line.end
    half = 0.5 if line.width == 1 else 0.0  # a line of 1 px is sharp on half a pixel
    painter.drawLine(QPointF(x, round(y) + half), QPointF(to_x, round(to_y) + half))


def _path(painter: QPainter, path: Path) -> None:
    pen = QPen(theme.color(path.colour), path.width * theme.scale)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if path.dashed:
        pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in path.points]))


def _dot(painter: QPainter, dot: Dot) -> None:
    painter.setPen(QPen(theme.color(dot.colour), 2 * theme.scale))
    painter.setBrush(theme.color("surface"))
    radius = dot.radius * theme.scale
    painter.drawEllipse(QPointF(*dot.at), radius, radius)


def _box(painter: QPainter, box: Box) -> None:
    colour = theme.color(box.colour)
    rect = QRectF(*box.at, *box.size)
    painter.setPen(QPen(colour, theme.scale))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if box.pattern == "solid":
        painter.setBrush(colour)
    elif box.pattern == "hatched":
        painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
    painter.drawRect(rect)


def _diamond(painter: QPainter, mark: Diamond) -> None:
    (x, y), r = mark.at, mark.radius * theme.scale
    painter.setPen(QPen(theme.color("surface"), theme.scale))
    painter.setBrush(theme.color(mark.colour))
    painter.drawPolygon(
        QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])
    )


def _words(painter: QPainter, words: Words) -> None:
    painter.setPen(theme.color(words.colour))
    painter.setFont(theme.font(words.size))
    x = words.at[0] - theme.width(words.text, words.size) * SHIFT[words.anchor]
    painter.drawText(QPointF(x, words.at[1]), words.text)


class LineChart(QWidget):
    """A line chart; its spoken description is the data."""

    def __init__(self, series: Series, name: str, height: int = 150) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setProperty("spoken", "Graphic")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(px(height))
        self.show_series(series)

    def show_series(self, series: Series) -> None:
        """Show other data."""
        self.series = series
        self.setAccessibleDescription(series.spoken)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        size = (self.width(), self.height())
        drawn = line_chart(self.series, *size, _("projected"), theme.scale)
        paint_chart(QPainter(self), drawn)
