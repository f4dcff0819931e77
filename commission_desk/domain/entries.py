"""What people type or paste into a cell of a plan's table, read for certain or refused."""

import re
from collections.abc import Mapping
from typing import Any

from commission_desk.domain.blanks import is_unknown
from commission_desk.domain.dates import typed_date
from commission_desk.domain.money import format_money, parse_money
from commission_desk.i18n import _

YEARS = range(1900, 2201)
NUMBER = re.compile(r"-?(?:[0-9]{1,3}(?:[, \u00a0][0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")
MOST = 1e15  # beyond that a number is a slip, and is no longer held to the last digit


def read_number(words: str) -> float | None:
    """Read a number such as 1,234 or -0.5; None for what is not known.

    Raises ValueError with a plain reason.
    """
    text = words.strip().removesuffix("%").strip()
    if is_unknown(text):
        return None
    if not NUMBER.fullmatch(text) or not any(letter.isdigit() for letter in text):
        raise ValueError(_("“{words}” is not a number").format(words=words.strip()))
    number = float(re.sub("[, \u00a0]", "", text))
    if abs(number) > MOST:
        raise ValueError(_("this number is too large"))
    return number


def read_percent(words: str) -> float | None:
    """Read a percentage from 0 to 100; None for what is not known; ValueError otherwise."""
    number = read_number(words)
    if number is not None and not 0 <= number <= 100:
        raise ValueError(_("a percentage is between 0 and 100"))
    return number


def read_score(words: str, most: int) -> float | None:
    """Read a score from 0 to ``most``; None for none yet; ValueError otherwise."""
    number = read_number(words)
    if number is not None and not 0 <= number <= most:
        raise ValueError(_("a score is between 0 and {most}").format(most=most))
    return number


def read_year(words: str) -> int | None:
    """Read a year such as 2026, or 2026/27 and 2026-2027 as the year they begin in.

    Raises ValueError with a plain reason.
    """
    text = words.strip()
    if is_unknown(text):
        return None
    found = re.fullmatch(r"([0-9]{4})(?:\s*[/–-]\s*(?:[0-9]{2}|[0-9]{4}))?", text)
    if found is None or int(found[1]) not in YEARS:
        raise ValueError(_("“{words}” is not a year, such as 2026").format(words=text))
    return int(found[1])


def read_amount(words: str) -> int | None:
    """Read an amount in pounds as pence; None for what is not known; ValueError otherwise."""
    return parse_money(words).pence


def read_named(words: str, named: Mapping[str, str]) -> str | None:
    """Return the key of what is called so: letter for letter, or the only one that begins so.

    Capitals do not matter. Raises ValueError for none, and for more than one.
    """
    text = " ".join(words.split()).casefold()
    if not text:
        return None
    keys = [key for key, name in named.items() if " ".join(name.split()).casefold() == text]
    keys = keys or [key for key, name in named.items() if name.casefold().startswith(text)]
    if not keys:
        raise ValueError(_("there is no “{words}” to choose").format(words=words.strip()))
    if len(keys) > 1:
        raise ValueError(_("more than one begins with “{words}”").format(words=words.strip()))
    return keys[0]


def read_all_named(words: str, named: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of everything that is called so, with semicolons between; each once.

    Raises ValueError for a name that is none, or more than one.
    """
    found: list[str] = []
    pieces = [each for each in words.split(";") if each.strip()]
    while pieces:
        key, taken = _longest_named(pieces, named)
        found.append(key)
        pieces = pieces[taken:]
    return tuple(dict.fromkeys(found))


def _longest_named(pieces: list[str], named: Mapping[str, str]) -> tuple[str, int]:
    """Return what the first pieces name together, as a name may have a semicolon of its own."""
    for taken in range(len(pieces), 1, -1):
        try:
            key = read_named(";".join(pieces[:taken]), named)
        except ValueError:
            continue
        if key:
            return key, taken
    return read_named(pieces[0], named) or "", 1


def write_number(value: float | None) -> str:
    """Write a number as people do: "1,234.5"."""
    if value is None:
        return ""
    whole, _point, part = f"{value:,.6f}".partition(".")
    return f"{whole}.{part}".rstrip("0").rstrip(".")


def write_cell(shape: str, value: Any, named: Mapping[str, str]) -> str:
    """Write what a cell holds; ``named`` are the names of what can be chosen."""
    if value in (None, "", ()):
        return ""
    if shape == "links":
        return "; ".join(named[key] for key in value if key in named)
    if shape in ("choice", "link"):
        return named.get(str(value), "")
    if shape == "scale":
        return named.get(str(value), str(value))
    if shape == "date":
        return f"{value:%d/%m/%Y}"  # read back for certain, and the same in both languages
    if shape == "money":
        return format_money(value)
    if shape == "percent":
        return f"{write_number(value)}%"
    if shape == "total":
        return f"{value:.2f}"
    return write_number(value) if shape in ("number", "years", "score") else str(value)


def read_cell(shape: str, words: str, named: Mapping[str, str]) -> Any:
    """Read what was typed into a cell; raises ValueError with a plain reason."""
    readers = {
        "number": read_number, "years": read_number, "percent": read_percent, "year": read_year,
        "money": read_amount,
    }  # fmt: skip
    if shape in readers:
        return readers[shape](words)
    if shape == "link":
        return read_named(words, named)
    if shape == "date":
        return typed_date(words)
    if shape == "scale":
        point = words.strip() if words.strip() in named else read_named(words, named)
        return int(point) if point else None
    if shape == "links":
        return read_all_named(words, named)
    if shape == "choice":
        return read_named(words, named) or ""
    return words.strip()
