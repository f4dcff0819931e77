"""The yearly review through the window: begun, answered, finished, and gone on from."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
)
from ui import looks
from ui.plan_desk import PROMPTS, make_plan, write

from commission_desk import i18n
from commission_desk.content.reviews import review_form
from commission_desk.operations.actions import actions, add_action
from commission_desk.operations.example import make_example
from commission_desk.operations.finding import REVIEW
from commission_desk.operations.plan_life import (
    Approval,
    approve_plan,
    fingerprint_of,
    send_for_review,
)
from commission_desk.operations.plan_reviews import (
    add_review_change,
    finish_review,
    review,
    reviews,
    start_review,
    write_review_answer,
)
from commission_desk.operations.plans import plan, plans, set_not_applicable
from commission_desk.ui.dialogs.preview import PreviewDialog
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme

TODAY = date.today()  # noqa: DTZ011 - the person's own day, as the page has it
QUESTIONS = [question.id for question in review_form().questions]
Key = Qt.Key


@pytest.fixture
def record(desk) -> str:
    return make_plan(desk)


@pytest.fixture
def page(window, record):
    window.go("plans")
    found = window.pages["plans"]
    found.show_reviews()
    return found


def press(root, words: str) -> None:
    """Press the one visible button of these words, by the keyboard."""
    (found,) = [
        each for each in root.findChildren(QPushButton)
        if each.text().replace("&&", "&") == words and each.isVisible()
    ]  # fmt: skip
    found.setFocus()
    QTest.keyClick(found, Key.Key_Space)


def box(page, kind, name: str):
    """Return the visible input of a spoken name, with the caret in it."""
    (found,) = [
        each for each in page.reviews.findChildren(kind)
        if each.accessibleName() == name and each.isVisible()
    ]  # fmt: skip
    found.setFocus()
    return found


def answer(page, question: str) -> QPlainTextEdit:
    found = next(each for each in review_form().questions if each.id == question)
    return box(page, QPlainTextEdit, f"Answer: {found.title.en}")


def said(page) -> str:
    return "\n".join(each.plain for each in page.reviews.findChildren(Label) if each.isVisible())


def approve(desk, record: str) -> None:
    for prompt in PROMPTS:
        desk.do(set_not_applicable, record, prompt.id, "Not in this plan")
    desk.do(send_for_review, record)
    fingerprint = desk.ask(fingerprint_of, record)
    desk.do(approve_plan, record, Approval("Board", TODAY), fingerprint, "en", b"%PDF-1.7")


def settle(desk, found: str) -> None:
    for question in QUESTIONS:
        desk.do(write_review_answer, found, question, f"About {question}.")


def test_an_empty_page_says_what_a_review_is_for_and_begins_the_first(page, window, desk, record):
    assert "No yearly review yet" in said(page)
    press(page.reviews, "Begin the first review")
    (found,) = desk.ask(reviews, record)
    assert found.year == TODAY.year
    assert page.reviews.list.count() == 1
    assert not page.reviews.begin.isVisible()
    focus = QApplication.focusWidget()
    assert focus is answer(page, QUESTIONS[0])
    assert f"0 of {len(QUESTIONS)}" in said(page)
    window.undo()
    assert desk.ask(reviews, record) == ()
    assert "No yearly review yet" in said(page)


def test_what_is_typed_is_kept_and_undone_and_the_counter_goes_along(page, window, desk, record):
    page.reviews.start()
    found = page.reviews.chosen
    QTest.keyClicks(answer(page, "impact"), "More sleep")
    reason = next(q for q in review_form().questions if q.id == "learning").title.en
    line = box(page, QLineEdit, f"If it does not apply, why: {reason}")
    assert desk.ask(review, found).answer("impact").text == "More sleep"  # on leaving
    QTest.keyClicks(line, "First year")
    QTest.keyClick(line, Key.Key_Return)
    assert desk.ask(review, found).answer("learning").reason == "First year"
    assert f"2 of {len(QUESTIONS)}" in said(page)
    window.undo()
    assert line.text() == ""
    assert answer(page, "impact").toPlainText() == "More sleep"
    QTest.keyClicks(answer(page, "changes"), "Typed and left")
    page.show_writing()
    assert desk.ask(review, found).answer("changes").text == "Typed and left"


def test_a_pause_in_typing_saves_an_answer(page, desk, qtbot):
    page.reviews.start()
    QTest.keyClicks(answer(page, "impact"), "More sleep")
    found = page.reviews.chosen
    qtbot.waitUntil(lambda: desk.ask(review, found).answer("impact").text == "More sleep")


def test_the_registers_are_shown_beside_the_question_and_follow(page, window, desk, record):
    page.reviews.start()
    assert "No action of this plan" in said(page)
    QTest.keyClicks(answer(page, "impact"), "Half a sen")
    desk.do(add_action, "Ring the forum", plan_id=record)
    tables = [each for each in page.reviews.findChildren(Table) if each.isVisible()]
    assert [each.model().index(0, 0).data() for each in tables] == ["Ring the forum"]
    assert answer(page, "impact").toPlainText() == "Half a sen"
    press_named(page, "Show large: Actions of the plan")
    (large,) = [
        each for each in window.findChildren(Table) if each not in tables and each.isVisible()
    ]
    assert large.model().index(0, 0).data() == "Ring the forum"


def press_named(page, name: str) -> None:
    (found,) = [
        each for each in page.reviews.findChildren(QPushButton)
        if each.accessibleName() == name and each.isVisible()
    ]  # fmt: skip
    found.setFocus()
    QTest.keyClick(found, Key.Key_Space)


def test_what_is_to_change_is_listed_by_the_keyboard(page, window, desk):
    page.reviews.start()
    found = page.reviews.chosen
    new = page.reviews.form.changes.new.box
    new.setFocus()
    QTest.keyClicks(new, "More night care")
    QTest.keyClick(new, Key.Key_Return)
    assert [one.title for one in desk.ask(review, found).changes] == ["More night care"]
    assert new.text() == ""
    owner = box(page, QLineEdit, "Who: More night care")
    QTest.keyClicks(owner, "Lead")
    by = box(page, QLineEdit, "By: More night care")
    QTest.keyClicks(by, "31 Mar 2028")
    QTest.keyClick(by, Key.Key_Return)
    (one,) = desk.ask(review, found).changes
    assert (one.owner, one.due) == ("Lead", date(2028, 3, 31))
    QTest.keyClicks(by, "x")
    assert not page.reviews.form.flush()
    assert by.text() == "31 Mar 2028x"  # stays, with the reason beside it
    press_named(page, "Remove: More night care")
    assert desk.ask(review, found).changes == ()
    window.undo()
    assert len(desk.ask(review, found).changes) == 1


def test_the_whole_story_to_the_next_version(page, window, desk, record, qtbot):
    approve(desk, record)
    page.reviews.start()
    found = page.reviews.chosen
    assert "version 1" in said(page)
    press(page.reviews, "Finish the review")
    assert "questions are not answered" in page.reviews.form.problem.plain
    assert page.reviews.form.problem.isVisible()
    settle(desk, found)
    desk.do(add_review_change, found, "More night care", owner="Lead")
    press(page.reviews, "Finish the review")
    assert desk.ask(review, found).finished
    assert not page.reviews.findChildren(QPlainTextEdit) or all(
        not each.isVisible() for each in page.reviews.findChildren(QPlainTextEdit)
    )
    assert "About impact." in said(page)
    press(page.reviews, "Add 1 change to the action log")
    assert [row.title for row in desk.ask(actions, plan_id=record)] == ["More night care"]
    assert "In the action log" in said(page)
    assert "action log" not in " ".join(
        each.text() for each in page.reviews.findChildren(QPushButton) if each.isVisible()
    )
    press(page.reviews, "Open the next version")
    assert desk.ask(plan, record).row.status == "draft"
    assert page.panes.isVisible()
    page.show_versions()
    assert any("review of" in each.plain for each in page.versions.findChildren(Label))
    page.show_reviews()
    assert "led to the next version" in said(page)
    window.undo()
    assert desk.ask(plan, record).row.status == "approved"


def test_finishing_can_be_undone_and_a_draft_removed(page, window, desk, record):
    page.reviews.start()
    found = page.reviews.chosen
    settle(desk, found)
    press(page.reviews, "Finish the review")
    window.undo()
    assert answer(page, "impact").toPlainText() == "About impact."
    press(page.reviews, "Remove this review")
    assert desk.ask(reviews, record) == ()
    window.undo()
    assert answer(page, "impact").toPlainText() == "About impact."


def test_reviews_of_two_years_are_chosen_from_the_list(page, window, desk, record):
    before = desk.do(start_review, record, date(TODAY.year - 1, 6, 1))
    settle(desk, before)
    desk.do(finish_review, before, date(TODAY.year - 1, 6, 2))
    page.reviews.start()
    assert page.reviews.list.count() == 2
    page.reviews.list.setFocus()
    QTest.keyClick(page.reviews.list, Key.Key_Down)
    assert page.reviews.chosen == before
    assert "About impact." in said(page)


def test_it_is_reached_from_the_commands_the_versions_and_the_check(page, window, desk, record):
    page.show_writing()
    command = next(slot for _icon, words, slot in page.commands() if words == "Yearly review")
    command()
    assert page.reviews.isVisible()
    page.show_versions()
    assert page.versions.isVisible()
    press(page.versions, "Yearly review")
    assert page.reviews.isVisible()
    window.go("plan", record, PROMPTS[3].id)
    assert page.panes.isVisible()
    window.go("plan", record, REVIEW)
    assert page.reviews.isVisible()
    press(page.reviews, "Back to the plan")
    assert page.panes.isVisible()
    write(page, "Words")


def test_the_review_is_previewed(page, window, qtbot):
    page.reviews.start()
    press(page.reviews, "Preview the review")
    (shown,) = window.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: bool(shown.data), timeout=30_000)
    assert shown.data.startswith(b"%PDF")
    shown.reject()


def test_the_review_is_saved_for_word(page, window, qtbot, tmp_path, monkeypatch):
    page.reviews.start()
    target = tmp_path / "Review.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(page.reviews, "Save as Word…")
    qtbot.waitUntil(target.exists, timeout=30_000)
    assert target.read_bytes()[:2] == b"PK"


def test_another_language_shows_the_same_review(page, window, desk, record, qtbot):
    page.reviews.start()
    QTest.keyClicks(answer(page, "impact"), "More sleep")
    window.set_language("cy")
    qtbot.waitUntil(lambda: window.pages["plans"] is not page)
    again = window.pages["plans"]
    qtbot.waitUntil(again.reviews.isVisible)
    assert again.reviews.form.answers["impact"][0].field.value() == "More sleep"


@pytest.mark.parametrize(
    ("code", "scheme", "scale"),
    [("en", "light", 1.0), ("cy", "light", 1.0), ("cy", "dark", 2.0), ("en", "high", 1.5)],
)
def test_nothing_is_clipped_and_everything_has_a_name(window, desk, qtbot, code, scheme, scale):
    make_example(desk, today=TODAY)
    record = desk.ask(plans)[0].id
    before = desk.do(start_review, record, date(TODAY.year - 1, 12, 1))
    settle(desk, before)
    desk.do(add_review_change, before, "Move two weekend places to the north", owner="Lead")
    desk.do(finish_review, before, TODAY)
    i18n.use(code)
    theme.apply(scheme, scale)
    window.rebuild()
    qtbot.wait(50)
    window.go("plan", record, REVIEW)
    page = window.pages["plans"]
    page.reviews.start()
    desk.do(add_review_change, page.reviews.chosen, "Count waiting families every month")
    assert page.findChildren(QListWidget)
    for row in range(page.reviews.list.count()):
        page.reviews.list.setCurrentRow(row)
        qtbot.waitUntil(page.reviews.isVisible)  # or nothing of it would be looked at
        qtbot.wait(200)
        assert looks.settled(page) == []
        assert looks.unnamed(page) == []
