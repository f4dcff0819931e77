"""Quality against cost, described as drawing operations: grades up, cost across, four quadrants.

Cost is compared with others like it and not in pounds: 1 is the middle of its own kind, 2 twice
that, a half half of it. So an hour of care is never set against a year of advocacy.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log2

from commission_desk.domain.charts import Dot, Line, Operation, Words

WIDEST = 3.0  # doublings to either side of the middle; what lies beyond stands at the edge
QUADRANTS = ("good-low", "good-high", "poor-low", "poor-high")  # from top left, row by row
RADIUS = 5.0


@dataclass(frozen=True, slots=True)
class ValuePoint:
    """An agreement: ``quality`` from 0 for the lowest grade to 1, ``cost`` against its like."""

    key: str
    quality: float
    cost: float
    good: bool

    @property
    def quadrant(self) -> str:
        """Which quadrant it stands in; in the middle counts as lower cost."""
        return f"{'good' if self.good else 'poor'}-{'high' if self.cost > 1 else 'low'}"


def value_chart(
    points: Sequence[ValuePoint], size: tuple[float, float], words: Sequence[str],
    axes: tuple[str, str], marks: Sequence[tuple[float, str]], parted: float, scale: float = 1.0,
) -> Iterator[Operation]:  # fmt: skip
    """Describe the chart; ``words`` name the quadrants, ``parted`` is where good begins.

    ``marks`` are the grades at the left, each with its height.
    """
    left, top, right, foot = frame_of(size, scale)
    middle, line = (left + right) / 2, _y(parted, size, scale)
    for y in (top, line, foot):
        yield Line((left, y), (right, y))
    for x in (left, middle, right):
        yield Line((x, top), (x, foot))
    gap = 6 * scale
    yield Words((left + gap, top + 16 * scale), words[0])
    yield Words((right - gap, top + 16 * scale), words[1], "end")
    yield Words((left + gap, foot - gap), words[2])
    yield Words((right - gap, foot - gap), words[3], "end")
    for quality, mark in marks:
        yield Words((left - 6 * scale, _y(quality, size, scale) + 4 * scale), mark, "end")
    yield Words((left, foot + 20 * scale), axes[0])
    yield Words((right, foot + 20 * scale), axes[1], "end")
    for point in points:
        x, y = place_of(point, size, scale)
        yield Dot((x, y), RADIUS, "accent" if point.good else "red")


def place_of(
    point: ValuePoint, size: tuple[float, float], scale: float = 1.0
) -> tuple[float, float]:
    """Return where a point stands; points of one grade are spread a little by their key."""
    left, _top, right, _foot = frame_of(size, scale)
    far = max(-WIDEST, min(WIDEST, log2(point.cost) if point.cost > 0 else -WIDEST))
    x = (left + right) / 2 + far / WIDEST * ((right - left) / 2 - 12 * scale)
    spread = (sum(map(ord, point.key)) % 7 - 3) * 2 * scale
    return x, _y(point.quality, size, scale) + spread


def frame_of(size: tuple[float, float], scale: float) -> tuple[float, float, float, float]:
    """Return the left, top, right and foot of the field."""
    return 34 * scale, 8 * scale, size[0] - 12 * scale, size[1] - 30 * scale


def _y(quality: float, size: tuple[float, float], scale: float) -> float:
    _left, top, _right, foot = frame_of(size, scale)
    room = foot - top - 70 * scale
    return foot - 32 * scale - quality * room
