"""The duties before something is stopped, through the window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from ui.looks import settled, unnamed

from commission_desk import i18n
from commission_desk.operations.plan_duties import duties_of
from commission_desk.operations.plan_tables import add_entry, edit_entry
from commission_desk.operations.plans import new_plan
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.plan_duties import DutiesDialog
from commission_desk.ui.pages.plans import PlansPage

DELIVERY = "wales-2010.delivery.implementation"


@pytest.fixture
def stop(window, desk) -> str:
    record = desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    made = desk.do(add_entry, record, "intention", "", "Close the day centre")
    desk.do(edit_entry, record, "intention", made, "kind", "Stop")
    window.go("plans")
    window.pages["plans"].open_part(DELIVERY)
    return made


def opened(window) -> DutiesDialog:
    page = window.pages["plans"]
    assert isinstance(page, PlansPage)
    frame = page.pane.tables.cards[0].frame
    (found,) = [
        each for each in frame.findChildren(QPushButton)
        if "…" in each.text() and each.isVisibleTo(frame)
    ]  # fmt: skip
    found.click()
    return window.findChild(DutiesDialog)


def test_a_duty_is_met_by_keyboard_and_undone(window, stop: str, desk):
    dialog = opened(window)
    for column, words in ((2, "1 June 2026"), (3, "Contract manager")):
        dialog.table.setCurrentIndex(dialog.model.index(0, column))
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
        editor = dialog.table.findChild(QLineEdit)
        QTest.keyClicks(editor, words)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QTest.qWait(20)
    assert dialog.model.cell(0, 1).text == "Met"
    dialog.table.setCurrentIndex(dialog.model.index(1, 2))
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    editor = dialog.table.findChild(QLineEdit)
    QTest.keyClicks(editor, "one day")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.qWait(20)
    assert dialog.problem.isVisible()
    dialog.finish()
    assert desk.ask(duties_of, stop, "en").duties[0].met
    window.undo()
    assert not desk.ask(duties_of, stop, "en").duties[0].met


@pytest.mark.parametrize(("code", "scheme", "scale"), [("en", "light", 1.0), ("cy", "dark", 2.0)])
def test_the_duties_are_whole_in_both_languages(
    window, stop: str, qtbot, code: str, scheme: str, scale: float
):
    i18n.use(code)
    theme.apply(scheme, scale)
    window.rebuild()
    window.go("plans")
    window.pages["plans"].open_part(DELIVERY)
    dialog = opened(window)
    qtbot.wait(50)
    assert unnamed(dialog) == []
    assert settled(dialog) == []
    assert settled(window.pages["plans"].pane.tables.cards[0].frame) == []
