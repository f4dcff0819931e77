"""The contents of a Word file: a field that Word fills, with its lines there from the start."""

from collections.abc import Sequence
from dataclasses import dataclass

from commission_desk.documents.word.elements import Element, field, paragraph, run_elements, w
from commission_desk.domain.richtext import Run

CODE = ' TOC \\o "1-2" \\h \\z \\u '


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading as the contents name it; ``bookmark`` is where it stands."""

    level: int
    words: str
    bookmark: str


def contents(title: str, entries: Sequence[Entry]) -> Element:
    """Return the contents under their heading; Word puts the page numbers in."""
    lines = [_line(entry) for entry in entries]
    begin = w("instrText")
    begin.text = CODE
    first = [
        w("r", w("fldChar", fldCharType="begin", dirty="true")), w("r", begin),
        w("r", w("fldChar", fldCharType="separate")),
    ]  # fmt: skip
    for place, each in enumerate(first, start=1):  # after the paragraph's properties
        lines[0].insert(place, each)
    lines.append(paragraph("", w("r", w("fldChar", fldCharType="end"))))
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    heading = paragraph("TOCHeading", *run_elements((Run(title),), str))
    return w("sdt", w("sdtPr", w("id", val=1), gallery), w("sdtContent", heading, *lines))


def _line(entry: Entry) -> Element:
    to = w("hyperlink", *run_elements((Run(entry.words),), str), w("r", w("tab")),
           *field(f"PAGEREF {entry.bookmark} \\h"), anchor=entry.bookmark, history=1)  # fmt: skip
    return paragraph(f"TOC{entry.level}", to)
