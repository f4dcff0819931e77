"""Comments in a Word file: around the words they are about, with their replies, open or resolved.

Replies and what was resolved are in a part of their own that Word 2013 brought ([MS-DOCX] 2.5.2,
commentsExtended); programs that do not know it show replies as comments on the same words.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import count

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from commission_desk.documents.word.elements import MAIN, Element, w, words
from commission_desk.documents.word.package import Package
from commission_desk.domain.comments import Comment
from commission_desk.domain.quotes import find_quote
from commission_desk.domain.word_marks import cleaned

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
EXTENDED_TYPE = TYPE.replace("comments+xml", "commentsExtended+xml")
EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
LONGEST_NAME = 255
_TEXT, _RUN = f"{{{MAIN}}}t", f"{{{MAIN}}}r"
_SIGNS = {f"{{{MAIN}}}br": "\n", f"{{{MAIN}}}tab": "\t"}


class Comments:
    """Collects the comments of a file; ``finish`` writes them into its package."""

    def __init__(self) -> None:
        self.numbers = count()
        self.list = etree.Element(f"{{{MAIN}}}comments", nsmap={"w": MAIN, "w14": W14, "mc": MC})
        self.list.set(f"{{{MC}}}Ignorable", "w14")
        self.more = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})

    def put(
        self, comments: Iterable[Comment], heading: Element, written: Sequence[Element] = ()
    ) -> None:
        """Put comments around their words among paragraphs, or around a heading."""
        for comment in comments:
            ends = _ends(written, comment) or _whole(heading)
            self._add(comment, ends, "")

    def finish(self, package: Package) -> None:
        """Write the parts that say what the comments are, if there are any."""
        if not len(self.list):
            return
        for name, kind, relation, root in (
            ("comments", TYPE, RELATIONSHIP_TYPE.COMMENTS, self.list),
            ("commentsExtended", EXTENDED_TYPE, EXTENDED, self.more),
        ):
            data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            made = Part(PackURI(f"/word/{name}.xml"), kind, data, package.part.package)
            package.part.relate_to(made, relation)

    def _add(self, comment: Comment, ends: tuple[Element, Element], parent: str) -> None:
        first, last = ends
        number = next(self.numbers)
        first.addprevious(w("commentRangeStart", id=number))
        last.addnext(w("r", w("commentReference", id=number)))
        last.addnext(w("commentRangeEnd", id=number))
        key = f"{number + 1:08X}"
        said = [words(cleaned(line)) for line in comment.text.split("\n")]
        said[-1].set(f"{{{W14}}}paraId", key)
        about = {"author": cleaned(comment.who)[:LONGEST_NAME], "initials": _initials(comment.who)}
        if comment.said is not None:
            about["date"] = f"{comment.said:%Y-%m-%dT%H:%M:%S}Z"  # Word writes local times so
        self.list.append(w("comment", *said, id=number, **about))
        extra = etree.SubElement(self.more, f"{{{W15}}}commentEx")
        extra.set(f"{{{W15}}}paraId", key)
        if parent:
            extra.set(f"{{{W15}}}paraIdParent", parent)
        extra.set(f"{{{W15}}}done", "1" if comment.resolved else "0")
        for reply in comment.replies:
            self._add(reply, ends, parent or key)


def _ends(written: Sequence[Element], comment: Comment) -> tuple[Element, Element] | None:
    """Return the first and last run of the words a comment is about, cut out of their runs."""
    paragraphs = [p for each in written for p in each.iter(f"{{{MAIN}}}p")]
    lengths = [len(_said(each)) + 1 for each in paragraphs]
    span = find_quote("\n".join(map(_said, paragraphs)), comment.quote)
    if span is None:
        return None
    runs: list[Element] = []
    start = 0
    for paragraph, length in zip(paragraphs, lengths, strict=True):
        low, high = max(span.start, start) - start, min(span.end, start + length - 1) - start
        if low < high:
            _cut(paragraph, high)
            _cut(paragraph, low)
            runs += _between(paragraph, low, high)
        start += length
    return (runs[0], runs[-1]) if runs else None


def _whole(heading: Element) -> tuple[Element, Element]:
    runs = list(heading.iter(_RUN))
    return runs[0], runs[-1]


def _said(holder: Element) -> str:
    return "".join(_letters(each) for each in holder.iter(_TEXT, *_SIGNS))


def _letters(piece: Element) -> str:
    return (piece.text or "") if piece.tag == _TEXT else _SIGNS.get(piece.tag, "")


def _cut(paragraph: Element, place: int) -> None:
    """Part the run that a place is inside of in two; the letters and their look stay."""
    start = 0
    for run in list(paragraph.iter(_RUN)):
        end = start + len(_said(run))
        if start < place < end:
            _part(run, place - start)
            return
        start = end


def _part(run: Element, place: int) -> None:
    after = deepcopy(run)
    run.addnext(after)
    for half, low, high in ((run, 0, place), (after, place, len(_said(run)))):
        start = 0
        for piece in list(half.iter(_TEXT, *_SIGNS)):
            letters = _letters(piece)
            kept = letters[max(0, low - start) : max(0, high - start)]
            start += len(letters)
            if not kept:
                piece.getparent().remove(piece)
            elif piece.tag == _TEXT:
                piece.text = kept
                piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _between(paragraph: Element, low: int, high: int) -> list[Element]:
    start, found = 0, []
    for run in paragraph.iter(_RUN):
        end = start + len(_said(run))
        if low <= start < end <= high:
            found.append(run)
        start = end
    return found


def _initials(who: str) -> str:
    return "".join(word[0] for word in cleaned(who).split())[:9].upper()
