"""Versions of a plan through the window: kept, compared, approved with its PDF, gone on with."""

import base64
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from ui import looks
from ui.plan_desk import PROMPTS, dialog, make_plan, write

from commission_desk import i18n
from commission_desk.content.plan_tables import tables_of
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import add_action
from commission_desk.operations.example import make_example
from commission_desk.operations.plan_versions import keep_version, version_paper, versions
from commission_desk.operations.plans import (
    edit_plan,
    plan,
    plans,
    set_answer_status,
    set_not_applicable,
    write_answer,
)
from commission_desk.ui.dialogs.approve_plan import ApprovePlan, KeepVersion, PublishPlan
from commission_desk.ui.dialogs.new_plan import PlanDetailsDialog
from commission_desk.ui.kit.marked import Marked
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme

WRITTEN = next(prompt.id for prompt in PROMPTS if not tables_of(prompt.id))
Key = Qt.Key


@pytest.fixture
def record(desk) -> str:
    found = make_plan(desk)
    desk.do(write_answer, found, WRITTEN, from_plain("Caring is shared."))
    return found


@pytest.fixture
def page(window, record):
    window.go("plans")
    found = window.pages["plans"]
    found.open_part(WRITTEN)
    return found


def press(root, words: str) -> None:
    """Press the one visible button of these words."""
    (found,) = [
        each for each in root.findChildren(QPushButton)
        if words in (each.text().replace("&&", "&"), each.accessibleName()) and each.isVisible()
    ]  # fmt: skip
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def finish(desk, record: str) -> None:
    if not desk.ask(plan, record).answer(WRITTEN).text.is_empty:
        desk.do(set_answer_status, record, WRITTEN, "ready")
    for prompt in PROMPTS:
        if not desk.ask(plan, record).answer(prompt.id).finished:
            desk.do(set_not_applicable, record, prompt.id, "Not in this plan")


def test_a_version_is_kept_compared_and_a_part_put_back_by_its_button(
    page, window, desk, record, qtbot
):
    page.show_versions()
    press(page.versions, "Keep a version…")
    ask = dialog(window, KeepVersion)
    ask.finish()
    assert "Give the version a name" in ask.problem.plain
    QTest.keyClicks(ask.name.box, "Sent to partners")
    QTest.keyClick(ask.name.box, Key.Key_Return)
    assert page.versions.list.count() == 2
    press(page.versions, "Back to the plan")
    assert page.panes.isVisible()
    write(page, "No: ")
    page.flush()
    page.show_versions()
    before, after = page.versions.findChildren(Marked)
    assert before.plain == "Caring is shared."
    assert after.plain == "No: Caring is shared."
    press(page.versions, "Put this part back")
    assert desk.ask(plan, record).answer(WRITTEN).text.plain == "Caring is shared."
    qtbot.waitUntil(lambda: not page.versions.findChildren(Marked))
    window.undo()
    assert desk.ask(plan, record).answer(WRITTEN).text.plain == "No: Caring is shared."


def test_the_whole_story_from_review_to_the_next_version(
    page, window, desk, record, qtbot, tmp_path, monkeypatch
):
    page.show_versions()
    press(page.versions, "Send for review")
    assert page.header.sub.plain.endswith("In review")
    finish(desk, record)
    press(page.versions, "Approve…")
    ask = dialog(window, ApprovePlan)
    QTest.keyClicks(ask.by.box, "Partnership board")
    ask.minute.set_value("minute 3.1")
    ask.finish()
    qtbot.waitUntil(lambda: bool(desk.ask(versions, record)), timeout=30_000)
    (version,) = desk.ask(versions, record)
    assert (version.approved_by, version.minute) == ("Partnership board", "minute 3.1")
    languages, pdf = desk.ask(version_paper, version.id)
    words = PdfReader(BytesIO(base64.b64decode(pdf))).pages[0].extract_text()
    assert languages == "en"
    assert "APPROVED" in words
    assert "Partnership board" in words
    assert "Version 1" in words

    press(page.versions, "Back to the plan")
    assert page.editor.edit.isReadOnly()
    assert page.pane.approved.isVisible()
    assert "Version 1 was approved by Partnership board" in page.pane.frozen.plain
    QTest.keyClicks(page.editor.edit, "Sly")
    page.flush()
    assert desk.ask(plan, record).answer(WRITTEN).text.plain == "Caring is shared."

    page.show_versions()
    press(page.versions, "Mark as published…")
    dialog(window, PublishPlan).finish()
    assert page.header.sub.plain.endswith("Published")
    page.versions.list.setCurrentRow(1)
    target = tmp_path / "Approved.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(page.versions, "Save the approved PDF…")
    assert target.read_bytes() == base64.b64decode(pdf)
    page.versions.list.setCurrentRow(0)
    press(page.versions, "Open the next version")
    assert page.panes.isVisible()
    assert not page.editor.edit.isReadOnly()
    assert not page.pane.approved.isVisible()
    write(page, "New: ")
    page.flush()
    assert page.outline.changed == {WRITTEN}


