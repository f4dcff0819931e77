"""What a person's hands do in the window: press keys, click buttons by their words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from commission_desk.ui.kit.fields import ChoiceField, Field

Key, Mod = Qt.Key, Qt.KeyboardModifier
WAIT = 20_000  # ms; the first layout and the first import each start something large


def press(window: QWidget, key: Key, modifiers: Mod = Mod.NoModifier) -> None:
    """Press a key where the focus is, as the window system would."""
    QTest.keyClick(window.windowHandle(), key, modifiers)
    QApplication.processEvents()


def keys(window: QWidget, words: str) -> None:
    """Type words where the focus is."""
    for letter in words:
        QTest.keyClick(window.windowHandle(), letter)
    QApplication.processEvents()


def click(inside: QWidget, words: str) -> None:
    """Click the one visible button with these words."""
    (found,) = [
        button
        for button in inside.findChildren(QAbstractButton)
        if button.isVisible() and words in (button.text(), button.accessibleName())
    ]
    assert found.isEnabled(), words
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def fill(field: Field, words: str) -> None:
    """Type words into a field of a dialog, in place of what it holds."""
    field.box.setFocus()
    field.box.selectAll()
    QTest.keyClicks(field.box, words)


def pick(field: ChoiceField, value: object) -> None:
    """Choose with the arrow keys."""
    field.box.setFocus()
    QTest.keyClick(field.box, Key.Key_Home)
    for _each in range(field.box.count()):
        if field.value() == value:
            return
        QTest.keyClick(field.box, Key.Key_Down)
    raise AssertionError(value)


def answer_file_dialogs(monkeypatch: pytest.MonkeyPatch, name: Callable[[], Path]) -> None:
    """Choose a file wherever the system's own dialog would ask for one."""
    for method in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, method, lambda *_asked: (str(name()), ""))
