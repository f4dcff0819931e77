"""The editor of an answer: bound to one part after another, its caret kept where it was."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText
from commission_desk.i18n import _, short_date
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.editor import RichEditor
from commission_desk.ui.kit.richdocument import block_format

LINES = 7  # an empty answer's height


class AnswerEditor(RichEditor):
    """One editor for every part of a plan; building one for each would make the page slow.

    ``save(part, text)`` keeps an answer; it may raise UserError, and then the words stay unsaved
    in the editor and are offered again.
    """

    history_asked = Signal()
    comment_asked = Signal()

    def __init__(self, save: Callable[[str, RichText], object]) -> None:
        super().__init__(_("Answer"), least=LINES)
        self.save = save
        self.part = ""
        self.kept = RichText()
        self.carets: dict[str, int] = {}
        self.history = button(_("History"), kind="mini", slot=self.history_asked.emit)
        self.history.setToolTip(_("What this answer said before"))
        self.tools.addWidget(self.history)
        self.comment = self._tool(
            "message-square-plus", _("Comment on the marked words"), "Ctrl+Alt+M",
            self.comment_asked.emit,
        )  # fmt: skip
        self.tools.addWidget(self.comment)
        self.saved_needed.connect(self._save)
        self.edited.connect(lambda: self.say(_("Writing…")))

    @property
    def touched(self) -> bool:
        """Whether something is typed that is not yet kept."""
        return bool(self.part) and self.text() != self.kept

    def bind(self, part: str, title: str, text: RichText) -> None:
        """Show the answer to a part; the one before must have been flushed."""
        if self.part:
            self.carets[self.part] = self.edit.textCursor().position()
        self.part, self.kept = part, text
        self.edit.setAccessibleName(title)
        self.set_text(text)
        self._put_caret(self.carets.get(part, 0))

    def renew(self, text: RichText) -> None:
        """Show what the answer says now, changed elsewhere, with the caret where it was.

        Typing that is not yet kept stays: it will be kept after the other change.
        """
        if text == self.kept or self.touched:
            return
        before, caret = self.edit.toPlainText(), self.edit.textCursor().position()
        self.kept = text
        self.set_text(text)
        self._put_caret(moved_caret(before, self.edit.toPlainText(), caret))

    def say_saved(self, at: datetime | None, today: datetime) -> None:
        """Say when the answer was last kept."""
        self.history.setVisible(at is not None)
        if at is None:
            self.say("")
        elif at.date() == today.date():
            self.say(_("Saved {time}").format(time=f"{at:%H:%M}"))
        else:
            self.say(_("Saved {date}").format(date=short_date(at.date())))

    def append(self, text: RichText) -> None:
        """Put a text at the end as one step that Ctrl+Z takes back."""
        cursor = self.edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        if cursor.block().text() or cursor.block().textList():
            cursor.insertBlock(block_format("paragraph"), QTextCharFormat())
        self.edit.setTextCursor(cursor)
        self.edit.insert_rich(text)
        cursor.endEditBlock()
        self.edit.setFocus()

    def flush(self) -> None:
        """Keep at once what is typed; raises UserError if it cannot be kept."""
        self.edit.pause.stop()
        self._save(self.text())

    def _save(self, text: RichText) -> None:
        if not self.part or text == self.kept:
            return
        before = self.kept
        self.kept = self.edit.saved = text
        try:
            self.save(self.part, text)
        except UserError:
            self.kept = self.edit.saved = before
            self.say(_("Not saved yet"))
            raise

    def _put_caret(self, position: int) -> None:
        cursor = self.edit.textCursor()
        cursor.setPosition(min(position, self.edit.document().characterCount() - 1))
        self.edit.setTextCursor(cursor)


def moved_caret(before: str, after: str, caret: int) -> int:
    """Return where a caret belongs once the text around it has changed."""
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    if caret <= head:
        return caret
    most -= head
    tail = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    if caret >= len(before) - tail:
        return caret + len(after) - len(before)
    return head
