"""The rows and columns of a plan's tables, as a page shows them.

Some columns stand for a year of a need, or for a criterion of an option: what is in their cells is
a record of its own, so that two people may fill them without a conflict.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.content.plan_tables import (
    LINKS,
    PIVOTS,
    WORKED_OUT,
    PlanTable,
    TableColumn,
    plan_table,
)
from commission_desk.content.scales import scale
from commission_desk.domain.appraisal import ranking
from commission_desk.domain.entries import write_cell
from commission_desk.operations.records import get, standing
from commission_desk.store.tables import (
    RECORDS,
    Agreement,
    Criterion,
    NeedFigure,
    OptionScore,
    Plan,
    PlanEntry,
    PlanOption,
    Risk,
    ServiceOutcome,
)

YEARS_BEFORE = 4  # the plan, to compare with
MOST_YEARS = 15  # of a plan that have columns before anything stands in them
YEAR, SCORE = "year ", "score "  # before the year or the criterion, in the key of its column
Values = dict[str, dict[str, Any]]  # by row, then by the key of a column


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a page shows it: its key, its title, and what can be chosen in it."""

    key: str
    title: str
    shape: str
    named: dict[str, str] = field(default_factory=dict)

    @property
    def is_typed(self) -> bool:
        """Whether people type in it; what is worked out cannot be changed."""
        return self.shape not in WORKED_OUT


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


def read_table(
    session: Session, plan: str, table_id: str, prompt: str = "", language: str = "en", *,
    to_fill: bool = True,
) -> TableView:  # fmt: skip
    """Return a table of a plan; ``prompt`` is the part it is shown in.

    Unless it is ``to_fill``, its columns name those agreements alone that stand in its rows: a
    register may hold a hundred thousand.
    """
    table = plan_table(table_id)
    prompt = prompt if table.apart else ""
    rows = rows_of(session, plan, table, prompt)
    values = _values(session, table, [row.id for row in rows])
    columns = columns_of(session, plan, table, values, language, rows=None if to_fill else rows)
    apart = (*PIVOTS, *WORKED_OUT, LINKS)
    fields = [each.field for each in table.columns if each.shape not in apart]
    _order_links(values, columns)
    linked_to = {each.key: each.named for each in columns if each.shape == "link"}
    return TableView(
        table, plan, prompt, columns,
        tuple(
            EntryRow(
                row.id,
                {name: _held(row, name, linked_to) for name in fields} | values.get(row.id, {}),
            )
            for row in rows
        ),
    )  # fmt: skip


def read_rows(session: Session, plan: str, table_id: str) -> tuple[EntryRow, ...]:
    """Return the rows of a table of a plan: all there is to check or count."""
    return read_table(session, plan, table_id, to_fill=False).rows


def _held(row: PlanEntry, name: str, linked_to: dict[str, dict[str, str]]) -> Any:
    """Return a value; a link to what was taken away is no link."""
    value = getattr(row, name)
    return None if name in linked_to and value not in linked_to[name] else value


def kind_of(table: PlanTable) -> type[PlanEntry]:
    """Return the kind of record of a table's rows.

    An action or a risk has the fields that a table asks for, but is not of the plan alone.
    """
    return cast("type[PlanEntry]", RECORDS[table.id.replace("-", "_")])


def rows_of(session: Session, plan: str, table: PlanTable, prompt: str) -> list[PlanEntry]:
    """Return the records of a table's rows, in their order."""
    kind = kind_of(table)
    statement = standing(kind).where(kind.plan_id == plan)
    if kind is RECORDS["risk"]:
        statement = statement.where(RECORDS["risk"].__table__.c.agreement_id.is_(None))
    if table.apart and prompt:
        statement = statement.where(kind.prompt_id == prompt)
    return list(session.scalars(statement.order_by(kind.position, kind.id)))


def columns_of(
    session: Session, plan: str, table: PlanTable, values: Values, language: str, wanted: str = "",
    rows: Sequence[PlanEntry] | None = None,
) -> tuple[Column, ...]:  # fmt: skip
    """Return the columns of a table: one for each year or criterion, ``wanted`` among them.

    Where ``rows`` are given, the agreements that can be chosen are those that they name.
    """
    made: list[Column] = []
    for column in table.columns:
        if column.shape == "years":
            known = {key for row in values.values() for key in row} | {wanted}
            years = {int(key.removeprefix(YEAR)) for key in known if key.startswith(YEAR)}
            made += [
                Column(f"{YEAR}{year}", str(year), "years")
                for year in sorted(years | _years(session, plan))
            ]
        elif column.shape == "scores":
            made += [
                Column(f"{SCORE}{row.id}", row.title, "score")
                for row in rows_of(session, plan, plan_table("criterion"), "")
                if row.title
            ]
        else:
            among = None if rows is None else {getattr(row, column.field, None) for row in rows}
            named = _named(session, plan, column, language, among)
            made.append(Column(column.field, column.title.text(language), column.shape, named))
    return tuple(made)


