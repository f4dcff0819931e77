"""The line below the toolbar where a link's address is typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.structure import Structure
from commission_desk.ui.kit.text import announce

SCHEMES = ("http://", "https://", "mailto:", "tel:")


def full_address(typed: str) -> str:
    """Complete an address as people type it: "example.org" or "name@example.org"."""
    address = typed.strip()
    if not address or address.lower().startswith(SCHEMES):
        return address
    mail = "@" in address and "/" not in address
    return f"mailto:{address}" if mail else f"https://{address}"


class LinkBox(QWidget):
    """Asks for the address of a link without a dialog; Escape leaves the text as it was."""

    def __init__(self, edit: QTextEdit, structure: Structure) -> None:
        super().__init__()
        self.edit, self.structure = edit, structure
        self.box = QLineEdit()
        self.box.setAccessibleName(_("Address of the link"))
        self.box.setPlaceholderText(_("Address, such as https://example.org"))
        self.box.returnPressed.connect(self.done)
        self.remove = button(_("Remove link"), kind="mini", slot=self._remove)
        close = button("", "x", "tool", self.close_box, _("Close"))
        done = button(_("Link"), kind="mini", slot=self.done)
        hbox(self.box, done, self.remove, close, margins=(10, 0, 10, 8), parent=self)
        self.hide()

    def open(self) -> None:
        """Show the line, with the address of the link the caret is in."""
        href = self.structure.linked().charFormat().anchorHref()
        self.box.setText(href)
        self.remove.setVisible(bool(href))
        self.show()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def done(self) -> None:
        """Make the link and go back to the text."""
        if address := full_address(self.box.text()):
            self.structure.link(address)
            announce(self.edit, _("Linked"))
        self.close_box()

    def close_box(self) -> None:
        """Go back to the text."""
        self.hide()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_box()
        else:
            super().keyPressEvent(event)

    def _remove(self) -> None:
        self.structure.link("")
        self.close_box()
