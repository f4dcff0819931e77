"""Comments beside the text: by keyboard, on marked words, kept when the page is left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from ui.plan_desk import FIRST, SECOND, make_plan

from commission_desk.domain.richtext import from_plain
from commission_desk.operations.plan_comments import add_comment, comments
from commission_desk.operations.plans import write_answer
from commission_desk.operations.records import remove
from commission_desk.ui.kit.text import Label
from commission_desk.ui.pages.plan_commands import go_to

Key, Mod = Qt.Key, Qt.KeyboardModifier
WORDS = "Carers 👩‍👧 wait too long. Parents wait too long."


@pytest.fixture
def record(desk) -> str:
    made = make_plan(desk)
    desk.do(write_answer, made, FIRST, from_plain(WORDS))
    return made


@pytest.fixture
def page(window, record):
    window.go("plans")
    shown = window.pages["plans"]
    shown.open_part(FIRST)
    return shown


def mark(page, words: str, *, last: bool = True) -> None:
    text = page.editor.edit.toPlainText()
    at = text.rindex(words) if last else text.index(words)
    start = len(text[:at].encode("utf-16-le")) // 2
    cursor = page.editor.edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    page.editor.edit.setTextCursor(cursor)


def typed(page, words: str) -> None:
    page.editor.edit.setFocus()
    QTest.keyClick(page.editor.edit, Key.Key_M, Mod.ControlModifier | Mod.AltModifier)
    page.comments.box.field.box.setPlainText(words)


def press(page, words: str) -> None:
    found = [
        b
        for b in page.comments.findChildren(QPushButton)
        if b.text() == words and b.isVisibleTo(page.comments)
    ]
    found[0].click()


def said(page) -> list[str]:
    return [
        each.plain for each in page.comments.findChildren(Label) if each.isVisibleTo(page.comments)
    ]


def test_marked_words_are_commented_on_by_keyboard(page, desk, record):
    mark(page, "wait too long")
    typed(page, "How long?")
    assert page.side.stack.currentWidget() is page.comments
    assert page.comments.box.field.box.hasFocus()
    QTest.keyClick(page.comments.box.field.box, Key.Key_Return, Mod.ControlModifier)
    (found,) = desk.ask(comments, record)
    assert (found.text, found.quote.words, found.prompt_id) == ("How long?", "wait too long", FIRST)
    assert not page.comments.box.isVisible()
    page.editor.edit.moveCursor(QTextCursor.MoveOperation.Start)
    press(page, "Show in the text")
    cursor = page.editor.edit.textCursor()
    assert cursor.selectedText() == "wait too long"
    assert cursor.selectionStart() > len(WORDS) // 2
    assert "Comments, 1" in page.side.tabs.accessibleTabName(2)


def test_escape_goes_back_to_the_text_and_throws_no_words_away(page, desk, record):
    typed(page, "Half a thought")
    QTest.keyClick(page.comments.box.field.box, Key.Key_Escape)
    assert page.editor.edit.hasFocus()
    assert page.comments.box.isVisibleTo(page.comments)
    assert page.comments.box.field.value() == "Half a thought"
    press(page, "Cancel")
    assert not page.comments.box.isVisibleTo(page.comments)
    typed(page, "")
    QTest.keyClick(page.comments.box.field.box, Key.Key_Escape)
    assert not page.comments.box.isVisibleTo(page.comments)
    page.open_part(SECOND)
    assert desk.ask(comments, record) == ()


def test_a_reply_to_a_comment_that_was_removed_meanwhile_is_kept(page, window, desk, record):
    made = desk.do(add_comment, record, FIRST, "Gross or net?")
    press(page, "Reply")
    page.comments.box.field.box.setPlainText("Gross.")
    desk.do(remove, "plan_comment", made)
    page.open_part(SECOND)
    window.go("today")
    (found,) = desk.ask(comments, record)
    assert (found.text, found.prompt_id) == ("Gross.", FIRST)


def test_what_is_said_of_a_comment_is_kept_before_it_is_removed(page, desk, record):
    desk.do(add_comment, record, FIRST, "Gross or net?")
    press(page, "Reply")
    page.comments.box.field.box.setPlainText("Gross.")
    press(page, "Remove")
    assert desk.ask(comments, record) == ()
    assert not page.comments.box.touched
    desk.reverse("undo")
    assert [each.text for each in desk.ask(comments, record)[0].replies] == ["Gross."]


def test_comments_on_a_part_that_the_plan_no_longer_has_can_be_read_and_resolved(
    page, desk, record
):
    desk.do(add_comment, record, "of.a.part.no.more", "Still true?")
    assert "Still true?" in said(page)
    assert "On parts that this plan no longer has" in said(page)
    press(page, "Resolve")
    assert not desk.ask(comments, record)[0].open


def test_words_being_written_are_kept_when_another_part_or_page_is_opened(
    page, window, desk, record
):
    typed(page, "Half a thought")
    page.open_part(SECOND)
    window.go("today")
    (found,) = desk.ask(comments, record)
    assert (found.text, found.prompt_id) == ("Half a thought", FIRST)


def test_nothing_said_is_asked_for_again(page, desk, record):
    typed(page, " ")
    page.comments.begin_whole()
    assert desk.ask(comments, record) == ()
    page.comments.box.field.box.setPlainText("On all of it")
    page.comments.box.keep()
    assert desk.ask(comments, record)[0].prompt_id == ""


def test_a_thread_is_answered_resolved_and_opened_again(page, window, desk, record):
    desk.who = "Finance partner"
    desk.do(add_comment, record, FIRST, "Gross or net?")
    desk.who = "Commissioning officer"
    press(page, "Reply")
    assert page.comments.box.title.plain == "Reply to Finance partner"
    page.comments.box.field.box.setPlainText("Gross.")
    page.comments.box.keep()
    assert any(words == "Gross." for words in said(page))
    press(page, "Resolve")
    assert not desk.ask(comments, record)[0].open
    assert "Gross or net?" not in said(page)
    window.undo()
    assert "Gross or net?" in said(page)
    press(page, "Resolve")
    press(page, "Show 1 resolved comment")
    press(page, "Open again")
    assert desk.ask(comments, record)[0].open


def test_ones_own_words_are_changed_and_nobody_elses(page, desk, record):
    desk.who = "Finance partner"
    desk.do(add_comment, record, FIRST, "Gross or net?")
    shown = [b.text() for b in page.comments.findChildren(QPushButton)]
    assert "Change" in shown
    desk.who = "Commissioning officer"
    page.comments.drawn = None
    page.refresh()
    live = [
        b.text() for b in page.comments.findChildren(QPushButton) if b.isVisibleTo(page.comments)
    ]
    assert "Change" not in live
    assert "Remove" in live


def test_words_that_are_gone_are_said_to_be(page, desk, record):
    mark(page, "wait too long")
    typed(page, "How long?")
    page.comments.box.keep()
    desk.do(write_answer, record, FIRST, from_plain("Something else."))
    assert "These words are no longer in the text." in said(page)


def test_comments_of_other_parts_lead_there(page, desk, record):
    desk.do(add_comment, record, SECOND, "Older figures?")
    (leap,) = [b for b in page.comments.findChildren(QPushButton) if ": 1 comment" in b.text()]
    leap.click()
    assert page.pane.part == SECOND
    assert "Older figures?" in said(page)


def test_markup_in_a_comment_is_plain_text(page, desk, record):
    desk.do(add_comment, record, FIRST, "<b>bold</b><img src=x>")
    assert "<b>bold</b><img src=x>" in said(page)


def test_the_check_leads_to_the_comments(page, desk, record):
    desk.do(add_comment, record, SECOND, "Older figures?")
    need = next(n for n in page.side.checks.needs if n.check == "plan-comments-open")
    go_to(page, need)
    assert page.pane.part == SECOND
    assert page.side.stack.currentWidget() is page.comments
