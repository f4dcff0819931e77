"""The Meetings page: called, arranged, minuted, agreed; every word kept."""

import re
from datetime import date, time, timedelta
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui import looks

from commission_desk import i18n
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_json, from_plain
from commission_desk.operations.actions import actions, add_action
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.meetings import (
    add_person,
    call_meeting,
    call_review,
    edit_meeting,
    meeting,
    meetings,
)
from commission_desk.operations.minutes import (
    add_decision,
    add_minuted_action,
    add_minuted_risk,
    agree_minutes,
    entries,
    finish_meeting,
    start_meeting,
    write_notes,
)
from commission_desk.operations.papers import minutes_paper
from commission_desk.ui.dialogs.agree_minutes import AgreeMinutesDialog
from commission_desk.ui.dialogs.call_meeting import CallMeetingDialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.toast import Toast

Key, Mod = Qt.Key, Qt.KeyboardModifier
TODAY = date.today()  # noqa: DTZ011 - the page shows the person's own day
PEOPLE = (
    ("Commissioning officer", "chair"), ("Provider", "member"), ("Finance partner", "member"),
    ("Minute taker", "attending"),
)  # fmt: skip


@pytest.fixture
def agreement(desk) -> str:
    made = desk.do(add_agreement, "Short breaks", "Tidewater", kind="contract")
    measure = desk.do(add_measure, made, "Starts in 10 days", unit="%", target=90)
    desk.do(add_result, measure, date(2026, 9, 30), 74)
    return made


@pytest.fixture
def review(desk, agreement) -> str:
    """A review today, after one a hundred days ago from which an action is open."""
    before = TODAY - timedelta(days=100)
    last = desk.do(call_review, agreement, before, quorum=2)
    for name, role in PEOPLE:
        desk.do(add_person, last, name, role)
    desk.do(
        add_action, "Agree transport rates", owner="Finance partner", meeting_id=last,
        agreement_id=agreement, raised_on=before, due=TODAY - timedelta(days=56),
    )  # fmt: skip
    desk.do(start_meeting, last)
    desk.do(finish_meeting, last, time(12))
    return desk.do(call_review, agreement, TODAY, starts=time(10), place="Room 2")


@pytest.fixture
def page(window):
    window.go("meetings")
    return window.pages["meetings"]


@pytest.fixture
def arranging(window, page, review):
    window.go("meetings", review)
    return page.one


@pytest.fixture
def minuting(window, desk, page, review):
    desk.do(start_meeting, review)
    window.go("meetings", review)
    return page.one


def press(window, key, modifiers=Mod.NoModifier) -> None:
    """Press a key where the focus is, as the window system would."""
    QTest.keyClick(window.windowHandle(), key, modifiers)
    QApplication.processEvents()


def keys(window, words: str) -> None:
    for letter in words:
        QTest.keyClick(window.windowHandle(), letter)
    QApplication.processEvents()


def notes_of(desk, record: str, number: int) -> str:
    return from_json(desk.ask(meeting, record).items[number].notes).plain


def texts(desk, record: str, number: int) -> list[str]:
    view = desk.ask(meeting, record)
    return [entry.text for entry in desk.ask(entries, record).get(view.items[number].id, [])]


def toast(window) -> Toast:
    return [found for found in window.findChildren(Toast) if found.isVisible()][-1]


def dialog(window, kind):
    return window.findChildren(kind)[-1]


