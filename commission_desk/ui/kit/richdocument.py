"""A stored text in Qt's document, and back again without losing anything.

What a text means is in the document's formats; how it looks (a sub-heading's size, a link's
colour) is laid over it by ``RichLook``, so that nothing of the look is ever read back. Qt needs a
block before and after every table; those written for it carry ``FILLER`` and are not read back
while they are empty.
"""

from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from commission_desk.domain.richtext import Block, BlockKind, RichText, Run, Runs, joined
from commission_desk.ui.kit.theme import px, theme

FILLER = QTextFormat.Property.UserProperty + 1
QUOTE = QTextFormat.Property.UserProperty + 2
BOLD = QFont.Weight.DemiBold
SOFT_BREAK = "\u2028"  # a new line within a block, in Qt; "\n" in a stored text
_STYLES = {"bullet": QTextListFormat.Style.ListDisc, "number": QTextListFormat.Style.ListDecimal}
_UNSAFE = dict.fromkeys((64976, 64977, 65532, 0)) | {
    0x2029: SOFT_BREAK,
    0x0A: SOFT_BREAK,
    0x0D: None,
}  # Qt's own marks for frames, pictures and new blocks
_Keep = QTextCursor.MoveMode.KeepAnchor


def safe(text: str) -> str:
    """Return text that Qt takes as words alone: line ends become soft breaks."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSAFE)


def char_format(run: Run) -> QTextCharFormat:
    """Return the format of a run."""
    made = QTextCharFormat()
    if run.bold:
        made.setFontWeight(BOLD)
    if run.italic:
        made.setFontItalic(True)
    if run.link:
        made.setAnchor(True)
        made.setAnchorHref(run.link)
    return made


def block_format(kind: BlockKind, *, filler: bool = False) -> QTextBlockFormat:
    """Return the format of a block; 109% of the font's own line height makes 1.45."""
    made = QTextBlockFormat()
    made.setLineHeight(109, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setBottomMargin(px(4 if kind in _STYLES else 9))
    if kind == "heading":
        made.setHeadingLevel(3)
        made.setTopMargin(px(6))
    elif kind == "quote":
        made.setProperty(QUOTE, True)  # noqa: FBT003 - Qt's property
        made.setLeftMargin(px(18))
    if filler:
        made.setProperty(FILLER, True)  # noqa: FBT003
    return made


def kind_of(block: QTextBlock) -> BlockKind:
    """Return what kind of block the document's block is."""
    if items := block.textList():
        ordered = items.format().style() == QTextListFormat.Style.ListDecimal
        return "number" if ordered else "bullet"
    if block.blockFormat().headingLevel():
        return "heading"
    return "quote" if block.blockFormat().hasProperty(QUOTE) else "paragraph"


def level_of(block: QTextBlock) -> int:
    """Return the level of a list item, 0 for the outermost and for everything else."""
    items = block.textList()
    return 0 if not items else max(0, items.format().indent() - 1)


class Writer:
    """Writes blocks at a cursor; list items join the list of their level that is still open."""

    def __init__(self, cursor: QTextCursor) -> None:
        self.cursor = cursor
        self.fresh = True  # whether the cursor is in an empty block that may be used
        self.open: list[tuple[str, QTextList]] = []

    def write(self, text: RichText) -> None:
        """Write all blocks of a text."""
        self.cursor.beginEditBlock()
        for position, block in enumerate(text.blocks):
            if block.kind == "table":
                self._table(block, last=position == len(text.blocks) - 1)
            else:
                self._block(block)
        self.cursor.endEditBlock()

    def runs(self, runs: Runs) -> None:
        """Write runs where the cursor is."""
        for run in runs:
            self.cursor.insertText(safe(run.text), char_format(run))

    def _next(self, made: QTextBlockFormat) -> None:
        if self.fresh:
            self.cursor.setBlockFormat(made)
            self.cursor.setBlockCharFormat(QTextCharFormat())
            self.fresh = False
        else:
            self.cursor.insertBlock(made, QTextCharFormat())
        self.cursor.setCharFormat(QTextCharFormat())

    def _block(self, block: Block) -> None:
        self._next(block_format(block.kind))
        if block.kind in _STYLES:
            self._join_list(block.kind, max(0, block.level))
        else:
            self.open.clear()
        self.runs(block.runs)

    def _join_list(self, kind: str, level: int) -> None:
        while self.open and self.open[-1][1].format().indent() - 1 > level:
            self.open.pop()
        last = self.open[-1] if self.open else None
        if last and last[0] == kind and last[1].format().indent() - 1 == level:
            last[1].add(self.cursor.block())
            return
        if last and last[1].format().indent() - 1 == level:
            self.open.pop()
        self.open.append((kind, self.cursor.createList(list_format(kind, level))))

    def _table(self, block: Block, *, last: bool) -> None:
        self.open.clear()
        columns = max((len(row) for row in block.rows), default=0)
        if not columns:
            return
        if self.fresh:
            self._next(block_format("paragraph", filler=True))
        elif self._needs_filler():
            self.cursor.insertBlock(block_format("paragraph", filler=True), QTextCharFormat())
        table = insert_table(self.cursor, len(block.rows), columns)
        for down, row in enumerate(block.rows):
            for along, cell in enumerate(row):
                self.cursor = table.cellAt(down, along).firstCursorPosition()
                self.runs(cell)
        self.cursor = table.lastCursorPosition()
        self.cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        # the block that Qt keeps after a table: the next one uses it, or it stays as filler
        self.cursor.setBlockFormat(block_format("paragraph", filler=last))
        self.fresh = True

    def _needs_filler(self) -> bool:
        return self.cursor.block().textList() is not None


def list_format(kind: str, level: int) -> QTextListFormat:
    """Return the format of a list at a level, 0 for the outermost."""
    made = QTextListFormat()
    made.setStyle(_STYLES[kind])
    made.setIndent(level + 1)
    return made


def insert_table(cursor: QTextCursor, rows: int, columns: int) -> QTextTable:
    """Insert an empty table with thin lines, its columns of equal width."""
    made = QTextTableFormat()
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    made.setTopMargin(px(6))
    made.setBorderBrush(QBrush(theme.color("edge")))
    made.setCellPadding(px(6))
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    share = QTextLength(QTextLength.Type.PercentageLength, 100 / columns)
    made.setColumnWidthConstraints([share] * columns)
    made.setBottomMargin(px(9))
    table = cursor.insertTable(rows, columns, made)
    for row in range(rows):
        for column in range(columns):
            inside = table.cellAt(row, column).firstCursorPosition()
            plain = QTextBlockFormat()
            inside.setBlockFormat(plain)
            inside.setBlockCharFormat(QTextCharFormat())
    return table


def load(document: QTextDocument, text: RichText) -> None:
    """Replace a document's contents by a stored text; this is not a step of undo."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.setBlockFormat(block_format("paragraph"))
    Writer(cursor).write(text)
    document.setUndoRedoEnabled(True)


def read(document: QTextDocument) -> RichText:
    """Return a document's contents as a stored text."""
    blocks = tuple(_blocks(document))
    return RichText() if blocks == (Block(),) else RichText(blocks)


def _blocks(document: QTextDocument) -> Iterator[Block]:
    block = document.begin()
    while block.isValid():
        table = QTextCursor(block).currentTable()
        if table:
            yield Block("table", rows=_rows(table))
            block = document.findBlock(table.lastPosition() + 1)
            continue
        runs = read_runs(block)
        if runs or not block.blockFormat().hasProperty(FILLER):
            yield Block(kind_of(block), runs, level_of(block))
        block = block.next()


def _rows(table: QTextTable) -> tuple[tuple[Runs, ...], ...]:
    return tuple(
        tuple(_cell(table, row, column) for column in range(table.columns()))
        for row in range(table.rows())
    )


def _cell(table: QTextTable, row: int, column: int) -> Runs:
    cell = table.cellAt(row, column)
    block = cell.firstCursorPosition().block()
    last = cell.lastCursorPosition().block()
    found = list(read_runs(block))
    while block != last:
        block = block.next()
        found += [Run("\n"), *read_runs(block)]
    return joined(found)


def read_runs(block: QTextBlock) -> Runs:
    """Return the runs of a block."""
    found = []
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        made = fragment.charFormat()
        words = fragment.text().translate(_UNSAFE).replace(SOFT_BREAK, "\n")
        bold = made.fontWeight() >= BOLD.value
        found.append(Run(words, bold, made.fontItalic(), made.anchorHref()))
        place += 1
    return joined(found)
