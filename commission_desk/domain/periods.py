"""Periods that results are given for: which are due, and how people write them.

A period is known by its last day. Quarters and half-years end with March, June, September and
December, as the financial year has them, unless the results kept so far say otherwise.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from commission_desk.domain.dates import DayOrder, read_date
from commission_desk.domain.terms import add_months
from commission_desk.i18n import _

MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
WEEK = timedelta(days=7)
MARCH = 3
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})\s*[-–/]\s*(?P<short>[0-9]{2,4})"
_QUARTER = r"(?:q|qtr|quarter|ch|chwarter)\.?\s*(?P<quarter>[1-4])"
_QUARTERS = (
    re.compile(rf"{_QUARTER}[ ,]*{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_YEAR}[ ,]*{_QUARTER}", re.IGNORECASE),
)
_PLAIN_QUARTER = re.compile(rf"{_QUARTER}.*|.*{_QUARTER.replace('?P<quarter>', '')}", re.IGNORECASE)
_WHOLE_YEAR = re.compile(_YEAR)
_MONTH = re.compile(
    r"(?:[^\W\d]+\s*(?:-|–|to|i)\s*)?(?P<month>[^\W\d]{3,})\.?[-/., ]{0,2}"
    r"(?P<year>[0-9]{4}|[0-9]{2})",
    re.IGNORECASE,
)


def periods_due(
    frequency: str, begins: date | None, known: Collection[date], until: date
) -> Iterator[date]:
    """Yield the last days of the periods that ended by a day and have no result, oldest first.

    Counted from the first result kept, or else from the day that the agreement began; nothing is
    due where neither is known, or where a measure is taken once and was.
    """
    if frequency == "once":
        if begins and not known and begins <= until:
            yield until
        return
    start = min(known, default=None) or (first_end(frequency, begins) if begins else None)
    day, count = start, 0
    while day is not None and day <= until:
        if not any(_same(frequency, day, each) for each in known):
            yield day
        count += 1
        day = _step(frequency, start, count) if start else None


def first_end(frequency: str, begins: date) -> date:
    """Return the last day of the first whole period that begins on a day or after it."""
    if frequency == "weekly":
        monday = begins + timedelta(days=-begins.weekday() % 7)
        return monday + timedelta(days=6)
    months = MONTHS.get(frequency, 3)
    end = month_end(begins)
    while (end.month - MARCH) % months or _day_after(end, -months) < begins:
        end = month_end(add_months(end, 1))
    return end


def _day_after(end: date, months: int) -> date:
    return month_end(add_months(end, months)) + timedelta(days=1)


def month_end(day: date) -> date:
    """Return the last day of a day's month."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def read_period(text: str, order: DayOrder | None = None) -> date:
    """Read the last day of a period: "30/06/2026", "Q1 2026/27", "Jun 2026", "2026/27".

    Raises ValueError with a plain reason; what could mean two days is not guessed.
    """
    words = " ".join(text.split())
    for pattern in _QUARTERS:
        if found := pattern.fullmatch(words):
            year = _financial(found["year"], found["short"])
            return month_end(add_months(date(year, 6, 1), 3 * (int(found["quarter"]) - 1)))
    if found := _WHOLE_YEAR.fullmatch(words):
        return date(_financial(found["year"], found["short"]) + 1, 3, 31)
    if _PLAIN_QUARTER.fullmatch(words):
        raise ValueError(_("say which financial year the quarter is in, as in Q1 2026/27"))
    if (found := _MONTH.fullmatch(words)) and (month := _month(found)):
        return month
    read = read_date(words, order)
    if read.ambiguous:
        raise ValueError(_("this could mean two days; write the month as a word"))
    if read.day is None:
        raise ValueError(_("no period is named"))
    return read.day


def _month(found: re.Match[str]) -> date | None:
    try:
        first = read_date(f"1 {found['month']} {found['year']}").day
    except ValueError:
        return None
    return month_end(first) if first else None


def _financial(year: str, short: str) -> int:
    begins = int(year)
    if int(short) % 100 != (begins + 1) % 100:
        raise ValueError(_("a financial year is written as 2026/27"))
    return begins


def _step(frequency: str, start: date, count: int) -> date:
    if frequency == "weekly":
        return start + WEEK * count
    day = add_months(start, MONTHS.get(frequency, 3) * count)
    return month_end(day) if start == month_end(start) else day


def _same(frequency: str, day: date, other: date) -> bool:
    """Say whether two days end the same period, give or take half of one."""
    if frequency == "weekly":
        return abs((day - other).days) <= 3
    return abs((day - other).days) <= 14 * min(MONTHS.get(frequency, 3), 3)
