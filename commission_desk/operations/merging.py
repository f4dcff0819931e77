"""Where two people changed the same without seeing each other: both versions, until one is chosen.

Nothing is decided by a clock. A page shows one of the versions meanwhile, the same on every laptop.
"""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.history import local
from commission_desk.i18n import N_, _
from commission_desk.operations.conflicts import (
    EDITED,
    REMOVED,
    ConflictView,
    VersionView,
)
from commission_desk.operations.merging_added import added_to_removed, settle_added
from commission_desk.operations.records import REVIEWED
from commission_desk.operations.term_dates import refresh_term
from commission_desk.operations.titles import titles
from commission_desk.store import blobs
from commission_desk.store.derived import TERM
from commission_desk.store.desk import ORIGIN, named
from commission_desk.store.engine import working_engine
from commission_desk.store.foreign import copy_in
from commission_desk.store.recording import RECORDER, Recorder, decode, encode
from commission_desk.store.standing import type_of, write
from commission_desk.store.tables import (
    RECORDS,
    Agreement,
    Change,
    MonthlyRun,
    Parted,
    Record,
    RunLine,
    Step,
    TermOption,
    Variation,
)
from commission_desk.store.versions import DELETED, Lineage, Version, chunks, lineages

# Records of an agreement that its dates follow from.
OF_TERM: dict[str, type[TermOption | Variation]] = {
    "term_option": TermOption, "variation": Variation,
}  # fmt: skip


def conflicts(session: Session, language: str = "en") -> tuple[ConflictView, ...]:
    """Return what people have to settle, by kind and title; titles are in ``language``."""
    connection = session.connection()
    parted: dict[str, set[str]] = {}
    for record, name in connection.execute(select(Parted.record, Parted.field)):
        parted.setdefault(record, set()).add(name)
    standing = []
    for lineage in lineages(connection, parted):
        its = session.get(RECORDS[lineage.kind], lineage.record)
        if its is not None and not its.deleted:
            standing.append(lineage)
    named = titles(session, [(one.kind, one.record) for one in standing], language)
    found = [
        _view(session, one, name, named.get((one.kind, one.record), ""))
        for one in standing
        for name in parted[one.record]
        if one.is_open(name)
    ]
    found += added_to_removed(session, language)
    return tuple(sorted(found, key=lambda view: (view.kind, view.title, view.record, view.field)))


@named(N_("Settle two versions"))
def resolve(session: Session, record: str, field: str, value: Any) -> None:
    """Choose what a field with several versions says: one of them, or new words.

    Of a record that one person removed, the field is "deleted": True removes it, False keeps it.
    Raises UserError if it has been settled already.
    """
    session.flush()
    connection = session.connection()
    _may_settle(session, record, field, value)
    if field == DELETED and settle_added(session, record, keep=not value):
        return
    noted = session.get(Parted, (record, field))
    found = next(lineages(connection, [record]), None)
    if noted is None or found is None or not found.is_open(field):
        raise UserError(_("These versions have been settled already."))
    held = decode(type_of(found.kind, field), value)
    recorder: Recorder = session.info[RECORDER]
    recorder.record(
        connection,
        [{"kind": found.kind, "record": record, "field": field, "value": encode(held)}],
    )
    write(connection, {(found.kind, field): [{"of_record": record, "put": held}]})
    session.expire_all()
    _follow(session, found.kind, record, field)


@named(N_("Restore an older copy"))
def restore_copy(session: Session, file: Path) -> None:
    """Put everything back to what an older copy of this desk says, as one step of its own.

    What was done since stays in the history. Raises UserError if the copy is not sound or knows
    what this desk does not: that is to be merged.
    """
    with TemporaryDirectory() as folder:
        older = Path(folder) / "older.sqlite"
        copy_in(file, older)
        _put_back(session, older)


