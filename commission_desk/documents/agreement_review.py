"""A review of an agreement: its figures, what moved, what was found and who does what."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from commission_desk.documents.blocks import facts_table
from commission_desk.documents.flowables import Heading, Label, Text
from commission_desk.documents.plan_tables import plan_table
from commission_desk.documents.rich import rich_story
from commission_desk.documents.style import Look, look
from commission_desk.documents.text import markup, printable
from commission_desk.domain.agreement_review_papers import AgreementReviewPaper, Told
from commission_desk.domain.papers import PlanTableRows
from commission_desk.domain.richtext import Block, RichText, Run
from commission_desk.i18n import full_date, translator


def agreement_review_story(paper: AgreementReviewPaper, language: str) -> list[Flowable]:
    """Return the flowables of a review of an agreement."""
    _ = translator(language)
    style = look(paper.house.accent)
    story: list[Flowable] = [
        Heading(markup(paper.name), style.title), Text(markup(paper.title), style.subtitle),
    ]  # fmt: skip
    if paper.draft:
        story.append(Label(printable(_("DRAFT")), style.draft, space_after=12))
    story += facts_table([(name, markup(words)) for name, words in paper.facts], style)
    for told in paper.told:
        story += _told(told, style, 2)
    if paper.moved is not None:
        story += _told(paper.moved, style, 2)
        listed = tuple(Block("bullet", (Run(words),)) for words in paper.moved_lines)
        story += rich_story(RichText(listed), style, 3)
    story.append(Heading(markup(_("What the desk says")), style.heading, level=2))
    for table in paper.tables:
        story += told_table(table, style, language, 3)
    if paper.evaluation:
        title = _("The yearly evaluation: improve or adapt")
        story.append(Heading(markup(title), style.heading, level=2))
        for told in paper.evaluation:
            story += _told(told, style, 3)
    if paper.actions is not None:
        story += plan_table(paper.actions, style, language, 2)
    words = _(
        "Figures are as they were when the review was finished. Source of the form: {source}."
    )
    story += [Spacer(1, 12), Text(markup(words.format(source=paper.source)), style.muted)]
    return story


def agreement_review_footer(paper: AgreementReviewPaper, language: str) -> tuple[str, ...]:
    """Return what a review of an agreement says at the foot of its pages."""
    _ = translator(language)
    day = full_date(paper.printed_on, language) if paper.printed_on else ""
    marks = (
        paper.title, paper.name, day, paper.house.marking, _("Draft") if paper.draft else "",
    )  # fmt: skip
    return tuple(printable(mark) for mark in marks if mark)


def told_table(table: PlanTableRows, style: Look, language: str, level: int) -> Iterator[Flowable]:
    """Yield a table, or its title and what is said in place of rows."""
    if table.rows:
        yield from plan_table(table, style, language, level)
        return
    yield Heading(markup(table.title), style.subheading, level=level, outline=False)
    for words in table.notes:
        yield Text(markup(words), style.muted)


def _told(told: Told, style: Look, level: int) -> Iterator[Flowable]:
    heading = style.heading if level == 2 else style.subheading
    yield Heading(markup(told.title), heading, level=level)
    for words in told.text.splitlines():
        if words.strip():
            yield Text(markup(words), style.body)
