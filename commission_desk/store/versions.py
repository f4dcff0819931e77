"""The versions of a field: its values that nobody who had seen them has replaced.

A field that people change one after another has one version. Two who changed it without seeing each
other leave two, and both stand until a person settles them. The record's making stands for every
field not changed since. What stands is worked out from the history alone, so every laptop that
holds the same history shows the same, in whatever order it was put together.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from commission_desk.store.tables import RECORDS, Change, Seen, Step
from commission_desk.store.tables.base import defaults_of
from commission_desk.store.tables.history import CREATED

DELETED = "deleted"
# What follows from other fields is worked out again and never a question to a person.
DERIVED = frozenset({("agreement", name) for name in ("current_end", "decide_by", "latest_end")})
# Nor is which of two who both dealt with a comment did so: every laptop shows the same of them.
UNASKED = DERIVED | {("plan_comment", name) for name in ("resolved_on", "resolved_by")}
AT_ONCE = 500


@dataclass(slots=True)
class Version:
    """One change of a field, or the making of its record, in a history."""

    seq: int
    key: tuple[str, int]  # its step's id and its place in it: the same on every laptop
    field: str
    parents: set[int]  # what it had seen
    value: Any = None  # as JSON has it; of a making, all fields

    def of(self, name: str) -> Any:
        """Return the value this gives a field."""
        return self.value.get(name) if self.field == CREATED else self.value


@dataclass(slots=True)
class Lineage:
    """The history of one record, without the values but of what still stands."""

    kind: str
    record: str
    made: list[Version] = field(default_factory=list)
    changed: dict[str, list[Version]] = field(default_factory=dict)

    def unreplaced(self, name: str) -> list[Version]:
        """Return the changes of a field, and the makings, that no change of it replaces."""
        changes = self.changed.get(name, [])
        seen = {parent for change in changes for parent in change.parents}
        return [each for each in (*self.made, *changes) if each.seq not in seen]

    def standing(self, name: str) -> list[Version]:
        """Return the versions of a field, in the one order that all laptops agree on.

        What a record merely began with is nobody's word, so it yields to what anybody said.
        """
        found = sorted(self.unreplaced(name), key=lambda version: version.key)
        if len(found) < 2:
            return found
        return self._words_of_somebody(name, found) or found[-1:]

    def is_parted(self, name: str) -> bool:
        """Whether the next change of a field must look for all that it replaces.

        It replaces the newest change of the field, or else the newest making; so it must look
        where more than one stands, or one making among several.
        """
        found = self.unreplaced(name)
        if len(found) > 1:
            said = self._words_of_somebody(name, found)
            if len(said) > 1 or any(each.field == CREATED for each in said):
                return True
        return name == DELETED and bool(self.unseen_by_removal())

    def is_open(self, name: str) -> bool:
        """Whether a person has to settle the field: its versions differ."""
        if (self.kind, name) in UNASKED:
            return False
        values = {json.dumps(each.of(name), sort_keys=True) for each in self.standing(name)}
        return len(values) > 1 or (name == DELETED and bool(self.unseen_by_removal()))

    def unseen_by_removal(self) -> list[tuple[str, Version]]:
        """Return the fields and versions that none of those who removed the record knew of."""
        removals = [each for each in self.standing(DELETED) if each.of(DELETED)]
        if not removals:
            return []
        known = {parent for each in removals for parent in each.parents}
        fields = sorted({*self.changed, *self._said()} - {DELETED})
        return [
            (name, version)
            for name in fields
            if (self.kind, name) not in UNASKED
            for version in self.standing(name)
            if version.seq not in known
        ]

    def shown(self, name: str) -> Any:
        """Return the value that a field shows: of open versions one that all laptops choose.

        A record that is removed only in one version stays to be seen until that is settled.
        """
        if name == DELETED and self.is_open(DELETED):
            return False
        return self.standing(name)[-1].of(name)

    def common(self, name: str) -> Version | None:
        """Return the latest version that everybody had seen before they parted."""
        every = {each.seq: each for each in (*self.made, *self.changed.get(name, ()))}
        pasts = [self._past(each, every) for each in self.standing(name)]
        shared = set.intersection(*pasts) if pasts else set()
        return every[max(shared)] if shared else None

    def _words_of_somebody(self, name: str, found: list[Version]) -> list[Version]:
        blank = defaults_of(RECORDS[self.kind]).get(name)
        return [each for each in found if each.field != CREATED or each.of(name) != blank]

    def _said(self) -> set[str]:
        return {name for each in self.made for name in each.value}

    @staticmethod
    def _past(version: Version, every: dict[int, Version]) -> set[int]:
        past: set[int] = set()
        left = list(version.parents)
        while left:
            parent = left.pop()
            if parent in every and parent not in past:
                past.add(parent)
                left.extend(every[parent].parents)
        return past


def lineages(connection: Connection, records: Iterable[str]) -> Iterator[Lineage]:
    """Read the histories of records, some at a time; records without one are left out."""
    for some in chunks(records):
        found = _read(connection, some)
        standing = {
            version.seq: version
            for lineage in found.values()
            for name in ("", *lineage.changed)
            for version in (*lineage.made, *lineage.unreplaced(name))
        }
        for part in chunks(standing):
            values = select(Change.seq, Change.value).where(Change.seq.in_(part))
            for seq, value in connection.execute(values):
                standing[seq].value = json.loads(value or "null")
        yield from found.values()


def chunks(things: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Give things some at a time, as many as a question to the database may name."""
    everything = list(things)
    for start in range(0, len(everything), AT_ONCE):
        yield everything[start : start + AT_ONCE]


def _read(connection: Connection, records: Sequence[str]) -> dict[str, Lineage]:
    rows = connection.execute(
        select(
            Change.seq, Step.id, Change.ordinal, Change.kind, Change.record, Change.field,
            Change.replaces,
        )
        .join(Step, Step.seq == Change.step)
        .where(Change.record.in_(records))
        .order_by(Change.seq)
    )  # fmt: skip
    also: dict[int, set[int]] = defaultdict(set)
    more = (
        select(Seen.change, Seen.seen)
        .join(Change, Change.seq == Seen.change)
        .where(Change.record.in_(records))
    )
    for change, seen in connection.execute(more):
        also[change].add(seen)
    found: dict[str, Lineage] = {}
    for seq, step, ordinal, kind, record, name, replaces in rows:
        lineage = found.setdefault(record, Lineage(kind, record))
        parents = also.get(seq, set()) | ({replaces} if replaces is not None else set())
        version = Version(seq, (step, ordinal), name, parents)
        if name == CREATED:
            lineage.made.append(version)
        else:
            lineage.changed.setdefault(name, []).append(version)
    return found
