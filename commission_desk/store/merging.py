"""Merging two copies of one desk: the union of their histories, and what follows from it.

The order of merging makes no difference, and merging twice is as once. Nothing is lost: a value
yields only to one whose author had seen it; otherwise both stand until a person settles them.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, column, func, insert, select, values
from sqlalchemy.exc import IntegrityError

from commission_desk.domain.errors import UserError
from commission_desk.domain.history import local
from commission_desk.i18n import _
from commission_desk.store import blobs
from commission_desk.store.backups import back_up
from commission_desk.store.derived import refresh_terms
from commission_desk.store.engine import working_engine, writing
from commission_desk.store.erasing import apply_erasures
from commission_desk.store.foreign import (
    checked_desk_id,
    not_ours,
    open_immutable,
    sealed_desk_id,
    step_ids,
)
from commission_desk.store.incoming import (
    Key,
    NewChange,
    News,
    NewStep,
    Unmergeable,
    read_news,
)
from commission_desk.store.locking import Key as LockKey
from commission_desk.store.sealed import check, readable
from commission_desk.store.standing import settle
from commission_desk.store.tables import Change, Erasure, Parted, Seen, Step
from commission_desk.store.thinning import KIND as THIN
from commission_desk.store.thinning import thin, thinned_until
from commission_desk.store.trouble import plainly
from commission_desk.store.upgrading import as_of_today
from commission_desk.store.versions import chunks
from commission_desk.store.working import desk_id

FOLDER = "merging "
Place = tuple[str, str, str]  # a kind, a record and a field; without a field, the whole record


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought in: so many steps, the fields they changed, those that have parted."""

    digest: bytes  # of the file, as it was read
    steps: int = 0
    changed: tuple[Place, ...] = ()
    parted: tuple[Place, ...] = ()

    @property
    def tables(self) -> frozenset[str]:
        """The kinds of records touched."""
        return frozenset(kind for kind, _record, _field in self.changed)

    def after(self, earlier: "Merged | None") -> "Merged":
        """Return this merge with one that came just before it."""
        if earlier is None or not earlier.steps:
            return self
        return Merged(
            self.digest,
            earlier.steps + self.steps,
            tuple(sorted({*earlier.changed, *self.changed})),
            tuple(sorted({*earlier.parted, *self.parted})),
        )


def merge_file(
    working_copy: Path, sealed: Path, backups: Path | None = None, key: LockKey | None = None
) -> Merged:
    """Take into a working copy what another copy of its desk knows.

    The file is read as a stranger's, from a copy of our own, and stays as it is. If it brings
    anything, a backup is made in ``backups`` first. Raises Unmergeable for a file that is damaged,
    newer, or of another desk, NeedsPassphrase for one that ``key`` does not open, UserError when
    this laptop's disk refuses.
    """
    for left in working_copy.parent.glob(f"{FOLDER}*"):
        shutil.rmtree(left, ignore_errors=True)  # by a process that was killed
    with tempfile.TemporaryDirectory(dir=working_copy.parent, prefix=FOLDER) as folder:
        copy = Path(folder) / sealed.name
        digest = _copied(sealed, copy)
        with readable(copy, key, Path(folder)) as plain:
            _expect(plain, desk_id(working_copy), checked=plain == copy)
            known = set(step_ids(working_copy, sealed=False))
            if known.issuperset(step_ids(plain, sealed=True)):
                return Merged(digest)
            if backups is not None:
                back_up(working_copy, backups, key=key)
            theirs = as_of_today(plain, Path(folder))
            # Before we hold the lock that edits wait for: only who is alone with a desk adds to it
            # what another copy knows, and an edit made meanwhile is in none of its copies.
            return _merge_in(working_copy, theirs, read_news(theirs, known), digest)


def _merge_in(working_copy: Path, plain: Path, news: News, digest: bytes) -> Merged:
    if not news.steps:
        return Merged(digest)
    engine = working_engine(working_copy)
    try:
        with plainly(), writing(engine).begin() as connection:
            return _merge(connection, news, digest, plain)
    except IntegrityError as problem:
        raise Unmergeable(str(not_ours(plain))) from problem
    finally:
        engine.dispose()


def _take_files(connection: Connection, plain: Path) -> None:
    """Take in the files of documents that came with the news; raises Unmergeable."""
    try:
        with closing(open_immutable(plain)) as theirs:
            blobs.take_in(_raw(connection), theirs)
    except (ValueError, sqlite3.DatabaseError) as problem:
        raise Unmergeable(str(not_ours(plain))) from problem


def _copied(sealed: Path, copy: Path) -> bytes:
    """Copy a file to where nobody else writes; return its digest if it is sound."""
    try:
        shutil.copyfile(sealed, copy)
    except OSError as problem:
        raise UserError(
            _("“{name}” cannot be opened ({reason}).").format(
                name=sealed.name, reason=problem.strerror or problem
            )
        ) from problem
    try:
        return check(copy)
    except UserError as problem:
        raise Unmergeable(str(problem)) from problem


def _expect(plain: Path, desk: str, *, checked: bool) -> None:
    """Raise Unmergeable unless a file is a copy of the desk."""
    try:
        its = checked_desk_id(plain) if checked else sealed_desk_id(plain)
    except UserError as problem:
        raise Unmergeable(str(problem)) from problem
    if its != desk:
        raise Unmergeable(
            _(
                "“{name}” is another desk, not a copy of this one, so they cannot be merged. "
                "Nothing was changed."
            ).format(name=plain.name)
        )


