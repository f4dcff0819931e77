"""Two languages: messages, dates, money and plurals in English and Welsh.

The window calls ``_`` and ``ngettext``, which follow the language chosen with ``use``. Documents
choose their own language: ``_ = translator(language)``. Names kept for later, such as the label of
an undo step, are marked with ``N_`` and translated when shown.
"""

import gettext
from collections.abc import Callable
from datetime import date, time
from functools import cache

from babel import dates

from commission_desk.paths import resource

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
DOMAIN = "commission_desk"

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
    return dates.format_date(day, "EEEE d MMMM y", locale=_locale(language))


def full_date(day: date, language: str | None = None) -> str:
    """Write a date without its weekday: "24 November 2026"."""
    return dates.format_date(day, "d MMMM y", locale=_locale(language))


def short_date(day: date, language: str | None = None) -> str:
    """Write a date for a table: "24 Nov 2026"."""
    return dates.format_date(day, "d MMM y", locale=_locale(language))


def month_name(day: date, language: str | None = None) -> str:
    """Write a date's month alone, short: "Nov"."""
    return dates.format_date(day, "MMM", locale=_locale(language))


def clock(moment: time) -> str:
    """Write a time of day: "10:05"."""
    return f"{moment:%H:%M}"


def _locale(chosen: str | None) -> str:
    return {"cy": "cy"}.get(chosen or language(), "en_GB")
