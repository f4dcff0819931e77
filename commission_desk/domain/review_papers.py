"""What a printed yearly review says, as plain data."""

from dataclasses import dataclass
from datetime import date

from commission_desk.domain.papers import House, PlanTableRows


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What the registers say of a topic; ``nothing`` is printed in place of rows."""

    table: PlanTableRows
    information: str = ""
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A question with its answer, or why it does not apply, and what was drawn beside it."""

    number: str
    title: str
    text: str = ""
    reason: str = ""
    facts: tuple[ReviewFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPaper:
    """A whole review; ``purposes`` say what a review is for."""

    house: House
    plan: str
    year: int
    care_group: str = ""
    period: str = ""
    version: str = ""
    since: date | None = None
    until: date | None = None
    took_part: str = ""
    draft: bool = True
    finished_on: date | None = None
    printed_on: date | None = None
    purposes: tuple[str, ...] = ()
    lines: tuple[ReviewLine, ...] = ()
    changes: PlanTableRows | None = None
    followed: str = ""
    source: str = ""
