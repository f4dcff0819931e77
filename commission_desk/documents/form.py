"""A blank outline as a form: every prompt with its guidance, and lines to write on."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from commission_desk.documents.blocks import numbered
from commission_desk.documents.flowables import Blanks, Heading, Text
from commission_desk.documents.structure import Tag
from commission_desk.documents.style import STRONG_RULE, Look, look
from commission_desk.documents.text import markup, printable
from commission_desk.domain.short_papers import FormPaper, FormPart
from commission_desk.i18n import full_date, translator

STEP = 24  # points between the lines to write on: room for a hand
LINES, FEW = 9, 3  # lines for a part, and for a question asked first
BOX = "\u2610"
ROOM = 76  # points that a part asks for at a page’s foot, besides some of its lines


class Ruled(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Empty lines to write on, decoration to whoever listens; they go on over a page's end."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines, self.spaceAfter = lines, 8

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the size: the full width, a step for each line."""
        self.width, self.height = width, self.lines * STEP
        return width, self.height

    def split(self, _width: float, height: float) -> list["Ruled"]:
        """Leave on this page what lines it has room for."""
        here = int(height / STEP)
        return [Ruled(here), Ruled(self.lines - here)] if 0 < here < self.lines else []

    def draw(self) -> None:
        """Draw the lines."""
        with self.canv.tagged(""):
            self.canv.setStrokeColor(STRONG_RULE)
            self.canv.setLineWidth(0.5)
            for place in range(self.lines):
                self.canv.line(0, place * STEP + 1, self.width, place * STEP + 1)


def form_story(paper: FormPaper, language: str) -> list[Flowable]:
    """Return the flowables of a blank outline."""
    _ = translator(language)
    style = look(paper.house.accent)
    story: list[Flowable] = [
        Heading(markup(_("Outline to fill in")), style.title),
        Text(markup(paper.title), style.subtitle),
    ]
    if paper.about:
        story.append(Text(markup(paper.about), style.body))
    story += _facts(style, language)
    if paper.questions:
        story.append(Heading(markup(_("Before you write")), style.section, level=2))
        for question in paper.questions:
            story += _part(question, FEW, style, language)
    for section in paper.sections:
        story.append(PageBreak())
        story.append(numbered(section.number, section.title, style.section, 2, language))
        for part in section.parts:
            story += _part(part, LINES, style, language)
    return story


def form_footer(paper: FormPaper, language: str) -> tuple[str, ...]:
    """Return what a blank outline says at the foot of its pages."""
    return tuple(printable(mark) for mark in form_marks(paper, language))


def form_marks(paper: FormPaper, language: str) -> tuple[str, ...]:
    """Return what a blank outline is called, its day and its marking, those that there are."""
    _ = translator(language)
    day = full_date(paper.printed_on, language) if paper.printed_on else ""
    marks = (_("Outline to fill in"), paper.title, day, paper.house.marking)
    return tuple(mark for mark in marks if mark)


def _facts(style: Look, language: str) -> Iterator[Flowable]:
    """Yield what a plan says of itself, each with a line to write it on."""
    _ = translator(language)
    for rows in ((_("Title of the plan"),), (_("For whom"),), (_("From"), _("To")),
                 (_("Lead"), _("Date"))):  # fmt: skip
        blanks = Blanks([(printable(words), 1 / len(rows)) for words in rows], style.body)
        blanks.spaceBefore = 12
        yield blanks


def _part(part: FormPart, lines: int, style: Look, language: str) -> Iterator[Flowable]:
    _ = translator(language)
    yield CondPageBreak(ROOM + min(lines, LINES // 2 + 1) * STEP)
    yield numbered(part.number, part.title, style.heading, 3, language)
    if part.help:
        yield Text(markup(part.help), style.body)
    if part.covers:
        yield Text(f"<b>{markup(_('What a good answer covers'))}</b>", style.fact)
        yield from _boxes(part.covers, style)
    if part.look:
        words = f"<b>{markup(_('Where to look'))}</b>\u2002{markup(part.look)}"
        yield Text(words, style.muted)
    if part.compiled:
        words = _("The program can put this part together from the registers.")
        yield Text(markup(words), style.muted)
    yield Ruled(FEW if part.compiled else lines)


def _boxes(covers: tuple[str, ...], style: Look) -> Iterator[Flowable]:
    whole = Tag("L", attributes={"List": {"ListNumbering": "/None"}})
    for words in covers:
        entry = Tag("LI", whole)
        yield Text(markup(words), style.items[0], printable(BOX), tag=Tag("LBody", entry),
                   label=Tag("Lbl", entry))  # fmt: skip
