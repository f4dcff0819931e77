"""The built-in glossary: the field's terms with short definitions of our own."""

from dataclasses import dataclass
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, by_id, find, open_content


@dataclass(frozen=True, slots=True)
class Term:
    """One term; ``also`` holds other words and abbreviations it is found by, in either language."""

    id: str
    term: Label
    definition: Label
    also: tuple[str, ...]


@cache
def glossary() -> tuple[Term, ...]:
    """Return every term, in the order of the English alphabet."""
    return read_glossary(open_content("glossary.toml"))


def term(term_id: str) -> Term:
    """Return one term."""
    return find(by_id(glossary(), lambda found: found.id), term_id, "term")


def read_glossary(entry: Entry) -> tuple[Term, ...]:
    """Make the glossary of a content file."""
    entry.only("dated", "source", "term")
    entry.date("dated")
    entry.text("source")
    terms = [_term(table) for table in entry.entries("term")]
    return tuple(sorted(terms, key=lambda found: found.term.en.casefold()))


def _term(entry: Entry) -> Term:
    entry.only("id", "term", "definition", "also")
    return Term(
        id=entry.id(),
        term=entry.label("term"),
        definition=entry.label("definition"),
        also=entry.texts("also"),
    )
