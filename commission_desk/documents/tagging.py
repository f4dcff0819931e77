"""A ReportLab canvas whose every mark is tagged content or an artifact (PDF/UA-1).

One marked-content sequence is always running. What nobody claims is an artifact, so no stroke is
left untagged; text that nobody claims is listed in ``strays`` for a test to trip over.

Words that depend on the whole document, such as "Page 3 of 38" or the page numbers of the
contents, are drawn ``late``: a comment keeps their place in the page's code until the last page is
known. So one pass builds any document.

ReportLab's underscored hooks are used; the random documents of tests/documents/test_tagging.py say
whether a new version of it still behaves.
"""

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from commission_desk.documents.metadata import xmp_packet
from commission_desk.documents.structure import StructureTree, Tag

Claim = Tag | str
"""What a drawing is: a Tag, or an artifact's subtype ("Header", "Footer"), "" for a plain one."""

_paints = re.compile(r"(?:^|\s)(?:[SsfFBb]\*?|Do|ET|sh|EI)\s*$|^%late ").search
_shows_text = re.compile(r"\bT[jJ]\b|^%late ").search
_late_mark = re.compile(r"^%late (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Late:
    """Words to be drawn when the whole document is known; ``x`` is their right edge, in points."""

    x: float
    y: float
    words: Callable[[], str]
    font: str
    size: float
    colour: Any


class TaggedCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that keeps the structure tree of what it draws."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.document = Tag("Document")
        self.part = self.document  # what tags without a parent belong to
        self.kids: dict[Tag, list[Any]] = {self.document: []}  # Tags and (page, mark)s, in order
        self.homes: dict[Tag, Tag] = {}  # each Tag's parent, once it is in the tree
        self.objects: dict[Tag, list[tuple[int, Any]]] = {}  # of a Link or Form: annotations
        self.boxes: dict[Tag, str] = {}  # of a Figure: its bounding box
        self.parents: list[Any] = []  # the parent tree: a page's Tags by mark, an annotation's Tag
        self.page_keys: list[int] = []  # per page its key in the parent tree
        self.strays: list[str] = []  # text that nobody claimed
        self.links: deque[Tag] = deque()  # Tags of the links ReportLab is about to place
        self.muted = False  # while the header of a split table is repeated
        self.late: list[Late] = []
        self.destinations: dict[Tag, str] = {}  # a Heading's Tag -> the name of its place
        self.running: Claim = ""
        super().__init__(*args, **{"pdfVersion": (1, 7), **kwargs})
        self.setViewerPreference("DisplayDocTitle", "true")
        self._open_page()

    def _open_page(self) -> None:
        self.running, self.mark = "", len(self._code)
        self.page_keys.append(len(self.parents))
        self.parents.append([])

    def _startPage(self) -> None:  # noqa: N802 - ReportLab's name
        super()._startPage()
        self._open_page()

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """End the page, and the sequence running on it."""
        self.switch("")
        super().showPage()

    @property
    def page_count(self) -> int:
        """How many pages are finished."""
        return len(self._doc.Pages.pages)

    def page_of(self, tag: Tag) -> int:
        """Return the number of the page on which a drawn tag begins, from 1."""
        first = self.kids[tag][0]
        return self.page_of(first) if isinstance(first, Tag) else first[0] + 1

    def attach(self, tag: Tag) -> list[Any]:
        """Put ``tag`` into the tree, after whatever its parent holds so far; return its kids."""
        if tag not in self.kids:
            self.kids[tag] = []
            home = self.homes[tag] = tag.parent or self.part
            if home is not self.document:
                self.attach(home)
            self.kids[home].append(tag)
        return self.kids[tag]

    def begin_part(self, part: Tag) -> None:
        """Let tags without a parent belong to ``part`` from here on."""
        self.part = self.document
        self.attach(part)
        self.part = part

    def _begin(self, claim: Claim, part: Sequence[str] = ()) -> str:
        """Return the operator that opens a sequence."""
        if isinstance(claim, Tag):
            marks = self.parents[self.page_keys[-1]]
            self.attach(claim).append((len(self.page_keys) - 1, len(marks)))
            marks.append(claim)
            return f"/{claim.role} <</MCID {len(marks) - 1}>> BDC"
        if claim:
            return f"/Artifact <</Type/Pagination/Subtype/{claim}>> BDC"
        if not self.muted:
            self.strays += filter(_shows_text, part)
        return "/Artifact BMC"

    def switch(self, claim: Claim) -> Claim:
        """End the running sequence, start another, and return the former."""
        part, former = self._code[self.mark :], self.running
        if any(map(_paints, part)):
            self._code.insert(self.mark, self._begin(former, part))
            self._code.append("EMC")
        self.running = "" if self.muted and isinstance(claim, Tag) else claim
        self.mark = len(self._code)
        return former

    @contextmanager
    def tagged(self, claim: Claim) -> Iterator[None]:
        """Everything drawn inside is ``claim``."""
        former = self.switch(claim)
        yield
        self.switch(former)

    def draw_late(self, late: Late) -> None:
        """Keep a place here for words that are drawn when the whole document is known."""
        self._code.append(f"%late {len(self.late)}")
        self.late.append(late)

    def drawText(self, text: Any) -> None:  # noqa: N802 - ReportLab's name
        """Draw a text object; one with ``marks`` brings its own tags along.

        ``marks`` lists (position in the code, Tag). Links change the tag half-way, and a sequence
        may not cross the bounds of a text object.
        """
        marks = getattr(text, "marks", None)
        if not marks or self.muted:
            super().drawText(text)
            return
        self.switch(self.running)
        code, text._code = text._code, text._code[: marks[0][0]]
        for (start, tag), (end, _next) in pairwise([*marks, (len(code), None)]):
            part = [_spaced(piece) for piece in code[start:end]]
            shown = any(map(_shows_text, part))
            text._code += [self._begin(tag), *part, "EMC"] if shown else part
        super().drawText(text)
        self.mark = len(self._code)

    def _addAnnotation(self, annotation: Any, name: Any = None, addtopage: int = 1) -> None:  # noqa: N802
        """Give an annotation its element and, if a link, its words."""
        tag = self.links.popleft() if self.links else self._annotated()
        if isinstance(annotation, pdfdoc.LinkAnnotation):
            annotation.permitted = (*annotation.permitted, "StructParent")
            annotation.Contents, entries = tag.alt or annotation.Contents, annotation.otherkw
        else:
            entries = annotation.dict
            if tag.role == "Link":
                entries["Contents"] = PDFString(tag.alt)
        entries["StructParent"] = len(self.parents)
        entries.setdefault("F", 4)
        self.parents.append(tag)
        self.objects.setdefault(tag, []).append((len(self.page_keys) - 1, annotation))
        super()._addAnnotation(annotation, name, addtopage)

    def _annotated(self) -> Tag:
        """Return the tag of an annotation that no paragraph announced."""
        running = self.running if isinstance(self.running, Tag) else None
        tag = running if running and running.role in ("Link", "Form") else Tag("Link", running)
        self.attach(tag)
        return tag

    def box(self, tag: Tag, width: float, height: float) -> None:
        """Record where on the page a figure stands, in points."""
        corners = (*self.absolutePosition(0, 0), *self.absolutePosition(width, height))
        self.boxes[tag] = "[{:.2f} {:.2f} {:.2f} {:.2f}]".format(*corners)

    def save(self) -> None:
        """Draw what was late, write the structure tree and save."""
        if self._code:
            self.showPage()
        self._draw_late_words()
        catalog = self._doc.Catalog
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = pdfdoc.XMP(creator=xmp_packet)
        catalog.StructTreeRoot = StructureTree(self)
        for page, key in zip(self._doc.Pages.pages, self.page_keys, strict=False):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = key, PDFName("S")
        super().save()

    def _draw_late_words(self) -> None:
        for page in self._doc.Pages.pages:
            if "%late " in page.stream:
                page.stream = _late_mark.sub(
                    lambda mark: self._late_code(self.late[int(mark[1])]), page.stream
                )

    def _late_code(self, late: Late) -> str:
        code: list[str] = []
        self._code, self.mark = code, 0
        self.saveState()
        self.setFillColor(late.colour)
        self.setFont(late.font, late.size)
        self.drawRightString(late.x, late.y, late.words())
        self.restoreState()
        self._code = []
        return "\n".join(code)


def _spaced(piece: str) -> str:
    """Give a wrapped line the space it was broken at, lest words run together."""
    if piece == " T*":
        return "( ) Tj T*"
    if piece.endswith(") Tj T*") and piece[-8] != " ":
        return piece[:-7] + " ) Tj T*"
    return piece
