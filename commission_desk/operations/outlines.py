"""Every outline that a desk knows: those of the program and, by their versions, the team's own.

What the program brings is read without the desk. One of the team's own is read by its key alone,
and stays readable for the plans on it when a newer one is published or the
outline is removed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from commission_desk.content.labels import Label
from commission_desk.content.outlines import (
    Outline,
    Prompt,
    Section,
    newest_outlines,
    outline_or_none,
    prompt_elsewhere,
    usual_outline,
)
from commission_desk.content.plan_tables import plan_tables
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.desk import KEPT
from commission_desk.store.tables import (
    OutlinePart,
    OutlineSection,
    OutlineVersion,
    Record,
    Step,
    TeamOutline,
)

OWN = "own."  # before the id of a version in the key that a plan keeps, and in ids of the team's
SHOWN = "shown"
_READ = "outlines"  # under which the versions are kept that were read


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a part is called in another outline, and what that outline is called."""

    outline: Label
    title: Label


def outline_in(session: Session, key: str) -> Outline:
    """Return an outline; without parts and under its own key where nobody here has one such."""
    if not key.startswith(OWN):
        return outline_or_none(key)
    known = _known(session)
    if key not in known:
        version = session.get(OutlineVersion, key.removeprefix(OWN))
        known[key] = outline_or_none(key) if version is None else _published(session, version)
    return known[key]


def _known(session: Session) -> dict[str, Outline]:
    """Return the team's outlines that were read already, as long as the desk has not changed.

    Whoever asks for a plan asks for it several times over. Nothing is kept across a step of the
    history, whoever took it: a step may erase a person from a version.
    """
    if _READ not in session.info:
        kept: dict[str, tuple[str | None, dict[str, Outline]]] = session.info.get(KEPT, {})
        newest = session.scalar(select(Step.id).order_by(Step.seq.desc()).limit(1))
        if kept.get(_READ, ("", {}))[0] != newest:
            kept[_READ] = (newest, {})
        session.info[_READ] = kept[_READ][1]
    found: dict[str, Outline] = session.info[_READ]
    return found


def known_outline(session: Session, key: str) -> Outline:
    """Return an outline; raises UserError for one that neither program nor desk has."""
    found = outline_in(session, key)
    if not found.known:
        raise UserError(
            _("This version of the program does not know the outline “{outline}”. "
              "Update the program, or change the plan’s outline.").format(outline=key)
        )  # fmt: skip
    return found


def newest_in(session: Session) -> tuple[Outline, ...]:
    """Return the newest version of each outline: the program's, then the team's by title."""
    newest = {row.outline_id: row for row in published(session)}
    own = (outline_in(session, OWN + row.id) for row in newest.values())
    return (*newest_outlines(), *sorted(own, key=lambda each: each.title.en.casefold()))


def published(session: Session, outline: str = "") -> list[OutlineVersion]:
    """Return the versions of the team's outlines, or of one of them, the newest last."""
    statement = (
        select(OutlineVersion)
        .join(TeamOutline, TeamOutline.id == OutlineVersion.outline_id)
        .where(OutlineVersion.deleted.is_(False), TeamOutline.deleted.is_(False))
        .order_by(OutlineVersion.number, OutlineVersion.published_on, OutlineVersion.id)
    )
    if outline:
        statement = statement.where(OutlineVersion.outline_id == outline)
    return list(session.scalars(statement))


def prompt_in(session: Session, prompt_id: str) -> tuple[Outline, Prompt] | None:
    """Return a part with an outline that has it: the program's, or the newest of the team's."""
    found = prompt_elsewhere(prompt_id)
    if found is not None or not prompt_id.startswith(OWN):
        return found
    version = session.scalar(
        select(OutlineVersion)
        .join(OutlinePart, OutlinePart.version_id == OutlineVersion.id)
        .where(OutlinePart.prompt_id == prompt_id)
        .order_by(OutlineVersion.published_on.desc(), OutlineVersion.number.desc())
        .limit(1)
    )
    if version is None:
        return None
    whole = outline_in(session, OWN + version.id)
    return next(((whole, each) for each in whole.prompts if each.id == prompt_id), None)


def elsewhere(session: Session, prompt_id: str) -> Elsewhere | None:
    """Return what a part that an outline lacks is called where there is one; None for nowhere."""
    found = prompt_in(session, prompt_id)
    if found is None:
        return None
    whole = found[0]
    title = Label(part_title(whole, prompt_id, "en"), part_title(whole, prompt_id, "cy"))
    return Elsewhere(whole.title, title)


