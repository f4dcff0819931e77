"""The review of an agreement, its yearly evaluation, and the elements of a service review."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, open_content


@dataclass(frozen=True, slots=True)
class SnapshotTopic:
    """What is kept of an agreement; ``nothing`` is said where the desk holds none of it."""

    id: str
    title: Label
    nothing: Label


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the yearly evaluation, or an element of a service review."""

    id: str
    title: Label
    help: Label
    dated: date
    source: str


@dataclass(frozen=True, slots=True)
class AgreementReviewForm:
    """The whole content."""

    about: Label
    topics: tuple[SnapshotTopic, ...]
    questions: tuple[Asked, ...]
    elements: tuple[Asked, ...]
    dated: date
    source: str


@cache
def agreement_review_form() -> AgreementReviewForm:
    """Return what a review of an agreement asks and keeps."""
    return read_agreement_reviews(open_content("agreement_reviews.toml"))


def read_agreement_reviews(entry: Entry) -> AgreementReviewForm:
    """Make the form of a content file."""
    entry.only("about", "dated", "source", "topic", "question", "element")
    return AgreementReviewForm(
        entry.label("about"),
        tuple(_topic(each) for each in entry.entries("topic")),
        tuple(_asked(each) for each in entry.entries("question")),
        tuple(_asked(each) for each in entry.entries("element")),
        entry.date("dated"), entry.text("source"),
    )  # fmt: skip


def _topic(entry: Entry) -> SnapshotTopic:
    entry.only("id", "title", "nothing")
    return SnapshotTopic(entry.id(), entry.label("title"), entry.label("nothing"))


def _asked(entry: Entry) -> Asked:
    entry.only("id", "title", "help", "dated", "source")
    return Asked(
        entry.id(), entry.label("title"), entry.label("help"), entry.date("dated"),
        entry.text("source"),
    )  # fmt: skip
