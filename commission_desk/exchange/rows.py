"""Turning one row of a table into what it says of an agreement, with what cannot be read."""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from commission_desk.domain.dates import DayOrder, ReadDate, read_date
from commission_desk.domain.money import parse_money
from commission_desk.domain.registers import EndMeaning, RegisterRow
from commission_desk.domain.terms import months_between
from commission_desk.exchange.headings import DATE_FIELDS, MONEY_FIELDS, plain_heading
from commission_desk.exchange.mapping import ColumnChoice, Mapping
from commission_desk.exchange.source import NEWER_VERSION, Cell
from commission_desk.exchange.words import CHOICES, choice_of, is_own_word, is_total
from commission_desk.i18n import _

_DATES = {"start": "starts", "end": "ends"}  # the others have the same name in both
_TEXTS = frozenset(
    {
        "source_id",
        "reference",
        "title",
        "description",
        "department",
        "service",
        "provider",
        "provider_number",
        "charity_number",
        "company_number",
        "provider_address",
        "notes",
    }
)
_TITLE_LENGTH = 120
PARTNER = "partner"  # what partners pay of a year


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: row number, column heading, its value and the reason.

    A row with a problem that ``stops`` is left out until a person decides.
    """

    row: int
    column: str
    value: str
    reason: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as read, with its problems; ``never`` when it is no agreement at all."""

    row: RegisterRow
    problems: tuple[Problem, ...] = ()
    never: bool = False


class RowReader:
    """Reads the rows of one table, given what its columns mean and the answers of a person."""

    def __init__(
        self,
        mapping: Mapping,
        day_orders: MappingType[int, DayOrder | None],
        end_meaning: EndMeaning = "unknown",
        kind: str = "",
    ) -> None:
        self._columns = mapping.columns
        self._day_orders = day_orders
        self._end_meaning = end_meaning
        self._kind = kind or mapping.kind
        self._labels = _labels(mapping.columns)
        self._headings = {column.index: plain_heading(column.heading) for column in mapping.columns}
        self._currency = next(
            (index for index, heading in self._headings.items() if heading == "currency"), None
        )
        self._has_titles = mapping.column("title") is not None
        self._mapped = sum(column.field is not None for column in mapping.columns)

    def read(self, number: int, cells: tuple[Cell, ...]) -> ReadRow:
        """Read one row; what cannot be read is kept as text beside its reason."""
        said = {
            column.index: cells[column.index]
            for column in self._columns
            if column.index < len(cells) and _text(cells[column.index])
        }
        reason = self._no_agreement(said)
        values: dict[str, Any] = {"row_number": number}
        rest: dict[str, str] = {}
        problems: list[Problem] = []
        for column in self._columns:
            if column.index in said:
                problem = self._take(column, said[column.index], values, rest)
                if problem:
                    label = self._labels[column.index]
                    problems.append(Problem(number, label, _text(said[column.index]), problem))
        foreign = _text(said.get(self._currency)) if self._currency is not None else ""
        if foreign and foreign.casefold() not in {"gbp", "£", "jep"}:
            self._refuse_currency(number, foreign, values, problems)
        row = _settled(RegisterRow(**values, rest=rest), self._end_meaning, self._kind)
        if reason:
            return ReadRow(row, (Problem(number, "", _first(said), reason),), never=True)
        if not row.title:
            row, remarks = self._titled(row)
            problems += remarks
        return ReadRow(row, tuple(problems), never=not row.title)

    def _take(
        self, column: ColumnChoice, cell: Cell, values: dict[str, Any], rest: dict[str, str]
    ) -> str:
        """Put a cell where it belongs; return the reason when it cannot be read."""
        name, label, text = column.field, self._labels[column.index], _text(cell)
        if name in MONEY_FIELDS:
            reason = _take_money(name, cell, column.unit, values)
            if name == PARTNER:  # its words are kept as a column of their own
                rest[label] = values.pop(f"{name}_text")
            return reason
        if name in DATE_FIELDS:
            return self._take_date(name, column, cell, values, rest)
        if name in CHOICES:
            values[name] = choice_of(name, text)
            if not is_own_word(name, text):
                rest[label] = text
        elif name in _TEXTS:
            values[name] = text
        else:  # no field, or one that a register row has no place for, such as its status
            rest[label] = text
        return ""

    def _take_date(
        self,
        name: str,
        column: ColumnChoice,
        cell: Cell,
        values: dict[str, Any],
        rest: dict[str, str],
    ) -> str:
        text = _text(cell)
        try:
            read = read_date(cell, self._day_orders.get(column.index))
        except ValueError as problem:
            read, reason = ReadDate(None, source=text), str(problem)
        else:
            reason = _("this could be two different days") if read.ambiguous else ""
        values[_DATES.get(name, name)] = read.day
        if name == "end":
            values["end_text"] = text
        elif read.day is None:
            rest[self._labels[column.index]] = text
        return reason

    def _no_agreement(self, said: dict[int, Cell]) -> str:
        """Return why a row is no agreement at all, or nothing."""
        texts = [cell for cell in said.values() if isinstance(cell, str)]
        if any(is_total(text) for text in texts) and len(texts) <= 2:
            return _("this is a total, not an agreement")
        if said and all(
            plain_heading(_text(cell)) == self._headings[index] for index, cell in said.items()
        ):
            return _("these are the headings again")
        for index, cell in said.items():
            if self._labels[index] == NEWER_VERSION:
                return _("row {row} is a newer version of the same notice").format(row=cell)
        if len(said) == 1 and len(texts) == 1 and self._mapped > 2:
            return _("this looks like a sub-heading: nothing else is in its row")
        return ""

    def _titled(self, row: RegisterRow) -> tuple[RegisterRow, list[Problem]]:
        """Give a row without a title the best name that it has; say so where others have one."""
        first_line = row.description.strip().partition("\n")[0][:_TITLE_LENGTH]
        title = row.service or first_line or row.provider
        if title:
            reason = _("there is no title, so another of the row's texts stands for it")
        else:
            reason = _("there is neither a title nor a provider")
        remarks = [Problem(row.row_number, _("Title"), "", reason, stops=not title)]
        return replace(row, title=title), remarks if self._has_titles or not title else []

    def _refuse_currency(
        self, number: int, currency: str, values: dict[str, Any], problems: list[Problem]
    ) -> None:
        for name in MONEY_FIELDS:
            if values.pop(f"{name}_pence", None) is not None:
                text = f"{values.get(f'{name}_text', '')} {currency}".strip()
                if name != PARTNER:
                    values[f"{name}_text"] = text
                problems.append(Problem(number, name, text, _("this is not in pounds")))


