"""Statements of spend by department: entering and pasting them, and settling where they differ."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.content.reports import says_any
from commission_desk.domain.errors import UserError
from commission_desk.domain.spend import amounts_in, read_amount, read_percent, why_no_amount
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, next_position, put, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import SpendLine, SpendShare, SpendStatement

STATEMENT_FIELDS = ("title", "period", "source", "footnotes")
# The columns of the two tables, as a person types and pastes them.
LINES = (
    "department", "activity", "value", "exact", "charities", "contracted", "off_island", "spot",
)  # fmt: skip
SHARES = ("department", "commissioned", "total", "percent")
COLUMNS: dict[str, tuple[str, ...]] = {"spend_line": LINES, "spend_share": SHARES}
TABLES: dict[str, type[SpendLine] | type[SpendShare]] = {
    "spend_line": SpendLine, "spend_share": SpendShare,
}  # fmt: skip
WORDS = ("department", "activity")
PARTS = ("charities", "contracted", "spot")
HEADS = ("department", "adran")  # the first cell of a heading that was pasted with its rows
SOURCES = ("lines", "shares")


@named(N_("Add statement of spend"))
def add_statement(session: Session, title: str, **values: Any) -> str:
    """Add a statement with two empty tables and return its id."""
    if not title.strip():
        raise UserError(_("Say what the statement is of, such as “Commissioned spend 2026”."))
    place = next_position(session, SpendStatement)
    made = SpendStatement(title=title.strip(), position=place)
    put(made, values, STATEMENT_FIELDS)
    session.add(made)
    return made.id


@named(N_("Edit statement of spend"))
def edit_statement(session: Session, statement: str, **values: Any) -> None:
    """Change what a statement is called, its period, source or footnotes."""
    put(get(session, SpendStatement, statement), values, STATEMENT_FIELDS)


@named(N_("Add line of spend"))
def add_spend_row(session: Session, statement: str, kind: str, **words: str) -> str:
    """Add a row to one of a statement's tables, its cells as written, and return its id."""
    row = _new_row(session, statement, kind)
    _write(row, words)
    return str(row.id)


@named(N_("Edit line of spend"))
def edit_spend_row(session: Session, kind: str, row: str, column: str, words: str) -> None:
    """Write one cell as it is printed; raises UserError for what is no amount."""
    _write(get(session, TABLES[kind], row), {column: words})


@named(N_("Paste lines of spend"))
def paste_spend(
    session: Session, statement: str, kind: str, cells: Sequence[Sequence[str]],
    at: tuple[int, int] | None = None,
) -> int:  # fmt: skip
    """Put rows from the clipboard at the end of a table, or over it from a cell on.

    A line without a department is of the one above it. A heading row is passed over. Raises
    UserError that names the first cell that cannot be read; then nothing is changed.
    """
    rows = [list(row) for row in cells if any(cell.strip() for cell in row)]
    if rows and rows[0][0].strip().casefold() in HEADS:
        rows = rows[1:]
    there = rows_of(session, statement, kind)
    first, column = at or (len(there), 0)
    above = there[first - 1].department if first and there[:first] else ""
    for number, row in enumerate(rows):
        words = dict(zip(COLUMNS[kind][column:], row, strict=False))
        place = first + number
        target = there[place] if place < len(there) else _new_row(session, statement, kind)
        if column == 0 and not words["department"].strip():
            words["department"] = above
        try:
            _write(target, words)
        except UserError as problem:
            said = _("Row {number}: {reason}").format(number=number + 1, reason=problem)
            raise UserError(said) from problem
        above = target.department
    return len(rows)


@named(N_("Settle a difference in spend"))
def settle_spend(
    session: Session, share: str, settled_from: str, pence: int, reason: str, on: date
) -> None:
    """Take the figure of one of the tables where they differ; needs a reason.

    What was printed stays beside it.
    """
    if settled_from not in SOURCES:
        raise UserError(_("Choose which of the two figures stands."))
    if not reason.strip():
        raise UserError(_("Say why this figure stands."))
    found = get(session, SpendShare, share)
    found.settled_pence, found.settled_from = pence, settled_from
    found.settled_reason, found.settled_on = reason.strip(), on


@named(N_("Open a difference in spend again"))
def unsettle_spend(session: Session, share: str) -> None:
    """Take back what was settled, so that both figures stand again as printed."""
    found = get(session, SpendShare, share)
    found.settled_pence, found.settled_from = None, ""
    found.settled_reason, found.settled_on = "", None


def rows_of(session: Session, statement: str, kind: str) -> list[Any]:
    """Return the rows of one of a statement's tables, in order."""
    table: Any = TABLES[kind]
    chosen = standing(table).where(table.statement_id == statement)
    return list(session.scalars(chosen.order_by(table.position, table.id)))


def _new_row(session: Session, statement: str, kind: str) -> Any:
    get(session, SpendStatement, statement)
    table = TABLES[kind]
    place = next_position(session, table, statement_id=statement)
    row = table(statement_id=statement, position=place)
    session.add(row)
    session.flush()
    return row


def _write(row: Any, words: dict[str, str]) -> None:
    for column, said in words.items():
        text = " ".join(said.split())
        if column not in COLUMNS[row.__tablename__]:
            raise TypeError(f"{row.__tablename__} has no column {column}")
        if column in WORDS:
            setattr(row, column, text)
        elif column == "percent":
            if text and text != "-" and read_percent(text) is None:
                raise UserError(_("“{words}” is not a percentage.").format(words=text))
            row.percent_text = text
        else:
            _write_amount(row, column, text)
    if isinstance(row, SpendLine) and {"value", "activity"} & set(words):
        _read_parts(row)


def _write_amount(row: Any, column: str, text: str) -> None:
    try:
        amount = read_amount(text)
    except ValueError as problem:
        raise UserError(why_no_amount(text)) from problem
    setattr(row, f"{column}_text", text)
    setattr(row, f"{column}_pence", amount.pence if amount else None)


def _read_parts(line: SpendLine) -> None:
    """Take how much of it is what from the words of the value, where a column is still blank."""
    said = line.value_text
    found: dict[str, int] = {}
    for amount, after in amounts_in(said)[1:]:
        part = next((name for name in PARTS if says_any(after, name)), "")
        if part:
            found.setdefault(part, amount.pence)
    value, contracted = line.value_pence, found.get("contracted")
    if says_any(said, "rest") and says_any(said, "spot") and value and contracted is not None:
        found["spot"] = max(0, value - contracted)
    if value and says_any(line.activity, "off-island"):
        found["off_island"] = value
    for name, pence in found.items():
        if getattr(line, f"{name}_pence") is None and not getattr(line, f"{name}_text"):
            setattr(line, f"{name}_pence", pence)
