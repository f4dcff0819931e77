"""The flowables documents are made of: each knows its structure element.

Texts are markup from ``text.py``; styles come from ``style.py``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from commission_desk.documents.fonts import text_width
from commission_desk.documents.structure import Tag
from commission_desk.documents.style import HEIGHT, room_down
from commission_desk.documents.tagging import Late
from commission_desk.documents.text import markup

needs_parsing = re.compile("[<&]").search
"""Whether a markup has more to it than words; ReportLab's parser is slow."""


@cache
def _fragment(style: ParagraphStyle) -> Any:
    """Return a fragment in a style, as ReportLab's parser makes them."""
    return Paragraph("x", style).frags[0]


class Text(Paragraph):  # type: ignore[misc]  # ReportLab has no types
    """A paragraph that knows its tag; the parts of a split one share it."""

    def __init__(
        self,
        text: str | None,
        style: ParagraphStyle,
        bulletText: str | None = None,  # noqa: N803 - ReportLab's names: it splits by calling this
        frags: Any = None,
        *,
        tag: Tag | None = None,
        label: Tag | None = None,
        **kwargs: Any,
    ) -> None:
        if frags is None and text and not needs_parsing(text):
            frags = [_fragment(style).clone(text=text)]
        super().__init__(text, style, bulletText=bulletText, frags=frags, **kwargs)
        self.tag, self.label = tag or Tag("P"), label
        self.targets: dict[Any, Tag] = {}
        for frag in self.frags if text is not None else ():
            for link in frag.link or ():
                self.targets.setdefault(link, Tag("Link", self.tag)).alt += frag.text

    def beginning(self, width: float) -> float:  # noqa: ARG002
        """Return the least height it can begin with: two lines, in points."""
        lines: float = 2 * self.style.leading
        return lines

    def split(self, width: float, height: float) -> list["Text"]:
        """Split into what fits into ``height`` and the rest."""
        parts: list[Text] = super().split(width, height)
        for part in parts:
            part.tag, part.label, part.targets = self.tag, self.label, self.targets
        return parts

    def draw(self) -> None:
        """Draw; the bullet, if any, comes first."""
        self.canv.switch(self.label if self.bulletText and self.label else "")
        super().draw()

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802 - ReportLab's name
        """Return a text object that carries this text's tags."""
        self.canv.switch("")
        text = super().beginText(x, y)
        text.marks = [(len(text._code), self.tag)]
        if self.blPara.kind:
            text._linkRecord = lambda link, event: self._link(text, self.targets[link], event)
        else:  # one style throughout, so a link is the whole of it
            for link in self.blPara.link or ():
                text.marks = [(len(text._code), self.targets[link])]
                self.canv.links.extend([self.targets[link]] * len(self.blPara.lines))
        return text

    def _link(self, text: Any, tag: Tag, event: str) -> None:
        if event == "start":  # told just after the link's first words were written
            text.marks.append((len(text._code) - 1, tag))
        else:
            text.marks.append((len(text._code), self.tag))
            self.canv.links.append(tag)


