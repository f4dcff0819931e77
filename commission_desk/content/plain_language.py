"""The sentences of the plain-language summary, by id, in both languages."""

from collections.abc import Mapping
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, find, open_content


@cache
def plain_words() -> Mapping[str, Label]:
    """Return every sentence by its id."""
    return read_plain_words(open_content("plain_language.toml"))


def plain(words_id: str) -> Label:
    """Return one sentence."""
    return find(plain_words(), words_id, "sentence")


def read_plain_words(entry: Entry) -> dict[str, Label]:
    """Make the sentences of a content file."""
    entry.only("dated", "source", "words")
    entry.date("dated")
    entry.text("source")
    return {words.id(): _one(words) for words in entry.entries("words")}


def _one(entry: Entry) -> Label:
    entry.only("id", "text")
    return entry.label("text")
