"""Editing a team's own outlines without code: always the draft, never a version that stands."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.outlines import Outline
from commission_desk.content.plan_tables import plan_tables, tables_of
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _, ngettext
from commission_desk.operations import records
from commission_desk.operations.outline_drafts import (
    HEAD,
    TEXTS,
    original,
    part_rows,
    plans_on,
    section_rows,
    texts_of,
)
from commission_desk.operations.outlines import OWN, SHOWN, known_outline
from commission_desk.operations.records import get, next_position
from commission_desk.store.desk import named
from commission_desk.store.tables import OutlinePart, OutlineSection, TeamOutline, new_id
from commission_desk.store.tables.outlines import OutlineVersion

STATUSES = (SHOWN, "hidden", "retired")
TABLES: dict[str, type[OutlineSection] | type[OutlinePart]] = {
    "outline_section": OutlineSection, "outline_part": OutlinePart,
}  # fmt: skip
STEP = 1024  # between the positions of neighbours, so that there is room for more
PLACED = ("id", "deleted", "outline_id", "version_id", "section_id")  # set anew in a copy
LONGEST = 200  # letters of a title; it stands in lists and in headings
R = TypeVar("R", bound=OutlineSection | OutlinePart)


@named(N_("New outline"))
def start_outline(session: Session, title: str, title_cy: str = "") -> str:
    """Start an outline without parts and return its id; raises UserError without a title."""
    made = TeamOutline()
    _put(made, {"title": title, "title_cy": title_cy}, HEAD)
    session.add(made)
    return made.id


@named(N_("Copy an outline"))
def copy_outline(session: Session, key: str, title: str, title_cy: str = "") -> str:
    """Make an outline of our own from any other and return its id; parts keep their ids.

    So the answers of a plan stay with them when it goes over to the copy. Raises UserError for an
    outline that is not known here, or without a title.
    """
    source = known_outline(session, key)
    titles = {"title": title, "title_cy": title_cy}
    if key.startswith(OWN):
        version = session.get_one(OutlineVersion, key.removeprefix(OWN))
        made = TeamOutline(based_on=version.based_on)
        _put(made, {**titles, "about": version.about, "about_cy": version.about_cy}, HEAD)
        session.add(made)
        _copy_rows(session, version.id, made.id)
    else:
        made = TeamOutline(based_on=source.key)
        _put(made, {**titles, "about": source.about.en, "about_cy": source.about.cy}, HEAD)
        session.add(made)
        _copy_parts(session, source, made.id)
    return made.id


@named(N_("Edit an outline"))
def edit_outline(session: Session, record: str, **values: str) -> None:
    """Change what an outline says of itself, in either language."""
    _put(get(session, TeamOutline, record), values, HEAD)


@named(N_("Add a section to an outline"))
def add_section(session: Session, record: str, title: str, title_cy: str = "") -> str:
    """Add a section at the end and return its id; raises UserError without a title."""
    get(session, TeamOutline, record)
    place = next_position(session, OutlineSection, outline_id=record, version_id=None)
    made = OutlineSection(outline_id=record, position=place + STEP)
    _put(made, {"title": title, "title_cy": title_cy}, ("title",))
    session.add(made)
    return made.id


@named(N_("Add a part to an outline"))
def add_part(session: Session, section: str, title: str, title_cy: str = "") -> str:
    """Add a part at the end of a section and return its id; raises UserError without a title.

    Its id as a prompt is new, and never used again.
    """
    home = _of_draft(session, OutlineSection, section)
    place = next_position(session, OutlinePart, section_id=section)
    made = OutlinePart(
        outline_id=home.outline_id, section_id=section, position=place + STEP,
        prompt_id=f"{OWN}{new_id()}",
    )  # fmt: skip
    _put(made, {"title": title, "title_cy": title_cy}, TEXTS)
    session.add(made)
    return made.id


@named(N_("Edit a section of an outline"))
def edit_section(session: Session, section: str, **values: str) -> None:
    """Change what a section is called, in either language."""
    _put(_of_draft(session, OutlineSection, section), values, ("title",))


@named(N_("Edit a part of an outline"))
def edit_part(session: Session, part: str, **values: str) -> None:
    """Change what a part asks and the help with it, in either language."""
    _put(_of_draft(session, OutlinePart, part), values, TEXTS)


@named(N_("Choose the tables of a part"))
def put_tables(session: Session, part: str, tables: Iterable[str]) -> None:
    """Put tables into a part, by their ids, besides those that were made for it."""
    chosen = set(tables)
    found = _of_draft(session, OutlinePart, part)
    meant = {table.id for table in tables_of(found.prompt_id)}
    found.tables = "\n".join(
        table.id for table in plan_tables() if table.id in chosen and table.id not in meant
    )


@named(N_("Move a section of an outline"))
def move_section(session: Session, section: str, place: int) -> None:
    """Move a section with its parts to a place among the sections, counted from 0."""
    moved = _of_draft(session, OutlineSection, section)
    order = [row for row in section_rows(session, moved.outline_id) if row.id != section]
    _put_in_order(order, moved, place)


@named(N_("Move a part of an outline"))
def move_part(session: Session, part: str, section: str, place: int) -> None:
    """Move a part to a place in a section, its own or another, counted from 0."""
    moved = _of_draft(session, OutlinePart, part)
    home = _of_draft(session, OutlineSection, section)
    if home.outline_id != moved.outline_id:
        raise UserError(_("A part can only be moved within its outline."))
    order = [row for row in part_rows(session, home.outline_id, section) if row.id != part]
    if moved.section_id != section:
        moved.section_id = section
    _put_in_order(order, moved, place)


@named(N_("Show, hide or retire in an outline"))
def set_outline_status(session: Session, kind: str, record: str, status: str) -> None:
    """Show, hide or retire a section or a part; what plans say there is kept in any case."""
    if status not in STATUSES:
        raise ValueError(status)
    found = _of_draft(session, TABLES[kind], record)
    if found.status != status:
        found.status = status


@named(N_("Put back the wording of a part"))
def reset_part(session: Session, part: str) -> None:
    """Have a part say again what it says in the outline that the program brings."""
    found = _of_draft(session, OutlinePart, part)
    head = get(session, TeamOutline, found.outline_id)
    first = original(session, head.based_on, found.prompt_id)
    if first is None:
        raise UserError(_("This part is our own, so it has no other wording to put back."))
    for name, text in texts_of(first).items():
        if getattr(found, name) != text:
            setattr(found, name, text)


@named(N_("Remove from an outline"))
def remove_from_outline(session: Session, kind: str, record: str) -> None:
    """Take away what no version has had yet; raises UserError for what may be in use."""
    found = _of_draft(session, TABLES[kind], record)
    if isinstance(found, OutlineSection):
        if part_rows(session, found.outline_id, record):
            raise UserError(_("This section has parts. Move or remove them first, or hide it."))
    elif not found.prompt_id.startswith(OWN) or _was_published(session, found):
        raise UserError(_("Plans may have written here, so it cannot be removed. Retire it."))
    records.remove(session, kind, record)


@named(N_("Remove an outline"))
def remove_outline(session: Session, record: str) -> None:
    """Take one of our outlines away with its versions; raises UserError while a plan is on it."""
    used = plans_on(session, record)
    if used:
        words = ngettext(
            "{count} plan is on this outline ({plan}), so it cannot be removed. Put the plan on "
            "another outline first.",
            "{count} plans are on this outline (one is {plan}), so it cannot be removed. Put them "
            "on another outline first.", len(used),
        )  # fmt: skip
        raise UserError(words.format(count=len(used), plan=used[0]))
    records.remove(session, TeamOutline.__tablename__, record)


def _copy_parts(session: Session, source: Outline, record: str) -> None:
    for at, section in enumerate(source.sections):
        home = OutlineSection(
            outline_id=record, position=at * STEP, title=section.title.en,
            title_cy=section.title.cy,
        )  # fmt: skip
        session.add(home)
        session.add_all(
            OutlinePart(
                outline_id=record, section_id=home.id, prompt_id=prompt.id,
                position=place * STEP, **texts_of(prompt),
            )
            for place, prompt in enumerate(section.prompts)
        )  # fmt: skip


def _copy_rows(session: Session, version: str, record: str) -> None:
    """Copy what a version of ours says as it is: a text that lacks Welsh is to lack it here too."""
    homes: dict[str, str] = {}
    for section in _rows_of(session, OutlineSection, version):
        made = OutlineSection(outline_id=record, **_said(section))
        homes[section.id] = made.id
        session.add(made)
    session.add_all(
        OutlinePart(outline_id=record, section_id=homes[part.section_id], **_said(part))
        for part in _rows_of(session, OutlinePart, version)
        if part.section_id in homes
    )


def _rows_of(session: Session, table: type[R], version: str) -> Iterable[R]:
    return session.scalars(select(table).where(table.version_id == version)).all()


def _said(row: OutlineSection | OutlinePart) -> dict[str, Any]:
    names = (column.key for column in row.__table__.columns)
    return {name: getattr(row, name) for name in names if name not in PLACED}


def _of_draft(session: Session, table: type[R], record: str) -> R:
    found: R = get(session, table, record)
    if found.version_id is not None:
        raise UserError(_("A version that was published stays as it is. Change the draft."))
    return found


def _put(row: Any, values: Mapping[str, str], names: Iterable[str]) -> None:
    allowed = {name for each in names for name in (each, f"{each}_cy")}
    if strange := set(values) - allowed:
        raise TypeError(f"an outline has no text named {sorted(strange)}")
    for name, text in values.items():
        tidy = _tidy(text, lines=name.removesuffix("_cy") not in ("title", "about"))
        if name.startswith("title") and len(tidy) > LONGEST:
            raise UserError(_("This title is too long. Say it in 200 letters at most."))
        if getattr(row, name) != tidy:
            setattr(row, name, tidy)
    if not row.title and not row.title_cy:
        raise UserError(_("It needs a title. Type one, in English or in Welsh."))


def _tidy(text: str, *, lines: bool) -> str:
    """Return a text without what nobody typed; only help may have several lines."""
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return kept.strip() if lines else " ".join(kept.split())


def _put_in_order(order: list[R], moved: R, place: int) -> None:
    """Give a row a place between two others; they keep theirs while there is room.

    So two laptops that move different rows have both moved them, and nothing to settle.
    """
    at = max(0, min(place, len(order)))
    low = order[at - 1].position if at else order[0].position - 2 * STEP if order else -STEP
    high = order[at].position if at < len(order) else low + 2 * STEP
    if low < moved.position < high:
        return
    if high - low > 1:
        moved.position = (low + high) // 2
        return
    order.insert(at, moved)
    for number, row in enumerate(order):
        if row.position != number * STEP:
            row.position = number * STEP


def _was_published(session: Session, part: OutlinePart) -> bool:
    found = session.query(OutlinePart.id).filter(
        OutlinePart.prompt_id == part.prompt_id, OutlinePart.version_id.is_not(None)
    )
    return found.first() is not None
