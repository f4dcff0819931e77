"""A plan on other outlines through the window: begun, seen by a cycle, changed and changed back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy.orm import Session
from ui.looks import settled, unnamed
from ui.plan_desk import dialog, stored, write

from commission_desk import i18n
from commission_desk.content.cycles import cycle
from commission_desk.content.outlines import outline
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.plan_tables import add_entry, edit_entry
from commission_desk.operations.plans import new_plan, plan, write_answer
from commission_desk.store.desk import Desk, named
from commission_desk.store.tables import Plan
from commission_desk.ui.dialogs.change_outline import ChangeOutlineDialog
from commission_desk.ui.dialogs.new_plan import NewPlanDialog
from commission_desk.ui.fieldnames import value_words
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.plans import PlansPage
from commission_desk.ui.preferences import Settings

Key, Mod = Qt.Key, Qt.KeyboardModifier
SCOPE = "jersey-delivery-plan.resources.scope"
TRENDS = "wales-2010.needs.demography"
SCHEMATIC = "staffordshire-strategy.glance.schematic"


@pytest.fixture
def page(window, desk) -> PlansPage:
    desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    window.go("plans")
    found = window.pages["plans"]
    assert isinstance(found, PlansPage)
    return found


def words(widget) -> str:
    return " | ".join(label.plain for label in widget.findChildren(Label) if label.isVisible())


def roots(page: PlansPage) -> list[str]:
    parts = page.outline.tree.parts
    return [parts.item(row).text() for row in range(parts.rowCount())]


def put_unknown(desk: Desk, record: str) -> None:
    @named("Made elsewhere")
    def put(session: Session) -> None:
        session.get_one(Plan, record).outline_id = "wales-2031"

    desk.do(put)


def test_a_plan_begun_on_one_outline_goes_over_to_another_and_back(page, window, desk):
    page.new()
    asked = dialog(window, NewPlanDialog)
    assert asked.outline.value() == "wales-2010"
    assert asked.outline.help.plain.endswith("31 parts.")
    asked.outline.box.setFocus()
    QTest.keyClick(asked.outline.box, Key.Key_End)
    asked.outline.box.activated.emit(asked.outline.box.currentIndex())
    assert asked.outline.value() == "jersey-delivery-plan"
    assert "for each of five, its scope" in asked.outline.help.plain
    asked.fields.title.box.setText("Delivery")
    asked.finish()
    record = page.whole.row.id
    assert page.whole.outline.key == "jersey-delivery-plan"
    page.open_part(SCOPE)
    write(page, "All the money there is.")
    page.open_part("wales-2010.introduction.purpose")
    write(page, "Why we do this.")
    page.questions.outline()
    asked = dialog(window, ChangeOutlineDialog)
    assert stored(desk, record, "wales-2010.introduction.purpose") == "Why we do this."
    asked.outline.set_value("wales-2010")
    asked.outline.committed.emit()
    said = words(asked.meaning)
    assert "9 parts are kept." in said
    assert "22 parts are added." in said
    assert "is kept under “Unplaced”. | Move resources to where needs are: Scope" in said
    assert not list(unnamed(asked))
    assert settled(asked) == []
    assert desk.ask(plan, record).outline.key == "jersey-delivery-plan"
    asked.finish()
    assert page.whole.outline.key == "wales-2010"
    assert roots(page)[-1] == "Unplaced"
    assert page.editor.text().plain == "Why we do this."  # the open part stays open
    page.open_part(SCOPE)
    assert page.editor.text().plain == "All the money there is."
    assert page.editor.edit.isReadOnly()
    assert page.pane.title.plain == "Move resources to where needs are: Scope"
    assert "it comes from “Jersey delivery plan”" in page.pane.help.plain
    page.open_part("wales-2010.introduction.purpose")
    page.open_part("unplaced")  # its heading leads to the first of it
    assert page.pane.part == SCOPE
    window.undo()
    assert page.whole.outline.key == "jersey-delivery-plan"
    assert "Unplaced" not in roots(page)
    assert not page.editor.edit.isReadOnly()


def test_the_history_says_which_outline_in_words():
    assert value_words("plan", "outline_id", "jersey-delivery-plan") == "Jersey delivery plan"
    assert value_words("plan", "outline_id", "wales-2031") == "wales-2031"
    assert value_words("plan", "outline_id", "") == ""


def test_rows_without_a_place_are_shown_apart_and_none_can_be_added(page, desk):
    record = page.whole.row.id
    desk.do(add_entry, record, "service", "wales-2010.services.map", "Play scheme")
    page.questions.outline()
    asked = dialog(page.window(), ChangeOutlineDialog)
    asked.outline.set_value("jersey-delivery-plan")
    asked.outline.committed.emit()
    assert "1 table has no place there" in words(asked.meaning)
    assert "Services (1 row)" in words(asked.meaning)
    asked.finish()
    page.open_part("wales-2010.services.quantity")  # the table stood there too
    assert page.pane.part == "wales-2010.services.map"
    assert page.pane.title.plain == "Map of services"
    (card,) = page.pane.tables.cards
    assert card.view.rows[0].values["title"] == "Play scheme"
    assert not card.add_button.isVisible()
    assert settled(page) == []


def test_a_plan_is_seen_by_a_cycle_with_the_same_parts_and_counts(page, window, desk, qtbot):
    page.open_part(TRENDS)
    write(page, "Numbers grow.")
    before = (page.outline.written.plain, page.outline.parts.plain)
    page.outline.seen_by.box.setFocus()
    QTest.keyClick(page.outline.seen_by.box, Key.Key_Down)
    page.outline.seen_by.choose("wales")
    assert roots(page) == ["Before you write", "Analyse", "Plan", "Secure services", "Review"]
    assert page.pane.part == TRENDS
    assert page.editor.text().plain == "Numbers grow."
    assert (page.outline.written.plain, page.outline.parts.plain) == before
    assert page.side.guidance.step.plain.startswith("Step 1 of 4, Analyse: Gather policy")
    assert (
        "Nine parts (Staffordshire): Outcomes now, and their trends;"
        in page.side.guidance.step.plain
    )
    for each in ("staffordshire", "jersey-audit", "lincolnshire", ""):
        page.outline.seen_by.choose(each)
        wales = outline("wales-2010")
        assert sorted(page._keys()) == sorted(p.id for p in (*wales.scoping, *wales.prompts))
        assert page.pane.part == TRENDS
    assert page.side.guidance.step.plain == ""
    page.outline.seen_by.choose("wales")
    assert Settings(window.settings._folder).now.plan_cycle == "wales"
    window.rebuild()
    again = window.pages["plans"]
    assert again.outline.seen_by.cycle == "wales"
    assert roots(again)[1] == "Analyse"
    assert again.pane.part == TRENDS


def test_the_keys_go_through_the_steps_of_the_cycle_and_past_empty_ones(page, window, desk):
    page.show_record(desk.do(new_plan, "Delivery", "jersey-delivery-plan"))
    page.outline.seen_by.choose("staffordshire")
    tree = page.outline.tree
    assert roots(page)[1] == "Outcomes now, and their trends"
    keys = [p.id for s in cycle("staffordshire").sections(page.whole.outline) for p in s.prompts]
    page.open_part(keys[0])
    tree.setFocus()
    for key in keys[1:]:
        QTest.keyClick(tree, Key.Key_Down)
        assert page.pane.part == key
    page.open_part("staffordshire.outcomes")  # a step without parts in this outline
    assert page.pane.part == keys[-1]
    page.open_part("staffordshire.monitor")
    assert page.pane.part == "wales-2010.monitoring.arrangements"
    QTest.keyClick(page, Key.Key_Up, Mod.AltModifier)
    assert settled(page) == []
    assert not list(unnamed(page))


def test_a_plan_on_an_unknown_outline_is_said_and_the_others_are_usable(page, window, desk):
    record = page.whole.row.id
    desk.do(write_answer, record, TRENDS, from_plain("Kept"))
    other = desk.do(new_plan, "Other")
    put_unknown(desk, record)
    window.go("plans", record)
    assert page.body.currentWidget() is page.unknown
    said = words(page.unknown)
    assert "Update the program" in said
    assert "1 part that was written is kept (outline “wales-2031”)." in said
    assert settled(page) == []
    assert not list(unnamed(page))
    page.step(1)
    page.flush()
    page.show_record(other)
    assert page.body.currentWidget() is page.panes
    page.show_record(record)
    page.questions.outline()
    asked = dialog(window, ChangeOutlineDialog)
    asked.finish()
    assert page.whole.outline.key == "wales-2010"
    page.open_part(TRENDS)
    assert page.editor.text().plain == "Kept"
    window.go("today")
    window.undo()


@pytest.fixture
def strategy(page, desk) -> str:
    record = desk.do(
        new_plan, "Strategy", "staffordshire-strategy", starts=date(2026, 4, 1),
        ends=date(2030, 3, 31),
    )  # fmt: skip

    def fill(table: str, title: str, **cells: str) -> None:
        made = desk.do(add_entry, record, table, "wales-2010.needs.size", title)
        for key, said in cells.items():
            desk.do(edit_entry, record, table, made, key, said)

    fill("need", "Families waiting for a break near home")
    fill("outcome", "Families cope", need_id="Families waiting for a break near home",
         measure="Families who say that they cope, in 100", baseline="74", target="85")  # fmt: skip
    fill("objective", "Families can rely on a break near home", outcome_id="Families cope",
         year="2030")  # fmt: skip
    fill("gap", "Nothing at weekends in the two coastal districts", kind="Missing",
         size="47 families", need_id="Families waiting for a break near home")  # fmt: skip
    fill("intention", "Host families in every district", kind="Start",
         gap_id="Nothing at weekends in the two coastal districts",
         rationale="Places by day in the county town cannot be moved, and half stand empty",
         annual_pence="£180,000", year="2028", risk="Too few hosts come forward")  # fmt: skip
    return record


def test_the_schematic_is_shown_composed_and_follows_its_records(page, window, desk, strategy):
    page.show_record(strategy, SCHEMATIC)
    (card,) = page.pane.tables.views.cards
    assert card.rows.rows[0][0] == "Families can rely on a break near home (by 2030)"
    assert page.pane.tables.isVisible()
    assert settled(page.pane) == []
    assert not list(unnamed(page))
    desk.do(add_entry, strategy, "objective", "", "Fewer forms")
    page.refresh()
    assert [row[0] for row in card.rows.rows][1] == "Fewer forms"
    page.open_part("wales-2010.design.objectives")
    assert not page.pane.tables.views.any
    card.enlarge()
    large = dialog(window, Dialog)
    assert large.findChild(Table).model().rowCount() == 2
    large.accept()
    assert [each.table_id for each in page.pane.tables.cards] == ["objective"]


@pytest.mark.parametrize(("code", "scale"), [("en", 1.0), ("cy", 1.0), ("en", 2.0), ("cy", 2.0)])
@pytest.mark.parametrize("cycle_id", ["", "staffordshire"])
def test_nothing_is_clipped_in_either_language_or_at_twice_the_size(
    page, window, strategy, code, scale, cycle_id
):
    page.outline.seen_by.choose(cycle_id)
    page.show_record(strategy, SCHEMATIC)
    i18n.use(code)
    theme.apply("light", scale)
    window.rebuild()
    shown = window.pages["plans"]
    assert shown.pane.part == SCHEMATIC
    assert settled(shown) == []
    assert not list(unnamed(shown))
    shown.questions.outline()
    asked = dialog(window, ChangeOutlineDialog)
    assert settled(asked) == []
    assert not list(unnamed(asked))
    asked.reject()
    shown.new()
    asked = dialog(window, NewPlanDialog)
    assert settled(asked) == []


def test_the_nine_questions_are_asked_first_and_their_answers_begin_the_introduction(
    window, desk, qtbot
):
    window.go("plans")
    page = window.pages["plans"]
    page.new()
    (ask,) = window.findChildren(NewPlanDialog)
    ask.fields.title.set_value("Carers")
    ask.finish()
    assert page.pane.section.plain == "Before you write"
    assert page.pane.part == "wales-2010.scoping.owners"
    page.editor.edit.setFocus()
    QTest.keyClicks(page.editor.edit, "The council and the health board.")
    QTest.keyClick(page.editor.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.pane.part == "wales-2010.scoping.people"
    QTest.keyClicks(page.editor.edit, "Young carers under 25.")
    page.open_part("wales-2010.introduction.purpose")
    said = page.side.guidance.said.plain
    assert said == "The council and the health board.\nYoung carers under 25."
    assert page.side.guidance.scoped.isVisible()
    page.side.guidance.take.click()
    page.flush()
    record = page.whole.row.id
    kept = desk.ask(plan, record).answer("wales-2010.introduction.purpose").text
    assert kept.plain == said
    assert desk.ask(plan, record).row.total == 31, "the questions are no parts of the plan"
    page.open_part("wales-2010.needs.size")
    assert not page.side.guidance.scoped.isVisible()
