"""The Today page: figures, what needs a person next, and where each of it leads."""

from datetime import date, time, timedelta
from threading import Thread, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from sqlalchemy.orm import Session
from ui import looks

from commission_desk.i18n import long_date
from commission_desk.operations import today
from commission_desk.operations.actions import actions, add_action, finish_action
from commission_desk.operations.example import make_example
from commission_desk.operations.meetings import call_meeting
from commission_desk.ui.dialogs.new_action import NewAction
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme

TODAY = date.today()  # noqa: DTZ011 - the page shows the person's own day


def words(page: Any) -> list[str]:
    return [found.plain for found in page.findChildren(Label) if found.isVisible()]


def buttons(page: Any, beginning: str) -> list[QPushButton]:
    return [
        found
        for found in page.findChildren(QPushButton)
        if found.isVisible() and found.accessibleName().startswith(beginning)
    ]


@pytest.fixture
def page(window, qtbot):
    window.go("today")
    qtbot.waitUntil(lambda: "Nothing needs you now" in words(window.pages["today"]))
    return window.pages["today"]


def test_an_empty_desk_says_what_will_be_here(page) -> None:
    assert long_date(TODAY) in words(page)
    assert "No meeting is planned." in words(page)
    assert not page.grades_card.isVisible()
    assert not page.progress_card.isVisible()


def test_a_late_action_is_asked_for_until_it_is_done(page, desk, window, qtbot) -> None:
    record = desk.do(add_action, "Send the figures", due=TODAY - timedelta(days=3))
    qtbot.waitUntil(lambda: len(buttons(page, "Open: ")) == 1)
    QTest.mouseClick(buttons(page, "Open: ")[0], Qt.MouseButton.LeftButton)
    assert window.here == "actions"
    assert window.pages["actions"].current() == record
    desk.do(finish_action, record, TODAY)
    window.go("today")
    qtbot.waitUntil(lambda: "Nothing needs you now" in words(page))


def test_the_next_meetings_come_by_date_and_time(page, desk, qtbot) -> None:
    held = (("Board", 5, time(14)), ("Review", 2, time(10)), ("Past", -2, None))
    for title, days, starts in held:
        desk.do(
            call_meeting, "contract-review", title, held_on=TODAY + timedelta(days=days),
            starts=starts, place="Room 2",
        )  # fmt: skip
    qtbot.waitUntil(lambda: "Board" in words(page))
    shown = words(page)
    assert shown.index("Review") < shown.index("Board")
    assert "Past" not in shown
    assert "10:00 · Room 2" in shown


def test_something_new_is_made_from_here(page, desk, window) -> None:
    menu = next(m for m in page.findChildren(QMenu) if m.title() == "New")
    next(entry for entry in menu.actions() if entry.text() == "New action…").trigger()
    dialog = window.pages["actions"].findChild(NewAction)
    QTest.keyClicks(dialog.task.entry, "Book the hall")
    QTest.keyClick(dialog.task.entry, Qt.Key.Key_Return)
    assert [row.title for row in desk.ask(actions)] == ["Book the hall"]


def test_the_rest_of_a_long_list_is_shown_on_request(page, desk, qtbot) -> None:
    for number in range(9):
        desk.do(add_action, f"Task {number}", due=TODAY - timedelta(days=number + 1))
    qtbot.waitUntil(lambda: len(buttons(page, "Show ")) == 1)
    more, before = buttons(page, "Show ")[0], len(buttons(page, "Open: "))
    hidden = int(more.text().split()[1])
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(buttons(page, "Open: ")) == before + hidden)
    assert buttons(page, "Show ") == []


def test_the_desk_is_read_off_the_windows_thread(page, qtbot, monkeypatch) -> None:
    on: list[Thread] = []
    read = today.today_view

    def asked(session: Session, day: date, language: str) -> today.TodayView:
        on.append(current_thread())
        return read(session, day, language)

    monkeypatch.setattr(today, "today_view", asked)
    page.refresh()
    qtbot.waitUntil(lambda: bool(on))
    assert on[0] is not main_thread()


@pytest.mark.parametrize(("scheme", "scale"), [("light", 1.0), ("dark", 2.0)])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_nothing_is_clipped_or_unnamed(window, desk, qtbot, scheme, scale, size) -> None:
    make_example(desk)
    theme.apply(scheme, scale)
    window.rebuild()
    window.resize(*size)
    page = window.pages["today"]
    qtbot.waitUntil(lambda: len(buttons(page, "Open: ")) > 3)
    assert looks.settled(page) == []
    assert looks.unnamed(page) == []
