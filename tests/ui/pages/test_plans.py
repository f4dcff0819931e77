"""The Plans page: plans to choose, parts to go to, guidance and checks."""

import gettext
import re
from datetime import date

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from ui import looks
from ui.plan_desk import FIRST, PROMPTS, SECOND, WORDS, dialog, make_plan, stored, write

from commission_desk import i18n
from commission_desk.content.outlines import outline
from commission_desk.domain.richtext import RichText, from_plain, to_json
from commission_desk.operations.plans import (
    new_plan,
    plans,
    set_answer_owner,
    write_answer,
)
from commission_desk.store.tables import Answer
from commission_desk.ui.dialogs.new_plan import NewPlanDialog, PlanDetailsDialog
from commission_desk.ui.kit.theme import theme

Key, Mod = Qt.Key, Qt.KeyboardModifier
SCOPING = [question.id for question in outline("wales-2010").scoping]


@pytest.fixture
def record(desk) -> str:
    return make_plan(desk)


@pytest.fixture
def page(window, record):
    window.go("plans")
    return window.pages["plans"]


class Stretched(gettext.NullTranslations):
    """A catalogue whose words are a third longer, the places to fill left as they are."""

    def gettext(self, message: str) -> str:
        found = re.split(r"(\{[^}]*\})", message)
        return "".join(part if part.startswith("{") else looks.stretched(part) for part in found)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


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
    assert page.header.sub.plain == "2026–2030 · Draft"


def test_keys_go_to_the_next_part_and_the_one_before_from_within_the_editor(page):
    page.editor.edit.setFocus()
    QTest.keyClick(page.editor.edit, Key.Key_Down, Mod.AltModifier)
    assert page.pane.part == SECOND
    QTest.keyClick(page.editor.edit, Key.Key_PageDown, Mod.ControlModifier)
    assert page.pane.part == PROMPTS[2].id
    QTest.keyClick(page.editor.edit, Key.Key_PageUp, Mod.ControlModifier)
    QTest.keyClick(page.editor.edit, Key.Key_Up, Mod.AltModifier)
    assert page.pane.part == FIRST
    for _ in range(len(SCOPING) + 1):
        QTest.keyClick(page.editor.edit, Key.Key_Up, Mod.AltModifier)
    assert page.pane.part == SCOPING[0]


def test_arrow_keys_in_the_outline_visit_every_part_once_and_come_back(page):
    tree = page.outline.tree
    tree.setFocus()
    seen = [page.pane.part]
    for _ in range(len(PROMPTS) - 1):
        QTest.keyClick(tree, Key.Key_Down)
        seen.append(page.pane.part)
    assert seen == [prompt.id for prompt in PROMPTS]
    for _ in range(len(PROMPTS) + len(SCOPING)):
        QTest.keyClick(tree, Key.Key_Up)
    assert page.pane.part == SCOPING[0]


def test_only_the_open_section_shows_its_parts(page):
    page.open_part(PROMPTS[6].id)
    tree = page.outline.tree
    sections = [tree.parts.index(row, 0) for row in range(tree.parts.rowCount())]
    opened = [index.row() for index in sections if tree.isExpanded(index)]
    section = outline("wales-2010").section_of(PROMPTS[6].id)
    assert opened == [int(section.number)], "below the questions asked first"


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


def test_enter_on_a_part_goes_to_its_words(page):
    page.outline.tree.setFocus()
    QTest.keyClick(page.outline.tree, Key.Key_Return)
    assert page.editor.edit.hasFocus()


def test_guidance_is_the_prompts_own(page):
    page.open_part(SECOND)
    shown = [words.plain for line, words in page.side.guidance.covers.lines if not line.isHidden()]
    assert shown == [point.en for point in PROMPTS[1].covers]
    assert page.side.guidance.look.plain == PROMPTS[1].look.en
    assert page.side.guidance.serves.plain == (
        "Evidence for the Welsh framework: standard 3, challenge 1"
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
    ask.finish()
    assert page.header.sub.plain == "2026–2036 · Draft"
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


def test_the_plan_is_saved_as_pdf_with_what_was_just_typed(page, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "plan.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(target), ""))
    write(page, WORDS)
    (save,) = (made for made in page.header.prints.actions() if "PDF in English" in made.text())
    save.trigger()
    qtbot.waitUntil(target.exists, timeout=20_000)
    words = " ".join(sheet.extract_text() for sheet in PdfReader(target).pages)
    assert WORDS in words


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
        assert looks.settled(page) == []
    assert looks.unnamed(page) == []
