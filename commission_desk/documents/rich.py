"""Rich text on the page: paragraphs, sub-headings, quotations, nested lists and tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.platypus import Flowable

from commission_desk.documents.columns import lies_on_its_side, shared_widths
from commission_desk.documents.flowables import Barred, Heading, Text
from commission_desk.documents.structure import Tag
from commission_desk.documents.style import ACROSS, LINK, WIDTH, Look
from commission_desk.documents.tables import table
from commission_desk.documents.text import markup_runs, printable
from commission_desk.documents.turning import across
from commission_desk.domain.richtext import Block, BlockKind, RichText, Runs

COLUMNS, MORE = 8, 13
"""More columns than this do not fit a page, or one on its side, and continue in another table."""


def rich_story(
    text: RichText, look: Look, level: int, *, turning: bool = False
) -> Iterator[Flowable]:
    """Yield a text's flowables; its sub-headings are headings of ``level``.

    With ``turning``, a table too wide for an upright page is marked for one on its side.
    """
    lists = _Lists(look)
    for block in text.blocks:
        if block.kind in {"bullet", "number"}:
            yield from lists.item(block)
            continue
        lists.end()
        if block.kind == "table":
            yield from _tables(block, look, turning=turning)
        else:
            yield from _paragraph(block, look, level)


def _paragraph(block: Block, look: Look, level: int) -> Iterator[Flowable]:
    words = markup_runs(block.runs, LINK)
    if not block.text.strip() or not words:
        return
    if block.kind == "heading":
        yield Heading(words, look.subheading, level=level, outline=False)
    elif block.kind == "quote":
        yield Barred(words, look.quote, tag=Tag("P", Tag("BlockQuote")))
    else:
        yield Text(words, look.body)


@dataclass(slots=True)
class _List:
    """A list that is open: its tag, how many items it has, and the body of the last one."""

    kind: BlockKind
    tag: Tag
    body: Tag
    count: int = 0


class _Lists:
    """Puts items into lists, L > LI > (Lbl, LBody); a deeper list belongs to the item before."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.open: list[_List] = []

    def end(self) -> None:
        self.open.clear()

    def item(self, block: Block) -> Iterator[Flowable]:
        if not block.text.strip():
            return
        level = max(0, min(block.level, len(self.open), len(self.look.items) - 1))
        del self.open[level + 1 :]
        if len(self.open) > level and self.open[level].kind != block.kind:
            del self.open[level:]
        if len(self.open) == level:
            self.open.append(self._new(block.kind))
        current = self.open[level]
        current.count += 1
        entry = Tag("LI", current.tag)
        current.body = Tag("LBody", entry)
        mark = f"{current.count}." if block.kind == "number" else "\u2022"
        words = markup_runs(block.runs, LINK)
        style = self.look.items[level]
        yield Text(words, style, mark, tag=current.body, label=Tag("Lbl", entry))

    def _new(self, kind: BlockKind) -> _List:
        numbering = "/Decimal" if kind == "number" else "/Disc"
        parent = self.open[-1].body if self.open else None
        tag = Tag("L", parent, attributes={"List": {"ListNumbering": numbering}})
        return _List(kind, tag, tag)


def _tables(block: Block, look: Look, *, turning: bool) -> Iterator[Flowable]:
    """Yield a table; one too wide for the page goes on in another, led by its first column."""
    count = max((len(row) for row in block.rows), default=0)
    rows = [(*row, *[()] * (count - len(row))) for row in block.rows]
    words = [["".join(run.text for run in cell) for cell in row] for row in rows]
    if not any(cell.strip() for row in words for cell in row):
        return
    wide = turning and lies_on_its_side(words)
    most, total = (MORE, ACROSS) if wide else (COLUMNS, WIDTH)
    if count > most:
        starts = range(1, count, most - 1)
        pieces = [[(row[0], *row[first : first + most - 1]) for row in rows] for first in starts]
    else:
        pieces = [rows]
    made = [_table(piece, look, total) for piece in pieces]
    yield from across(made) if wide else made


def _table(rows: list[tuple[Runs, ...]], look: Look, total: float) -> Flowable:
    words = [[printable("".join(run.text for run in cell)) for cell in row] for row in rows]
    widths = shared_widths(words, look.cell.fontSize, total)
    cells = [[markup_runs(cell, LINK) for cell in row] for row in rows]
    return table(cells, widths, look.cell, look.column_head, spaceBefore=4, spaceAfter=10)
