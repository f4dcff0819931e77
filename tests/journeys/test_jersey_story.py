"""The Jersey strategy of 2022 to 2025 through the window: written, checked, printed, read back."""

import base64
import io
import re
from datetime import date
from pathlib import Path

import document_readers
import pytest
from journeys import jersey
from journeys.hands import WAIT, Key, Mod, answer_file_dialogs, click, fill, keys, pick, press
from journeys.plan_read_back import (
    Parts,
    Piece,
    in_word,
    list_marks,
    pdf_parts,
    text_pieces,
    word_parts,
)
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from commission_desk.content.choices import choices
from commission_desk.content.cycles import cycles
from commission_desk.content.glossary import glossary
from commission_desk.content.outlines import outline
from commission_desk.content.plan_tables import plan_table
from commission_desk.domain.richtext import RichText
from commission_desk.domain.word_marks import as_word_keeps, mark_of
from commission_desk.exchange.word.parts import WORD
from commission_desk.exchange.word.reading import parse_word
from commission_desk.i18n import full_date
from commission_desk.operations.plan_appendices import compiled_tables
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_versions import version_paper, versions
from commission_desk.operations.plan_words_back import word_places
from commission_desk.operations.plans import PlanView, edit_plan, plan, plans
from commission_desk.operations.stakeholders import contacts, record_contact, stakeholders
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.answer import ReasonDialog
from commission_desk.ui.dialogs.approve_plan import ApprovePlan
from commission_desk.ui.dialogs.change_outline import ChangeOutlineDialog
from commission_desk.ui.dialogs.new_plan import NewPlanDialog
from commission_desk.ui.dialogs.word_back import WordBackDialog
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.kit.rows import ROW
from commission_desk.ui.window import Window

TODAY = date.today()  # noqa: DTZ011 - the window shows the person's own day
STORY = jersey.story()
CLOSED = STORY["not_applicable"]
PURPOSE, OUTCOMES = "wales-2010.introduction.purpose", "wales-2010.needs.outcomes"
VISION = "jersey-delivery-plan.resources.vision"
MODELS = "wales-2010.services.resources"
PARTS = outline(jersey.OUTLINE).prompts
SCOPING = outline(jersey.OUTLINE).scoping
BY_HAND = (*STORY["scoping"], PURPOSE, VISION, MODELS)


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the person chooses in the system's own file dialog: the newest of this list."""
    files = [tmp_path / "nothing.pdf"]
    answer_file_dialogs(monkeypatch, lambda: files[-1])
    return files


def desk_of(window: Window) -> Desk:
    assert window.workspace.desk is not None
    return window.workspace.desk


def whole(window: Window) -> PlanView:
    (row,) = desk_of(window).ask(plans)
    return desk_of(window).ask(plan, row.id)


def said(view: PlanView) -> dict[str, RichText]:
    """What the plan says, by part, wherever the parts stand."""
    return {key: each.text for key, each in view.answers.items() if not each.text.is_empty}


def told_parts() -> dict[str, RichText]:
    return {**STORY["scoping"], **STORY["parts"]}


def copy(*, html: str = "", words: str = "") -> None:
    """Put on the clipboard what another program does."""
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    mime.setText(words)
    QGuiApplication.clipboard().setMimeData(mime)


def opened(window: Window, kind: type):
    """Return the dialog of a kind that is open."""
    return [one for one in window.findChildren(kind) if one.isVisible()][-1]


def choose_from(menu: QMenu, words: str) -> None:
    (found,) = (each for each in menu.actions() if each.text() == words)
    found.trigger()


def plan_page(window: Window, qtbot):
    """Go to the Plans page, with the plan open."""
    window.go("plans")
    page = window.pages["plans"]
    qtbot.waitUntil(lambda: page.whole is not None)
    return page


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
    assert {"Commissioning", "Co-production", "Tender"} <= {row[0] for row in words.rows}
    assert not {"Advocate", "Local Health Board"} & {row[0] for row in words.rows}
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
    """Whether somebody wrote a word, or several of it, anywhere in the plan."""
    cells = [cell for table in STORY["tables"] for row in jersey.cells_of(table) for cell in row]
    need = [STORY["need"][key] for key in ("title", "unit", "source")]
    told = " ".join((*(text.plain for text in told_parts().values()), *cells, *need))
    return any(re.search(rf"\b{re.escape(name)}s?\b", told, re.IGNORECASE) for name in names)


# Printed, saved for Word, and read back.


