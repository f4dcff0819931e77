"""Results pasted from a spreadsheet: read, or listed with their row and the reason why not.

Two shapes are known: a list, one result a row (period, figure, comment, who gave it), and a grid,
measures down the side and periods along the top. Nothing is guessed.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commission_desk.domain.blanks import is_unknown
from commission_desk.domain.dates import DayOrder, settle_day_order
from commission_desk.domain.periods import read_period
from commission_desk.i18n import _

MOST_ROWS = 2_000
_NIL = frozenset({"nil", "none", "zero", "dim"})
_LATER = frozenset({"", "tbc", "tba", "tbd", "to be confirmed", "i'w gadarnhau"})
_NO_DATA = frozenset({"no data", "not collected", "not recorded", "dim data", "nd"})
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's figure for a period; None is no data, which somebody said."""

    measure: str
    period_end: date
    value: float | None
    comment: str = ""
    given_by: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that could not be read: its row counted from 1, its words and why."""

    row: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grid:
    """What was read of a paste; blank cells are left out, since they say nothing."""

    figures: tuple[Figure, ...]
    unread: tuple[Unread, ...] = ()


def read_figure(text: str) -> float | None:
    """Read a figure: "1,104", "81%", "Nil" is 0, "n/a" is None; raises ValueError."""
    words = " ".join(text.split()).casefold()
    if words in _NIL:
        return 0.0
    if words in _NO_DATA or is_unknown(words):
        return None
    plain = words.removesuffix("%").removeprefix("£").strip()
    if not plain or not _NUMBER.fullmatch(plain) or not any(map(str.isdigit, plain)):
        raise ValueError(_("this is not a figure"))
    value = float(plain.replace(",", "").replace(" ", ""))
    if not math.isfinite(value):
        raise ValueError(_("this is not a figure"))
    return value


def read_grid(rows: Sequence[Sequence[str]], measures: Mapping[str, str], current: str) -> Grid:
    """Read a paste; ``measures`` are titles by id, ``current`` the one that a list is of."""
    kept = [list(row) for row in rows[:MOST_ROWS]]
    figures: list[Figure] = []
    unread: list[Unread] = []
    if len(rows) > MOST_ROWS:
        unread.append(Unread(MOST_ROWS + 1, "", _("only the first 2,000 rows are read")))
    along = _periods_along(kept)
    if along:
        _read_across(kept, measures, along, figures, unread)
    else:
        _read_down(kept, current, figures, unread)
    return Grid(_last_of_each(figures), tuple(unread))


def _periods_along(rows: list[list[str]]) -> dict[int, date]:
    """Return the periods that the first row names, by column; none if it names fewer than one."""
    if not rows or len(rows[0]) < 2 or len(rows) < 2:
        return {}
    order = settle_day_order(rows[0][1:])
    found = {}
    for column, words in enumerate(rows[0][1:], start=1):
        day = _period_or_none(words, order)
        if day is not None:
            found[column] = day
    first = _period_or_none(rows[0][0], order)
    return found if first is None else {}


def _read_across(
    rows: list[list[str]], measures: Mapping[str, str], along: dict[int, date],
    figures: list[Figure], unread: list[Unread],
) -> None:  # fmt: skip
    for column, words in enumerate(rows[0][1:], start=1):
        if words.strip() and column not in along and _looks_like_period(words):
            unread.append(Unread(1, words, _("no period is named for certain")))
    known: dict[str, list[str]] = {}
    for record, title in measures.items():
        known.setdefault(_plain(title), []).append(record)
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        named = known.get(_plain(row[0]), [])
        if len(named) != 1:
            why = _("no measure has this title") if not named else _("two measures have this title")
            unread.append(Unread(number, row[0], why))
            continue
        for column, day in along.items():
            words = row[column] if column < len(row) else ""
            _take(figures, unread, number, (named[0], day, words))


def _read_down(
    rows: list[list[str]], current: str, figures: list[Figure], unread: list[Unread]
) -> None:
    order = settle_day_order(row[0] for row in rows if row)
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        try:
            day = read_period(row[0], order)
        except ValueError as problem:
            if number > 1 or len(row) < 2 or any(map(str.isdigit, row[0] + row[1])):
                unread.append(Unread(number, row[0], str(problem)))
            continue  # else the headings
        words, comment, who = (row[at] if at < len(row) else "" for at in (1, 2, 3))
        _take(figures, unread, number, (current, day, words), comment, who)


def _take(
    figures: list[Figure], unread: list[Unread], number: int, said: tuple[str, date, str],
    comment: str = "", who: str = "",
) -> None:  # fmt: skip
    measure, day, words = said
    if " ".join(words.split()).casefold() in _LATER:
        return
    try:
        figures.append(Figure(measure, day, read_figure(words), comment.strip(), who.strip()))
    except ValueError as problem:
        unread.append(Unread(number, words, str(problem)))


def _last_of_each(figures: list[Figure]) -> tuple[Figure, ...]:
    return tuple({(each.measure, each.period_end): each for each in figures}.values())


def _period_or_none(words: str, order: DayOrder | None) -> date | None:
    try:
        return read_period(words, order)
    except ValueError:
        return None


def _looks_like_period(words: str) -> bool:
    return any(map(str.isdigit, words))


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