def _take_money(name: str, cell: Cell, unit: int, values: dict[str, Any]) -> str:
    values[f"{name}_text"] = _text(cell)
    if isinstance(cell, date):
        return _("this is a date, not an amount")
    try:
        money = parse_money(cell)
    except ValueError as problem:
        return str(problem)
    in_units = unit != 1 and not any(letter.isalpha() for letter in money.source)
    if money.pence is not None:
        values[f"{name}_pence"] = money.pence * unit if in_units else money.pence
    return ""


def _settled(row: RegisterRow, end_meaning: EndMeaning, kind: str) -> RegisterRow:
    """Fill in what follows: the kind of the whole file, and what the end date means."""
    if not row.kind and kind:
        row = replace(row, kind=kind)
    if row.ends is None:
        return row
    if row.latest_end and row.latest_end > row.ends:
        # Two end dates settle it: the earlier one is without extensions.
        whole = months_between(row.ends + timedelta(days=1), row.latest_end)
        return replace(row, end_meaning="initial" if whole else "unknown")
    return replace(row, end_meaning=end_meaning)


def _labels(columns: tuple[ColumnChoice, ...]) -> dict[int, str]:
    """Return what each column is called where its text is kept: its heading, or its letter."""
    labels: dict[int, str] = {}
    for column in columns:
        label = column.heading or column.letter
        if label in labels.values():
            label = f"{label} ({column.letter})"
        labels[column.index] = label
    return labels


def _first(said: dict[int, Cell]) -> str:
    return next((_text(cell) for cell in said.values()), "")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()
