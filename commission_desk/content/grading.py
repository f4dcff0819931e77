"""The rules by which figures suggest a grade, and the gaps that no descriptor covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, open_content
from commission_desk.content.scales import scale
from commission_desk.domain.grading import AMOUNTS, PARTS, Tally


@dataclass(frozen=True, slots=True)
class GradeRule:
    """A point of a scale and how the measures stand where its words fit."""

    id: str
    point: str
    when: Mapping[str, str]
    why: Label


@dataclass(frozen=True, slots=True)
class Gap:
    """A way that measures can stand which no descriptor covers, and the points nearest to it."""

    id: str
    when: Mapping[str, str]
    why: Label
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grading:
    """The rules of one scale, the best grade first, and its gaps."""

    id: str
    note: Label
    dated: date
    source: str
    rules: tuple[GradeRule, ...]
    gaps: tuple[Gap, ...]

    def fitting(self, tally: Tally) -> tuple[GradeRule, ...]:
        """Return the rules whose words fit, the best grade first; several may."""
        return tuple(rule for rule in self.rules if tally.total and tally.fits(rule.when))

    def gap(self, tally: Tally) -> Gap | None:
        """Return the gap that the figures fall into, where no rule fits."""
        return next((gap for gap in self.gaps if tally.fits(gap.when)), None)


@cache
def gradings() -> tuple[Grading, ...]:
    """Return the rules of every scale that has any."""
    return read_gradings(open_content("grading.toml"))


def grading(scale_id: str) -> Grading | None:
    """Return the rules of a scale, or None where its grades are a person's alone."""
    return next((found for found in gradings() if found.id == scale_id), None)


def read_gradings(entry: Entry) -> tuple[Grading, ...]:
    """Make gradings of a content file."""
    entry.only("grading")
    return tuple(_grading(table) for table in entry.entries("grading"))


def _grading(entry: Entry) -> Grading:
    entry.only("id", "note", "dated", "source", "rule", "gap")
    known = {point.value for point in scale(entry.id()).points}
    rules = tuple(_rule(table, known) for table in entry.entries("rule"))
    return Grading(
        id=entry.id(),
        note=entry.label("note"),
        dated=entry.date("dated"),
        source=entry.text("source"),
        rules=rules,
        gaps=tuple(_gap(table, known) for table in entry.entries("gap")),
    )


def _rule(entry: Entry, known: set[str]) -> GradeRule:
    entry.only("id", "point", "when", "why")
    point = entry.choice("point", sorted(known))
    return GradeRule(entry.id(), point, _when(entry), entry.label("why"))


def _gap(entry: Entry, known: set[str]) -> Gap:
    entry.only("id", "when", "why", "nearest")
    nearest = entry.texts("nearest")
    if not set(nearest) <= known:
        entry.fail("nearest names a point that the scale does not have")
    return Gap(entry.id(), _when(entry), entry.label("why"), nearest)


def _when(entry: Entry) -> Mapping[str, str]:
    value = entry.fields.get("when")
    if not isinstance(value, dict) or not value:
        entry.fail("when must say how the measures stand")
    for part, amount in value.items():
        if part not in PARTS or amount not in AMOUNTS:
            entry.fail(f"when {part} = {amount!r} is not known")
    return {str(part): str(amount) for part, amount in value.items()}