def part_title(outline: Outline, prompt_id: str, language: str) -> str:
    """Return what a part is called, after its section where several parts have the same title."""
    prompt = next(each for each in outline.prompts if each.id == prompt_id)
    title = prompt.title.text(language)
    if sum(each.title.text(language) == title for each in outline.prompts) > 1:
        return f"{outline.section_of(prompt_id).title.text(language)}: {title}"
    return title


def records_of(session: Session, key: str) -> Iterator[Record]:
    """Yield the records that one of the team's versions is made of; none for the program's."""
    version = session.get(OutlineVersion, key.removeprefix(OWN)) if key.startswith(OWN) else None
    if version is None:
        return
    yield version
    yield session.get_one(TeamOutline, version.outline_id)
    for table in (OutlineSection, OutlinePart):
        yield from session.scalars(select(table).where(table.version_id == version.id))


def draft_of(session: Session, head: TeamOutline, number: int) -> Outline:
    """Return what the draft of an outline would be as a version: what it shows."""
    rows = _rows(session, lambda table: (
        table.outline_id == head.id, table.version_id.is_(None), table.deleted.is_(False),
        table.status == SHOWN,
    ))  # fmt: skip
    return _outline(head, f"{OWN}{head.id}", number, date.min, "", rows)


def both(en: str, cy: str) -> Label:
    """Return a text in both languages; where one is missing the other stands in for it."""
    return Label(en or cy, cy or en)


def _published(session: Session, version: OutlineVersion) -> Outline:
    rows = _rows(session, lambda table: (table.version_id == version.id,))
    dated = version.published_on or date.min
    family = f"{OWN}{version.outline_id}"
    return _outline(version, family, version.number, dated, f"{OWN}{version.id}", rows)


def _rows(session: Session, where: Callable[[Any], tuple[Any, ...]]) -> list[list[Row[Any]]]:
    """Return the rows of sections and of parts that match, in their order.

    They are read as rows, not as records: a plan of many parts is opened all the time. Those of a
    version are read even when its outline was removed, or its publishing undone: a plan may be on
    it.
    """
    tables: tuple[type[Any], ...] = (OutlineSection, OutlinePart)
    return [
        list(
            session.execute(
                select(*table.__table__.c).where(*where(table)).order_by(table.position, table.id)
            )
        )
        for table in tables
    ]


def _outline(
    head: TeamOutline | OutlineVersion, family: str, number: int, dated: date, name: str,
    rows: Iterable[list[Row[Any]]],
) -> Outline:  # fmt: skip
    sections, parts = rows
    usual = {prompt.id: prompt for prompt in usual_outline().prompts}
    under: dict[str, list[Row[Any]]] = defaultdict(list)
    for part in parts:
        under[part.section_id].append(part)
    filled = [each for each in sections if each.id in under]
    return Outline(
        id=family, version=number, title=both(head.title, head.title_cy),
        about=both(head.about, head.about_cy), status="current", dated=dated, source="",
        sections=tuple(
            Section(
                f"{OWN}{section.id}", str(place), both(section.title, section.title_cy),
                tuple(
                    _prompt(part, f"{place}.{at}", usual)
                    for at, part in enumerate(under[section.id], 1)
                ),
            )
            for place, section in enumerate(filled, 1)
        ),
        scoping=usual_outline().scoping, name=name,
    )  # fmt: skip


def _prompt(part: Row[Any], number: str, usual: dict[str, Prompt]) -> Prompt:
    """Make a part of its words; what else the program knows of it is as it always was."""
    known = usual.get(part.prompt_id) or _shipped(part.prompt_id)
    covers = zip_longest(points(part.covers), points(part.covers_cy), fillvalue="")
    return Prompt(
        part.prompt_id, number, both(part.title, part.title_cy), both(part.help, part.help_cy),
        tuple(both(en, cy) for en, cy in covers), both(part.look, part.look_cy),
        both(part.example, part.example_cy), known.source if known else "",
        known.serves if known else (), known.compiled if known else "",
        tables=tuple(each for each in points(part.tables) if each in known_tables()),
    )  # fmt: skip


def known_tables() -> frozenset[str]:
    """Return the ids of the tables that can be put into a part."""
    return frozenset(table.id for table in plan_tables())


def _shipped(prompt_id: str) -> Prompt | None:
    found = None if prompt_id.startswith(OWN) else prompt_elsewhere(prompt_id)
    return found[1] if found else None


def points(text: str) -> list[str]:
    """Return the points of a text that has one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