def _merge(connection: Connection, news: News, digest: bytes, plain: Path) -> Merged:
    last = connection.scalar(select(func.max(Change.seq))) or 0
    _add(connection, news)
    touched: dict[str, set[str]] = {}
    for change in news.changes:
        touched.setdefault(change.record, set()).add(change.field)
    settle(connection, touched)
    places = tuple(sorted({(each.kind, each.record, each.field) for each in news.changes}))
    refresh_terms(connection, places)
    _take_files(connection, plain)  # before erasing, which looks into them
    _erase_again(connection, news, last)
    _thin_again(connection, news)
    return Merged(digest, len(news.steps), places, _parted(connection, touched))


def _erase_again(connection: Connection, news: News, last: int) -> None:
    """Keep erased what either side has erased, in what came in and in what was here."""
    raw = _raw(connection)
    known = set(connection.scalars(select(Erasure.id)))
    fresh = [each for each in news.erasures if each["id"] not in known]
    if fresh:
        connection.execute(insert(Erasure), fresh)
    apply_erasures(raw, 0 if fresh else last)


def _thin_again(connection: Connection, news: News) -> None:
    """Thin what either side has thinned, in what came in and in what was here."""
    days = [date.fromisoformat(step.source) for step in news.steps if step.kind == THIN]
    known = thinned_until(connection)
    if known is not None and any(step.taken_at <= known for step in news.steps):
        days.append(local(known).date())
    if days:
        thin(connection, max(days), date.today())  # noqa: DTZ011 - the person's own day


def _add(connection: Connection, news: News) -> None:
    """Add the steps and changes to the history, in their order, under numbers of our own."""
    steps = _numbers_of_steps(connection, news)
    connection.execute(insert(Step), [_step_row(each, steps) for each in news.steps])
    if not news.changes:
        return
    changes = _numbers_of_changes(connection, news, steps)
    rows = [_change_row(each, steps, changes) for each in news.changes]
    connection.execute(insert(Change), rows)
    pairs = [
        {"change": changes[each.key], "seen": changes[other]}
        for each in news.changes
        for other in each.seen
    ]
    if pairs:
        connection.execute(insert(Seen), pairs)


def _numbers_of_steps(connection: Connection, news: News) -> dict[str, int]:
    last = connection.scalar(select(func.max(Step.seq))) or 0
    numbers = {step.id: last + place for place, step in enumerate(news.steps, start=1)}
    before = {step.reverses for step in news.steps if step.reverses}
    before |= {key[0] for each in news.changes for key in _referred(each)}
    for some in chunks(before - set(numbers)):
        rows = connection.execute(select(Step.id, Step.seq).where(Step.id.in_(some)))
        numbers |= {step: seq for step, seq in rows}  # noqa: C416 - a row is no pair to update by
    return numbers


def _numbers_of_changes(
    connection: Connection, news: News, steps: dict[str, int]
) -> dict[Key, int]:
    last = connection.scalar(select(func.max(Change.seq))) or 0
    numbers = {each.key: last + place for place, each in enumerate(news.changes, start=1)}
    before = {key for each in news.changes for key in _referred(each)} - set(numbers)
    ids = {steps[key[0]]: key[0] for key in before}
    for some in chunks((steps[step], ordinal) for step, ordinal in before):
        numbers |= _known(connection, some, ids)
    return numbers


def _known(
    connection: Connection, some: Sequence[tuple[int, int]], ids: dict[int, str]
) -> dict[Key, int]:
    asked = (
        values(column("step", Integer), column("ordinal", Integer), name="asked")
        .data(list(some))
        .cte()
    )  # joined, so that SQLite looks each one up instead of reading them all
    rows = connection.execute(
        select(Change.step, Change.ordinal, Change.seq).join(
            asked, (Change.step == asked.c.step) & (Change.ordinal == asked.c.ordinal)
        )
    )
    return {(ids[step], ordinal): seq for step, ordinal, seq in rows}


def _referred(change: NewChange) -> tuple[Key, ...]:
    return (*change.seen, change.replaces) if change.replaces else change.seen


def _step_row(step: NewStep, numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "seq": numbers[step.id],
        "id": step.id,
        "kind": step.kind,
        "label": step.label,
        "who": step.who,
        "taken_at": step.taken_at,
        "source": step.source,
        "origin": step.origin,
        "reverses": numbers[step.reverses] if step.reverses else None,
    }


def _change_row(
    change: NewChange, steps: dict[str, int], changes: dict[Key, int]
) -> dict[str, Any]:
    step, ordinal = change.key
    return {
        "seq": changes[change.key],
        "step": steps[step],
        "ordinal": ordinal,
        "kind": change.kind,
        "record": change.record,
        "field": change.field,
        "replaces": changes[change.replaces] if change.replaces else None,
        "value": change.value,
    }


def _parted(connection: Connection, touched: dict[str, set[str]]) -> tuple[Place, ...]:
    return tuple(
        (kind, record, name)
        for some in chunks(touched)
        for kind, record, name in connection.execute(
            select(Parted.kind, Parted.record, Parted.field).where(Parted.record.in_(some))
        )
    )


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
