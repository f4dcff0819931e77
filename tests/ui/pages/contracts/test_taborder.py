"""Tab goes through the register and the agreement in the order in which they are seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.pages.contracts.parts import part

from commission_desk.content.scales import grading_scales
from commission_desk.operations.ratings import USUAL
from commission_desk.operations.register_views import ViewSetting, save_view
from commission_desk.store.desk import Desk
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.window import Window


def active(qtbot, window: Window) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def tabbed(qtbot, number: int) -> list[str]:
    names = []
    for _time in range(number):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().accessibleName())
    return names


def test_the_views_are_one_stop_with_those_of_the_team(
    qtbot, window: Window, page: ContractsPage, desk: Desk
) -> None:
    desk.do(save_view, "Ours", ViewSetting(view="ending"))
    page.refresh()
    assert page.pills.own
    active(qtbot, window)
    page.sights.tabs.setFocus()
    assert tabbed(qtbot, 2)[0].startswith("All")
    assert page.find_box.hasFocus()


def test_the_print_button_follows_the_tabs_and_an_option_stands_in_its_place(
    qtbot, window: Window, page: ContractsPage
) -> None:
    terms = part(page, "terms")
    terms.add()
    active(qtbot, window)
    page.detail.tabs.setFocus()
    assert tabbed(qtbot, 1) == ["Print this agreement on two pages…"]
    qtbot.waitUntil(lambda: terms.options.itemAt(2).widget().isVisible())
    terms.meaning.entry.setFocus()
    reached = tabbed(qtbot, 7)
    options = [f"Option {number}: 12 months" for number in (1, 2, 3)]
    assert reached[::2] == [*options, "Another option, in months"]


def test_a_new_scale_keeps_the_grade_before_its_reason(
    qtbot, window: Window, page: ContractsPage
) -> None:
    performance = part(page, "performance")
    card = performance.grades
    card.scale.set_value(next(each.id for each in grading_scales() if each.id != USUAL))
    card._use_scale()
    active(qtbot, window)
    assert card.bar is not None
    qtbot.waitUntil(card.bar.isVisible)
    page.detail.print_button.setFocus()
    assert tabbed(qtbot, 2)[1] == "Why this grade"


def test_details_opens_what_the_sight_has_at_its_right(
    qtbot, window: Window, page: ContractsPage
) -> None:
    window.resize(1000, 720)
    window.show()
    page.sights.go("service-reviews")
    sight = page.sights.current
    assert sight is not None
    assert sight.panes is not None
    qtbot.waitUntil(lambda: sight.panes.drawer and not page.details.isHidden())
    qtbot.mouseClick(page.details, Qt.MouseButton.LeftButton)
    assert sight.panes.open
    assert not page.panes.open
    page.sights.go("value")
    assert page.details.isHidden()
    page.sights.go("register")
    assert not page.details.isHidden()