class Heading(Text):
    """A heading: also a destination and, if ``outline``, a bookmark.

    It moves to the next page rather than stand at a page's foot without the beginning of what
    follows, its ``follower`` (ReportLab's keepWithNext would take a whole table along).
    """

    follower: Any = None

    def __init__(
        self,
        text: str | None,
        style: ParagraphStyle,
        bulletText: str | None = None,  # noqa: N803 - ReportLab's names
        frags: Any = None,
        *,
        level: int = 1,
        outline: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(text, style, bulletText, frags, tag=Tag(f"H{level}"), **kwargs)
        self.level, self.outline, self.is_part = level, outline, False
        self.words = " ".join(self.getPlainText().split()) if text else ""

    def _may_stay(self) -> bool:
        """Whether it cannot be put off: it is part of a split one, or at the top of a page."""
        return self.is_part or hasattr(self, "_postponed")

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size; too tall for the place when what follows would not fit."""
        wide, high = super().wrap(width, height)
        page = room_down(width)
        if height < high + page / 2 and not self._may_stay():
            room = self._room(width)
            if room < page * 0.8 and height < high + room:
                high = height + 1
        return wide, high

    def beginning(self, width: float) -> float:
        """Return the height of the heading and of the beginning of what follows."""
        high: float = super().wrap(width, HEIGHT)[1]
        return high + self._room(width)

    def _room(self, width: float) -> float:
        """Return what must fit beneath the heading, in points."""
        follower = self.follower
        if not hasattr(follower, "beginning") or getattr(follower, "level", 9) <= self.level:
            return 0  # the next heading is not what this one leads to
        between: float = max(self.getSpaceAfter(), follower.getSpaceBefore())
        return between + float(follower.beginning(width))

    def split(self, width: float, height: float) -> list[Text]:
        """Split only a heading that is taller than a page."""
        if not self._may_stay():
            return []
        parts = super().split(width, height)
        for part in parts:
            if isinstance(part, Heading):
                part.level, part.outline, part.is_part = self.level, self.outline, True
        if parts and isinstance(parts[0], Heading):
            parts[0].words = self.words
        return parts

    def draw(self) -> None:
        """Draw; the tail of a split heading is no place to go to."""
        if self.words:
            key = destination(self.canv, self.tag)
            self.canv.bookmarkHorizontal(key, 0, self.height)
            if self.outline:
                self.canv.addOutlineEntry(self.words, key, self.level - 1, closed=self.level > 1)
        super().draw()


class Barred(Text):
    """A paragraph with a bar down its left side, on a tint if its style has one."""

    def draw(self) -> None:
        """Draw tint and bar as decoration, then the words."""
        canvas, style = self.canv, self.style
        with canvas.tagged(""):
            canvas.saveState()
            high = self.height + 2 * style.pad
            if style.back:
                canvas.setFillColor(style.back)
                canvas.rect(0, -style.pad, self.width, high, stroke=0, fill=1)
            canvas.setFillColor(style.bar)
            canvas.rect(0, -style.pad, 2.5, high, stroke=0, fill=1)
            canvas.restoreState()
        super().draw()


class Label(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A word in an outlined box, such as "For decision"; plain text, not markup."""

    pad = 4.5

    def __init__(self, words: str, style: ParagraphStyle, space_after: float = 0) -> None:
        super().__init__()
        self.words, self.style, self.spaceAfter = words, style, space_after
        self.tag = Tag("P")
        self.width = text_width(words, style.fontName, style.fontSize) + 2 * self.pad
        self.height = style.leading

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the size, which no page changes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the box as decoration and the words as text."""
        canvas, style = self.canv, self.style
        with canvas.tagged(""):
            canvas.saveState()
            canvas.setLineWidth(0.6)
            canvas.setStrokeColor(style.textColor)
            canvas.roundRect(0, 0.5, self.width, self.height - 1, 2)
            canvas.restoreState()
        with canvas.tagged(self.tag):
            canvas.setFillColor(style.textColor)
            canvas.setFont(style.fontName, style.fontSize)
            canvas.drawString(self.pad, (self.height - style.fontSize) / 2 + 2, self.words)


class Blanks(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Words each followed by a line to write on: (words, share of the room for lines)."""

    gap = 14

    def __init__(self, blanks: Sequence[tuple[str, float]], style: ParagraphStyle) -> None:
        super().__init__()
        self.blanks, self.style, self.spaceBefore = blanks, style, 26
        self.tag = Tag("P")
        self.height = style.leading

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        """Return the size: the full width, one line high."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw the words as one paragraph, the lines as decoration."""
        canvas, style, x = self.canv, self.style, 0.0
        font, size = style.fontName, style.fontSize
        wides = [text_width(words + "  ", font, size) for words, _share in self.blanks]
        room = self.width - sum(wides) - self.gap * (len(wides) - 1)
        for (words, share), wide in zip(self.blanks, wides, strict=True):
            length = room * share
            with canvas.tagged(self.tag):
                canvas.setFillColor(style.textColor)
                canvas.setFont(font, size)
                canvas.drawString(x, 4, words + " ")
            with canvas.tagged(""):
                canvas.setLineWidth(0.6)
                canvas.setStrokeColor(style.textColor)
                canvas.line(x + wide, 2, x + wide + length, 2)
            x += wide + length + self.gap


class Figure(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Any flowable as a figure with its alternative text; without one, as decoration."""

    def __init__(self, inner: Any, alt: str = "", parent: Tag | None = None) -> None:
        super().__init__()
        self.inner, self.hAlign = inner, inner.hAlign
        self.tag = Tag("Figure", parent, alt=alt) if alt else None

    def beginning(self, width: float) -> float:
        """Return the height it begins with: all of it, in points."""
        high: float = self.inner.wrap(width, HEIGHT)[1]
        return high

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size of what is inside."""
        self.width, self.height = self.inner.wrapOn(self.canv, width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw what is inside as one figure."""
        if self.tag:
            self.canv.box(self.tag, self.width, self.height)
        with self.canv.tagged(self.tag or ""):
            self.inner.drawOn(self.canv, 0, 0)


class ContentsLine(Text):
    """Title and page number of a heading, all one link."""

    def __init__(self, heading: Heading, style: ParagraphStyle, whole: Tag) -> None:
        link = Tag("Link", Tag("TOCI", whole), alt=heading.words)
        super().__init__(markup(heading.words), style, tag=link)
        self.heading = heading

    def split(self, width: float, height: float) -> list[Text]:  # noqa: ARG002
        """Keep a line of the contents whole."""
        return []

    def draw(self) -> None:
        """Draw the title now and the page number once it is known."""
        super().draw()
        canvas, style, target = self.canv, self.style, self.heading.tag
        with canvas.tagged(self.tag):
            canvas.draw_late(
                Late(
                    x=self.width,
                    y=style.leading - style.fontSize,
                    words=lambda: str(canvas.page_of(target)),
                    font=style.fontName,
                    size=style.fontSize,
                    colour=style.textColor,
                )
            )
            key = destination(canvas, target)
            canvas.linkRect("", key, (0, 0, self.width, self.height), relative=1)


def lead_headings(story: Sequence[Any]) -> None:
    """Tell every heading what follows it."""
    for each, follower in pairwise(story):
        if isinstance(each, Heading):
            each.follower = follower


def destination(canvas: Any, tag: Tag) -> str:
    """Return the name of the place a heading's tag stands at, the same whenever it is asked."""
    names: dict[Tag, str] = canvas.destinations
    return names.setdefault(tag, f"h{len(names) + 1}")


def contents(
    headings: Iterable[Heading], styles: Sequence[ParagraphStyle], top_level: int
) -> Iterator[ContentsLine]:
    """Yield a clickable table of contents: TOC > TOCI > Link; ``styles`` by level."""
    whole = Tag("TOC")
    for heading in headings:
        depth = heading.level - top_level
        if 0 <= depth < len(styles):
            yield ContentsLine(heading, styles[depth], whole)
