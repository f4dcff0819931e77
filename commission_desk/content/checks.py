"""The words of the checks the program makes: what is found, why it matters, where it comes from."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.labels import Label
from commission_desk.content.reading import TONES, Entry, by_id, find, open_content


@dataclass(frozen=True, slots=True)
class CheckText:
    """What one check says.

    ``values`` names what the caller fills in: ``text.title.filled(language, title=...)``. Dates
    and money are filled in already written in that language.
    """

    id: str
    tone: str
    icon: str
    values: tuple[str, ...]
    title: Label
    detail: Label
    why: Label
    dated: date
    source: str


@cache
def check_texts() -> dict[str, CheckText]:
    """Return the words of every check by its id; callers only read it."""
    return by_id(read_checks(open_content("checks.toml")), lambda text: text.id)


def check_text(check_id: str) -> CheckText:
    """Return the words of one check."""
    return find(check_texts(), check_id, "check")


def read_checks(entry: Entry) -> tuple[CheckText, ...]:
    """Make the words of checks of a content file."""
    entry.only("check")
    return tuple(_check(table) for table in entry.entries("check"))


def _check(entry: Entry) -> CheckText:
    entry.only("id", "tone", "icon", "values", "title", "detail", "why", "dated", "source")
    text = CheckText(
        id=entry.id(),
        tone=entry.choice("tone", TONES),
        icon=entry.text("icon"),
        values=entry.texts("values"),
        title=entry.label("title"),
        detail=entry.label("detail"),
        why=entry.label("why"),
        dated=entry.date("dated"),
        source=entry.text("source"),
    )
    used = text.title.places | text.detail.places | text.why.places
    if used != set(text.values):
        odd = ", ".join(sorted(used ^ set(text.values)))
        entry.fail(f"values and the places in the texts differ: {odd}")
    return text
