"""The draft of a team's own outline, as the editor shows it, and the list of all outlines."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.labels import NO_LABEL, Label
from commission_desk.content.outlines import Outline, Prompt, newest_outlines, outline_or_none
from commission_desk.content.plan_tables import tables_of
from commission_desk.operations.outlines import (
    OWN,
    SHOWN,
    both,
    draft_of,
    outline_in,
    points,
    prompt_in,
    published,
)
from commission_desk.operations.records import get, standing
from commission_desk.store.tables import (
    OutlinePart,
    OutlineSection,
    OutlineVersion,
    Plan,
    TeamOutline,
)

TEXTS = ("title", "help", "covers", "look", "example")  # what a part says, in each language
HEAD = ("title", "about")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it was written in each language; one that is missing is empty."""

    en: str = ""
    cy: str = ""

    @property
    def label(self) -> Label:
        """The text as it is shown: the other language stands in for one that is missing."""
        return both(self.en, self.cy)


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A part of a draft; ``number`` is empty for one that is not shown.

    ``original`` says that the program brings this part, ``changed`` that it is in other words
    here. ``published`` is True once a version has had it. ``meant`` are the tables that were made
    for the part and always stand in it, ``tables`` those that the team has put there.
    """

    id: str
    prompt_id: str
    section: str
    number: str
    status: str
    words: dict[str, Words]
    original: bool = False
    changed: bool = False
    published: bool = False
    meant: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def title(self) -> Label:
        """What the part is called."""
        return self.words["title"].label


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A heading of a draft with all its parts, shown or not."""

    id: str
    number: str
    status: str
    words: dict[str, Words]
    parts: tuple[DraftPart, ...]

    @property
    def title(self) -> Label:
        """What the section is called."""
        return self.words["title"].label


@dataclass(frozen=True, slots=True)
class Draft:
    """A team's outline as it is edited; ``number`` is that of the version it is to become.

    ``changed`` says that it differs from the newest version, ``based_on`` whose copy it is.
    """

    id: str
    words: dict[str, Words]
    based_on: Label
    number: int
    changed: bool
    sections: tuple[DraftSection, ...]

    @property
    def title(self) -> Label:
        """What the outline is called."""
        return self.words["title"].label

    def find(self, record: str) -> DraftSection | DraftPart | None:
        """Return the section or part with this id."""
        for section in self.sections:
            if section.id == record:
                return section
            for part in section.parts:
                if part.id == record:
                    return part
        return None


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """An outline as the list shows it; ``draft`` says that it has changes nobody can take yet.

    ``key`` is what to copy, ``record`` what to edit, empty for one of the program's; ``version``
    is 0 for one that was never published. ``plans`` are the titles of the plans on any version.
    """

    key: str
    record: str
    title: Label
    about: Label
    version: int
    dated: date | None
    parts: int
    draft: bool
    plans: tuple[str, ...]

    @property
    def own(self) -> bool:
        """Whether it is the team's own."""
        return bool(self.record)


def outline_rows(session: Session) -> tuple[OutlineRow, ...]:
    """Return every outline: the team's own by title, then those that come with the program."""
    used = _used(session)
    heads = session.scalars(standing(TeamOutline)).all()
    own = sorted((_own_row(session, head, used) for head in heads), key=_by_title)
    return (*own, *(
        OutlineRow(
            each.key, "", each.title, each.about, each.version, each.dated, len(each.prompts),
            draft=False, plans=tuple(used[each.id]),
        )
        for each in newest_outlines()
    ))  # fmt: skip


def plans_on(session: Session, record: str) -> tuple[str, ...]:
    """Return the titles of the plans on any version of one of the team's outlines."""
    return tuple(_used(session)[OWN + record])


def draft(session: Session, record: str) -> Draft:
    """Return the draft of one of the team's outlines; raises UserError if it was removed."""
    head = get(session, TeamOutline, record)
    newest = newest_version(session, record)
    number = newest.number + 1 if newest else 1
    base = outline_or_none(head.based_on).title if head.based_on else NO_LABEL
    had = set(session.scalars(
        select(OutlinePart.prompt_id)
        .where(OutlinePart.outline_id == record, OutlinePart.version_id.is_not(None))
    ))  # fmt: skip
    parts: dict[str, list[OutlinePart]] = defaultdict(list)
    for part in part_rows(session, record):
        parts[part.section_id].append(part)
    sections, place = [], 0
    for row in section_rows(session, record):
        shown = row.status == SHOWN
        place += shown
        here = str(place) if shown else ""
        sections.append(
            DraftSection(
                row.id,
                here,
                row.status,
                _words(row, ("title",)),
                tuple(_parts(session, head, parts[row.id], here, had)),
            )
        )
    changed = newest is None or not same(
        draft_of(session, head, number), outline_in(session, OWN + newest.id)
    )
    return Draft(record, _words(head, HEAD), base, number, changed, tuple(sections))