@pytest.mark.parametrize("language", ["en", "cy"])
def test_printed_and_saved_for_word_it_reads_back_as_it_was_written(
    written: Path, start, qtbot, saved: list[Path], tmp_path: Path, language: str
):
    window = start(written)
    page = plan_page(window, qtbot)
    record = page.whole.row.id
    spoken = {"en": "English", "cy": "Welsh"}[language]
    save(page, qtbot, saved, tmp_path / "plan.pdf", f"Save as PDF in {spoken}…")
    save(page, qtbot, saved, tmp_path / "plan.docx", f"Save as Word in {spoken}…")
    pdf, word = ((tmp_path / f"plan.{ending}").read_bytes() for ending in ("pdf", "docx"))

    printed = pdf_parts(pdf)
    assert list(printed) == [f"{part.number} {part.title.text(language)}" for part in PARTS]
    for part in PARTS:
        check_part(printed, part, language)
    assert word_parts(word) == printed  # each part, each piece, in order; none twice
    assert len(list_marks(pdf)) == sum(
        kind == "item" for pieces in printed.values() for kind, _words in pieces
    )
    check_the_pages(pdf, language)
    assert document_readers.problems(pdf) == []

    desk = desk_of(window)
    read = parse_word(tmp_path / "plan.docx", WORD, record, desk.ask(word_places, record))
    assert read.notes == ()
    wanted = {mark_of(key): as_word_keeps(text) for key, text in STORY["parts"].items()}
    assert {mark: text for mark, text in read.texts.items() if not text.is_empty} == wanted


def save(page, qtbot, saved: list[Path], target: Path, words: str) -> None:
    """Choose from the menu of papers, and wait until the file is there."""
    saved.append(target)
    choose_from(page.header.prints, words)
    qtbot.waitUntil(target.exists, timeout=WAIT)
    qtbot.waitUntil(lambda: not page.window().findChildren(Job), timeout=WAIT)


