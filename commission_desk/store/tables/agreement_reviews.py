"""Reviews of agreements, what people said of them, their documents, and reviews of services."""

from datetime import date

from sqlalchemy import Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Base, Record, refers_to


class AgreementReview(Record):
    """A review of an agreement on a day; what the desk said of it then is its snapshots.

    ``evaluated`` says that it is also the yearly look at how to improve or adapt, whose answers
    are the fields after it. ``facts`` are figures as JSON, to be held against the next review.
    """

    __tablename__ = "agreement_review"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    meeting_id: Mapped[str | None] = mapped_column(refers_to("meeting.id"), index=True)
    status: Mapped[str] = mapped_column(String(12), default="draft")  # draft, finished
    held_on: Mapped[date | None]
    since: Mapped[date | None]
    took_part: Mapped[str] = mapped_column(Text, default="")
    found: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[str] = mapped_column(Text, default="")
    evaluated: Mapped[bool] = mapped_column(default=False)
    configuration: Mapped[str] = mapped_column(Text, default="")
    quality: Mapped[str] = mapped_column(Text, default="")
    efficiency: Mapped[str] = mapped_column(Text, default="")
    expected: Mapped[str] = mapped_column(Text, default="")
    actual: Mapped[str] = mapped_column(Text, default="")
    conclusion: Mapped[str] = mapped_column(String(16), default="")
    finished_on: Mapped[date | None]
    finished_by: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[str] = mapped_column(Text, default="")


class AgreementSnapshot(Record):
    """What the desk said of a topic when a review was finished, in each language, as JSON.

    Its id is its place.
    """

    __tablename__ = "agreement_snapshot"

    review_id: Mapped[str] = mapped_column(refers_to("agreement_review.id"), index=True)
    topic: Mapped[str] = mapped_column(String(40), default="")
    said: Mapped[str] = mapped_column(Text, default="")


class Feedback(Record):
    """What somebody said of a service, by role and never by name, and what was done about it.

    ``people`` is how many it stands for, such as the answers to a survey.
    """

    __tablename__ = "feedback"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    given_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(24), default="")
    gathered: Mapped[str] = mapped_column(String(24), default="")
    kind: Mapped[str] = mapped_column(String(16), default="")
    people: Mapped[int] = mapped_column(default=1)
    role: Mapped[str] = mapped_column(Text, default="")
    said: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[str] = mapped_column(Text, default="")
    done_on: Mapped[date | None]


class Document(Record):
    """A document about an agreement: a file kept in the desk, or where it is kept elsewhere.

    ``fingerprint`` is the SHA-256 of its bytes, by which the blob is found; empty without a file.
    """

    __tablename__ = "document"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    title: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(24), default="")
    dated: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    kept_at: Mapped[str] = mapped_column(Text, default="")
    file_name: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")
    size: Mapped[int] = mapped_column(default=0)
    added_on: Mapped[date | None]


class Blob(Base):
    """The bytes of a document, kept once whatever has them; only ever added to and swept.

    No record: the history knows a document's bytes by their fingerprint alone.
    """

    __tablename__ = "blob"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of the bytes
    size: Mapped[int] = mapped_column(Integer)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ServiceReview(Record):
    """A review of a whole service before its agreements end, from its plan to its outcome."""

    __tablename__ = "service_review"

    title: Mapped[str] = mapped_column(Text, default="")
    services: Mapped[str] = mapped_column(Text, default="")
    lead: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(16), default="planned")
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(Text, default="")


class ServiceElement(Record):
    """One of the elements of a service review, where it stands; its id is its place."""

    __tablename__ = "service_element"

    review_id: Mapped[str] = mapped_column(refers_to("service_review.id"), index=True)
    key: Mapped[str] = mapped_column(String(40), default="")
    status: Mapped[str] = mapped_column(String(16), default="open")
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(Text, default="")


class ReviewedAgreement(Record):
    """An agreement that a service review covers; its id is its place."""

    __tablename__ = "reviewed_agreement"

    review_id: Mapped[str] = mapped_column(refers_to("service_review.id"), index=True)
    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
