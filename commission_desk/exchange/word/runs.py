"""The words of a paragraph in Word, in runs: what was inserted is taken, what was deleted is not.

Words in text boxes and notes are kept; pictures and the like are counted, to be said.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from commission_desk.domain.links import safe_link
from commission_desk.domain.richtext import Run
from commission_desk.exchange.word.lookups import Styles, on, value
from commission_desk.exchange.word.parts import Parts, W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
GONE = frozenset(W + name for name in ("del", "moveFrom"))
HOLDERS = frozenset(
    W + name for name in ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "sdtContent")
) | {_MC + "Choice"}
_BREAKS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_PRIVATE = {"\uf0b7": "\u2022", "\uf0a7": "\u25aa", "\uf0fc": "\u2713", "\uf0e0": "\u2192"}
_PLAIN = {ord(one): other for one, other in _PRIVATE.items()}


@dataclass(slots=True)
class Field:
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    result: bool = False


@dataclass(slots=True)
class Words:
    """What a paragraph says: its runs, and the paragraphs of text boxes that hang on it."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class RunReader:
    """Reads the runs of paragraphs; ``left`` counts what is not words."""

    def __init__(self, parts: Parts, styles: Styles) -> None:
        self.styles, self.links = styles, parts.links
        self.notes = {"footnote": _notes(parts.footnotes), "endnote": _notes(parts.endnotes)}
        self.left: Counter[str] = Counter()
        self.fields: list[Field] = []
        self.within = 0  # notes that are being read: one in a note is not

    def read(self, holder: Element) -> Words:
        """Return the words of a paragraph."""
        found = Words()
        self._into(holder, found, "")
        return found

    def _into(self, holder: Element, found: Words, link: str) -> None:
        for child in flat(holder):
            if child.tag == W + "r":
                self._run(child, found, link)
            elif child.tag == W + "hyperlink":
                to = safe_link(self.links.get(child.get(_R + "id", ""), ""))
                self._into(child, found, to or link)
            elif child.tag == W + "fldSimple":
                self._into(child, found, _address(child.get(W + "instr", "")) or link)
            elif child.tag in (_M + "oMath", _M + "oMathPara"):
                said = "".join(each.text or "" for each in child.iter(_M + "t"))
                found.runs.append(Run(said, link=link))

    def _run(self, run: Element, found: Words, link: str) -> None:
        known = run.find(W + "rPr")
        if on(known, "vanish"):
            self.left["hidden"] += any(True for _each in run.iter(W + "t"))
            return
        turned = bool(on(known, "rtl"))
        bold, italic = self._is(known, "b", turned), self._is(known, "i", turned)
        for child in flat(run):
            said = self._said(child, found)
            if said and all(each.result for each in self.fields):
                to = next((a for each in self.fields if (a := _address(each.code))), link)
                found.runs.append(Run(said, bold, italic, to))

    def _is(self, known: Element | None, name: str, turned: bool) -> bool:
        direct = on(known, name + "Cs" if turned else name)
        if direct is not None:
            return direct
        style = value(known, "rStyle")
        return bool(style) and self.styles.is_on(style, name)

    def _said(self, child: Element, found: Words) -> str:
        """Return the letters of one piece of a run, and notice what is not letters."""
        name = child.tag.removeprefix(W)
        if name == "t":
            return (child.text or "").translate(_PLAIN)
        if name in ("br", "cr"):
            return "" if child.get(W + "type") in ("page", "column") else "\n"
        if name in _BREAKS:
            return _BREAKS[name]
        if name.endswith("noteReference"):
            return self._note(name.removesuffix("Reference"), child.get(W + "id", ""))
        if name == "fldChar":
            self._field(child.get(W + "fldCharType", ""))
        elif name == "instrText" and self.fields:
            self.fields[-1].code += child.text or ""
        elif name in ("drawing", "pict", "object"):
            self._drawing(child, found)
        elif name == "sym":
            return _symbol(child.get(W + "char", ""))
        elif name == "ruby":
            return "".join(each.text or "" for each in child.iterfind(f"{W}rubyBase//{W}t"))
        return ""

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _drawing(self, drawing: Element, found: Words) -> None:
        boxes = list(drawing.iter(W + "txbxContent"))
        if boxes:
            self.left["box"] += 1
            found.boxes += boxes
        else:
            self.left["object" if drawing.tag == W + "object" else "picture"] += 1

    def _note(self, kind: str, key: str) -> str:
        note = self.notes.get(kind, {}).get(key)
        if note is None or self.within:
            return ""
        self.within += 1
        words = [self.read(each) for each in note.iter(W + "p")]
        self.within -= 1
        said = " ".join("".join(run.text for run in each.runs).strip() for each in words).strip()
        if not said:
            return ""
        self.left["note"] += 1
        return f" [{said}]"


def flat(parent: Element) -> Iterator[Element]:
    """Yield what stands in an element, wrappers opened and what was deleted left out."""
    for child in parent:
        if child.tag in GONE:
            continue
        if child.tag in HOLDERS:
            yield from flat(child)
        elif child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None and on(child.find(W + "sdtPr"), "showingPlcHdr") is not True:
                yield from flat(content)
        elif child.tag == _MC + "AlternateContent":
            choice = child.find(_MC + "Choice")
            chosen = choice if choice is not None else child.find(_MC + "Fallback")
            if chosen is not None:
                yield from flat(chosen)
        else:
            yield child


def _notes(root: Element | None) -> dict[str, Element]:
    return {
        note.get(W + "id", ""): note
        for note in (root if root is not None else ())
        if note.get(W + "type") in (None, "normal")
    }


def _address(code: str) -> str:
    """Return where the code of a field leads."""
    words = code.strip()
    if not words.casefold().startswith("hyperlink"):
        return ""
    rest = words[len("hyperlink") :].strip()
    if rest.startswith('"'):
        return safe_link(rest[1:].split('"')[0])
    return safe_link(rest.split()[0]) if rest and not rest.startswith("\\") else ""


def _symbol(code: str) -> str:
    try:
        found = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return _PRIVATE.get(found, found if not "\ue000" <= found <= "\uf8ff" else "\u25a1")
