"""Bars and time lines on paper, drawn from the same description as on the screen."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from commission_desk.documents.flowables import Figure
from commission_desk.documents.fonts import REGULAR, text_width
from commission_desk.documents.style import INK, MUTED, RISK, RULE
from commission_desk.documents.text import printable
from commission_desk.domain.charts import Box, Diamond, Line, Operation, Words
from commission_desk.domain.report_charts import BarChart, Timeline

SMALLER = 0.75  # of the sizes on the screen
RED = HexColor("#A3261D")
HATCH = 3.2  # points between the lines of a hatched bar


def report_chart(drawn: BarChart | Timeline, title: str, accent: object) -> Figure:
    """Return a chart as a figure, whose alternative text is its title and its data."""
    return Figure(_Chart(drawn, accent), printable(f"{title}: {drawn.spoken}"))


class _Chart(Flowable):  # type: ignore[misc]  # ReportLab has no types
    hAlign = "LEFT"  # noqa: N815 - ReportLab's name
    spaceBefore, spaceAfter = 2, 10  # noqa: N815 - as above

    def __init__(self, drawn: BarChart | Timeline, accent: object) -> None:
        super().__init__()
        self.drawn = drawn
        self.inks = {
            "accent": accent, "line": RULE, "muted": MUTED, "text": INK, "red": RED,
            "amber": RISK, "green": HexColor("#1F6B38"), "grey": MUTED,
        }  # fmt: skip

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size: as wide as the page, as tall as its lines."""
        self.width, self.height = width, self.drawn.height(SMALLER)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it; the description's origin is at the top, the paper's at the foot."""
        for operation in self.drawn.drawn(self.width, SMALLER):
            self._one(operation)

    def _one(self, operation: Operation) -> None:
        canvas = self.canv
        match operation:
            case Line(start, end, colour, width):
                canvas.setStrokeColor(self.inks[colour])
                canvas.setLineWidth(0.5 * width)
                canvas.line(start[0], self.height - start[1], end[0], self.height - end[1])
            case Box():
                self._box(operation)
            case Diamond(at, radius, colour):
                self._diamond(at, radius * SMALLER, self.inks[colour])
            case Words():
                self._words(operation)

    def _box(self, box: Box) -> None:
        canvas, (x, y), (wide, high) = self.canv, box.at, box.size
        ink, low = self.inks[box.colour], self.height - y - high
        canvas.saveState()
        canvas.setStrokeColor(ink)
        canvas.setFillColor(ink)
        canvas.setLineWidth(0.8)
        if box.pattern == "hatched":
            _hatch(canvas, x, low, wide, high)
        canvas.rect(x, low, wide, high, stroke=1, fill=int(box.pattern == "solid"))
        canvas.restoreState()

    def _diamond(self, at: tuple[float, float], r: float, ink: Any) -> None:
        x, y = at[0], self.height - at[1]
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(ink)
        canvas.setStrokeColor(HexColor("#FFFFFF"))
        canvas.setLineWidth(0.7)
        path = canvas.beginPath()
        path.moveTo(x, y - r)
        for to in ((x + r, y), (x, y + r), (x - r, y)):
            path.lineTo(*to)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
        canvas.restoreState()

    def _words(self, said: Words) -> None:
        size, words = said.size * SMALLER, printable(said.text)
        back = {"start": 0.0, "middle": 0.5, "end": 1.0}[said.anchor]
        x = said.at[0] - back * text_width(words, REGULAR, size)
        self.canv.setFont(REGULAR, size)
        self.canv.setFillColor(self.inks[said.colour])
        self.canv.drawString(x, self.height - said.at[1], words)


def _hatch(canvas: Any, x: float, low: float, wide: float, high: float) -> None:
    """Draw slanted lines within a box."""
    canvas.setLineWidth(0.5)
    at = -high + HATCH
    while at < wide:
        start, end = max(at, 0.0), min(at + high, wide)
        canvas.line(x + start, low + start - at, x + end, low + end - at)
        at += HATCH


class Trend(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A small line through a measure's results, for a cell of a table."""

    hAlign = "LEFT"  # noqa: N815 - ReportLab's name

    def __init__(self, values: tuple[float, ...], accent: object) -> None:
        super().__init__()
        self.values, self.accent = values, accent

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size: one line of a table."""
        self.width, self.height = min(width, 56), 12
        return self.width, self.height

    def draw(self) -> None:
        """Draw the line and its last point."""
        low, high = min(self.values), max(self.values)
        step = (self.width - 6) / max(1, len(self.values) - 1)
        places = [
            (3 + step * n, 2 + (value - low) / ((high - low) or 1) * (self.height - 4))
            for n, value in enumerate(self.values)
        ]
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(self.accent)
        canvas.setFillColor(self.accent)
        canvas.setLineWidth(1)
        path = canvas.beginPath()
        path.moveTo(*places[0])
        for place in places[1:]:
            path.lineTo(*place)
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.circle(*places[-1], 1.6, stroke=0, fill=1)
        canvas.restoreState()
