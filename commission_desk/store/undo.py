"""Undo and redo: any step taken back as one more step, so that nothing in the history is lost.

All of it reads the history and nothing else, so both work across pages and across a restart. Only
steps of this laptop are taken back, never a colleague's, and only where the step's own words still
stand: what somebody changed since stays as they left it.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Insert, Integer, Select, bindparam, exists, insert, select, true
from sqlalchemy.orm import aliased

from commission_desk.store.derived import refresh_terms
from commission_desk.store.recording import Recorder, decode, encode, told
from commission_desk.store.standing import Rows, settle, type_of, write
from commission_desk.store.tables import RECORDS, Change, Parted, Seen, Step
from commission_desk.store.tables.base import defaults_of
from commission_desk.store.tables.history import CREATED
from commission_desk.store.thinning import thinned_until
from commission_desk.store.versions import DELETED, DERIVED, lineages

Place = tuple[str, str]  # a record and one of its fields
Since = dict[str, set[str]]  # the fields of records that others changed


@dataclass(frozen=True, slots=True)
class Left:
    """A field that undo left alone, because somebody else changed it since."""

    kind: str
    record: str
    field: str


@dataclass(frozen=True, slots=True)
class _Was:
    """A version of a field that a step replaced; ``change`` is None for one before its making."""

    value: Any
    change: int | None = None
    key: tuple[str, int] = ("", 0)
    merely_made: bool = False  # nobody's word: the record began with it


@dataclass(slots=True)
class _Former:
    """What a field said before a step: one version, or several that the step had settled."""

    kind: str
    changes: set[int]
    before: list[_Was]

    @property
    def removal(self) -> int | None:
        """The removal that is to stand again, knowing no more than it did."""
        return self.before[0].change if self.before[0].value is True else None


def undoable(connection: Connection, origin: str) -> tuple[int, str] | None:
    """Return the step of this laptop that Undo would take back, and its label."""
    return _newest(connection, origin, ("do", "redo"))


def redoable(connection: Connection, origin: str) -> tuple[int, str] | None:
    """Return the undo that Redo would take back; none once something new was done after it."""
    done = (
        select(Step.seq)
        .where(Step.kind == "do", Step.origin == origin)
        .order_by(Step.seq.desc())
        .limit(1)
    )
    return _newest(connection, origin, ("undo",), after=connection.scalar(done) or 0)


def reverse(connection: Connection, step: int, recorder: Recorder) -> tuple[Left, ...]:
    """Put back what every field held before ``step``; a record it made is marked as deleted.

    Returns what was left, because somebody else changed it since.
    """
    recorder.reverses = step
    recorder.step(connection)  # even where everything is left: the step has had its turn
    former = _former(connection, step)
    since = _changed_since(connection, step, recorder.origin)
    parted = _parted(connection, former)
    left = {
        place
        for place, was in former.items()
        if _is_newer(place, was, since) or not parted.get(place, was.changes) <= was.changes
    }
    standing = {place: was for place, was in former.items() if place not in left}
    one = {place: was for place, was in standing.items() if len(was.before) == 1}
    _put_back(connection, recorder, one, since)
    _part_again(connection, recorder, {p: w for p, w in standing.items() if len(w.before) > 1})
    if since or left:  # what follows from other fields may now follow from a colleague's
        refresh_terms(connection, ((was.kind, *place) for place, was in former.items()))
    return tuple(
        Left(former[record, name].kind, record, name)
        for record, name in sorted(left)
        if (former[record, name].kind, name) not in DERIVED
    )


def _newest(
    connection: Connection, origin: str, kinds: tuple[str, ...], after: int = 0
) -> tuple[int, str] | None:
    """Return the newest step of these kinds that no other step has taken back.

    What was done before the history was thinned stays done: what it replaced may be gone.
    """
    later = aliased(Step)
    kept_since = thinned_until(connection)
    found = connection.execute(
        select(Step.seq, Step.label)
        .where(
            Step.seq > after,
            Step.kind.in_(kinds),
            Step.origin == origin,
            Step.taken_at > kept_since if kept_since else true(),
            ~exists().where(later.reverses == Step.seq),
        )
        .order_by(Step.seq.desc())
        .limit(1)
    ).first()
    return (found.seq, found.label) if found else None


def _former(connection: Connection, step: int) -> dict[Place, _Former]:
    """Return what each field that the step touched said before it."""
    rows = connection.execute(
        select(Change.seq, Change.kind, Change.record, Change.field)
        .where(Change.step == step)
        .order_by(Change.seq)
    ).all()
    before = _versions_before(connection, step)
    made = {row.record for row in rows if row.field == CREATED}
    found: dict[Place, _Former] = {}
    for seq, kind, record, name in rows:
        place = (record, DELETED if record in made else name)
        if place in found:  # changed twice in one step: back to before the first
            found[place].changes.add(seq)
        elif record in made:
            found[place] = _Former(kind, {seq}, [_Was(value=True)])
        else:
            found[place] = _Former(kind, {seq}, _differing(before.get(seq, [])))
    return found


def _versions_before(connection: Connection, step: int) -> dict[int, list[_Was]]:
    """Return the versions that each change of the step replaced."""
    before, its_step = aliased(Change), aliased(Step)
    columns = (
        Change.seq, Change.kind, Change.field, before.seq, its_step.id, before.ordinal,
        before.field, before.value,
    )  # fmt: skip
    one = select(*columns).join(before, before.seq == Change.replaces)
    more = (
        select(*columns)
        .join(Seen, Seen.change == Change.seq)
        .join(before, before.seq == Seen.seen)
        .where((before.field == Change.field) | (before.field == CREATED))
        .where((Change.field != DELETED) | (before.field == DELETED))
    )
    found: dict[int, list[_Was]] = defaultdict(list)
    for statement in (one, more):
        rows = connection.execute(
            statement.join(its_step, its_step.seq == before.step).where(Change.step == step)
        )
        for seq, kind, name, change, its_id, ordinal, field, text in rows:
            value = told(text)
            if field == CREATED:
                value = value.get(name)
            blank = field == CREATED and value == defaults_of(RECORDS[kind]).get(name)
            found[seq].append(_Was(value, change, (its_id, ordinal), merely_made=blank))
    return found


def _differing(before: list[_Was]) -> list[_Was]:
    """Return the versions that a person saw, each value once, in the order all laptops agree on."""
    said = [was for was in before if not was.merely_made] or before[:1] or [_Was(value=None)]
    last = {encode(was.value): was for was in sorted(said, key=lambda was: was.key)}
    return sorted(last.values(), key=lambda was: was.key)


def _changed_since(connection: Connection, step: int, origin: str) -> Since:
    """Return what others changed since, of the records that the step touched."""
    later, its_step = aliased(Change), aliased(Step)
    others = select(Step.seq).where(Step.seq > step, Step.origin != origin).limit(1)
    if connection.scalar(others) is None:
        return {}
    found: Since = defaultdict(set)
    rows = connection.execute(
        select(later.record, later.field)
        .join(Change, (Change.record == later.record) & (Change.seq < later.seq))
        .join(its_step, its_step.seq == later.step)
        .where(Change.step == step, its_step.origin != origin)
        .distinct()
    )
    for record, name in rows:
        found[record].add(name)
    return found


def _parted(connection: Connection, former: dict[Place, _Former]) -> dict[Place, set[int]]:
    """Return the versions of those fields that have parted."""
    noted = connection.execute(select(Parted.record, Parted.field))
    places = {(record, name) for record, name in noted} & set(former)
    return {
        (each.record, name): {version.seq for version in each.unreplaced(name)}
        for each in lineages(connection, {record for record, _name in places})
        for record, name in places
        if record == each.record
    }


def _is_newer(place: Place, was: _Former, since: Since) -> bool:
    record, name = place
    others = since.get(record, set())
    removes = name == DELETED and was.before[0].value is True and was.removal is None
    return bool(others if removes else others & {name, DELETED, CREATED})


def _put_back(
    connection: Connection, recorder: Recorder, former: dict[Place, _Former], since: Since
) -> None:
    plain: list[dict[str, Any]] = []
    removals: list[tuple[Place, _Former, int]] = []
    rows: Rows = defaultdict(list)
    for (record, name), was in former.items():
        if name == DELETED and was.removal is not None:
            removals.append(((record, name), was, was.removal))
            continue
        value = decode(type_of(was.kind, name), was.before[0].value)
        rows[was.kind, name].append({"of_record": record, "put": value})
        plain.append({"kind": was.kind, "record": record, "field": name, "value": encode(value)})
    write(connection, rows)
    recorder.record(connection, plain)
    if removals:
        _remove_again(connection, recorder, removals, since)


def _remove_again(
    connection: Connection,
    recorder: Recorder,
    removals: list[tuple[Place, _Former, int]],
    since: Since,
) -> None:
    """Let removals stand again that know no more of their records than they did.

    What this very step put back of a record is known to it too, and all that came after the step
    it reverses, where that was this laptop's alone: it has all been taken back before.
    """
    changes = [
        {"kind": was.kind, "record": record, "field": name, "value": encode(True)}  # noqa: FBT003
        for (record, name), was, _removal in removals
    ]
    first = recorder.count
    recorder.record(connection, changes, knowing=False)
    written = connection.scalars(
        select(Change.seq)
        .where(Change.step == recorder.seq, Change.ordinal >= first)
        .order_by(Change.ordinal)
    )
    pairs = [
        {"again": seq, "removal": removal}
        for seq, (_place, _was, removal) in zip(written, removals, strict=True)
    ]
    again, removal = bindparam("again", type_=Integer), bindparam("removal", type_=Integer)
    knew = select(again, Seen.seen).where(Seen.change == removal)
    also = select(again, Change.replaces).where(Change.seq == removal, Change.replaces.is_not(None))
    for known in (knew, also):
        connection.execute(_also_knew(known), pairs)
    later, itself = aliased(Change), aliased(Change)
    own = (
        select(again, later.seq)
        .join(itself, itself.record == later.record)
        .where(itself.seq == again, later.step >= bindparam("first"), later.field != DELETED)
    )
    reversed_step = recorder.reverses or recorder.seq
    firsts = [
        {"again": pair["again"], "first": recorder.seq if record in since else reversed_step}
        for pair, ((record, _name), _was, _removal) in zip(pairs, removals, strict=True)
    ]
    connection.execute(_also_knew(own), firsts)
    settle(connection, {record: {DELETED} for (record, _name), _was, _removal in removals})


def _also_knew(known: Select[int, Any]) -> Insert:
    return insert(Seen).prefix_with("OR IGNORE").from_select(["change", "seen"], known)


def _part_again(connection: Connection, recorder: Recorder, former: dict[Place, _Former]) -> None:
    """Open again what the step had settled, with all the versions that there were."""
    changes = [
        {
            "kind": was.kind,
            "record": record,
            "field": name,
            "value": encode(version.value),
            "replaces": max(was.changes),
        }
        for (record, name), was in former.items()
        for version in was.before
    ]
    touched: dict[str, set[str]] = defaultdict(set)
    for record, name in former:
        touched[record].add(name)
    if changes:
        recorder.record(connection, changes, knowing=False)
        settle(connection, touched)
