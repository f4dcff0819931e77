"""Registers as they are published: their columns, which must not be empty, and their codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import NO_LABEL, Label
from commission_desk.content.reading import Entry, by_id, find, open_content


@dataclass(frozen=True, slots=True)
class PublishedColumn:
    """A column: its ``name`` in the file, what people call it, and which of our facts it shows.

    Without a ``field`` it shows only what was imported under its name or ``heading``. ``called`` is
    what a person is told is missing where it is ``required``.
    """

    name: str
    heading: str
    field: str
    required: bool
    called: Label


@dataclass(frozen=True, slots=True)
class Published:
    """One way to publish a register; ``kinds`` empty means every kind of agreement."""

    id: str
    title: Label
    dated: date
    source: str
    kinds: tuple[str, ...]
    columns: tuple[PublishedColumn, ...]


@cache
def published() -> dict[str, Published]:
    """Return every way to publish by its id."""
    return by_id(_formats(open_content("publishing.toml")), lambda found: found.id)


def published_as(format_id: str) -> Published:
    """Return one way to publish; a KeyError for one that there is not."""
    return find(published(), format_id, "published format")


@cache
def codes(list_id: str) -> Mapping[str, str]:
    """Return what our words are in somebody else's list of codes."""
    lists = open_content("publishing.toml").fields["codes"]
    return {str(ours): str(theirs) for ours, theirs in find(lists, list_id, "codes").items()}


def _formats(entry: Entry) -> tuple[Published, ...]:
    entry.only("format", "codes")
    return tuple(_format(table) for table in entry.entries("format"))


def _format(entry: Entry) -> Published:
    entry.only("id", "title", "dated", "source", "kinds", "column")
    return Published(
        entry.id(), entry.label("title"), entry.date("dated"), entry.text("source"),
        entry.texts("kinds"), tuple(_column(each) for each in entry.entries("column", "name")),
    )  # fmt: skip


def _column(entry: Entry) -> PublishedColumn:
    entry.only("name", "heading", "field", "required", "called")
    required = entry.flag("required")
    return PublishedColumn(
        entry.text("name"), entry.text("heading"), entry.text("field", ""), required,
        entry.label("called") if required else NO_LABEL,
    )  # fmt: skip
