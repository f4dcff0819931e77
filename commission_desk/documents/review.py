"""A yearly review: each question with its answer and the figures that it rests on."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from commission_desk.documents.blocks import facts_table, numbered
from commission_desk.documents.flowables import Heading, Label, Text
from commission_desk.documents.plan_tables import plan_table
from commission_desk.documents.rich import rich_story
from commission_desk.documents.style import Look, look
from commission_desk.documents.text import markup, printable
from commission_desk.domain.review_papers import ReviewFacts, ReviewLine, ReviewPaper
from commission_desk.domain.richtext import Block, RichText, Run
from commission_desk.i18n import full_date, translator


def review_title(paper: ReviewPaper, language: str) -> str:
    """Return what a review is called: "Yearly review 2027"."""
    return translator(language)("Yearly review {year}").format(year=paper.year)


def review_story(paper: ReviewPaper, language: str) -> list[Flowable]:
    """Return the flowables of a review."""
    _ = translator(language)
    style = look(paper.house.accent)
    story: list[Flowable] = [*_head(paper, style, language)]
    for line in paper.lines:
        story += _line(line, style, language)
    if paper.changes is not None:
        story += plan_table(paper.changes, style, language, 2)
    if paper.followed:
        story += [Spacer(1, 6), Text(markup(paper.followed), style.body)]
    story += [Spacer(1, 12), Text(markup(_source(paper, language)), style.muted)]
    return story


def review_footer(paper: ReviewPaper, language: str) -> tuple[str, ...]:
    """Return what a review says at the foot of its pages."""
    _ = translator(language)
    day = full_date(paper.printed_on, language) if paper.printed_on else ""
    marks = (
        paper.plan, review_title(paper, language), day, paper.house.marking,
        _("Draft") if paper.draft else "",
    )  # fmt: skip
    return tuple(printable(mark) for mark in marks if mark)


def _head(paper: ReviewPaper, style: Look, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    yield Heading(markup(review_title(paper, language)), style.title)
    under = " · ".join(part for part in (paper.plan, paper.care_group, paper.period) if part)
    if under:
        yield Text(markup(under), style.subtitle)
    if paper.draft:
        yield Label(printable(_("DRAFT")), style.draft, space_after=12)
    finished = full_date(paper.finished_on, language) if paper.finished_on else ""
    yield from facts_table(
        [
            (_("Looks at"), markup(_time(paper, language))),
            (_("Reviewed"), markup(paper.version)),
            (_("Who took part"), markup(paper.took_part)),
            (_("Finished"), markup(finished)),
        ],
        style,
    )
    if paper.purposes:
        yield Heading(markup(_("What a review is for")), style.heading, level=2)
        listed = tuple(Block("bullet", (Run(words),)) for words in paper.purposes)
        yield from rich_story(RichText(listed), style, 3)


def _time(paper: ReviewPaper, language: str) -> str:
    _ = translator(language)
    if paper.since is None or paper.until is None:
        return ""
    return _("{start} to {end}").format(
        start=full_date(paper.since, language), end=full_date(paper.until, language)
    )


def _line(line: ReviewLine, style: Look, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    yield numbered(line.number, line.title, style.heading, 2, language)
    for words in line.text.splitlines():
        if words.strip():
            yield Text(markup(words), style.body)
    if line.reason:
        words = _("Not applicable: {reason}").format(reason=line.reason)
        yield Text(markup(words), style.muted)
    if not line.text and not line.reason:
        yield Text(f"<i>{markup(_('Not yet written'))}</i>", style.muted)
    for facts in line.facts:
        yield from _facts(facts, style, language)


def _facts(facts: ReviewFacts, style: Look, language: str) -> Iterator[Flowable]:
    if facts.table.rows:
        yield from plan_table(facts.table, style, language, 3)
        return
    yield Heading(markup(facts.table.title), style.subheading, level=3, outline=False)
    for words in (facts.nothing, *facts.table.notes):
        if words:
            yield Text(markup(words), style.muted)


def _source(paper: ReviewPaper, language: str) -> str:
    _ = translator(language)
    return _(
        "The tables are drawn from the team’s registers. People who were heard are counted, not "
        "named. Form: {source}."
    ).format(source=paper.source)
