"""Commissioning plans and their answers, kept by prompt id so that no outline change loses one."""

from datetime import date

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
