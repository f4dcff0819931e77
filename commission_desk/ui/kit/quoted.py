"""Words of a text that are spoken of: taken as a quote, tinted, and gone to.

The tint is laid over the text and never part of it. Qt counts letters in halves of UTF-16, a quote
in whole letters.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from commission_desk.domain.quotes import Quote, Span, find_quote, quote_of
from commission_desk.ui.kit.theme import theme

_Keep = QTextCursor.MoveMode.KeepAnchor


class Quoted(QObject):
    """The quotes of one box, by the key of what is said of them; it goes when the box goes."""

    def __init__(self, edit: QTextEdit) -> None:
        super().__init__(edit)
        self.edit = edit
        self.cursors: dict[str, QTextCursor] = {}  # they move with the text
        self.changed: set[str] = set()
        theme.changed.connect(self._paint)

    def chosen(self) -> Quote:
        """Return the marked words as a quote; an empty one where nothing is marked."""
        cursor, text = self.edit.textCursor(), self.edit.toPlainText()
        start = _letters(text, cursor.selectionStart())
        return quote_of(text, start, _letters(text, cursor.selectionEnd()))

    def show(self, quotes: Mapping[str, Quote]) -> None:
        """Tint other quotes; those that stand nowhere any more are not in ``cursors``."""
        text = self.edit.toPlainText()
        spans = {key: find_quote(text, quote) for key, quote in quotes.items()}
        self.cursors = {
            key: self._cursor(text, span) for key, span in spans.items() if span is not None
        }
        self.changed = {key for key, span in spans.items() if span is not None and span.changed}
        self._paint()

    def go(self, key: str) -> None:
        """Mark the words of a quote and bring them into view."""
        if key in self.cursors:
            self.edit.setTextCursor(QTextCursor(self.cursors[key]))
            self.edit.setFocus()

    def _cursor(self, text: str, span: Span) -> QTextCursor:
        made = QTextCursor(self.edit.document())
        made.setPosition(_halves(text[: span.start]))
        made.setPosition(_halves(text[: span.end]), _Keep)
        return made

    def _paint(self) -> None:
        look = QTextCharFormat()
        look.setBackground(theme.color("amberbg"))
        look.setForeground(theme.color("text"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        look.setUnderlineColor(theme.color("amber"))
        shown = []
        for cursor in self.cursors.values():
            extra = QTextEdit.ExtraSelection()
            extra.cursor, extra.format = cursor, look
            shown.append(extra)
        self.edit.setExtraSelections(shown)


def _halves(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _letters(text: str, halves: int) -> int:
    """Return how many letters of a text so many halves of UTF-16 are."""
    if text.isascii():
        return halves
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * halves]
    return len(head.decode("utf-16-le", "replace"))
