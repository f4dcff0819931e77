"""A register of agreements as somebody else keeps it, and how its rows match what a desk has."""

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import islice
from typing import Literal

Value = str | int | date | None
Key = tuple[str, ...]
Verdict = Literal["added", "changed", "unchanged"]
EndMeaning = Literal["initial", "extended", "unknown"]

_SAME_WORDS = {"ltd": "limited", "&": "and", "co": "company", "assoc": "association", "st": "saint"}
_READ_AS = {"annual_text": "annual_pence", "total_text": "total_pence", "end_text": "ends"}
_LOOKED_THROUGH = 50  # of many rows alike, how many are compared before the next one is taken


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One agreement as a register states it; an empty text or None says nothing.

    Money is pence, with the text it came from beside it. ``rest`` keeps the columns that have no
    place of their own, heading by heading.
    """

    row_number: int = 0
    source_id: str = ""
    reference: str = ""
    title: str = ""
    description: str = ""
    kind: str = ""
    managed: str = ""
    department: str = ""
    service: str = ""
    provider: str = ""
    provider_number: str = ""
    charity_number: str = ""
    company_number: str = ""
    sector: str = ""
    provider_address: str = ""
    annual_pence: int | None = None
    annual_text: str = ""
    total_pence: int | None = None
    total_text: str = ""
    partner_pence: int | None = None
    awarded: date | None = None
    starts: date | None = None
    ends: date | None = None
    end_meaning: EndMeaning = "unknown"
    end_text: str = ""
    latest_end: date | None = None
    review_on: date | None = None
    notes: str = ""
    rest: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExistingRow:
    """An agreement of the desk, stated as a register would.

    ``settled`` are fields that follow from what people keep on the desk: a register leaves them.
    """

    id: str
    row: RegisterRow
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What taking a row in would change in an agreement."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Match:
    """How a row stands to the desk: new, or the same agreement with or without changes."""

    verdict: Verdict
    existing: ExistingRow | None = None
    changes: tuple[FieldChange, ...] = ()


# The organisation's own numbers and sector only fill gaps; they never make a row "changed".
_OF_THE_ORGANISATION = {
    "provider_number", "charity_number", "company_number", "sector", "provider_address",
}  # fmt: skip
_COMPARED = tuple(
    each.name
    for each in fields(RegisterRow)
    if each.name not in _OF_THE_ORGANISATION | {"row_number", "rest", "latest_end", "end_meaning"}
)


class Matcher:
    """Finds the agreement that each row of a register speaks of, each agreement once.

    A row is known by its source's own id, else by its reference, else by title, provider and start.
    Rows that agree in all of that are told apart by what else they say, and then by their order.
    """

    def __init__(self, existing: Iterable[ExistingRow]) -> None:
        self._by_key: dict[Key, deque[ExistingRow]] = defaultdict(deque)
        self._taken: set[str] = set()
        for one in existing:
            for key in keys_of(one.row):
                self._by_key[key].append(one)

    def match(self, row: RegisterRow) -> Match:
        """Return how ``row`` stands to the desk, and take the agreement it matches."""
        stronger: list[str] = []
        for key in keys_of(row):
            found = self._best(row, key, stronger)
            if found is not None:
                self._taken.add(found[0].id)
                return Match("changed" if found[1] else "unchanged", *found)
            stronger.append(key[0])
        return Match("added")

    def _best(
        self, row: RegisterRow, key: Key, stronger: list[str]
    ) -> tuple[ExistingRow, tuple[FieldChange, ...]] | None:
        best: tuple[ExistingRow, tuple[FieldChange, ...]] | None = None
        candidates = self._by_key.get(key, deque())
        while candidates and candidates[0].id in self._taken:
            candidates.popleft()
        for one in islice(candidates, _LOOKED_THROUGH):
            if one.id in self._taken or any(_differ(row, one.row, name) for name in stronger):
                continue
            changes = tuple(
                change
                for change in changes_between(one.row, row)
                if change.field not in one.settled
            )
            if best is None or len(changes) < len(best[1]):
                best = one, changes
            if not changes:
                break
        return best


def keys_of(row: RegisterRow) -> list[Key]:
    """Return what a row can be known by, the surest first."""
    keys = [(name, plain(getattr(row, name))) for name in ("source_id", "reference")]
    found: list[Key] = [key for key in keys if key[1]]
    starts = row.starts.isoformat() if row.starts else ""
    found.append(("title", plain(row.title), provider_key(row.provider), starts))
    return found


def changes_between(before: RegisterRow, after: RegisterRow) -> tuple[FieldChange, ...]:
    """Return what ``after`` says differently; what it leaves blank changes nothing."""
    changes = [
        FieldChange(name, was, now)
        for name in _COMPARED
        if (now := getattr(after, name)) not in {None, ""} and now != (was := getattr(before, name))
    ]
    changes = [change for change in changes if not _only_worded_otherwise(change, before, after)]
    if after.end_meaning not in {"unknown", before.end_meaning}:
        changes.append(FieldChange("end_meaning", before.end_meaning, after.end_meaning))
    no_options_yet = before.latest_end in {None, before.ends}
    if after.latest_end and no_options_yet and after.latest_end != before.latest_end:
        changes.append(FieldChange("latest_end", before.latest_end, after.latest_end))
    changes += [
        FieldChange(heading, before.rest.get(heading), text)
        for heading, text in after.rest.items()
        if text != before.rest.get(heading)
    ]
    return tuple(changes)


def plain(text: str) -> str:
    """Return a text without capitals and doubled spaces, for comparing."""
    return " ".join(text.casefold().split())


def provider_key(name: str) -> str:
    """Return what the spellings of one name have in common: "A & B Ltd." and "a and b LIMITED"."""
    words = re.sub(r"[^\w& ]", "", name.casefold().replace("&", " & ")).split()
    return " ".join(_SAME_WORDS.get(word, word) for word in words)


def similar_providers(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return groups of names that may be one provider spelt in several ways, the commonest first.

    They are suggestions: only a person can say that two names are one body.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name in names:
        if name.strip():
            counts[_loose(name)][name.strip()] += 1
    return tuple(
        tuple(sorted(group, key=lambda name: (-group[name], name)))
        for group in counts.values()
        if len(group) > 1
    )


def _loose(name: str) -> str:
    """Return a name without "the", "limited" and the like, and without any spaces."""
    dropped = {"the", "limited", "plc", "llp", "cic", "cio", "company", "uk", "and", "cyf"}
    words = [word for word in provider_key(name).split() if word not in dropped]
    return "".join(words) or provider_key(name)


def _only_worded_otherwise(change: FieldChange, before: RegisterRow, after: RegisterRow) -> bool:
    """Say whether a text differs while what it was read as is the same: "£140k" and "140,000"."""
    if change.field == "provider":
        return provider_key(before.provider) == provider_key(after.provider)
    value = _READ_AS.get(change.field)
    if value is None or not change.before:
        return False
    return getattr(after, value) is not None and getattr(before, value) == getattr(after, value)


def _differ(one: RegisterRow, other: RegisterRow, name: str) -> bool:
    mine, theirs = plain(getattr(one, name)), plain(getattr(other, name))
    return bool(mine and theirs and mine != theirs)
