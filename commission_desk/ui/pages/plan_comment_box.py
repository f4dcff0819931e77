"""The box in which a comment is written: a new one, a reply, or other words for one's own."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.text import label

LONGEST = 160  # letters of the words it is about that are shown


class CommentBox(QFrame):
    """Shown while something is being said; ``send(words)`` keeps it and may raise UserError.

    Escape closes an empty box; one with words stays, and ``left`` tells to go back to the text.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sunkcard")
        self.send: Callable[[str], Any] | None = None
        self.title = label("", "smallstrong", wrap=True)
        self.quote = label("", "smallmuted", wrap=True)
        self.field = TextField(_("Your comment"), least=3)
        self.add = button(_("Add"), kind="primary", slot=self.keep)
        self.cancel = button(_("Cancel"), slot=self.close_box)
        vbox(
            self.title, self.quote, self.field, Flow(self.add, self.cancel),
            gap=6, margins=(14, 12, 14, 12), parent=self,
        )  # fmt: skip
        for keys, slot in (("Ctrl+Return", self.keep), ("Ctrl+Enter", self.keep),
                           ("Escape", self.leave)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shown = QKeySequence("Ctrl+Return")
        self.add.setToolTip(shown.toString(QKeySequence.SequenceFormat.NativeText))
        self.hide()

    @property
    def touched(self) -> bool:
        """Whether something is written here that is not kept."""
        return self.send is not None and bool(self.field.value())

    def ask(
        self, title: str, send: Callable[[str], Any], *, quote: str = "", words: str = ""
    ) -> None:
        """Ask for words; what was being written before is kept first."""
        if self.touched:
            self.keep()
        self.send = send
        self.title.setText(title)
        self.quote.setText(shortened(quote))
        self.quote.setVisible(bool(quote))
        self.field.set_value(words)
        self.add.setText(_("Save") if words else _("Add"))
        self.add.setAccessibleName(title)
        self.show()
        self.field.box.setFocus()

    def keep(self) -> None:
        """Keep what is written; it stays in the box if that is refused."""
        if self.send is not None:
            self.send(self.field.value())
            self.close_box()

    def leave(self) -> None:
        """Go back to the text; what is written stays here, as only Cancel throws it away."""
        if not self.touched:
            self.close_box()
        self.left.emit()

    def close_box(self) -> None:
        """Ask for nothing any more."""
        self.send = None
        self.field.set_value("")
        self.hide()


def shortened(quote: str) -> str:
    """Return words in quotation marks, on one line and not too long."""
    words = " ".join(quote.split())
    if not words:
        return ""
    return f"“{words if len(words) <= LONGEST else words[:LONGEST].rsplit(' ', 1)[0] + '…'}”"
