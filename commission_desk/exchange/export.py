"""Writing lists as CSV, Excel and JSON; what people wrote never becomes a formula."""

import csv
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

Row = Mapping[str, Any]

# Spreadsheets take a text that starts with one of these for a formula or a command.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # letters in a cell of Excel
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE, _MONEY = "dd/mm/yyyy", "£#,##0.00;[Red]-£#,##0.00"


@dataclass(frozen=True, slots=True)
class Column:
    """A column to write: the row's key, its heading, and what it holds. Money is pence."""

    key: str
    heading: str
    kind: Literal["text", "number", "money", "date"] = "text"


def write_csv(path: Path, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """Write rows as CSV that Excel opens rightly, and return how many there were.

    Money is in pounds without signs or commas, dates are ISO. Raises UserError when the file
    cannot be written; what was there before stays whole.
    """

    def write(target: Path) -> int:
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([safe_text(column.heading) for column in columns])
            count = 0
            for row in rows:
                writer.writerow([_in_csv(row.get(column.key), column) for column in columns])
                count += 1
        return count

    return _replacing(path, write)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]


def write_xlsx(path: Path, title: str, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """Write rows as an Excel sheet with real dates and amounts; return how many there were.

    Raises UserError when the file cannot be written; what was there before stays whole.
    """
    return write_book(path, [Sheet(title, columns, rows)])


def write_book(path: Path, sheets: Sequence[Sheet]) -> int:
    """Write several lists as the sheets of one Excel workbook; return how many rows there were."""

    def write(target: Path) -> int:
        book = Workbook(write_only=True)
        names: set[str] = set()
        count = sum(_add_sheet(book, sheet, names) for sheet in sheets)
        book.save(target)
        return count

    return _replacing(path, write)


def _add_sheet(book: Workbook, sheet: Sheet, names: set[str]) -> int:
    made = book.create_sheet(_sheet_name(sheet.title, names))
    made.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, start=1):
        made.column_dimensions[get_column_letter(place)].width = 36 if column.kind == "text" else 16
    headings = [_text_cell(made, column.heading) for column in sheet.columns]
    for cell in headings:
        cell.font = Font(bold=True)
    made.append(headings)
    count = 0
    for row in sheet.rows:
        made.append([_in_xlsx(made, row.get(column.key), column) for column in sheet.columns])
        count += 1
    return count


def _sheet_name(title: str, names: set[str]) -> str:
    """Return a name that Excel takes for a sheet, and that no other sheet of the book has."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip("' ")[:31] or "Sheet"
    name, number = plain, 2
    while name.casefold() in names:
        name, number = f"{plain[:27]} {number}", number + 1
    names.add(name.casefold())
    return name


def write_json(path: Path, rows: Iterable[Row]) -> int:
    """Write rows as one JSON document: ISO dates, money in whole pence; return how many."""
    kept = [dict(row) for row in rows]

    def write(target: Path) -> int:
        document = {"count": len(kept), "rows": kept}
        text = json.dumps(document, ensure_ascii=False, indent=2, default=_in_json)
        target.write_text(text + "\n", encoding="utf-8")
        return len(kept)

    return _replacing(path, write)


def write_document(path: Path, document: Any) -> None:
    """Write one JSON document as it is; raises UserError when the file cannot be written."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    write_bytes(path, f"{text}\n".encode("utf-8", errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises UserError when it cannot be written."""

    def write(target: Path) -> int:
        return target.write_bytes(data)

    _replacing(path, write)


def safe_text(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with ' before it where needed."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _in_csv(value: Any, column: Column) -> str:
    if value is None:
        return ""
    if column.kind == "money" and isinstance(value, int):
        return f"{Decimal(value).scaleb(-2):.2f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return str(value)
    return safe_text(str(value))


def _in_xlsx(sheet: Any, value: Any, column: Column) -> Any:
    if value is None or value == "":
        return None
    if column.kind == "money" and isinstance(value, int):
        return _formatted(sheet, Decimal(value).scaleb(-2), _MONEY)
    if isinstance(value, date):
        return _formatted(sheet, value, _DATE)
    return value if isinstance(value, (int, float)) else _text_cell(sheet, str(value))


def _formatted(sheet: Any, value: Any, pattern: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = pattern
    return cell


def _text_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("", text)[:_LONGEST])
    cell.data_type = "s"  # openpyxl would otherwise make a formula of "=..."
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True  # so that editing the cell does not make one either
    return cell


def _in_json(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in an export")


def _replacing(path: Path, write: Callable[[Path], int]) -> int:
    """Write beside ``path`` and then put it in its place, so that it is never half written."""
    try:
        handle, name = tempfile.mkstemp(prefix=".export-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        beside = Path(name)
        try:
            count = write(beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as problem:
        raise UserError(
            _(
                "{name} could not be written: {reason}. Close it elsewhere, or choose another "
                "folder, and try again."
            ).format(name=path.name, reason=problem.strerror or problem)
        ) from problem
    return count
