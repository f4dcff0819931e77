"""A short message that offers to undo what was done."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px

STAYS = 8000  # ms


class Toast(QFrame):
    """A message at the foot of a window; it stays while it is pointed at or has the focus.

    Undo must be in a menu or on Ctrl+Z too: a toast goes away. A new one takes the place of the
    one before.
    """

    def __init__(
        self, host: QWidget, text: str, undo: Callable[[], object] | None = None, ms: int = STAYS
    ) -> None:
        for before in host.findChildren(Toast):
            before.dismiss()
        super().__init__(host)
        self.setObjectName("toast")
        self.host, self.undo = host, undo
        self.timer = QTimer(self)
        self.timer.setInterval(ms)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._expire)
        self.words = label(text, "toast", elide=True)
        row = hbox(self.words, gap=16, margins=(16, 8, 10 if undo else 16, 8), parent=self)
        if undo:
            self.button = button(_("Undo"), kind="undo", slot=self._undo)
            row.addWidget(self.button)
        host.installEventFilter(self)  # of this one window, while the toast is there
        self.place()
        self.show()
        self.raise_()
        announce(self, text)
        self.timer.start()

    def place(self) -> None:
        """Sit at the foot of the window, wherever that is now."""
        hint = self.sizeHint()
        width = min(hint.width(), self.host.width() - px(32))
        x = (self.host.width() - width) // 2
        self.setGeometry(x, self.host.height() - hint.height() - px(44), width, hint.height())

    def dismiss(self) -> None:
        """Go away now."""
        self.timer.stop()
        self.host.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def enterEvent(self, _event: QEnterEvent) -> None:
        self.timer.stop()

    def leaveEvent(self, _event: QEvent) -> None:
        self.timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.place)
        return False

    def _expire(self) -> None:
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.timer.start()
        else:
            self.dismiss()

    def _undo(self) -> None:
        self.dismiss()
        if self.undo:
            self.undo()