def newest_version(session: Session, record: str) -> OutlineVersion | None:
    """Return the version of one of the team's outlines that was published last."""
    found = published(session, record)
    return found[-1] if found else None


def same(one: Outline, other: Outline) -> bool:
    """Whether two outlines say the same, whatever their versions."""
    return _said(one) == _said(other)


def section_rows(session: Session, record: str) -> list[OutlineSection]:
    """Return the sections of a draft in order."""
    return list(session.scalars(
        standing(OutlineSection)
        .where(OutlineSection.outline_id == record, OutlineSection.version_id.is_(None))
        .order_by(OutlineSection.position, OutlineSection.id)
    ))  # fmt: skip


def part_rows(session: Session, record: str, section: str = "") -> list[OutlinePart]:
    """Return the parts of a draft, or of one of its sections, in order."""
    statement = standing(OutlinePart).where(
        OutlinePart.outline_id == record, OutlinePart.version_id.is_(None)
    )
    if section:
        statement = statement.where(OutlinePart.section_id == section)
    return list(session.scalars(statement.order_by(OutlinePart.position, OutlinePart.id)))


def original(session: Session, based_on: str, prompt_id: str) -> Prompt | None:
    """Return a part as the program brings it: in the outline that was copied, or in its own."""
    there = (each for each in outline_or_none(based_on).prompts if each.id == prompt_id)
    found = next(there, None)
    if found is None and not prompt_id.startswith(OWN):
        known = prompt_in(session, prompt_id)
        found = known[1] if known else None
    return found


def texts_of(prompt: Prompt) -> dict[str, str]:
    """Return what a part says, as a draft keeps it."""
    found: dict[str, str] = {}
    for name, label in (
        ("title", prompt.title), ("help", prompt.help), ("look", prompt.look),
        ("example", prompt.example),
    ):  # fmt: skip
        found |= {name: label.en, f"{name}_cy": label.cy}
    found["covers"] = "\n".join(point.en for point in prompt.covers)
    found["covers_cy"] = "\n".join(point.cy for point in prompt.covers)
    return found


def _parts(
    session: Session, head: TeamOutline, rows: list[OutlinePart], section: str, had: set[str]
) -> list[DraftPart]:
    made, place = [], 0
    for row in rows:
        shown = row.status == SHOWN and bool(section)
        place += shown
        first = original(session, head.based_on, row.prompt_id)
        changed = first is not None and any(
            getattr(row, name) != text for name, text in texts_of(first).items()
        )
        made.append(
            DraftPart(
                row.id,
                row.prompt_id,
                row.section_id,
                f"{section}.{place}" if shown else "",
                row.status,
                _words(row, TEXTS),
                first is not None,
                changed,
                row.prompt_id in had,
                tuple(table.id for table in tables_of(row.prompt_id)),
                tuple(points(row.tables)),
            )
        )
    return made


def _words(row: Any, names: tuple[str, ...]) -> dict[str, Words]:
    return {name: Words(getattr(row, name), getattr(row, f"{name}_cy")) for name in names}


def _own_row(session: Session, head: TeamOutline, used: dict[str, list[str]]) -> OutlineRow:
    newest = newest_version(session, head.id)
    now = draft_of(session, head, newest.number + 1 if newest else 1)
    last = outline_in(session, OWN + newest.id) if newest else None
    return OutlineRow(
        OWN + newest.id if newest else "", head.id, now.title, now.about,
        newest.number if newest else 0, newest.published_on if newest else None,
        len((last or now).prompts), last is None or not same(now, last),
        tuple(used[OWN + head.id]),
    )  # fmt: skip


def _used(session: Session) -> dict[str, list[str]]:
    """Return the titles of the plans on each outline, whatever its version."""
    used: dict[str, list[str]] = defaultdict(list)
    for title, key in session.execute(
        select(Plan.title, Plan.outline_id).where(Plan.deleted.is_(False)).order_by(Plan.title)
    ):
        used[outline_in(session, key).id].append(title)
    return used


def _said(outline: Outline) -> object:
    return outline.title, outline.about, [
        (section.title, section.prompts) for section in outline.sections
    ]  # fmt: skip


def _by_title(row: OutlineRow) -> str:
    return row.title.en.casefold()
