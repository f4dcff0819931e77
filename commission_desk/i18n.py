"""Two languages: messages, dates, money and plurals in English and Welsh.

The window calls ``_`` and ``ngettext``, which follow the language chosen with ``use``. Documents
choose their own language: ``_ = translator(language)``. Names kept for later, such as the label of
an undo step, are marked with ``N_`` and translated when shown.

The names of days and months are Babel's, written out here because loading Babel takes a fifth of
the time to the first paint; a test holds every day of a year to what Babel writes.
"""

import gettext
from collections.abc import Callable
from datetime import date, time
from functools import cache
from typing import NamedTuple

from commission_desk.paths import resource

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
DOMAIN = "commission_desk"


class Names(NamedTuple):
    """The names of a language's days, from Monday, and of its months."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    short_months: tuple[str, ...]


NAMES = {
    "en": Names(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        ("January", "February", "March", "April", "May", "June", "July", "August", "September",
         "October", "November", "December"),
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
    ),
    "cy": Names(
        ("Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn",
         "Dydd Sul"),
        ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi",
         "Hydref", "Tachwedd", "Rhagfyr"),
        ("Ion", "Chwef", "Maw", "Ebr", "Mai", "Meh", "Gorff", "Awst", "Medi", "Hyd", "Tach",
         "Rhag"),
    ),
}  # fmt: skip

_chosen = ["en"]  # one for the whole process: threads start with an empty context


def use(language: str) -> None:
    """Choose the window's language, ``en`` or ``cy``; any other is taken as English."""
    _chosen[0] = language if language in LANGUAGES else "en"


def language() -> str:
    """Return the window's language."""
    return _chosen[0]


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English is the messages themselves."""
    if language == "en":
        return gettext.NullTranslations()  # nothing to look for
    return gettext.translation(DOMAIN, resource("locale"), [language], fallback=True)


@cache
def translator(language: str) -> Callable[[str], str]:
    """Return the function that translates a message into ``language``; nothing stays nothing."""
    found = catalogue(language).gettext
    return lambda message: found(message) if message else ""  # "" is the catalogue's own head


def plural_translator(language: str) -> Callable[[str, str, int], str]:
    """Return ``ngettext`` for ``language``; Welsh has six forms."""
    return catalogue(language).ngettext


def _(message: str) -> str:
    """Translate a message into the window's language."""
    return translator(language())(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a counted message into the window's language."""
    return catalogue(language()).ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def long_date(day: date, language: str | None = None) -> str:
    """Write a date in full: "Tuesday 24 November 2026"."""
    return f"{_names(language).days[day.weekday()]} {full_date(day, language)}"


def full_date(day: date, language: str | None = None) -> str:
    """Write a date without its weekday: "24 November 2026"."""
    return f"{day.day} {_names(language).months[day.month - 1]} {day.year}"


def short_date(day: date, language: str | None = None) -> str:
    """Write a date for a table: "24 Nov 2026"."""
    return f"{day.day} {month_name(day, language)} {day.year}"


def whole_month(day: date, language: str | None = None) -> str:
    """Write a month with its year: "November 2026"."""
    return full_date(day, language).split(" ", 1)[1]


def month_name(day: date, language: str | None = None) -> str:
    """Write a date's month alone, short: "Nov"."""
    return _names(language).short_months[day.month - 1]


def clock(moment: time) -> str:
    """Write a time of day: "10:05"."""
    return f"{moment:%H:%M}"


def file_size(size: int) -> str:
    """Write how many bytes something takes: "340 KB", "12.5 MB"."""
    if size < 1_000_000:
        return _("{size} KB").format(size=f"{max(1, size // 1_000):,}")
    return _("{size} MB").format(size=f"{size / 1_000_000:,.1f}")


def _names(chosen: str | None) -> Names:
    return NAMES["cy" if (chosen or language()) == "cy" else "en"]
