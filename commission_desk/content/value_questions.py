"""Questions on value for money and on fees, asked of an agreement at award and at review."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, open_content


@dataclass(frozen=True, slots=True)
class ValueQuestion:
    """One question; answers are kept under its ``id``."""

    id: str
    text: Label


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions on one matter, with what it is about and their source."""

    id: str
    title: Label
    about: Label
    dated: date
    source: str
    questions: tuple[ValueQuestion, ...]


@cache
def value_questions() -> tuple[QuestionGroup, ...]:
    """Return every group of questions, in the order of the file."""
    return read_value_questions(open_content("value_questions.toml"))


def read_value_questions(entry: Entry) -> tuple[QuestionGroup, ...]:
    """Make the groups of a content file."""
    entry.only("group")
    return tuple(_group(table) for table in entry.entries("group"))


def _group(entry: Entry) -> QuestionGroup:
    entry.only("id", "title", "about", "dated", "source", "question")
    return QuestionGroup(
        id=entry.id(),
        title=entry.label("title"),
        about=entry.label("about"),
        dated=entry.date("dated"),
        source=entry.text("source"),
        questions=tuple(_question(table) for table in entry.entries("question")),
    )


def _question(entry: Entry) -> ValueQuestion:
    entry.only("id", "text")
    return ValueQuestion(entry.id(), entry.label("text"))
