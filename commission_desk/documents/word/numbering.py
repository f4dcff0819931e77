"""The lists of a Word file: one pattern for bullets, one for numbers, and each list its own."""

from commission_desk.documents.word.elements import Element, w
from commission_desk.domain.richtext import DEEPEST

BULLETS, NUMBERS = 1, 2  # the patterns
MARKS = ("\u2022", "\u2013", "\u25aa")
STEP, HANGING = 340, 340  # twentieths of a point


class Numbering:
    """The lists of one file, in the root of its numbering part."""

    def __init__(self, root: Element) -> None:
        self.root = root
        for child in list(root):
            root.remove(child)
        root.append(_pattern(BULLETS))
        root.append(_pattern(NUMBERS))
        self.count = 0
        self.bullets = self._list(BULLETS)

    def fresh(self, level: int) -> int:
        """Return the number of a new list that counts from 1 at a level."""
        override = w("lvlOverride", w("startOverride", val=1), ilvl=level)
        return self._list(NUMBERS, override)

    def _list(self, pattern: int, *more: Element) -> int:
        self.count += 1
        self.root.append(w("num", w("abstractNumId", val=pattern), *more, numId=self.count))
        return self.count


def _pattern(pattern: int) -> Element:
    levels = (_level(pattern, depth) for depth in range(DEEPEST + 1))
    return w(
        "abstractNum", w("multiLevelType", val="hybridMultilevel"), *levels, abstractNumId=pattern
    )


def _level(pattern: int, depth: int) -> Element:
    bulleted = pattern == BULLETS
    mark = MARKS[depth % len(MARKS)] if bulleted else f"%{depth + 1}."
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet" if bulleted else "decimal"),
        w("lvlText", val=mark),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=STEP * (depth + 1), hanging=HANGING)),
        ilvl=depth,
    )
