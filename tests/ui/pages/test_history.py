"""The History page: by keyboard, what was changed, put back, and seen as at a date."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from ui.looks import contrast, settled, unnamed

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import actions, add_action, edit_action
from commission_desk.operations.history_list import PAGE, StepView
from commission_desk.operations.plans import new_plan, plan, write_answer
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.as_at import AsAtDialog
from commission_desk.ui.finder import finder
from commission_desk.ui.kit.marked import Marked
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.tokens import SCHEMES
from commission_desk.ui.pages import history
from commission_desk.ui.pages.history import HistoryPage

TODAY = date.today()  # noqa: DTZ011 - the person's own day


@pytest.fixture
def page(window, desk) -> HistoryPage:
    """The page over a plan that was rewritten and an action that was renamed."""
    made = desk.do(new_plan, "Short breaks plan")
    prompt = desk.ask(plan, made).outline.prompts[2].id
    desk.do(write_answer, made, prompt, from_plain("The number will reach about 840 by 2029."))
    desk.who = "Service manager"
    desk.do(write_answer, made, prompt, from_plain("The number will pass 850 by 2029."))
    action = desk.do(add_action, "Ring the provider", owner="Officer")
    desk.do(edit_action, action, owner="Manager")
    window.go("history")
    found = window.pages["history"]
    assert isinstance(found, HistoryPage)
    return found


def listed(page: HistoryPage) -> list[str]:
    return [str(page.model.index(row, 0).data()) for row in range(page.model.rowCount())]


def buttons(page: HistoryPage, words: str) -> list[QPushButton]:
    found = page.pane.findChildren(QPushButton)
    return [each for each in found if each.isVisible() and each.text() == words]


def choose(page: HistoryPage, words: str) -> None:
    row = next(number for number, said in enumerate(listed(page)) if words in said)
    page.list.setCurrentIndex(page.model.index(row, 0))
    QTest.qWait(10)


def test_steps_are_named_by_what_they_changed_grouped_by_day(page: HistoryPage):
    said = listed(page)
    assert said[0] == "Today"
    assert said[1].startswith("Ring the provider, Owner: Manager, was Officer, ")
    assert said[1].endswith("Service manager · Edit action")
    assert "“pass 850”" in said[3]
    assert "Commissioning officer" in said[-1]
    assert page.list.current() == page.model.rows[1]


def test_words_that_changed_are_marked_without_relying_on_colour(page: HistoryPage):
    choose(page, "pass 850")
    before, after = page.pane.findChildren(Marked)
    changed = [[p.text.strip() for p in each.pieces if p.changed] for each in (before, after)]
    assert changed == [["reach about 840"], ["pass 850"]]
    assert "line-through" in before.text()
    assert "underline" in after.text()
    assert after.accessibleDescription() == "New here: pass 850"
    for scheme, colours in SCHEMES.items():
        for ink, tint in (("green", "greenbg"), ("red", "redbg")):
            assert contrast(colours[ink], colours[tint]) >= 4.5, scheme


def test_an_earlier_value_is_restored_and_that_is_undone(page, window, desk):
    choose(page, "was Officer")
    (restore,) = buttons(page, "Restore this")
    assert restore.accessibleName() == "Restore this: Ring the provider, Owner, before"
    restore.setFocus()
    QTest.keyClick(restore, Qt.Key.Key_Space)
    assert desk.ask(actions)[0].owner == "Officer"
    assert "Owner: Officer, was Manager" in listed(page)[1]
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.ask(actions)[0].owner == "Manager"
    assert "Undone: Restore an earlier value" in listed(page)[1]


def test_what_was_removed_is_put_back(page, desk):
    action = desk.ask(actions)[0].id
    desk.do(remove, "action", action)
    choose(page, "Removed")
    assert not buttons(page, "Open")
    (put,) = buttons(page, "Put back")
    put.click()
    assert desk.ask(actions)[0].id == action
    assert "Put back" in listed(page)[1]


def test_enter_opens_the_record_and_a_part_of_a_plan(page, window):
    choose(page, "pass 850")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.here == "plans"
    window.go("history")
    choose(page, "was Officer")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.here == "actions"


def test_the_list_is_filtered_by_keyboard(page, window, qtbot):
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.words.hasFocus()
    QTest.keyClicks(page.words, "850")
    qtbot.waitUntil(lambda: len(listed(page)) == 2)
    assert page.query.words == "850"
    page.words.clear()
    qtbot.waitUntil(lambda: page.query.words == "")
    page.more.click()
    page.who.set_value("Commissioning officer")
    page.who.committed.emit()
    assert {row.who for row in page.model.rows if isinstance(row, StepView)} == {
        "Commissioning officer"
    }
    page.day.box.setText("1 Jan 2020")
    page.day.committed.emit()
    assert listed(page) == []
    assert page.nothing.isVisible()
    page.day.box.setText("nonsense")
    page.day.committed.emit()
    assert page.day.reason.isVisible()
    page.more.click()
    assert len(listed(page)) == 6


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Hold back what is looked for in the background; each runs when it is called."""
    held: list[Callable[[], None]] = []

    def hold(_owner, work, then, _failed) -> None:
        held.append(lambda: then(work()))

    monkeypatch.setattr(history, "in_background", hold)
    return held


def test_words_are_looked_for_without_holding_up_the_window(page, looked_for):
    before = listed(page)
    page._ask(words="850")
    assert listed(page) == before, "what was shown stays until there is an answer"
    (answer,) = looked_for
    answer()
    assert len(listed(page)) == 2


