"""Agenda templates: the items a meeting starts with."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, by_id, find, open_content

PURPOSES = ("", "decision", "discussion", "information")


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of a template; ``minutes`` is the time it usually takes.

    A ``required`` item is missed when it is left out. A ``yearly`` item is put on the agenda
    when the meeting's series has not had it for a year.
    """

    key: str
    title: Label
    note: Label
    lead: Label
    purpose: str
    minutes: int
    required: bool
    yearly: bool


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """The items of one kind of meeting, in order."""

    id: str
    title: Label
    note: Label
    dated: date
    source: str
    items: tuple[AgendaItem, ...]

    @property
    def minutes(self) -> int:
        """How long the meeting usually takes, without the yearly items."""
        return sum(item.minutes for item in self.items if not item.yearly)


@cache
def agenda_templates() -> tuple[AgendaTemplate, ...]:
    """Return every agenda template."""
    return read_agendas(open_content("agendas.toml"))


def agenda_template(template_id: str) -> AgendaTemplate:
    """Return one agenda template."""
    return find(by_id(agenda_templates(), lambda t: t.id), template_id, "agenda template")


def read_agendas(entry: Entry) -> tuple[AgendaTemplate, ...]:
    """Make agenda templates of a content file."""
    entry.only("agenda")
    return tuple(_template(template) for template in entry.entries("agenda"))


def _template(entry: Entry) -> AgendaTemplate:
    entry.only("id", "title", "note", "dated", "source", "item")
    items = entry.entries("item", key="key") if "item" in entry.fields else ()
    return AgendaTemplate(
        id=entry.id(),
        title=entry.label("title"),
        note=entry.label("note"),
        dated=entry.date("dated"),
        source=entry.text("source"),
        items=tuple(_item(item) for item in items),
    )


def _item(entry: Entry) -> AgendaItem:
    entry.only("key", "title", "note", "lead", "purpose", "minutes", "required", "yearly")
    return AgendaItem(
        key=entry.id("key"),
        title=entry.label("title"),
        note=entry.label("note", optional=True),
        lead=entry.label("lead", optional=True),
        purpose=entry.choice("purpose", PURPOSES, default=""),
        minutes=entry.whole("minutes", default=0),
        required=entry.flag("required"),
        yearly=entry.flag("yearly"),
    )
