"""The yearly review of a plan: its answers, what is to change, and the figures it drew."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class PlanReview(Record):
    """The review of a plan in one year; its id is its place. It looks back as far as ``since``.

    ``version_id`` is the version that was approved last when it began; ``opened_on`` is the day on
    which the next version was opened because of it.
    """

    __tablename__ = "plan_review"

    plan_id: Mapped[str] = mapped_column(refers_to("plan.id"), index=True)
    year: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(12), default="draft")  # draft, finished
    version_id: Mapped[str | None] = mapped_column(refers_to("plan_version.id"), index=True)
    began_on: Mapped[date | None]
    since: Mapped[date | None]
    took_part: Mapped[str] = mapped_column(Text, default="")
    finished_on: Mapped[date | None]
    finished_by: Mapped[str] = mapped_column(Text, default="")
    opened_on: Mapped[date | None]


class ReviewAnswer(Record):
    """What a review says to one question, or why the question does not apply; its id is its place.

    The plan is named too, for it is where the answer is shown.
    """

    __tablename__ = "review_answer"

    plan_id: Mapped[str] = mapped_column(refers_to("plan.id"), index=True)
    review_id: Mapped[str] = mapped_column(refers_to("plan_review.id"), index=True)
    question: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")


class ReviewChange(Record):
    """Something that is to change because of a review, by whom and when."""

    __tablename__ = "review_change"

    plan_id: Mapped[str] = mapped_column(refers_to("plan.id"), index=True)
    review_id: Mapped[str] = mapped_column(refers_to("plan_review.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[date | None]


class ReviewFigures(Record):
    """What the registers said of one topic when a review was finished, in each language, as JSON.

    Its id is its place.
    """

    __tablename__ = "review_figures"

    review_id: Mapped[str] = mapped_column(refers_to("plan_review.id"), index=True)
    topic: Mapped[str] = mapped_column(String(40), default="")
    said: Mapped[str] = mapped_column(Text, default="")
