"""What one agreement says on its two pages."""

from dataclasses import dataclass
from datetime import date

from commission_desk.domain.papers import House


@dataclass(frozen=True, slots=True)
class AgreementMeasure:
    """A measure with its newest results; ``values`` are the numbers of its trend."""

    title: str
    kind: str
    target: str
    latest: str
    period: str
    standing: str
    values: tuple[float, ...] = ()
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """An agreement on two pages: facts under headings, then tables of what hangs on it."""

    house: House
    printed_on: date
    title: str
    subtitle: str
    figures: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    about: str
    measures: tuple[AgreementMeasure, ...]
    risks: tuple[tuple[str, ...], ...]
    actions: tuple[tuple[str, ...], ...]
    meetings: tuple[tuple[str, ...], ...]
