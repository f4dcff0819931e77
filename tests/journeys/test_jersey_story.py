"""The Jersey strategy of 2022 to 2025 in the window: written, checked, on other outlines."""

import re
from pathlib import Path

from journeys import jersey
from journeys.hands import Key, Mod, click, fill, keys, pick, press
from journeys.jersey_window import (
    BY_HAND,
    CLOSED,
    MODELS,
    OUTCOMES,
    PARTS,
    PURPOSE,
    SCOPING,
    STORY,
    TODAY,
    VISION,
    choose_from,
    copy,
    desk_of,
    opened,
    plan_page,
    said,
    save,
    told_parts,
    whole,
)
from journeys.plan_read_back import (
    Parts,
    pdf_parts,
    text_pieces,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from commission_desk.content.choices import choices
from commission_desk.content.cycles import cycles
from commission_desk.content.glossary import glossary
from commission_desk.content.outlines import outline
from commission_desk.operations.plan_appendices import compiled_tables
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_duties import edit_duty
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plans import edit_plan
from commission_desk.operations.stakeholders import contacts, record_contact, stakeholders
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.answer import ReasonDialog
from commission_desk.ui.dialogs.change_outline import ChangeOutlineDialog
from commission_desk.ui.dialogs.new_plan import NewPlanDialog
from commission_desk.ui.kit.rows import ROW
from commission_desk.ui.window import Window

# Begun and written.


def begin(window: Window) -> None:
    """Start the plan with the keys alone; six years warn, four do not."""
    window.go("plans")
    press(window, Key.Key_N, Mod.ControlModifier)
    ask = opened(window, NewPlanDialog)
    header, one = STORY["header"], ask.fields
    assert one.title.box.hasFocus()
    fill(one.title, header["title"])
    pick(ask.outline, jersey.OUTLINE)
    fill(one.care_group, header["care_group"])
    fill(one.starts, header["starts"])
    for ends, warned in ((header["too_long"], True), (header["ends"], False)):
        fill(one.ends, ends)
        QTest.keyClick(one.ends.box, Key.Key_Tab)
        assert one.warning.isVisible() is warned
        assert ("6 years" in one.warning.words.plain) is warned
    fill(one.lead, header["lead"])
    one.partners.box.setFocus()
    for number, partner in enumerate(header["partners"]):
        if number:
            QTest.keyClick(one.partners.box, Key.Key_Return)
        QTest.keyClicks(one.partners.box, partner)
    pick(one.level, header["level"])
    one.lead.box.setFocus()
    QTest.keyClick(one.lead.box, Key.Key_Return)
    assert not ask.isVisible()


def answer_the_questions(window: Window, page) -> None:
    """Answer the nine questions: one typed, the others pasted from Word; Alt and Down goes on."""
    for question in SCOPING:
        assert page.pane.part == question.id
        text = STORY["scoping"][question.id]
        page.editor.edit.setFocus()
        if question.id.endswith(".period"):
            keys(window, text.plain)
        else:
            copy(html=jersey.word_html(text), words=text.plain)
            press(window, Key.Key_V, Mod.ControlModifier)
        press(window, Key.Key_Down, Mod.AltModifier)
    assert page.pane.part == PARTS[0].id  # the first part follows the questions
    asked_first = page.outline.tree.by_key["scoping"].data(ROW)
    assert (asked_first.count, asked_first.icon) == ("9 of 9", "circle-check")


def write_by_hand(window: Window, page) -> None:
    """Type one part, and paste one from Word and one with a table from a web page."""
    for part in (PURPOSE, MODELS):
        page.open_part(part)
        page.editor.edit.setFocus()
        copy(html=jersey.word_html(STORY["parts"][part]), words="no")
        press(window, Key.Key_V, Mod.ControlModifier)
    page.open_part(VISION)
    page.editor.edit.setFocus()
    keys(window, STORY["parts"][VISION].plain)
    page.flush()


def paste_the_outcomes(page) -> None:
    """Paste the eight outcomes with their measures as a spreadsheet copies them."""
    page.open_part(OUTCOMES)
    (card,) = page.pane.tables.cards
    rows = jersey.cells_of("outcome")
    copy(words="\n".join("\t".join(cells) for cells in rows) + "\n")
    choose_from(card.more.findChild(QMenu), "Paste rows")
    assert [row.values["title"] for row in card.view.rows] == [cells[0] for cells in rows]
    contracts = next(row for row in card.view.rows if "contracts" in row.values["title"])
    assert (contracts.values["baseline"], contracts.values["target"]) == (3, 5)  # 3 + 2 years


def follow_the_checks(window: Window, page, qtbot) -> None:
    """Go where each check leads and do what it asks for, until nothing is missing."""
    desk, record = desk_of(window), page.whole.row.id
    for _turn in range(80):
        needs = desk.ask(plan_needs, record, TODAY, "en")
        qtbot.waitUntil(lambda needs=needs: page.side.checks.needs == needs)
        if not needs:
            break
        page.side.checks.list.setFocus()
        page.side.checks.list.setCurrentRow(0)
        page.side.checks.list.itemActivated.emit(page.side.checks.list.item(0))
        assert needs[0].check == "plan-parts-unwritten", needs[0]
        assert page.pane.part == needs[0].part
        if page.pane.part == CLOSED["part"]:
            click(page.pane, "Not applicable…")
            reason = opened(window, ReasonDialog)
            reason.reason.box.setFocus()
            QTest.keyClicks(reason.reason.box, CLOSED["reason"])
            click(reason, "Mark as not applicable")
        else:
            click(page.pane, "Mark ready for review")
    assert page.side.checks.done.isVisibleTo(page.side.checks)


def test_the_strategy_is_begun_by_keyboard_and_written_until_nothing_is_missing(
    file: Path, start, qtbot
):
    window = start(file)
    begin(window)
    with qtbot.waitActive(window):  # where there is no window system nobody does it
        window.activateWindow()
    page, desk = window.pages["plans"], desk_of(window)
    record = page.whole.row.id
    row = whole(window).row
    assert (row.period, f"{row.starts:%d %m}", f"{row.ends:%d %m}") == (
        "2022–2025", "01 01", "31 12",
    )  # fmt: skip
    assert (whole(window).level, whole(window).partners) == (
        "strategic", tuple(STORY["header"]["partners"]),
    )  # fmt: skip
    answer_the_questions(window, page)
    write_by_hand(window, page)
    assert page.side.guidance.scoped.isHidden()  # the vision has no question asked first
    by_hand = {key: told_parts()[key] for key in BY_HAND}
    assert said(whole(window)) == by_hand
    paste_the_outcomes(page)
    desk.do(jersey.fill_the_rest, record, BY_HAND)
    assert said(whole(window)) == told_parts()
    follow_the_checks(window, page, qtbot)
    done = whole(window)
    assert (done.row.written, done.row.total, done.row.percent) == (29, 29, 100)
    closed = done.answer(CLOSED["part"])
    assert (closed.status, closed.reason, closed.finished) == (
        "not-applicable", CLOSED["reason"], True,
    )  # fmt: skip
    assert [done.progress(section.id) for section in done.outline.sections] == [
        (len(section.prompts),) * 2 for section in done.outline.sections
    ]
    # The years of the title are those of the period; a slip in either is found.
    title = done.row.title
    desk.do(edit_plan, record, title=title.replace("2025", "2026"))
    (slip,) = desk.ask(plan_needs, record, TODAY, "en")
    assert (slip.check, slip.detail) == (
        "plan-years-title",
        "The title says 2022–2026, and the plan covers 2022–2025",
    )
    desk.do(edit_plan, record, title=title)
    # Nothing stops while one of its duties is open.
    stops, said_of = jersey.duties_told()
    ends = jersey.ids_of(desk, record, "intention")[stops]
    desk.do(edit_duty, ends, "care", "who", "")
    (duty,) = desk.ask(plan_needs, record, TODAY, "en")
    assert (duty.check, stops in duty.title) == ("plan-duties-open", True)
    desk.do(edit_duty, ends, "care", "who", said_of["care"]["who"])
    # A contact this year wakes the check that asks who has not been heard; the others follow.
    people = {each.category: each.id for each in desk.ask(stakeholders)}
    desk.do(record_contact, (people["people"],), held_on=TODAY, about="The yearly review")
    unheard = desk.ask(plan_needs, record, TODAY, "en")
    assert {each.check for each in unheard} == {"stakeholder-group-unheard"}
    must = [group.id for group in choices("stakeholder-category") if group.must_hear]
    assert len(unheard) == len(must) - 1
    desk.do(record_contact, tuple(people[each] for each in must), held_on=TODAY)
    assert desk.ask(plan_needs, record, TODAY, "en") == ()


# Seen otherwise, and on another outline.


def test_seen_by_four_cycles_and_on_the_welsh_outline_and_back_it_loses_nothing(
    written: Path, start, qtbot, saved: list[Path], tmp_path: Path
):
    window = start(written)
    page, desk = plan_page(window, qtbot), desk_of(window)
    before = whole(window)
    assert len(cycles()) == 4
    for cycle in (*cycles(), None):
        page.outline.seen_by.choose(cycle.id if cycle else "")
        seen = [part.id for section in page.outline.seen_by.sections(before.outline)
                for part in section.prompts]  # fmt: skip
        wanted = [part.id for part in (*SCOPING, *PARTS)]
        assert sorted(seen) == sorted(wanted)
        assert whole(window) == before
    entries = {table: desk.ask(read_table, before.row.id, table).rows
               for table in ("need", *STORY["tables"])}  # fmt: skip
    change_outline(window, page, "wales-2010")
    welsh = whole(window)
    assert said(welsh) == said(before)
    assert {part.prompt_id for part in welsh.unplaced} == {
        part.id for part in PARTS if part.id.startswith("jersey-delivery-plan.")
    }
    check_the_appendices(desk, welsh.row.id)
    save(page, qtbot, saved, tmp_path / "welsh.pdf", "Save as PDF in English…")
    check_the_printed_appendices(pdf_parts((tmp_path / "welsh.pdf").read_bytes()))
    change_outline(window, page, jersey.OUTLINE)
    after = whole(window)
    assert after == before
    assert {table: desk.ask(read_table, before.row.id, table).rows for table in entries} == entries


def change_outline(window: Window, page, key: str) -> None:
    page.questions.outline()
    ask = opened(window, ChangeOutlineDialog)
    pick(ask.outline, key)
    QTest.keyClick(ask.outline.box, Key.Key_Return)
    if ask.isVisible():
        click(ask, "Change the outline")
    assert page.whole.outline.id == key


def check_the_appendices(desk: Desk, record: str) -> None:
    """The six appendices are built of what the desk holds, and say no more."""
    kinds = [part.compiled for part in outline("wales-2010").prompts if part.compiled]
    assert len(kinds) == 6
    made = {kind: desk.ask(compiled_tables, record, kind, "en") for kind in kinds}
    assert {kind: bool(tables) for kind, tables in made.items()} == {
        kind: kind != "documents"
        for kind in kinds  # the Jersey outline asks for no evidence
    }
    (consultation,) = made["consultation"]
    assert len(consultation.rows) == len(STORY["contact"]) == len(desk.ask(contacts))
    everybody = next(row for row in consultation.rows if row[2] == "Email")
    assert sorted(everybody[1].split("; ")) == sorted(name for _kind, name in jersey.partners())
    assert len(jersey.partners()) == 34
    (words,) = made["glossary"]
    assert sorted(row[0] for row in words.rows) == sorted(
        term.term.en for term in glossary() if is_used(term.term.en, *term.also)
    )
    used = {row[0] for row in words.rows}
    assert {"Commissioning", "Co-production", "Tender"} <= used
    assert {"Review", "Service review"} <= used  # of an action and of a duty alone
    assert not {"Advocate", "Local Health Board"} & used
    indicators = made["indicators"][0]
    assert len(indicators.rows) == 8


def check_the_printed_appendices(printed: Parts) -> None:
    """What the appendices are compiled of is in print, and each part of the outline once."""
    parts = outline("wales-2010").prompts
    assert list(printed) == [f"{part.number} {part.title.en}" for part in parts]
    said = {part.compiled: printed[f"{part.number} {part.title.en}"] for part in parts}
    (everybody,) = (words for _kind, words in said["consultation"] if words.count(";") == 33)
    assert sorted(everybody.split("; ")) == sorted(name for _kind, name in jersey.partners())
    assert ("cell", "Co-production") in said["glossary"]
    assert [words for kind, words in said["indicators"] if kind == "cell"].count("The service") == 4
    purpose = printed["1.1 Purpose, values and vision"]
    assert purpose == text_pieces(STORY["parts"][PURPOSE])


def is_used(*names: str) -> bool:
    """Whether somebody wrote a word, or several of it, in what the Welsh outline prints."""
    printed = {part.id for part in outline("wales-2010").prompts}
    cells = [cell for table in STORY["tables"] for row in jersey.cells_of(table) for cell in row]
    need = [STORY["need"][key] for key in ("title", "breakdown", "unit", "source")]
    actions = [words for one in STORY["action"] for words in (one["title"], one["owner"])]
    duties = [words for each in jersey.duties_told()[1].values() for words in each.values()]
    parts = [text.plain for key, text in told_parts().items() if key in printed]
    told = " ".join((*parts, *cells, *need, *actions, *duties))
    return any(re.search(rf"\b{re.escape(name)}s?\b", told, re.IGNORECASE) for name in names)
