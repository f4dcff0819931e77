"""The plain summary of a plan as a Word file: large letters, headings and lists that are real."""

from collections.abc import Iterator

from commission_desk.documents.fonts import register
from commission_desk.documents.plain import LONGEST
from commission_desk.documents.plan import plan_marks
from commission_desk.documents.style import PLAIN
from commission_desk.documents.text import clipped
from commission_desk.documents.word.elements import (
    Element,
    paragraph,
    run_elements,
    runs_right_to_left,
    w,
    words,
)
from commission_desk.documents.word.package import Package
from commission_desk.documents.word.rich import RichWriter
from commission_desk.domain.richtext import Run
from commission_desk.domain.short_papers import DecisionLine, PlainBlock, PlainPaper
from commission_desk.i18n import translator

USUAL = 11  # points: the letters of a plan
BLANK = "_" * 34


def plain_file(paper: PlainPaper, language: str) -> bytes:
    """Return the plain summary of a plan as a Word file, the same for the same paper."""
    register()  # tables in the officer's own words are measured
    package = Package(paper.plan, language, PLAIN / USUAL)
    house = (paper.plan.house.organisation, paper.plan.house.team)
    package.furnish(" · ".join(name for name in house if name), plan_marks(paper.plan, language))
    package.fill(_story(paper, package, language))
    return package.data()


def _story(paper: PlainPaper, package: Package, language: str) -> Iterator[Element]:
    _ = translator(language)
    yield words(paper.plan.title.strip() or _("Commissioning plan"), "DeskName")
    yield words(paper.name, "Subtitle")
    stands = _("DRAFT") if paper.plan.draft else _("APPROVED") if paper.plan.approved else ""
    if stands:
        yield words(stands, "DeskStands")
    if paper.stands:
        yield words(paper.stands)
    for block in paper.blocks:
        yield from _block(block, package)
    if paper.words:
        yield words(paper.words_title, "Heading1")
        for term, meaning in paper.words:
            yield _item(DecisionLine(term, meaning), package)


def _block(block: PlainBlock, package: Package) -> Iterator[Element]:
    yield words(block.title, "Heading1")
    for sentence in block.sentences:
        blank = f" {BLANK}" if sentence.endswith(":") else ""
        yield words(clipped(sentence, LONGEST) + blank)
    if not block.text.is_empty:
        yield from RichWriter(package.numbering, package.link).write(block.text)
    for item in block.items:
        yield _item(item, package)
    if block.after:
        yield words(block.after)


def _item(item: DecisionLine, package: Package) -> Element:
    runs = [Run(clipped(item.title, LONGEST), bold=True)]
    if item.detail:
        runs.append(Run(f"\n{clipped(item.detail, LONGEST)}"))
    listed = w("numPr", w("ilvl", val=0), w("numId", val=package.numbering.bullets))
    return paragraph("ListBullet", *run_elements(tuple(runs), package.link), numPr=listed,
                     bidi=runs_right_to_left(item.title))  # fmt: skip
