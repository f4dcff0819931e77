"""Keys pressed as the window system would, and what is stored then."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from commission_desk.domain.richtext import from_json
from commission_desk.operations.meetings import (
    meeting,
)
from commission_desk.operations.minutes import (
    entries,
)
from commission_desk.ui.kit.toast import Toast

Key, Mod = Qt.Key, Qt.KeyboardModifier
TODAY = date.today()  # noqa: DTZ011 - the page shows the person's own day
PEOPLE = (
    ("Commissioning officer", "chair"), ("Provider", "member"), ("Finance partner", "member"),
    ("Minute taker", "attending"),
)  # fmt: skip


def press(window, key, modifiers=Mod.NoModifier) -> None:
    """Press a key where the focus is, as the window system would."""
    QTest.keyClick(window.windowHandle(), key, modifiers)
    QApplication.processEvents()


def keys(window, words: str) -> None:
    for letter in words:
        QTest.keyClick(window.windowHandle(), letter)
    QApplication.processEvents()


def notes_of(desk, record: str, number: int) -> str:
    return from_json(desk.ask(meeting, record).items[number].notes).plain


def texts(desk, record: str, number: int) -> list[str]:
    view = desk.ask(meeting, record)
    return [entry.text for entry in desk.ask(entries, record).get(view.items[number].id, [])]


def toast(window) -> Toast:
    return [found for found in window.findChildren(Toast) if found.isVisible()][-1]


def dialog(window, kind):
    return window.findChildren(kind)[-1]
