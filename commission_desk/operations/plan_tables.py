"""Changing the tables of a plan: one cell at a time, or a block pasted from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import LINKS, PlanTable, plan_table, tables_in
from commission_desk.content.plan_views import views_of
from commission_desk.content.thresholds import threshold
from commission_desk.domain.entries import read_cell, read_score
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.owned import owned
from commission_desk.operations.plan_places import outline_of
from commission_desk.operations.plan_rows import (
    SCORE,
    YEAR,
    Column,
    EntryRow,
    TableView,
    columns_of,
    kind_of,
    rows_of,
)
from commission_desk.operations.plan_served import Ticks, serve, ticks_of
from commission_desk.operations.records import (
    criteria_open,
    get,
    next_position,
    placed,
    plan_unlocked,
    unlocked,
)
from commission_desk.store.desk import named
from commission_desk.store.tables import Action, NeedFigure, OptionScore, Plan, PlanEntry, Record
from commission_desk.store.tables.base import id_of
from commission_desk.store.versions import chunks

MOST_ROWS = 5_000  # of one table
NOTHING = (None, "", ())  # in a cell
Pivoted = dict[str, Record]  # records behind cells of years or scores, by id


@dataclass(frozen=True, slots=True)
class Behind:
    """The records behind cells that are no fields of their row, read at once for a whole block."""

    records: Pivoted
    ticks: Ticks


# For each shape of column that stands for a record: its kind, the beginning of its key, its fields.
PIVOTED: dict[str, tuple[type[Record], str, str, str]] = {
    "years": (NeedFigure, YEAR, "need_id", "year"),
    "score": (OptionScore, SCORE, "option_id", "criterion_id"),
}


def has_rows(session: Session, plan: str, prompt: str) -> bool:
    """Whether a table that stands in a part of a plan has rows, or a view something to show."""
    read = (plan_table(name) for view in views_of(prompt) for name in view.composed_of)
    tables = (*tables_in(outline_of(session, plan), prompt), *read)
    return any(rows_of(session, plan, table, prompt if table.apart else "") for table in tables)


@named(N_("Add to a table of the plan"))
def add_entry(session: Session, plan: str, table_id: str, prompt: str = "", title: str = "") -> str:
    """Add a row at the end of a table and return its id."""
    table = plan_table(table_id)
    _changeable(session, plan, table)
    place = next_position(session, kind_of(table), plan_id=plan)
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
    _changeable(session, plan, table)
    found = get(session, kind_of(table), record)
    columns = {each.key: each for each in columns_of(session, plan, table, {}, language, key)}
    if key not in columns:
        raise UserError(_("This column is no longer there."))
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
    _changeable(session, view.plan, view.table)
    kind = kind_of(view.table)
    there = {row.id: row for row in rows_of(session, view.plan, view.table, view.prompt)}
    rows = [there[row.id] for row in view.rows if row.id in there]
    ids = [row.id for row in rows]
    behind = Behind(_pivoted(session, view.columns, ids), _ticks(session, view.columns, ids))
    place, here, known = next_position(session, kind, plan_id=view.plan), first, len(rows)
    for line in cells:
        if not any(cell.strip() for cell in line):
            here += here < known  # below the table an empty line is no row
            continue
        while here >= len(rows):
            rows.append(_row(view.plan, view.table, view.prompt, place + len(rows) - known))
        for column, words in zip(view.columns[along:], line, strict=False):
            _put(session, rows[here], column, words, here + 1, behind)
        here += 1
    session.add_all(rows[known:])
    return len(rows) - known


@named(N_("Sort a table of the plan"))
def sort_entries(session: Session, view: TableView, key: str, *, down: bool = False) -> None:
    """Put the rows of a table in the order of a column; empty cells come last either way."""
    column = next(each for each in view.columns if each.key == key)
    said = [row for row in view.rows if row.values.get(key) not in NOTHING]
    blank = [row for row in view.rows if row.values.get(key) in NOTHING]

    def order(row: EntryRow) -> Any:
        value = row.values[key]
        return view.words(row, column).casefold() if isinstance(value, str | tuple) else value

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
        found = get(session, kind_of(table), record)
        _changeable(session, found.plan_id, table)
        _minutes_open(session, found, "deleted")
        found.deleted = True
    for each in owned(session, kind_of(table).__tablename__, records):
        each.deleted = True


def _changeable(session: Session, plan: str, table: PlanTable) -> None:
    """Raise UserError for a plan that was approved, and for criteria that were agreed.

    Nobody changes the rules while scoring.
    """
    get(session, Plan, plan)
    if not table.register:  # what is to be done goes on after the plan was approved
        plan_unlocked(session, plan)
    if table.id == "criterion":
        criteria_open(session, plan)


def _row(plan: str, table: PlanTable, prompt: str, place: int, title: str = "") -> PlanEntry:
    kind: type[Any] = kind_of(table)
    own: dict[str, Any] = {"prompt_id": prompt if table.apart else ""}
    if not issubclass(kind, PlanEntry):  # an action or a risk, of no one part
        own = {"raised_on": date.today()} if kind is Action else {}  # noqa: DTZ011 - own day
    made: PlanEntry = kind(plan_id=plan, position=place, title=title.strip(), **own)
    return made


def _put(
    session: Session, row: PlanEntry, column: Column, words: str, number: int | None = None,
    behind: "Behind | None" = None,
) -> None:  # fmt: skip
    try:
        value = _read(row, column, words)
    except ValueError as problem:
        raise UserError(_where(column, number, str(problem))) from problem
    if column.key == "status":
        value = value or "open"  # of an action or a risk: neither is ever without
    if column.shape in PIVOTED:
        _put_pivoted(session, row, column, value, behind.records if behind else None)
    elif column.shape == LINKS:
        ticks = behind.ticks.get(row.id, {}) if behind else ticks_of(session, [row.id])[row.id]
        serve(session, row.id, value, ticks)
    elif column.is_typed and getattr(row, column.key) != value:
        _minutes_open(session, row, column.key)
        setattr(row, column.key, value)
        if column.key == "status":
            _finish(row, done=value == "done")


def _finish(row: Record, *, done: bool) -> None:
    """Say when an action was done, and as met, as on its own page; or that it is open again."""
    if isinstance(row, Action):
        row.done_on = date.today() if done else None  # noqa: DTZ011 - the person's own day
        row.outcome = "met" if done else ""


def _minutes_open(session: Session, row: Record, key: str) -> None:
    """Raise UserError for what agreed minutes say is to be done, or may go wrong."""
    meeting = getattr(row, "meeting_id", None)
    if meeting and (key == "deleted" or (key == "title" and getattr(row, "item_id", None))):
        unlocked(session, meeting)


def _read(row: PlanEntry, column: Column, words: str) -> Any:
    if column.shape == "score":
        return read_score(words, threshold("option-score-most").value)
    if column.shape == "years" and getattr(row, "unit", "").strip() == "%":
        return read_cell("percent", words, {})
    return read_cell(column.shape, words, column.named)


def _put_pivoted(
    session: Session, row: PlanEntry, column: Column, value: float | None, pivoted: Pivoted | None
) -> None:
    kind, prefix, owner, field = PIVOTED[column.shape]
    key = column.key.removeprefix(prefix)
    record = id_of(kind.__tablename__, row.id, key)
    known = pivoted.get(record) if pivoted is not None else session.get(kind, record)
    if value is None and known is None:
        return
    if column.shape == "score" and not get(session, Plan, row.plan_id).criteria_agreed_on:
        raise UserError(_("Agree the criteria first; the options are scored after that."))
    place = {owner: row.id, field: int(key) if column.shape == "years" else key}
    found: Any = known
    if found is None and pivoted is not None:
        found = pivoted[record] = kind(id=record, **place)
        session.add(found)
    elif found is None or found.deleted:
        found = placed(session, kind, record, **place)
    if found.value != value:
        found.value = value


def _pivoted(session: Session, columns: Sequence[Column], rows: Sequence[str]) -> Pivoted:
    """Return the records behind the cells of years or scores of some rows, at one reading."""
    found: Pivoted = {}
    for shape, (kind, _prefix, owner, _field) in PIVOTED.items():
        if any(column.shape == shape for column in columns):
            for some in chunks(rows):
                records = session.scalars(select(kind).where(kind.__table__.c[owner].in_(some)))
                found |= {record.id: record for record in records}
    return found


def _ticks(session: Session, columns: Sequence[Column], rows: Sequence[str]) -> Ticks:
    """Return which outcomes some services serve, or did, at one reading."""
    return ticks_of(session, rows) if any(column.shape == LINKS for column in columns) else {}


def _where(column: Column, number: int | None, why: str) -> str:
    if number is None:
        return _("{column}: {why}.").format(column=column.title, why=why)
    words = _("Row {row}, {column}: {why}. Nothing was pasted.")
    return words.format(row=number, column=column.title, why=why)


def _place(session: Session, table: PlanTable, rows: Sequence[EntryRow]) -> None:
    """Give rows the places that they have among them, in another order."""
    found = [get(session, kind_of(table), row.id) for row in rows]
    for plan in {row.plan_id for row in found} if not table.register else ():
        plan_unlocked(session, plan)
    places = sorted(row.position for row in found)
    if len(set(places)) < len(places):  # two laptops added rows at one place
        places = list(range(len(found)))
    for row, position in zip(found, places, strict=True):
        if row.position != position:
            row.position = position
