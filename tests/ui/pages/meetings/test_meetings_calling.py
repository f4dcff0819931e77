"""Meetings called, listed and gone to."""

from datetime import timedelta

from PySide6.QtTest import QTest
from ui.pages.meetings.keys import TODAY, Key, dialog

from commission_desk.operations.meetings import (
    call_meeting,
    meeting,
    meetings,
)
from commission_desk.operations.minutes import (
    add_minuted_action,
    start_meeting,
)
from commission_desk.ui.dialogs.call_meeting import CallMeetingDialog


def test_without_meetings_the_page_says_what_it_is_for_and_calls_the_first(window, desk, page):
    assert page.list.stack.currentIndex() == 1
    page.new()
    ask = dialog(window, CallMeetingDialog)
    ask.template.set_value("workshop")
    ask.template.committed.emit()
    ask.finish()
    (row,) = desk.ask(meetings)
    assert (row.title, row.kind) == ("Workshop", "workshop")
    assert page.open_id == row.id
    page.show_list()
    assert page.list.stack.currentIndex() == 0


def test_what_cannot_be_read_is_said_in_the_dialog_and_stays(window, desk, page):
    page.new()
    ask = dialog(window, CallMeetingDialog)
    QTest.keyClicks(ask.starts.box, "soon")
    ask.finish()
    assert ask.isVisible()
    assert "This time cannot be read" in ask.problem.plain
    assert ask.starts.box.text() == "soon"
    ask.starts.set_value(None)
    QTest.keyClicks(ask.agreement.box, "no such agreement")
    ask.finish()
    assert "Choose the agreement" in ask.problem.plain
    assert desk.ask(meetings) == ()
    ask.reject()


def test_the_agreements_that_match_are_offered_while_typing(window, desk, agreement, page):
    page.new()
    ask = dialog(window, CallMeetingDialog)
    QTest.keyClicks(ask.agreement.box, "tide")
    assert ask.agreement.names.stringList() == ["C-0001 · Short breaks · Tidewater"]
    ask.reject()


def test_coming_meetings_stand_above_past_ones_soonest_first(window, desk, page, review):
    late = desk.do(call_meeting, "workshop", "Later", TODAY + timedelta(days=9))
    undated = desk.do(call_meeting, "workshop", "Some day", None)
    assert [row.id for row in page.list.coming.cells.rows] == [review, late, undated]
    assert [row.status for row in page.list.past.cells.rows] == ["held"]
    page.list.coming.setFocus()
    page.list.coming.selectRow(1)
    QTest.keyClick(page.list.coming, Key.Key_Return)
    assert page.open_id == late


def test_other_meetings_are_reached_by_name_in_the_find_box(window, desk, page, review):
    desk.do(call_meeting, "workshop", "Needs workshop", TODAY)
    window.go("meetings", review)
    found = {name: run for _icon, name, run in page.commands()}
    (name,) = [name for name in found if name.startswith("Needs workshop")]
    found[name]()
    assert page.one.view.row.title == "Needs workshop"
    found["All meetings"]()
    assert page.open_id == ""


def test_an_item_or_an_entry_can_be_gone_to(window, desk, page, review):
    items = desk.ask(meeting, review).items
    action = desk.do(add_minuted_action, items[4].id, "Send the plan")
    desk.do(start_meeting, review)
    window.go("meetings", review, items[2].id)
    assert page.one.item_id == items[2].id
    window.go("meetings", review, action)
    assert page.one.item_id == items[4].id
    assert window.focusWidget().accessibleName() == "Edit: Action 5.1"


def test_a_meeting_whose_calling_is_undone_gives_way_to_the_list(window, desk, page):
    record = desk.do(call_meeting, "workshop", "Needs workshop", TODAY)
    window.go("meetings", record)
    window.undo()
    assert page.open_id == ""
    assert page.stack.currentWidget() is page.list
