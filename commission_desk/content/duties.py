"""The duties that come before something that is commissioned may be stopped."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.choices import choices
from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, open_content


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty; ``help`` says what meets it."""

    id: str
    title: Label
    help: Label


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties in their order, and the kinds of intention that they come before."""

    kinds: tuple[str, ...]
    duties: tuple[Duty, ...]
    dated: date
    source: str


@cache
def duties() -> Duties:
    """Return the duties and what they are for."""
    return read_duties(open_content("duties.toml"))


def read_duties(entry: Entry) -> Duties:
    """Make duties of a content file; the kinds must be those of intentions."""
    entry.only("kinds", "dated", "source", "duty")
    kinds = entry.texts("kinds")
    if not {each.id for each in choices("intention-kind")}.issuperset(kinds):
        entry.fail("kinds must be kinds of intentions")
    return Duties(
        kinds, tuple(_duty(each) for each in entry.entries("duty")), entry.date("dated"),
        entry.text("source"),
    )  # fmt: skip


def _duty(entry: Entry) -> Duty:
    entry.only("id", "title", "help")
    return Duty(entry.id(), entry.label("title"), entry.label("help"))
