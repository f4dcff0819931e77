"""Dates as people write them: read when certain, asked about when not, never guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from commission_desk.domain.blanks import is_unknown
from commission_desk.i18n import _

EARLIEST, LATEST = 1900, 2199  # years that an agreement, a plan or a person can have
_CENTURY_TURNS = 70  # "26" is 2026 and "95" is 1995

_MONTHS = (
    ("january", "ionawr"),
    ("february", "chwefror"),
    ("march", "mawrth", "fawrth"),
    ("april", "ebrill"),
    ("may", "mai", "fai"),
    ("june", "mehefin", "fehefin"),
    ("july", "gorffennaf", "orffennaf"),
    ("august", "awst"),
    ("september", "medi", "fedi"),
    ("october", "hydref"),
    ("november", "tachwedd", "dachwedd"),
    ("december", "rhagfyr", "ragfyr"),
)
_TIME = (
    r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:[ap]m)?"
    r"\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_ORDINAL = r"(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)?"
_WEEKDAY = r"(?:[^\W\d]{3,}(?: [^\W\d]{3,})?\.?,? )?"
_ISO = re.compile(
    rf"(?P<year>[0-9]{{4}})([-/.])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}}){_TIME}",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![0-9])((?:19|20|21)[0-9]{2})(?:\s*[-–/]\s*([0-9]{2})(?![0-9]))?(?![0-9])")
_COMPACT = re.compile(r"(?P<year>(?:19|20|21)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_NUMBERS = re.compile(
    r"(?P<first>[0-9]{1,2})([-/. ])(?P<second>[0-9]{1,2})\2(?P<year>[0-9]{4}|[0-9]{2})" + _TIME,
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}}){_ORDINAL}[-/. ]?(?:(?:of|o) )?"
    rf"(?P<month>[^\W\d]{{3,}})[-/., ]{{0,2}}(?P<year>[0-9]{{4}}|[0-9]{{2}}){_TIME}",
    re.IGNORECASE,
)
_NAMED_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<month>[^\W\d]{{3,}})\.? (?P<day>[0-9]{{1,2}}){_ORDINAL},? "
    rf"(?P<year>[0-9]{{4}}){_TIME}",
    re.IGNORECASE,
)


class DayOrder(StrEnum):
    """Which of two numbers in a date is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date as read: ``day`` is None when unknown, or when ``ambiguous`` until somebody says."""

    day: date | None
    ambiguous: bool = False
    source: str = ""


def read_date(value: str | float | date | None, order: DayOrder | None = None) -> ReadDate:
    """Read a date; one such as 03/04/26 is ambiguous unless ``order`` is known for its column.

    A date with a time and zone is the date as written. Raises ValueError with a plain reason.
    """
    if value is None:
        return ReadDate(None)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return ReadDate(_day(day.year, day.month, day.day), source=day.isoformat())
    source = str(value).strip()
    if is_unknown(source):
        return ReadDate(None, source=source)
    text = re.sub(r"\s+", " ", source)
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _from_numbers(numbers, order, source)
    return ReadDate(_from_words(text), source=source)


def settle_day_order(values: Iterable[str | float | date | None]) -> DayOrder | None:
    """Say which number is the day in a column, where some of its dates prove it and none deny it.

    None when nothing needs settling, nothing proves it, or the column contradicts itself.
    """
    proofs: set[DayOrder] = set()
    for value in values:
        found = _NUMBERS.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            continue
        first, second = int(found["first"]), int(found["second"])
        if first > 12 >= second:
            proofs.add(DayOrder.DAY_FIRST)
        elif second > 12 >= first:
            proofs.add(DayOrder.MONTH_FIRST)
    return proofs.pop() if len(proofs) == 1 else None


def typed_date(text: str) -> date | None:
    """Read what a person in the United Kingdom types into a form: the day comes first.

    None for an empty field; raises ValueError with a plain reason.
    """
    text = text.strip()
    if not text:
        return None
    found = _NUMBERS.fullmatch(text)
    if found:
        return _day(_year(found["year"]), int(found["second"]), int(found["first"]))
    return _from_words(re.sub(r"\s+", " ", text))


def _from_numbers(found: re.Match[str], order: DayOrder | None, source: str) -> ReadDate:
    first, second, year = int(found["first"]), int(found["second"]), _year(found["year"])
    if first > 12 or first == second:
        order = DayOrder.DAY_FIRST
    elif second > 12:
        order = DayOrder.MONTH_FIRST
    if order is None:
        return ReadDate(None, ambiguous=True, source=source)
    month, day = (second, first) if order is DayOrder.DAY_FIRST else (first, second)
    return ReadDate(_day(year, month, day), source=source)


def _from_words(text: str) -> date:
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    for pattern in (_NAMED, _NAMED_FIRST):
        found = pattern.fullmatch(text)
        month = _month(found["month"]) if found else None
        if found and month:
            return _day(_year(found["year"]), month, int(found["day"]))
    raise ValueError(_why_not(text))


def _why_not(text: str) -> str:
    if text.startswith("#"):
        return _("the spreadsheet shows an error here")
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text):
        return _("this is a number, not a date")
    words = re.split(r"[-/., ]+", text)
    if len(words) == 2 and _month(words[0]) and words[1].isdecimal():
        return _("the day of the month is missing")
    return _("this is not a date")


def _month(word: str) -> int | None:
    """Return the month that a name or its first letters mean, in English or Welsh."""
    word = word.casefold()
    for number, names in enumerate(_MONTHS, start=1):
        if len(word) >= 3 and any(name.startswith(word) for name in names):
            return number
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < _CENTURY_TURNS else 1900)


def _day(year: int, month: int, day: int) -> date:
    if not EARLIEST <= year <= LATEST:
        raise ValueError(_("the year {year} cannot be right").format(year=year))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_("there is no such day in the calendar")) from None


def years_named(words: str) -> tuple[int, int] | None:
    """Return the first and last year of a text that names more than one, else None.

    "2022-2025", "2022 to 2025" and "2022/23 to 2024/25"; a short year after a dash or a stroke is
    of the century before it.
    """
    found: list[int] = []
    for year, short in _YEARS.findall(words):
        found.append(int(year))
        if short:
            found.append(int(year[:2] + short))
    if len(set(found)) < 2 or not found[0] < max(found):
        return None
    return min(found), max(found)
