"""Reading Excel workbooks: every sheet, with what is hidden, merged or calculated in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import range_boundaries

from commission_desk.domain.money import parse_money
from commission_desk.exchange.source import Cell, Limits, Table, column_letter, table_of
from commission_desk.exchange.xlsx_cells import SheetCells, Sparse, Styles, read_cells
from commission_desk.i18n import _

_CURRENCY = re.compile(r"\[\$([^\]-]+)[^\]]*\]|([€¥$])|\"(EUR|USD)\"")
_OURS = {"£", "GBP", "JEP"}
_SHOWN = 12  # of hidden rows or columns, how many are named
_MERGED = 10_000  # merged areas that are looked at


def read_xlsx(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Read every sheet of a workbook: cached values of formulas, hidden rows and sheets too."""
    with path.open("rb") as file, _opened(file) as book:
        left = limits.cells
        styles = _styles(book)
        tables = []
        for sheet in book.worksheets:
            with sheet._get_source() as stream:
                cells = read_cells(stream, sheet._shared_strings, styles, left)
            left -= cells.used
            notes = (*_notes(sheet.sheet_state, cells), *_spread_merged(cells))
            numbered = [(number, _dense(cells.rows[number])) for number in sorted(cells.rows)]
            tables.append(table_of(str(sheet.title), numbered, notes))
        return tuple(table for table in tables if table.rows)


def _opened(file: IO[bytes]) -> Any:
    """Open a workbook for reading values only; links to other files are never followed."""
    return closing(load_workbook(file, read_only=True, data_only=True, keep_links=False))


def _styles(book: Any) -> Styles:
    """Return which styles of a workbook show dates, times, or money other than pounds."""
    foreign = {}
    for index, style in enumerate(book._cell_styles):
        # The built-in dollar is whatever currency the reader's computer has, so it says nothing.
        place = style.numFmtId - BUILTIN_FORMATS_MAX_SIZE
        custom = book._number_formats
        mark = _CURRENCY.search(custom[place]) if 0 <= place < len(custom) else None
        currency = next(filter(None, mark.groups()), "").strip() if mark else ""
        if currency and currency not in _OURS:
            foreign[index] = currency
    dates = frozenset(book._date_formats)
    durations = frozenset(book._timedelta_formats)
    return Styles(dates, durations, foreign, book.epoch)


def _dense(cells: Sparse) -> tuple[Cell, ...]:
    return tuple(cells.get(column) for column in range(1, max(cells) + 1))


def _notes(state: str, cells: SheetCells) -> Iterator[str]:
    if state != "visible":
        yield _("This sheet is hidden in the workbook; it was read all the same.")
    rows = [str(number) for number in cells.hidden_rows if number in cells.rows]
    if rows:
        yield _("Hidden rows were read too: {rows}.").format(rows=_listed(rows))
    width = max((max(row) for row in cells.rows.values()), default=0)
    columns = [
        column_letter(place - 1)
        for first, last in cells.hidden_columns
        for place in range(first, min(last, width) + 1)
    ]
    if columns:
        yield _("Hidden columns were read too: {columns}.").format(columns=_listed(columns))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")


def _spread_merged(cells: SheetCells) -> list[str]:
    """Repeat the words of cells merged downwards; not amounts, which would add up."""
    rows = cells.rows
    numbers = sorted(rows)
    repeated: set[str] = set()
    for area in cells.merged[:_MERGED]:
        column, first, _last_column, last = range_boundaries(area)
        top = rows.get(first, {}).get(column)
        if not isinstance(top, (str, date)) or last == first or _is_amount(top):
            continue
        for number in numbers[bisect_right(numbers, first) : bisect_right(numbers, last)]:
            if rows[number].get(column) is None:
                rows[number][column] = top
                repeated.add(column_letter(column - 1))
    if not repeated:
        return []
    return [
        _(
            "Merged cells in column {columns}: the words were repeated in each row they cover."
        ).format(columns=", ".join(sorted(repeated)))
    ]


def _is_amount(value: Cell) -> bool:
    if not isinstance(value, str):
        return False
    try:
        return parse_money(value).pence is not None
    except ValueError:
        return False
