"""Problems are one sentence; anything else is an apology with a report to copy."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from ui import looks

from commission_desk.domain.errors import UserError
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.problems import Banner
from commission_desk.ui.kit.uncaught import install


@pytest.fixture
def handler(show):
    before = sys.excepthook
    made = install(show(QWidget()), lambda: "Everything up to 10:42 is saved.")
    yield made
    sys.excepthook = before


def raised(problem):
    try:
        raise problem  # noqa: TRY301 - gives it a traceback
    except Exception as caught:  # noqa: BLE001 - any exception is what is tested
        return type(caught), caught, caught.__traceback__


def dialogs(qapp):
    return [w for w in qapp.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]


def words(dialog):
    return " ".join(w.plain for w in dialog.findChildren(QWidget) if hasattr(w, "plain"))


def test_a_user_error_is_its_sentence(handler, qapp):
    handler(*raised(UserError("The file is open elsewhere. Close it there.")))
    (dialog,) = dialogs(qapp)
    assert "The file is open elsewhere. Close it there." in words(dialog)
    assert looks.unnamed(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialogs(qapp) == []


def test_one_sentence_is_shown_once_and_without_the_names_of_functions(handler, qapp):
    for before in ("", "Error calling Python override of QWidget::closeEvent(): "):
        handler(*raised(UserError(f"{before}The disk is full.")))
    (dialog,) = dialogs(qapp)
    assert "The disk is full." in words(dialog)
    assert "override" not in words(dialog)
    handler(*raised(UserError("The file is gone.")))
    assert len(dialogs(qapp)) == 2
    for shown in dialogs(qapp):
        shown.reject()


@pytest.mark.logs_warnings
def test_anything_else_is_an_apology_with_a_report(handler, qapp):
    handler(*raised(KeyError("grade <b>")))
    (dialog,) = dialogs(qapp)
    assert "Everything up to 10:42 is saved." in words(dialog)
    assert "KeyError: 'grade <b>'" in dialog.findChild(QPlainTextEdit).toPlainText()
    copy = next(b for b in dialog.findChildren(QPushButton) if "Copy" in b.text())
    copy.click()
    assert "Traceback" in QGuiApplication.clipboard().text()
    assert looks.clipped(dialog) == []
    handler(*raised(KeyError("again")))
    assert dialogs(qapp) == [dialog]
    dialog.reject()


def test_a_banner_speaks_and_can_be_closed(show):
    banner = Banner("The shared copy was changed.")
    window = show(banner)
    assert looks.unnamed(window) == []
    banner.findChild(QPushButton).click()
    assert not banner.isVisible()
    banner.say("Again.")
    assert banner.isVisible()


def test_a_dialog_stays_open_with_the_reason(show, qtbot):
    title = LineField("Title")
    window = show(QWidget())

    def ready():
        if not title.value():
            raise UserError("A contract needs a title. Give it one.")

    dialog = Dialog(window, "New contract", title, accept_text="Create", ready=ready)
    dialog.open()
    QTest.keyClick(title.box, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.problem.plain == "A contract needs a title. Give it one."
    QTest.keyClicks(title.box, "Short breaks")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(title.box, Qt.Key.Key_Return)
