"""The forward plan: what ends and is decided, by date, and the service reviews that go with it."""

from reportlab.platypus import Flowable

from commission_desk.documents.agreement_review import told_table
from commission_desk.documents.flowables import Heading, Text
from commission_desk.documents.style import look
from commission_desk.documents.text import markup, printable
from commission_desk.domain.agreement_review_papers import ForwardPaper
from commission_desk.i18n import full_date, translator


def forward_story(paper: ForwardPaper, language: str) -> list[Flowable]:
    """Return the flowables of a forward plan."""
    _ = translator(language)
    style = look(paper.house.accent)
    story: list[Flowable] = [
        Heading(markup(paper.name), style.title), Text(markup(paper.period), style.subtitle),
        Text(markup(" ".join(paper.summary)), style.body),
    ]  # fmt: skip
    for table in (paper.months, paper.lines, paper.gaps):
        if table is not None:
            story += told_table(table, style, language, 2)
    if paper.reviews:
        story.append(Heading(markup(_("Service reviews")), style.heading, level=2))
        for table in paper.reviews:
            story += told_table(table, style, language, 3)
    return story


def forward_footer(paper: ForwardPaper, language: str) -> tuple[str, ...]:
    """Return what a forward plan says at the foot of its pages."""
    day = full_date(paper.printed_on, language) if paper.printed_on else ""
    return tuple(printable(mark) for mark in (paper.name, day, paper.house.marking) if mark)
