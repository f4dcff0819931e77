"""A new plan that begins as a copy of an earlier one: its words as drafts, its tables as they are.

Not copied is what was decided about the earlier one: that parts were agreed, who writes them by
when, the scores and the choice of an option, duties that were met, its versions, comments, actions
and risks.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.i18n import N_
from commission_desk.operations.plans import new_plan
from commission_desk.operations.records import get, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    RECORDS,
    Answer,
    NeedFigure,
    Plan,
    PlanEntry,
    PlanOption,
    Record,
    ServiceOutcome,
)
from commission_desk.store.tables.base import id_of, new_id
from commission_desk.store.versions import chunks

ENTRIES: tuple[type[PlanEntry], ...] = tuple(
    table for table in RECORDS.values() if issubclass(table, PlanEntry)
)
# The records whose id is their place, and the fields that make it.
PLACED: dict[type[Record], tuple[str, str]] = {
    NeedFigure: ("need_id", "year"), ServiceOutcome: ("service_id", "outcome_id"),
}  # fmt: skip
ABOUT = ("care_group", "lead", "partners")  # kept where nothing else is said
DECIDED: dict[type[Record], tuple[str, ...]] = {
    PlanOption: ("chosen_on", "reason")
}  # fields that begin anew


@named(N_("Copy a plan"))
def copy_plan(session: Session, source: str, title: str, **values: Any) -> str:
    """Start a plan as a copy of another, on its outline, and return its id; raises UserError.

    What is copied stands as it was written; nothing of it is finished yet but what does not apply.
    Whom the plan is for, its lead and partners are the earlier ones unless others are named.
    """
    found = get(session, Plan, source)
    values |= {name: getattr(found, name) for name in ABOUT if not values.get(name)}
    made = new_plan(session, title, found.outline_id, **values)
    session.add_all(_answers(session, source, made))
    session.add_all(_tables(session, source, made))
    return made


def _answers(session: Session, source: str, made: str) -> Iterator[Answer]:
    for row in session.scalars(standing(Answer).where(Answer.plan_id == source)):
        if row.text or row.status == "not-applicable":
            status = row.status if row.status == "not-applicable" else "draft"
            yield Answer(
                id=id_of("answer", made, row.prompt_id), plan_id=made, prompt_id=row.prompt_id,
                text=row.text, status=status, reason=row.reason,
            )  # fmt: skip


def _tables(session: Session, source: str, made: str) -> Iterator[Record]:
    """Yield the rows of a plan's tables anew, linked among themselves as the old ones are."""
    rows: list[Any] = []
    for entries in ENTRIES:
        rows += session.scalars(standing(entries).where(entries.plan_id == source))
    ids = {row.id: new_id() for row in rows} | {source: made}
    for row in rows:
        yield _copy(row, ids, id=ids[row.id])
    for table, place in PLACED.items():
        owner = table.__table__.c[place[0]]
        for some in chunks(ids):
            for row in session.scalars(select(table).where(owner.in_(some))):
                if row.deleted or any(_lost(row, name, ids) for name in place):
                    continue
                where = [str(_renamed(row, name, ids)) for name in place]
                yield _copy(row, ids, id=id_of(table.__tablename__, *where))


def _copy(row: Record, ids: dict[str, str], **values: Any) -> Record:
    names = [column.key for column in row.__table__.columns if column.key not in ("id", "deleted")]
    fresh = DECIDED.get(type(row), ())
    said = {name: _renamed(row, name, ids) for name in names if name not in fresh}
    return type(row)(**said, **values)


def _renamed(row: Any, name: str, ids: dict[str, str]) -> Any:
    """Return a field of a copy: a link leads to the copy of what it led to."""
    value = getattr(row, name)
    if not _is_inner(row, name) or value is None:
        return value
    return ids.get(value)


def _lost(row: Any, name: str, ids: dict[str, str]) -> bool:
    return _is_inner(row, name) and getattr(row, name) not in ids


def _is_inner(row: Record, name: str) -> bool:
    """Whether a field leads to the plan itself or to a row of its tables."""
    keys = row.__table__.columns[name].foreign_keys
    targets = {key.column.table.name for key in keys}
    return bool(targets & {Plan.__tablename__, *(table.__tablename__ for table in ENTRIES)})
