"""What a Word file says elsewhere of its paragraphs and runs: their styles and their lists."""

from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from commission_desk.exchange.word.parts import W

DEEPEST_CHAIN = 20  # styles that rest on one another; a loop ends here
OFF = ("0", "false", "off", "none")
HEADINGS = 9
ListKind = Literal["bullet", "number", ""]


def on(properties: Element | None, name: str) -> bool | None:
    """Say whether a property is on, off, or not named at all."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else found.get(W + "val", "true") not in OFF


def value(parent: Element | None, name: str) -> str:
    """Return the value of an element in another, or nothing."""
    found = parent.find(W + name) if parent is not None else None
    return "" if found is None else found.get(W + "val", "")


class Styles:
    """The styles of a file, by id."""

    def __init__(self, root: Element | None) -> None:
        self.known: dict[str, Element] = {}
        for style in root.iter(W + "style") if root is not None else ():
            self.known.setdefault(style.get(W + "styleId", ""), style)

    def chain(self, key: str) -> Iterator[Element]:
        """Yield a style and those it rests on."""
        for _step in range(DEEPEST_CHAIN):
            style = self.known.get(key)
            if style is None:
                return
            yield style
            key = value(style, "basedOn")

    def names(self, key: str) -> str:
        """Return the names of a style and those it rests on, in small letters."""
        return " / ".join([key, *(value(style, "name") for style in self.chain(key))]).casefold()

    def level(self, key: str) -> int:
        """Return the level of a heading's style from 1, or 0 for any other."""
        for style in self.chain(key):
            outline = value(style.find(W + "pPr"), "outlineLvl")
            if outline.isdecimal():
                return int(outline) + 1 if int(outline) < HEADINGS else 0
            name = value(style, "name").casefold()
            if name.startswith("heading ") and name[8:].isdecimal():
                return int(name[8:])
            if name in ("title", "subtitle"):
                return 1
        return 0

    def is_on(self, key: str, name: str) -> bool:
        """Say whether a character style switches something on."""
        for style in self.chain(key):
            found = on(style.find(W + "rPr"), name)
            if found is not None:
                return found
        return False

    def numbered(self, key: str) -> tuple[str, str]:
        """Return the list and the level that a style puts its paragraphs into."""
        for style in self.chain(key):
            listed = style.find(f"{W}pPr/{W}numPr")
            if listed is not None:
                return value(listed, "numId"), value(listed, "ilvl")
        return "", ""


class Lists:
    """The lists of a file: whether each counts or has bullets."""

    def __init__(self, root: Element | None) -> None:
        patterns: dict[str, dict[str, str]] = {}
        self.kinds: dict[str, dict[str, str]] = {}
        if root is None:
            return
        for pattern in root.iter(W + "abstractNum"):
            patterns[pattern.get(W + "abstractNumId", "")] = _formats(pattern)
        for one in root.iter(W + "num"):
            own = {
                override.get(W + "ilvl", ""): found
                for override in one.iter(W + "lvlOverride")
                for found in _formats(override).values()
            }
            base = patterns.get(value(one, "abstractNumId"), {})
            self.kinds[one.get(W + "numId", "")] = base | own

    def kind(self, number: str, level: int) -> ListKind:
        """Return whether a level of a list counts or has bullets; nothing if it is none."""
        if number in ("", "0"):
            return ""
        found = self.kinds.get(number, {}).get(str(level), "bullet")
        return "bullet" if found == "bullet" else "" if found == "none" else "number"


def _formats(parent: Element) -> dict[str, str]:
    return {
        level.get(W + "ilvl", ""): value(level, "numFmt") or "decimal"
        for level in parent.iter(W + "lvl")
    }
