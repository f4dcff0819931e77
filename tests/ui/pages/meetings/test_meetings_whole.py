"""A whole review by keyboard alone, and how the page looks."""

import re
from datetime import date, time
from time import perf_counter

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui import looks
from ui.pages.meetings.keys import (
    PEOPLE,
    TODAY,
    Key,
    Mod,
    dialog,
    keys,
    notes_of,
    press,
    texts,
)

from commission_desk import i18n
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import actions
from commission_desk.operations.attendance import add_person
from commission_desk.operations.meetings import meeting, meetings
from commission_desk.operations.minutes import (
    add_decision,
    add_minuted_action,
    add_minuted_risk,
    start_meeting,
    write_notes,
)
from commission_desk.operations.papers import minutes_paper
from commission_desk.ui.dialogs.agree_minutes import AgreeMinutesDialog
from commission_desk.ui.dialogs.call_meeting import CallMeetingDialog
from commission_desk.ui.kit.theme import theme


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


def fill(desk, review: str) -> None:
    items = desk.ask(meeting, review).items
    desk.do(write_notes, items[0].id, from_plain("Sessions are behind. " * 12))
    desk.do(add_decision, items[0].id, "The target stays; a recovery plan follows. " * 3, "agreed")
    owner = "Operations director of the provider, with the finance partner"
    desk.do(add_minuted_action, items[0].id, "Send the plan", owner=owner, due=TODAY)
    desk.do(add_minuted_risk, items[0].id, "Leaders may leave", owner="Provider")


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
    assert looks.settled(page) == []
    window.go("meetings", review)
    assert looks.settled(page) == []
    assert looks.unnamed(page) == []
    desk.do(start_meeting, review)
    page.one._write("action")
    assert looks.settled(page) == []
    assert looks.unnamed(page) == []


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
