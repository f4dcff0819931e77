"""The order in which Tab goes through what was made later."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget

from commission_desk.ui.kit.bars import Tabs
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.grade import Band, GradeBar
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.taborder import in_order

BANDS = (Band("Low", ("1", "2")), Band("High", ("3",)))


@pytest.fixture
def host(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def shown(qtbot, host: QWidget) -> None:
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)


def tabbed(qtbot, host: QWidget, number: int) -> list[str]:
    """Return what Tab reaches, one after another."""
    names = []
    for _time in range(number):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().accessibleName())
    return names


def test_what_comes_later_is_reached_where_it_stands(qtbot, host: QWidget) -> None:
    first, last = QLineEdit(), LineField("Last")
    first.setAccessibleName("First")
    place = vbox()
    vbox(first, place, last, parent=host)
    place.addLayout(hbox(LineField("Later"), button("Remove")))
    shown(qtbot, host)
    in_order(first, place, last)
    first.setFocus()
    assert tabbed(qtbot, host, 4) == ["Later", "Remove", "Last", "First"]


@pytest.mark.parametrize(("value", "stop"), [(None, "1, Low"), ("3", "3, High")])
def test_a_grade_is_one_stop(qtbot, host: QWidget, value: str | None, stop: str) -> None:
    first, bar = QLineEdit(), GradeBar(BANDS, value, "Grade")
    first.setAccessibleName("First")
    vbox(first, bar, parent=host)
    shown(qtbot, host)
    first.setFocus()
    assert tabbed(qtbot, host, 2) == [stop, "First"]


def test_what_scrolls_tabs_has_a_name_and_no_focus(qapp) -> None:
    tabs = Tabs("One", "Two")
    arrows = tabs.findChildren(QToolButton)
    assert [each.accessibleName() for each in arrows] == ["Tabs further left", "Tabs further right"]
    assert {each.focusPolicy() for each in arrows} == {Qt.FocusPolicy.NoFocus}
