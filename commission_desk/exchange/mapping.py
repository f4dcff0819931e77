"""Which row of a table holds the headings, and what each column means."""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from commission_desk.domain.dates import read_date
from commission_desk.domain.errors import UserError
from commission_desk.domain.money import parse_money
from commission_desk.exchange.headings import (
    DATE_FIELDS,
    LONGEST,
    MONEY_FIELDS,
    Headings,
    plain_heading,
    unit_of,
)
from commission_desk.exchange.source import NEWER_VERSION, Cell, Table, column_letter
from commission_desk.i18n import _

_LOOKED_AT = 80  # rows at the top in which the headings may stand
_TRIED = 50  # cells below a guessed heading that are tried
_LOOKED_INTO = 8  # of these, how many are searched for misspelt headings as well
# A register names at least one of these; a list of people has a department and notes as well.
_TELLING = frozenset({"title", "provider", "reference", "annual", "total", "source_id"})
_GRANTS = {"recipient org name", "amount awarded"}  # what every 360Giving sheet has


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What a column means: a field, or None to keep it as it is; ``sure`` unless it is a guess.

    ``index`` counts from 0 with the blank columns; ``unit`` is what its amounts count in.
    """

    index: int
    heading: str
    field: str | None = None
    sure: bool = True
    unit: int = 1

    @property
    def letter(self) -> str:
        """The column's letter, as a spreadsheet shows it."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a table's columns mean. ``header_row`` is the number of the row of headings.

    ``kind`` is what every row is where the file's form says so, such as "grant".
    """

    header_row: int
    columns: tuple[ColumnChoice, ...]
    kind: str = ""

    def column(self, name: str) -> ColumnChoice | None:
        """Return the column that holds a field."""
        return next((column for column in self.columns if column.field == name), None)


def suggest_mapping(
    table: Table, synonyms: MappingType[str, tuple[str, ...]], header_row: int | None = None
) -> Mapping:
    """Find the headings and suggest what each column means, each field once.

    ``synonyms`` gives the known headings of each field. ``header_row`` is where a person says that
    the headings are. Raises UserError when no row looks like headings.
    """
    headings = Headings(synonyms)
    index = _row_at(table, header_row) if header_row is not None else _find(table, headings)
    columns = _columns(table, index)
    chosen = [_fitting(column, table, index) for column in _choose(columns, headings)]
    chosen = _names_in_numbers(chosen, table, index)
    words = {plain_heading(column.heading) for column in columns}
    kind = "grant" if words >= _GRANTS else ""
    return Mapping(table.row_numbers[index], tuple(chosen), kind)


def _row_at(table: Table, number: int) -> int:
    if number not in table.row_numbers:
        raise UserError(_("Row {row} is blank, so it cannot hold the headings.").format(row=number))
    return table.row_numbers.index(number)


def _find(table: Table, headings: Headings) -> int:
    """Return the index of the row of headings: the one in which most headings are known."""
    rows = table.rows[:_LOOKED_AT]
    shapes = {index: _shape(rows, index) for index in range(len(rows))}
    known = {index: _known(row, headings, guess=False) for index, row in enumerate(rows)}
    likely = sorted(range(len(rows)), key=lambda i: (-len(known[i]), -shapes[i], i))
    guessed = {
        index: _known(rows[index], headings, guess=True)
        for index in likely[:_LOOKED_INTO]
        if shapes[index] > 0
    }
    scores = {
        index: (len(found) + len(known[index]), shapes[index], -index)
        for index, found in guessed.items()
        if known[index] & _TELLING or len(found & _TELLING) > 1
    }
    best = max(scores, key=lambda index: scores[index], default=None)
    if best is None or scores[best][0] < 2:
        raise UserError(
            _(
                "No row of {name} looks like the headings of a register (such as title, provider, "
                "value, start and end). If it is one, say which row holds the headings."
            ).format(name=table.name)
        )
    return best


def _known(row: tuple[Cell, ...], headings: Headings, *, guess: bool) -> set[str]:
    """Return the fields that a row's cells name."""
    look = headings.meaning if guess else headings.exactly
    return {
        meaning.field
        for cell in row
        if isinstance(cell, str) and len(cell) <= LONGEST and (meaning := look(cell.strip()))
    }


