"""The forward plan: ends, decisions and service reviews of the months to come, by date."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.domain.terms import add_months
from commission_desk.operations.review_due import reviews_due
from commission_desk.operations.service_reviews import covered, service_reviews
from commission_desk.store.tables import Agreement, Organisation

Kind = Literal["end", "decision", "service-review", "element", "review"]
KINDS: tuple[Kind, ...] = ("end", "decision", "service-review", "element", "review")
ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class ForwardLine:
    """Something that comes on a day: of an agreement, or of a service review.

    ``review`` names the service review that an agreement is in; an end without one is a ``gap``.
    ``last`` says that the agreement has no extension left.
    """

    day: date
    kind: Kind
    title: str
    agreement: str = ""
    reference: str = ""
    provider: str = ""
    annual_pence: int | None = None
    review_id: str = ""
    review: str = ""
    last: bool = False
    detail: str = ""

    @property
    def gap(self) -> bool:
        """Whether an agreement ends and nobody plans to review the service first."""
        return self.kind == "end" and not self.review_id


@dataclass(frozen=True, slots=True)
class ForwardPlan:
    """What comes between two days, in order of date; agreement reviews stand apart."""

    since: date
    until: date
    lines: tuple[ForwardLine, ...]
    reviews: tuple[ForwardLine, ...]

    @property
    def gaps(self) -> tuple[ForwardLine, ...]:
        """The ends without a service review."""
        return tuple(line for line in self.lines if line.gap)

    @property
    def ends_by_month(self) -> tuple[tuple[date, int], ...]:
        """How many agreements end in each month, none left out."""
        counted = Counter(
            line.day.replace(day=1) for line in self.lines if line.kind == "end"
        )  # fmt: skip
        month, found = self.since.replace(day=1), []
        while month <= self.until:
            found.append((month, counted[month]))
            month = add_months(month, 1)
        return tuple(found)


def usual_months() -> int:
    """Return how many months the forward plan looks ahead unless it is asked otherwise."""
    return threshold("forward-plan-months").value


def forward_plan(
    session: Session, today: date, months: int = 0, most: int | None = None
) -> ForwardPlan:
    """Return what comes in the next months; none means as many as usual.

    Of the agreements to be reviewed there are at most ``most``, the most overdue first.
    """
    until = add_months(today, months or usual_months())
    lines = [*_agreements(session, today, until), *_services(session, today, until)]
    reviews = (
        ForwardLine(
            one.due or today, "review", one.title, one.id, one.reference, detail=one.oversight
        )
        for one in reviews_due(session, today, until, most)
    )
    return ForwardPlan(today, until, tuple(sorted(lines, key=_place)), tuple(reviews))


def _place(line: ForwardLine) -> tuple[date, int, str, str]:
    return line.day, ORDER[line.kind], line.title, line.agreement or line.review_id


def _agreements(session: Session, today: date, until: date) -> list[ForwardLine]:
    reviews = covered(session)
    rows = session.execute(
        select(
            Agreement.id, Agreement.reference, Agreement.title, Organisation.name,
            Agreement.annual_pence, Agreement.current_end, Agreement.decide_by,
            Agreement.latest_end,
        )
        .outerjoin(Organisation, Organisation.id == Agreement.provider_id)
        .where(
            Agreement.deleted.is_(False), Agreement.current_end >= today,
            or_(
                Agreement.current_end <= until,
                Agreement.decide_by.between(today, until),
            ),
        )
    )  # fmt: skip
    found = []
    for record, reference, title, provider, pence, end, decide_by, latest in rows:
        review_id, review = reviews.get(record, ("", ""))
        last = latest is None or end is None or latest <= end
        said = (title, record, reference, provider or "", pence, review_id, review, last)
        if end and end <= until:
            found.append(ForwardLine(end, "end", *said))
        if decide_by and today <= decide_by <= until:
            found.append(ForwardLine(decide_by, "decision", *said))
    return found


def _services(session: Session, today: date, until: date) -> list[ForwardLine]:
    found = []
    for each in service_reviews(session):
        if each.ended:
            continue
        if each.ends and today <= each.ends <= until:
            value = sum(row.annual_pence or 0 for row in each.agreements) or None
            found.append(
                ForwardLine(
                    each.ends, "service-review", each.title, annual_pence=value,
                    review_id=each.id, review=each.title, detail=each.lead,
                )
            )  # fmt: skip
        found += [
            ForwardLine(
                element.due, "element", each.title, review_id=each.id, review=each.title,
                detail=element.key,
            )
            for element in each.elements
            if element.due and today <= element.due <= until
            and element.status not in ("done", "not-needed")
        ]  # fmt: skip
    return found