def test_a_whole_review_by_keyboard_alone(window, desk, agreement, page, qtbot):
    press(window, Key.Key_K, Mod.ControlModifier)
    palette = QApplication.activeModalWidget()
    QTest.keyClicks(palette.box, "Call a meeting")
    QTest.keyClick(palette.box, Key.Key_Return)
    ask = dialog(window, CallMeetingDialog)
    ask.agreement.setFocus()
    QTest.keyClicks(ask.agreement.box, "C-0001")
    ask.day.setFocus()
    QTest.keyClicks(ask.day.box, f"{TODAY:%d/%m/%Y}")
    ask.starts.setFocus()
    QTest.keyClicks(ask.starts.box, "10")
    ask.quorum.setFocus()
    QTest.keyClicks(ask.quorum.box, "2")
    QTest.keyClick(ask.quorum.box, Key.Key_Return)
    (row,) = desk.ask(meetings)
    assert (row.title, row.agreement_id, row.starts) == (
        "Contract review: Short breaks", agreement, time(10),
    )  # fmt: skip
    for name, role in PEOPLE:
        desk.do(add_person, row.id, name, role)
    one = page.one

    qtbot.waitUntil(one.agenda.items.hasFocus, timeout=1000)
    press(window, Key.Key_Down)
    press(window, Key.Key_Down)
    before = [item.key for item in desk.ask(meeting, row.id).items]
    press(window, Key.Key_Down, Mod.AltModifier)
    after = [item.key for item in desk.ask(meeting, row.id).items]
    assert after == [*before[:2], before[3], before[2], *before[4:]]
    assert desk.undo_name == "Move agenda item"
    assert one.agenda.items.current_id() == one.view.items[3].id

    one.start_button.setFocus()
    press(window, Key.Key_Space)
    assert desk.undo_name == "Start the meeting"
    assert one.chip.plain == "Taking minutes · 00:00"
    assert one.minutes.notes.edit.hasFocus()

    one.agenda.attendance.people.setFocus()
    for key in (Key.Key_P, Key.Key_P, Key.Key_A, Key.Key_I):
        press(window, key)
        press(window, Key.Key_Down)
    assert [p.status for p in desk.ask(meeting, row.id).attendance] == [
        "present", "present", "apologies", "in-attendance",
    ]  # fmt: skip
    assert desk.undo_name == "Record attendance"
    assert one.agenda.attendance.count.plain == "2 of 3 · quorate"

    one.minutes.notes.end()
    keys(window, "Sessions are behind target.")
    for way in ("Keep the target", "A recovery plan"):
        press(window, Key.Key_D, Mod.ControlModifier)
        keys(window, way)
        press(window, Key.Key_Return)
        assert desk.undo_name == "Record a decision"
    press(window, Key.Key_T, Mod.ControlModifier)
    keys(window, "Send the plan")
    press(window, Key.Key_Tab)
    keys(window, "Operations director")
    press(window, Key.Key_Tab)
    keys(window, "8 Dec 2026")
    press(window, Key.Key_Return)
    press(window, Key.Key_Down, Mod.ControlModifier)
    for task in ("Break it down", "Report back"):
        press(window, Key.Key_T, Mod.ControlModifier)
        keys(window, task)
        press(window, Key.Key_Return)
    assert desk.undo_name == "Record an action"
    assert notes_of(desk, row.id, 3) == "Sessions are behind target."
    assert texts(desk, row.id, 3) == ["Keep the target", "A recovery plan", "Send the plan"]
    assert texts(desk, row.id, 4) == ["Break it down", "Report back"]
    (sent,) = [action for action in desk.ask(actions) if action.title == "Send the plan"]
    assert (sent.owner, sent.due) == ("Operations director", date(2026, 12, 8))
    assert (sent.agreement_id, sent.raised_on) == (agreement, TODAY)

    one.finish_button.setFocus()
    press(window, Key.Key_Space)
    assert desk.undo_name == "Finish the meeting"
    assert desk.ask(meeting, row.id).ended is not None
    one.agree_button.setFocus()
    press(window, Key.Key_Space)
    agree = dialog(window, AgreeMinutesDialog)
    QTest.keyClick(agree.day.box, Key.Key_Return)
    assert desk.undo_name == "Agree the minutes"
    assert one.locked

    paper = desk.ask(minutes_paper, row.id, "en", TODAY)
    assert (paper.draft, paper.agreed_on, paper.quorate) == (False, TODAY, True)
    assert paper.present == ("Commissioning officer (chair)", "Provider")
    assert (paper.apologies, paper.in_attendance) == (("Finance partner",), ("Minute taker",))
    written = [
        (entry.number, entry.kind, entry.text) for line in paper.lines for entry in line.entries
    ]
    assert written == [
        ("4.1", "decision", "Keep the target"), ("4.2", "decision", "A recovery plan"),
        ("4.3", "action", "Send the plan"), ("5.1", "action", "Break it down"),
        ("5.2", "action", "Report back"),
    ]  # fmt: skip
    assert {line.text for line in paper.actions} == {
        "Send the plan",
        "Break it down",
        "Report back",
    }


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


def test_a_meeting_whose_calling_is_undone_gives_way_to_the_list(window, desk, page):
    record = desk.do(call_meeting, "workshop", "Needs workshop", TODAY)
    window.go("meetings", record)
    window.undo()
    assert page.open_id == ""
    assert page.stack.currentWidget() is page.list


def fill(desk, review: str) -> None:
    items = desk.ask(meeting, review).items
    desk.do(write_notes, items[0].id, from_plain("Sessions are behind. " * 12))
    desk.do(add_decision, items[0].id, "The target stays; a recovery plan follows. " * 3, "agreed")
    owner = "Operations director of the provider, with the finance partner"
    desk.do(add_minuted_action, items[0].id, "Send the plan", owner=owner, due=TODAY)
    desk.do(add_minuted_risk, items[0].id, "Leaders may leave", owner="Provider")


@pytest.mark.parametrize(
    ("width", "height", "scale"),
    [(1440, 900, 1.0), (1280, 720, 1.5), (1280, 720, 2.0), (800, 600, 1.0), (1440, 900, 2.0)],
)
@pytest.mark.parametrize("language", ["en", "longer"])
def test_nothing_is_clipped_and_everything_is_named(
    window, desk, review, qtbot, monkeypatch, width, height, scale, language
):
    if language == "longer":
        monkeypatch.setattr(i18n, "catalogue", lambda _language: Stretched())
    fill(desk, review)
    theme.apply(scale=scale)
    window.resize(width, height)
    window.rebuild()
    window.go("meetings")
    page = window.pages["meetings"]
    qtbot.waitUntil(lambda: looks.clipped(page) == [], timeout=1000)
    window.go("meetings", review)
    qtbot.waitUntil(lambda: looks.clipped(page) == [], timeout=1000)
    assert looks.unnamed(page) == []
    desk.do(start_meeting, review)
    page.one._write("action")
    qtbot.waitUntil(lambda: looks.clipped(page) == [], timeout=1000)
    assert looks.unnamed(page) == []


def stretched(message: str) -> str:
    """Lengthen the words of a message, and leave its {names} alone."""
    parts = re.split(r"(\{[^}]*\})", message)
    return "".join(part if part.startswith("{") else looks.stretched(part) for part in parts)


class Stretched:
    """A catalogue of words a third longer."""

    def gettext(self, message: str) -> str:
        return stretched(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return stretched(one if count == 1 else many)


@pytest.mark.bench
def test_a_key_in_the_notes_is_quick(window, desk, minuting, review, capsys):
    fill(desk, review)
    notes = minuting.minutes.notes
    notes.end()
    times = []
    for _number in range(200):
        before = perf_counter()
        QTest.keyClick(notes.edit, "a")
        QApplication.processEvents()
        times.append(perf_counter() - before)
    times.sort()
    with capsys.disabled():
        print(f"\nnotes: {times[100] * 1000:.2f} ms a key, {times[-2] * 1000:.2f} ms at worst")  # noqa: T201 - for people
    assert notes.text().plain.endswith("a" * 200)
