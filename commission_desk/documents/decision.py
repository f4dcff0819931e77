"""A plan on one page for those who decide: always one page, whatever the plan holds.

What does not fit is counted: "and 4 more in part 5.1". First everything is tried in full; where
that is too much, texts are cut and each kind of evidence gets one line after another in turn.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, product

from reportlab.platypus import Flowable

from commission_desk.documents.beside import Beside, height_of
from commission_desk.documents.flowables import Barred, Heading, Label, Text
from commission_desk.documents.structure import Tag
from commission_desk.documents.style import HEIGHT, WIDTH, Look, ShortLook, look, short_look
from commission_desk.documents.text import clipped, markup, printable
from commission_desk.domain.papers import PlanPaper
from commission_desk.domain.short_papers import DecisionBlock, DecisionLine, DecisionPaper
from commission_desk.i18n import plural_translator, translator

IN_FULL = 420  # letters of a text where there is room for all
SHORTER = (240, 150, 100, 60)  # letters of a text where there is not, tried in turn
LEAST = (4, 1)  # lines of each kind of evidence there should be, and that there are at least
GAP = 26  # between the columns, in points
ONE_LINE = 30  # letters of a title and its detail that stand side by side
SPARE = 2  # points: what rounding may cost


def decision_story(paper: DecisionPaper, language: str) -> list[Flowable]:
    """Return the flowables of a decision summary; they fit one page."""
    full = [len(block.lines) for block in paper.blocks]
    story = _page(paper, language, full, IN_FULL)
    if _fits(story):
        return story
    for least, letters in product(LEAST, SHORTER):
        counts = [min(least, count) for count in full]
        if _fits(_page(paper, language, counts, letters)):
            return _grown(paper, language, counts, letters)
    return _page(paper, language, [0 for _count in full], SHORTER[-1])


def _grown(paper: DecisionPaper, language: str, counts: list[int], letters: int) -> list[Flowable]:
    """Return the page with as many lines as fit, given to the blocks in turn."""
    open_blocks = list(range(len(counts)))
    while open_blocks:
        for place in list(open_blocks):
            more = [count + (n == place) for n, count in enumerate(counts)]
            fits = more[place] <= len(paper.blocks[place].lines)
            if fits and _fits(_page(paper, language, more, letters)):
                counts = more
            else:
                open_blocks.remove(place)
    return _page(paper, language, counts, letters)


def _fits(story: Sequence[Flowable]) -> bool:
    room: float = HEIGHT - SPARE
    return height_of(story, WIDTH) <= room


def _page(
    paper: DecisionPaper, language: str, counts: Sequence[int], letters: int
) -> list[Flowable]:
    style, short = look(paper.plan.house.accent), short_look(paper.plan.house.accent)
    story = [*_head(paper.plan, style, language)]
    story.append(_asked(paper, style, letters, language))
    if paper.figures:
        shown = [
            [Text(markup(clipped(value, 20)), short.figure), Text(markup(words), short.counted)]
            for value, words in paper.figures
        ]
        story.append(Beside(shown, 14, ruled=True, space=10))
    blocks = [
        list(_block(block, count, letters, short, language))
        for block, count in zip(paper.blocks, counts, strict=True)
    ]
    half = (len(blocks) + 1) // 2
    columns = [list(chain.from_iterable(blocks[:half])), list(chain.from_iterable(blocks[half:]))]
    story.append(Beside([column for column in columns if column] or [[]], GAP))
    return story


def _head(plan: PlanPaper, style: Look, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    title = clipped(plan.title.strip(), 120) or _("Commissioning plan")
    yield Heading(markup(title), style.title)
    parts = (_("Decision summary"), plan.care_group, plan.period, plan.version)
    yield Text(markup(" · ".join(clipped(part, 70) for part in parts if part)), style.subtitle)
    stands = _("DRAFT") if plan.draft else _("APPROVED") if plan.approved else ""
    if stands:
        yield Label(printable(stands), style.draft, space_after=4)


def _asked(paper: DecisionPaper, style: Look, letters: int, language: str) -> Flowable:
    """Return the decision asked for, in its box."""
    _ = translator(language)
    sentences = [markup(clipped(words, 2 * letters)) for words in paper.asked]
    head = f"<b>{markup(_('The decision'))}</b>"
    return Barred("<br/>".join((head, *sentences)), style.decision)


def _block(
    block: DecisionBlock, count: int, letters: int, short: ShortLook, language: str
) -> Iterator[Flowable]:
    yield Heading(markup(block.title), short.head, level=2)
    whole = Tag("L", attributes={"List": {"ListNumbering": "/Disc"}})
    for line in block.lines[:count]:
        yield _line(line, letters, short, whole)
    left = len(block.lines) - count
    if left > 0:
        yield Text(markup(_more(left, block.part, language)), short.more)
    if not block.lines and block.missing:
        yield Text(markup(block.missing), short.more)
    for note in block.notes:
        yield Text(markup(clipped(note, letters)), short.body)


def _line(line: DecisionLine, letters: int, short: ShortLook, whole: Tag) -> Text:
    entry = Tag("LI", whole)
    words = f"<b>{markup(clipped(line.title, letters))}</b>"
    if line.detail:
        between = "\u2002" if len(line.title) + len(line.detail) < ONE_LINE else "<br/>"
        words += between + markup(clipped(line.detail, letters))
    return Text(words, short.item, "\u2022", tag=Tag("LBody", entry), label=Tag("Lbl", entry))


def _more(count: int, part: str, language: str) -> str:
    ngettext = plural_translator(language)
    if part:
        words = ngettext(
            "and {count} more in part {part}", "and {count} more in part {part}", count
        )
        return words.format(count=count, part=part)
    words = ngettext("and {count} more in the plan", "and {count} more in the plan", count)
    return words.format(count=count)
