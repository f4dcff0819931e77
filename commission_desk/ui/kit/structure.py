"""What a person can do to a text in the editor: styles, kinds of block, lists, links, tables."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor, QTextList
from PySide6.QtWidgets import QTextEdit

from commission_desk.domain.richtext import BlockKind
from commission_desk.ui.kit.richdocument import (
    BOLD,
    block_format,
    insert_table,
    kind_of,
    level_of,
    list_format,
)

DEEPEST = 5  # levels of a list that can still be read on paper
ROWS, COLUMNS = 3, 3  # of a table just inserted; Tab in its last cell adds a row
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LISTS: tuple[BlockKind, ...] = ("bullet", "number")


class Structure:
    """Commands on the text of one editor, each a step of its undo."""

    def __init__(self, edit: QTextEdit) -> None:
        self.edit = edit

    def state(self) -> tuple[bool, bool, BlockKind]:
        """Return whether the caret is in bold, in italic, and in which kind of block."""
        made = self.edit.currentCharFormat()
        kind = kind_of(self.edit.textCursor().block())
        return made.fontWeight() >= BOLD.value, made.fontItalic(), kind

    def bold(self) -> None:
        """Switch bold on or off."""
        on = self.state()[0]
        self.edit.setFontWeight(QFont.Weight.Normal if on else BOLD)

    def italic(self) -> None:
        """Switch italic on or off."""
        self.edit.setFontItalic(not self.state()[1])

    def switch(self, kind: BlockKind) -> None:
        """Make the chosen blocks of this kind, or paragraphs again if they are already."""
        cursor = self.edit.textCursor()
        if cursor.currentTable():
            return
        wanted = "paragraph" if self.state()[2] == kind else kind
        self._set(cursor, wanted)

    def shift(self, by: int) -> None:
        """Move the chosen list items in or out; a paragraph moved in becomes a bullet."""
        cursor = self.edit.textCursor()
        if cursor.currentTable():
            return
        cursor.beginEditBlock()
        for block in self._chosen(cursor):
            kind = kind_of(block)
            level = level_of(block) + by if kind in _LISTS else 0
            if kind in _LISTS and level >= 0:
                self._put_in_list(block, kind, min(level, DEEPEST))
            elif kind in _LISTS:
                self._plain(block, "paragraph")
            elif by > 0 and kind == "paragraph":
                self._put_in_list(block, "bullet", 0)
        cursor.endEditBlock()

    def link(self, address: str) -> None:
        """Link the selected words, or the link the caret is in; no address removes it."""
        cursor = self.linked()
        made = cursor.charFormat()
        made.setAnchor(bool(address))
        made.setAnchorHref(address)
        if not address:
            made.clearProperty(QTextCharFormat.Property.AnchorHref)
        if cursor.hasSelection():
            cursor.setCharFormat(made)
        elif address:
            cursor.insertText(address, made)
            cursor.insertText(" ", QTextCharFormat())

    def linked(self) -> QTextCursor:
        """Return a cursor over the selection, or over the whole link the caret is in."""
        cursor = self.edit.textCursor()
        href = cursor.charFormat().anchorHref()
        if cursor.hasSelection() or not href:
            return cursor
        place = cursor.block().begin()
        while not place.atEnd():
            piece = place.fragment()
            if piece.contains(cursor.position() - 1) and piece.charFormat().anchorHref() == href:
                cursor.setPosition(piece.position())
                end = piece.position() + piece.length()
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                break
            place += 1
        return cursor

    def table(self) -> None:
        """Insert a table after the caret's block, the caret in its first cell."""
        cursor = self.edit.textCursor()
        if cursor.currentTable():
            return
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        filler = block_format("paragraph", filler=True)
        if cursor.block().text() or cursor.block().textList():
            cursor.insertBlock(filler, QTextCharFormat())
        else:
            cursor.setBlockFormat(filler)
        made = insert_table(cursor, ROWS, COLUMNS)
        after = cursor.document().findBlock(made.lastPosition() + 1)
        if not after.text():
            QTextCursor(after).setBlockFormat(filler)
        cursor.endEditBlock()
        self.edit.setTextCursor(made.cellAt(0, 0).firstCursorPosition())

    def takes(self, event: QKeyEvent) -> bool:
        """Handle a key that means something in a list, quotation or sub-heading."""
        cursor = self.edit.textCursor()
        table = cursor.currentTable()
        if event.key() in _ENTER and not event.modifiers() and not table:
            return self._enter(cursor)
        if event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart() and not table:
            return self._back(cursor)
        return False

    def _enter(self, cursor: QTextCursor) -> bool:
        kind = kind_of(cursor.block())
        if kind in _LISTS and not cursor.block().text():
            self.shift(-1)
            return True
        if kind in ("heading", "quote") and cursor.atBlockEnd():
            if kind == "quote" and cursor.block().text():
                return False  # a quotation goes on until an empty line
            if kind == "quote":
                self._set(cursor, "paragraph")
            else:
                cursor.insertBlock(block_format("paragraph"), QTextCharFormat())
                self.edit.setTextCursor(cursor)
            return True
        return False

    def _back(self, cursor: QTextCursor) -> bool:
        """Backspace at the start of a list item moves it out before it joins the line above."""
        kind = kind_of(cursor.block())
        if cursor.hasSelection() or kind == "paragraph":
            return False
        if kind in _LISTS:
            self.shift(-1)
        else:
            self._set(cursor, "paragraph")
        return True

    def tab(self, *, back: bool) -> bool:
        """Go to the next cell of a table, or the one before; return whether there is one."""
        cursor = self.edit.textCursor()
        table = cursor.currentTable()
        if not table:
            return False
        cell = table.cellAt(cursor)
        place = cell.row() * table.columns() + cell.column() + (-1 if back else 1)
        if place < 0:
            return False  # Tab leaves the editor, so that it is no keyboard trap
        if place >= table.rows() * table.columns():
            if not self._words_in_row(cursor, cell.row()):
                return False
            table.appendRows(1)
        row, column = divmod(place, table.columns())
        self.edit.setTextCursor(table.cellAt(row, column).firstCursorPosition())
        return True

    @staticmethod
    def _words_in_row(cursor: QTextCursor, row: int) -> bool:
        table = cursor.currentTable()
        cells = (table.cellAt(row, column) for column in range(table.columns()))
        return any(c.lastPosition() > c.firstPosition() for c in cells)

    def _set(self, cursor: QTextCursor, kind: BlockKind) -> None:
        cursor.beginEditBlock()
        for block in self._chosen(cursor):
            if kind in _LISTS:
                self._put_in_list(block, kind, level_of(block))
            else:
                self._plain(block, kind)
        cursor.endEditBlock()

    def _chosen(self, cursor: QTextCursor) -> list[QTextBlock]:
        document = cursor.document()
        block = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        found = [block]
        while block != last:
            block = block.next()
            found.append(block)
        return [b for b in found if QTextCursor(b).currentTable() is None]

    @staticmethod
    def _plain(block: QTextBlock, kind: BlockKind) -> None:
        items = block.textList()
        if items:
            items.remove(block)
        QTextCursor(block).setBlockFormat(block_format(kind))

    @staticmethod
    def _put_in_list(block: QTextBlock, kind: BlockKind, level: int) -> None:
        """Join the list of this kind and level that runs on above, or begin one."""
        cursor = QTextCursor(block)
        if block.textList():
            block.textList().remove(block)
        cursor.setBlockFormat(block_format(kind))
        found = _list_above(block, kind, level)
        if found is not None:
            found.add(block)
        else:
            cursor.createList(list_format(kind, level))


def _list_above(block: QTextBlock, kind: BlockKind, level: int) -> QTextList | None:
    above = block.previous()
    while above.isValid() and (items := above.textList()):
        if level_of(above) == level:
            return items if kind_of(above) == kind else None
        if level_of(above) < level:
            return None
        above = above.previous()
    return None
