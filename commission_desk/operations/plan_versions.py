"""Versions of a plan: kept under a name or approved, read again whole, put back as one change."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.plan_tables import PlanTable, tables_in, tables_of
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.outlines import records_of
from commission_desk.operations.owned import owned, owners_of
from commission_desk.operations.plan_places import outline_of
from commission_desk.operations.plan_rows import kind_of
from commission_desk.operations.records import get, next_position, plan_unlocked, standing
from commission_desk.store.desk import named
from commission_desk.store.frozen import Frozen, fingerprint, freeze, thawed, values_of
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import (
    RECORDS,
    Agreement,
    Answer,
    Intention,
    IntentionDuty,
    NeedFigure,
    OptionScore,
    Outcome,
    Plan,
    PlanEntry,
    PlanVersion,
    Record,
    ServiceOutcome,
    Team,
    VersionPaper,
    VersionRecord,
)
from commission_desk.store.tables.base import defaults_of

AGREEMENT_NAMES = ("title", "reference")  # what a plan says of an agreement
OWN = (
    Answer,
    PlanEntry,
    NeedFigure,
    OptionScore,
    ServiceOutcome,
    IntentionDuty,
)  # what a plan is made of
BELOW = {  # with whose part these are put back: the kind, and the field that names it
    NeedFigure.__tablename__: ("need", "need_id"),
    ServiceOutcome.__tablename__: ("service", "service_id"),
    IntentionDuty.__tablename__: ("intention", "intention_id"),
    OptionScore.__tablename__: ("plan_option", "option_id"),
}
ABOUT = ""  # in place of a part: what the plan says of itself
CRITERIA = ("criteria_agreed_on", "criteria_agreed_by")  # of a plan, but about its options
STANDS = ("approved", "published")  # the version that the plan is held to
Key = tuple[str, str]  # kind and id
Values = dict[str, Any]
STAYS = ("status", "outline_id")  # of a plan, whatever it says


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version as lists show it; ``number`` is 0 for one that was only kept under a name."""

    id: str
    plan: str
    number: int
    title: str
    status: str
    kept_on: date | None
    kept_by: str
    note: str
    approved_by: str
    approved_on: date | None
    minute: str
    published_on: date | None
    fingerprint: str


def versions(session: Session, plan: str) -> tuple[VersionView, ...]:
    """Return the versions of a plan, the newest first."""
    rows = session.scalars(
        standing(PlanVersion)
        .where(PlanVersion.plan_id == plan)
        .order_by(PlanVersion.position.desc(), PlanVersion.kept_on.desc(), PlanVersion.id)
    )
    return tuple(_view(row) for row in rows)


def version_view(session: Session, version: str) -> VersionView:
    """Return one version; raises UserError if it has been taken away."""
    return _view(get(session, PlanVersion, version))


def approved_version(session: Session, plan: str) -> VersionView | None:
    """Return the version that was approved last, whether or not the plan has moved on since."""
    return next((one for one in versions(session, plan) if one.number), None)


def version_paper(session: Session, version: str) -> tuple[str, str]:
    """Return the languages of the PDF that was approved, and the PDF as base64, empty for none."""
    row = session.scalars(standing(VersionPaper).where(VersionPaper.version_id == version)).first()
    return (row.languages, row.pdf) if row is not None else ("", "")


@named(N_("Keep a version of the plan"))
def keep_version(session: Session, plan: str, title: str, note: str, on: date) -> str:
    """Keep the plan as it is now under a name and return the version's id; raises UserError."""
    if not title.strip():
        raise UserError(_("Give the version a name, such as “Sent to partners”."))
    return add_version(session, plan, on, title=title.strip(), note=note.strip()).id


def add_version(session: Session, plan: str, on: date, **values: object) -> PlanVersion:
    """Freeze what a plan says now as a version."""
    rows = frozen_now(session, plan)
    made = PlanVersion(
        plan_id=plan, position=next_position(session, PlanVersion, plan_id=plan), kept_on=on,
        kept_by=session.info[RECORDER].who, fingerprint=fingerprint(rows), **values,
    )  # fmt: skip
    session.add(made)
    session.add_all(
        VersionRecord(
            version_id=made.id, kind=row.kind, record=row.record, text=row.text, said=row.said
        )
        for row in rows
    )
    return made


def frozen_now(session: Session, plan: str) -> list[Frozen]:
    """Return what a plan says now: its own records, and the names of what they refer to."""
    whole = get(session, Plan, plan)
    rows = [
        freeze(whole, (*_own_fields(whole), "outline_id")),
        *(freeze(each) for each in _parts(session, plan)),
    ]
    named = select(Intention.agreement_id).where(Intention.plan_id == plan)
    agreements = session.scalars(standing(Agreement).where(Agreement.id.in_(named)))
    rows += [freeze(each, AGREEMENT_NAMES) for each in agreements]
    rows += [freeze(each) for each in session.scalars(standing(Team))]
    return rows


@contextmanager
def version_desk(session: Session, version: str) -> Iterator[tuple[Session, str]]:
    """Give a desk in memory that holds the plan as it stood, and the plan's id; UserError."""
    found = get(session, PlanVersion, version)
    rows = frozen_rows(session, version)
    keys = [values_of(row).get("outline_id") for row in rows if row.record == found.plan_id]
    # a published outline stays as it is, so that its parts need not be frozen with every plan
    rows += [freeze(each) for key in keys if key for each in records_of(session, key)]
    with thawed(rows) as then:
        yield then, found.plan_id


@named(N_("Put back a version of the plan"))
def put_version_back(session: Session, version: str) -> None:
    """Have the plan say again all that it said in a version; one change, so nothing is lost.

    Raises UserError for a plan that was approved, and a version that cannot be read.
    """
    found = get(session, PlanVersion, version)
    _put_back(session, found, None)


