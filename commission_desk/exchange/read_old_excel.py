"""Reading spreadsheets that openpyxl does not know: old Excel, binary Excel and OpenDocument."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from commission_desk.exchange.sniffing import damaged, locked
from commission_desk.exchange.source import Cell, Limits, Table, TooMuch, table_of
from commission_desk.i18n import _


def read_old_excel(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Read every sheet of an .xls, .xlsb or .ods file."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        tables, left = [], limits.cells
        for facts in book.sheets_metadata:
            sheet = book.get_sheet_by_name(facts.name)
            left -= sheet.total_height * sheet.total_width
            if left < 0:
                raise TooMuch
            rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)
            numbered = [(number, tuple(_plain(cell) for cell in row)) for number, row in rows]
            notes: tuple[str, ...] = ()
            if facts.visible is not SheetVisibleEnum.Visible:
                notes = (_("This sheet is hidden in the workbook; it was read all the same."),)
            table = table_of(facts.name, numbered, notes)
            if table.rows:
                tables.append(table)
    except PasswordError as problem:
        raise locked(path.name) from problem
    except CalamineError as problem:
        raise damaged(path.name) from problem
    return tuple(tables)


def _plain(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value == "":
        return None
    return value if isinstance(value, (str, int, float, bool, date)) else str(value)
