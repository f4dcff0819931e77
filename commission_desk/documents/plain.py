"""The plain summary of a plan on paper: large letters, short lines, one thing at a time."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from commission_desk.documents.flowables import Blanks, Heading, Label, Text
from commission_desk.documents.rich import rich_story
from commission_desk.documents.structure import Tag
from commission_desk.documents.style import Look, plain_look
from commission_desk.documents.text import clipped, markup, markup_lines, printable
from commission_desk.domain.short_papers import DecisionLine, PlainBlock, PlainPaper
from commission_desk.i18n import translator

LONGEST = 500  # letters of one thing: who wants more reads the plan


def plain_story(paper: PlainPaper, language: str) -> list[Flowable]:
    """Return the flowables of a plain summary."""
    _ = translator(language)
    style = plain_look(paper.plan.house.accent)
    title = markup(paper.plan.title).strip() or markup(_("Commissioning plan"))
    story: list[Flowable] = [Heading(title, style.title), Text(markup(paper.name), style.subtitle)]
    stands = _("DRAFT") if paper.plan.draft else _("APPROVED") if paper.plan.approved else ""
    if stands:
        story.append(Label(printable(stands), style.draft, space_after=8))
    if paper.stands:
        story.append(Text(markup(paper.stands), style.body))
    for block in paper.blocks:
        story += _block(block, style)
    if paper.words:
        story.append(Heading(markup(paper.words_title), style.section, level=2))
        story += _items([DecisionLine(*each) for each in paper.words], style)
    return story


def _block(block: PlainBlock, style: Look) -> Iterator[Flowable]:
    yield Heading(markup(block.title), style.section, level=2)
    for sentence in block.sentences:
        if sentence.endswith(":"):  # to be filled in by hand
            yield _blank(sentence, style)
        else:
            yield Text(markup_lines(clipped(sentence, LONGEST)), style.body)
    yield from rich_story(block.text, style, 3)
    yield from _items(block.items, style)
    if block.after:
        yield Text(markup(block.after), style.body)


def _blank(words: str, style: Look) -> Flowable:
    made = Blanks([(printable(words), 0.9)], style.body)
    made.spaceBefore, made.spaceAfter = 6, 10
    return made


def _items(items: Sequence[DecisionLine], style: Look) -> Iterator[Flowable]:
    whole = Tag("L", attributes={"List": {"ListNumbering": "/Disc"}})
    for item in items:
        entry = Tag("LI", whole)
        words = f"<b>{markup(clipped(item.title, LONGEST))}</b>"
        if item.detail:
            words += f"<br/>{markup(clipped(item.detail, LONGEST))}"
        body, label = Tag("LBody", entry), Tag("Lbl", entry)
        yield Text(words, style.items[0], "\u2022", tag=body, label=label)
