"""The Stakeholders page: rating, recording contacts, keeping promises, who was heard."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from ui import looks

from commission_desk.operations.actions import actions, finish_action
from commission_desk.operations.stakeholders import (
    add_stakeholder,
    contacts,
    record_contact,
    stakeholder,
    stakeholders,
)
from commission_desk.ui.dialogs.contact import ContactDialog
from commission_desk.ui.dialogs.new_stakeholder import NewStakeholder
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.toast import Toast

Key, Mod = Qt.Key, Qt.KeyboardModifier
TODAY = date.today()  # noqa: DTZ011 - the page shows the person's own day


@pytest.fixture
def people(desk) -> dict[str, str]:
    made = {
        name: desk.do(add_stakeholder, name, category=category, **values)
        for name, category, values in (
            ("Parent carer forum", "carers",
             {"interest": 4, "influence": 4, "support_now": "supportive",
              "support_wanted": "champion", "rated_on": date(2026, 1, 5)}),
            ("Health board", "health",
             {"interest": 5, "influence": 5, "support_now": "supportive",
              "support_wanted": "supportive"}),
            ("Sibling group", "people", {}),
        )
    }  # fmt: skip
    made["contact"] = desk.do(
        record_contact, (made["Parent carer forum"],), held_on=TODAY - timedelta(days=9),
        method="call", about="weekend sessions", promised="Share the draft",
        promised_by=TODAY - timedelta(days=2),
    )  # fmt: skip
    desk.do(
        record_contact, (made["Health board"], made["Parent carer forum"]),
        held_on=TODAY - timedelta(days=30), heard="Evenings are hard", changed="Two days more",
        method="meeting", stage="analyse",
    )  # fmt: skip
    return made


@pytest.fixture
def page(window, people):
    window.go("stakeholders")
    return window.pages["stakeholders"]


def words(widget: Any) -> list[str]:
    return [found.plain for found in widget.findChildren(Label) if found.isVisible()]


def press(page: Any, name: str) -> None:
    found = [b for b in page.window().findChildren(QPushButton) if b.accessibleName() == name]
    shown = [button for button in found if button.isVisible()]
    assert shown, f"no button {name!r}"
    QTest.mouseClick(shown[-1], Qt.MouseButton.LeftButton)


def test_a_person_is_spoken_with_ratings_and_support(page) -> None:
    page.map.grid.setFocus(Qt.FocusReason.TabFocusReason)
    page.map.grid.choose(page.rows[1].id)
    said = page.map.grid.accessibleName()
    assert said.endswith("Parent carer forum, interest 4, influence 4, supportive, champion wanted")


def test_rating_by_keyboard_is_kept_dated_and_undone(page, desk, people, window) -> None:
    grid = page.map.grid
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    grid.choose(people["Parent carer forum"])
    QTest.keyClick(grid, Key.Key_Up, Mod.ControlModifier)
    row = desk.ask(stakeholder, people["Parent carer forum"])
    assert (row.interest, row.influence, row.rated_on) == (4, 5, TODAY)
    assert grid.current == row.id
    window.undo()
    row = desk.ask(stakeholder, people["Parent carer forum"])
    assert (row.influence, row.rated_on) == (4, date(2026, 1, 5))


def test_dragging_keeps_both_ratings(page, desk, people) -> None:
    grid = page.map.grid
    start = next(p.centre for p in grid.placed if p.point.name == "Health board").toPoint()
    end = grid._cell(2, 3).center().toPoint()
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(grid, start + QPoint(-20, 20))
    QTest.mouseMove(grid, end)
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)
    row = desk.ask(stakeholder, people["Health board"])
    assert (row.interest, row.influence) == (2, 3)


def test_those_without_a_rating_are_counted_and_found_in_the_table(page) -> None:
    assert page.map.unrated.text() == "1 is not rated yet"
    page.map.unrated.click()
    assert page.map.table.isVisible()
    assert not page.map.grid.isVisible()
    assert [row.name for row in page.map.model.rows] == [
        "Health board", "Parent carer forum", "Sibling group",
    ]  # fmt: skip


def test_the_table_sorts_both_ways_and_leaves_the_unknown_last(page) -> None:
    page.map.toggle()
    page.map.sort_by(2)
    assert [row.interest for row in page.map.model.rows] == [4, 5, None]
    page.map.sort_by(2)
    assert [row.interest for row in page.map.model.rows] == [5, 4, None]


def test_names_pasted_from_a_spreadsheet_are_added_once(page, desk, window) -> None:
    page.map.toggle()
    QGuiApplication.clipboard().setText("Name\tNote\nSchools forum\tx\nHealth board\ty\n")
    QTest.keyClick(page.map.table, Key.Key_V, Mod.ControlModifier)
    names = [row.name for row in desk.ask(stakeholders)]
    assert names == ["Health board", "Parent carer forum", "Schools forum", "Sibling group"]
    window.undo()
    assert len(desk.ask(stakeholders)) == 3


def test_rows_are_copied_for_a_spreadsheet(page) -> None:
    page.map.toggle()
    page.map.table.selectRow(0)
    QTest.keyClick(page.map.table, Key.Key_C, Mod.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[0] == "Health board"
    assert copied[2:6] == ["5", "5", "Supportive", "Supportive"]


def test_enter_opens_a_stakeholder_whose_fields_save_themselves(page, desk, people) -> None:
    grid = page.map.grid
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    grid.choose(people["Health board"])
    QTest.keyClick(grid, Key.Key_Return)
    assert page.panes.open
    name, notes = page.detail.fields["name"].entry, page.detail.fields["notes"].entry
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "County health board")
    notes.setFocus()
    QTest.keyClicks(notes, "Meets monthly")
    page.flush()
    row = desk.ask(stakeholder, people["Health board"])
    assert (row.name, row.notes) == ("County health board", "Meets monthly")
    QTest.keyClick(notes, Key.Key_Escape)
    assert not page.panes.open
    assert grid.hasFocus()


def test_a_stakeholder_keeps_a_name(page, desk, people) -> None:
    page.open_stakeholder(people["Health board"])
    field = page.detail.fields["name"]
    field.entry.setFocus()
    field.entry.selectAll()
    QTest.keyClick(field.entry, Key.Key_Delete)
    page.flush()
    assert field.reason.plain == "A title or name cannot be left empty. Type one."
    assert desk.ask(stakeholder, people["Health board"]).name == "Health board"
    QTest.keyClicks(field.entry, "Board")
    page.flush()
    assert desk.ask(stakeholder, people["Health board"]).name == "Board"


def test_removing_is_done_at_once_and_undone_by_the_toast(page, desk, people, window) -> None:
    page.open_stakeholder(people["Sibling group"])
    page.detail.remove.click()
    assert people["Sibling group"] not in [row.id for row in desk.ask(stakeholders)]
    assert not page.panes.open
    toast = window.findChildren(Toast)[-1]
    undo = next(b for b in toast.findChildren(QPushButton) if b.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert people["Sibling group"] in [row.id for row in desk.ask(stakeholders)]


def test_a_new_stakeholder_is_added_and_shown(page, desk) -> None:
    page.map.grid.setFocus()
    QTest.keyClick(page.window().windowHandle(), Key.Key_N, Mod.ControlModifier)
    dialog = page.findChild(NewStakeholder)
    QTest.keyClick(dialog.main, Key.Key_Return)
    assert dialog.problem.plain.startswith("Give the stakeholder")
    QTest.keyClicks(dialog.name.entry, "Schools forum")
    QTest.keyClick(dialog.name.entry, Key.Key_Return)
    assert "Schools forum" in [row.name for row in desk.ask(stakeholders)]
    assert page.panes.open
    assert page.detail.row.name == "Schools forum"


def test_a_contact_is_recorded_by_keyboard_with_someone_new(page, desk, people) -> None:
    page.record_contact()
    dialog = page.findChild(ContactDialog)
    who = dialog.who
    QTest.keyClicks(who.box, "sibl")
    QTest.keyClick(who.box, Key.Key_Return)
    QTest.keyClicks(who.box, "Library service")
    QTest.keyClick(who.box, Key.Key_Return)
    assert dialog.isVisible()
    assert who.picked.plain == "Sibling group, Library service"
    QTest.keyClicks(dialog.fields["about"].entry, "opening hours")
    QTest.keyClicks(dialog.fields["promised"].entry, "Ask the board")
    QTest.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    row = desk.ask(contacts)[0]
    assert set(row.who) == {"Sibling group", "Library service"}
    assert (row.held_on, row.about, row.promised) == (TODAY, "opening hours", "Ask the board")
    assert "Ask the board" in words(page.promised)


def test_a_contact_with_nobody_is_not_recorded_and_nothing_typed_is_lost(page, desk) -> None:
    page.record_contact()
    dialog = page.findChild(ContactDialog)
    QTest.keyClicks(dialog.fields["about"].entry, "transport")
    QTest.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.problem.plain == "Say who the contact was with."
    assert dialog.fields["about"].value() == "transport"
    assert len(desk.ask(contacts)) == 2


def test_space_in_the_list_takes_someone_out_again(page, people) -> None:
    page.record_contact(people["Health board"])
    who = page.findChild(ContactDialog).who
    assert who.value() == (people["Health board"],)
    who.list.setCurrentRow(0)
    QTest.keyClick(who.list, Key.Key_Space)
    assert who.value() == ()


def test_opening_a_contact_changes_it_and_can_take_it_away(page, desk, people, window) -> None:
    page.log.log.selectRow(0)
    QTest.keyClick(page.log.log, Key.Key_Return)
    dialog = page.findChild(ContactDialog)
    assert dialog.fields["about"].value() == "weekend sessions"
    dialog.who.set_value((people["Sibling group"],))
    dialog.fields["changed"].entry.setPlainText("A fifth move to weekends")
    QTest.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    row = desk.ask(contacts)[0]
    assert (row.who, row.changed) == (("Sibling group",), "A fifth move to weekends")
    window.undo()
    assert desk.ask(contacts)[0].who == ("Parent carer forum",)
    page.log.log.selectRow(0)
    page.log.log.setFocus()
    QTest.keyClick(window.windowHandle(), Key.Key_Delete)
    assert len(desk.ask(contacts)) == 1
    window.undo()
    assert len(desk.ask(contacts)) == 2


def test_what_changed_says_when_to_come_back(page) -> None:
    cells = [page.log.log.cells.cell(row, 3) for row in range(2)]
    assert cells[0].text.startswith("Nothing yet; follow up by")
    assert cells[0].muted
    assert cells[1].text == "Two days more"


def test_you_said_we_did_shows_only_what_was_heard_and_changed(page) -> None:
    page.log.switch.click()
    assert page.log.pairs.isVisible()
    assert not page.log.log.isVisible()
    assert [row.heard for row in page.log.pairs.cells.rows] == ["Evenings are hard"]


def test_groups_that_were_not_heard_are_named_in_words(page) -> None:
    shown = words(page.heard)
    assert shown[shown.index("Parents and unpaid carers") + 1] == "2 contacts"
    assert shown[shown.index("Health boards and NHS bodies") + 1] == "1 contact only"
    assert shown[shown.index("People who use services") + 1] == "not heard"


def test_groups_are_counted_for_one_stage(page) -> None:
    box = page.heard.stage.box
    box.setCurrentIndex(box.findData("analyse"))
    box.activated.emit(box.currentIndex())
    shown = words(page.heard)
    assert shown[shown.index("Parents and unpaid carers") + 1] == "1 contact only"


def test_a_late_promise_becomes_an_action_and_is_kept_when_that_is_done(page, desk, people) -> None:
    assert any("was due by" in line for line in words(page.promised))
    press(page, "Make it an action: Share the draft")
    row = desk.ask(actions, engagement_id=people["contact"])[0]
    assert (row.title, row.due) == ("Share the draft", TODAY - timedelta(days=2))
    press(page, "Open the action: Share the draft")
    assert page.window().here == "actions"
    assert page.window().pages["actions"].current() == row.id
    desk.do(finish_action, row.id, TODAY)
    page.window().go("stakeholders")
    assert "1 promise kept" in words(page.promised)
    assert "Share the draft" not in words(page.promised)


def test_a_check_about_a_group_opens_its_people(page, window) -> None:
    window.go("stakeholders", part="carers")
    assert [row.name for row in page.map.model.rows] == ["Parent carer forum"]


def test_a_contact_found_anywhere_opens(page, window, people) -> None:
    window.go("engagement", people["contact"])
    assert page.findChild(ContactDialog).contact.id == people["contact"]


def test_an_empty_page_says_what_it_is_for(window) -> None:
    window.go("stakeholders")
    page = window.pages["stakeholders"]
    assert page.nothing.isVisible()
    assert "Who is affected, and who can help" in words(page)
    press(page, "New stakeholder")
    assert page.findChild(NewStakeholder) is not None


@pytest.mark.parametrize(("scheme", "scale"), [("light", 1.0), ("dark", 2.0), ("high", 1.5)])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_nothing_is_clipped_or_unnamed(window, people, qtbot, scheme, scale, size) -> None:
    theme.apply(scheme, scale)
    window.rebuild()
    window.resize(*size)
    window.go("stakeholders")
    page = window.pages["stakeholders"]
    qtbot.wait(50)  # what was added is shown
    assert looks.settled(page) == []
    assert looks.unnamed(page) == []
    page.map.toggle()
    page.log.toggle()
    page.open_stakeholder(people["Parent carer forum"])
    qtbot.wait(50)  # what was added is shown
    assert looks.settled(page) == []
    assert looks.unnamed(page) == []
    page.record_contact()
    dialog = page.findChild(ContactDialog)
    qtbot.wait(50)  # what was added is shown
    assert looks.settled(dialog) == []
    assert looks.unnamed(dialog) == []
