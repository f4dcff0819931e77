"""What a file from elsewhere holds, as plain tables, and how much of one is read."""

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | bool | date | None

MEGABYTE = 1_048_576
NEWER_VERSION = "Newer version in row"  # a heading; its cells name the row that replaces theirs


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet or list: rows as they stand, the number of each in its file, and remarks.

    Rows without anything in them are left out; ``row_numbers`` are those a spreadsheet shows.
    ``notes`` are plain sentences on what was unusual, such as hidden rows.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    row_numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its name, what kind it is (csv, xlsx, ocds and so on) and its tables."""

    name: str
    kind: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a stranger's file is read: bytes, cells, seconds, and bytes of memory."""

    file_bytes: int = 100 * MEGABYTE
    unzipped_bytes: int = 400 * MEGABYTE
    ratio: int = 250  # unzipped to zipped; ordinary sheets stay under 50
    cells: int = 5_000_000
    seconds: float = 90.0
    memory: int = 1_536 * MEGABYTE


class TooMuch(Exception):  # noqa: N818 - says what happened
    """More cells than ``Limits`` allow."""


def column_letter(index: int) -> str:
    """Return the letter that a spreadsheet shows for a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def table_of(
    name: str,
    numbered: list[tuple[int, tuple[Cell, ...]]],
    notes: tuple[str, ...] = (),
) -> Table:
    """Make a table of rows that have something in them, without blank cells at their ends."""
    rows, numbers = [], []
    for number, row in numbered:
        end = len(row)
        while end and _blank(row[end - 1]):
            end -= 1
        if end:
            rows.append(row[:end])
            numbers.append(number)
    return Table(name, tuple(rows), tuple(numbers), notes)


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
