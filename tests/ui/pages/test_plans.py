"""The Plans page: parts to choose, words kept as they are typed, guidance and checks."""

import gettext
import re
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from ui import looks

from commission_desk import i18n
from commission_desk.content.outlines import outline
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import RichText, from_plain, to_json
from commission_desk.operations.plans import (
    new_plan,
    plan,
    plans,
    set_answer_owner,
    write_answer,
)
from commission_desk.operations.records import remove
from commission_desk.store.tables import Answer
from commission_desk.ui.dialogs.answer import AnswerHistoryDialog, ReasonDialog
from commission_desk.ui.dialogs.new_plan import NewPlanDialog, PlanDetailsDialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.plan_editor import moved_caret


class Stretched(gettext.NullTranslations):
    """A catalogue whose words are a third longer, the places to fill left as they are."""

    def gettext(self, message: str) -> str:
        found = re.split(r"(\{[^}]*\})", message)
        return "".join(part if part.startswith("{") else looks.stretched(part) for part in found)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


Key, Mod = Qt.Key, Qt.KeyboardModifier
PROMPTS = outline("wales-2010").prompts
FIRST, SECOND = PROMPTS[0].id, PROMPTS[1].id
WORDS = "Around 740 children need planned support."


@pytest.fixture
def record(desk) -> str:
    return desk.do(
        new_plan, "Children with disabilities", care_group="Children",
        starts=date(2026, 4, 1), ends=date(2030, 3, 31), lead="Commissioning manager",
    )  # fmt: skip


@pytest.fixture
def page(window, record):
    window.go("plans")
    return window.pages["plans"]


def write(page, words: str) -> None:
    page.editor.edit.setFocus()
    QTest.keyClicks(page.editor.edit, words)


def stored(desk, record: str, part: str) -> str:
    return desk.ask(plan, record).answer(part).text.plain


def dialog(window, kind):
    (found,) = window.findChildren(kind)
    return found


def test_without_plans_the_page_says_what_it_is_for_and_offers_the_first(window, desk):
    window.go("plans")
    page = window.pages["plans"]
    assert page.body.currentIndex() == 0
    page.new()
    ask = dialog(window, NewPlanDialog)
    QTest.keyClicks(ask.fields.title.box, "Carers")
    QTest.mouseClick(ask.main, Qt.MouseButton.LeftButton)
    assert [row.title for row in desk.ask(plans)] == ["Carers"]
    assert page.header.title.plain == "Carers"
    assert page.body.currentIndex() == 1


def test_a_new_plan_without_a_title_says_so_and_keeps_what_was_typed(window, desk):
    window.go("plans")
    window.pages["plans"].new()
    ask = dialog(window, NewPlanDialog)
    QTest.keyClicks(ask.fields.lead.box, "Commissioning manager")
    ask.finish()
    assert ask.isVisible()
    assert "title" in ask.problem.plain
    assert ask.fields.lead.value() == "Commissioning manager"
    assert desk.ask(plans) == ()


def test_the_header_names_the_plan_its_years_and_its_status(page):
    assert page.header.title.plain == "Children with disabilities"
    assert page.header.sub.plain == "Commissioning plan 2026–2030 · Draft"


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


def test_keys_go_to_the_next_part_and_the_one_before_from_within_the_editor(page):
    page.editor.edit.setFocus()
    QTest.keyClick(page.editor.edit, Key.Key_Down, Mod.AltModifier)
    assert page.pane.part == SECOND
    QTest.keyClick(page.editor.edit, Key.Key_PageDown, Mod.ControlModifier)
    assert page.pane.part == PROMPTS[2].id
    QTest.keyClick(page.editor.edit, Key.Key_PageUp, Mod.ControlModifier)
    QTest.keyClick(page.editor.edit, Key.Key_Up, Mod.AltModifier)
    assert page.pane.part == FIRST
    QTest.keyClick(page.editor.edit, Key.Key_Up, Mod.AltModifier)
    assert page.pane.part == FIRST


def test_arrow_keys_in_the_outline_visit_every_part_once_and_come_back(page):
    tree = page.outline.tree
    tree.setFocus()
    seen = [page.pane.part]
    for _ in range(len(PROMPTS) - 1):
        QTest.keyClick(tree, Key.Key_Down)
        seen.append(page.pane.part)
    assert seen == [prompt.id for prompt in PROMPTS]
    for _ in range(len(PROMPTS)):
        QTest.keyClick(tree, Key.Key_Up)
    assert page.pane.part == FIRST


def test_only_the_open_section_shows_its_parts(page):
    page.open_part(PROMPTS[6].id)
    tree = page.outline.tree
    sections = [tree.parts.index(row, 0) for row in range(tree.parts.rowCount())]
    opened = [index.row() for index in sections if tree.isExpanded(index)]
    section = outline("wales-2010").section_of(PROMPTS[6].id)
    assert opened == [int(section.number) - 1]