def linked(
    session: Session, plan: str, table_id: str, among: Collection[str | None] | None = None
) -> dict[str, str]:
    """Return what a link to a table may name: titles by id; agreements by reference and title.

    ``among`` are the agreements that are asked for, if not all.
    """
    if table_id == "agreement":
        rows = session.execute(
            select(Agreement.id, Agreement.reference, Agreement.title)
            .where(Agreement.deleted.is_(False))
            .where(true() if among is None else Agreement.id.in_(set(among) - {None}))
            .order_by(Agreement.title)
        )
        return {row.id: f"{row.title} ({row.reference})" if row.reference else row.title
                for row in rows}  # fmt: skip
    return {row.id: row.title for row in rows_of(session, plan, plan_table(table_id), "")
            if row.title}  # fmt: skip


def _values(session: Session, table: PlanTable, rows: Sequence[str]) -> Values:
    """Return what stands in the columns of years or criteria, and what is worked out of it."""
    shapes = {column.shape for column in table.columns}
    if "years" in shapes:
        return _pivot(session, NeedFigure.need_id, NeedFigure.year, NeedFigure.value, YEAR, rows)
    if "product" in shapes:
        return _risk_scores(session, rows)
    if LINKS in shapes:
        return _served(session, rows)
    if "scores" not in shapes:
        return {}
    found = _pivot(
        session, OptionScore.option_id, OptionScore.criterion_id, OptionScore.value, SCORE, rows
    )
    titled = session.scalars(
        select(PlanOption.id).where(PlanOption.id.in_(rows), PlanOption.title != "")
    ).all()
    for ranked in ranking(weights_of(session, rows), scores_of(found, titled)):
        found.setdefault(ranked.option, {}).update(total=ranked.total, place=ranked.place)
    return found


def _risk_scores(session: Session, risks: Sequence[str]) -> Values:
    """Return likelihood times impact of risks; none for what is not rated."""
    rows = session.execute(
        select(Risk.id, Risk.likelihood * Risk.impact).where(
            Risk.id.in_(risks), Risk.likelihood.is_not(None), Risk.impact.is_not(None)
        )
    )
    return {risk: {"score": score} for risk, score in rows}


def _served(session: Session, services: Sequence[str]) -> Values:
    """Return the outcomes that services serve."""
    found: Values = {service: {"outcomes": ()} for service in services}
    rows = session.execute(
        select(ServiceOutcome.service_id, ServiceOutcome.outcome_id).where(
            ServiceOutcome.service_id.in_(services), ServiceOutcome.deleted.is_(False)
        )
    )
    for service, outcome in rows:
        found[service]["outcomes"] += (outcome,)
    return found


def _order_links(values: Values, columns: Sequence[Column]) -> None:
    """Put what a cell names in the order of the table it is in; what was taken away is left out."""
    for column in (each for each in columns if each.shape == LINKS):
        order = {key: place for place, key in enumerate(column.named)}
        for held in values.values():
            known = [key for key in held[column.key] if key in order]
            held[column.key] = tuple(sorted(known, key=order.__getitem__))


def weights_of(session: Session, options: Sequence[str]) -> dict[str, float | None]:
    """Return the weights of the criteria of the plan that the options are of."""
    option = RECORDS["plan_option"]
    plans = select(option.__table__.c.plan_id).where(option.id.in_(options[:1]))
    rows = session.execute(
        select(Criterion.id, Criterion.weight).where(
            Criterion.plan_id.in_(plans), Criterion.deleted.is_(False), Criterion.title != ""
        )
    )
    return {key: weight for key, weight in rows}  # noqa: C416 - rows, not tuples


def scores_of(values: Values, options: Sequence[str]) -> dict[str, dict[str, float | None]]:
    """Return the scores of options by criterion."""
    return {
        option: {
            key.removeprefix(SCORE): value
            for key, value in values.get(option, {}).items()
            if key.startswith(SCORE)
        }
        for option in options
    }


def _pivot(
    session: Session, owner: Any, key: Any, value: Any, prefix: str, rows: Sequence[str]
) -> Values:
    found: Values = {}
    statement = (
        select(owner, key, value)
        .where(owner.in_(rows), owner.class_.deleted.is_(False), value.is_not(None))
        .order_by(key)
    )
    for row, name, held in session.execute(statement):
        found.setdefault(row, {})[f"{prefix}{name}"] = held
    return found


def _years(session: Session, plan: str) -> set[int]:
    """Return the years of the plan, and a few before it to compare with."""
    found = get(session, Plan, plan)
    first = found.starts.year if found.starts else None
    last = found.ends.year if found.ends else None
    first, last = first or last, last or first
    if first is None or last is None:
        return set()
    last = min(max(last, first + 1), first + MOST_YEARS)
    return set(range(first - YEARS_BEFORE, last + 1))


def _named(
    session: Session, plan: str, column: TableColumn, language: str,
    among: Collection[str | None] | None,
) -> dict[str, str]:  # fmt: skip
    if column.shape == "choice":
        return {each.id: each.label.text(language) for each in choices(column.choice_list)}
    if column.shape == "scale":
        points = scale(column.table).points
        return {each.value: f"{each.grade.text(language)} ({each.value})" for each in points}
    if column.shape in ("link", LINKS):
        return linked(session, plan, column.table, among)
    return {}
