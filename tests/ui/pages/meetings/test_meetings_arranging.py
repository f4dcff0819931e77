"""The agenda, its items and the people expected, before a meeting."""

from datetime import time

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.pages.meetings.keys import Key, Mod, keys, press, toast

from commission_desk.domain.errors import UserError
from commission_desk.operations.meetings import (
    edit_meeting,
    meeting,
)


def test_a_required_item_stays_and_another_is_taken_off_and_brought_back(
    window, desk, arranging, review
):
    first = arranging.view.items[0]
    with pytest.raises(UserError, match="on every agenda of this kind"):
        arranging.agenda.remove(first.id)
    extra = next(item for item in arranging.view.items if not item.required)
    count = len(arranging.view.items)
    arranging.agenda.items.setFocus()
    arranging.agenda.items.choose(extra.id)
    press(window, Key.Key_Delete)
    assert len(desk.ask(meeting, review).items) == count - 1
    toast(window).button.click()
    assert len(desk.ask(meeting, review).items) == count
    assert len(arranging.agenda.items.ids()) == count


def test_items_are_added_in_a_line_and_numbered_and_timed(window, desk, arranging, review):
    minutes, count = arranging.view.minutes, len(arranging.view.items)
    arranging.agenda.ask_item()
    keys(window, "Transport")
    press(window, Key.Key_Return)
    item = desk.ask(meeting, review).items[-1]
    assert (item.title, item.number) == ("Transport", str(count + 1))
    press(window, Key.Key_Escape)
    assert arranging.agenda.box.isHidden()
    arranging.choose(item.id)
    arranging.arrange.item_form.form.bindings[4].field.setFocus()
    keys(window, "15")
    press(window, Key.Key_Tab)
    assert desk.ask(meeting, review).minutes == minutes + 15


def test_a_number_that_is_none_stays_in_its_field_with_the_reason(desk, arranging, review):
    field = arranging.arrange.item_form.form.bindings[4].field
    field.setFocus()
    field.box.selectAll()
    QTest.keyClicks(field.box, "ten")
    field.box.editingFinished.emit()
    assert "not a number" in field.reason.plain
    assert field.box.text() == "ten"
    assert desk.ask(meeting, review).items[0].minutes == 5


def test_an_agenda_longer_than_the_meeting_is_warned_of(desk, arranging, review):
    assert arranging.agenda.warning_box.isHidden()
    desk.do(edit_meeting, review, ended=time(11))
    assert "after the meeting’s end at 11:00" in arranging.agenda.warning.plain
    desk.do(edit_meeting, review, ended=None, starts=time(23, 30))
    assert "past midnight" in arranging.agenda.warning.plain


def test_people_are_added_ordered_given_a_role_and_taken_off(window, desk, arranging, review):
    people = arranging.arrange.people
    people.name.setFocus()
    keys(window, "Parent carer forum")
    press(window, Key.Key_Return)
    assert desk.ask(meeting, review).attendance[-1].name == "Parent carer forum"
    people.list.setFocus()
    people.list.choose(people.list.ids()[-1])
    press(window, Key.Key_Up, Mod.AltModifier)
    QApplication.processEvents()
    assert [p.name for p in desk.ask(meeting, review).attendance][-2:] == [
        "Parent carer forum", "Minute taker",
    ]  # fmt: skip
    people.role_of.set_value("attending")
    people.role_of.committed.emit()
    assert desk.ask(meeting, review).attendance[-2].role == "attending"
    press(window, Key.Key_Delete)
    assert "Parent carer forum" not in {p.name for p in desk.ask(meeting, review).attendance}
    window.undo()
    assert "Parent carer forum" in {p.name for p in desk.ask(meeting, review).attendance}
