"""The answers in the body of a Word file.

An answer is what stands in its content control, and whatever was written between its heading and
the next heading of the plan or the plan's own table. Where a program dropped the controls, the
bookmarks on the headings lead to it; where those are gone too, its number and title.
"""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from commission_desk.domain.richtext import Block, BlockKind, RichText, Run, Runs, joined
from commission_desk.domain.word_marks import (
    CLOSED,
    NOTE,
    PART,
    PLACEHOLDER,
    SECTION,
    TABLE,
    TABLE_TITLE,
    Place,
    as_word_keeps,
    read_tag,
)
from commission_desk.exchange.word.comments import CommentReader
from commission_desk.exchange.word.lookups import HEADINGS, Lists, Styles, on, value
from commission_desk.exchange.word.parts import Parts, W
from commission_desk.exchange.word.runs import GONE, HOLDERS, RunReader, Words, flat
from commission_desk.i18n import LANGUAGES, N_, translator

DEEPEST = 8
TOP = 2  # headings of the plan are no deeper than this
STOPS = (SECTION, TABLE, CLOSED)
UNWRITTEN = N_("Not yet written")


class BodyReader:
    """Reads the answers of a file, by mark."""

    def __init__(self, parts: Parts, places: Sequence[Place]) -> None:
        self.styles, self.lists = Styles(parts.styles), Lists(parts.numbering)
        self.runs = RunReader(parts, self.styles)
        self.titles = {_plain(f"{p.number} {title}"): p.mark for p in places for title in p.titles}
        self.unwritten = {translator(code)(UNWRITTEN) for code in LANGUAGES}
        self.answers: dict[str, list[Block]] = {}
        self.plans: set[str] = set()
        self.here = ""
        self.last = ""  # the part that comments here are about
        self.comments = CommentReader()
        self.inside = False  # of a control
        self.carried: list[Run] = []  # of a paragraph whose end was deleted

    def read(self, body: Element) -> dict[str, RichText]:
        """Return what each answer that the file has says."""
        self._children(body)
        self._settle()
        return {
            mark: as_word_keeps(RichText(tuple(blocks))) for mark, blocks in self.answers.items()
        }

    def _children(self, parent: Iterable[Element]) -> None:
        for child in parent:
            name = child.tag.removeprefix(W)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt":
                self._control(child)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self.comments.point(child, self.last)
            elif name == "bookmarkStart":
                self._pass(child.get(W + "name", ""))
            elif child.tag in HOLDERS:
                self._children(child)
            elif child.tag.endswith("}AlternateContent"):
                self._children(flat_one(child))

    def _control(self, control: Element) -> None:
        known, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
        if content is None or (known is not None and known.find(W + "docPartObj") is not None):
            return  # the contents are ours
        plan, mark = read_tag(value(known, "tag"))
        if not mark:
            self._children(content)
            return
        self.plans.add(plan)
        self._go(mark)
        if on(known, "showingPlcHdr") is not True:
            outer, self.inside = self.inside, True
            self._children(content)
            self.inside = outer
        self._settle()

    def _go(self, mark: str) -> None:
        """Be under the heading with a mark; an empty one is nobody's."""
        self._settle()
        self.runs.fields.clear()  # one that is never closed ends here at the latest
        self.here = mark
        if mark:
            self.last = mark
            self.comments.begin()
            self.answers.setdefault(mark, [])

    def _pass(self, bookmark: str) -> bool:
        """Notice a heading of the plan by its bookmark."""
        if bookmark.startswith(PART):
            self._go(bookmark.removeprefix(PART))
            return True
        if bookmark.startswith((SECTION, CLOSED)):
            self.last = bookmark.removeprefix(CLOSED) if bookmark.startswith(CLOSED) else ""
            self.comments.begin()
        if bookmark.startswith(STOPS):
            self._go("")
            return True
        return False

    def _paragraph(self, paragraph: Element) -> None:
        taken = self._take(paragraph)
        self.comments.paragraph(paragraph, self.last, words=taken)

    def _take(self, paragraph: Element) -> bool:
        """Take what a paragraph says; return whether it is part of an answer."""
        known = paragraph.find(W + "pPr")
        style = value(known, "pStyle")
        level = self._level(known, style)
        if not self.inside or 1 <= level <= TOP:
            names = [each.get(W + "name", "") for each in paragraph.iter(W + "bookmarkStart")]
            if sum(self._pass(name) for name in names):  # each of them is passed
                return False
        if not self.inside and TABLE_TITLE.casefold() in self.styles.names(style):
            self._go("")
            return False
        said = self.runs.read(paragraph) if self.here else self._unread(paragraph, level)
        text = "".join(run.text for run in said.runs)
        if not self.inside and 1 <= level <= TOP + 1 and _plain(text) in self.titles:
            self._go(self.titles[_plain(text)])
            return False
        if not self.here or self._is_ours(style, text):
            return False
        if self._ends_deleted(known):
            self.carried += said.runs
            return True
        runs = joined([*self.carried, *said.runs])
        self.carried.clear()
        self.answers[self.here].append(self._block(known, style, level, runs))
        for box in said.boxes:
            self._children(box)
        return True

    def _unread(self, paragraph: Element, level: int) -> Words:
        """Return only as much of a paragraph that is nobody's as says which heading it is."""
        if not 1 <= level <= TOP + 1:
            return Words()
        words = "".join(each.text or "" for each in paragraph.iter(W + "t"))
        return Words([Run(words)])

    def _block(self, known: Element | None, style: str, level: int, runs: Runs) -> Block:
        if level:
            return Block("heading", runs)
        number, deep = self._listed(known, style)
        kind = self.lists.kind(number, deep)
        if kind:
            return Block(kind, runs, deep)
        quoted: BlockKind = "quote" if "quot" in self.styles.names(style) else "paragraph"
        return Block(quoted, runs)

    def _listed(self, known: Element | None, style: str) -> tuple[str, int]:
        own = known.find(W + "numPr") if known is not None else None
        base, depth = self.styles.numbered(style)
        number = value(own, "numId") or base
        level = value(own, "ilvl") or depth
        return number, min(int(level), DEEPEST) if level.isdecimal() else 0

    def _level(self, known: Element | None, style: str) -> int:
        outline = value(known, "outlineLvl")
        if outline.isdecimal():
            return int(outline) + 1 if int(outline) < HEADINGS else 0
        return self.styles.level(style)

    def _is_ours(self, style: str, text: str) -> bool:
        names = self.styles.names(style)  # programs write ids their own way
        if PLACEHOLDER.casefold() in names:
            return text.strip() in self.unwritten
        return NOTE.casefold() in names and not self.inside

    def _ends_deleted(self, known: Element | None) -> bool:
        mark = known.find(W + "rPr") if known is not None else None
        return mark is not None and any(mark.find(tag) is not None for tag in GONE)

    def _settle(self) -> None:
        """Keep what was carried over the end of a paragraph that never came."""
        if self.carried and self.here:
            self.answers[self.here].append(Block(runs=joined(self.carried)))
        self.carried.clear()

    def _table(self, table: Element) -> None:
        for paragraph in table.iter(W + "p"):
            self.comments.paragraph(paragraph, self.last)
        if not self.here:
            return
        self._settle()
        rows = tuple(
            tuple(self._cells(row))
            for row in flat(table)
            if row.tag == W + "tr" and not self._row_deleted(row)
        )
        if rows:
            self.answers[self.here].append(Block("table", rows=rows))

    def _row_deleted(self, row: Element) -> bool:
        return row.find(f"{W}trPr/{W}del") is not None

    def _cells(self, row: Element) -> Iterable[Runs]:
        for cell in flat(row):
            if cell.tag == W + "tc":
                yield joined(self._cell(cell))
                across = value(cell.find(W + "tcPr"), "gridSpan")
                yield from [()] * min(int(across) - 1 if across.isdecimal() else 0, 62)

    def _cell(self, cell: Element) -> list[Run]:
        """Return the words of a cell; each paragraph, and each row of a table in it, is a line."""
        lines: list[list[Run]] = []
        for child in flat(cell):
            if child.tag == W + "p":
                said = self.runs.read(child)
                lines.append(said.runs)
                lines += [self.runs.read(each).runs for box in said.boxes
                          for each in box.iter(W + "p")]  # fmt: skip
            elif child.tag == W + "tbl":
                lines += [self._row(row) for row in flat(child) if row.tag == W + "tr"]
        found: list[Run] = []
        for place, line in enumerate(lines):
            found += [Run("\n"), *line] if place else line
        return found

    def _row(self, row: Element) -> list[Run]:
        found: list[Run] = []
        for place, cell in enumerate(each for each in flat(row) if each.tag == W + "tc"):
            found += [Run("\t"), *self._cell(cell)] if place else self._cell(cell)
        return found


def flat_one(alternate: Element) -> Iterable[Element]:
    """Return what one of two alternatives holds."""
    chosen = next((each for each in alternate if each.tag.endswith("}Choice")), None)
    return chosen if chosen is not None else ()


def _plain(text: str) -> str:
    """Return a heading as it is compared: its letters alone."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
