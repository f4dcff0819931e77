"""Column headings of other people's spreadsheets, and the fields of ours they mean."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from commission_desk.content.reading import Entry, find, open_content

KINDS = ("agreement", "organisation", "stakeholder")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
WORD = re.compile(r"[^\W_]+")


def normal_heading(heading: str) -> str:
    """Return a heading as it is compared: small words, camelCase and punctuation taken apart."""
    words = CAMEL.sub(" ", unicodedata.normalize("NFKC", heading))
    return " ".join(WORD.findall(words.replace("'", "").replace("’", "").casefold()))


def heading_synonyms(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return the known headings of each field of a kind of record, likeliest first."""
    return find(_all(), kind, "kind of record")


@cache
def _all() -> dict[str, Mapping[str, tuple[str, ...]]]:
    return read_headings(open_content("headings.toml"))


def read_headings(entry: Entry) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """Make the synonyms of a content file; no heading may mean two fields of one kind.

    A field's own name counts as one of its headings.
    """
    entry.only("dated", "source", *KINDS)
    entry.date("dated")
    entry.text("source")
    return {kind: _kind(entry, kind) for kind in KINDS}


def _kind(entry: Entry, kind: str) -> Mapping[str, tuple[str, ...]]:
    table = entry.fields.get(kind)
    if not isinstance(table, dict):
        entry.fail(f"has no {kind}")
    part = Entry(entry.file, kind, table)
    meaning = {normal_heading(field): field for field in table}
    found: dict[str, tuple[str, ...]] = {}
    for field in table:
        found[field] = tuple(normal_heading(word) for word in part.texts(field))
        for word in found[field]:
            if meaning.setdefault(word, field) != field:
                part.fail(f"{word!r} means both {meaning[word]} and {field}")
    return MappingProxyType(found)
