"""A chart described once, as drawing operations, for the screen and for paper.

Coordinates are in px from the top left corner; colours are names of the design's tokens.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
TEXT = 12  # size of a chart's words
EXACT = 1e-9
STEPS = 4  # at most this many steps on the upright axis


@dataclass(frozen=True, slots=True)
class Line:
    """A thin straight line."""

    start: Point
    end: Point
    colour: str = "line"
    width: float = 1


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points, dashed where it is projected."""

    points: tuple[Point, ...]
    colour: str = "accent"
    width: float = 2.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A ring round a value."""

    at: Point
    radius: float = 3.5
    colour: str = "accent"


@dataclass(frozen=True, slots=True)
class Words:
    """A short text, anchored at its start, middle or end."""

    at: Point
    text: str
    anchor: Anchor = "start"
    colour: str = "muted"
    size: float = TEXT


@dataclass(frozen=True, slots=True)
class Box:
    """A bar: full, hatched (what may come) or outlined (what should have ended)."""

    at: Point
    size: Point
    colour: str = "accent"
    pattern: Literal["solid", "hatched", "outlined"] = "solid"


@dataclass(frozen=True, slots=True)
class Diamond:
    """A mark at a day by which something is to be decided."""

    at: Point
    radius: float = 5
    colour: str = "text"


Operation = Line | Path | Dot | Words | Box | Diamond


@dataclass(frozen=True, slots=True)
class Series:
    """Values by label, in order; those from ``projected`` on are projections."""

    points: tuple[tuple[str, float], ...]
    projected: int | None = None

    @property
    def spoken(self) -> str:
        """The data in words, for a screen reader and a PDF's alternative text."""
        return "; ".join(f"{name}: {value:,}" for name, value in self.points)


def line_chart(
    series: Series, width: float, height: float, projected: str = "", scale: float = 1.0
) -> Iterator[Operation]:
    """Describe a line chart; ``projected`` is the word for the dashed part."""
    if not series.points:
        return
    low, high, step = axis([value for _, value in series.points])
    left, right = 40 * scale, width - 16 * scale
    top, base = 20 * scale, height - 26 * scale

    def y_of(value: float) -> float:
        return base - (value - low) / ((high - low) or 1) * (base - top)

    for number in range(round((high - low) / step) + 1):
        value = low + number * step
        yield Line((left, y_of(value)), (right, y_of(value)))
        yield Words((left - 8 * scale, y_of(value) + 4 * scale), f"{value:,.10g}", "end")
    gap = (right - left - 24 * scale) / max(1, len(series.points) - 1)
    at = [
        (left + 8 * scale + number * gap, y_of(value))
        for number, (_, value) in enumerate(series.points)
    ]
    last = len(at) if series.projected is None else max(1, series.projected)
    yield Path(tuple(at[:last]))
    if last < len(at):
        yield Path(tuple(at[last - 1 :]), dashed=True)
        yield Words((at[-1][0], at[-1][1] - 10 * scale), projected, "end")
    for place, (name, _) in zip(at, series.points, strict=True):
        yield Dot(place)
        yield Words((place[0], height - 6 * scale), name, "middle")


def axis(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the lowest and highest mark and the step: 1, 2 or 5 times a power of ten."""
    low, high = min(values), max(values)
    steps = (10**power * times for power in range(-6, 15) for times in (1, 2, 5))
    step = next(size for size in steps if (high - low) / size <= STEPS)
    step = max(step, 1) if low == high else step
    # a value on a mark stays on it, however its fraction is held
    bottom, ceiling = floor(low / step + EXACT) * step, ceil(high / step - EXACT) * step
    return bottom, ceiling if ceiling > bottom else bottom + step, step
