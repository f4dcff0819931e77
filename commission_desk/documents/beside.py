"""Columns side by side on one page: read one after another, each from top to bottom."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from commission_desk.documents.style import RULE

ENDLESS = 1_000_000  # points: a column is measured, never broken


class Beside(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Columns of equal width; with ``ruled``, a line above and below them."""

    def __init__(
        self, columns: Sequence[Sequence[Any]], gap: float, *, ruled: bool = False, space: float = 0
    ) -> None:
        super().__init__()
        self.columns, self.gap, self.ruled = columns, gap, ruled
        self.spaceBefore = self.spaceAfter = space

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size: the full width, as high as the highest column."""
        count = len(self.columns)
        self.width, self.each = width, (width - self.gap * (count - 1)) / count
        self.height = max(height_of(column, self.each) for column in self.columns)
        return width, self.height

    def draw(self) -> None:
        """Draw the columns from left to right, and the lines as decoration."""
        if self.ruled:
            with self.canv.tagged(""):
                self.canv.setStrokeColor(RULE)
                self.canv.setLineWidth(0.6)
                for y in (0, self.height):
                    self.canv.line(0, y, self.width, y)
        for place, column in enumerate(self.columns):
            y, x, after = self.height, place * (self.each + self.gap), 0.0
            for each in column:
                y -= max(after, each.getSpaceBefore()) + each.wrap(self.each, ENDLESS)[1]
                each.drawOn(self.canv, x, y)
                after = each.getSpaceAfter()


def height_of(column: Sequence[Any], width: float) -> float:
    """Return how high flowables stand one below another, with the space around each."""
    high, after = 0.0, 0.0
    for each in column:
        high += max(after, each.getSpaceBefore()) + each.wrap(width, ENDLESS)[1]
        after = each.getSpaceAfter()
    total: float = high + after
    return total
