"""The team's own outlines through the window, by keyboard: made, edited, published, taken."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from ui.looks import settled, unnamed

from commission_desk import i18n
from commission_desk.domain.errors import UserError
from commission_desk.operations.example import make_example
from commission_desk.operations.outline_drafts import draft, outline_rows
from commission_desk.operations.outline_editor import (
    add_part,
    copy_outline,
    edit_part,
    remove_outline,
    set_outline_status,
)
from commission_desk.operations.outline_publishing import publish_outline
from commission_desk.operations.plan_outlines import change_outline
from commission_desk.operations.plans import new_plan, plan, plans
from commission_desk.operations.records import remove
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.change_outline import ChangeOutlineDialog
from commission_desk.ui.dialogs.new_plan import NewPlanDialog
from commission_desk.ui.dialogs.outlines import PublishDialog, TitleDialog
from commission_desk.ui.kit.orderlist import OrderItem
from commission_desk.ui.kit.text import Label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.outlines import OutlinesPage

Key, Mod = Qt.Key, Qt.KeyboardModifier
TODAY = date(2026, 11, 22)
PURPOSE = "wales-2010.introduction.purpose"


@pytest.fixture
def page(window) -> OutlinesPage:
    window.go("outlines")
    found = window.pages["outlines"]
    assert isinstance(found, OutlinesPage)
    return found


@pytest.fixture
def own(desk: Desk) -> str:
    return desk.do(copy_outline, "wales-2010", "Our outline", "Ein hamlinelliad")


def asked(window, kind):
    QApplication.processEvents()
    return next(one for one in window.findChildren(kind) if one.isVisible())


def press(inside, words: str) -> None:
    """Press the one button with these words, by keyboard."""
    QApplication.processEvents()
    (found,) = [
        one for one in inside.findChildren(QAbstractButton)
        if one.isVisible() and words in (one.text(), one.accessibleName())
    ]  # fmt: skip
    found.setFocus()
    QTest.keyClick(found, Key.Key_Space)
    QApplication.processEvents()


def answer(window, title: str, title_cy: str = "") -> None:
    dialog = asked(window, TitleDialog)
    for field, words in ((dialog.en, title), (dialog.cy, title_cy)):
        if words:
            field.box.setFocus()
            field.box.selectAll()
            QTest.keyClicks(field.box, words)
    QTest.keyClick(dialog.windowHandle(), Key.Key_Return)
    QApplication.processEvents()


def write(field, words: str) -> None:
    """Put words in place of what a field holds, and leave it."""
    field.box.setFocus()
    field.box.selectAll()
    QTest.keyClicks(field.box, words)
    QTest.keyClick(field.box, Key.Key_Tab)
    QApplication.processEvents()


def words(widget) -> str:
    return " | ".join(each.plain for each in widget.findChildren(Label) if each.isVisible())


def listed(page: OutlinesPage) -> list[OrderItem]:
    tree = page.tree
    return [tree.item(row).data(Qt.ItemDataRole.UserRole) for row in range(tree.count())]


def numbers(page: OutlinesPage) -> list[tuple[str, str]]:
    return [(item.number, item.title) for item in listed(page)]


def test_from_a_copy_of_the_welsh_outline_to_the_example_plan_and_back(window, desk, page):
    """The journey: copy, rename, add, hide, publish, look, take, see what is unplaced, go back."""
    make_example(desk)
    (row,) = desk.ask(plans)
    before = desk.ask(plan, row.id)
    window.go("plans")
    commands = {name: run for _icon, name, run in window.pages["plans"].commands()}
    commands["Edit outlines…"]()
    assert window.here == "outlines"
    assert "No outline of our own yet" in words(page)
    press(page, "Make a copy of “Welsh outline commissioning plan”")
    answer(window, "County outline", "Amlinelliad y sir")
    assert page.header.title.plain == "County outline"
    QTest.keyClick(page.tree, Key.Key_Down)
    QTest.keyClick(page.tree, Key.Key_Down)  # the first part
    assert page.form.head.plain == "Part 1.1"
    press(page, "Hide")
    assert numbers(page)[2] == ("", "Purpose, values and vision")
    page.tree.setFocus()
    QTest.keyClick(page.tree, Key.Key_Down)
    write(page.form.texts["title"].en, "The place and its people")
    assert numbers(page)[3] == ("1.1", "The place and its people")
    press(page, "Add a part")
    answer(window, "As carers say it")
    title = page.form.texts["title"]
    assert (title.en.value(), title.cy.help.plain) == (
        "As carers say it", "Nothing in Welsh yet: the English is shown.",
    )  # fmt: skip
    press(page, "Publish…")
    dialog = asked(window, PublishDialog)
    assert "The first version, with 31 parts." in words(dialog)
    assert "1 place lacks Welsh" in words(dialog)
    QTest.keyClick(dialog.windowHandle(), Key.Key_Return)
    assert desk.ask(outline_rows)[0].version == 1
    assert desk.ask(plan, row.id) == before  # nothing changes until it is taken
    window.go("plans")
    shown = window.pages["plans"]
    shown.questions.outline()
    dialog = asked(window, ChangeOutlineDialog)
    assert dialog.outline.value().startswith("own.")
    said = words(dialog.meaning)
    assert "30 parts are kept. 1 of them has another title." in said
    assert "outcomes → The place and its people" in said
    assert "1 text has no place there, and is kept under “Unplaced”. | Purpose, values" in said
    assert "1 part is added. | Introduction: As carers say it" in said
    dialog.finish()
    assert [each.prompt_id for each in shown.whole.unplaced] == [PURPOSE]
    shown.open_part(PURPOSE)
    assert "comes from “Welsh outline commissioning plan”" in shown.pane.help.plain
    assert shown.editor.text() == before.answer(PURPOSE).text
    own = next(p.id for p in shown.whole.outline.prompts if p.id.startswith("own."))
    shown.open_part(own)
    assert shown.pane.title.plain == "As carers say it"
    shown.outline.seen_by.choose("wales")
    assert own in shown._keys()
    assert shown.pane.part == own
    assert "in no step of this cycle" in shown.side.guidance.step.plain
    shown.outline.seen_by.choose("")
    window.undo()
    assert desk.ask(plan, row.id) == before


def test_parts_and_sections_are_put_in_order_by_keyboard(window, desk, page, own):
    page.edit(own)
    first, second = desk.ask(draft, own).sections[:2]
    tree = page.tree
    tree.choose(first.parts[2].id)
    QTest.keyClick(tree, Key.Key_Down, Mod.AltModifier)  # past the heading of section 2
    QApplication.processEvents()
    now = desk.ask(draft, own)
    assert [len(section.parts) for section in now.sections[:2]] == [2, 3]
    assert now.sections[1].parts[0].id == first.parts[2].id
    assert tree.current_id() == first.parts[2].id
    tree.choose(second.id)
    QTest.keyClick(tree, Key.Key_Up, Mod.AltModifier)
    QApplication.processEvents()
    assert [s.id for s in desk.ask(draft, own).sections[:2]] == [second.id, first.id]
    assert numbers(page)[1] == ("1", second.title.en)
    tree.choose(second.parts[0].id)
    for _each in range(5):
        QTest.keyClick(tree, Key.Key_Up, Mod.AltModifier)
        QApplication.processEvents()
    assert desk.ask(draft, own).sections[0].parts[0].id == second.parts[0].id
    window.undo()
    window.undo()
    window.undo()
    assert desk.ask(draft, own).sections[:2] == (first, second)


def test_rows_dropped_by_mouse_land_where_they_were_let_go(window, desk, page, own, qtbot):
    page.edit(own)
    first, second = desk.ask(draft, own).sections[:2]
    root, model = page.tree.rootIndex(), page.tree.model()
    model.moveRow(root, 1, root, 6)  # a whole section, into the midst of the next
    qtbot.waitUntil(lambda: desk.ask(draft, own).sections[0].id == second.id)
    assert numbers(page)[1] == ("1", second.title.en)
    model.moveRow(root, 0, root, 5)  # the outline itself stays the first row
    QTest.qWait(20)
    assert listed(page)[0].title == "Our outline"
    page.tree.choose(first.parts[0].id)
    page.form.section.box.setFocus()
    page.form.section.set_value(second.id)
    page.form.section.committed.emit()
    assert desk.ask(draft, own).sections[0].parts[-1].id == first.parts[0].id


def test_what_is_typed_is_kept_and_undone_and_the_original_put_back(window, desk, page, own):
    page.edit(own)
    part = desk.ask(draft, own).sections[0].parts[0]
    page.tree.choose(part.id)
    write(page.form.texts["covers"].cy, "Un pwynt")
    page.form.texts["help"].en.box.setFocus()
    QTest.keyClicks(page.form.texts["help"].en.box, "Ask first. ")
    window.go("today")  # leaving keeps what was typed
    found = desk.ask(draft, own).find(part.id)
    assert found.words["covers"].cy == "Un pwynt"
    assert "Ask first." in found.words["help"].en
    window.go("outlines")
    assert page.form.source.plain.endswith("in our own words.")
    press(page, "Put back the original wording")
    assert desk.ask(draft, own).find(part.id) == part
    window.undo()
    assert page.form.texts["covers"].cy.value() == "Un pwynt"


def test_an_empty_title_is_refused_beside_its_field(desk, page, own):
    page.edit(own)
    part = desk.ask(draft, own).sections[0].parts[0]
    page.tree.choose(part.id)
    desk.do(edit_part, part.id, title_cy="")
    page.refresh()
    write(page.form.texts["title"].en, " ")
    assert "needs a title" in page.form.texts["title"].en.reason.plain
    assert desk.ask(draft, own).find(part.id).words["title"].en == part.words["title"].en


def test_an_outline_in_use_stays_and_says_so(window, desk, page, own):
    key = desk.do(publish_outline, own, TODAY)
    desk.do(new_plan, "Carers", key)
    row = desk.ask(outline_rows)[0]
    with pytest.raises(UserError, match="1 plan is on this outline"):
        page.take_away(row)
    other = desk.do(copy_outline, key, "Copy")
    page.take_away(next(each for each in desk.ask(outline_rows) if each.record == other))
    assert "Copy" not in words(page.list)
    window.undo()
    assert "Copy" in words(page.list)


def test_an_empty_outline_is_begun_and_what_was_a_mistake_removed(window, desk, page):
    page.new()
    answer(window, "Small plan", "Cynllun bach")
    assert not page.more.isEnabled()
    press(page, "Add a section")
    answer(window, "Why", "Pam")
    press(page, "Add a part")
    answer(window, "Mistake")
    press(page, "Remove")
    assert numbers(page) == [("", "Small plan"), ("1", "Why")]
    press(page, "Publish…")
    with pytest.raises(UserError, match="at least one part"):
        asked(window, PublishDialog).ready()
    asked(window, PublishDialog).reject()
    press(page, "Add a part")
    answer(window, "What is to change", "Beth sydd i newid")
    press(page, "Publish…")
    asked(window, PublishDialog).finish()
    assert not page.publish.isEnabled()
    window.go("plans")
    window.pages["plans"].new()
    dialog = asked(window, NewPlanDialog)
    key = desk.ask(outline_rows)[0].key
    dialog.outline.set_value(key)
    dialog.fields.title.box.setText("Carers")
    dialog.finish()
    assert window.pages["plans"].whole.outline.key == key
    assert window.pages["plans"].whole.row.total == 1


def test_an_outline_that_somebody_removes_meanwhile_is_left(desk, page, own):
    page.edit(own)
    desk.undo()
    page.refresh()
    assert page.draft is None
    assert page.list.isVisible()


def test_tables_are_ticked_into_a_part_by_keyboard(desk, page, own):
    section = desk.ask(draft, own).sections[0]
    mine = desk.do(add_part, section.id, "Our money")
    page.show_record(own, mine)
    press(page.form.tables, "Resources")
    assert desk.ask(draft, own).find(mine).tables == ("resource",)
    assert page.form.tables.boxes["resource"].isChecked()
    press(page.form.tables, "Resources")
    assert desk.ask(draft, own).find(mine).tables == ()
    page.show_record(own, section.parts[0].id)
    assert page.form.tables.ticked() == []


@pytest.mark.parametrize(("code", "scale"), [("en", 1.0), ("cy", 1.0), ("en", 2.0), ("cy", 2.0)])
def test_nothing_is_clipped_and_everything_named(window, desk, code, scale):
    record = desk.do(new_plan, "Carers", starts=TODAY)
    i18n.use(code)
    theme.apply("light", scale)
    window.rebuild()
    window.go("outlines")
    page = window.pages["outlines"]
    assert settled(page) == []
    own = desk.do(copy_outline, "wales-2010", "Our own outline", "Ein hamlinelliad ein hun")
    desk.do(change_outline, record, desk.do(publish_outline, own, TODAY))
    section = desk.ask(draft, own).sections[0]
    desk.do(set_outline_status, "outline_part", section.parts[0].id, "hidden")
    mine = desk.do(add_part, section.id, "What carers told us in their own words")
    desk.do(edit_part, section.parts[1].id, title="Other")
    for part in ("", section.id, section.parts[0].id, section.parts[1].id, mine):
        page.show_record(own, part)
        assert settled(page) == []
        assert not list(unnamed(page))
    page.ask_to_publish()
    dialog = asked(window, PublishDialog)
    assert settled(dialog) == []
    assert not list(unnamed(dialog))
    dialog.finish()
    page.add_part()
    dialog = asked(window, TitleDialog)
    assert settled(dialog) == []
    assert not list(unnamed(dialog))
    dialog.reject()
    page.show_list()
    assert settled(page) == []
    assert not list(unnamed(page))


TOO_LONG = "x" * 250


def typed(field, words: str) -> None:
    """Put words in a field and stay in it."""
    field.box.setFocus()
    field.box.selectAll()
    QTest.keyClicks(field.box, words)


def test_a_title_that_is_refused_keeps_its_page_until_it_is_right(window, desk, page, own):
    page.edit(own)
    title = page.form.texts["title"].en
    typed(title, TOO_LONG)
    press(page, "All outlines")
    assert page.draft is not None
    assert title.value() == TOO_LONG
    assert "too long" in title.reason.plain
    assert QApplication.focusWidget() is title.box
    first, second = desk.ask(draft, own).sections[:2]
    page.tree.setFocus()
    QTest.keyClick(page.tree, Key.Key_Down)
    QApplication.processEvents()
    assert (page.chosen, page.tree.current_id(), title.value()) == ("", "", TOO_LONG)
    page.show_record(own, first.parts[0].id)
    page.add_section()
    page.add_part()
    assert not any(one.isVisible() for one in window.findChildren(TitleDialog))
    assert title.value() == TOO_LONG
    window.flush()  # nothing raises, or the window could not be closed
    write(title, "Ours")
    page.tree.choose(second.id)
    assert page.chosen == second.id
    page.show_list()
    assert page.draft is None
    assert desk.ask(draft, own).title.en == "Ours"


def test_what_is_typed_of_something_removed_meanwhile_is_let_go(window, desk, page, own):
    page.edit(own)
    part = desk.ask(draft, own).sections[0].parts[0].id
    page.tree.choose(part)
    page.form.texts["help"].en.box.setPlainText("Twenty minutes of help text")
    desk.do(remove, "outline_part", part)
    assert (page.chosen, page.form.form.refused()) == ("", None)
    window.flush()
    typed(page.form.texts["title"].en, "Half a tit")
    desk.do(remove_outline, own)
    assert page.draft is None
    window.flush()
    page.show_list()
    window.go("plans")
    assert window.close()
