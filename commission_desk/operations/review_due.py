"""When the next review of an agreement is due: by its value and risk, or the day set by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from typing import Literal

from sqlalchemy import (
    ColumnElement,
    Date,
    Subquery,
    case,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.domain.terms import add_months
from commission_desk.operations.figures import figure_or_newest
from commission_desk.operations.records import REVIEWED
from commission_desk.operations.report_parts import running
from commission_desk.store.tables import Agreement, AgreementReview, Meeting

Oversight = Literal["light", "standard", "close"]
HELD, REVIEW_MEETING = "held", "contract-review"  # status and kind of a meeting
YEAR = timedelta(days=365)
LEVELS: tuple[Oversight, ...] = ("close", "standard", "light")


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """When an agreement is to be reviewed next; ``last`` is its last review, ``by_hand`` set so."""

    id: str
    reference: str
    title: str
    oversight: Oversight
    months: int
    last: date | None
    due: date | None
    by_hand: bool
    evaluated_on: date | None


def next_review(session: Session, agreement: str, today: date) -> ReviewDue | None:
    """Return when one agreement is to be reviewed next; None for one that is gone."""
    return next(iter(_due(session, today, (agreement,))), None)


def next_reviews(session: Session, agreements: Sequence[str]) -> dict[str, date | None]:
    """Return the day by which each of some agreements is to be reviewed next, where known."""
    return {one.id: one.due for one in _due(session, date.min, agreements)}


def reviews_due(
    session: Session, today: date, until: date, most: int | None = None
) -> tuple[ReviewDue, ...]:
    """Return the running agreements to be reviewed up to a day, the one most overdue first.

    At most as many as are asked for.
    """
    found = (one for one in _due(session, today, until=until) if one.due and one.due <= until)
    if most is None:
        return tuple(sorted(found, key=_order))
    return tuple(nsmallest(most, found, key=_order))


def overdue(session: Session, today: date, limit: int) -> tuple[ReviewDue, ...]:
    """Return running agreements that were reviewed before, or given a day, and are overdue.

    The one most overdue comes first.
    """
    found = (one for one in _due(session, today, until=today, known=True))
    late = sorted((one for one in found if one.due and one.due < today), key=_day)
    return tuple(late[:limit])


def never_reviewed(session: Session, today: date) -> int:
    """Return how many running agreements are past the time of a first review that never was."""
    last, cutoff = _last_reviews(), _cutoff(_level(session, today), today)
    wanted = (
        select(func.count(Agreement.id))
        .outerjoin(last, last.c.agreement_id == Agreement.id)
        .where(
            Agreement.deleted.is_(False), running(today), last.c.last.is_(None),
            Agreement.review_on.is_(None), Agreement.starts < cutoff,
        )
    )  # fmt: skip
    return session.scalar(wanted) or 0


def evaluation_due(last: date | None, on: date | None) -> bool:
    """Whether the yearly evaluation of an agreement belongs to a day: near a year, or never."""
    return last is None or on is None or last <= evaluated_before(on)


def evaluated_before(on: date) -> date:
    """Return the last day of an evaluation after which the next is due by a day."""
    return on - timedelta(days=threshold("evaluation-near").value)


def never_evaluated(session: Session, today: date) -> int:
    """Return how many agreements have run for more than a year and were never evaluated."""
    wanted = select(func.count(Agreement.id)).where(
        Agreement.deleted.is_(False), running(today), Agreement.evaluated_on.is_(None),
        Agreement.starts < today - YEAR,
    )  # fmt: skip
    return session.scalar(wanted) or 0


def _order(one: ReviewDue) -> tuple[date, str, str]:
    return one.due or date.max, one.title, one.id


def _day(one: ReviewDue) -> tuple[date, str]:
    return one.due or date.max, one.id


def _months() -> dict[Oversight, int]:
    return {level: threshold(f"review-months-{level}").value for level in LEVELS}


def _level(session: Session, today: date) -> ColumnElement[str]:
    """How closely an agreement is overseen: as was chosen by hand, or by what is known of it."""
    close, standard = (
        figure_or_newest(session, f"review-value-{level}", today).pence
        for level in ("close", "standard")
    )
    high = or_(
        Agreement.risk == "red", Agreement.importance == "high", Agreement.annual_pence >= close
    )
    return case(
        (Agreement.tier.in_(LEVELS), Agreement.tier),
        (high, "close"),
        (or_(Agreement.risk == "amber", Agreement.annual_pence >= standard), "standard"),
        else_="light",
    )


def _cutoff(level: ColumnElement[str], until: date) -> ColumnElement[date]:
    """The day from which a review that is due by another counts, by its oversight."""
    months = _months()
    days = [(level == name, literal(add_months(until, -months[name]), Date)) for name in LEVELS]
    return case(*days)


def _last_reviews() -> Subquery:
    """Select each agreement with the day of its last review: written up, or a meeting held."""
    written = select(AgreementReview.agreement_id, AgreementReview.held_on.label("day")).where(
        AgreementReview.deleted.is_(False), AgreementReview.status == REVIEWED
    )
    met = select(Meeting.agreement_id, Meeting.held_on).where(
        Meeting.deleted.is_(False), Meeting.status == HELD, Meeting.kind == REVIEW_MEETING,
        Meeting.agreement_id.is_not(None),
    )  # fmt: skip
    days = union_all(written, met).subquery()
    return (
        select(days.c.agreement_id, func.max(days.c.day).label("last"))
        .group_by(days.c.agreement_id)
        .subquery()
    )


def _due(
    session: Session, today: date, only: Sequence[str] = (), until: date | None = None, *,
    known: bool = False,
) -> list[ReviewDue]:  # fmt: skip
    last, months, oversight = _last_reviews(), _months(), _level(session, today)
    wanted = (
        select(
            Agreement.id,
            Agreement.reference,
            Agreement.title,
            oversight,
            Agreement.review_on,
            Agreement.starts,
            Agreement.evaluated_on,
            last.c.last,
        )
        .outerjoin(last, last.c.agreement_id == Agreement.id)
        .where(Agreement.deleted.is_(False))
    )
    wanted = wanted.where(Agreement.id.in_(only) if only else running(today))
    if until is not None:
        counted = func.coalesce(last.c.last, Agreement.starts)
        wanted = wanted.where(
            or_(Agreement.review_on <= until, counted <= _cutoff(oversight, until))
        )
    if known:  # by their ids: few of a large register were reviewed, and a join looks at all
        few = union(
            select(last.c.agreement_id),
            select(Agreement.id).where(Agreement.review_on.is_not(None)),
        )
        wanted = wanted.where(Agreement.id.in_(few))
    return [
        _view(record, reference, title, level, months[level], by_hand, starts, evaluated, held)
        for record, reference, title, level, by_hand, starts, evaluated, held in session.execute(
            wanted
        )
    ]


def _view(
    record: str, reference: str, title: str, level: Oversight, months: int,
    by_hand: date | None, starts: date | None, evaluated: date | None, held: date | None,
) -> ReviewDue:  # fmt: skip
    begun = held or starts
    set_so = by_hand is not None and (held is None or by_hand > held)
    due = by_hand if set_so else add_months(begun, months) if begun else None
    return ReviewDue(record, reference, title, level, months, held, due, set_so, evaluated)
