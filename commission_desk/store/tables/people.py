"""The team, organisations, stakeholders and the log of contacts with them."""

from datetime import date

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class Team(Record):
    """The team whose desk this is, and its house style; one record a desk."""

    __tablename__ = "team"

    name: Mapped[str] = mapped_column(Text, default="")
    organisation: Mapped[str] = mapped_column(Text, default="")
    marking: Mapped[str] = mapped_column(Text, default="")
    accent: Mapped[str] = mapped_column(String(9), default="#0B6463")


class Organisation(Record):
    """A body that provides, commissions or speaks for people."""

    __tablename__ = "organisation"
    __table_args__ = (Index("organisation_by_name", "name", "id"),)

    name: Mapped[str] = mapped_column(Text, default="")
    sector: Mapped[str] = mapped_column(String(24), default="")
    size: Mapped[str] = mapped_column(String(24), default="")
    charity_number: Mapped[str] = mapped_column(Text, default="")
    company_number: Mapped[str] = mapped_column(Text, default="")
    source_id: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")  # its principal place of business


class Stakeholder(Record):
    """A person, group or organisation affected or contributing; ratings are 1 to 5, dated."""

    __tablename__ = "stakeholder"
    __table_args__ = (Index("stakeholder_by_name", "name", "id"),)

    name: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(24), default="group")
    category: Mapped[str] = mapped_column(String(40), default="")
    organisation_id: Mapped[str | None] = mapped_column(refers_to("organisation.id"), index=True)
    interest: Mapped[int | None]
    influence: Mapped[int | None]
    support_now: Mapped[str] = mapped_column(String(24), default="")
    support_wanted: Mapped[str] = mapped_column(String(24), default="")
    rated_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(8), default="")
    contact_way: Mapped[str] = mapped_column(String(24), default="")
    contact_details: Mapped[str] = mapped_column(Text, default="")
    keeping_reason: Mapped[str] = mapped_column(String(40), default="")
    notes: Mapped[str] = mapped_column(Text, default="")


class Engagement(Record):
    """A dated contact: how, at which stage, what was asked, heard and changed."""

    __tablename__ = "engagement"
    __table_args__ = (Index("engagement_by_date", "held_on", "id"),)

    held_on: Mapped[date | None]
    method: Mapped[str] = mapped_column(String(24), default="")
    stage: Mapped[str] = mapped_column(String(24), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    heard: Mapped[str] = mapped_column(Text, default="")
    changed: Mapped[str] = mapped_column(Text, default="")
    promised: Mapped[str] = mapped_column(Text, default="")
    promised_by: Mapped[date | None]
    plan_id: Mapped[str | None] = mapped_column(refers_to("plan.id"), index=True)


class EngagementLink(Record):
    """Who took part in a contact."""

    __tablename__ = "engagement_link"

    engagement_id: Mapped[str] = mapped_column(refers_to("engagement.id"), index=True)
    stakeholder_id: Mapped[str] = mapped_column(refers_to("stakeholder.id"), index=True)
