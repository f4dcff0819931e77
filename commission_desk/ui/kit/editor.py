"""The rich editor: a growing box under its toolbar, that says when its text should be saved."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from commission_desk.domain.richtext import BlockKind, RichText
from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.growing import GrowingEdit
from commission_desk.ui.kit.layout import hbox, rule, vbox
from commission_desk.ui.kit.linkbox import LinkBox
from commission_desk.ui.kit.paste import reduce_html
from commission_desk.ui.kit.richdocument import Writer, load, read, safe
from commission_desk.ui.kit.structure import Structure
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px

PAUSE = 1000  # ms after the last key before the text should be saved


class RichEdit(GrowingEdit):
    """The box itself: keys, paste, and when its text should be saved."""

    saved_needed = Signal(object)  # RichText
    edited = Signal()

    def __init__(self, name: str, least: int = 3) -> None:
        super().__init__(name, least)
        self.structure = Structure(self)
        self.saved = RichText()
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self.flush)
        self.loading = self.touched = False
        self.document().contentsChange.connect(self._touched)
        self.document().contentsChanged.connect(self._changed)

    def set_text(self, text: RichText) -> None:
        """Show a stored text; it is not an edit."""
        self.loading = True
        load(self.document(), text)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.loading = False
        self.saved = self.text()
        self.touched = False
        self.pause.stop()

    def text(self) -> RichText:
        """Return the text as it is stored."""
        return read(self.document())

    def flush(self) -> None:
        """Ask at once for a changed text to be saved."""
        self.pause.stop()
        text = self.text()
        if text != self.saved:
            self.saved = text
            self.saved_needed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.structure.takes(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.structure.tab(back=not forward) or super().focusNextPrevChild(forward)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take the words and their structure, not another program's looks, pictures or files."""
        text = reduce_html(source.html()) if source.hasHtml() else RichText()
        if text.is_empty:
            self.insert_plain(source.text())
        else:
            self.insert_rich(text)

    def paste_plain(self) -> None:
        """Paste the words alone."""
        self.insert_plain(QGuiApplication.clipboard().text())

    def insert_plain(self, words: str) -> None:
        """Insert words; each line becomes a block like the one the caret is in."""
        cursor = self.textCursor()
        if cursor.currentTable():
            cursor.insertText(safe(words))
        else:
            cursor.insertText("\n".join(safe(line) for line in words.splitlines()))
        self.setTextCursor(cursor)

    def insert_rich(self, text: RichText) -> None:
        """Insert a text at the caret: one paragraph joins the line, more begin their own."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        first = text.blocks[0]
        if cursor.currentTable():
            cursor.insertText(safe(text.plain))
        elif len(text.blocks) == 1 and first.kind == "paragraph":
            Writer(cursor).runs(first.runs)
        else:
            writer = Writer(cursor)
            block = cursor.block()
            writer.fresh = not block.text()  # an empty line becomes what is pasted
            if writer.fresh and block.textList():
                block.textList().remove(block)
            writer.write(text)
            cursor = writer.cursor
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        if self.loading or not self.touched:
            return  # new colours are no edit
        self.touched = False
        self.pause.start()
        self.edited.emit()

    def _touched(self, *_change: int) -> None:
        self.touched = True


class RichEditor(QFrame):
    """The editor in its card: toolbar, box, and a line that says when it was saved.

    ``edited`` at every change, ``saved_needed`` with the text a second after the last key and on
    leaving; ``flush`` asks at once, before the page is closed.
    """

    saved_needed = Signal(object)
    edited = Signal()

    def __init__(self, name: str, note: str = "", least: int = 3) -> None:
        super().__init__()
        self.setObjectName("card")
        self.edit = RichEdit(name, least)
        self.note = label(note, "smallmuted")
        self.link = LinkBox(self.edit, self.edit.structure)
        self.edit.saved_needed.connect(self.saved_needed)
        self.edit.edited.connect(self.edited)
        self.bold = self._tool("bold", _("Bold"), "Ctrl+B", self.edit.structure.bold)
        self.italic = self._tool("italic", _("Italic"), "Ctrl+I", self.edit.structure.italic)
        self.kinds = self._kind_tools()
        for tool in (self.bold, self.italic, *self.kinds.values()):
            tool.setCheckable(True)
        others = self._other_tools()
        heading, bullet, number, quote = self.kinds.values()
        tools = (self.bold, self.italic, heading, bullet, number, *others[:2], quote, *others[2:])
        bar = QWidget()
        self.tools = Flow(*tools, None, self.note, gap=3)
        bar.setLayout(self.tools)
        rows = vbox(hbox(bar, margins=(10, 6, 10, 6)), self.link, rule(), self.edit, gap=0)
        rows.setContentsMargins(1, 1, 1, 1)
        self.setLayout(rows)
        self.edit.cursorPositionChanged.connect(self._show_state)
        self.edit.currentCharFormatChanged.connect(lambda _format: self._show_state())
        plain = QShortcut(QKeySequence("Ctrl+Shift+V"), self.edit, self.edit.paste_plain)
        plain.setContext(Qt.ShortcutContext.WidgetShortcut)
        self.setFocusProxy(self.edit)

    def set_text(self, text: RichText) -> None:
        """Show a stored text; it is not an edit."""
        self.edit.set_text(text)

    def text(self) -> RichText:
        """Return the text as it is stored."""
        return self.edit.text()

    def flush(self) -> None:
        """Ask at once for a changed text to be saved."""
        self.edit.flush()

    def say(self, note: str) -> None:
        """Show a short note at the right of the toolbar, such as when it was saved."""
        self.note.setText(note)

    def set_read_only(self, read_only: bool) -> None:
        """Show the text without letting it be changed."""
        self.edit.setReadOnly(read_only)
        for tool in self.findChildren(QPushButton):
            tool.setEnabled(not read_only)

    def _kind_tools(self) -> dict[BlockKind, QPushButton]:
        named: tuple[tuple[BlockKind, str, str, str], ...] = (
            ("heading", "heading", _("Sub-heading"), "Ctrl+Shift+H"),
            ("bullet", "list", _("Bulleted list"), "Ctrl+Shift+8"),
            ("number", "list-ordered", _("Numbered list"), "Ctrl+Shift+7"),
            ("quote", "quote", _("Quotation"), "Ctrl+Shift+9"),
        )
        switch = self.edit.structure.switch
        return {
            kind: self._tool(icon, name, keys, partial(switch, kind))
            for kind, icon, name, keys in named
        }

    def _other_tools(self) -> list[QPushButton]:
        structure = self.edit.structure
        return [
            self._tool("indent-decrease", _("Move left"), "Ctrl+[", lambda: structure.shift(-1)),
            self._tool("indent-increase", _("Move right"), "Ctrl+]", lambda: structure.shift(1)),
            self._tool("link", _("Link"), "Ctrl+L", self.link.open),
            self._tool("table", _("Table"), "Ctrl+Shift+T", structure.table),
        ]

    def _tool(self, icon: str, name: str, keys: str, slot: Callable[[], object]) -> QPushButton:
        """Make a tool; a click on it leaves the caret in the text."""

        def run() -> None:
            slot()
            self._show_state()

        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        made = button("", icon, "tool", run, f"{name} ({shown})")
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shortcut = QShortcut(QKeySequence(keys), self.edit, run)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        made.setMinimumSize(px(28), px(26))
        return made

    def _show_state(self) -> None:
        bold, italic, kind = self.edit.structure.state()
        self.bold.setChecked(bold)
        self.italic.setChecked(italic)
        for name, tool in self.kinds.items():
            tool.setChecked(name == kind)
