"""Writing the answers of a plan: words kept as they are typed, and where each part stands."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.plan_desk import FIRST, PROMPTS, SECOND, WORDS, dialog, make_plan, stored, write

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText, from_plain
from commission_desk.operations.plans import (
    plan,
    write_answer,
)
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.answer import AnswerHistoryDialog, ReasonDialog
from commission_desk.ui.kit.text import Label
from commission_desk.ui.pages.plan_editor import moved_caret

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def record(desk) -> str:
    return make_plan(desk)


@pytest.fixture
def page(window, record):
    window.go("plans")
    return window.pages["plans"]


def test_words_are_kept_after_a_pause(page, desk, record, qtbot):
    write(page, WORDS)
    assert stored(desk, record, FIRST) == ""
    qtbot.waitUntil(lambda: stored(desk, record, FIRST) == WORDS, timeout=1500)
    assert page.pane.chip.plain == "Draft"
    assert page.editor.note.plain.startswith("Saved ")
    assert page.editor.edit.textCursor().position() == len(WORDS)


def test_words_are_kept_when_another_part_or_page_is_opened(page, window, desk, record):
    write(page, WORDS)
    page.open_part(SECOND)
    assert stored(desk, record, FIRST) == WORDS
    assert page.editor.text() == RichText()
    write(page, "Second")
    window.go("history")
    assert stored(desk, record, SECOND) == "Second"


def test_every_part_shows_its_own_words(page, desk, record):
    for prompt in PROMPTS:
        desk.do(write_answer, record, prompt.id, from_plain(f"About {prompt.id}"))
    for prompt in PROMPTS:
        page.open_part(prompt.id)
        assert page.editor.text().plain == f"About {prompt.id}"
        assert page.pane.title.plain == prompt.title.en
        assert page.side.guidance.source.plain == prompt.source
    assert all(stored(desk, record, p.id) == f"About {p.id}" for p in PROMPTS)


def test_a_part_goes_from_draft_to_ready_to_agreed_and_back(page, window, desk, record):
    assert not page.pane.ready.isEnabled()
    write(page, WORDS)
    page.flush()
    QTest.mouseClick(page.pane.ready, Qt.MouseButton.LeftButton)
    assert page.pane.chip.plain == "Ready for review"
    assert page.outline.parts.plain == "1 of 31 parts"
    QTest.mouseClick(page.pane.agree, Qt.MouseButton.LeftButton)
    assert desk.ask(plan, record).answer(FIRST).status == "agreed"
    QTest.mouseClick(page.pane.draft, Qt.MouseButton.LeftButton)
    assert page.pane.chip.plain == "Draft"
    window.undo()
    assert page.pane.chip.plain == "Agreed"


def test_a_part_that_does_not_apply_shows_why_and_keeps_its_words(page, window, desk, record):
    write(page, WORDS)
    page.questions.reason()
    ask = dialog(window, ReasonDialog)
    ask.finish()
    assert ask.isVisible()
    assert ask.problem.plain
    QTest.keyClicks(ask.reason.box, "The regional plan covers it")
    ask.finish()
    assert page.pane.reason.plain == "The regional plan covers it"
    assert not page.editor.isVisible()
    page.pane.status_asked.emit("draft")
    assert page.editor.isVisible()
    assert page.editor.text().plain == WORDS


def test_who_writes_a_part_by_when_is_kept_for_that_part(page, desk, record):
    page.pane.owner.setFocus()
    QTest.keyClicks(page.pane.owner.box, "Health partner")
    page.pane.due.setFocus()
    QTest.keyClicks(page.pane.due.box, "3 Aug 2027")
    page.open_part(SECOND)
    assert page.pane.owner.value() == ""
    assert page.pane.due.value() is None
    answer = desk.ask(plan, record).answer(FIRST)
    assert (answer.owner, answer.due) == ("Health partner", date(2027, 8, 3))


def test_a_date_that_cannot_be_read_stays_beside_its_reason(page, desk, record):
    page.pane.due.setFocus()
    QTest.keyClicks(page.pane.due.box, "soon")
    page.pane.owner.setFocus()
    assert page.pane.due.box.text() == "soon"
    assert page.pane.due.reason.plain
    QTest.keyClicks(page.pane.owner.box, "Health partner")
    page.editor.edit.setFocus()
    assert desk.ask(plan, record).answer(FIRST).owner == "Health partner"


def test_words_that_cannot_be_kept_stay_and_are_offered_again(page, workspace, desk, record):
    workspace.do(remove, "plan", record, by=page)
    write(page, WORDS)
    with pytest.raises(UserError, match="no longer on the desk"):
        page.flush()
    assert page.editor.text().plain == WORDS
    assert page.editor.note.plain == "Not saved yet"
    with pytest.raises(UserError):
        page.open_part(SECOND)
    assert page.pane.part == FIRST
    workspace.undo()
    page.flush()
    assert stored(desk, record, FIRST) == WORDS


def test_undo_in_the_editor_takes_back_typing_and_elsewhere_the_last_step(
    page, window, desk, record
):
    write(page, "One")
    page.flush()
    QTest.keyClick(page.editor.edit, Key.Key_Z, Mod.ControlModifier)
    assert page.editor.text() == RichText()
    page.flush()
    page.outline.tree.setFocus()
    QTest.keyClick(page.outline.tree, Key.Key_Z, Mod.ControlModifier)
    assert stored(desk, record, FIRST) == "One"
    assert page.editor.text().plain == "One"


def test_a_change_from_elsewhere_shows_and_leaves_the_caret(page, desk, record):
    write(page, "We begin here. We end here.")
    page.flush()
    cursor = page.editor.edit.textCursor()
    cursor.setPosition(15)
    page.editor.edit.setTextCursor(cursor)
    desk.do(write_answer, record, FIRST, from_plain("Now we begin here. We end here."))
    assert page.editor.text().plain == "Now we begin here. We end here."
    assert page.editor.edit.textCursor().position() == 19


def test_a_change_from_elsewhere_does_not_take_what_is_being_typed(page, desk, record):
    write(page, "Mine")
    desk.do(write_answer, record, FIRST, from_plain("Theirs"))
    assert page.editor.text().plain == "Mine"
    page.flush()
    assert stored(desk, record, FIRST) == "Mine"


@pytest.mark.parametrize(
    ("before", "after", "caret", "moved"),
    [
        ("abc", "abc", 2, 2), ("abc", "xabc", 1, 2), ("abc", "abcx", 2, 2), ("abc", "", 2, 0),
        ("aaa", "aa", 3, 2), ("one two", "one big two", 7, 11), ("", "abc", 0, 0),
    ],
)  # fmt: skip
def test_a_caret_stays_with_its_words(before, after, caret, moved):
    assert moved_caret(before, after, caret) == moved


def test_a_worked_example_goes_to_the_end_and_one_undo_takes_it_back(page, desk, record):
    write(page, WORDS)
    example = PROMPTS[0].example.en
    QTest.mouseClick(page.side.guidance.insert, Qt.MouseButton.LeftButton)
    assert page.editor.text() == from_plain(f"{WORDS}\n{example}")
    page.editor.edit.setFocus()
    QTest.keyClick(page.editor.edit, Key.Key_Z, Mod.ControlModifier)
    assert page.editor.text() == from_plain(WORDS)


def test_history_restores_an_earlier_text_as_a_new_change(page, window, desk, record):
    write(page, WORDS)
    page.flush()
    page.editor.edit.selectAll()
    write(page, "Nothing")
    page.flush()
    QTest.mouseClick(page.editor.history, Qt.MouseButton.LeftButton)
    ask = dialog(window, AnswerHistoryDialog)
    assert [one.text.plain for one in ask.texts] == ["Nothing", WORDS]
    assert ask.words.text().plain == WORDS
    ask.finish()
    assert page.editor.text().plain == WORDS
    assert stored(desk, record, FIRST) == WORDS
    window.undo()
    assert page.editor.text().plain == "Nothing"


def test_closing_asks_before_words_that_cannot_be_kept_are_lost(
    page, window, workspace, desk, record, qtbot
):
    workspace.do(remove, "plan", record, by=page)
    write(page, WORDS)
    asked = []

    def stay() -> None:
        ask = QApplication.activeModalWidget()
        asked.append([each.plain for each in ask.findChildren(Label)])
        QTest.keyClick(ask, Key.Key_Return)

    QTimer.singleShot(50, stay)
    with qtbot.captureExceptions():  # the box is left for the question
        assert not window.close()
    assert "They are still in the window. If you close it they are lost." in asked[0]
    assert any("no longer on the desk" in words for words in asked[0])
    assert window.isVisible()
    assert page.editor.text().plain == WORDS
    workspace.undo()
    assert window.close()
    assert not workspace.ready
