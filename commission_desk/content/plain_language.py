"""The sentences of the plain-language summary, by id, in both languages."""

from dataclasses import dataclass
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, by_id, find, open_content


@dataclass(frozen=True, slots=True)
class Sentence:
    """A heading or sentence with places to fill."""

    id: str
    text: Label


@cache
def plain_sentences() -> tuple[Sentence, ...]:
    """Return every sentence."""
    return read_plain_sentences(open_content("plain_language.toml"))


def plain(sentence_id: str) -> Label:
    """Return one sentence."""
    return find(_known(), sentence_id, "sentence").text


@cache
def _known() -> dict[str, Sentence]:
    return by_id(plain_sentences(), lambda sentence: sentence.id)


def read_plain_sentences(entry: Entry) -> tuple[Sentence, ...]:
    """Make the sentences of a content file."""
    entry.only("dated", "source", "words")
    entry.date("dated")
    entry.text("source")
    return tuple(_one(words) for words in entry.entries("words"))


def _one(entry: Entry) -> Sentence:
    entry.only("id", "text")
    return Sentence(entry.id(), entry.label("text"))
