"""The tables of a plan: their rows, one cell at a time or pasted from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.content.plan_tables import PlanTable, TableColumn, plan_table, tables_of
from commission_desk.domain.entries import read_cell, write_cell
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.owned import owned
from commission_desk.operations.records import get, next_position, placed, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    RECORDS,
    Agreement,
    Need,
    NeedFigure,
    Plan,
    PlanEntry,
)
from commission_desk.store.tables.base import id_of

YEARS_BEFORE = 4  # the plan, to compare with
MOST_ROWS = 5_000  # of one table
Figures = dict[str, dict[str, float | None]]  # by row and by the key of a year's column
YEAR = "year "  # before the year, in the key of a column that stands for one


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a page shows it: its key, its title, and what can be chosen in it."""

    key: str
    title: str
    shape: str
    named: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row: its values by the keys of the columns, as they are kept."""

    id: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its columns and rows, in their order; ``prompt`` where each has its own."""

    table: PlanTable
    plan: str
    prompt: str
    columns: tuple[Column, ...]
    rows: tuple[EntryRow, ...]

    def words(self, row: EntryRow, column: Column) -> str:
        """Return what a cell says."""
        return write_cell(column.shape, row.values.get(column.key), column.named)


def table_view(
    session: Session, plan: str, table_id: str, prompt: str = "", language: str = "en"
) -> TableView:
    """Return a table of a plan; ``prompt`` is the part it is shown in."""
    table = plan_table(table_id)
    prompt = prompt if table.apart else ""
    rows = _rows(session, plan, table, prompt)
    figures = _figures(session, [row.id for row in rows]) if _has_years(table) else {}
    columns = _columns(session, plan, table, figures, language)
    fields = [column.field for column in table.columns if column.shape != "years"]
    return TableView(
        table, plan, prompt, columns,
        tuple(
            EntryRow(
                row.id, {name: getattr(row, name) for name in fields} | figures.get(row.id, {})
            )
            for row in rows
        ),
    )  # fmt: skip


def has_rows(session: Session, plan: str, prompt: str) -> bool:
    """Whether a table that stands in a part of a plan has rows."""
    return any(_rows(session, plan, table, prompt) for table in tables_of(prompt))


@named(N_("Add to a table of the plan"))
def add_entry(session: Session, plan: str, table_id: str, prompt: str = "", title: str = "") -> str:
    """Add a row at the end of a table and return its id."""
    get(session, Plan, plan)
    table = plan_table(table_id)
    place = next_position(session, _kind(table), plan_id=plan)
    made = _row(plan, table, prompt, place, title)
    session.add(made)
    return made.id


@named(N_("Change a table of the plan"))
def edit_entry(
    session: Session, plan: str, table_id: str, record: str, key: str, words: str,
    language: str = "en",
) -> None:  # fmt: skip
    """Put what was typed into a cell; raises UserError for what cannot be read for certain."""
    table = plan_table(table_id)
    found = get(session, _kind(table), record)
    columns = {each.key: each for each in _columns(session, plan, table, {}, language, key)}
    _put(session, found, columns[key], words)


@named(N_("Paste into a table of the plan"))
def paste_entries(
    session: Session, view: TableView, at: tuple[int, int], cells: Sequence[Sequence[str]]
) -> int:
    """Put rows of cells into a table from a row and column on, adding rows below as needed.

    Returns how many rows were added. Raises UserError, with nothing changed, where a cell cannot
    be read for certain or the table would have too many rows.
    """
    first, along = at
    if first + len(cells) > MOST_ROWS:
        raise UserError(
            _("A table of a plan has at most {most} rows. Nothing was pasted.").format(
                most=f"{MOST_ROWS:,}"
            )
        )
    kind = _kind(view.table)
    rows = [get(session, kind, row.id) for row in view.rows]
    place, here, known = next_position(session, kind, plan_id=view.plan), first, len(rows)
    for line in cells:
        if not any(cell.strip() for cell in line):
            here += here < known  # below the table an empty line is no row
            continue
        while here >= len(rows):
            rows.append(_row(view.plan, view.table, view.prompt, place + len(rows) - known))
        for column, words in zip(view.columns[along:], line, strict=False):
            _put(session, rows[here], column, words, here + 1)
        here += 1
    session.add_all(rows[known:])
    return len(rows) - known


@named(N_("Sort a table of the plan"))
def sort_entries(session: Session, view: TableView, key: str, *, down: bool = False) -> None:
    """Put the rows of a table in the order of a column; empty cells come last either way."""
    column = next(each for each in view.columns if each.key == key)
    said = [row for row in view.rows if row.values.get(key) not in (None, "")]
    blank = [row for row in view.rows if row.values.get(key) in (None, "")]

    def order(row: EntryRow) -> Any:
        value = row.values[key]
        return view.words(row, column).casefold() if isinstance(value, str) else value

    _place(session, view.table, [*sorted(said, key=order, reverse=down), *blank])


@named(N_("Move in a table of the plan"))
def move_entry(session: Session, view: TableView, record: str, by: int) -> None:
    """Move a row up or down; at either end it stays."""
    rows = list(view.rows)
    here = next(place for place, row in enumerate(rows) if row.id == record)
    moved = rows.pop(here)
    rows.insert(max(0, min(here + by, len(rows))), moved)
    _place(session, view.table, rows)


