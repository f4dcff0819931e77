"""Undo, and the keys that Linux gives to text boxes, reach the window from a box."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from commission_desk.domain.richtext import RichText
from commission_desk.ui.kit.editor import RichEdit
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.windowkeys import WindowKeys

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def rich() -> RichEdit:
    made = RichEdit("Notes")
    made.set_text(RichText())
    return made


BOXES = {"line": QLineEdit, "plain": QPlainTextEdit, "rich": rich}


@pytest.fixture(params=BOXES)
def box(request, show, qtbot):
    """A text box with the focus in a window that hears its keys, and what the window heard."""
    body, made = QWidget(), BOXES[request.param]()
    vbox(made, parent=body)
    window = show(body)
    qtbot.waitUntil(window.isActiveWindow)  # or it hears no shortcuts
    window.keys, window.heard = WindowKeys(window), []
    for standard in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        QShortcut(QKeySequence(standard), window, lambda name=standard: window.heard.append(name))
    made.clearFocus()  # the window gave it the focus before anybody listened
    made.setFocus()
    return made


def press(box, key, modifiers=Ctrl):
    QTest.keyClick(box.window().windowHandle(), key, modifiers)
    QApplication.processEvents()


def left(box, key) -> bool:
    """Whether a box leaves a key to the window."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Ctrl)
    return box.window().keys.eventFilter(box, event)


def test_undo_goes_to_the_window_when_the_box_has_nothing_to_undo(box):
    press(box, Key.Key_Z)
    assert box.window().heard == [QKeySequence.StandardKey.Undo]


def test_what_is_typed_is_undone_in_the_box_first(box):
    QTest.keyClicks(box, "word")
    press(box, Key.Key_Z)
    assert (getattr(box, "toPlainText", None) or box.text)() == ""
    assert box.window().heard == []
    assert not left(box, Key.Key_Y)
    press(box, Key.Key_Z)
    assert box.window().heard == [QKeySequence.StandardKey.Undo]


def test_linux_does_not_delete_words_where_a_shortcut_is_meant(box):
    assert left(box, Key.Key_K)
    assert left(box, Key.Key_D)
    assert not left(box, Key.Key_C)
    box.clearFocus()
    assert box.window().keys.box is None
