"""What a printed review of an agreement, and a printed forward plan, say, as plain data."""

from dataclasses import dataclass
from datetime import date

from commission_desk.domain.papers import House, PlanTableRows


@dataclass(frozen=True, slots=True)
class Told:
    """A heading and what stands below it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AgreementReviewPaper:
    """A review whole; ``tables`` are what the desk said, an empty one with its reason in notes."""

    house: House
    title: str
    name: str
    facts: tuple[tuple[str, str], ...] = ()
    draft: bool = True
    tables: tuple[PlanTableRows, ...] = ()
    moved: Told | None = None
    moved_lines: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    evaluation: tuple[Told, ...] = ()
    actions: PlanTableRows | None = None
    printed_on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ForwardPaper:
    """A forward plan: what comes by month, the ends nobody has planned for, and the reviews."""

    house: House
    name: str
    period: str
    summary: tuple[str, ...] = ()
    months: PlanTableRows | None = None
    lines: PlanTableRows | None = None
    gaps: PlanTableRows | None = None
    reviews: tuple[PlanTableRows, ...] = ()
    printed_on: date | None = None
