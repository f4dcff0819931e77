"""Where the focus is, for people who use the keyboard.

Nothing here filters the events of the application: in Python that doubles the time to build a
page. Keys and clicks are seen at the window's QWindow, moves at the focused widget's parents.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from commission_desk.ui.kit.paint import ring
from commission_desk.ui.kit.theme import px

_Type = QEvent.Type
_BY_KEYS = Qt.WidgetAttribute.WA_KeyboardFocusChange
_MOVES = (_Type.KeyPress, _Type.MouseButtonPress, _Type.Move, _Type.Resize, _Type.Hide)


class FocusRing(QWidget):
    """One 2 px ring for a window, outside the focused control, for keyboard focus only.

    A stylesheet cannot: a ``:focus`` border eats the content, ``outline`` hugs the text, and there
    is no ``:focus-visible``. Item views paint their own ring round the current item. It also tells
    the truth in State_KeyboardFocusChange, which Qt leaves on after a click. A dialog makes its
    own ring.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.watched: list[QWidget] = []
        self.hide()
        window.winId()  # makes windowHandle()
        window.windowHandle().installEventFilter(self)
        QApplication.instance().focusChanged.connect(self.follow)  # type: ignore[union-attr]

    def follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Watch the focused widget and what it is in."""
        for widget in filter(isValid, self.watched):
            widget.removeEventFilter(self)
        self.watched = []
        if new is None or new.window() is not self.window():
            QTimer.singleShot(0, self, self.place)
            return
        while new is not None and new is not self.window():
            self.watched.append(new)
            new.installEventFilter(self)
            new = new.parentWidget()
        QTimer.singleShot(0, self, self.place)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (_Type.KeyPress, _Type.MouseButtonPress):
            self.window().setAttribute(_BY_KEYS, kind == _Type.KeyPress)
        if kind in _MOVES:
            QTimer.singleShot(0, self, self.place)
        return False

    def place(self) -> None:
        """Put the ring round the focused control, or hide it."""
        widget = self.watched[0] if self.watched and isValid(self.watched[0]) else None
        shown = widget is not None and self._wants_ring(widget)
        if widget is not None and shown:
            rect = self._at(widget).adjusted(-4, -4, 4, 4)
            for outer in filter(isValid, self.watched[1:]):
                if isinstance(outer.parentWidget(), QAbstractScrollArea):
                    rect = rect.intersected(self._at(outer))
            self.setGeometry(rect)
            self.raise_()
        self.setVisible(shown)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ring(QPainter(self), QRectF(self.rect()), radius=px(8))

    def _wants_ring(self, widget: QWidget) -> bool:
        return (
            widget.hasFocus()
            and widget.isVisible()
            and self.window().testAttribute(_BY_KEYS)
            and not isinstance(widget, QAbstractItemView)
        )

    def _at(self, widget: QWidget) -> QRect:
        return QRect(widget.mapTo(self.window(), widget.rect().topLeft()), widget.size())
