"""What the Performance tab shows of an agreement: the suggestion, what is missing and due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.domain.checks import Finding, Need
from commission_desk.domain.periods import periods_due
from commission_desk.operations.actions import ActionRow, actions
from commission_desk.operations.agreement_detail import MeasureView, measures
from commission_desk.operations.checks import in_words
from commission_desk.operations.ratings import RatingView, Suggestion, ratings, suggestion
from commission_desk.operations.records import get
from commission_desk.store.tables import Agreement

TELLING = ("outcome", "experience")  # kinds that say whether a service helps


@dataclass(frozen=True, slots=True)
class PerformanceView:
    """An agreement's performance; ``due`` are the periods by measure that nobody reported on."""

    scale: str
    value: str
    measures: tuple[MeasureView, ...]
    suggestion: Suggestion
    ratings: tuple[RatingView, ...]
    warnings: tuple[Need, ...]
    due: dict[str, tuple[date, ...]]
    actions: tuple[ActionRow, ...]
    manager: str
    unit_pence: int | None
    unit_of: str

    def heard(self, today: date) -> RatingView | None:
        """Return the views heard for the grade given next, or for one given today."""
        newest = next((row for row in self.ratings if row.scale == self.scale), None)
        fresh = newest is not None and (not newest.value or newest.rated_on == today)
        return newest if fresh else None


def performance(session: Session, record: str, today: date, language: str) -> PerformanceView:
    """Return how an agreement performs, as its tab shows it."""
    found = get(session, Agreement, record)
    every = measures(session, record)
    value = str(found.grade) if found.grade is not None else found.grade_word
    until = min(today, found.current_end) if found.current_end else today
    due = {
        measure.id: tuple(
            periods_due(measure.frequency, found.starts, reported(measure), until)
        )
        for measure in every
    }  # fmt: skip
    return PerformanceView(
        found.grade_scale, value, every, suggestion(session, record, found.grade_scale),
        ratings(session, record), tuple(in_words(each, language) for each in missing(every)),
        {record: days for record, days in due.items() if days},
        actions(session, agreement_id=record, status="open"), found.manager, found.unit_pence,
        found.unit_of,
    )  # fmt: skip


def reported(measure: MeasureView) -> tuple[date, ...]:
    """Return the periods that somebody reported on, with a figure or with "no data"."""
    return tuple(result.period_end for result in measure.results if result.period_end)


def missing(every: Sequence[MeasureView]) -> tuple[Finding, ...]:
    """Return what an agreement's measures lack: outcomes, people's experience, or both.

    Jersey's audit of 2024 (R8) asks for both; the Welsh framework warns of outputs alone.
    """
    if not every:
        return ()
    kinds = {measure.kind for measure in every}
    if not kinds & set(TELLING):
        return (Finding("agreement-outputs-only", {}),)
    return tuple(Finding(f"agreement-no-{kind}", {}) for kind in TELLING if kind not in kinds)
