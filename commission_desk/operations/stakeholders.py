"""Stakeholders: who they are, how they stand, and every contact with them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, put, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Action, Engagement, EngagementLink, Stakeholder

FIELDS = (
    "name", "kind", "category", "organisation_id", "interest", "influence", "support_now",
    "support_wanted", "rated_on", "language", "contact_way", "contact_details",
    "keeping_reason", "notes",
)  # fmt: skip
CONTACT_FIELDS = (
    "held_on", "method", "stage", "about", "heard", "changed", "promised", "promised_by", "plan_id",
)  # fmt: skip
RATINGS = {"interest", "influence", "support_now", "support_wanted"}


@dataclass(frozen=True, slots=True)
class StakeholderRow:
    """A stakeholder as the register shows it; ratings are 1 to 5 or None."""

    id: str
    name: str
    kind: str
    category: str
    interest: int | None
    influence: int | None
    support_now: str
    support_wanted: str
    rated_on: date | None
    language: str
    contact_way: str
    contact_details: str
    keeping_reason: str
    notes: str
    contacts: int
    last_contact: date | None
    organisation_id: str | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as the log shows it."""

    id: str
    held_on: date | None
    method: str
    stage: str
    about: str
    heard: str
    changed: str
    promised: str
    promised_by: date | None
    who: tuple[str, ...]
    who_ids: tuple[str, ...]
    plan_id: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised at a contact, and the action made of it, if any."""

    contact: str
    promised: str
    promised_by: date | None
    who: tuple[str, ...]
    action_id: str | None
    kept: bool

    def is_late(self, today: date) -> bool:
        """Return whether the day has passed and it is not done."""
        return not self.kept and self.promised_by is not None and self.promised_by < today


def stakeholders(session: Session) -> tuple[StakeholderRow, ...]:
    """Return all stakeholders by name, with how often and when last they were heard."""
    heard = _contacts_each(session)
    rows = session.scalars(standing(Stakeholder).order_by(Stakeholder.name))
    return tuple(_row(row, *heard.get(row.id, (0, None))) for row in rows)


def stakeholder(session: Session, record: str) -> StakeholderRow:
    """Return one stakeholder."""
    return _row(get(session, Stakeholder, record), *_contacts_each(session).get(record, (0, None)))


def contacts(session: Session, stakeholder: str | None = None) -> tuple[ContactRow, ...]:
    """Return the contacts, newest first; of one stakeholder if named."""
    links = session.execute(
        select(EngagementLink.engagement_id, Stakeholder.id, Stakeholder.name)
        .join(Stakeholder, Stakeholder.id == EngagementLink.stakeholder_id)
        .where(EngagementLink.deleted.is_(False))
        .order_by(Stakeholder.name)
    ).all()
    who: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for engagement, person, name in links:
        who[engagement].append((person, name))
    rows = session.scalars(standing(Engagement).order_by(Engagement.held_on.desc(), Engagement.id))
    return tuple(
        _contact(row, who[row.id])
        for row in rows
        if stakeholder is None or any(person == stakeholder for person, _name in who[row.id])
    )


def promises(session: Session) -> tuple[Promise, ...]:
    """Return what has been promised, first what is due first; without a date last."""
    made = {
        row.engagement_id: row for row in session.scalars(standing(Action)) if row.engagement_id
    }
    found = [
        Promise(
            row.id, row.promised, row.promised_by, row.who,
            action.id if action else None, action is not None and action.status == "done",
        )
        for row in contacts(session)
        if row.promised
        for action in (made.get(row.id),)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda promise: promise.promised_by or date.max))


def contacts_by_category(session: Session, since: date, stage: str = "") -> dict[str, int]:
    """Return how many contacts each category of stakeholder has had since a day, at a stage."""
    statement = (
        select(Stakeholder.category, func.count(func.distinct(Engagement.id)))
        .join(EngagementLink, EngagementLink.stakeholder_id == Stakeholder.id)
        .join(Engagement, Engagement.id == EngagementLink.engagement_id)
        .where(
            Stakeholder.deleted.is_(False), EngagementLink.deleted.is_(False),
            Engagement.deleted.is_(False), Engagement.held_on >= since,
        )
        .group_by(Stakeholder.category)
    )  # fmt: skip
    if stage:
        statement = statement.where(Engagement.stage == stage)
    rows = session.execute(statement)
    return {category: count for category, count in rows}  # noqa: C416 - rows, not tuples


@named(N_("Add stakeholder"))
def add_stakeholder(session: Session, name: str, **values: Any) -> str:
    """Add a stakeholder, any rating dated, and return its id; UserError for an empty name."""
    if not name.strip():
        raise UserError(_("Give the stakeholder a name or a role."))
    record = Stakeholder(name=name.strip())
    if any(values.get(field) for field in RATINGS):
        values.setdefault("rated_on", date.today())  # noqa: DTZ011 - the person's own day
    put(record, values, FIELDS)
    session.add(record)
    return record.id


@named(N_("Add stakeholders"))
def add_stakeholders(session: Session, names: Iterable[str]) -> tuple[str, ...]:
    """Add a stakeholder for each name that is not on the desk yet; return their ids."""
    known = {row.name.casefold() for row in session.scalars(standing(Stakeholder))}
    new: dict[str, str] = {}
    for name in names:
        if name.strip():
            new.setdefault(name.strip().casefold(), name.strip())
    return tuple(add_stakeholder(session, name) for key, name in new.items() if key not in known)


@named(N_("Edit stakeholder"))
def edit_stakeholder(session: Session, record: str, **values: Any) -> None:
    """Change fields of a stakeholder; a new rating is dated today unless a date is given."""
    found = get(session, Stakeholder, record)
    if RATINGS & set(values) and "rated_on" not in values:
        values["rated_on"] = date.today()  # noqa: DTZ011 - the person's own day
    put(found, values, FIELDS)


@named(N_("Record a contact"))
def record_contact(session: Session, who: tuple[str, ...], **values: Any) -> str:
    """Log a contact with stakeholders and return its id; raises UserError if nobody is named."""
    engagement = Engagement()
    put(engagement, values, CONTACT_FIELDS)
    session.add(engagement)
    _link(session, engagement.id, who)
    return engagement.id


@named(N_("Edit contact"))
def edit_contact(
    session: Session, record: str, who: tuple[str, ...] | None = None, **values: Any
) -> None:
    """Change fields of a contact, or who it was with; raises UserError if nobody is named."""
    put(get(session, Engagement, record), values, CONTACT_FIELDS)
    if who is not None:
        _link(session, record, who)


def _link(session: Session, engagement: str, who: tuple[str, ...]) -> None:
    """Make a contact one with these stakeholders, no more and no fewer."""
    if not who:
        raise UserError(_("Say who the contact was with."))
    there = {
        row.stakeholder_id: row
        for row in session.scalars(standing(EngagementLink).filter_by(engagement_id=engagement))
    }
    for person, row in there.items():
        row.deleted = person not in who
    for person in dict.fromkeys(who):
        if person not in there:
            get(session, Stakeholder, person)
            session.add(EngagementLink(engagement_id=engagement, stakeholder_id=person))


def _contacts_each(session: Session) -> dict[str, tuple[int, date | None]]:
    rows = session.execute(
        select(
            EngagementLink.stakeholder_id, func.count(Engagement.id), func.max(Engagement.held_on)
        )
        .join(Engagement, Engagement.id == EngagementLink.engagement_id)
        .where(EngagementLink.deleted.is_(False), Engagement.deleted.is_(False))
        .group_by(EngagementLink.stakeholder_id)
    )
    return {person: (count, last) for person, count, last in rows}


def _row(row: Stakeholder, contacts: int, last: date | None) -> StakeholderRow:
    return StakeholderRow(
        row.id, row.name, row.kind, row.category, row.interest, row.influence, row.support_now,
        row.support_wanted, row.rated_on, row.language, row.contact_way, row.contact_details,
        row.keeping_reason, row.notes, contacts, last, row.organisation_id,
    )  # fmt: skip


def _contact(row: Engagement, who: list[tuple[str, str]]) -> ContactRow:
    return ContactRow(
        row.id, row.held_on, row.method, row.stage, row.about, row.heard, row.changed,
        row.promised, row.promised_by,
        tuple(name for _person, name in who), tuple(person for person, _name in who), row.plan_id,
    )  # fmt: skip
