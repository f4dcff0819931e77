"""Elements of a Word file: paragraphs, runs, fields and bookmarks, in the order Word asks for."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from commission_desk.domain.richtext import Run, Runs, joined
from commission_desk.domain.word_marks import cleaned

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = {"w": MAIN, "r": RELATIONS}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
LONGEST_NAME = 64  # of a tag or an alias
Element = Any  # lxml has no types
Linker = Callable[[str], str]  # from an address to the id of its relationship

_BREAKS = re.compile("([\n\t])")
_NAMES: dict[str, str] = {}


def w(name: str, /, *children: Element, **attributes: object) -> Element:
    """Return an element of Word's main vocabulary: ``w("b", val=0)``."""
    made = etree.Element(_name(name), nsmap=SPACES)
    for key, value in attributes.items():
        made.set(_name(key), str(value))
    made.extend(children)
    return made


def _name(name: str) -> str:
    found = _NAMES.get(name)
    if found is None:
        found = _NAMES[name] = f"{{{MAIN}}}{name}"
    return found


def paragraph(style: str, *content: Element, **properties: Any) -> Element:
    """Return a paragraph; properties by name, such as ``keepNext`` or ``numPr``, in their order."""
    made = w("p")
    if style or properties:
        known = w("pPr", *([w("pStyle", val=style)] if style else []))
        for name in _ORDER:
            value = properties.get(name)
            if value is not None and value is not False:
                known.append(w(name) if value is True else value)
        made.append(known)
    made.extend(content)
    return made


_ORDER = ("keepNext", "keepLines", "pageBreakBefore", "numPr", "bidi", "jc", "sectPr")


def words(text: str, style: str = "", **properties: Any) -> Element:
    """Return a paragraph of plain words."""
    if runs_right_to_left(text):
        properties.setdefault("bidi", True)
    return paragraph(style, *run_elements((Run(text),), _no_links), **properties)


def _no_links(_address: str) -> str:
    raise AssertionError("plain words have no links")


def run_elements(runs: Runs, link: Linker) -> Iterable[Element]:
    """Yield runs, those of a link inside it."""
    for run in joined(runs):
        if run.link:
            inside = w("hyperlink", _run(run, style="Hyperlink"), history=1)
            inside.set(f"{{{RELATIONS}}}id", link(run.link))
            yield inside
        else:
            yield _run(run)


def _run(run: Run, style: str = "") -> Element:
    made = w("r")
    known = [w("rStyle", val=style)] if style else []
    for wanted, names in ((run.bold, ("b", "bCs")), (run.italic, ("i", "iCs"))):
        if wanted:
            known += map(w, names)
    if runs_right_to_left(run.text):
        known.append(w("rtl"))
    if known:
        made.append(w("rPr", *known))
    for piece in _BREAKS.split(cleaned(run.text)):
        if piece == "\n":
            made.append(w("br"))
        elif piece == "\t":
            made.append(w("tab"))
        elif piece:
            text = w("t")
            text.text = piece
            if piece[0] == " " or piece[-1] == " " or "  " in piece or not piece.isprintable():
                text.set(SPACE, "preserve")
            made.append(text)
    return made


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def field(code: str, shown: str = "") -> list[Element]:
    """Return the runs of a field that Word fills: a page number, the contents."""
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set(SPACE, "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")), w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        *run_elements((Run(shown),), _no_links),
        w("r", w("fldChar", fldCharType="end")),
    ]  # fmt: skip


class Bookmarks:
    """Gives each bookmark a number of its own."""

    def __init__(self) -> None:
        self.count = 0

    def around(self, name: str, content: Iterable[Element]) -> list[Element]:
        """Return content between the two ends of a bookmark."""
        number, self.count = self.count, self.count + 1
        return [
            w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number),
        ]  # fmt: skip


def control(
    tag: str, title: str, number: int, content: Iterable[Element], *, empty: bool
) -> Element:
    """Return a content control around whole paragraphs; one that is empty shows a prompt."""
    known = [
        w("alias", val=cleaned(title)[:LONGEST_NAME]), w("tag", val=tag), w("id", val=number),
        *([w("showingPlcHdr")] if empty else []),
    ]  # fmt: skip
    return w("sdt", w("sdtPr", *known), w("sdtContent", *content))
