"""A bar chart described once, as drawing operations: an amount for each label, in two parts.

Coordinates are in px from the top left corner; colours are names of the design's tokens.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from commission_desk.domain.charts import Line, Operation, Path, Words, axis
from commission_desk.domain.tiles import short_money

WIDEST = 46  # px of a bar
LABEL = 54  # px that a label below a bar takes


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts in pence by label: what is sure, and what there is with the rest."""

    points: tuple[tuple[str, int, int], ...]
    spoken: str = ""


def bar_chart(bars: Bars, width: float, height: float, scale: float = 1.0) -> Iterator[Operation]:
    """Describe a bar chart; the second part of a bar stands on the first."""
    if not bars.points:
        return
    pounds = [value / 100 for _name, *values in bars.points for value in values]
    low, high, step = axis([0, *pounds])
    left, right = 62 * scale, width - 8 * scale
    top, base = 14 * scale, height - 26 * scale

    def y_of(amount: float) -> float:
        return base - (amount - low) / ((high - low) or 1) * (base - top)

    for number in range(round((high - low) / step) + 1):
        amount = low + number * step
        yield Line((left, y_of(amount)), (right, y_of(amount)))
        written = short_money(round(amount * 100))
        yield Words((left - 8 * scale, y_of(amount) + 4 * scale), written, "end")
    room = (right - left) / len(bars.points)
    thick = min(WIDEST * scale, room * 0.6)
    every = max(1, -(-int(LABEL * scale) // max(1, int(room))))
    for number, (name, sure, whole) in enumerate(bars.points):
        x = left + room * (number + 0.5)
        for start, end, colour in ((0, sure, "accent"), (sure, whole, "amber")):
            if start != end:
                places = ((x, y_of(start / 100)), (x, y_of(end / 100)))
                yield Path(places, colour, thick / scale)
        if number % every == 0:
            yield Words((x, height - 6 * scale), name, "middle")
