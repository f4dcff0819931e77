"""Where the rings and names of a rating grid go: no two overlap, and none runs out of it.

Each cell has lines. The first people of a cell have a line each, a ring and a name beside it; when
there are more people than lines, the last line holds the rings of the rest and their number.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

Measure = Callable[[str], float]
Shorten = Callable[[str, float], str]
SHORTEST = 0.4  # of a cell: a name shortened to less than this says too little


@dataclass(frozen=True, slots=True)
class GridPoint:
    """A person on the grid: ``x`` and ``y`` from 1, how full the ring is, and the spoken words.

    ``fill`` is "full", "half", "empty" or "unknown"; ``ink`` a colour of the theme.
    """

    key: Hashable
    name: str
    x: int
    y: int
    ink: str = "muted"
    fill: str = "unknown"
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A point with the centre of its ring, and its name with the box it is written in."""

    point: GridPoint
    centre: QPointF
    words: str = ""
    box: QRectF | None = None


@dataclass(frozen=True, slots=True)
class More:
    """How many people of a cell are shown by their rings alone, and where that is written."""

    words: str
    box: QRectF


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths in pixels: of a ring, a line, the gap beside a ring; and how text is measured."""

    ring: float
    line: float
    gap: float
    width: Measure
    shorten: Shorten


def place(
    points: Sequence[GridPoint], area: QRectF, steps: int, measures: Measures
) -> tuple[list[Placed], list[More]]:
    """Place the points of a grid with ``steps`` cells each way; earlier ones matter more."""
    cells: dict[tuple[int, int], list[GridPoint]] = defaultdict(list)
    for point in points:
        cells[point.x, point.y].append(point)
    side = area.width() / steps, area.height() / steps
    found: list[Placed] = []
    more: list[More] = []
    for (x, y), members in cells.items():
        cell = QRectF(
            area.x() + (x - 1) * side[0], area.y() + (steps - y) * side[1], side[0], side[1]
        )
        named, rest = _in_cell(members, cell, measures)
        found += named
        if rest is not None:
            more.append(rest)
    order = {point.key: number for number, point in enumerate(points)}
    found.sort(key=lambda placed: order[placed.point.key])
    return _with_names(found, more, area, side[0], measures), more


def _in_cell(
    members: list[GridPoint], cell: QRectF, measures: Measures
) -> tuple[list[Placed], More | None]:
    """Give each of the first members a line; return also the number of the others."""
    lines = max(1, int(cell.height() / measures.line))
    crowded = len(members) > lines
    single = members[: lines - 1] if crowded else members
    crowd = members[len(single) :] if crowded else []
    used = len(single) + bool(crowd)
    first = cell.center().y() - (used - 1) * measures.line / 2
    left = cell.x() + measures.gap + measures.ring / 2
    placed = [
        Placed(point, QPointF(left, first + number * measures.line))
        for number, point in enumerate(single)
    ]
    if not crowd:
        return placed, None
    words = f"+{len(crowd)}"
    y = first + (used - 1) * measures.line
    room = cell.width() - measures.ring - measures.width(words) - 4 * measures.gap
    step = min(measures.ring + measures.gap / 2, room / max(1, len(crowd) - 1))
    placed += [Placed(point, QPointF(left + n * step, y)) for n, point in enumerate(crowd)]
    end = left + (len(crowd) - 1) * step + measures.ring / 2 + measures.gap
    box = QRectF(end, y - measures.line / 2, measures.width(words), measures.line)
    return placed, More(words, box)


def _with_names(
    placed: list[Placed], more: list[More], area: QRectF, cell: float, measures: Measures
) -> list[Placed]:
    """Write names to the right of rings, or to the left, or shortened, where there is room."""
    rings = [_ring(one, measures) for one in placed]
    taken = [rest.box for rest in more]
    alone = {
        one.point.key
        for one in placed
        if not any(abs(one.centre.y() - rest.box.center().y()) < 1
                   and 0 < rest.box.x() - one.centre.x() < cell for rest in more)
    }  # fmt: skip
    found = []
    for number, one in enumerate(placed):
        if one.point.key in alone:
            others = [*taken, *rings[:number], *rings[number + 1 :]]
            one = _named(one, others, area, cell, measures)  # noqa: PLW2901 - the same one, named
            if one.box is not None:
                taken.append(one.box)
        found.append(one)
    return found


def _named(
    one: Placed, others: list[QRectF], area: QRectF, cell: float, measures: Measures
) -> Placed:
    reach = measures.ring / 2 + measures.gap / 2
    line = QRectF(area.x(), one.centre.y() - measures.line / 2, area.width(), measures.line)
    beside = [other for other in others if other.intersects(line.adjusted(0, 1, 0, -1))]
    start, end = one.centre.x() + reach, one.centre.x() - reach
    room = min([o.x() for o in beside if o.x() > one.centre.x()] + [area.right()]) - start
    before = end - max([o.right() for o in beside if o.x() < one.centre.x()] + [area.x()])
    width = measures.width(one.point.name)
    words = one.point.name
    if width > room - measures.gap and width <= before - measures.gap:
        start = end - width
    elif width > room - measures.gap:
        if room - measures.gap < cell * SHORTEST:
            return one
        words = measures.shorten(words, room - measures.gap)
        if not cell * SHORTEST <= measures.width(words) <= room:
            return one
    box = QRectF(start, line.y(), measures.width(words), measures.line)
    return replace(one, words=words, box=box)


def _ring(one: Placed, measures: Measures) -> QRectF:
    half = measures.ring / 2
    return QRectF(one.centre.x() - half, one.centre.y() - half, measures.ring, measures.ring)


def nearest(placed: Sequence[Placed], start: Placed, dx: int, dy: int) -> Placed | None:
    """Return who is next in a direction.

    To the side it is the nearest, a step aside counting for three ahead. Up and down go through
    everyone, column by column, so that nobody is out of reach.
    """
    if dy:
        order = sorted(placed, key=lambda one: (one.point.x, one.centre.y(), one.centre.x()))
        place = order.index(start) + dy
        return order[place] if 0 <= place < len(order) else None
    best: tuple[float, Placed] | None = None
    for one in placed:
        ahead = (one.centre.x() - start.centre.x()) * dx
        aside = abs(one.centre.y() - start.centre.y())
        if ahead > 1 and (best is None or ahead + 3 * aside < best[0]):
            best = (ahead + 3 * aside, one)
    return best[1] if best else None
