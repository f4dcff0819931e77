"""What another copy of the desk knows that ours does not: steps and changes, read as a stranger's.

Only the history is read: what the tables of the other copy say follows from it.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite
from pathlib import Path
from typing import Any

from sqlalchemy import Column

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_json
from commission_desk.store.allowed import MISSING, RICH, STEP_KINDS
from commission_desk.store.erasing import TOMBSTONES
from commission_desk.store.foreign import not_ours, open_immutable
from commission_desk.store.tables import RECORDS, Erasure
from commission_desk.store.tables.history import CREATED
from commission_desk.store.thinning import KIND as THIN
from commission_desk.store.versions import chunks

Key = tuple[str, int]  # a change on any laptop: its step's id and its place in the step
STEP = "SELECT seq, id, kind, label, who, taken_at, source, origin, reverses FROM step ORDER BY seq"
CHANGE = "SELECT seq, step, ordinal, kind, record, field, replaces, value FROM change"
DATES: dict[type, Callable[[str], object]] = {
    date: date.fromisoformat,
    time: time.fromisoformat,
}


class Unmergeable(UserError):  # noqa: N818 - named as UserError is: for what a person reads
    """A file that cannot be merged, however often it is tried."""


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step that ours lacks; ``reverses`` is the id of the step it takes back."""

    id: str
    kind: str
    label: str
    who: str
    taken_at: datetime
    source: str
    origin: str
    reverses: str | None


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change that ours lacks, with what it had seen by keys that hold on any laptop.

    ``value`` is None where it was thinned out.
    """

    key: Key
    kind: str
    record: str
    field: str
    value: str | None
    replaces: Key | None
    seen: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class News:
    """All that another copy knows and ours does not, in the order it came to know it."""

    steps: tuple[NewStep, ...] = ()
    changes: tuple[NewChange, ...] = ()
    erasures: tuple[dict[str, Any], ...] = ()  # all it knows of


def read_news(sealed: Path, known: set[str]) -> News:
    """Read what a copy of the desk knows besides the steps that are ``known``.

    Raises Unmergeable where it says what ours cannot hold.
    """
    try:
        with closing(open_immutable(sealed)) as connection:
            return _Reading(connection, known).news()
    except (sqlite3.Error, ValueError, TypeError, KeyError, AttributeError, RecursionError) as odd:
        raise Unmergeable(str(not_ours(sealed))) from odd


class _Reading:
    """One reading of a sealed file; ValueError for whatever ours could not hold."""

    def __init__(self, connection: sqlite3.Connection, known: set[str]) -> None:
        self.connection = connection
        rows = connection.execute(STEP).fetchall()
        self.ids: dict[int, str] = {row[0]: row[1] for row in rows}
        self.fresh = [row for row in rows if row[1] not in known]

    def news(self) -> News:
        steps = tuple(self._step(row) for row in self.fresh)
        rows = list(self._of("step", (row[0] for row in self.fresh), CHANGE))
        rows.sort()
        own = {row[0] for row in rows}
        seen: dict[int, list[int]] = {}
        for change, other in self._of("change", own, "SELECT change, seen FROM seen"):
            seen.setdefault(change, []).append(other)
        keys = self._keys(rows, seen)
        _require(self.connection.execute(MISSING).fetchone() is None)
        changes = tuple(self._change(row, keys, seen.get(row[0], [])) for row in rows)
        return News(steps, changes, tuple(self._erasures()))

    def _erasures(self) -> Iterable[dict[str, Any]]:
        columns = [column.name for column in Erasure.__table__.columns]
        for row in self.connection.execute(f"SELECT {', '.join(columns)} FROM erasure"):  # noqa: S608
            said = dict(zip(columns, row, strict=True))
            said["erased_at"] = datetime.fromisoformat(said["erased_at"])
            texts = ("id", "who", "salt", "hashes", "records")
            _require(all(isinstance(said[name], str) for name in texts))
            _require(all(isinstance(said[name], int) for name in ("longest", "erased")))
            _require(all(isinstance(each, str) for each in json.loads(said["hashes"])))
            _require(all(kind in TOMBSTONES for kind, _record in json.loads(said["records"])))
            yield said

    def _keys(self, rows: list[Any], seen: dict[int, list[int]]) -> dict[int, Key]:
        """Return the keys of the changes, and of all that they refer to."""
        keys = {row[0]: (self.ids[row[1]], row[2]) for row in rows}
        before = {row[6] for row in rows if row[6] is not None}
        before |= {other for others in seen.values() for other in others}
        for seq, step, ordinal in self._of(
            "seq", before - set(keys), "SELECT seq, step, ordinal FROM change"
        ):
            keys[seq] = (self.ids[step], ordinal)
        return keys

    def _of(self, column: str, numbers: Iterable[int], sql: str) -> Iterable[Any]:
        for some in chunks(sorted(numbers)):
            marks = ", ".join("?" * len(some))
            yield from self.connection.execute(f"{sql} WHERE {column} IN ({marks})", some)

    def _step(self, row: Any) -> NewStep:
        _seq, its_id, kind, label, who, taken_at, source, origin, reverses = row
        _require(kind in STEP_KINDS)
        _require(all(isinstance(text, str) for text in (its_id, label, who, source, origin)))
        before = None if reverses is None else self.ids[reverses]
        at = datetime.fromisoformat(taken_at)
        if kind == THIN:
            date.fromisoformat(source)
        return NewStep(its_id, kind, label, who, at, source, origin, before)

    def _change(self, row: Any, keys: dict[int, Key], seen: list[int]) -> NewChange:
        seq, _step, ordinal, kind, record, field, replaces, value = row
        _require(isinstance(ordinal, int) and isinstance(record, str))
        columns = RECORDS[kind].__table__.columns
        said = {} if value is None else json.loads(value)
        held = said if value is None or field == CREATED else {field: said}
        for name, each in held.items():
            _require(name != "id" and fits(kind, columns[name], each))
        before = None if replaces is None else keys[replaces]
        others = tuple(keys[other] for other in seen)
        return NewChange(keys[seq], kind, record, field, value, before, others)


def fits(kind: str, column: Column[Any], value: Any) -> bool:
    """Whether a column of ours can hold a value as JSON has it."""
    wanted = column.type.python_type
    if value is None:
        return bool(column.nullable)
    if wanted in DATES:
        DATES[wanted](value)
        return True
    if (kind, column.key) in RICH and value:
        from_json(value)
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    return isinstance(value, wanted)


def _require(sound: bool) -> None:
    if not sound:
        raise ValueError("our tables cannot hold it")
