"""What the command line says: one JSON document, or plain lines; complaints go elsewhere."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, time
from typing import Any

from commission_desk.content.labels import Label
from commission_desk.domain.history import NOT_KEPT
from commission_desk.domain.richtext import RichText

Row = Mapping[str, Any]
WIDEST = 48  # letters of a column in a plain list


def say(line: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(f"{line}\n")


def complain(sentence: str) -> None:
    """Write a sentence to standard error."""
    sys.stderr.write(f"{sentence}\n")


def say_json(document: Any) -> None:
    """Write one JSON document to standard output."""
    say(json.dumps(plain(document), ensure_ascii=False, indent=2))


def say_rows(rows: Sequence[Row], *, as_json: bool, columns: Sequence[str] = ()) -> None:
    """Write rows as ``{"count", "rows"}``, or as a plain list of the columns named."""
    if as_json:
        say_json({"count": len(rows), "rows": rows})
        return
    lines = [[_short(row.get(name)) for name in columns] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        say("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).strip())


def facts(row: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name, their values as they are."""
    return {each.name: getattr(row, each.name) for each in fields(row)}


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: ISO dates, names in snake_case, texts without style."""
    if value is NOT_KEPT:
        return None
    if isinstance(value, RichText):
        return value.plain
    if isinstance(value, Label):
        return value.en
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(each) for name, each in facts(value).items()}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [plain(each) for each in value]
    return value


def _short(value: Any) -> str:
    text = "" if value is None else str(value).replace("\n", " ")
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
