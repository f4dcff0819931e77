"""Buttons of every kind the window has."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from commission_desk.ui.kit.icons import icon as make_icon
from commission_desk.ui.kit.text import tip as plain_tip
from commission_desk.ui.kit.theme import px

ICON_INK = {
    "primary": "onaccent",
    "ghost": "accent",
    "tool": "muted",
    "search": "muted",
    "mini": "accent",
}
_Policy = QSizePolicy.Policy


class YieldingButton(QPushButton):
    """A button whose words give way with an ellipsis; its tooltip and spoken name stay whole."""

    elide = True

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.plain, self.whole = text, super().sizeHint()

    def sizeHint(self) -> QSize:
        return self.whole

    def minimumSizeHint(self) -> QSize:
        return QSize(min(px(80), self.whole.width()), self.whole.height())

    def setIconSize(self, size: QSize) -> None:
        super().setIconSize(size)
        self.whole = super().sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - (self.whole.width() - self._wide(self.plain))
        shown = self.fontMetrics().elidedText(self.plain, Qt.TextElideMode.ElideRight, room)
        if shown != self.text().replace("&&", "&"):
            self.setText(shown.replace("&", "&&"))
            self.setToolTip(plain_tip(self.plain if shown != self.plain else ""))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            shown = self.text()
            self.setText(self.plain.replace("&", "&&"))
            self.whole = super().sizeHint()
            self.setText(shown)

    def _wide(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)


def button(
    text: str,
    icon: str = "",
    kind: str = "",
    slot: Callable[..., Any] | None = None,
    tip: str = "",
    *,
    elide: bool = False,
) -> QPushButton:
    """Make a button; ``kind`` is primary, ghost, tool, pill, seg, search, undo, mini or plain.

    With ``elide`` its words give way. Without words, ``tip`` is its spoken name. Pills and
    segments are spoken as radio buttons: one tab stop, the arrow keys move.
    """
    made = YieldingButton(text) if elide else QPushButton(text.replace("&", "&&"))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setToolTip(plain_tip(tip))
    made.setProperty("kind", kind)
    wide = _Policy.Expanding if kind == "seg" else _Policy.Maximum
    made.setSizePolicy(wide, _Policy.Fixed)
    made.setAccessibleName(text or tip)
    if icon:
        made.setIcon(make_icon(icon, ICON_INK.get(kind, "text")))
        made.setIconSize(QSize(px(16) + (px(4) if text else 0), px(16)))
    if kind in ("pill", "seg"):
        made.setCheckable(True)
        made.setAutoExclusive(True)
    if slot:
        made.clicked.connect(lambda *_: slot())
    return made


def action(
    text: str,
    slot: Callable[[], Any],
    icon: str = "",
    keys: str = "",
    parent: QWidget | None = None,
) -> QAction:
    """Make a menu's action, with the keys that also run it."""
    made = QAction(text.replace("&", "&&"), parent)
    if icon:
        made.setIcon(make_icon(icon, "muted"))
    if keys:
        made.setShortcut(QKeySequence(keys))
    made.triggered.connect(lambda *_: slot())
    return made


def menu_button(text: str, icon: str, menu: QMenu, kind: str = "") -> QPushButton:
    """Make a button that opens a menu below it; the menu becomes its child."""
    made = button(text, icon, kind)
    menu.setParent(made, menu.windowFlags())

    def drop() -> None:
        menu.popup(made.mapToGlobal(made.rect().bottomLeft()))

    made.clicked.connect(drop)
    return made
