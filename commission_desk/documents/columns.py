"""How wide the columns of a table are, from what they hold."""

import re
from collections.abc import Sequence
from itertools import islice

from commission_desk.documents.fonts import SEMIBOLD, register, text_width
from commission_desk.documents.style import WIDTH
from commission_desk.documents.tables import PADDING
from commission_desk.documents.text import printable

LOOKED_AT = 60
"""Rows measured; a long table's later rows seldom differ, and wrap if they do."""

BREAKS = re.compile(r"[^\S\u00a0]+")
"""Where a line may be broken: at any space but a hard one."""

NARROWEST = 36
"""No column is narrower, in points: a row that was not measured may have words in it."""

MANY, ROOMY = 7, 10.5
"""Columns from which a table lies on its side, and the size its words are measured at for that."""


def lies_on_its_side(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table's columns, or their words, do not fit the page when it is upright.

    In print and in Word alike: in both, a table lies on its side where this says so.
    """
    if not rows or len(rows[0]) <= 1:
        return False
    register()
    shown = [[printable(text) for text in row] for row in islice(rows, LOOKED_AT)]
    return len(shown[0]) > MANY or sum(least_widths(shown, ROOMY)) > WIDTH


def shared_widths(rows: Sequence[Sequence[str]], size: float, total: float = WIDTH) -> list[float]:
    """Share ``total`` points among columns of plain texts, each by its need.

    A column gets at least its longest word if all can; what is left goes by how much each would
    like to have.
    """
    columns = list(zip(*islice(rows, LOOKED_AT), strict=True))
    wanted = [widest(column, size) for column in columns]
    if sum(wanted) <= total:
        return [width * total / sum(wanted) for width in wanted]
    least = least_widths(rows, size, total)
    if sum(least) > total:
        return [width * total / sum(least) for width in least]
    more = [wide - low for wide, low in zip(wanted, least, strict=True)]
    spare = (total - sum(least)) / (sum(more) or 1)
    return [low + extra * spare for low, extra in zip(least, more, strict=True)]


def least_widths(rows: Sequence[Sequence[str]], size: float, total: float = WIDTH) -> list[float]:
    """Return what each column needs so that no word is broken, at most half of ``total``."""
    return [
        min(_widest_word(column, size), widest(column, size), total / 2)
        for column in zip(*islice(rows, LOOKED_AT), strict=True)
    ]


def one_flexible(
    columns: Sequence[Sequence[str]], flexible: int, size: float, most: float = 100
) -> list[float]:
    """Give each column its widest text, up to ``most`` points, and one column the rest.

    The flexible one has at least a third of the page.
    """
    widths = [min(widest(column, size), most) for column in columns]
    widths[flexible] = 0
    tight = min(1, WIDTH * 2 / 3 / sum(widths))
    widths = [width * tight for width in widths]
    widths[flexible] = WIDTH - sum(widths)
    return widths


def widest(texts: Sequence[str], size: float) -> float:
    """Return how wide a column is that breaks none of its texts, in points."""
    most = max(text_width(text[:400], SEMIBOLD, size) for text in texts)
    return max(2 * PADDING + 1 + most, NARROWEST)


def _widest_word(texts: Sequence[str], size: float) -> float:
    words = {word[:60] for text in texts for word in BREAKS.split(text[:400])}
    longest = sorted(words, key=len)[-8:]
    most = max((text_width(word, SEMIBOLD, size) for word in longest), default=0)
    return max(2 * PADDING + 1 + most, NARROWEST)
