"""Reading CSV: the encoding and the separator are found by trying them."""

import csv
import io
from collections import Counter
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.exchange.source import Cell, Limits, Table, TooMuch, table_of
from commission_desk.i18n import _

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_GUARDED = frozenset("=+-@\t\r")


def read_csv(path: Path, limits: Limits) -> tuple[Table, ...]:
    """Read a CSV file into one table; raises UserError when its quotation marks do not pair."""
    text, notes = decode(path.read_bytes())
    if "\0" in text:
        text = text.replace("\0", "")
    # The limit holds for the whole process, so it is only ever raised.
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    declared = _declared_separator(text)
    if declared:
        text = text.partition("\n")[2]  # as Excel does, which does not count this line either
    separator = declared or find_separator(text)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    cells = 0
    for number, row in enumerate(_records(text, separator), start=1):
        cells += len(row)
        if cells > limits.cells:
            raise TooMuch
        rows.append((number, tuple(map(_unguarded, row))))
    return (table_of(path.stem, rows, notes),)


def _unguarded(cell: str) -> str:
    """Take off the mark that keeps spreadsheets from taking a text for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _GUARDED else cell


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Turn bytes into text by the encoding that fits, with a remark where that is not UTF-8."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), ()
    if b"\0" in data[:_SAMPLE_LINES]:
        little = data[1:1_000:2].count(0) >= data[:1_000:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        note = _("The file does not say how its letters are kept; it was read as Windows text.")
    try:
        return data.decode("cp1252"), (note,)
    except UnicodeDecodeError:
        return data.decode("latin-1"), (note,)


def find_separator(text: str) -> str:
    """Return the separator that makes most lines equally long, as a register's lines are."""
    sample = "\n".join(text[:200_000].splitlines()[:_SAMPLE_LINES])

    def fit(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator))
        del widths[0], widths[1]
        return max(((count * width, width) for width, count in widths.items()), default=(0, 0))

    return max(SEPARATORS, key=fit)


def _declared_separator(text: str) -> str:
    """Return the separator of Excel's own first line "sep=;", or nothing."""
    first = text[:20].partition("\n")[0].strip().casefold()
    return first[4] if first.startswith("sep=") and len(first) == len("sep=;") else ""


def _records(text: str, separator: str) -> list[list[str]]:
    """Split into records, strictly first: a mark that is never closed would swallow the rest."""
    source = io.StringIO(text, newline="")
    strict = csv.reader(source, delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(strict)
    except csv.Error as problem:
        if "unexpected end of data" in str(problem):
            raise UserError(
                _(
                    "A quotation mark in row {row} is never closed, so it cannot be told where "
                    "its cell ends. Correct that row and try again."
                ).format(row=len(rows) + 1)
            ) from problem
        source.seek(0)
        return list(csv.reader(source, delimiter=separator))
    return rows
