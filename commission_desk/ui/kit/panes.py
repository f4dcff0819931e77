"""Left, centre and right panes; without room for all three the right one becomes a drawer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.theme import px


class Panes(QWidget):
    """Panes that give way: first the right one becomes a drawer, then the left one narrows.

    A header shows its "Details" button while ``drawer_needed`` says so; the button calls
    ``toggle``. Opening the drawer takes the focus there; its close button and Escape give it back.
    """

    drawer_needed = Signal(bool)

    def __init__(
        self,
        centre: QWidget,
        left: QWidget | None = None,
        right: QWidget | None = None,
        widths: tuple[int, int, int] = (296, 320, 540),
    ) -> None:
        super().__init__()
        self.left, self.centre, self.widths = left, centre, widths
        self.right = _Drawer(right) if right else None
        self.open, self.drawer = False, False
        self.came_from: QWidget | None = None
        for pane in (left, centre, self.right):
            if pane:
                pane.setParent(self)
        if self.right:
            self.right.close_button.clicked.connect(self.close_drawer)

    def toggle(self) -> None:
        """Open the drawer, or close it."""
        if self.open:
            self.close_drawer()
        elif self.right and self.drawer:
            self.came_from = QApplication.focusWidget()
            self.open = True
            self._place()
            self.right.close_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_right(self) -> None:
        """Bring the right pane into view where it is a drawer that is closed."""
        if self.drawer and not self.open:
            self.toggle()

    def close_drawer(self) -> None:
        """Close the drawer and give the focus back to where it came from."""
        self.open = False
        self._place()
        if self.came_from and isValid(self.came_from):
            self.came_from.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.open:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        left, right, need = (px(width) for width in self.widths)
        width, height = self.width(), self.height()
        left = min(left, int(width * 0.34)) if self.left else 0
        drawer = self.right is not None and width < left + right + need
        if drawer != self.drawer:
            self.drawer = drawer
            self.open = False
            self.drawer_needed.emit(drawer)
        if self.left:
            self.left.setGeometry(0, 0, left, height)
        beside = right if self.right and not drawer else 0
        self.centre.setGeometry(left, 0, width - left - beside, height)
        if self.right:
            right = min(right, width - px(40))
            self.right.set_drawer(drawer)
            self.right.setVisible(not drawer or self.open)
            self.right.setGeometry(width - right, 0, right, height)
            self.right.raise_()


class _Drawer(QFrame):
    """The right pane with the line that closes it while it is a drawer."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setObjectName("drawer")
        self.close_button = button("", "x", "tool", tip=_("Close"))
        self.head = QWidget()
        hbox(None, self.close_button, margins=(0, 8, 10, 0), parent=self.head)
        vbox(self.head, inner, gap=0, parent=self).setStretch(1, 1)

    def set_drawer(self, drawer: bool) -> None:
        """Show the close button only while this is a drawer."""
        self.head.setVisible(drawer)
        self.setObjectName("drawer" if drawer else "clear")
        if self.property("drawn") != drawer:
            self.setProperty("drawn", drawer)
            self.style().unpolish(self)
            self.style().polish(self)
