"""Buttons of every kind the window has."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
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


def button(
    text: str,
    icon: str = "",
    kind: str = "",
    slot: Callable[..., Any] | None = None,
    tip: str = "",
) -> QPushButton:
    """Make a button; ``kind`` is primary, ghost, tool, pill, seg, search, undo, mini or plain.

    Without words, ``tip`` is its spoken name. Pills and segments are spoken as radio buttons:
    one tab stop, the arrow keys move.
    """
    made = QPushButton(text.replace("&", "&&"))
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
