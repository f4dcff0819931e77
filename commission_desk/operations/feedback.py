"""Feedback on an agreement: who said what, by role, and what was done about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import REVIEWED, get, put, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Agreement, AgreementReview, Feedback
from commission_desk.store.versions import chunks

FIELDS = (
    "given_on", "source", "gathered", "kind", "people", "role", "said", "done", "done_on",
)  # fmt: skip
USERS = ("people", "families")  # sources that are the voice of those whom the service is for


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What was said and what was done; ``people`` is how many it stands for."""

    id: str
    given_on: date | None
    source: str
    gathered: str
    kind: str
    people: int
    role: str
    said: str
    done: str
    done_on: date | None

    @property
    def answered(self) -> bool:
        """Whether it says what was done."""
        return bool(self.done)


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """How often an agreement was spoken of; ``users`` is by those who use it and their families.

    ``kinds`` counts by kind; ``last`` is the newest day.
    """

    total: int = 0
    users: int = 0
    kinds: tuple[tuple[str, int], ...] = ()
    last: date | None = None


def feedback(
    session: Session, agreement: str, since: date | None = None, until: date | None = None
) -> tuple[FeedbackView, ...]:
    """Return what was said of an agreement, the newest first; without a day comes last."""
    wanted = standing(Feedback).where(Feedback.agreement_id == agreement)
    if since is not None:
        wanted = wanted.where(Feedback.given_on >= since)
    if until is not None:
        wanted = wanted.where(Feedback.given_on <= until)
    rows = session.scalars(wanted.order_by(Feedback.given_on.desc().nulls_last(), Feedback.id))
    return tuple(_view(row) for row in rows)


def feedback_counts(
    session: Session, agreement_ids: Iterable[str], since: date | None = None,
    until: date | None = None,
) -> dict[str, FeedbackCount]:  # fmt: skip
    """Return how often agreements were spoken of between days; those never are left out."""
    said: dict[str, list[tuple[str, str, int, date | None]]] = {}
    for some in chunks(agreement_ids):
        wanted = (
            select(
                Feedback.agreement_id, Feedback.source, Feedback.kind, func.count(Feedback.id),
                func.max(Feedback.given_on),
            )
            .where(Feedback.agreement_id.in_(some), Feedback.deleted.is_(False))
            .group_by(Feedback.agreement_id, Feedback.source, Feedback.kind)
        )  # fmt: skip
        if since is not None:
            wanted = wanted.where(Feedback.given_on >= since)
        if until is not None:
            wanted = wanted.where(Feedback.given_on <= until)
        for agreement, source, kind, count, day in session.execute(wanted):
            said.setdefault(agreement, []).append((source, kind, count, day))
    return {agreement: _count(rows) for agreement, rows in said.items()}


def heard_since(session: Session, agreement: str, since: date) -> date:
    """Return the day from which a review hears feedback: after the review before, which had it."""
    before = exists().where(
        AgreementReview.agreement_id == agreement, AgreementReview.deleted.is_(False),
        AgreementReview.status == REVIEWED, AgreementReview.held_on == since,
    )  # fmt: skip
    return since + timedelta(days=1) if session.scalar(select(before)) else since


@named(N_("Add feedback"))
def add_feedback(session: Session, agreement: str, said: str, on: date, **values: Any) -> str:
    """Add what somebody said of an agreement on a day and return its id; UserError for nothing."""
    if not said.strip():
        raise UserError(_("Write what was said."))
    get(session, Agreement, agreement)
    made = Feedback(agreement_id=agreement, said=said.strip(), given_on=on)
    put(made, _checked(values), FIELDS)
    session.add(made)
    return made.id


@named(N_("Edit feedback"))
def edit_feedback(session: Session, record: str, **values: Any) -> None:
    """Change what was said, or say what was done about it."""
    if "said" in values and not values["said"].strip():
        raise UserError(_("Write what was said."))
    put(get(session, Feedback, record), _checked(values), FIELDS)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    if "people" in values and not 1 <= values["people"] <= 1_000_000:
        raise UserError(_("Say how many people it stands for, one or more."))
    return values


def _count(rows: list[tuple[str, str, int, date | None]]) -> FeedbackCount:
    by_kind = [
        (each.id, sum(count for _source, kind, count, _day in rows if kind == each.id))
        for each in choices("feedback-kind")
    ]
    return FeedbackCount(
        sum(row[2] for row in rows),
        sum(count for source, _kind, count, _day in rows if source in USERS),
        tuple((kind, count) for kind, count in by_kind if count),
        max((row[3] for row in rows if row[3]), default=None),
    )


def _view(row: Feedback) -> FeedbackView:
    return FeedbackView(
        row.id, row.given_on, row.source, row.gathered, row.kind, row.people, row.role, row.said,
        row.done, row.done_on,
    )  # fmt: skip