def _may_settle(session: Session, record: str, field: str, value: Any) -> None:
    """Raise UserError where settling would change a month that was finished.

    To settle on what the finished month says is no change of it.
    """
    row: Any = session.get(RunLine, record) or session.get(MonthlyRun, record)
    if row is None or encode(getattr(row, field)) == encode(value):
        return
    run = session.get(MonthlyRun, getattr(row, "run_id", record))
    if run is not None and run.status == REVIEWED:
        raise UserError(
            _("This month was finished, so it stays as it is. Choose the version that it shows.")
        )


def _view(session: Session, lineage: Lineage, name: str, title: str) -> ConflictView:
    kind = lineage.kind
    standing = lineage.standing(name)
    values = {json.dumps(each.of(name), sort_keys=True) for each in standing}
    versions = _versions(session, kind, name, [(each, each.of(name)) for each in standing])
    if name == DELETED and len(values) == 1:
        unseen = [version for _field, version in lineage.unseen_by_removal()]
        latest = max(unseen, key=lambda version: version.key)
        versions += _versions(session, kind, name, [(latest, False)])
    common = None if name == DELETED else lineage.common(name)
    before = _value_of(session, common, name) if common else None
    way = REMOVED if name == DELETED else EDITED
    held = decode(type_of(kind, name), before)
    return ConflictView(kind, lineage.record, name, title, versions, held, way)


def _versions(
    session: Session, kind: str, name: str, standing: Iterable[tuple[Version, Any]]
) -> tuple[VersionView, ...]:
    """Return each value once, with whoever said it last."""
    found: dict[str, VersionView] = {}
    for version, value in standing:
        who, at, origin = session.execute(
            select(Step.who, Step.taken_at, Step.origin).where(Step.id == version.key[0])
        ).one()
        held = decode(type_of(kind, name), value)
        found[encode(value)] = VersionView(held, who, local(at), origin == session.info[ORIGIN])
    return tuple(found.values())


def _value_of(session: Session, version: Version, name: str) -> Any:
    text = session.scalar(select(Change.value).where(Change.seq == version.seq))
    version.value = json.loads(text or "null")
    return version.of(name)


def _follow(session: Session, kind: str, record: str, field: str) -> None:
    """Let an agreement's dates follow from what was chosen."""
    agreement = record if kind == "agreement" and field in TERM else None
    if kind in OF_TERM:
        part: Any = session.get(OF_TERM[kind], record)
        agreement = part.agreement_id if part else None
    found = session.get(Agreement, agreement) if agreement else None
    if found is not None:
        refresh_term(session, found)


def _put_back(session: Session, older: Path) -> None:
    engine = working_engine(older)
    try:
        with Session(engine) as then:
            known = set(then.scalars(select(Step.id)))
            steps = {step: seq for seq, step in session.execute(select(Step.seq, Step.id))}
            if not known <= set(steps):
                raise UserError(
                    _("This copy knows what the desk does not. Merge it instead of restoring it.")
                )
            for kind, record in _changed_in(session, (steps[step] for step in set(steps) - known)):
                _as_it_was(session.get(RECORDS[kind], record), then.get(RECORDS[kind], record))
            session.flush()
            _take_bytes(session, then)
    finally:
        engine.dispose()


def _take_bytes(session: Session, then: Session) -> None:
    """Take from the copy the bytes of documents that are wanted again and were let go of here."""
    ours, theirs = (
        each.connection().connection.driver_connection for each in (session, then)
    )  # fmt: skip
    assert isinstance(ours, sqlite3.Connection)
    assert isinstance(theirs, sqlite3.Connection)
    try:
        blobs.take_in(ours, theirs)
    except ValueError as problem:
        raise UserError(
            _("A document in this copy is damaged. Restore another copy instead.")
        ) from problem


def _changed_in(session: Session, steps: Iterable[int]) -> Iterable[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for some in chunks(steps):
        rows = session.execute(select(Change.kind, Change.record).where(Change.step.in_(some)))
        found.update((kind, record) for kind, record in rows)
    return sorted(found)


def _as_it_was(now: Record | None, was: Record | None) -> None:
    if now is not None and was is None:
        now.deleted = True
    elif now is not None:
        for column in now.__table__.columns:
            value = getattr(was, column.key)
            if getattr(now, column.key) != value:
                setattr(now, column.key, value)
