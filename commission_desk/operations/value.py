"""Quality against cost: graded agreements on one scale beside what they cost, like with like."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.scales import scale
from commission_desk.domain.value_chart import ValuePoint
from commission_desk.operations.ratings import USUAL
from commission_desk.store.tables import Agreement, Organisation

GOOD_TONES = ("green", "blue")  # the tones of grades that need no improvement


@dataclass(frozen=True, slots=True)
class ValueRow:
    """An agreement in the chart; ``unit`` is empty where its cost is that of a year."""

    id: str
    reference: str
    title: str
    provider: str
    value: str
    pence: int
    unit: str
    likes: int
    point: ValuePoint

    @property
    def quadrant(self) -> str:
        """Which quadrant it stands in."""
        return self.point.quadrant


@dataclass(frozen=True, slots=True)
class ValueView:
    """The chart of a scale; ``left_out`` have no grade on it or no cost, and cannot be shown."""

    scale: str
    rows: tuple[ValueRow, ...]
    parted: float
    left_out: int
    marks: tuple[tuple[float, str], ...] = ()


def value_view(session: Session, scale_id: str = USUAL) -> ValueView:
    """Return graded agreements with their cost against the middle of their like.

    What one unit costs is compared with others of that unit, where two or more are recorded; all
    other agreements by what they cost a year.
    """
    found = session.execute(
        select(
            Agreement.id, Agreement.reference, Agreement.title, Organisation.name,
            Agreement.grade, Agreement.grade_word, Agreement.grade_scale, Agreement.annual_pence,
            Agreement.unit_pence, Agreement.unit_of,
        )
        .outerjoin(Organisation, Organisation.id == Agreement.provider_id)
        .where(Agreement.deleted.is_(False))
        .order_by(Agreement.reference, Agreement.id)
    ).all()  # fmt: skip
    chosen = scale(scale_id)
    ranks = {point.value: chosen.rank(point.value) for point in chosen.points}
    least = max((rank for rank in ranks.values() if rank is not None), default=0) or 1
    good = {point.value for point in chosen.points if point.tone in GOOD_TONES}
    graded = [
        (row, str(row.grade) if row.grade is not None else row.grade_word)
        for row in found
        if row.grade_scale == scale_id
    ]
    graded = [(row, value) for row, value in graded if ranks.get(value) is not None]
    units: dict[str, list[int]] = defaultdict(list)
    for row, _value in graded:
        if row.unit_pence and row.unit_of.strip():
            units[_plain(row.unit_of)].append(row.unit_pence)
    yearly = [
        row.annual_pence for row, _v in graded if row.annual_pence and not _by_unit(row, units)
    ]
    # once each: a hundred thousand agreements share a few lists
    middles = {unit: median(pence) for unit, pence in units.items()}
    of_year = median(yearly) if yearly else 0
    made = []
    for row, value in graded:
        by_unit = _by_unit(row, units)
        pence = row.unit_pence if by_unit else row.annual_pence
        if not pence:
            continue
        unit = _plain(row.unit_of)
        middle, likes = (middles[unit], units[unit]) if by_unit else (of_year, yearly)
        quality = 1 - (ranks[value] or 0) / least
        point = ValuePoint(row.id, quality, pence / middle, value in good)
        made.append(
            ValueRow(
                row.id, row.reference, row.title, row.name or "", value, pence,
                row.unit_of.strip() if by_unit else "", len(likes), point,
            )
        )  # fmt: skip
    ranked_good = [rank for value, rank in ranks.items() if rank is not None and value in good]
    parted = 1 - (max(ranked_good, default=0) + 0.5) / least
    marks = tuple(
        (1 - rank / least, str(point.score))
        for point in chosen.points
        if point.score is not None
        for rank in (ranks[point.value],)
        if rank is not None
    )
    return ValueView(scale_id, tuple(made), parted, len(found) - len(made), marks)


def _by_unit(row: object, units: dict[str, list[int]]) -> bool:
    unit = _plain(getattr(row, "unit_of", ""))
    return bool(getattr(row, "unit_pence", None)) and bool(unit) and len(units[unit]) > 1


def _plain(unit: str) -> str:
    return " ".join(unit.split()).casefold()
