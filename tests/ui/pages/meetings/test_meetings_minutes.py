"""Minutes: every word kept, entries written in place, agreed and locked."""

from datetime import time

from ui import looks
from ui.pages.meetings.keys import TODAY, Key, Mod, keys, notes_of, press, texts, toast

from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import actions
from commission_desk.operations.meetings import (
    meeting,
)
from commission_desk.operations.minutes import (
    add_decision,
    add_minuted_action,
    agree_minutes,
    finish_meeting,
    write_notes,
)
from commission_desk.store.desk import Desk


def test_a_line_that_begins_with_action_becomes_one_and_ctrl_z_brings_it_back(
    window, desk, minuting, review
):
    minuting.minutes.notes.end()
    keys(window, "Sessions are behind.")
    press(window, Key.Key_Return)
    keys(window, "Action: Send the plan")
    press(window, Key.Key_Return)
    assert texts(desk, review, 0) == ["Send the plan"]
    assert notes_of(desk, review, 0).strip() == "Sessions are behind."
    assert "Send the plan" in toast(window).words.plain
    press(window, Key.Key_Z, Mod.ControlModifier)
    assert texts(desk, review, 0) == []
    assert minuting.minutes.notes.text().plain == "Sessions are behind.\nAction: Send the plan"
    assert minuting.minutes.notes.edit.hasFocus()
    keys(window, " now")
    assert minuting.minutes.notes.text().plain.endswith("Action: Send the plan now")


def test_the_toast_takes_a_noted_decision_back_too(window, desk, minuting, review):
    minuting.minutes.notes.end()
    keys(window, "decision: Carry on")
    press(window, Key.Key_Return)
    assert texts(desk, review, 0) == ["Carry on"]
    toast(window).button.click()
    assert texts(desk, review, 0) == []
    assert minuting.minutes.notes.text().plain == "decision: Carry on"


def test_words_are_kept_within_two_seconds_and_at_once_when_the_window_is_left(
    window, desk, minuting, review, qtbot
):
    minuting.minutes.notes.end()
    keys(window, "Kept by itself.")
    qtbot.waitUntil(lambda: notes_of(desk, review, 0) == "Kept by itself.", timeout=2000)
    keys(window, " And at once.")
    press(window, Key.Key_D, Mod.ControlModifier)
    keys(window, "Carry on")
    window.flush()
    assert notes_of(desk, review, 0) == "Kept by itself. And at once."
    assert texts(desk, review, 0) == ["Carry on"]


def test_words_are_kept_when_the_window_is_closed_at_once(window, desk, minuting, review):
    minuting.minutes.notes.end()
    keys(window, "The last words.")
    press(window, Key.Key_T, Mod.ControlModifier)
    keys(window, "Send the plan")
    window.close()
    again = Desk(desk.path, "Commissioning officer")
    assert notes_of(again, review, 0) == "The last words."
    assert texts(again, review, 0) == ["Send the plan"]
    again.close()


def test_an_open_card_whose_record_was_taken_back_is_added_anew(window, desk, minuting, review):
    press(window, Key.Key_D, Mod.ControlModifier)
    keys(window, "Carry on")
    window.flush()
    window.undo()
    assert texts(desk, review, 0) == []
    keys(window, " as now")
    press(window, Key.Key_Return)
    assert texts(desk, review, 0) == ["Carry on as now"]


def test_an_open_card_is_kept_by_itself_and_escape_takes_it_out(
    window, desk, minuting, review, qtbot
):
    press(window, Key.Key_R, Mod.ControlModifier)
    keys(window, "Leaders may leave")
    qtbot.waitUntil(lambda: texts(desk, review, 0) == ["Leaders may leave"], timeout=2000)
    press(window, Key.Key_Escape)
    assert texts(desk, review, 0) == []
    assert minuting.minutes.cards.form is None
    toast(window).button.click()
    assert texts(desk, review, 0) == ["Leaders may leave"]


