"""What differs between two versions of a plan, part by part, in the words that are printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from commission_desk.domain.papers import PlanPaper, PlanPart, PlanTableRows

CELLS = " · "  # between the cells of a row, in words


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part that differs; ``before`` or ``after`` is empty where it was added or taken away.

    Both say the same where only the formatting differs.
    """

    prompt_id: str
    number: str
    title: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """Whether it was added, removed or changed."""
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


def plan_changes(before: PlanPaper, after: PlanPaper, about: str) -> tuple[PartChange, ...]:
    """Return the parts that differ, in the order of the later plan; then those that are gone.

    What the plan says of itself comes first, under the title ``about`` and without a prompt.
    """
    old, new = dict(_parts(before)), dict(_parts(after))
    found = []
    if _about(before) != _about(after):
        found.append(PartChange("", "", about, _about(before), _about(after)))
    for key in [*new, *(key for key in old if key not in new)]:
        part = new.get(key) or old[key]
        was, now = part_words(old.get(key)), part_words(new.get(key))
        if was != now or _texts(old.get(key)) != _texts(new.get(key)):
            found.append(PartChange(key, part.number, part.title, was, now))
    return tuple(found)


def _about(paper: PlanPaper) -> str:
    lines = (paper.title, paper.care_group, paper.period, paper.lead, *paper.partners)
    return "\n".join(line for line in lines if line)


def part_words(part: PlanPart | None) -> str:
    """Return all that a part says: its text, its reason not to apply, the rows of its tables."""
    if part is None:
        return ""
    if part.not_applicable:
        return part.reason or "–"
    blocks = [part.text.plain] if not part.text.is_empty else []
    return "\n\n".join([*blocks, *map(_table_words, part.tables)])


def _texts(part: PlanPart | None) -> object:
    """Return a part's text with its formatting, unless it says nothing anyway."""
    return None if part is None or part.not_applicable or part.text.is_empty else part.text


def _table_words(table: PlanTableRows) -> str:
    lines = [CELLS.join(cell for cell in row if cell) for row in (table.head, *table.rows)]
    return "\n".join([table.title, *lines, *table.notes])


def _parts(paper: PlanPaper) -> Iterator[tuple[str, PlanPart]]:
    for section in paper.sections:
        for part in section.parts:
            yield part.prompt_id, part
