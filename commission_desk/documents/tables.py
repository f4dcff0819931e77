"""Tables with their structure: every cell is a TD, or a TH with its scope."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table
from reportlab.platypus.tables import TableRenderCB

from commission_desk.documents.flowables import Text, needs_parsing
from commission_desk.documents.fonts import text_width
from commission_desk.documents.structure import Tag
from commission_desk.documents.style import HEIGHT, RULE, STRONG_RULE, room_down

Cell = str | Sequence[Flowable]
"""Markup in the table's style, or flowables with a ``tag`` of their own."""
Corner = tuple[int, int]
Rule = tuple[Any, ...]

PADDING = 6
SHORT = 4  # rows that stay together beneath their heading
ruled: tuple[Rule, ...] = (
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
    ("LINEBELOW", (0, 0), (-1, 0), 0.7, STRONG_RULE),
)


class TaggedTable(Table):  # type: ignore[misc]  # ReportLab has no types
    """A table that breaks inside a row only when the row is taller than a page."""

    repeatRows: int  # noqa: N815 - ReportLab's name

    def beginning(self, width: float) -> float:
        """Return the height of the header and the first row, or of a short table whole."""
        self._calc(width, HEIGHT)
        rows = len(self._rowHeights)
        whole = rows - self.repeatRows <= SHORT
        return self._height_of(rows if whole else self.repeatRows + 1)

    def split(self, width: float, height: float) -> list[Any]:
        """Split between rows, else ask for a new page, else split inside the row."""
        self._calc(width, height)
        if self._height_of(self.repeatRows) > room_down(width) / 3:
            self.repeatRows = 0  # a header this tall is printed once
        parts: list[Any] = self._splitRows(height)
        if parts:
            return parts
        if self._height_of(self.repeatRows + 1) <= room_down(width) and not hasattr(
            self, "_postponed"
        ):
            return []
        broken: list[Any] = self._splitRows(height, doInRowSplit=1)
        return broken

    def _height_of(self, rows: int) -> float:
        """Return the height of the first rows; ReportLab measures no more than it needs."""
        return sum(height or 0 for height in self._rowHeights[:rows])


def table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    body: ParagraphStyle,
    head: ParagraphStyle,
    *,
    rules: Sequence[Rule] = ruled,
    header_rows: int = 1,
    header_column: bool = False,
    spans: Sequence[tuple[Corner, Corner]] = (),
    whole: Tag | None = None,
    **kwargs: Any,
) -> TaggedTable:
    """Make a table; ``widths`` in points, ``spans`` are (column, row) corners, both inclusive.

    ``whole`` is the tag of a longer table that this is a piece of.

    A text that fits its column on one line is drawn as a plain string, any other as a paragraph:
    the same look in a fraction of the time.
    """
    whole = whole or Tag("Table")
    extent = {(c0, r0): (c1 - c0 + 1, r1 - r0 + 1) for (c0, r0), (c1, r1) in spans}
    cells: list[list[Any]] = []
    tags: list[list[Tag]] = []
    for r, row in enumerate(rows):
        line = Tag("TR", whole)
        style = head if r < header_rows else body
        cells.append([])
        tags.append([])
        for c, value in enumerate(row):
            wide, high = extent.get((c, r), (1, 1))
            scope = "/Column" if r < header_rows else "/Row" if header_column and c == 0 else ""
            tag = Tag("TH" if scope else "TD", line, attributes=_facts(scope, wide, high))
            tags[-1].append(tag)
            cells[-1].append(_content(value, sum(widths[c : c + wide]), style, tag))
    result = TaggedTable(
        cells,
        widths,
        repeatRows=header_rows,
        splitInRow=1,
        renderCB=_TableTags(whole),
        style=[*_basics(body, head, header_rows), *(("SPAN", *span) for span in spans), *rules],
        **kwargs,
    )
    for styles, row_tags in zip(result._cellStyles, tags, strict=True):
        for cell_style, tag in zip(styles, row_tags, strict=True):
            cell_style.tag = tag  # cell styles survive splits
    return result


def _facts(scope: str, wide: int, high: int) -> dict[str, dict[str, str]]:
    known = {
        "Scope": scope,
        "ColSpan": str(wide) if wide > 1 else "",
        "RowSpan": str(high) if high > 1 else "",
    }
    return {"Table": {key: value for key, value in known.items() if value}}


def _content(value: Cell, width: float, style: ParagraphStyle, tag: Tag) -> Any:
    """Return what ReportLab draws in a cell."""
    if not isinstance(value, str):
        parts: list[Any] = list(value)
        for part in parts:
            part.tag.parent = tag
        return parts
    room = width - 2 * PADDING
    if not needs_parsing(value) and text_width(value, style.fontName, style.fontSize) <= room:
        return value
    return [Text(value, style, tag=tag)]


def _basics(body: ParagraphStyle, head: ParagraphStyle, header_rows: int) -> list[Rule]:
    rules: list[Rule] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ("FONT", (0, 0), (-1, -1), body.fontName, body.fontSize, body.leading),
        ("TEXTCOLOR", (0, 0), (-1, -1), body.textColor),
    ]
    if header_rows:
        rows = (0, 0), (-1, header_rows - 1)
        rules.append(("FONT", *rows, head.fontName, head.fontSize, head.leading))
        rules.append(("TEXTCOLOR", *rows, head.textColor))
    return rules


class _TableTags(TableRenderCB):  # type: ignore[misc]  # ReportLab has no types
    """Opens each cell's tag; the repeated header of a split table is decoration."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.repeated = 0

    def __call__(self, table: Any, command: str, *args: Any) -> None:
        getattr(self, command)(table, *args)

    def startTable(self, table: Any) -> None:  # noqa: N802
        self.repeated = table.repeatRows if self.tag in table.canv.kids else 0
        table.canv.attach(self.tag)

    def startRow(self, table: Any, row: int) -> None:  # noqa: N802
        table.canv.muted = row < self.repeated

    def startCell(  # noqa: N802
        self,
        table: Any,
        row: int,  # noqa: ARG002
        column: int,  # noqa: ARG002
        value: Any,
        style: Any,
        position: Any,  # noqa: ARG002
        size: Any,  # noqa: ARG002
    ) -> None:
        if not table.canv.muted:
            table.canv.attach(style.tag)
            table.canv.switch(style.tag if isinstance(value, str) else "")

    def endCell(self, table: Any) -> None:  # noqa: N802
        table.canv.switch("")

    def endRow(self, table: Any) -> None:  # noqa: N802
        table.canv.muted = False

    def startBG(self, table: Any) -> None:  # noqa: N802
        table.canv.switch("")

    endBG = startLines = endLines = endTable = startBG  # noqa: N815
