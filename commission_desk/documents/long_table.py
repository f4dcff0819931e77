"""A table of any length, laid out page by page: what is not reached yet costs nothing.

ReportLab's own table copies all the rows that are left whenever it is split, so a register of ten
thousand rows would be copied four hundred times.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from commission_desk.documents.flowables import Text, needs_parsing
from commission_desk.documents.structure import Tag
from commission_desk.documents.style import HEIGHT, room_down
from commission_desk.documents.tables import Cell, Rule, TaggedTable, ruled, table

PIECE = 40  # rows looked at for the first page; for the next, some more than this one held
MORE = 6


class LongTable(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Rows below a head that every page repeats; one table to a screen reader.

    ``strong`` are the numbers of the rows that are totals; ``right`` of the columns of figures.
    """

    def __init__(
        self, head: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[float],
        styles: tuple[ParagraphStyle, ParagraphStyle], right: Sequence[int] = (), *,
        whole: Tag | None = None, rules: Sequence[Rule] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self.head, self.rows, self.widths, self.styles = head, rows, widths, styles
        self.right, self.rules = right, rules
        self.whole = whole or Tag("Table")
        self.spaceBefore, self.spaceAfter = 2, 10
        self.piece: TaggedTable | None = None
        self.size = PIECE  # rows of the piece

    def beginning(self, width: float) -> float:
        """Return the height of the head and the first row, in points."""
        high: float = self._piece().beginning(width)
        return high

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the size; more than there is room for where a page cannot hold all rows."""
        wide, high = self._enough(width, height).wrap(width, HEIGHT)
        self.width, self.height = wide, high
        if len(self.rows) > self.size:
            return wide, max(high, height + 1)
        return wide, high

    def split(self, width: float, height: float) -> list[Any]:
        """Return what fits into the height, and the rest."""
        piece = self._enough(width, height)
        if len(self.rows) <= self.size and piece.wrap(width, HEIGHT)[1] <= height:
            return [piece]
        if hasattr(self, "_postponed"):
            piece._postponed = 1
        parts = piece.split(width, height)
        if not parts:
            return []
        first = parts[0]
        shown = first._nrows - first.repeatRows
        if shown >= len(self.rows) or piece._height_of(2) > room_down(width):
            return [*parts, *self._rest(self.size)]  # a row taller than the page was broken
        return [first, *self._rest(shown)]

    def draw(self) -> None:
        """Draw all of it; it fits."""
        self._piece().drawOn(self.canv, 0, 0)

    def _rest(self, shown: int) -> list["LongTable"]:
        left = self.rows[shown:]
        if not left:
            return []
        rest = LongTable(
            self.head, left, self.widths, self.styles, self.right, whole=self.whole,
            rules=self.rules,
        )  # fmt: skip
        rest.spaceBefore = 0
        rest.size = min(PIECE, shown + MORE)
        return [rest]

    def _enough(self, width: float, height: float) -> TaggedTable:
        """Return a piece that holds all rows, or more than there is room for."""
        piece = self._piece()
        while self.size < len(self.rows) and piece.wrap(width, HEIGHT)[1] <= height:
            self.size, self.piece = 2 * self.size, None
            piece = self._piece()
        return piece

    def _piece(self) -> TaggedTable:
        if self.piece is None:
            body, head = self.styles
            aligned = [("ALIGN", (place, 0), (place, -1), "RIGHT") for place in self.right]
            shown = [self._aligned(row) for row in self.rows[: self.size]]
            self.piece = table(
                [self.head, *shown], self.widths, body, head, whole=self.whole,
                header_column=True, rules=(*ruled, *aligned, *self.rules),
            )  # fmt: skip
        return self.piece

    def _aligned(self, row: Sequence[Cell]) -> list[Cell]:
        """Return a row whose figures stand at the right also where they are paragraphs."""
        style = _at_the_right(self.styles[0])
        return [
            [Text(cell, style)]
            if place in self.right and isinstance(cell, str) and needs_parsing(cell)
            else cell
            for place, cell in enumerate(row)
        ]


@cache
def _at_the_right(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name} figures", parent=style, alignment=TA_RIGHT)
