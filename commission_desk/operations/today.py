"""The Today page: the desk in a few figures and what needs a person next."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.content.scales import scale
from commission_desk.domain.checks import Need
from commission_desk.operations.checks import needs
from commission_desk.operations.meetings import MeetingRow, meetings
from commission_desk.operations.plans import PlanRow, PlanView, plan, plans
from commission_desk.operations.register import RegisterQuery, Totals, totals, view_counts
from commission_desk.store.tables import Agreement


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many agreements stand at one grade of a scale."""

    grade: str
    tone: str
    count: int


@dataclass(frozen=True, slots=True)
class TodayView:
    """What the Today page shows; ``grades`` are on the nine-point scale, by heading."""

    totals: Totals
    ending: int
    concern: int
    needs: tuple[Need, ...]
    next_meetings: tuple[MeetingRow, ...]
    grades: tuple[GradeShare, ...]
    plan: PlanView | None
    plans: tuple[PlanRow, ...]


def today_view(session: Session, today: date, language: str) -> TodayView:
    """Gather the Today page."""
    query = RegisterQuery(today=today)
    counts = view_counts(session, query)
    rows = plans(session)
    first = next((row for row in rows if row.outline_known), None)
    coming = [row for row in meetings(session) if row.held_on and row.held_on >= today]
    return TodayView(
        totals=totals(session, query),
        ending=counts["ending"],
        concern=counts["concern"],
        needs=needs(session, today, language),
        next_meetings=tuple(sorted(coming, key=_when)[:3]),
        grades=_grades(session, language),
        plan=plan(session, first.id) if first else None,
        plans=rows,
    )


def _when(row: MeetingRow) -> tuple[date, time, str]:
    return row.held_on or date.max, row.starts or time.min, row.title


def _grades(session: Session, language: str) -> tuple[GradeShare, ...]:
    counted = dict(
        session.execute(
            select(Agreement.grade, func.count(Agreement.id))
            .where(Agreement.deleted.is_(False), Agreement.grade_scale == "jet")
            .where(Agreement.grade.is_not(None))
            .group_by(Agreement.grade)
        ).all()
    )
    shares: dict[str, GradeShare] = {}
    for point in scale("jet").points:
        name = point.grade.text(language)
        so_far = shares.get(name)
        count = counted.get(point.score, 0) + (so_far.count if so_far else 0)
        shares[name] = GradeShare(name, point.tone, count)
    return tuple(shares.values())
