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


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale, its points in the order they are shown."""

    id: str
    title: Label
    note: Label
    dated: date
    source: str
    points: tuple[Point, ...]
    grades: bool = False  # whether agreements are graded on it

    def point(self, value: int | str) -> Point:
        """Return the point with this value, 6 or "6" or "amber"."""
        return find(by_id(self.points, lambda p: p.value), str(value), f"point on {self.id}")

    def point_or_none(self, value: str | None) -> Point | None:
        """Return the point with this value, or None where there is none such."""
        return next((point for point in self.points if value and point.value == value), None)

    def rank(self, value: str) -> int | None:
        """Return how good a point is among those of this scale, 0 for the best of all.

        Points without a tone of their own, such as "Other", are not better or worse.
        """
        best_first = sorted(
            (point for point in self.points if point.tone != "grey"),
            key=lambda point: -(point.score or 0),
        )
        places = {point.value: place for place, point in enumerate(best_first)}
        return places.get(value)

    def printed(self, value: int | str, language: str) -> str:
        """Return grade, score and descriptor, "Good - 6/9 (Good)": always all three.

        Descriptors repeat the names of other grades, so none of the three stands alone.
        """
        point = self.point(value)
        said = point.grade.text(language)
        if point.score is not None:
            most = max(each.score or 0 for each in self.points)
            said = f"{said} - {point.score}/{most}"
        descriptor = point.descriptor.text(language)
        return f"{said} ({descriptor})" if descriptor else said


@cache
def scales() -> tuple[Scale, ...]:
    """Return every scale."""
    return read_scales(open_content("scales.toml"))


def scale(scale_id: str) -> Scale:
    """Return one scale."""
    return find(by_id(scales(), lambda scale: scale.id), scale_id, "scale")


def grading_scales() -> tuple[Scale, ...]:
    """Return the scales that agreements are graded on, the usual one first."""
    return tuple(found for found in scales() if found.grades)


def read_scales(entry: Entry) -> tuple[Scale, ...]:
    """Make scales of a content file."""
    entry.only("scale")
    return tuple(_scale(table) for table in entry.entries("scale"))


def _scale(entry: Entry) -> Scale:
    entry.only("id", "title", "note", "dated", "source", "grades", "point")
    return Scale(
        id=entry.id(),
        title=entry.label("title"),
        note=entry.label("note"),
        dated=entry.date("dated"),
        source=entry.text("source"),
        points=tuple(_point(point) for point in entry.entries("point", key="value")),
        grades=entry.flag("grades"),
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
