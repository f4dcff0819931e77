"""One step of the history in full: what each record said before and after, and what stands now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from commission_desk.operations.history import DERIVED, QUIET, ChangeView, history
from commission_desk.operations.outlines import OWN
from commission_desk.operations.titles import Key, removed, titles
from commission_desk.store.tables import RECORDS, Change
from commission_desk.store.tables.history import CREATED

SHOWN = 40  # changes of one step that are spelt out


@dataclass(frozen=True, slots=True)
class StepDetail:
    """The changes of a step, the first of them first.

    ``titles`` says what the records are called, ``names`` what the records are called whose ids
    are values; ``removed`` are those no longer on the desk; ``latest`` is the number of the newest
    change of each field that was shown. ``more`` is how many changes are not spelt out.
    """

    changes: tuple[ChangeView, ...]
    titles: dict[Key, str]
    names: dict[str, str]
    removed: set[Key]
    latest: dict[tuple[str, str], int]
    more: int = 0

    def is_latest(self, change: ChangeView, field: str) -> bool:
        """Whether a field still says what this change gave it."""
        return self.latest.get((change.record, field), change.change) <= change.change


def step_detail(
    session: Session, step: int, record: str | None = None, language: str = "en"
) -> StepDetail:
    """Return a step in full, of one record only if it is named."""
    changes = tuple(reversed(history(session, record, SHOWN, changes=_last(session, step, record))))
    keys = {(change.kind, change.record) for change in changes}
    return StepDetail(
        changes, titles(session, keys, language), _names(session, changes, language),
        removed(session, keys), _latest(session, changes),
        _count(session, step, record) - SHOWN if len(changes) == SHOWN else 0,
    )  # fmt: skip


def _last(session: Session, step: int, record: str | None) -> Sequence[int]:
    """Return the numbers of the last changes of a step, in the order that an index has them in."""
    shown = _shown(select(Change.seq), step, record)
    return session.scalars(shown.order_by(Change.ordinal.desc()).limit(SHOWN)).all()


def _count(session: Session, step: int, record: str | None) -> int:
    return session.scalar(_shown(select(func.count(Change.seq)), step, record)) or 0


def _shown(statement: Select[int], step: int, record: str | None) -> Select[int]:
    statement = statement.where(
        Change.step == step, Change.field.not_in(DERIVED), Change.kind.not_in(QUIET)
    )
    return statement if record is None else statement.where(Change.record == record)


def _latest(session: Session, changes: tuple[ChangeView, ...]) -> dict[tuple[str, str], int]:
    records = {change.record for change in changes}
    rows = session.execute(
        select(Change.record, Change.field, func.max(Change.seq))
        .where(Change.record.in_(records))
        .group_by(Change.record, Change.field)
    )
    return {(record, field): seq for record, field, seq in rows if field != CREATED}


def _names(session: Session, changes: tuple[ChangeView, ...], language: str) -> dict[str, str]:
    wanted = {
        (kind, str(value))
        for change in changes
        for field, values in _values(change)
        if (kind := _refers_to(change.kind, field))
        for value in values
        if value
    } | {
        ("outline_version", str(value).removeprefix(OWN))
        for change in changes
        for field, values in _values(change)
        for value in values
        if (change.kind, field) == ("plan", "outline_id") and str(value).startswith(OWN)
    }
    return {record: title for (_kind, record), title in titles(session, wanted, language).items()}


def _values(change: ChangeView) -> list[tuple[str, tuple[object, ...]]]:
    if change.field:
        return [(change.field, (change.value, change.was))]
    return [(field, (value,)) for field, value in change.value.items()]


def _refers_to(kind: str, field: str) -> str:
    column = RECORDS[kind].__table__.columns.get(field)
    keys = list(column.foreign_keys) if column is not None else []
    return str(keys[0].column.table.name) if keys else ""
