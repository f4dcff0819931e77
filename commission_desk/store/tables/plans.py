"""Commissioning plans and their answers, kept by prompt id so that no outline change loses one."""

from datetime import date, time

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class Plan(Record):
    """A plan for one care group over a period; the period runs from ``starts`` to ``ends``."""

    __tablename__ = "plan"

    title: Mapped[str] = mapped_column(Text, default="")
    care_group: Mapped[str] = mapped_column(Text, default="")
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    level: Mapped[str] = mapped_column(String(24), default="strategic")
    lead: Mapped[str] = mapped_column(Text, default="")
    partners: Mapped[str] = mapped_column(Text, default="")  # one a line
    outline_id: Mapped[str] = mapped_column(String(60), default="")
    status: Mapped[str] = mapped_column(String(24), default="draft")
    criteria_agreed_on: Mapped[date | None]
    criteria_agreed_by: Mapped[str] = mapped_column(Text, default="")


class Answer(Record):
    """What a plan says to one prompt: rich text as JSON, its status, or why it does not apply."""

    __tablename__ = "answer"

    plan_id: Mapped[str] = mapped_column(refers_to("plan.id"), index=True)
    prompt_id: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(24), default="not-started")
    reason: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None]


class PlanComment(Record):
    """What somebody says of a part of a plan, of some words of it, or in reply to a comment.

    ``quote`` is what the words were, ``before`` and ``after`` their neighbours; ``prompt_id`` is
    empty for the plan as a whole. The times are local to whoever said it.
    """

    __tablename__ = "plan_comment"

    plan_id: Mapped[str] = mapped_column(refers_to("plan.id"), index=True)
    prompt_id: Mapped[str] = mapped_column(String(80), default="")
    replies_to: Mapped[str | None] = mapped_column(refers_to("plan_comment.id"), index=True)
    quote: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    said_by: Mapped[str] = mapped_column(Text, default="")
    said_on: Mapped[date | None]
    said_at: Mapped[time | None]
    resolved_on: Mapped[date | None]
    resolved_by: Mapped[str] = mapped_column(Text, default="")


class PlanVersion(Record):
    """A plan as it stood when it was kept under a name, or approved; what it held is frozen.

    ``number`` counts the approved ones, 0 for one that was only kept; ``fingerprint`` is the
    SHA-256 of what it holds.
    """

    __tablename__ = "plan_version"

    plan_id: Mapped[str] = mapped_column(refers_to("plan.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(24), default="kept")
    kept_on: Mapped[date | None]
    kept_by: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    approved_by: Mapped[str] = mapped_column(Text, default="")
    approved_on: Mapped[date | None]
    minute: Mapped[str] = mapped_column(Text, default="")
    published_on: Mapped[date | None]
    fingerprint: Mapped[str] = mapped_column(String(64), default="")


class VersionRecord(Record):
    """A record as a version holds it: rich ``text`` apart, all else that it said as JSON."""

    __tablename__ = "version_record"

    version_id: Mapped[str] = mapped_column(refers_to("plan_version.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24), default="")
    record: Mapped[str] = mapped_column(String(32), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[str] = mapped_column(Text, default="")


class VersionPaper(Record):
    """The PDF that was approved, as base64; empty once a person named in it was erased."""

    __tablename__ = "version_paper"

    version_id: Mapped[str] = mapped_column(refers_to("plan_version.id"), index=True)
    languages: Mapped[str] = mapped_column(String(8), default="")
    pdf: Mapped[str] = mapped_column(String, default="")  # no text to look for names in
