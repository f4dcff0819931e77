"""Following the links of a row through the window, and coming back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui.looks import unnamed

from commission_desk.operations.actions import add_action
from commission_desk.operations.finding import search
from commission_desk.operations.plan_tables import add_entry, edit_entry
from commission_desk.operations.plans import new_plan
from commission_desk.ui.pages.plan_tables import TableCard
from commission_desk.ui.pages.plans import PlansPage
from commission_desk.ui.places import HOMES

DELIVERY, PRESSURES = "wales-2010.delivery.implementation", "wales-2010.services.pressures"


@pytest.fixture
def page(window, desk) -> PlansPage:
    record = desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    desk.do(add_entry, record, "gap", "", "Evenings")
    desk.do(add_entry, record, "gap", "", "Weekends & nights")
    made = desk.do(add_entry, record, "intention", "", "Buy four places")
    desk.do(edit_entry, record, "intention", made, "gap_id", "Weekends")
    desk.do(add_action, "Write the brief", plan_id=record, intention_id=made)
    window.go("plans")
    found = window.pages["plans"]
    assert isinstance(found, PlansPage)
    found.open_part(DELIVERY)
    return found


def card(page: PlansPage) -> TableCard:
    return page.pane.tables.cards[0]


def words(of: TableCard) -> list[str]:
    return [each.text() for each in of.links.menu().actions() if each.text()]


def choose(of: TableCard, beginning: str) -> None:
    (found,) = [
        each for each in of.links.menu().actions() if each.text().startswith(beginning)
    ]  # fmt: skip
    found.trigger()


def test_a_link_is_followed_and_the_way_back_is_remembered(page: PlansPage, window):
    intentions = card(page)
    intentions.table.setCurrentIndex(intentions.model.index(0, 0))
    assert words(intentions) == [
        "Goes to", "Gap it closes: Weekends && nights", "What refers to this",
        "Action plan: Write the brief",
    ]  # fmt: skip
    choose(intentions, "Gap it closes")
    assert page.pane.part == PRESSURES
    gaps = card(page)
    assert gaps.current_row().values["title"] == "Weekends & nights"
    assert words(gaps)[-1] == "Back to Buy four places"
    choose(gaps, "Back to")
    assert page.pane.part == DELIVERY
    assert card(page).current_row().values["title"] == "Buy four places"
    choose(card(page), "Action plan")
    assert card(page).table_id == "action"
    choose(card(page), "Actions")
    assert window.here == "actions"


def test_the_menu_opens_by_its_key_and_its_button(page: PlansPage):
    intentions = card(page)
    intentions.table.setFocus()
    intentions.table.setCurrentIndex(intentions.model.index(0, 0))
    QTest.keyClick(intentions.table, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert intentions.links.made.isVisible()
    intentions.links.made.close()
    intentions.links.button.click()
    assert intentions.links.made.isVisible()
    intentions.links.made.close()
    assert unnamed(intentions.frame) == []


def test_a_row_that_nothing_is_tied_to_says_so(page: PlansPage):
    page.open_part(PRESSURES)
    gaps = card(page)
    gaps.table.setCurrentIndex(gaps.model.index(0, 0))
    assert words(gaps) == ["Nothing is tied to this row yet"]


def test_the_way_back_ends_where_another_plan_begins(page: PlansPage, window, desk):
    intentions = card(page)
    intentions.table.setCurrentIndex(intentions.model.index(0, 0))
    choose(intentions, "Gap it closes")
    other = desk.do(new_plan, "Housing", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    desk.do(add_entry, other, "gap", "", "No beds")
    window.go("plan", other, PRESSURES)
    gaps = card(page)
    gaps.table.setCurrentIndex(gaps.model.index(0, 0))
    assert words(gaps) == ["Nothing is tied to this row yet"]


def test_a_check_leads_to_the_row_it_is_about(page: PlansPage, desk):
    made = desk.do(add_entry, page.whole.row.id, "intention", "", "Ask the night nurses")
    page.refresh()
    need = next(each for each in page.side.checks.needs
                if each.check == "plan-intention-alone" and "night" in each.title)  # fmt: skip
    page.open_part(PRESSURES)
    page.side.checks.chosen.emit(need)
    assert page.pane.part == DELIVERY
    assert card(page).current_row().id == made


def test_what_is_found_in_a_table_opens_at_its_row(page: PlansPage, window, desk):
    made = desk.do(add_entry, page.whole.row.id, "gap", "", "Nothing at sunrise")
    (found,) = window.workspace.ask(search, window.workspace.index, "sunrise")
    window.go(HOMES[found.home_kind], found.home, found.part)
    assert page.pane.part == PRESSURES
    assert card(page).current_row().id == made
