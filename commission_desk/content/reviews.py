"""The yearly review of a plan: its questions, what it is for, and what it draws on."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, open_content


@dataclass(frozen=True, slots=True)
class Said:
    """A purpose of a review, or a source of its information, in words."""

    id: str
    words: Label


@dataclass(frozen=True, slots=True)
class Topic:
    """What the registers are asked; ``nothing`` is said where they hold nothing of it."""

    id: str
    title: Label
    nothing: Label
    information: Said


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the review, with the topics whose figures are shown beside it."""

    id: str
    number: str
    title: Label
    help: Label
    draws: tuple[Topic, ...]
    dated: date
    source: str


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """The whole form."""

    title: Label
    about: Label
    purposes: tuple[Said, ...]
    information: tuple[Said, ...]
    topics: tuple[Topic, ...]
    questions: tuple[Question, ...]
    dated: date
    source: str


@cache
def review_form() -> ReviewForm:
    """Return the form of the yearly review."""
    return read_reviews(open_content("reviews.toml"))


def question_title(question: str, language: str) -> str:
    """Return what a question asks; its id for one that is not known here."""
    found = (each.title.text(language) for each in review_form().questions if each.id == question)
    return next(found, question)


def read_reviews(entry: Entry) -> ReviewForm:
    """Make the form of a content file; each topic is drawn beside one question."""
    entry.only("title", "about", "dated", "source", "purpose", "information", "topic", "question")
    information = {each.id: each for each in map(_said, entry.entries("information"))}
    topics = {each.id: each for each in (_topic(t, information) for t in entry.entries("topic"))}
    questions = tuple(
        _question(each, str(number), topics)
        for number, each in enumerate(entry.entries("question"), 1)
    )
    drawn = [topic.id for question in questions for topic in question.draws]
    if sorted(drawn) != sorted(topics):
        entry.fail("each topic is drawn beside one question")
    return ReviewForm(
        entry.label("title"), entry.label("about"),
        tuple(_said(each) for each in entry.entries("purpose")), tuple(information.values()),
        tuple(topics.values()), questions, entry.date("dated"), entry.text("source"),
    )  # fmt: skip


def _said(entry: Entry) -> Said:
    entry.only("id", "words")
    return Said(entry.id(), entry.label("words"))


def _topic(entry: Entry, information: dict[str, Said]) -> Topic:
    entry.only("id", "title", "nothing", "information")
    source = information[entry.choice("information", information)]
    return Topic(entry.id(), entry.label("title"), entry.label("nothing"), source)


def _question(entry: Entry, number: str, topics: dict[str, Topic]) -> Question:
    entry.only("id", "title", "help", "draws", "dated", "source")
    unknown = [each for each in entry.texts("draws") if each not in topics]
    if unknown:
        entry.fail(f"there is no topic {', '.join(unknown)}")
    return Question(
        entry.id(), number, entry.label("title"), entry.label("help"),
        tuple(topics[each] for each in entry.texts("draws")), entry.date("dated"),
        entry.text("source"),
    )  # fmt: skip