@named(N_("Put back a part of a version"))
def put_part_back(session: Session, version: str, prompt: str) -> None:
    """Have one part say again what it said in a version, with the tables that stand in it.

    ABOUT in place of a part stands for what the plan says of itself. Raises UserError for a plan
    that was approved, and a version that cannot be read.
    """
    found = get(session, PlanVersion, version)
    _put_back(session, found, prompt)


def _put_back(session: Session, version: PlanVersion, prompt: str | None) -> None:
    if version.status not in STANDS:  # what was approved may always be put back
        plan_unlocked(session, version.plan_id)
    then = _own_rows(session, version)
    now: list[Record] = [get(session, Plan, version.plan_id), *_parts(session, version.plan_id)]
    here = {(row.__tablename__, row.id): row for row in now}
    held = {key: _held(row) for key, row in here.items()}
    if prompt is None:
        part = set(then) | set(held)
    else:
        outline = outline_of(session, version.plan_id)
        part = _of_part(prompt, (*tables_of(prompt), *tables_in(outline, prompt)), then, held)
    gone = {key for key in part if key in here and key not in then}
    gone |= {key for key, row in here.items() if not owners_of(row).isdisjoint(gone)}
    stands = (here.keys() - gone) | (then.keys() & part)
    for key, values in then.items():
        below = key[0] in BELOW and owners_of(RECORDS[key[0]](**values))
        if key not in part or (below and not below <= stands):
            continue  # a tick may be of an outcome that stands in another part, and is gone
        if prompt == ABOUT:  # the criteria stay agreed, or open, as they are
            values |= {name: getattr(here[key], name) for name in CRITERIA}
        _write(session, key, values)
    for key in gone:
        here[key].deleted = True


def _write(session: Session, key: Key, values: Values) -> None:
    kind, record = key
    row = session.get(RECORDS[kind], record)
    if row is None:
        session.add(RECORDS[kind](id=record, **values))
        return
    whole = {**dict.fromkeys(_fields(row)), **defaults_of(type(row)), **values, "deleted": False}
    for name in (*_fields(row), "deleted"):
        if getattr(row, name) != whole[name]:
            setattr(row, name, whole[name])


def _fields(row: Record) -> tuple[str, ...]:
    if isinstance(row, Plan):
        return _own_fields(row)
    return tuple(c.key for c in row.__table__.columns if c.key not in ("id", "deleted"))


def _own_fields(plan: Plan) -> tuple[str, ...]:
    """Return what a plan says of itself; where it stands is no part of a version."""
    return tuple(
        column.key for column in plan.__table__.columns
        if column.key not in ("id", "deleted", *STAYS)
    )  # fmt: skip


def _held(row: Record) -> Values:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


def _of_part(
    prompt: str, tables: Iterable[PlanTable], then: dict[Key, Values], held: dict[Key, Values]
) -> set[Key]:  # fmt: skip
    """Return what a part is made of, then and now: what stands below its rows goes with them.

    Ticks go with their service. Those of an outcome that was taken away since come back with it.
    """
    every = {**held, **then}
    kinds = {kind_of(table).__tablename__: table.apart for table in tables}
    part = {key for key, values in every.items() if _stands_in(key[0], values, prompt, kinds)}
    below = {
        key for key, values in every.items()
        if key[0] in BELOW and (BELOW[key[0]][0], values.get(BELOW[key[0]][1])) in part
    }  # fmt: skip
    outcomes = {record for kind, record in part - held.keys() if kind == Outcome.__tablename__}
    ticks = {
        key for key, values in then.items()
        if key[0] == ServiceOutcome.__tablename__ and values.get("outcome_id") in outcomes
    }  # fmt: skip
    return part | below | ticks


def _stands_in(kind: str, values: Values, prompt: str, kinds: dict[str, bool]) -> bool:
    if kind == Plan.__tablename__:
        return prompt == ABOUT
    if kind == Answer.__tablename__:
        return values.get("prompt_id") == prompt
    return kind in kinds and (not kinds[kind] or values.get("prompt_id") == prompt)


def _own_rows(session: Session, version: PlanVersion) -> dict[Key, Values]:
    """Return what a version holds of its plan, by kind and id, and nothing it only refers to.

    A version from elsewhere may hold anything; nothing but the plan is ever put back.
    """
    plan, found = version.plan_id, {}
    for row in frozen_rows(session, version.id):
        if row.kind == Plan.__tablename__ and row.record == plan:
            found[row.kind, row.record] = values_of(row)
        elif (known := RECORDS.get(row.kind)) is not None and issubclass(known, OWN):
            values = values_of(row)
            if values.get("plan_id", plan) == plan:
                found[row.kind, row.record] = values
    return found


def _parts(session: Session, plan: str) -> Iterable[Record]:
    """Return the records that a plan is made of, not those of its versions."""
    found = (row for row in owned(session, "plan", [plan]) if isinstance(row, OWN))
    return {row.id: row for row in found}.values()  # a score has two owners


def frozen_rows(session: Session, version: str) -> list[Frozen]:
    """Return the records that a version holds."""
    rows = session.scalars(standing(VersionRecord).where(VersionRecord.version_id == version))
    return [Frozen(row.kind, row.record, row.text, row.said) for row in rows]


def _view(row: PlanVersion) -> VersionView:
    return VersionView(
        row.id, row.plan_id, row.number, row.title, row.status, row.kept_on, row.kept_by, row.note,
        row.approved_by, row.approved_on, row.minute, row.published_on, row.fingerprint,
    )  # fmt: skip
