"""Keys of the window that text boxes would keep for themselves."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

Box = QLineEdit | QPlainTextEdit | QTextEdit
_Standard = QKeySequence.StandardKey
# On Linux they delete the rest of the line, or a letter. A shortcut is meant wherever there is one.
LINUX_DELETES = (Qt.Key.Key_K, Qt.Key.Key_D)


class WindowKeys(QObject):
    """Lets the window's own keys be heard while a text box of it has the focus.

    Qt's boxes keep Ctrl+Z even when there is nothing to undo in them, so that it would do nothing
    at all; on Linux they keep Ctrl+K and Ctrl+D as well. Only the focused box is watched.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self.box: Box | None = None
        QApplication.instance().focusChanged.connect(self.follow)  # type: ignore[union-attr]

    def follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Watch the focused text box of the window."""
        if self.box is not None and isValid(self.box):
            self.box.removeEventFilter(self)
        self.box = None
        if isinstance(new, Box) and new.window() is self.window:
            self.box = new
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave keys to the window, if it has a use for them."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if isinstance(watched, Box) and not _keeps(watched, event):
            event.ignore()
            return True
        return False


def _keeps(box: Box, event: QKeyEvent) -> bool:
    """Whether a key is for the box and not for the window."""
    history = box if isinstance(box, QLineEdit) else box.document()
    if event.matches(_Standard.Undo):
        return history.isUndoAvailable()
    if event.matches(_Standard.Redo):
        return history.isRedoAvailable()
    return not (
        event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in LINUX_DELETES
    )
