"""The tables of one agreement: partners' shares, payments, variations and rationales.

A row is added, changed, pasted and taken away as it is typed: cells are words, read for certain
or refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.domain.agreement_value import year_words
from commission_desk.domain.entries import read_cell, write_cell
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, next_position, standing
from commission_desk.operations.term_dates import refresh_after
from commission_desk.store.desk import named
from commission_desk.store.tables import RECORDS, Agreement, TermOption, Variation

MOST_ROWS = 500  # of one table of one agreement; their sum still fits 64 bits

# What undo calls a change of each table.
ADDED = {
    "partner_share": N_("Add a partner’s share"),
    "payment": N_("Add a payment"),
    "variation": N_("Add a variation"),
    "rationale": N_("Add a reason"),
}
CHANGED = {
    "partner_share": N_("Change a partner’s share"),
    "payment": N_("Change a payment"),
    "variation": N_("Change a variation"),
    "rationale": N_("Change a reason"),
}
PASTED = {
    "partner_share": N_("Paste partners’ shares"),
    "payment": N_("Paste payments"),
    "variation": N_("Paste variations"),
    "rationale": N_("Paste reasons"),
}
REMOVED = {
    "partner_share": N_("Remove a partner’s share"),
    "payment": N_("Remove a payment"),
    "variation": N_("Remove a variation"),
    "rationale": N_("Remove a reason"),
}


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column: its field, what it may hold, its title, and the list it is chosen from."""

    field: str
    shape: str
    title: str
    choice_list: str = ""

    def named(self, language: str) -> dict[str, str]:
        """Return what can be chosen in it, by id."""
        if not self.choice_list:
            return {}
        return {each.id: each.label.text(language) for each in choices(self.choice_list)}


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table; ``needs`` is the field that every row must say, and ``by`` what orders the rows."""

    id: str
    columns: tuple[RowColumn, ...]
    needs: str = ""
    by: str = "position"

    def column(self, field: str) -> RowColumn:
        """Return the column of a field."""
        return next(each for each in self.columns if each.field == field)


TABLES: dict[str, RowTable] = {
    table.id: table
    for table in (
        RowTable("partner_share", (
            RowColumn("name", "text", N_("Partner")),
            RowColumn("share_pence", "money", N_("A year")),
            RowColumn("basis", "text", N_("Basis")),
        )),
        RowTable("payment", (
            RowColumn("year", "year", N_("Year")),
            RowColumn("budget_pence", "money", N_("Budgeted")),
            RowColumn("paid_pence", "money", N_("Paid")),
            RowColumn("note", "text", N_("Note")),
        )),
        RowTable("variation", (
            RowColumn("agreed_on", "date", N_("Agreed on")),
            RowColumn("title", "text", N_("What changes")),
            RowColumn("reason", "text", N_("Why")),
            RowColumn("value_pence", "money", N_("Change of value")),
            RowColumn("new_end", "date", N_("The end becomes")),
            RowColumn("agreed_by", "text", N_("Agreed by")),
            RowColumn("reference", "text", N_("Reference")),
        ), needs="title", by="agreed_on"),
        RowTable("rationale", (
            RowColumn("decided_on", "date", N_("Decided on")),
            RowColumn("event", "choice", N_("Decided at"), "rationale-event"),
            RowColumn("model", "choice", N_("Delivery model"), "delivery-model"),
            RowColumn("considered", "text", N_("Options considered")),
            RowColumn("choice", "text", N_("Choice")),
            RowColumn("reason", "text", N_("Why")),
            RowColumn("decided_by", "text", N_("Decided by")),
        ), needs="reason", by="decided_on"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgreementTableRow:
    """A row of a table: its values by field, as they are kept."""

    id: str
    values: dict[str, Any]

    def words(self, column: RowColumn, language: str) -> str:
        """Return what a cell says; no amount is "Nil", and nothing said is empty."""
        return write_row_cell(column, self.values[column.field], language)


def write_row_cell(column: RowColumn, value: Any, language: str) -> str:
    """Write what a cell holds."""
    if column.shape == "money" and value == 0:
        return _("Nil")
    if column.shape == "year" and value is not None:
        return year_words(value)
    words: str = write_cell(column.shape, value, column.named(language))
    return words


def table_rows(session: Session, agreement: str, table_id: str) -> tuple[AgreementTableRow, ...]:
    """Return the rows of a table of an agreement, in order."""
    table, kind = TABLES[table_id], _kind(table_id)
    columns = kind.__table__.c
    rows = session.scalars(
        standing(kind)
        .where(columns.agreement_id == agreement)
        .order_by(columns[table.by].asc().nulls_last(), columns.position, columns.id)
    )
    return tuple(
        AgreementTableRow(row.id, {each.field: getattr(row, each.field) for each in table.columns})
        for row in rows
    )


@named(N_("Add to a table of the agreement"), ADDED)
def add_table_row(
    session: Session, agreement: str, table_id: str, cells: Mapping[str, str] | None = None,
    language: str = "en",
) -> str:  # fmt: skip
    """Add a row with what was typed by field, and return its id."""
    get(session, Agreement, agreement)
    if len(table_rows(session, agreement, table_id)) >= MOST_ROWS:
        raise UserError(_("This table is full: it has {most} rows.").format(most=MOST_ROWS))
    made = _new(session, agreement, table_id)
    _put(session, made, cells or {}, language)
    if cells:
        _complete(made, TABLES[table_id])
    session.add(made)
    refresh_after(session, made)
    record: str = made.id
    return record


@named(N_("Change a table of the agreement"), CHANGED)
def edit_table_row(
    session: Session, table_id: str, record: str, cells: Mapping[str, str], language: str = "en"
) -> None:
    """Put what was typed into cells of a row; raises UserError for what cannot be read."""
    found = get(session, _kind(table_id), record)
    _put(session, found, cells, language)
    _complete(found, TABLES[table_id])
    refresh_after(session, found)


@named(N_("Paste into a table of the agreement"), PASTED)
def paste_table_rows(
    session: Session, agreement: str, table_id: str, at: tuple[int, int],
    cells: Sequence[Sequence[str]], language: str = "en",
) -> int:  # fmt: skip
    """Put rows of cells into a table from a row and column on, adding rows below as needed.

    Returns how many were added. Raises UserError, with nothing changed, where a cell cannot be
    read for certain or the table would have too many rows.
    """
    get(session, Agreement, agreement)
    table, there = TABLES[table_id], table_rows(session, agreement, table_id)
    lines = [line for line in cells if any(cell.strip() for cell in line)]
    if at[0] + len(lines) > MOST_ROWS:
        said = _("This table has at most {most} rows. Nothing was pasted.")
        raise UserError(said.format(most=f"{MOST_ROWS:,}"))
    place = next_position(session, _kind(table_id), agreement_id=agreement)
    rows = [get(session, _kind(table_id), row.id) for row in there[at[0] :][: len(lines)]]
    known = len(rows)
    for number, line in enumerate(lines):
        if number >= known:
            rows.append(_kind(table_id)(agreement_id=agreement, position=place + number - known))
        fields = [column.field for column in table.columns[at[1] :]]
        _put(session, rows[number], dict(zip(fields, line, strict=False)), language, number + 1)
        _complete(rows[number], table, number + 1)
    session.add_all(rows[known:])
    for row in rows[:1]:
        refresh_after(session, row)
    return len(rows) - known


@named(N_("Remove from a table of the agreement"), REMOVED)
def remove_table_rows(session: Session, table_id: str, records: Sequence[str]) -> None:
    """Take rows out of a table; dates follow where a variation goes."""
    for record in records:
        found = get(session, _kind(table_id), record)
        found.deleted = True
        refresh_after(session, found)


def _kind(table_id: str) -> type[Any]:
    assert table_id in TABLES
    return RECORDS[table_id]


def _new(session: Session, agreement: str, table_id: str) -> Any:
    kind = _kind(table_id)
    place = next_position(session, kind, agreement_id=agreement)
    return kind(agreement_id=agreement, position=place)


def _put(
    session: Session, row: Any, cells: Mapping[str, str], language: str, number: int | None = None
) -> None:
    """Set the fields of a row to what was typed."""
    table = TABLES[row.__tablename__]
    for field, words in cells.items():
        column = table.column(field)
        try:
            value = read_cell(column.shape, words, column.named(language))
        except ValueError as problem:
            raise UserError(_where(column, number, str(problem))) from problem
        if getattr(row, field) == value:
            continue
        if isinstance(row, Variation) and field == "new_end":
            _new_end(session, row, value)
        setattr(row, field, value)


def _new_end(session: Session, row: Variation, value: date | None) -> None:
    """Remember the options that were exercised when an end was said: later ones extend it."""
    starts = get(session, Agreement, row.agreement_id).starts
    if value is not None and starts is not None and value < starts:
        raise UserError(_("The new end is before the agreement starts. Check the date."))
    row.months_counted = session.scalar(
        select(func.coalesce(func.sum(TermOption.months), 0)).where(
            TermOption.agreement_id == row.agreement_id, TermOption.deleted.is_(False),
            TermOption.status == "exercised",
        )
    ) or 0  # fmt: skip


def _complete(row: Any, table: RowTable, number: int | None = None) -> None:
    """Raise UserError for a row without what every row must say."""
    if table.needs and not getattr(row, table.needs).strip():
        raise UserError(_where(table.column(table.needs), number, _("this cannot be left empty")))
    if isinstance(row, Variation) and row.new_end is not None and row.agreed_on is None:
        why = _("say when it was agreed, as it changes the end")
        raise UserError(_where(table.column("agreed_on"), number, why))


def _where(column: RowColumn, number: int | None, why: str) -> str:
    if number is None:
        return _("{column}: {why}.").format(column=_(column.title), why=why)
    words = _("Row {row}, {column}: {why}. Nothing was pasted.")
    return words.format(row=number, column=_(column.title), why=why)
