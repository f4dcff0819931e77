"""Rating scales. A grade on one scale is never turned into a grade on another."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import TONES, Entry, by_id, find, open_content


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a scale; ``measures`` says what the figures usually look like at it."""

    value: str
    grade: Label
    descriptor: Label
    guidance: Label
    measures: Label
    tone: str
    icon: str

    @property
    def score(self) -> int | None:
        """The point as a number, or None on a scale of words."""
        return int(self.value) if self.value.isdigit() else None

    def printed(self, language: str) -> str:
        """Return grade, score and descriptor, because descriptors repeat names of other grades."""
        grade, descriptor = self.grade.text(language), self.descriptor.text(language)
        head = grade if self.score is None else f"{grade} {self.score}"
        return head if not descriptor else f"{head}: {descriptor}"


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale, its points in the order they are shown."""

    id: str
    title: Label
    note: Label
    dated: date
    source: str
    points: tuple[Point, ...]

    def point(self, value: int | str) -> Point:
        """Return the point with this value, 6 or "6" or "amber"."""
        return find(by_id(self.points, lambda p: p.value), str(value), f"point on {self.id}")


@cache
def scales() -> tuple[Scale, ...]:
    """Return every scale."""
    return read_scales(open_content("scales.toml"))


def scale(scale_id: str) -> Scale:
    """Return one scale."""
    return find(by_id(scales(), lambda scale: scale.id), scale_id, "scale")


def read_scales(entry: Entry) -> tuple[Scale, ...]:
    """Make scales of a content file."""
    entry.only("scale")
    return tuple(_scale(table) for table in entry.entries("scale"))


def _scale(entry: Entry) -> Scale:
    entry.only("id", "title", "note", "dated", "source", "point")
    return Scale(
        id=entry.id(),
        title=entry.label("title"),
        note=entry.label("note"),
        dated=entry.date("dated"),
        source=entry.text("source"),
        points=tuple(_point(point) for point in entry.entries("point", key="value")),
    )


def _point(entry: Entry) -> Point:
    entry.only("value", "grade", "descriptor", "guidance", "measures", "tone", "icon")
    return Point(
        value=entry.id("value"),
        grade=entry.label("grade"),
        descriptor=entry.label("descriptor", optional=True),
        guidance=entry.label("guidance"),
        measures=entry.label("measures", optional=True),
        tone=entry.choice("tone", TONES),
        icon=entry.text("icon"),
    )