@named(N_("Remove from a table of the plan"))
def remove_entries(session: Session, table_id: str, records: Sequence[str]) -> None:
    """Take rows out of a table, with what belongs to them."""
    table = plan_table(table_id)
    for record in records:
        get(session, _kind(table), record).deleted = True
    for each in owned(session, _kind(table).__tablename__, records):
        each.deleted = True


def linked(session: Session, plan: str, table_id: str) -> dict[str, str]:
    """Return what a link to a table may name: titles by id; agreements by reference and title."""
    if table_id == "agreement":
        rows = session.execute(
            select(Agreement.id, Agreement.reference, Agreement.title)
            .where(Agreement.deleted.is_(False))
            .order_by(Agreement.title)
        )
        return {row.id: f"{row.title} ({row.reference})" if row.reference else row.title
                for row in rows}  # fmt: skip
    return {row.id: row.title for row in _rows(session, plan, plan_table(table_id), "")
            if row.title}  # fmt: skip


def _kind(table: PlanTable) -> type[PlanEntry]:
    found = RECORDS[table.id.replace("-", "_")]
    assert issubclass(found, PlanEntry)
    return found


def _rows(session: Session, plan: str, table: PlanTable, prompt: str) -> list[PlanEntry]:
    kind = _kind(table)
    statement = standing(kind).where(kind.plan_id == plan)
    if table.apart and prompt:
        statement = statement.where(kind.prompt_id == prompt)
    return list(session.scalars(statement.order_by(kind.position, kind.id)))


def _row(plan: str, table: PlanTable, prompt: str, place: int, title: str = "") -> PlanEntry:
    return _kind(table)(
        plan_id=plan, prompt_id=prompt if table.apart else "", position=place, title=title.strip()
    )


def _has_years(table: PlanTable) -> bool:
    return any(column.shape == "years" for column in table.columns)


def _figures(session: Session, needs: Sequence[str]) -> Figures:
    found: Figures = {}
    rows = session.execute(
        select(NeedFigure.need_id, NeedFigure.year, NeedFigure.value)
        .where(NeedFigure.need_id.in_(needs), NeedFigure.deleted.is_(False))
        .where(NeedFigure.value.is_not(None))
        .order_by(NeedFigure.year)
    )
    for need, year, value in rows:
        found.setdefault(need, {})[f"{YEAR}{year}"] = value
    return found


def _columns(
    session: Session, plan: str, table: PlanTable, figures: Figures,
    language: str, wanted: str = "",
) -> tuple[Column, ...]:  # fmt: skip
    made: list[Column] = []
    for column in table.columns:
        if column.shape == "years":
            years = {int(key.removeprefix(YEAR)) for row in figures.values() for key in row}
            if wanted.startswith(YEAR):
                years.add(int(wanted.removeprefix(YEAR)))
            made += [
                Column(f"{YEAR}{year}", str(year), "years")
                for year in sorted(years | _years(session, plan))
            ]
        else:
            named = _named(session, plan, column, language)
            made.append(Column(column.field, column.title.text(language), column.shape, named))
    return tuple(made)


def _years(session: Session, plan: str) -> set[int]:
    """Return the years of the plan, and a few before it to compare with."""
    found = get(session, Plan, plan)
    first = found.starts.year if found.starts else None
    last = found.ends.year if found.ends else None
    first, last = first or last, last or first
    if first is None or last is None:
        return set()
    return set(range(first - YEARS_BEFORE, max(last, first + 1) + 1))


def _named(session: Session, plan: str, column: TableColumn, language: str) -> dict[str, str]:
    if column.shape == "choice":
        return {each.id: each.label.text(language) for each in choices(column.choice_list)}
    if column.shape == "link":
        return linked(session, plan, column.table)
    return {}


def _put(
    session: Session, row: PlanEntry, column: Column, words: str, number: int | None = None
) -> None:
    shape = column.shape
    if shape == "years" and getattr(row, "unit", "").strip() == "%":
        shape = "percent"
    try:
        value = read_cell(shape, words, column.named)
    except ValueError as problem:
        raise UserError(_where(column, number, str(problem))) from problem
    if column.shape == "years":
        _put_figure(session, row, int(column.key.removeprefix(YEAR)), value)
    elif getattr(row, column.key) != value:
        setattr(row, column.key, value)


def _put_figure(session: Session, row: PlanEntry, year: int, value: float | None) -> None:
    record = id_of("need_figure", row.id, str(year))
    if value is None and session.get(NeedFigure, record) is None:
        return
    assert isinstance(row, Need)
    found = placed(session, NeedFigure, record, need_id=row.id, year=year)
    if found.value != value:
        found.value = value


def _where(column: Column, number: int | None, why: str) -> str:
    if number is None:
        return _("{column}: {why}.").format(column=column.title, why=why)
    words = _("Row {row}, {column}: {why}. Nothing was pasted.")
    return words.format(row=number, column=column.title, why=why)


def _place(session: Session, table: PlanTable, rows: Sequence[EntryRow]) -> None:
    """Give rows the places that they have among them, in another order."""
    found = [get(session, _kind(table), row.id) for row in rows]
    places = sorted(row.position for row in found)
    if len(set(places)) < len(places):  # two laptops added rows at one place
        places = list(range(len(found)))
    for row, position in zip(found, places, strict=True):
        if row.position != position:
            row.position = position