def test_a_click_on_a_section_opens_its_first_unfinished_part(page, desk, record):
    section = outline("wales-2010").sections[2]
    desk.do(write_answer, record, section.prompts[0].id, from_plain(WORDS))
    page.open_part(section.prompts[0].id)
    page.set_status("ready")
    page.open_part(FIRST)
    tree = page.outline.tree
    at = tree.visualRect(tree.by_key[section.id].index()).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.pane.part == section.prompts[1].id


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


def test_enter_on_a_part_goes_to_its_words(page):
    page.outline.tree.setFocus()
    QTest.keyClick(page.outline.tree, Key.Key_Return)
    assert page.editor.edit.hasFocus()


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


def test_guidance_is_the_prompts_own(page):
    page.open_part(SECOND)
    shown = [words.plain for line, words in page.side.guidance.covers.lines if not line.isHidden()]
    assert shown == [point.en for point in PROMPTS[1].covers]
    assert page.side.guidance.look.plain == PROMPTS[1].look.en
    assert page.side.guidance.serves.plain == (
        "Evidence for: Welsh framework, standard 3; Welsh framework, challenge 1"
    )


def test_checks_name_what_is_missing_and_go_there(page, desk, record):
    desk.do(set_answer_owner, record, PROMPTS[9].id, "Health partner", date(2026, 1, 5))
    checks = page.side.checks
    titles = [need.title for need in checks.needs]
    assert titles[0] == f"Finish {PROMPTS[9].title.en}"
    assert len(titles) == 1 + len(outline("wales-2010").sections)
    page.side.tabs.setCurrentIndex(1)
    checks.list.setCurrentRow(0)
    assert checks.why.plain
    checks.list.setFocus()
    QTest.keyClick(checks.list, Key.Key_Return)
    assert page.pane.part == PROMPTS[9].id
    assert page.side.tabs.accessibleTabName(1) == "Checks, 9"


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


def test_another_plan_is_chosen_and_each_remembers_its_part(page, window, desk, record):
    other = desk.do(new_plan, "Carers")
    page.open_part(PROMPTS[4].id)
    write(page, WORDS)
    page.show_record(other)
    assert page.header.title.plain == "Carers"
    assert stored(desk, record, PROMPTS[4].id) == WORDS
    assert page.pane.part == FIRST
    assert page.editor.text() == RichText()
    page.header.choices.aboutToShow.emit()
    named = {made.text(): made.isChecked() for made in page.header.choices.actions()}
    assert named["Carers"]
    assert not named["Children with disabilities 2026–2030"]
    page.show_record(record)
    assert page.pane.part == PROMPTS[4].id


def test_removing_a_plan_is_undone_with_its_words(page, window, desk, record):
    write(page, WORDS)
    page.take_away()
    assert page.body.currentIndex() == 0
    window.undo()
    assert page.header.title.plain == "Children with disabilities"
    assert page.editor.text().plain == WORDS


def test_details_are_changed_and_an_unusual_period_is_said_not_refused(page, window, desk, record):
    page.questions.details()
    ask = dialog(window, PlanDetailsDialog)
    assert ask.fields.warning.isHidden()
    ask.fields.ends.box.setText("2036")
    ask.fields.ends.committed.emit()
    assert ask.fields.ends.value() == date(2036, 3, 31)
    assert "10 years" in ask.fields.warning.words.plain
    ask.status.set_value("in-review")
    ask.finish()
    assert page.header.sub.plain == "Commissioning plan 2026–2036 · In review"
    assert any(need.check == "plan-period" for need in page.side.checks.needs)


def test_an_answer_whose_prompt_is_gone_is_shown_to_be_read(page, desk, record):
    def add(session):
        words = to_json(from_plain("Kept words"))
        session.add(Answer(plan_id=record, prompt_id="old.prompt", text=words))

    desk.do(add)
    page.open_part("old.prompt")
    assert page.pane.section.plain == "Unplaced"
    assert page.editor.text().plain == "Kept words"
    assert page.editor.edit.isReadOnly()
    page.open_part(FIRST)
    assert not page.editor.edit.isReadOnly()


def test_the_part_that_was_found_is_shown(window, record):
    window.go("plan", record, PROMPTS[20].id)
    assert window.pages["plans"].pane.part == PROMPTS[20].id


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (800, 600)])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("words", ["en", "cy", "stretched"])
def test_nothing_is_clipped_and_everything_is_named(
    window, desk, record, qtbot, monkeypatch, width, height, scale, words
):
    desk.do(write_answer, record, FIRST, from_plain(WORDS))
    if words == "stretched":
        monkeypatch.setattr(i18n, "catalogue", lambda _language: Stretched())
    else:
        i18n.use(words)
    theme.apply(scale=scale)
    window.resize(width, height)
    window.rebuild()
    window.go("plans")
    page = window.pages["plans"]
    page.set_status("ready")
    for tab in (0, 1):
        page.side.tabs.setCurrentIndex(tab)
        page.side.checks.list.setCurrentRow(0)
        qtbot.waitUntil(lambda: looks.clipped(page) == [], timeout=1000)
    assert looks.unnamed(page) == []
