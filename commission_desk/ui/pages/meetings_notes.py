"""The notes of an item: a line that begins with "action:" becomes an action on Enter."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QFrame

from commission_desk.domain.richtext import RichText
from commission_desk.i18n import _
from commission_desk.ui.kit.editor import RichEditor
from commission_desk.ui.kit.theme import px

ENGLISH = {"decision": "decision", "action": "action", "risk": "risk"}


class NotesEditor(RichEditor):
    """The editor without its toolbar until that is asked for.

    ``noted`` gives the kind and the words of a line that becomes an entry; the line is out of the
    text by then, and ``take`` says that the text without it has been kept. ``taken_back`` is asked
    for by Ctrl+Z straight after.
    """

    noted = Signal(str, str)
    taken_back = Signal()

    def __init__(self) -> None:
        super().__init__(_("Notes"), least=4)
        self.stored = RichText()
        self._after = -1  # the document's revision just after a line became an entry
        self.parts = (self.bold.parentWidget(), self.findChild(QFrame, "rule"))
        self.show_tools(shown=False)
        self.edit.installEventFilter(self)

    def show_tools(self, *, shown: bool) -> None:
        """Show the formatting tools or hide them; their keys always work."""
        for part in self.parts:
            assert part is not None
            part.setVisible(shown)
        rows = self.layout()
        bar = rows.itemAt(0) if rows is not None else None
        if bar is not None and (head := bar.layout()) is not None:
            head.setContentsMargins(*((px(10), px(6), px(10), px(6)) if shown else (0, 0, 0, 0)))

    def show_notes(self, notes: RichText, *, other: bool) -> None:
        """Show an item's notes; words that are not kept yet stay, unless it is another item."""
        if not other and (notes == self.stored or self.edit.text() != self.edit.saved):
            return
        place = self.edit.textCursor().position()
        self.stored = notes
        self.set_text(notes)
        if not other:
            cursor = self.edit.textCursor()
            last = self.edit.document().characterCount() - 1
            cursor.setPosition(min(place, last))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            self.edit.setTextCursor(cursor)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        hint = _("Notes. A line that begins with “action:” or “decision:” becomes one on Enter.")
        self.edit.setPlaceholderText(_("No notes.") if read_only else hint)

    def take(self, notes: RichText) -> None:
        """Know that these notes are kept."""
        self.stored = self.edit.saved = notes
        self.edit.pause.stop()

    def end(self) -> None:
        """Put the cursor behind the last word."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            return self._note()
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._take_back()
        return False

    def _note(self) -> bool:
        cursor = self.edit.textCursor()
        if self.edit.isReadOnly() or cursor.currentTable() or not cursor.atBlockEnd():
            return False
        kind, words = kind_of_line(cursor.block().text())
        if not kind:
            return False
        self.flush()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.endEditBlock()
        self._after = self.edit.document().revision()
        self.noted.emit(kind, words)
        return True

    def _take_back(self) -> bool:
        if self._after != self.edit.document().revision():
            return False
        self._after = -1
        self.taken_back.emit()
        return True


def kind_of_line(line: str) -> tuple[str, str]:
    """Return the kind of entry a line makes, and its words; the kind is empty for none.

    The English words always work; the window's language has its own.
    """
    own = {_("decision"): "decision", _("action"): "action", _("risk"): "risk"}
    kinds = own | ENGLISH
    found = re.fullmatch(r"\s*([^\W\d]+)\s*:\s*(\S.*)", line)
    if found is None:
        return "", ""
    return kinds.get(found[1].casefold(), ""), found[2].strip()
