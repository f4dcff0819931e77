"""Column headings of other people's spreadsheets, and the fields of ours they mean."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from commission_desk.content.reading import Entry, find, open_content

KINDS = ("agreement", "organisation", "stakeholder")
SEPARATORS = re.compile(r"[\s_:/().,'’?*£-]+")
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def normal_heading(heading: str) -> str:
    """Return a heading as the synonyms are written: small letters, one space, no punctuation."""
    return SEPARATORS.sub(" ", CAMEL.sub(" ", heading)).strip().casefold()


def heading_synonyms(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return the known headings of each field of a kind of record, likeliest first."""
    return find(_all(), kind, "kind of record")


def field_of(kind: str, heading: str) -> str:
    """Return the field a heading means, or "" when nobody has met it yet."""
    return _fields(kind).get(normal_heading(heading), "")


@cache
def _all() -> dict[str, Mapping[str, tuple[str, ...]]]:
    return read_headings(open_content("headings.toml"))


@cache
def _fields(kind: str) -> dict[str, str]:
    return {word: field for field, words in heading_synonyms(kind).items() for word in words}


def read_headings(entry: Entry) -> dict[str, Mapping[str, tuple[str, ...]]]:
    """Make the synonyms of a content file; no heading may mean two fields of one kind."""
    entry.only("dated", "source", *KINDS)
    entry.date("dated")
    entry.text("source")
    return {kind: _kind(entry, kind) for kind in KINDS}


def _kind(entry: Entry, kind: str) -> Mapping[str, tuple[str, ...]]:
    table = entry.fields.get(kind)
    if not isinstance(table, dict):
        entry.fail(f"has no {kind}")
    part = Entry(entry.file, kind, table)
    meaning: dict[str, str] = {}
    found: dict[str, tuple[str, ...]] = {}
    for field in table:
        found[field] = tuple(normal_heading(word) for word in part.texts(field))
        for word in found[field]:
            if meaning.setdefault(word, field) != field:
                part.fail(f"{word!r} means both {meaning[word]} and {field}")
    return MappingProxyType(found)