def test_a_date_that_cannot_be_read_keeps_the_card_open(window, desk, minuting, review):
    press(window, Key.Key_T, Mod.ControlModifier)
    keys(window, "Send the plan")
    press(window, Key.Key_Tab)
    press(window, Key.Key_Tab)
    keys(window, "whenever")
    press(window, Key.Key_Return)
    form = minuting.minutes.cards.form
    assert form is not None
    assert "This date cannot be read" in form.fields["due"].reason.plain
    form.fields["due"].box.clear()
    press(window, Key.Key_Return)
    assert texts(desk, review, 0) == ["Send the plan"]


def test_a_change_on_another_page_leaves_an_open_card_and_typed_notes_alone(
    window, desk, minuting, review
):
    minuting.minutes.notes.end()
    keys(window, "Half a sen")
    desk.do(add_decision, minuting.view.items[0].id, "From elsewhere")
    assert minuting.minutes.notes.text().plain == "Half a sen"
    press(window, Key.Key_T, Mod.ControlModifier)
    keys(window, "Half an act")
    desk.do(add_decision, minuting.view.items[0].id, "From elsewhere again")
    assert minuting.minutes.cards.form.words.value() == "Half an act"
    assert minuting.minutes.cards.form.words.box.hasFocus()


def test_entries_are_changed_in_place_and_removed(window, desk, minuting, review):
    item = minuting.view.items[0].id
    desk.do(add_decision, item, "Carry on", "agreed")
    second = desk.do(add_minuted_action, item, "Send the plan")
    cards = minuting.minutes.cards
    cards.focus_entry(second)
    press(window, Key.Key_Space)
    cards.form.words.box.selectAll()
    keys(window, "Send the recovery plan")
    press(window, Key.Key_Return)
    assert texts(desk, review, 0) == ["Carry on", "Send the recovery plan"]
    assert desk.undo_name == "Edit action"
    cards.remove(cards.entries[0])
    assert texts(desk, review, 0) == ["Send the recovery plan"]
    toast(window).button.click()
    assert texts(desk, review, 0) == ["Carry on", "Send the recovery plan"]


def test_going_to_another_item_keeps_the_notes_of_each(window, desk, minuting, review):
    minuting.minutes.notes.end()
    keys(window, "First")
    press(window, Key.Key_Down, Mod.ControlModifier)
    assert minuting.minutes.about.plain == "Item 2 · for decision"
    keys(window, "Second")
    press(window, Key.Key_Up, Mod.ControlModifier)
    assert minuting.minutes.notes.text().plain == "First"
    assert [notes_of(desk, review, number) for number in (0, 1)] == ["First", "Second"]


def test_matters_arising_are_marked_and_measures_stand_beside(window, desk, minuting, review):
    room = minuting.room
    assert [row.title for row in room.matters] == ["Agree transport rates"]
    menu = minuting.matters._results(room.matters[0], TODAY)
    partly = next(one for one in menu.actions() if one.text() == "Partly met")
    partly.trigger()
    (row,) = desk.ask(actions)
    assert (row.status, row.outcome, row.done_on) == ("done", "partly", TODAY)
    assert [row.outcome for row in minuting.room.matters] == ["partly"]
    toast(window).button.click()
    assert desk.ask(actions)[0].status == "open"
    chips = [
        chip.accessibleName() for chip in minuting.matters.findChildren(looks.QLabel)
        if chip.accessibleName()
    ]  # fmt: skip
    assert "74%, off target" in chips


def test_agreed_minutes_are_read_only_and_say_so(window, desk, minuting, review):
    item = minuting.view.items[0].id
    desk.do(write_notes, item, from_plain("Sessions are behind."))
    desk.do(add_decision, item, "Carry on")
    desk.do(finish_meeting, review, time(12))
    desk.do(agree_minutes, review, TODAY)
    minutes = minuting.minutes
    assert "can no longer be changed" in minutes.banner_words.plain
    assert minutes.banner.isVisible()
    assert minutes.notes.edit.isReadOnly()
    assert minutes.bar.isHidden()
    press(window, Key.Key_D, Mod.ControlModifier)
    assert minutes.cards.form is None
    minuting.agenda.attendance.people.setFocus()
    press(window, Key.Key_A)
    assert {p.status for p in desk.ask(meeting, review).attendance} == {""}
    window.undo()
    assert minutes.banner.isHidden()
    assert not minutes.notes.edit.isReadOnly()
