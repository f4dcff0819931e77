"""Reading the example's data, and its days: all of them count from the day it is made."""

import csv
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from commission_desk.domain.richtext import Block, BlockKind, RichText, Run, Runs
from commission_desk.domain.terms import add_months
from commission_desk.paths import resource

SATURDAY = 5
MARKS: tuple[tuple[str, BlockKind], ...] = (
    ("## ", "heading"), ("> ", "quote"), ("- ", "bullet"), ("# ", "number"),
)  # fmt: skip


def example_table(name: str) -> dict[str, Any]:
    """Return a data file of the example."""
    with resource(f"example/{name}").open("rb") as file:
        return tomllib.load(file)


def example_rows(name: str) -> Iterator[dict[str, str]]:
    """Return the rows of a data file of the example."""
    with resource(f"example/{name}").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def working_day(today: date, days: int) -> date:
    """Return the day so many days from today, or the Monday after if it falls on a weekend."""
    day = today + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def month_end(day: date, months: int) -> date:
    """Return the last day of the month so many months from that of ``day``."""
    return add_months(day.replace(day=1), months + 1) - timedelta(days=1)


def quarter_end(day: date, quarters: int = 0) -> date:
    """Return the end of the quarter ``day`` is in, or of one so many quarters from it."""
    return month_end(day, (-day.month) % 3 + 3 * quarters)


def written(source: str) -> RichText:
    """Make rich text of the example's plain marks: a block a line, ``**bold**``, ``| table |``."""
    blocks: list[Block] = []
    rows: list[tuple[Runs, ...]] = []
    for line in [*filter(str.strip, source.splitlines()), ""]:
        if line.startswith("|"):
            rows.append(tuple(_runs(cell.strip()) for cell in line.strip("| ").split("|")))
            continue
        if rows:
            blocks.append(Block("table", rows=tuple(rows)))
            rows = []
        if line:
            blocks.append(_block(line))
    return RichText(tuple(blocks))


def _block(line: str) -> Block:
    for mark, kind in MARKS:
        if line.startswith(mark):
            return Block(kind, _runs(line.removeprefix(mark)))
    return Block(runs=_runs(line))


def _runs(text: str) -> Runs:
    parts = re.split(r"(\*\*.+?\*\*)", text)
    return tuple(
        Run(part.strip("*"), bold=part.startswith("**")) if part.startswith("**") else Run(part)
        for part in parts
        if part
    )
