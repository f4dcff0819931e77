"""The Actions page: one log, its views, one action beside it, done and undone."""

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui import looks

from commission_desk.operations.actions import actions, add_action, edit_action, finish_action
from commission_desk.operations.meetings import call_meeting
from commission_desk.ui.dialogs.new_action import NewAction
from commission_desk.ui.kit.theme import theme

Key, Mod = Qt.Key, Qt.KeyboardModifier
TODAY = date.today()  # noqa: DTZ011 - the page shows the person's own day


@pytest.fixture
def log(desk) -> dict[str, str]:
    meeting = desk.do(
        call_meeting, "contract-review", "Quarterly review", held_on=TODAY - timedelta(days=20)
    )
    made = {
        "late": desk.do(
            add_action, "Send the figures", owner="Finance partner",
            due=TODAY - timedelta(days=3), meeting_id=meeting,
        ),
        "open": desk.do(
            add_action, "Visit the service", owner="Contract manager", due=TODAY + timedelta(days=9)
        ),
        "done": desk.do(add_action, "Write to providers", owner="Contract manager"),
    }  # fmt: skip
    desk.do(finish_action, made["done"], TODAY)
    return made


@pytest.fixture
def page(window, log):
    window.go("actions")
    return window.pages["actions"]


def shown(page: Any) -> list[str]:
    return [row.title for row in page.model.rows]


def row_of(desk: Any, record: str) -> Any:
    return next(row for row in desk.ask(actions) if row.id == record)


def type_over(box: Any, words: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, words)


def test_each_view_shows_and_counts_its_own(page) -> None:
    assert shown(page) == ["Send the figures", "Visit the service"]
    assert [pill.text() for pill in page.pills.values()] == ["Open 2", "Late 1", "Done 1", "All 3"]
    page.pills["late"].click()
    assert shown(page) == ["Send the figures"]
    page.pills["done"].click()
    assert shown(page) == ["Write to providers"]
    assert page.header.sub.plain == "2 open · 1 late"


def test_an_empty_view_says_so(page) -> None:
    page.filter.setText("nothing like this")
    assert page.nothing.isVisible()
    assert not page.table.isVisible()
    assert not page.detail.isEnabled()


def test_the_filter_looks_at_owners_and_meetings(page) -> None:
    QTest.keyClicks(page.filter, "quarterly figures")
    assert shown(page) == ["Send the figures"]
    page.filter.clear()
    QTest.keyClicks(page.filter, "contract manager")
    assert shown(page) == ["Visit the service"]


def test_a_late_action_says_by_how_much(page) -> None:
    cell = page.model.cell(0, 3)
    assert (cell.text, cell.tone) == ("3 days late", "red")


def test_fields_save_themselves_and_undo_brings_them_back(page, desk, log, window) -> None:
    box = page.detail.fields["title"].entry
    type_over(box, "Send the monthly figures")
    page.detail.fields["owner"].entry.setFocus()
    assert row_of(desk, log["late"]).title == "Send the monthly figures"
    assert page.current() == log["late"]
    window.undo()
    assert row_of(desk, log["late"]).title == "Send the figures"
    assert box.text() == "Send the figures"


def test_a_change_from_elsewhere_leaves_what_is_being_typed(page, desk, log) -> None:
    box = page.detail.fields["note"].entry
    box.setFocus()
    QTest.keyClicks(box, "Waiting for the ledger")
    desk.do(edit_action, log["late"], owner="Data analyst")
    assert box.toPlainText() == "Waiting for the ledger"
    assert page.detail.fields["owner"].value() == "Data analyst"
    page.flush()
    assert row_of(desk, log["late"]).note == "Waiting for the ledger"


def test_choosing_another_action_keeps_what_was_typed_in_the_last(page, desk, log) -> None:
    box = page.detail.fields["note"].entry
    box.setFocus()
    QTest.keyClicks(box, "Asked again")
    page.table.selectRow(1)
    assert row_of(desk, log["late"]).note == "Asked again"
    assert page.detail.fields["title"].value() == "Visit the service"
    assert page.detail.fields["note"].value() == ""


def test_a_date_that_cannot_be_read_stays_with_its_reason(page, desk, log) -> None:
    field = page.detail.fields["due"]
    type_over(field.entry, "next Tuesdayish")
    page.detail.fields["owner"].entry.setFocus()
    assert field.entry.text() == "next Tuesdayish"
    assert field.reason.isVisible()
    assert row_of(desk, log["late"]).due == TODAY - timedelta(days=3)
    type_over(field.entry, "1 Dec 2030")
    page.flush()
    assert row_of(desk, log["late"]).due == date(2030, 12, 1)


def test_done_by_keyboard_leaves_the_open_view_and_is_undone(page, desk, log, window) -> None:
    page.table.setFocus()
    QTest.keyClick(window.windowHandle(), Key.Key_D, Mod.ControlModifier)
    assert row_of(desk, log["late"]).status == "done"
    assert shown(page) == ["Visit the service"]
    window.undo()
    assert shown(page) == ["Send the figures", "Visit the service"]


def test_a_done_action_has_an_outcome_and_can_be_opened_again(page, desk, log) -> None:
    page.show_record(log["done"])
    assert page.detail.outcome.isVisible()
    box = page.detail.outcome.box
    box.setCurrentIndex(box.findData("partly"))
    box.activated.emit(box.currentIndex())
    assert row_of(desk, log["done"]).outcome == "partly"
    page.detail.done.click()
    assert row_of(desk, log["done"]).status == "open"


def test_removing_with_the_delete_key_is_undone(page, desk, window, log) -> None:
    page.table.setFocus()
    QTest.keyClick(window.windowHandle(), Key.Key_Delete)
    assert log["late"] not in [row.id for row in desk.ask(actions)]
    window.undo()
    assert log["late"] in [row.id for row in desk.ask(actions)]


def test_a_new_action_is_shown(page, desk) -> None:
    page.new()
    dialog = page.findChild(NewAction)
    QTest.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert dialog.problem.plain == "Say what is to be done."
    QTest.keyClicks(dialog.task.entry, "Book the hall")
    QTest.keyClick(dialog.task.entry, Key.Key_Return)
    assert "Book the hall" in [row.title for row in desk.ask(actions)]
    assert page.detail.fields["title"].value() == "Book the hall"


def test_the_meeting_it_comes_from_is_opened(page, window) -> None:
    assert page.detail.source.plain.startswith("Agreed at Quarterly review")
    page.detail.open_source.click()
    assert window.here == "meetings"


@pytest.mark.parametrize(("scheme", "scale"), [("light", 1.0), ("dark", 2.0)])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_nothing_is_clipped_or_unnamed(window, log, qtbot, scheme, scale, size) -> None:
    theme.apply(scheme, scale)
    window.rebuild()
    window.resize(*size)
    window.go("actions")
    page = window.pages["actions"]
    page.show_record(log["done"])
    assert looks.settled(page) == []
    assert looks.unnamed(page) == []
    page.panes.toggle()
    assert looks.settled(page) == []
    assert looks.unnamed(page) == []
