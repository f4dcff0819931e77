"""What would come in from a register, row by row, before anything in the desk changes."""

from collections.abc import Collection, Iterable
from collections.abc import Mapping as MappingType
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from commission_desk.domain.dates import DayOrder, read_date, settle_day_order
from commission_desk.domain.registers import (
    EndMeaning,
    ExistingRow,
    FieldChange,
    Matcher,
    RegisterRow,
    similar_providers,
)
from commission_desk.exchange.headings import DATE_FIELDS
from commission_desk.exchange.mapping import ColumnChoice, Mapping
from commission_desk.exchange.rows import Problem, RowReader
from commission_desk.exchange.source import Cell, Table
from commission_desk.exchange.words import extension_words
from commission_desk.i18n import _

Verdict = Literal["added", "changed", "unchanged", "rejected"]

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person has said about a register.

    ``day_order`` is for columns that do not settle it themselves; ``end_meaning`` is for "End";
    ``accept`` names rows to take in without what cannot be read in them, or is "all";
    ``spellings`` gives the name to use for each other spelling of a provider.
    """

    day_order: DayOrder | None = None
    end_meaning: EndMeaning = "unknown"
    kind: str = ""
    accept: Collection[int] | Literal["all"] = ()
    spellings: MappingType[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row: what it says, what would become of it, and what is wrong with it."""

    row_number: int
    row: RegisterRow
    verdict: Verdict
    problems: tuple[Problem, ...] = ()
    changes: tuple[FieldChange, ...] = ()

    @property
    def fields(self) -> dict[str, Any]:
        """What the row says, without what it leaves blank."""
        return {name: value for name, value in asdict(self.row).items() if value or value == 0}

    @property
    def extension_words(self) -> str:
        """The row's own words on extending, if it has any."""
        row = self.row
        kept = (f"{heading}: {text}" for heading, text in row.rest.items())
        return extension_words(row.end_text, row.title, row.description, row.notes, *kept)


@dataclass(frozen=True, slots=True)
class Question:
    """A column whose dates could be read in two ways, with examples and how many there are."""

    column: ColumnChoice
    examples: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """All rows below the headings, counted, with the questions to ask before taking them in."""

    rows: tuple[PreviewRow, ...]
    read: int
    added: int
    changed: int
    unchanged: int
    rejected: int
    questions: tuple[Question, ...] = ()
    similar: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def taken(self) -> tuple[RegisterRow, ...]:
        """The rows to hand to the import: all but those rejected."""
        return tuple(each.row for each in self.rows if each.verdict != "rejected")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem, in the order of the rows."""
        return tuple(problem for each in self.rows for problem in each.problems)

    @property
    def rejections(self) -> tuple[Problem, ...]:
        """Why each rejected row is left out: its row, column, value and reason."""
        return tuple(
            problem
            for each in self.rows
            if each.verdict == "rejected"
            for problem in each.problems
            if problem.stops
        )

    @property
    def ends_to_ask_about(self) -> int:
        """How many rows have an end date of which nobody has said what it includes."""
        return sum(
            each.row.ends is not None and each.row.end_meaning == "unknown" for each in self.rows
        )


def preview(
    table: Table,
    mapping: Mapping,
    existing: Iterable[ExistingRow] = (),
    answers: Answers | None = None,
) -> Preview:
    """Say what would become of each row below the headings; nothing is changed by asking."""
    answers = answers or Answers()
    body = _body(table, mapping)
    orders, questions = _day_orders(body, mapping, answers.day_order)
    reader = RowReader(mapping, orders, answers.end_meaning, answers.kind)
    existing = tuple(existing)
    matcher = Matcher(existing)
    rows = tuple(_preview_row(number, cells, reader, matcher, answers) for number, cells in body)
    names = [each.row.provider for each in rows] + [one.row.provider for one in existing]
    verdicts = [each.verdict for each in rows]
    return Preview(
        rows,
        read=len(rows),
        added=verdicts.count("added"),
        changed=verdicts.count("changed"),
        unchanged=verdicts.count("unchanged"),
        rejected=verdicts.count("rejected"),
        questions=questions,
        similar=similar_providers(names),
        notes=_notes(table, mapping),
    )


def _preview_row(
    number: int, cells: tuple[Cell, ...], reader: RowReader, matcher: Matcher, answers: Answers
) -> PreviewRow:
    read = reader.read(number, cells)
    row = read.row
    if row.provider in answers.spellings:
        row = replace(row, provider=answers.spellings[row.provider])
    accepted = answers.accept == "all" or number in answers.accept
    if read.never or (not accepted and any(problem.stops for problem in read.problems)):
        return PreviewRow(number, row, "rejected", read.problems)
    match = matcher.match(row)
    return PreviewRow(number, row, match.verdict, read.problems, match.changes)


def _body(table: Table, mapping: Mapping) -> list[tuple[int, tuple[Cell, ...]]]:
    numbered = zip(table.row_numbers, table.rows, strict=True)
    return [(number, cells) for number, cells in numbered if number > mapping.header_row]


def _day_orders(
    body: list[tuple[int, tuple[Cell, ...]]], mapping: Mapping, answer: DayOrder | None
) -> tuple[dict[int, DayOrder | None], tuple[Question, ...]]:
    """Settle the order of day and month for each column of dates, or ask about it."""
    orders: dict[int, DayOrder | None] = {}
    questions = []
    for column in mapping.columns:
        if column.field not in DATE_FIELDS:
            continue
        place = column.index
        cells = [row[place] for _number, row in body if place < len(row)]
        values = [cell for cell in cells if isinstance(cell, str)]
        orders[place] = settle_day_order(values) or answer
        if orders[place] is None:
            doubtful = [value.strip() for value in values if _is_ambiguous(value)]
            if doubtful:
                examples = tuple(dict.fromkeys(doubtful))[:_EXAMPLES]
                questions.append(Question(column, examples, len(doubtful)))
    return orders, tuple(questions)


def _is_ambiguous(value: str) -> bool:
    try:
        return read_date(value).ambiguous
    except ValueError:
        return False


def _notes(table: Table, mapping: Mapping) -> tuple[str, ...]:
    notes = list(table.notes)
    if mapping.column("title") is None:
        notes.insert(
            0,
            _("No column holds titles: each row is named after its service, text or provider."),
        )
    if any(number < mapping.header_row for number in table.row_numbers):
        notes.insert(
            0,
            _("The headings are in row {row}; what stands above them was left out.").format(
                row=mapping.header_row
            ),
        )
    return tuple(notes)
