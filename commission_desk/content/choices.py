"""Choice lists: what a field may hold, in both languages."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import NO_LABEL, Label
from commission_desk.content.reading import TONES, Entry, by_id, find, open_content


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a field may hold; records keep its ``id``.

    ``note`` explains it where the words are not enough. ``must_hear`` marks a group of
    stakeholders whose absence from the record of contacts is worth a warning. ``since`` and
    ``until`` are the first and last day on which it could be chosen; none means no limit.
    """

    id: str
    label: Label
    note: Label
    tone: str
    icon: str
    must_hear: bool
    since: date | None = None
    until: date | None = None

    def offered_on(self, day: date) -> bool:
        """Say whether it may be chosen for something that happened on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """The choices of one field, in the order they are offered."""

    id: str
    title: Label
    dated: date
    source: str
    choices: tuple[Choice, ...]


@cache
def choice_lists() -> dict[str, ChoiceList]:
    """Return every choice list by its id; callers only read it."""
    return by_id(read_choices(open_content("choices.toml")), lambda found: found.id)


def choice_list(list_id: str) -> ChoiceList:
    """Return one choice list with its title and source."""
    return find(choice_lists(), list_id, "choice list")


def choices(list_id: str) -> tuple[Choice, ...]:
    """Return the choices of one list."""
    return choice_list(list_id).choices


def choices_on(list_id: str, day: date, kept: str = "") -> tuple[Choice, ...]:
    """Return the choices of a list that there were on a day, and the one that is kept already."""
    return tuple(each for each in choices(list_id) if each.offered_on(day) or each.id == kept)


def choice(list_id: str, choice_id: str) -> Choice:
    """Return one choice; an id that is not in the list is a KeyError."""
    return find(by_id(choices(list_id), lambda found: found.id), choice_id, list_id)


def known_choice(list_id: str, choice_id: str) -> Choice:
    """Return one choice; an id that is not known, as of a later version, stands for itself."""
    found = (each for each in choices(list_id) if each.id == choice_id)
    words = Label(choice_id, choice_id)
    return next(found, Choice(choice_id, words, NO_LABEL, "grey", "circle-help", must_hear=False))


def read_choices(entry: Entry) -> tuple[ChoiceList, ...]:
    """Make choice lists of a content file."""
    entry.only("list")
    return tuple(_list(table) for table in entry.entries("list"))


def _list(entry: Entry) -> ChoiceList:
    entry.only("id", "title", "dated", "source", "choice")
    return ChoiceList(
        id=entry.id(),
        title=entry.label("title"),
        dated=entry.date("dated"),
        source=entry.text("source"),
        choices=tuple(_choice(table) for table in entry.entries("choice")),
    )


def _choice(entry: Entry) -> Choice:
    entry.only("id", "label", "note", "tone", "icon", "must_hear", "since", "until")
    return Choice(
        id=entry.id(),
        label=entry.label("label"),
        note=entry.label("note", optional=True),
        tone=entry.choice("tone", TONES, default=""),
        icon=entry.text("icon", ""),
        must_hear=entry.flag("must_hear"),
        since=entry.date("since") if "since" in entry.fields else None,
        until=entry.date("until") if "until" in entry.fields else None,
    )
