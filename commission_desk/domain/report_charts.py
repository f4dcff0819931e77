"""Bars and time lines, described as drawing operations for the screen and for paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil

from commission_desk.domain.charts import Box, Diamond, Line, Operation, Words
from commission_desk.i18n import short_date

BAR, SPAN = 30, 40  # px of a line of a bar chart, and of a time line
HEAD, FOOT = 24, 8
LABEL, NARROW_LABEL = 0.34, 0.40  # of the width, for what a line is called
NARROW = 640  # px of a chart, under which the words need more of it
WIDE_LETTER = 0.48  # of the size of a text: what a letter takes at most, on average
QUARTERS = (1, 4, 7, 10)
MOST_MARKS = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is called, how long it is, and its figure in words."""

    label: str
    value: float
    words: str
    colour: str = "accent"


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars one below another, the longest as long as there is room."""

    bars: tuple[Bar, ...]

    def height(self, scale: float = 1.0) -> float:
        """Return how high it is."""
        return (BAR * len(self.bars) + FOOT) * scale

    @property
    def spoken(self) -> str:
        """The data in words, for a screen reader and a PDF's alternative text."""
        return "; ".join(f"{bar.label}: {bar.words}" for bar in self.bars)

    def drawn(self, width: float, scale: float = 1.0) -> Iterator[Operation]:
        """Describe it as so wide."""
        longest = max((len(bar.words) for bar in self.bars), default=0)
        left = _left(width, scale)
        right = max(left + 20, width - (longest * 12 * WIDE_LETTER + 10) * scale)
        most = max((bar.value for bar in self.bars), default=0) or 1
        for place, bar in enumerate(self.bars):
            y = place * BAR * scale
            words_y = y + 19 * scale
            yield Words((0, words_y), fitted(bar.label, left - 10 * scale, scale), colour="text")
            long = max(0.0, bar.value) / most * (right - left)
            if long:
                yield Box((left, y + 6 * scale), (long, 18 * scale), bar.colour)
            yield Words((left + long + 7 * scale, words_y), bar.words, colour="text")


@dataclass(frozen=True, slots=True)
class Span:
    """One agreement in time: its term, what its options may add, and its day of decision.

    It is ``late`` where it goes on though it ended; ``sub`` says so in words.
    """

    label: str
    sub: str
    starts: date | None
    ends: date | None
    latest: date | None = None
    decide: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Terms one below another between two days, with a line at today."""

    spans: tuple[Span, ...]
    first: date
    last: date
    today: date
    today_words: str
    language: str = "en"

    def height(self, scale: float = 1.0) -> float:
        """Return how high it is."""
        return (HEAD + SPAN * len(self.spans) + FOOT) * scale

    @property
    def spoken(self) -> str:
        """The data in words, for a screen reader and a PDF's alternative text."""
        return "; ".join(f"{span.label}: {span.sub}" for span in self.spans)

    def drawn(self, width: float, scale: float = 1.0) -> Iterator[Operation]:
        """Describe it as so wide."""
        left, right = _left(width, scale), width - 14 * scale
        base = self.height(scale) - FOOT * scale
        days = max(1, (self.last - self.first).days)

        def x_of(day: date) -> float:
            held = min(max(day, self.first), self.last)
            return left + (held - self.first).days / days * (right - left)

        marks = quarter_days(self.first, self.last)
        named = [short_date(day, self.language).split(" ", 1)[1] for day in marks]
        need = max(map(len, named), default=0) * 12 * WIDE_LETTER * scale + 6 * scale
        steps = [x_of(after) - x_of(day) for day, after in pairwise(marks)]
        every = max(1, ceil(need / max(1.0, min(steps, default=need))))
        for place, (day, words) in enumerate(zip(marks, named, strict=True)):
            yield Line((x_of(day), HEAD * scale), (x_of(day), base))
            if place % every == 0 and x_of(day) + need <= width:  # none lies over the next
                yield Words((x_of(day) + 3 * scale, 14 * scale), words)
        for place, span in enumerate(self.spans):
            yield from self._one(span, (HEAD + place * SPAN) * scale, left, x_of, scale)
        at = x_of(self.today)
        yield Line((at, HEAD * scale - 4 * scale), (at, base), colour="red", width=2 * scale)
        yield Words((at, base + 7 * scale), self.today_words, "middle", colour="red", size=11)

    def _one(
        self, span: Span, y: float, left: float, x_of: Callable[[date], float], scale: float
    ) -> Iterator[Operation]:
        room = left - 12 * scale
        ink = "red" if span.late else "muted"
        yield Words((0, y + 16 * scale), fitted(span.label, room, scale), colour="text")
        yield Words((0, y + 31 * scale), fitted(span.sub, room, scale, 11), colour=ink, size=11)
        top, high = y + 10 * scale, 16 * scale
        ends = span.ends or self.last
        begins = span.starts or self.first
        if ends >= self.first and begins <= self.last:
            start = x_of(begins)
            yield Box((start, top), (max(2.0, x_of(ends) - start), high))
        if span.late:
            start = x_of(ends)
            yield Box((start, top), (max(3.0, x_of(self.today) - start), high), "red", "outlined")
        elif span.latest and span.latest > ends and ends <= self.last:
            start = x_of(ends)
            long = x_of(span.latest) - start
            if long > 0:
                yield Box((start, top), (long, high), "accent", "hatched")
        if span.decide and self.first <= span.decide <= self.last:
            yield Diamond((x_of(span.decide), top + high / 2), 6)


def _left(width: float, scale: float) -> float:
    """Return where the bars begin, after what the lines are called."""
    return width * (LABEL if width >= NARROW * scale else NARROW_LABEL)


def quarter_days(first: date, last: date) -> list[date]:
    """Return the first days of the quarters between two days, of the years where they are many."""
    starts = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in QUARTERS
        if first <= date(year, month, 1) <= last
    ]
    if len(starts) > MOST_MARKS:
        starts = [day for day in starts if day.month == 1]
    return starts


def fitted(text: str, room: float, scale: float, size: float = 12) -> str:
    """Return as much of a text as surely has room, with an ellipsis where it is cut."""
    most = max(4, int(room / (size * scale * WIDE_LETTER)))
    return text if len(text) <= most else text[: most - 1].rstrip(" ,;·") + "…"