def test_an_answer_that_comes_after_the_next_question_is_dropped(page, looked_for):
    page._ask(words="850")
    page._ask(words="provider")
    late, wanted = looked_for
    wanted()
    shown = listed(page)
    assert "Ring the provider" in shown[1]
    late()
    assert listed(page) == shown
    page._ask(words="850")
    page._ask(words="")
    everything = listed(page)
    looked_for[-1]()
    assert listed(page) == everything


def test_an_answer_that_comes_when_the_desk_is_closed_is_dropped(page, window, looked_for):
    page._ask(words="850")
    window.workspace.close()
    looked_for[0]()
    assert len(listed(page)) > 2


def test_what_is_shown_until_the_answer_comes_does_not_grow(page, desk, looked_for):
    for number in range(PAGE + 20):
        desk.do(add_action, f"Task {number}")
    page.refresh()
    page._ask(words="task")
    page.list.scrollToBottom()
    QTest.qWait(50)
    assert page.model.rowCount() == PAGE + 1
    (answer,) = looked_for
    answer()
    assert page.model.canFetchMore(page.model.index(-1, 0))


def test_a_long_list_that_says_the_words_is_read_a_page_at_a_time(page, desk, qtbot):
    for number in range(PAGE + 20):
        desk.do(add_action, f"Task {number}")
    page._ask(words="task")
    qtbot.waitUntil(lambda: not page.model.waiting)
    assert page.model.rowCount() == PAGE + 1
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.rowCount() == PAGE + 20 + 1)
    assert page.model.whole


def test_one_records_history_is_shown_from_elsewhere(page, window, desk):
    action = desk.ask(actions)[0].id
    window.go("today")
    window.go("history", action)
    assert page.narrowed.isVisible()
    assert page.only.plain == "Only Ring the provider"
    assert len([row for row in page.model.rows if isinstance(row, StepView)]) == 2
    window.go("history", action, "owner")
    assert page.only.plain == "Only Ring the provider: Owner"
    page.show_all()
    assert len(listed(page)) == 6


def test_the_find_box_leads_from_a_record_to_its_history(page, window, desk):
    action = desk.ask(actions)[0].id
    window.go("actions", action)
    (command,) = [each for each in finder(window).commands if "History of what" in each.name]
    command.run()
    assert window.here == "history"
    assert page.query.record == action


def test_a_new_step_does_not_move_the_reader(page, desk):
    choose(page, "pass 850")
    desk.do(add_action, "New")
    assert "pass 850" in str(page.list.currentIndex().data())


def test_a_long_history_is_read_a_page_at_a_time(page, desk):
    for number in range(PAGE + 20):
        desk.do(add_action, f"Task {number}")
    page.refresh()
    assert page.model.rowCount() == PAGE + 1
    page.list.scrollToBottom()
    QTest.qWait(50)
    assert page.model.rowCount() == PAGE + 20 + 5 + 1
    assert [row.seq for row in page.model.rows[1:]] == list(range(PAGE + 25, 0, -1))


def test_the_desk_is_seen_as_at_a_date_and_nothing_can_be_changed(page, window, desk, qtbot):
    with desk._engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE step SET taken_at = '2026-03-03 12:00:00.000000' WHERE seq <= 4"
        )
    page.as_at()
    dialog = window.findChild(AsAtDialog)
    QTest.keyClicks(dialog.day.box, "3 Mar 2199")
    dialog.finish()
    assert "not come yet" in dialog.problem.plain
    dialog.day.box.setText("3 Mar 2026")
    QTest.keyClick(dialog.day.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.workspace.looking_at))
    words = "You see the desk as at 3 March 2026. Nothing can be changed here."
    assert window.workspace.looking_at == words
    banner = window.centralWidget().findChild(QWidget, "viewing")
    qtbot.waitUntil(banner.isVisible)
    assert banner.accessibleName() == words
    assert window.workspace.ask(actions)[0].owner == "Officer"
    with pytest.raises(UserError, match="nothing can be changed"):
        window.workspace.do(add_action, "New")
    with pytest.raises(UserError, match="nothing can be changed"):
        window.undo()
    for place in ("today", "plans", "actions", "meetings", "contracts", "history", "settings"):
        window.go(place)
        assert settled(window) == []
    assert window.workspace.file.name == "Team.cdesk"
    view = window.workspace.desk.path
    (back,) = [b for b in banner.findChildren(QPushButton) if b.isVisible()]
    QTest.keyClick(back, Qt.Key.Key_Space)
    assert window.workspace.desk is desk
    assert not view.exists()
    assert window.workspace.ask(actions)[0].owner == "Manager"
    assert not window.centralWidget().findChild(QWidget, "viewing").isVisible()
    window.workspace.do(add_action, "New")


@pytest.mark.parametrize(("scheme", "scale", "size"), [
    ("light", 1.0, (1440, 900)), ("dark", 1.5, (1280, 720)), ("high", 2.0, (1280, 720)),
])  # fmt: skip
def test_nothing_is_clipped_and_everything_is_named(page, window, scheme, scale, size):
    theme.apply(scheme, scale)
    window.resize(*size)
    window.rebuild()
    QTest.qWait(50)
    page = window.pages["history"]
    page.more.click()
    for words in ("pass 850", "was Officer", "New plan"):
        choose(page, words)
        QTest.qWait(30)
        assert settled(window) == []
        assert unnamed(window) == []
