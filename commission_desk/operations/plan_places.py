"""Where the tables of a plan stand in its outline, and which of them have no place in it.

A plan keeps every answer and row whatever its outline; what the outline has no part for is shown
apart, as unplaced.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.content.outlines import Outline
from commission_desk.content.plan_tables import PlanTable, plan_table, plan_tables, prompts_with
from commission_desk.operations.outlines import outline_in
from commission_desk.operations.plan_rows import kind_of
from commission_desk.store.tables import Plan


@dataclass(frozen=True, slots=True)
class LooseTable:
    """Rows of a plan that its outline has no part for; ``part`` is one they could stand in."""

    table: str
    part: str
    rows: int


def outline_of(session: Session, plan: str) -> Outline:
    """Return the outline of a plan; without parts if nobody here knows it."""
    found = session.get(Plan, plan)
    return outline_in(session, found.outline_id if found else "")


def place_of(outline: Outline, table_id: str) -> str:
    """Return the first part of an outline that a table stands in, or nothing if there is none."""
    return next(iter(prompts_with(outline, plan_table(table_id))), "")


def parts_of(outline: Outline) -> frozenset[str]:
    """Return the ids of the parts of an outline."""
    return frozenset(prompt.id for prompt in outline.prompts)


def loose_tables(
    session: Session, plan: str, outline: Outline, written: Collection[str] = ()
) -> tuple[LooseTable, ...]:
    """Return the tables of a plan that have rows and no part of the outline to stand in.

    The rows of one that is apart may be in a part that has lost their table. A table that stands
    in several parts is found at one of those that are ``written``, if any.
    """
    found: list[LooseTable] = []
    for table in plan_tables():
        stands = prompts_with(outline, table)
        if not table.apart and stands:
            continue
        for prompt, rows in _counted(session, plan, table).items():
            if not table.apart:
                anchors = [each for each in table.prompts if each in written]
                found.append(LooseTable(table.id, (*anchors, *table.prompts)[0], rows))
            elif prompt and prompt not in stands:
                found.append(LooseTable(table.id, prompt, rows))
    return tuple(found)


def _counted(session: Session, plan: str, table: PlanTable) -> dict[str, int]:
    """Return how many rows a table has, by part if each part has its own."""
    kind = kind_of(table)
    column = kind.prompt_id if table.apart else kind.plan_id
    rows = session.execute(
        select(column, func.count(kind.id))
        .where(kind.plan_id == plan, kind.deleted.is_(False))
        .group_by(column)
    )
    return {str(name): int(count) for name, count in rows}
