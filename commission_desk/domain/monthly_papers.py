"""What the papers of a monthly run say, as plain data: the exception report and the chase list."""

from dataclasses import dataclass
from datetime import date

from commission_desk.domain.papers import House, PlanTableRows


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """A paper of a month: facts at its head, sentences, and tables with their own titles.

    ``name`` is what the paper is; ``reader`` the role that it is written for. A table without rows
    is replaced by its notes.
    """

    house: House
    name: str
    month: str
    reader: str = ""
    draft: bool = True
    printed_on: date | None = None
    facts: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()
    tables: tuple[PlanTableRows, ...] = ()
    source: str = ""
