"""The tables of a plan as they are printed: the columns that somebody filled."""

from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import Placed, prompts_with, tables_in
from commission_desk.content.plan_views import views_of
from commission_desk.domain.charts import Series
from commission_desk.domain.papers import PlanTableRows
from commission_desk.operations.plan_duties import duty_tables
from commission_desk.operations.plan_matrix import VIEW as MATRIX
from commission_desk.operations.plan_matrix import matrix, matrix_tables
from commission_desk.operations.plan_places import outline_of
from commission_desk.operations.plan_rows import YEAR, EntryRow, TableView, read_table
from commission_desk.operations.plan_schematic import VIEW, schematic
from commission_desk.operations.plan_summaries import COVERED, summary
from commission_desk.operations.records import standing
from commission_desk.store.tables import Answer

FIGURES = ("number", "percent", "money", "year", "years", "score", "total", "place", "product")


def part_tables(
    session: Session, plan: str, prompt: str, language: str
) -> tuple[PlanTableRows, ...]:
    """Return the tables of a part that have rows, and its views.

    One that stands in several is printed in the first of them that applies to the plan.
    """
    views = (
        read_table(session, plan, table.id, prompt, language, to_fill=False)
        for table in tables_in(outline_of(session, plan), prompt)
        if not table.register
        and (table.apart or first_that_applies(session, plan, table) == prompt)
    )
    printed: list[PlanTableRows] = []
    for view in views:
        if view.rows:
            printed.append(printed_table(session, view, language))
            printed += duty_tables(session, plan, language) if view.table.id == "intention" else ()
    for each in views_of(prompt):
        if first_that_applies(session, plan, each) == prompt:
            printed += printed_view(session, plan, each.id, language)
    return tuple(printed)


def printed_view(
    session: Session, plan: str, view: str, language: str
) -> tuple[PlanTableRows, ...]:
    """Return a view of a plan as it is printed: none, one table, or one below another."""
    if view == MATRIX:
        return matrix_tables(matrix(session, plan), language)
    found = part_view(session, plan, view, language)
    return (found,) if found is not None else ()


def part_view(session: Session, plan: str, view: str, language: str) -> PlanTableRows | None:
    """Return a view of a plan; None while there is nothing to compose it of."""
    return {VIEW: schematic}[view](session, plan, language)


def first_that_applies(session: Session, plan: str, table: Placed) -> str:
    """Return the part that a table or view is printed in: the first of its parts that applies."""
    absent = set(
        session.scalars(
            standing(Answer)
            .where(Answer.plan_id == plan, Answer.status == "not-applicable")
            .with_only_columns(Answer.prompt_id)
        )
    )
    placed = prompts_with(outline_of(session, plan), table)
    return next((prompt for prompt in placed if prompt not in absent), "")


def series_of(view: TableView, row: EntryRow, today: date | None = None) -> Series:
    """Return the figures of a row by year; those of years to come are projections."""
    this_year = (today or date.today()).year  # noqa: DTZ011 - the person's own day
    points = [
        (column.title, float(row.values[column.key]))
        for column in view.columns
        if column.key.startswith(YEAR) and row.values.get(column.key) is not None
    ]
    ahead = [place for place, (year, _value) in enumerate(points) if int(year) > this_year]
    return Series(tuple(points), ahead[0] if ahead else None)


def printed_table(session: Session, view: TableView, language: str) -> PlanTableRows:
    """Return a table as it is printed: the columns that say something, charts and sums."""
    table = view.table
    lines = [[view.words(row, column) for column in view.columns] for row in view.rows]
    shown = [place for place in range(len(view.columns)) if any(line[place] for line in lines)]
    charts = (
        tuple(
            (str(row.values["title"]), series)
            for row in view.rows
            if len((series := series_of(view, row)).points) > 1
        )
        if table.charted
        else ()
    )
    return PlanTableRows(
        table.title.text(language),
        tuple(view.columns[place].title for place in shown),
        tuple(tuple(line[place] for place in shown) for line in lines),
        tuple(view.columns[place].shape in FIGURES for place in shown),
        charts,
        # what is not yet covered is for those who write the plan, not for those who read it
        () if table.id in COVERED else summary(session, view, language),
    )