def _shape(rows: tuple[tuple[Cell, ...], ...], index: int) -> float:
    """Say how much a row looks like headings: short texts, all different, as wide as its rows."""
    row = [cell for cell in rows[index] if cell is not None and str(cell).strip()]
    texts = [cell.strip() for cell in row if isinstance(cell, str)]
    if len(texts) < 2 or len(texts) < 0.7 * len(row) or any(len(text) > 200 for text in texts):
        return 0.0
    widths = [len(below) for below in rows[index + 1 : index + 6]]
    width = min(1.0, len(row) / max([*widths, 1]))
    different = len({text.casefold() for text in texts}) / len(texts)
    numeric = sum(text[0].isdigit() for text in texts) / len(texts)
    return width * different * (1 - numeric)


def _columns(table: Table, index: int) -> list[ColumnChoice]:
    """Return the columns that have a heading or anything below it."""
    header, below = table.rows[index], table.rows[index + 1 :]
    width = max([len(header), *map(len, below)], default=0)
    filled = {place for row in below for place, cell in enumerate(row) if _said(cell)}
    columns = []
    for place in range(width):
        cell = header[place] if place < len(header) else None
        heading = " ".join(str(cell).split()) if _said(cell) else ""
        if heading or place in filled:
            columns.append(ColumnChoice(place, heading))
    return columns


def _choose(columns: list[ColumnChoice], headings: Headings) -> list[ColumnChoice]:
    """Give each field to the column that fits it best; a heading that comes twice is a guess."""
    fits = []
    for column in columns:
        meaning = headings.meaning(column.heading) if column.heading else None
        if meaning and column.heading != NEWER_VERSION:
            fits.append((-meaning.fit, column.index, meaning))
    taken: dict[str, int] = {}
    given: dict[int, tuple[str, bool]] = {}
    for _fit, place, meaning in sorted(fits, key=lambda each: each[:2]):
        if meaning.field not in taken and place not in given:
            taken[meaning.field] = place
            given[place] = (meaning.field, meaning.sure)
    doubled = _doubled(columns)
    return [_chosen(column, given, doubled) for column in columns]


def _chosen(
    column: ColumnChoice, given: dict[int, tuple[str, bool]], doubled: set[str]
) -> ColumnChoice:
    if column.index not in given:
        return column
    name, sure = given[column.index]
    unit = unit_of(column.heading) if name in MONEY_FIELDS else 1
    sure = sure and unit == 1 and plain_heading(column.heading) not in doubled
    return ColumnChoice(column.index, column.heading, name, sure, unit)


def _fitting(column: ColumnChoice, table: Table, index: int) -> ColumnChoice:
    """Drop a guess that the cells below contradict: amounts or dates that mostly are not."""
    if column.sure or column.field not in MONEY_FIELDS | DATE_FIELDS:
        return column
    read = _is_money if column.field in MONEY_FIELDS else _is_date
    below = _below(column, table, index)[:_TRIED]
    if sum(map(read, below)) * 2 >= len(below):
        return column
    return ColumnChoice(column.index, column.heading)


def _is_money(cell: Cell) -> bool:
    try:
        return not isinstance(cell, date) and parse_money(cell) is not None
    except ValueError:
        return False


def _is_date(cell: Cell) -> bool:
    try:
        return read_date(cell) is not None
    except ValueError:
        return False


def _below(column: ColumnChoice, table: Table, index: int) -> list[Cell]:
    rows = table.rows[index + 1 :]
    place = column.index
    return [row[place] for row in rows if place < len(row) and _said(row[place])]


def _names_in_numbers(columns: list[ColumnChoice], table: Table, index: int) -> list[ColumnChoice]:
    """Take a column "Supplier ID" that holds names as the provider, where nothing else is."""
    fields = {column.field: place for place, column in enumerate(columns) if column.field}
    place = fields.get("provider_number")
    if place is None or "provider" in fields:
        return columns
    below = _below(columns[place], table, index)
    names = sum(not any(letter.isdigit() for letter in str(cell)) for cell in below)
    if names > len(below) / 2:
        columns[place] = replace(columns[place], field="provider", sure=False)
    return columns


def _doubled(columns: list[ColumnChoice]) -> set[str]:
    ordered = sorted(plain_heading(column.heading) for column in columns if column.heading)
    return {one for one, next_one in pairwise(ordered) if one == next_one}


def _said(cell: Cell) -> bool:
    return cell is not None and bool(str(cell).strip())
