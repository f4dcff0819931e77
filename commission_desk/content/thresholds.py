"""Figures the checks use, each with its source and the day it began."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import STATUSES, Entry, open_content

UNITS = ("days", "months", "years", "count", "percent", "pounds", "megabytes")


@dataclass(frozen=True, slots=True)
class Threshold:
    """One figure from the day it began until the next with the same id.

    ``value`` is a whole number of ``unit``; amounts are pounds with or without VAT as ``note``
    says. ``status`` tells a figure that still binds from one kept for older records, which does
    not bind after ``until``. ``own`` is set where a team may set a figure of its own.
    """

    id: str
    value: int
    unit: str
    since: date
    status: str
    title: Label
    note: Label
    source: str
    until: date | None = None
    own: bool = False

    @property
    def pence(self) -> int:
        """The amount in pence; a ValueError if the figure is not money."""
        if self.unit != "pounds":
            raise ValueError(f"{self.id} is in {self.unit}, not in pounds")
        return self.value * 100


@cache
def thresholds() -> tuple[Threshold, ...]:
    """Return every figure, earlier ones included, in the order of the file."""
    return read_thresholds(open_content("thresholds.toml"))


def threshold(threshold_id: str, on: date | None = None) -> Threshold:
    """Return the figure in force on a day, or the newest; a KeyError if there is none."""
    known = [t for t in thresholds() if t.id == threshold_id]
    if not known:
        raise KeyError(f"no threshold {threshold_id!r}")
    in_force = [t for t in known if on is None or t.since <= on]
    ended = on is not None and bool(in_force) and (last_day(in_force) or on) < on
    if not in_force or ended:
        raise KeyError(f"no threshold {threshold_id!r} on {on}")
    return max(in_force, key=lambda t: t.since)


def last_day(figures: Iterable[Threshold]) -> date | None:
    """Return the last day of the newest of some figures, if it has one."""
    return max(figures, key=lambda t: t.since).until


def read_thresholds(entry: Entry) -> tuple[Threshold, ...]:
    """Make thresholds of a content file; a figure may come again with a later date."""
    entry.only("threshold")
    tables = entry.fields.get("threshold")
    if not isinstance(tables, list) or not tables:
        entry.fail("has no threshold")
    found: dict[tuple[str, date], Threshold] = {}
    for table in tables:
        made = _threshold(Entry(entry.file, f"threshold {table.get('id')!r}", table))
        if (made.id, made.since) in found:
            entry.fail(f"threshold {made.id!r} is there twice since {made.since}")
        found[made.id, made.since] = made
    return tuple(found.values())


def _threshold(entry: Entry) -> Threshold:
    entry.only("id", "value", "unit", "since", "status", "title", "note", "source",
               "until", "own")  # fmt: skip
    return Threshold(
        id=entry.id(),
        value=entry.whole("value"),
        unit=entry.choice("unit", UNITS),
        since=entry.date("since"),
        status=entry.choice("status", STATUSES, default="current"),
        title=entry.label("title"),
        note=entry.label("note", optional=True),
        source=entry.text("source"),
        until=entry.date("until") if "until" in entry.fields else None,
        own=entry.flag("own"),
    )
