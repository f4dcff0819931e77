"""Meetings: one object through time, from agenda to minutes to the actions that follow."""

from datetime import date, time

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class Meeting(Record):
    """A meeting; ``quorum`` is how many must be present, 0 where none is set."""

    __tablename__ = "meeting"
    __table_args__ = (Index("meeting_by_date", "held_on", "id"),)

    title: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(24), default="contract-review")
    template_id: Mapped[str] = mapped_column(String(60), default="")
    held_on: Mapped[date | None]
    starts: Mapped[time | None]
    ended: Mapped[time | None]
    place: Mapped[str] = mapped_column(Text, default="")
    quorum: Mapped[int] = mapped_column(default=0)
    quorum_note: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(12), default="planned")
    minutes_status: Mapped[str] = mapped_column(String(12), default="draft")
    agreed_on: Mapped[date | None]
    agreement_id: Mapped[str | None] = mapped_column(refers_to("agreement.id"), index=True)
    plan_id: Mapped[str | None] = mapped_column(refers_to("plan.id"), index=True)
    previous_id: Mapped[str | None] = mapped_column(refers_to("meeting.id"), index=True)
    next_on: Mapped[date | None]


class AgendaItem(Record):
    """One item: on the agenda before the meeting, in the minutes after it.

    ``title_cy`` comes from the template; it is emptied when a person rewrites the title, so that
    Welsh never says something else. ``notes`` is rich text as JSON.
    """

    __tablename__ = "agenda_item"

    meeting_id: Mapped[str] = mapped_column(refers_to("meeting.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(String(40), default="")
    required: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(Text, default="")
    title_cy: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    note_cy: Mapped[str] = mapped_column(Text, default="")
    lead: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(String(16), default="")
    minutes: Mapped[int] = mapped_column(default=0)  # how long it is given
    paper: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")


class Attendance(Record):
    """Someone expected or present, by role."""

    __tablename__ = "attendance"

    meeting_id: Mapped[str] = mapped_column(refers_to("meeting.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(String(16), default="member")  # member, chair, attending
    status: Mapped[str] = mapped_column(String(16), default="")
    stakeholder_id: Mapped[str | None] = mapped_column(refers_to("stakeholder.id"), index=True)


class Decision(Record):
    """What a meeting resolved under an item, and how."""

    __tablename__ = "decision"

    meeting_id: Mapped[str] = mapped_column(refers_to("meeting.id"), index=True)
    item_id: Mapped[str] = mapped_column(refers_to("agenda_item.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text, default="")
    way: Mapped[str] = mapped_column(String(24), default="")


class Action(Record):
    """A task with an owner and a date, from a meeting, a plan, an agreement or none of them."""

    __tablename__ = "action"
    __table_args__ = (Index("action_by_due", "deleted", "due", "id"),)

    title: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12), default="open")
    nature: Mapped[str] = mapped_column(String(16), default="")  # corrective or developmental
    outcome: Mapped[str] = mapped_column(String(12), default="")
    raised_on: Mapped[date | None]
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    meeting_id: Mapped[str | None] = mapped_column(refers_to("meeting.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(refers_to("agenda_item.id"), index=True)
    agreement_id: Mapped[str | None] = mapped_column(refers_to("agreement.id"), index=True)
    plan_id: Mapped[str | None] = mapped_column(refers_to("plan.id"), index=True)
    engagement_id: Mapped[str | None] = mapped_column(refers_to("engagement.id"), index=True)
    intention_id: Mapped[str | None] = mapped_column(refers_to("intention.id"), index=True)
    objective_id: Mapped[str | None] = mapped_column(refers_to("objective.id"), index=True)
    measure_id: Mapped[str | None] = mapped_column(refers_to("measure.id"), index=True)
    agreement_review_id: Mapped[str | None] = mapped_column(
        refers_to("agreement_review.id"), index=True
    )