def check_part(printed: Parts, part, language: str) -> None:
    """A part says what was put in, then its tables, and nothing else."""
    pieces = printed[f"{part.number} {part.title.text(language)}"]
    if part.id == CLOSED["part"]:
        ((kind, words),) = pieces
        assert kind == "paragraph"
        assert words.endswith(CLOSED["reason"])
        return
    told = text_pieces(STORY["parts"].get(part.id, RichText()))
    assert pieces[: len(told)] == told
    rest = pieces[len(told) :]
    if part.id == jersey.COMPILED:
        check_actions(rest)
    tables = [
        table
        for table in STORY["tables"]
        if part.id == plan_table(table).prompts[0]
        or (table, part.id) == ("intention", "wales-2010.delivery.implementation")
    ]
    if part.id == jersey.NEEDS:
        need = STORY["need"]
        cells = [words for kind, words in rest if kind == "cell"]
        assert [need[key] for key in ("title", "unit", "value", "source")] == [
            cell for cell in cells[len(cells) // 2 :] if cell != cells[len(cells) // 2 + 1]
        ]
    if not tables and part.id not in (jersey.NEEDS, jersey.COMPILED):
        assert rest == []
    for table in tables:
        check_rows(rest, table, language)


def check_rows(rest: list[Piece], table: str, language: str) -> None:
    """A table has its title, and every cell that was filled, row by row."""
    made = plan_table(table)
    rows = jersey.cells_of(table)
    used = [at for at, column in enumerate(made.columns)
            if any(at < len(row) and row[at] for row in rows)]  # fmt: skip
    assert [words for kind, words in rest if kind == "heading"] == [made.title.text(language)]
    assert rest[0][0] == "heading"
    heads = [("cell", made.columns[at].title.text(language)) for at in used]
    assert rest[1 : 1 + len(heads)] == heads
    cells = [words for kind, words in rest[1 + len(heads) :] if kind == "cell"]
    wanted = [(made.columns[at].shape, row[at]) for row in rows for at in used
              if at < len(row) and row[at]]  # fmt: skip
    assert len(cells) == len(wanted)
    for cell, (shape, put) in zip(cells, wanted, strict=True):
        if shape not in ("choice", "link") or language == "en":
            assert cell == put


def check_actions(rest: list[Piece]) -> None:
    """The action plan is compiled: every action with who and when, then every objective."""
    cells = [words for kind, words in rest if kind == "cell"]
    for one in STORY["action"]:
        at = cells.index(one["title"])
        assert cells[at + 1] == one["owner"]
        assert cells[at + 2].startswith(f"{one['due'].day} ")
        assert cells[at + 2].endswith(str(one["due"].year))
    titles = [row[0] for row in jersey.cells_of("objective")]
    assert [cell for cell in cells if cell in titles] == titles


def check_the_pages(pdf: bytes, language: str) -> None:
    """Each page says whose it is, of which day and of how many; bookmarks name each part."""
    file = PdfReader(io.BytesIO(pdf))
    pages = [" ".join(page.extract_text().split()) for page in file.pages]
    title, day = STORY["header"]["title"], full_date(TODAY, language)
    assert [n for n, words in enumerate(pages) if title not in words or day not in words] == []
    assert [n for n, words in enumerate(pages, 1) if not re.search(rf"\b{n} .{{1,3}} {len(pages)}\b"
            , words)] == []  # fmt: skip
    assert file.page_labels == [str(n) for n in range(1, len(pages) + 1)]
    marks = [each.title for each in flat(file.outline)]
    outlined = outline(jersey.OUTLINE)
    wanted = [
        name
        for section in outlined.sections
        for name in (
            f"{section.number} {section.title.text(language)}",
            *(f"{part.number} {part.title.text(language)}" for part in section.prompts),
        )
    ]
    assert [" ".join(mark.split()) for mark in marks][2:] == wanted  # after the cover and contents
    # The years of the title are the years of the period, and of the text.
    assert title.endswith("2022-2025")
    assert f"{STORY['header']['care_group']} · 2022–2025" in pages[0]
    assert "2022 to 2025" in " ".join(pages)


def flat(marks) -> list:
    return [one for mark in marks for one in (flat(mark) if isinstance(mark, list) else [mark])]


def test_a_change_made_in_word_comes_back_and_only_that(
    written: Path, start, qtbot, saved: list[Path], tmp_path: Path
):
    window = start(written)
    page = plan_page(window, qtbot)
    before = said(whole(window))
    target = tmp_path / "plan.docx"
    save(page, qtbot, saved, target, "Save as Word in English…")
    in_word(target, "The money is where the people are.", "Money goes where people are.")
    in_word(target, "A modern telecare system", "A modern telecare system in every parish")
    choose_from(page.header.prints, "Take in text and comments from Word…")
    qtbot.waitUntil(lambda: bool(window.findChildren(WordBackDialog)), timeout=WAIT)
    ask = opened(window, WordBackDialog)
    assert [part.prompt_id for part in ask.parts] == [
        VISION,
        "jersey-delivery-plan.environment.how",
    ]
    QTest.mouseClick(ask.main, Qt.MouseButton.LeftButton)
    after = said(whole(window))
    assert {key for key in after if after[key] != before[key]} == {
        part.prompt_id for part in ask.parts
    }
    assert after[VISION].plain == "Money goes where people are."
    how = after["jersey-delivery-plan.environment.how"].plain
    assert how == before["jersey-delivery-plan.environment.how"].plain.replace(
        "telecare system", "telecare system in every parish"
    )
    press(window, Key.Key_Z, Mod.ControlModifier)
    assert said(whole(window)) == before


# Approved.


def test_reviewed_and_approved_it_is_kept_with_a_pdf_that_says_so_on_each_page(
    written: Path, start, qtbot
):
    window = start(written)
    page, desk = plan_page(window, qtbot), desk_of(window)
    record = page.whole.row.id
    before = said(whole(window))
    page.show_versions()
    choose(page.versions, "Send for review")
    choose(page.versions, "Approve…")
    ask = opened(window, ApprovePlan)
    fill(ask.by, "Health and Community Services board")
    pick(ask.languages, "en+cy")
    ask.finish()
    qtbot.waitUntil(lambda: bool(desk.ask(versions, record)), timeout=WAIT)
    (version,) = desk.ask(versions, record)
    languages, kept = desk.ask(version_paper, version.id)
    assert languages == "en+cy"
    pages = [" ".join(each.extract_text().split())
             for each in PdfReader(io.BytesIO(base64.b64decode(kept))).pages]  # fmt: skip
    half = len(pages) // 2
    for number, words in enumerate(pages):
        assert STORY["header"]["title"] in words
        welsh, english = (number < half), (number >= half)
        marks = ("Fersiwn 1", "Cymeradwywyd") if welsh else ("Version 1", "Approved")
        assert all(mark in words for mark in marks), (number, english, words[:200])
    assert whole(window).row.status == "approved"
    assert said(whole(window)) == before


def choose(root, words: str) -> None:
    """Press the one visible button of these words."""
    (found,) = [each for each in root.findChildren(QPushButton)
                if each.text() == words and each.isVisible()]  # fmt: skip
    found.click()
    QApplication.processEvents()
