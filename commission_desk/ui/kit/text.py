"""Words on the screen: labels that are always plain text, chips, spoken roles, announcements."""

from html import escape

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QSizePolicy, QWidget

from commission_desk.ui.kit.paint import chip_size, paint_chip
from commission_desk.ui.kit.theme import px

HEADINGS = ("h1", "h2", "h3")
WRAP_AT = 520  # a wrapped label asks for no more than this, at 100%
_Policy = QSizePolicy.Policy


class Label(QLabel):
    """Plain text always: a name such as "<b>" must not become markup.

    Wrapped text has a line height of 1.45, which only rich text can carry in a QLabel, so it is
    escaped first; it asks for its one-line width, because QLabel's own hint is a square. With
    ``elide`` it gives way with an ellipsis; its tooltip and spoken name stay whole.
    """

    def __init__(
        self,
        text: str,
        role: str = "",
        *,
        wrap: bool = False,
        elide: bool = False,
        lead: str = "",
    ) -> None:
        self.heights: dict[int, int] = {}  # by width
        super().__init__()
        self.plain, self.elide, self.lead = text, elide, lead
        formats = Qt.TextFormat
        self.setTextFormat(formats.RichText if wrap else formats.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        if role in HEADINGS:
            self.setProperty("spoken", "Heading")
        if wrap:  # never Minimum vertically, which forces needless scroll bars
            self.setSizePolicy(_Policy.Expanding, _Policy.Preferred)
            self.setMinimumWidth(px(60))
        elif elide:
            self.setSizePolicy(_Policy.Maximum, _Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        self.plain = f"{self.lead} {text}" if self.lead else text
        self.heights.clear()
        super().setText(self._marked_up(text) if self.wordWrap() else self.plain)

    def _marked_up(self, text: str) -> str:
        lead = f'<span style="font-weight:600">{escape(self.lead)}</span> ' if self.lead else ""
        body = escape(text).replace("\n", "<br>")
        return f'<div style="line-height:109%">{lead}{body}</div>'

    def sizeHint(self) -> QSize:
        if not self.wordWrap():
            return super().sizeHint()
        longest = max(self.plain.split("\n"), key=len)
        width = min(self.fontMetrics().horizontalAdvance(longest) + 4, px(WRAP_AT))
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width; kept, because nested layouts ask for it many times."""
        if width not in self.heights:
            self.heights[width] = super().heightForWidth(width)
        return self.heights[width]

    def changeEvent(self, event: QEvent) -> None:
        self.heights.clear()  # the font may have changed
        super().changeEvent(event)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(0, least.height()) if self.elide else least

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.elide:
            super().paintEvent(event)
            return
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.plain, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if shown == self.plain else escape(self.plain))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), shown)


def label(
    text: str, role: str = "", *, wrap: bool = False, elide: bool = False, lead: str = ""
) -> Label:
    """Make a label; the roles are in ``tokens.ROLES``, ``lead`` is a bold beginning."""
    return Label(text, role, wrap=wrap, elide=elide, lead=lead)


class Chip(Label):
    """A status: a word on a tint; painted, because a stylesheet's pill turns square."""

    def __init__(self, text: str, tone: str = "", icon: str = "") -> None:
        self.tone, self.icon = tone, icon
        super().__init__(text)
        self.setSizePolicy(_Policy.Fixed, _Policy.Fixed)

    def say(self, text: str, tone: str = "", icon: str = "") -> None:
        """Show another status."""
        self.tone, self.icon = tone, icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self.plain, self.icon)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chip(QPainter(self), 0, 0, self.plain, self.tone, self.icon)


def announce(widget: QWidget, text: str) -> None:
    """Say something through a screen reader without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def tip(text: str) -> str:
    """Escape a tooltip: Qt would read a name with markup as rich text."""
    return f"<span>{escape(text)}</span>" if "<" in text or "&" in text else text


class _Spoken(QAccessibleWidget):
    """Gives a widget a role for which Qt has no widget: its property "spoken" names it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget, getattr(QAccessible.Role, widget.property("spoken")))

    def text(self, kind: QAccessible.Text) -> str:
        widget = self.object()
        if kind == QAccessible.Text.Name and isinstance(widget, Label):
            return widget.plain
        return super().text(kind)


def _spoken(_key: str, owner: QObject) -> QAccessibleInterface | None:
    return _Spoken(owner) if isinstance(owner, QWidget) and owner.property("spoken") else None


QAccessible.installFactory(_spoken)
