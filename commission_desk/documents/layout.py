"""Pages: header, footer and the parts of a document, laid out in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from threading import Lock
from typing import Any

import pikepdf
from reportlab.lib.pagesizes import landscape
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from commission_desk.documents.flowables import lead_headings
from commission_desk.documents.fonts import REGULAR, SEMIBOLD, fitted, register
from commission_desk.documents.structure import Tag
from commission_desk.documents.style import (
    ACROSS,
    BOTTOM,
    HEIGHT,
    MARGIN,
    MUTED,
    PAGE,
    RULE,
    WIDTH,
    look,
    room_down,
)
from commission_desk.documents.tagging import Late, TaggedCanvas
from commission_desk.documents.text import printable
from commission_desk.domain.papers import House
from commission_desk.i18n import translator

LANGUAGE_CODES = {"en": "en-GB", "cy": "cy"}
_building = Lock()  # ReportLab keeps the state of a font in the font, one document at a time


@dataclass(frozen=True, slots=True)
class Part:
    """A story in one language, with what its header and footer say; ``wide`` begins on its side."""

    language: str
    title: str
    house: House
    footer: tuple[str, ...]
    story: list[Flowable]
    wide: bool = False

    @property
    def begins(self) -> str:
        """The name of the pages that it begins on."""
        return on_its_side(self.language) if self.wide else self.language


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF; ``strays`` is text that has no place in its structure, always none."""

    data: bytes
    pages: int
    strays: tuple[str, ...]


def render(parts: Sequence[Part]) -> Rendered:
    """Make one document; each part starts a page and its elements carry its language."""
    laid_out = layout(parts)
    return replace(laid_out, data=packed(laid_out.data))


def layout(parts: Sequence[Part]) -> Rendered:
    """Lay out one document in a single pass, not yet packed."""
    register()
    file = BytesIO()
    with _building:
        template = BaseDocTemplate(
            file,
            pagesize=PAGE,
            title=printable(parts[0].title),
            author=printable(parts[0].house.organisation),
            lang=LANGUAGE_CODES[parts[0].language],
            producer="Commission Desk",
            initialFontName=REGULAR,
            pageCompression=0,  # packing compresses, once
        )
        for part in parts:
            template.addPageTemplates(_pages(part, alone=len(parts) == 1))
        story: list[Flowable] = []
        for part in parts:
            story += [NextPageTemplate(part.begins), PageBreak()] if story else []
            story += part.story
        lead_headings(story)
        template.build(story, canvasmaker=TaggedCanvas)
    canvas = template.canv
    return Rendered(file.getvalue(), canvas.page_count, tuple(canvas.strays))


def packed(data: bytes) -> bytes:
    """Return a PDF with object streams and page labels that equal the printed numbers."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        labels = pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.D)])
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=labels)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _pages(part: Part, *, alone: bool) -> list[PageTemplate]:
    """Return the page templates of a part; they open the part's element on its first page."""
    frame = Frame(MARGIN, BOTTOM, WIDTH, HEIGHT, 0, 0, 0, 0)
    tag = None if alone else Tag("Part", lang=LANGUAGE_CODES[part.language])
    begin = partial(_furnish, part, tag)
    wide = Frame(MARGIN, BOTTOM, ACROSS, room_down(ACROSS), 0, 0, 0, 0)
    made = [
        PageTemplate(part.language, [frame], onPage=begin),
        PageTemplate(on_its_side(part.language), [wide], onPage=begin, pagesize=landscape(PAGE)),
    ]
    return made[::-1] if part.wide else made  # a document begins on the first of all


def on_its_side(language: str) -> str:
    """Return the name of the pages of a language that lie on their side."""
    return f"{language} on its side"


def _furnish(part: Part, tag: Tag | None, canvas: TaggedCanvas, _template: Any) -> None:
    if tag and canvas.part is not tag:
        canvas.begin_part(tag)
    with canvas.tagged("Header"):
        _header(part.house, canvas, canvas._pagesize[0] - 2 * MARGIN)
    with canvas.tagged("Footer"):
        _footer(part, canvas, canvas._pagesize[0] - 2 * MARGIN)


def _header(house: House, canvas: TaggedCanvas, width: float) -> None:
    y = canvas._pagesize[1] - 56
    canvas.setFillColor(MUTED)
    canvas.setFont(SEMIBOLD, 9.5)
    canvas.drawString(MARGIN, y, fitted(printable(house.organisation), width * 0.55, SEMIBOLD, 9.5))
    canvas.setFont(REGULAR, 9.5)
    team = fitted(printable(house.team), width * 0.42, REGULAR, 9.5)
    canvas.drawRightString(MARGIN + width, y, team)
    canvas.setStrokeColor(look(house.accent).accent)
    canvas.setLineWidth(1.4)
    canvas.line(MARGIN, y - 11, MARGIN + width, y - 11)


def _footer(part: Part, canvas: TaggedCanvas, width: float) -> None:
    y = 31.0
    _ = translator(part.language)
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, y + 13, MARGIN + width, y + 13)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, 8.5)
    words = " · ".join(printable(word) for word in part.footer if word)
    canvas.drawString(MARGIN, y, fitted(words, width * 0.8, REGULAR, 8.5))
    number = canvas.getPageNumber()
    canvas.draw_late(
        Late(
            x=MARGIN + width,
            y=y,
            words=lambda: _("Page {page} of {total}").format(page=number, total=canvas.page_count),
            font=REGULAR,
            size=8.5,
            colour=MUTED,
        )
    )
