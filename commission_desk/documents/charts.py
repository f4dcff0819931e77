"""Line charts on paper, drawn from the same description as on the screen."""

from reportlab.platypus import Flowable

from commission_desk.documents.flowables import Figure
from commission_desk.documents.fonts import REGULAR, text_width
from commission_desk.documents.style import INK, MUTED, RULE
from commission_desk.documents.text import printable
from commission_desk.domain.charts import Dot, Line, Operation, Path, Series, Words, line_chart

HEIGHT = 130  # points
SMALLER = 0.75  # of the sizes on the screen
DASH = (3, 3)


def chart(series: Series, title: str, projected: str, accent: object) -> Figure:
    """Return a chart as a figure, whose alternative text is its title and its data."""
    return Figure(_Chart(series, projected, accent), f"{title}: {series.spoken}")


class _Chart(Flowable):  # type: ignore[misc]  # ReportLab has no types
    hAlign = "LEFT"  # noqa: N815 - ReportLab's name

    def __init__(self, series: Series, projected: str, accent: object) -> None:
        super().__init__()
        self.series, self.projected, self.accent = series, projected, accent

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size: as wide as the page, always as tall."""
        self.width, self.height = width, HEIGHT
        return width, HEIGHT

    def draw(self) -> None:
        """Draw it; the description's origin is at the top, the paper's at the foot."""
        drawn = line_chart(self.series, self.width, self.height, self.projected, SMALLER)
        for operation in drawn:
            self._one(operation)

    def _one(self, operation: Operation) -> None:
        canvas = self.canv
        match operation:
            case Line(start, end):
                canvas.setStrokeColor(RULE)
                canvas.setLineWidth(0.5)
                canvas.line(start[0], self.height - start[1], end[0], self.height - end[1])
            case Path(points, dashed=dashed):
                canvas.saveState()
                canvas.setStrokeColor(self.accent)
                canvas.setLineWidth(1.5)
                canvas.setDash(*DASH if dashed else ())
                path = canvas.beginPath()
                path.moveTo(points[0][0], self.height - points[0][1])
                for x, y in points[1:]:
                    path.lineTo(x, self.height - y)
                canvas.drawPath(path, stroke=1, fill=0)
                canvas.restoreState()
            case Dot(at):
                canvas.setFillColor(self.accent)
                canvas.circle(at[0], self.height - at[1], 2.2, stroke=0, fill=1)
            case Words():
                self._words(operation)

    def _words(self, said: Words) -> None:
        size, words = said.size * SMALLER, printable(said.text)
        back = {"start": 0.0, "middle": 0.5, "end": 1.0}[said.anchor]
        x = said.at[0] - back * text_width(words, REGULAR, size)
        self.canv.setFont(REGULAR, size)
        self.canv.setFillColor(MUTED if said.anchor == "end" else INK)
        self.canv.drawString(x, self.height - said.at[1], words)
