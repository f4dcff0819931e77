"""What a report says, as plain data: one description for the window, for paper and for Excel.

Texts are already in the report's language; what people wrote stays as they wrote it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commission_desk.domain.papers import House
from commission_desk.domain.report_charts import BarChart, Timeline

ColumnKind = Literal["text", "money", "number", "percent", "date"]
FIGURES = ("money", "number", "percent")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row or a cell leads in the window: a kind of record or page, its id and a part."""

    kind: str
    record: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One cell: its words, a smaller line below, and its ``value`` for files that calculate.

    ``tone`` makes it a chip; ``why`` says what it rests on, and ``goes`` where that is.
    """

    text: str = ""
    sub: str = ""
    value: int | float | date | None = None
    tone: str = ""
    icon: str = ""
    why: str = ""
    goes: Place | None = None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column; ``flexible`` takes the room that is left."""

    title: str
    kind: ColumnKind = "text"
    flexible: bool = False


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row; a ``strong`` one is a total."""

    cells: tuple[ReportCell, ...]
    goes: Place | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report; ``missing`` is said where it has no rows, ``notes`` below it."""

    title: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    notes: tuple[str, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ReportChart:
    """A chart of a report with what it is called; ``about`` says how to read it."""

    title: str
    drawn: BarChart | Timeline
    about: str = ""


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Sentences under a heading of their own, or figures with what they count."""

    title: str
    sentences: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


ReportBlock = ReportTable | ReportChart | ReportWords


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; ``says`` are sentences at its head: what was counted, by which filters.

    ``missing`` is said instead of it where there is nothing to report.
    """

    key: str
    title: str
    says: tuple[str, ...] = ()
    blocks: tuple[ReportBlock, ...] = ()
    wide: bool = False
    missing: str = ""

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """The tables that have rows, for files."""
        return tuple(each for each in self.blocks if isinstance(each, ReportTable) and each.rows)


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """A report as it is printed."""

    house: House
    report: Report
    printed_on: date
