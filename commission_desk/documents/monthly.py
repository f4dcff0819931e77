"""The papers of a monthly run: the exception report and the chase list."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from commission_desk.documents.blocks import facts_table
from commission_desk.documents.flowables import Heading, Label, Text
from commission_desk.documents.plan_tables import plan_table
from commission_desk.documents.style import Look, look
from commission_desk.documents.text import markup, printable
from commission_desk.domain.monthly_papers import MonthPaper
from commission_desk.i18n import full_date, translator


def month_title(paper: MonthPaper) -> str:
    """Return what the paper is called: "Exception report, November 2026"."""
    return ", ".join(part for part in (paper.name, paper.month) if part)


def month_story(paper: MonthPaper, language: str) -> list[Flowable]:
    """Return the flowables of a paper."""
    _ = translator(language)
    style = look(paper.house.accent)
    story: list[Flowable] = [*_head(paper, style, language)]
    story += (Text(markup(words), style.body) for words in paper.sentences)
    for table in paper.tables:
        if table.rows:
            story += plan_table(table, style, language, 2)
        else:
            story.append(Heading(markup(table.title), style.subheading, level=2, outline=False))
            story += (Text(markup(words), style.muted) for words in table.notes)
    if paper.source:
        words = _("Scale: {source}").format(source=paper.source)
        story += [Spacer(1, 10), Text(markup(words), style.muted)]
    return story


def month_footer(paper: MonthPaper, language: str) -> tuple[str, ...]:
    """Return what the paper says at the foot of its pages."""
    _ = translator(language)
    day = full_date(paper.printed_on, language) if paper.printed_on else ""
    marks = (month_title(paper), day, paper.house.marking, _("Draft") if paper.draft else "")
    return tuple(printable(mark) for mark in marks if mark)


def _head(paper: MonthPaper, style: Look, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    yield Heading(markup(month_title(paper)), style.title)
    if paper.reader:
        yield Text(markup(_("For: {reader}").format(reader=paper.reader)), style.subtitle)
    if paper.draft:
        yield Label(printable(_("DRAFT")), style.draft, space_after=12)
    yield from facts_table([(name, markup(value)) for name, value in paper.facts], style)
