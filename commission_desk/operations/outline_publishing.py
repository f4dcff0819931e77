"""Publishing a version of a team's own outline: what it changes and lacks is said first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.labels import Label
from commission_desk.content.outlines import Outline, Prompt
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.outline_drafts import (
    Draft,
    DraftPart,
    Words,
    draft,
    newest_version,
    part_rows,
    section_rows,
)
from commission_desk.operations.outlines import OWN, SHOWN, draft_of, outline_in, points
from commission_desk.operations.plan_outlines import reworded
from commission_desk.operations.records import get
from commission_desk.store.desk import named
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import (
    OutlinePart,
    OutlineSection,
    OutlineVersion,
    TeamOutline,
)

WELSH, ENGLISH, EMPTY, TWICE = "welsh", "english", "empty", "twice"  # what a draft may lack
COPIED = ("id", "deleted", "version_id", "section_id")  # set anew in a version


@dataclass(frozen=True, slots=True)
class Lack:
    """Something to know before publishing: its kind, where it is, and which texts it is about."""

    kind: str
    record: str
    title: Label
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publishing:
    """What publishing the draft would mean: since the version before, if there is one."""

    number: int
    first: bool
    changed: bool
    after: Outline
    added: tuple[Prompt, ...]
    gone: tuple[Prompt, ...]
    renamed: tuple[tuple[Label, Label], ...]
    reworded: tuple[Prompt, ...]
    moved: bool
    headings: bool
    lacks: tuple[Lack, ...]


def publishing(session: Session, record: str) -> Publishing:
    """Return what publishing the draft of an outline would mean, and what it lacks."""
    now, head = draft(session, record), get(session, TeamOutline, record)
    after = draft_of(session, head, now.number)
    newest = newest_version(session, record)
    before = outline_in(session, OWN + newest.id) if newest else None
    was = {prompt.id: prompt for prompt in before.prompts} if before else {}
    new = {prompt.id: prompt for prompt in after.prompts}
    kept = [(was[key], new[key]) for key in new if key in was]
    return Publishing(
        now.number, before is None, now.changed, after,
        tuple(each for key, each in new.items() if key not in was),
        tuple(each for key, each in was.items() if key not in new),
        tuple((old.title, each.title) for old, each in kept if old.title != each.title),
        tuple(each for old, each in kept if reworded(old, each)),
        before is not None and _order(before, new) != _order(after, was),
        before is not None and _headings(before) != _headings(after),
        tuple(_lacks(now)),
    )  # fmt: skip


@named(N_("Publish a version of an outline"))
def publish_outline(session: Session, record: str, on: date) -> str:
    """Make a version of the draft that plans may take, and return its key; raises UserError."""
    now, head = draft(session, record), get(session, TeamOutline, record)
    if not draft_of(session, head, now.number).prompts:
        raise UserError(_("An outline needs at least one part that is shown. Add one first."))
    if not now.changed:
        words = _("Nothing has changed since version {version}, so there is nothing to publish.")
        raise UserError(words.format(version=now.number - 1))
    made = OutlineVersion(
        outline_id=record, number=now.number, published_on=on,
        published_by=session.info[RECORDER].who, based_on=head.based_on, title=head.title,
        title_cy=head.title_cy, about=head.about, about_cy=head.about_cy,
    )  # fmt: skip
    session.add(made)
    for section in section_rows(session, record):
        parts = [row for row in part_rows(session, record, section.id) if row.status == SHOWN]
        if section.status == SHOWN and parts:
            home = OutlineSection(version_id=made.id, **_held(section))
            session.add(home)
            session.add_all(
                OutlinePart(version_id=made.id, section_id=home.id, **_held(row)) for row in parts
            )
    return OWN + made.id


def _order(outline: Outline, both: dict[str, Prompt]) -> list[list[str]]:
    """Return the parts that both outlines have, as they stand under the sections of one."""
    found = ([each.id for each in one.prompts if each.id in both] for one in outline.sections)
    return [each for each in found if each]


def _headings(outline: Outline) -> object:
    return outline.title, outline.about, [section.title for section in outline.sections]


def _held(row: OutlineSection | OutlinePart) -> dict[str, object]:
    names = (column.key for column in row.__table__.columns)
    return {name: getattr(row, name) for name in names if name not in COPIED}


def _lacks(now: Draft) -> Iterator[Lack]:
    """Yield what a draft lacks: the same words in Welsh, in English, parts, titles of their own."""
    yield from _untold(now.id, now.title, now.words)
    shown: list[DraftPart] = []
    for section in now.sections:
        if not section.number:
            continue
        parts = [part for part in section.parts if part.number]
        if not parts:
            yield Lack(EMPTY, section.id, section.title)
            continue
        yield from _untold(section.id, section.title, section.words)
        for part in parts:
            yield from _untold(part.id, part.title, part.words)
        shown += parts
    count = Counter(part.title.en.casefold() for part in shown)
    seen = set()
    for part in shown:
        name = part.title.en.casefold()
        if count[name] > 1 and name not in seen:
            seen.add(name)
            yield Lack(TWICE, part.id, part.title)


def _untold(record: str, title: Label, words: dict[str, Words]) -> Iterator[Lack]:
    welsh = tuple(name for name, text in words.items() if _short(text.cy, text.en))
    english = tuple(name for name, text in words.items() if _short(text.en, text.cy))
    if welsh:
        yield Lack(WELSH, record, title, welsh)
    if english:
        yield Lack(ENGLISH, record, title, english)


def _short(text: str, other: str) -> bool:
    """Whether a text is missing, or has fewer points than the other language has."""
    return bool(other) and (not text or len(points(text)) < len(points(other)))
