"""Service reviews: what is looked at before agreements end, element by element, to its outcome."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.agreement_reviews import agreement_review_form
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, placed, put, standing
from commission_desk.operations.register import AgreementRow, agreement_rows
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    Agreement,
    ReviewedAgreement,
    ServiceElement,
    ServiceReview,
)
from commission_desk.store.tables.base import id_of

FIELDS = (
    "title", "services", "lead", "status", "starts", "ends", "outcome", "decided_on", "notes",
)  # fmt: skip
ELEMENT_FIELDS = ("status", "due", "done_on", "notes")
SETTLED = ("done", "not-needed")
ENDED = ("decided", "stopped")


@dataclass(frozen=True, slots=True)
class ElementView:
    """An element of a service review; without an id nothing was said of it yet."""

    key: str
    status: str = "open"
    due: date | None = None
    done_on: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ServiceReviewView:
    """A service review whole, with the agreements that it covers and its six elements."""

    id: str
    title: str
    services: str
    lead: str
    status: str
    starts: date | None
    ends: date | None
    outcome: str
    decided_on: date | None
    notes: str
    elements: tuple[ElementView, ...]
    agreements: tuple[AgreementRow, ...]

    @property
    def settled(self) -> int:
        """How many elements are done or not needed."""
        return sum(each.status in SETTLED for each in self.elements)

    @property
    def ended(self) -> bool:
        """Whether it was decided or given up."""
        return self.status in ENDED

    @property
    def first_end(self) -> date | None:
        """When the first of its agreements ends."""
        return min((row.end for row in self.agreements if row.end), default=None)


def service_reviews(session: Session) -> tuple[ServiceReviewView, ...]:
    """Return the service reviews, those that end first on top, those without a date last."""
    rows = session.scalars(
        standing(ServiceReview).order_by(
            ServiceReview.ends.is_(None), ServiceReview.ends, ServiceReview.title, ServiceReview.id
        )
    ).all()
    return tuple(_view(session, row) for row in rows)


def service_review(session: Session, record: str) -> ServiceReviewView:
    """Return one service review; raises UserError if it has been taken away."""
    return _view(session, get(session, ServiceReview, record))


@named(N_("Plan a service review"))
def add_service_review(
    session: Session, title: str, agreements: Iterable[str] = (), **values: Any
) -> str:
    """Plan a service review of some agreements and return its id; UserError without a title."""
    if not title.strip():
        raise UserError(_("Give the service review a title."))
    made = ServiceReview(title=title.strip())
    put(made, values, FIELDS)
    _in_order(made)
    session.add(made)
    session.flush()
    _cover(session, made.id, agreements)
    return made.id


@named(N_("Edit service review"))
def edit_service_review(session: Session, record: str, **values: Any) -> None:
    """Change what a service review says; raises UserError where it could not be."""
    found = get(session, ServiceReview, record)
    put(found, values, FIELDS)
    _in_order(found)
    if found.status == "decided" and not (found.outcome.strip() and found.decided_on):
        raise UserError(_("Say what was decided, and on which day, before it is marked so."))


@named(N_("Edit an element of a service review"))
def edit_element(session: Session, record: str, key: str, **values: Any) -> None:
    """Say where an element stands; raises UserError for what is no element."""
    if key not in {each.id for each in agreement_review_form().elements}:
        raise UserError(_("A service review has no such element."))
    get(session, ServiceReview, record)
    place = id_of("service-element", record, key)
    made = placed(session, ServiceElement, place, review_id=record, key=key)
    put(made, values, ELEMENT_FIELDS)


@named(N_("Pick agreements into a service review"))
def cover_agreements(session: Session, record: str, agreements: Iterable[str]) -> int:
    """Have a service review cover more agreements, and return how many are new to it."""
    get(session, ServiceReview, record)
    return _cover(session, record, agreements)


@named(N_("Take an agreement out of a service review"))
def uncover_agreement(session: Session, record: str, agreement: str) -> None:
    """Have a service review no longer cover an agreement."""
    get(session, ReviewedAgreement, _place(record, agreement)).deleted = True


def covered(session: Session) -> dict[str, tuple[str, str]]:
    """Return the agreements that a service review covers: its id and title, the open one first."""
    rows = session.execute(
        select(
            ReviewedAgreement.agreement_id, ServiceReview.id, ServiceReview.title,
            ServiceReview.status,
        )
        .join(ServiceReview, ServiceReview.id == ReviewedAgreement.review_id)
        .where(ReviewedAgreement.deleted.is_(False), ServiceReview.deleted.is_(False))
        .where(ServiceReview.status != "stopped")
        .order_by(ServiceReview.ends, ServiceReview.id)
    )  # fmt: skip
    found: dict[str, tuple[str, str]] = {}
    for agreement, record, title, _status in sorted(rows, key=lambda row: row[3] in ENDED):
        found.setdefault(agreement, (record, title))
    return found


def _cover(session: Session, record: str, agreements: Iterable[str]) -> int:
    count = 0
    for agreement in agreements:
        get(session, Agreement, agreement)
        place = _place(record, agreement)
        was = session.get(ReviewedAgreement, place)
        count += was is None or was.deleted
        placed(session, ReviewedAgreement, place, review_id=record, agreement_id=agreement)
    return count


def _place(record: str, agreement: str) -> str:
    return id_of("reviewed-agreement", record, agreement)


def _in_order(found: ServiceReview) -> None:
    if found.starts and found.ends and found.starts > found.ends:
        raise UserError(_("A service review ends after it starts."))


def _view(session: Session, row: ServiceReview) -> ServiceReviewView:
    said = {
        each.key: ElementView(each.key, each.status, each.due, each.done_on, each.notes)
        for each in session.scalars(
            standing(ServiceElement).where(ServiceElement.review_id == row.id)
        )
    }
    ids = session.scalars(
        standing(ReviewedAgreement)
        .where(ReviewedAgreement.review_id == row.id)
        .with_only_columns(ReviewedAgreement.agreement_id)
    )
    agreements = sorted(
        agreement_rows(session, list(ids)), key=lambda each: (each.end or date.max, each.title)
    )
    return ServiceReviewView(
        row.id, row.title, row.services, row.lead, row.status, row.starts, row.ends, row.outcome,
        row.decided_on, row.notes,
        tuple(said.get(each.id, ElementView(each.id)) for each in agreement_review_form().elements),
        tuple(agreements),
    )  # fmt: skip
