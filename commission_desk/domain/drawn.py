"""What a review drew from the registers of one topic, and how it is kept once it is finished."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from commission_desk.domain.papers import PlanTableRows

LANGUAGES = ("en", "cy")


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a review looks back on, both days included."""

    since: date
    until: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until


def write_drawn(tables: dict[str, PlanTableRows]) -> str:
    """Return a table in each language as JSON; charts are drawn of other figures and not kept."""
    said = {
        code: {
            "title": table.title, "head": table.head, "rows": table.rows, "right": table.right,
            "notes": table.notes,
        }
        for code, table in tables.items()
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read_drawn(text: str, language: str) -> PlanTableRows:
    """Return the table that was kept, in a language; ValueError for what is none of ours.

    It may come from elsewhere, so nothing is taken that a table could not show.
    """
    try:
        said = json.loads(text)[language]
        found = PlanTableRows(
            _word(said["title"]), _words(said["head"]), tuple(_words(row) for row in said["rows"]),
            tuple(_flag(one) for one in said["right"]), notes=_words(said["notes"]),
        )  # fmt: skip
    except (KeyError, TypeError, RecursionError) as odd:
        raise ValueError("no table of a review") from odd
    width = len(found.head)
    if len(found.right) != width or any(len(row) != width for row in found.rows):
        raise ValueError("a table of a review with rows of other lengths")
    if found.rows and not width:
        raise ValueError("a table of a review without columns")
    return found


def _words(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError("not a list")
    return tuple(_word(value) for value in values)


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("not yes or no")
    return value
