"""Rich text in a Word file: paragraphs, sub-headings, quotations, real lists and tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from commission_desk.documents.word.elements import (
    Element,
    Linker,
    paragraph,
    run_elements,
    runs_right_to_left,
    w,
)
from commission_desk.documents.word.numbering import Numbering
from commission_desk.documents.word.tables import Cell, text_table
from commission_desk.domain.richtext import Block, BlockKind, RichText
from commission_desk.domain.word_marks import as_word_keeps

SUBHEADING = "Heading3"
STYLES: dict[BlockKind, str] = {
    "paragraph": "", "heading": SUBHEADING, "quote": "Quote",
    "bullet": "ListBullet", "number": "ListNumber",
}  # fmt: skip


@dataclass(slots=True)
class _List:
    kind: BlockKind
    level: int
    number: int


class RichWriter:
    """Writes texts; each list of numbers begins at 1 again."""

    def __init__(self, numbering: Numbering, link: Linker) -> None:
        self.numbering, self.link = numbering, link
        self.open: list[_List] = []

    def write(self, text: RichText) -> Iterator[Element]:
        """Yield a text's paragraphs and tables; two tables in a row stay two."""
        self.open.clear()
        before = ""
        for block in as_word_keeps(text).blocks:
            if block.kind == "table":
                if before == "table":
                    yield paragraph("")
                self.open.clear()
                yield self._table(block)
            else:
                yield self._paragraph(block)
            before = block.kind
        if before == "table":  # a control, as a page, ends in a paragraph
            yield paragraph("")

    def _paragraph(self, block: Block) -> Element:
        listed = None
        if block.kind in ("bullet", "number"):
            number = self._number(block.kind, block.level)
            listed = w("numPr", w("ilvl", val=block.level), w("numId", val=number))
        else:
            self.open.clear()
        return paragraph(
            STYLES[block.kind],
            *run_elements(block.runs, self.link),
            keepNext=block.kind == "heading",
            numPr=listed,
            bidi=runs_right_to_left(block.text),
        )

    def _number(self, kind: BlockKind, level: int) -> int:
        """Return the number of the list that an item belongs to, or of a new one."""
        while self.open and self.open[-1].level > level:
            self.open.pop()
        if self.open and self.open[-1].level == level:
            if self.open[-1].kind == kind:
                return self.open[-1].number
            self.open.pop()
        made = self.numbering.bullets if kind == "bullet" else self.numbering.fresh(level)
        self.open.append(_List(kind, level, made))
        return made

    def _table(self, block: Block) -> Element:
        rows = [
            [Cell("".join(run.text for run in cell), cell) for cell in row] for row in block.rows
        ]
        return text_table(rows, self.link)
