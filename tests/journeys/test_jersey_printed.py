"""The Jersey strategy printed and saved for Word from the window, and read back by others."""

import base64
import io
import re
from pathlib import Path

import document_readers
import pytest
from journeys import jersey
from journeys.hands import WAIT, Key, Mod, fill, pick, press
from journeys.jersey_window import (
    CLOSED,
    PARTS,
    STORY,
    TODAY,
    VISION,
    choose_from,
    desk_of,
    opened,
    plan_page,
    said,
    save,
    whole,
)
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
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from commission_desk.content.choices import choice, choices
from commission_desk.content.duties import duties
from commission_desk.content.outlines import outline
from commission_desk.content.plan_tables import TableColumn, plan_table
from commission_desk.domain.dates import typed_date
from commission_desk.domain.richtext import RichText
from commission_desk.domain.word_marks import as_word_keeps, mark_of
from commission_desk.exchange.word.parts import WORD
from commission_desk.exchange.word.reading import parse_word
from commission_desk.i18n import full_date, short_date
from commission_desk.operations.plan_versions import version_paper, versions
from commission_desk.operations.plan_words_back import word_places
from commission_desk.ui.dialogs.approve_plan import ApprovePlan
from commission_desk.ui.dialogs.word_back import WordBackDialog

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
        check_actions(rest, language)
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
    """A table has its title, and every cell that was filled, row by row; then come its duties."""
    made = plan_table(table)
    if table == "intention":
        ends = [at for at, (kind, _words) in enumerate(rest) if kind == "heading"][1]
        check_duties(rest[ends:], language)
        rest = rest[:ends]
    rows = jersey.cells_of(table)
    used = [at for at, column in enumerate(made.columns)
            if any(at < len(row) and row[at] for row in rows)]  # fmt: skip
    assert [words for kind, words in rest if kind == "heading"] == [made.title.text(language)]
    assert rest[0][0] == "heading"
    heads = [("cell", made.columns[at].title.text(language)) for at in used]
    assert rest[1 : 1 + len(heads)] == heads
    cells = [words for kind, words in rest[1 + len(heads) :] if kind == "cell"]
    assert cells == [cell_of(made.columns[at], row[at], language) for row in rows for at in used
                     if at < len(row) and row[at]]  # fmt: skip


def cell_of(column: TableColumn, put: str, language: str) -> str:
    """Return what is printed of what was put in: a choice in its language, a link in full."""
    if column.shape == "choice":
        (found,) = (one for one in choices(column.choice_list) if one.label.en == put)
        return found.label.text(language)
    if column.shape == "link":
        (title,) = (row[0] for row in jersey.cells_of(column.table) if row[0].startswith(put))
        return title
    return put


DUTIES = {
    "en": ("Before this ends", "Duty", "Done on", "By whom", "Evidence, or why it does not apply",
           "Does not apply", "Allowed: all 12 duties are met or do not apply."),
    "cy": ("Cyn i hyn ddod i ben", "Dyletswydd", "Gwnaed ar", "Gan bwy",
           "Tystiolaeth, neu pam nad yw’n berthnasol", "Ddim yn berthnasol",
           "Caniateir: mae pob un o’r 12 dyletswydd wedi’u cyflawni neu’n amherthnasol."),
}  # fmt: skip


def check_duties(rest: list[Piece], language: str) -> None:
    """Before something ends its duties: each as it falls, when, by whom, and what shows it."""
    title, said = jersey.duties_told()
    before, *heads, closed, allowed = DUTIES[language]
    cells = [*heads]
    for duty in duties().duties:
        told = said[duty.id]
        when = told.get("done_on", "")
        cells += [
            duty.title.text(language),
            short_date(typed_date(when), language) if when else closed,
            told.get("who", ""), told.get("note") or told["reason"],
        ]  # fmt: skip
    wanted = [("cell", cell) for cell in cells if cell]
    assert rest == [("heading", f"{before}: {title}"), *wanted, ("paragraph", allowed)]


def check_actions(rest: list[Piece], language: str) -> None:
    """The action plan is compiled: who, when and what for, as it falls due; then the objectives."""
    starts, ends = [at for at, (kind, _words) in enumerate(rest) if kind == "heading"]
    table, objectives = rest[starts:ends], rest[ends:]
    cells = [words for _kind, words in table[1:]]
    status = choice("action-status", "open").label.text(language)
    wanted = [
        words
        for one in sorted(STORY["action"], key=lambda one: (one["due"], one["title"]))
        for words in (
            one["title"], one["owner"], short_date(one["due"], language), status,
            "; ".join(one[other] for other in jersey.FOR if other in one),
        )
        if words
    ]  # fmt: skip
    assert cells[5:] == wanted  # below five heads
    check_rows(objectives, "objective", language)


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