def test_what_keeps_a_plan_from_being_approved_is_said_before_anything_is_asked(
    page, window, desk, record
):
    page.show_versions()
    press(page.versions, "Send for review")
    with pytest.raises(UserError, match="parts are not finished"):
        page.stands.approve()
    assert not window.findChildren(ApprovePlan)


def test_an_approval_can_be_undone_and_the_versions_are_commands(page, window, desk, record):
    names = [words for _icon, words, _slot in page.commands()]
    assert {"Versions of the plan", "Send for review", "Keep a version…"} <= set(names)
    page.stands.review()
    window.undo()
    assert page.header.sub.plain.endswith("Draft")


def test_a_decision_of_a_meeting_fills_in_who_approved_and_when(window, desk, qtbot):
    make_example(desk, today=date(2026, 11, 20))
    record = desk.ask(plans)[0].id
    finish(desk, record)
    window.go("plans")
    page = window.pages["plans"]
    page.show_record(record)
    page.stands.review()
    page.stands.approve()
    ask = dialog(window, ApprovePlan)
    ask.decision.set_value(next(iter(ask.decisions)))
    ask.decision.committed.emit()
    chosen = ask.decisions[ask.decision.value()]
    assert ask.by.value() == chosen.meeting
    assert ask.minute.value() == chosen.text
    assert ask.on.value() == chosen.held_on


@pytest.mark.parametrize(
    ("code", "scheme", "scale"),
    [("en", "light", 1.0), ("cy", "light", 1.0), ("cy", "dark", 2.0), ("en", "high", 1.5)],
)
def test_nothing_is_clipped_and_everything_has_a_name(
    window, desk, record, qtbot, code, scheme, scale
):
    desk.do(keep_version, record, "Sent to partners for their comments", "", date(2026, 11, 20))
    desk.do(write_answer, record, WRITTEN, from_plain("Caring is shared, and paid for."))
    i18n.use(code)
    theme.apply(scheme, scale)
    window.rebuild()
    window.go("plans")
    page = window.pages["plans"]
    page.show_versions()
    qtbot.waitUntil(page.versions.isVisible)
    assert page.versions.list.count() > 1
    for row in range(page.versions.list.count()):
        page.versions.list.setCurrentRow(row)
        qtbot.wait(20)  # for the labels of this version to be laid out
        assert looks.settled(page) == []
        assert looks.unnamed(page) == []


def test_an_appendix_shows_what_it_is_compiled_of_and_is_ready_without_a_word(
    page, window, desk, record
):
    part = next(prompt.id for prompt in PROMPTS if prompt.compiled == "action-plan")
    page.open_part(part)
    assert "hold nothing" in page.pane.compiled.findChild(Label).plain
    desk.do(add_action, "Ring the forum", owner="Officer", plan_id=record)
    table = page.pane.compiled.findChildren(Table)[-1]
    assert table.model().index(0, 0).data() == "Ring the forum"
    assert looks.unnamed(page.pane.compiled) == []
    press(page.pane, "Mark ready for review")
    assert desk.ask(plan, record).answer(part).status == "ready"
    page.open_part(WRITTEN)
    assert not page.pane.compiled.isVisible()


def test_finding_a_part_shows_it_in_place_of_the_versions(page, window, desk, record):
    page.show_versions()
    window.go("plan", record, PROMPTS[20].id)
    assert page.panes.isVisible()
    assert page.pane.part == PROMPTS[20].id


def test_what_the_plan_says_of_itself_is_compared_and_put_back(page, window, desk, record):
    desk.do(keep_version, record, "First", "", date(2026, 11, 20))
    desk.do(edit_plan, record, title="Another title")
    page.show_versions()
    before, after = page.versions.findChildren(Marked)[-2:]
    assert before.plain.startswith("Children with disabilities")
    assert after.plain.startswith("Another title")
    press(page.versions, "Go to this part")
    dialog(window, PlanDetailsDialog).reject()
    press(page.versions, "Put this part back")
    assert desk.ask(plan, record).row.title == "Children with disabilities"
