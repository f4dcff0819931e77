"""What somebody added to a record that another took away, neither having seen the other.

What was added stands, though the record it belongs to does not, so no page shows it: it is asked
about as a removal is, and the answer puts back the one or takes away the other.
"""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.history import local
from commission_desk.operations.conflicts import REMOVED, ConflictView, VersionView
from commission_desk.operations.history import restore_whole
from commission_desk.operations.owned import owned, owners_of, without_owner
from commission_desk.operations.records import IN_MINUTES, unlocked
from commission_desk.operations.titles import Key, titles
from commission_desk.store.desk import ORIGIN
from commission_desk.store.recording import encode
from commission_desk.store.tables import RECORDS, Change, Parted, Record, Step
from commission_desk.store.tables.history import CREATED
from commission_desk.store.versions import DELETED

Added = dict[Key, list[Record]]  # what stands, by the topmost owner that was taken away


def added_to_removed(session: Session, language: str) -> list[ConflictView]:
    """Return what was added to records that others took away, for a person to settle."""
    found = _added(session)
    keys = [(row.__tablename__, row.id) for rows in found.values() for row in rows]
    named = titles(session, [*found, *keys], language)
    return [_view(session, key, rows, named) for key, rows in found.items()]


def settle_added(session: Session, record: str, *, keep: bool) -> bool:
    """Put back a record with all that went with it, or take away what was added to it.

    Returns False, with nothing changed, where nothing was added to a removed one.
    """
    for (_kind, key), rows in _added(session).items():
        if key != record:
            continue
        for row in rows:
            if keep:
                _put_back_over(session, row)
            else:
                if row.__tablename__ in IN_MINUTES and (
                    meeting := getattr(row, "meeting_id", None)
                ):
                    unlocked(session, meeting)
                row.deleted = True
                for each in owned(session, row.__tablename__, [row.id]):
                    each.deleted = True
        return True
    return False


def _added(session: Session) -> Added:
    open_now = set(session.scalars(select(Parted.record).where(Parted.field == DELETED)))
    found: Added = defaultdict(list)
    for owner, row in without_owner(session):
        if row.id not in open_now:  # that is asked about by itself, and first
            found[_topmost(session, owner)].append(row)
    return dict(found)


def _topmost(session: Session, key: Key) -> Key:
    seen = {key}
    while (above := _removed_over(session, key)) and above not in seen:
        key = above
        seen.add(key)
    return key


def _removed_over(session: Session, key: Key) -> Key | None:
    """Return the owner of a record if that was taken away too."""
    row = session.get(RECORDS[key[0]], key[1])
    for kind, record in sorted(owners_of(row)) if row else ():
        owner = session.get(RECORDS[kind], record)
        if owner is not None and owner.deleted:
            return kind, record
    return None


def _put_back_over(session: Session, row: Record) -> None:
    above = _removed_over(session, (row.__tablename__, row.id))
    if above is not None:
        owner = session.get(RECORDS[above[0]], above[1])
        # Also under minutes that were agreed: they were agreed with what stands below it.
        restore_whole(session, *above)
        session.flush()
        if owner is not None:
            _put_back_over(session, owner)


def _view(
    session: Session, key: Key, rows: Sequence[Record], named: dict[Key, str]
) -> ConflictView:
    kind, record = key
    removed = _version(session, [record], DELETED, value=True)
    kept = _version(session, [row.id for row in rows], CREATED, value=False)
    added = tuple((row.__tablename__, named.get((row.__tablename__, row.id), "")) for row in rows)
    kept = VersionView(kept.value, kept.who, kept.at, kept.mine, added)
    return ConflictView(kind, record, DELETED, named.get(key, ""), (removed, kept), None, REMOVED)


def _version(session: Session, records: Sequence[str], field: str, *, value: bool) -> VersionView:
    """Return who last took away, or added, one of these."""
    said = Change.value == encode(True) if field == DELETED else Change.field == CREATED  # noqa: FBT003
    who, at, origin = session.execute(
        select(Step.who, Step.taken_at, Step.origin)
        .join(Change, Change.step == Step.seq)
        .where(Change.record.in_(records), Change.field == field, said)
        .order_by(Step.taken_at.desc())
        .limit(1)
    ).one()
    return VersionView(value, who, local(at), mine=origin == session.info[ORIGIN])
