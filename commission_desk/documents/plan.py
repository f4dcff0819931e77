"""A commissioning plan: cover, contents, and every section with its parts."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, PageBreak, Spacer

from commission_desk.documents.blocks import facts_table, joined, numbered
from commission_desk.documents.flowables import Heading, Label, Text, contents
from commission_desk.documents.plan_tables import plan_table
from commission_desk.documents.rich import rich_story
from commission_desk.documents.style import Look, look
from commission_desk.documents.text import markup, printable
from commission_desk.documents.turning import leading, turned
from commission_desk.domain.papers import PlanPaper, PlanPart, PlanSection
from commission_desk.i18n import full_date, translator


def plan_story(paper: PlanPaper, language: str) -> list[Flowable]:
    """Return the flowables of a plan."""
    _ = translator(language)
    style = look(paper.house.accent)
    body: list[Flowable] = []
    for section in paper.sections:
        body += _section(section, paper, style, language)
    story = [*_cover(paper, style, language)]
    headings = [each for each in body if isinstance(each, Heading) and each.outline]
    if headings:
        story += [PageBreak(), Heading(markup(_("Contents")), style.section, level=2)]
        story += contents(headings, style.contents, top_level=2)
    return story + turned(body, language, style)


def plan_footer(paper: PlanPaper, language: str) -> tuple[str, ...]:
    """Return what a plan says at the foot of its pages."""
    return tuple(printable(mark) for mark in plan_marks(paper, language))


def plan_marks(paper: PlanPaper, language: str) -> tuple[str, ...]:
    """Return a plan's title, day, marking, and that it is a draft, those that there are."""
    _ = translator(language)
    day = full_date(paper.printed_on, language) if paper.printed_on else ""
    stands = _("Draft") if paper.draft else _("Approved") if paper.approved else ""
    marks = (paper.title, paper.version, day, paper.house.marking, stands)
    return tuple(mark for mark in marks if mark)


def _cover(paper: PlanPaper, style: Look, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    title = markup(paper.title).strip() or markup(_("Commissioning plan"))
    yield Spacer(1, 110)
    yield Heading(title, style.cover_title)
    if paper.care_group or paper.period:
        parts = (markup(part) for part in (paper.care_group, paper.period) if part)
        yield Text(" · ".join(parts), style.cover_subtitle)
    if paper.draft:
        yield Label(printable(_("DRAFT")), style.draft, space_after=22)
    elif paper.approved:
        yield Label(printable(_("APPROVED")), style.draft, space_after=22)
    printed = full_date(paper.printed_on, language) if paper.printed_on else ""
    written = _("{written} of {total} parts").format(written=paper.written, total=paper.total)
    yield from facts_table(
        [
            (_("Lead"), markup(paper.lead)),
            (_("Partners"), joined(paper.partners)),
            (_("Version"), markup(paper.version)),
            (_("Status"), markup(paper.status)),
            (_("Approved"), markup(paper.approved)),
            (_("Written"), markup(written) if paper.total and paper.draft else ""),
            (_("Printed"), markup(printed)),
        ],
        style,
    )


def _section(
    section: PlanSection, paper: PlanPaper, style: Look, language: str
) -> Iterator[Flowable]:
    parts = [part for part in section.parts if paper.show_empty or is_settled(part)]
    if not parts and not paper.show_empty:
        return
    yield numbered(section.number, section.title, style.section, 2, language)
    for part in parts:
        yield numbered(part.number, part.title, style.heading, 3, language)
        if part.changed:
            yield leading(Text(f"<i>{markup(part.changed)}</i>", style.muted))
        yield from _part(part, style, language)


def is_settled(part: PlanPart) -> bool:
    """Whether a part has an answer, or says why it has none."""
    return part.not_applicable or bool(part.tables) or not part.text.is_empty


def _part(part: PlanPart, style: Look, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    if part.not_applicable:
        yield Text(markup(not_applicable(part, language)), style.muted)
    elif part.text.is_empty and not part.tables:
        yield Text(f"<i>{markup(_('Not yet written'))}</i>", style.muted)
    else:
        yield from rich_story(part.text, style, 4, turning=True)
        for rows in part.tables:
            yield from plan_table(rows, style, language)


def not_applicable(part: PlanPart, language: str) -> str:
    """Return that a part does not apply, and why."""
    _ = translator(language)
    if part.reason:
        return _("Not applicable: {reason}").format(reason=part.reason)
    return _("Not applicable")
