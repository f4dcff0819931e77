"""Reading Excel workbooks: cell by cell as they stream past, so that a claim costs nothing."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser
from openpyxl.worksheet.cell_range import CellRange

from commission_desk.domain.money import parse_money
from commission_desk.exchange.source import Cell, Limits, Table, TooMuch, column_letter, table_of
from commission_desk.i18n import _

Sparse = dict[int, Cell]
_CURRENCY = re.compile(r"\[\$([^\]-]+)[^\]]*\]|([€¥$])|\"(EUR|USD)\"")
_OURS = {"£", "GBP", "JEP"}


def read_xlsx(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Read every sheet of a workbook: cached values of formulas, hidden rows and sheets too."""
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        left = limits.cells
        tables = []
        for sheet in book.worksheets:
            table, used = _read_sheet(sheet, left)
            left -= used
            if table.rows:
                tables.append(table)
        return tuple(tables)
    finally:
        book.close()


class _Parser(WorkSheetParser):  # type: ignore[misc]
    """Keeps a formula that has no saved result, which would otherwise read as a blank."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None:
            formula = element.find(FORMULA_TAG)
            if formula is not None:
                cell["value"] = f"={formula.text or ''}"
        return cell


def _read_sheet(sheet: Any, allowed: int) -> tuple[Table, int]:
    book = sheet.parent
    foreign = _foreign_styles(book)
    rows: dict[int, Sparse] = {}
    used = 0
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            kept = {
                cell["column"]: _plain(cell, foreign) for cell in cells if cell["value"] is not None
            }
            used += 1 + max(len(cells), max(kept, default=0))
            if used > allowed:
                raise TooMuch
            if kept:
                rows[number] = kept
    notes = list(_notes(sheet, parser, rows))
    if parser.merged_cells is not None:
        notes += _spread_merged(parser.merged_cells.mergeCell, rows)
    numbered = [(number, _dense(rows[number])) for number in sorted(rows)]
    return table_of(str(sheet.title), numbered, tuple(notes)), used


def _plain(cell: dict[str, Any], foreign: dict[int, str]) -> Cell:
    value = cell["value"]
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        currency = foreign.get(cell["style_id"])
        if currency:
            return f"{currency} {value}"
        return int(value) if isinstance(value, float) and value.is_integer() else value
    return value if isinstance(value, (str, bool, date)) else str(value)


def _foreign_styles(book: Any) -> dict[int, str]:
    """Return the styles that show a number as money other than pounds."""
    found = {}
    for index, style in enumerate(book._cell_styles):
        number = style.numFmtId
        custom = book._number_formats
        code = BUILTIN_FORMATS.get(number) or (
            custom[number - 164] if 0 <= number - 164 < len(custom) else ""
        )
        if number in BUILTIN_FORMATS:
            continue  # the built-in dollar is whatever currency the reader's computer has
        mark = _CURRENCY.search(code)
        currency = next(filter(None, mark.groups()), "") if mark else ""
        if currency and currency.strip() not in _OURS and not currency.startswith("£"):
            found[index] = currency.strip()
    return found


def _dense(cells: Sparse) -> tuple[Cell, ...]:
    return tuple(cells.get(column) for column in range(1, max(cells) + 1))


def _notes(sheet: Any, parser: Any, rows: dict[int, Sparse]) -> Iterator[str]:
    if sheet.sheet_state != "visible":
        yield _("This sheet is hidden in the workbook; it was read all the same.")
    hidden = [
        int(number)
        for number, facts in parser.row_dimensions.items()
        if facts.get("hidden") in {"1", "true"} and int(number) in rows
    ]
    if hidden:
        shown = ", ".join(str(number) for number in hidden[:12])
        more = "…" if len(hidden) > 12 else ""
        yield _("Hidden rows were read too: {rows}.").format(rows=shown + more)
    columns = [
        letter for letter, facts in parser.column_dimensions.items() if facts.get("hidden") == "1"
    ]
    if columns:
        yield _("Hidden columns were read too: {columns}.").format(columns=", ".join(columns[:12]))


def _spread_merged(ranges: list[CellRange], rows: dict[int, Sparse]) -> list[str]:
    """Repeat the words of cells merged downwards; not amounts, which would add up."""
    numbers = sorted(rows)
    repeated: set[str] = set()
    for area in ranges[:10_000]:
        top = rows.get(area.min_row, {}).get(area.min_col)
        if not isinstance(top, (str, date)) or area.max_row == area.min_row or _is_amount(top):
            continue
        start, stop = bisect_right(numbers, area.min_row), bisect_right(numbers, area.max_row)
        for number in numbers[start:stop]:
            if rows[number].get(area.min_col) is None:
                rows[number][area.min_col] = top
                repeated.add(column_letter(area.min_col - 1))
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
