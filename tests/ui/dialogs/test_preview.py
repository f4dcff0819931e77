"""Seeing a document before it is printed: pages, languages, a copy, plain words when it fails."""

import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from shiboken6 import isValid
from ui import looks

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.meetings import call_meeting
from commission_desk.operations.plans import new_plan, write_answer
from commission_desk.ui.dialogs.preview import PreviewDialog
from commission_desk.ui.papers import file_name, layout_of, save_pdf

WORDS = "Around 740 children need planned support."
SLOW = 20_000  # ms; the first layout loads the page layout engine


@pytest.fixture
def plan_id(desk) -> str:
    record = desk.do(new_plan, "Children with disabilities", starts=date(2026, 4, 1))
    desk.do(write_answer, record, "wales-2010.introduction.purpose", from_plain(WORDS))
    return record


@pytest.fixture
def dialog(window, plan_id, qtbot, tmp_path, monkeypatch) -> PreviewDialog:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    window.preview("Children with disabilities", "plan", plan_id)
    (made,) = window.findChildren(PreviewDialog)
    assert made.stack.currentIndex() == 0
    qtbot.waitUntil(lambda: made.shown is not None, timeout=SLOW)
    return made


def words_of(data: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def test_the_pages_are_shown_and_no_file_stays_behind(dialog, tmp_path):
    assert dialog.shown.file.count > 1
    assert WORDS in words_of(dialog.data)
    assert list((tmp_path / "temporary").iterdir()) == []
    assert looks.unnamed(dialog) == []


def test_the_document_is_shown_in_welsh_or_in_both(dialog, qtbot):
    english = dialog.shown.file.count
    welsh, both = (
        next(b for b in dialog.findChildren(QPushButton) if b.text() == words)
        for words in ("Cymraeg", "Both languages")
    )
    QTest.mouseClick(welsh, Qt.MouseButton.LeftButton)
    assert dialog.shown is None
    qtbot.waitUntil(lambda: dialog.shown is not None, timeout=SLOW)
    assert "Cyflwyniad" in words_of(dialog.data)
    QTest.mouseClick(both, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.shown is not None, timeout=SLOW)
    assert dialog.shown.file.count >= 2 * english


def test_a_copy_is_saved_under_the_name_suggested(dialog, tmp_path, monkeypatch):
    asked = {}

    def choose(_parent, _title, start, _kinds):
        asked["name"] = Path(start).name
        return str(tmp_path / "copy"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.save()
    assert asked["name"] == "Children with disabilities - Commissioning plan.pdf"
    assert (tmp_path / "copy.pdf").read_bytes() == dialog.data
    assert "copy.pdf" in dialog.said.plain


def test_closing_while_pages_are_laid_out_is_quiet(window, plan_id, qtbot):
    window.preview("Children with disabilities", "plan", plan_id)
    (made,) = window.findChildren(PreviewDialog)
    made.reject()
    qtbot.waitUntil(lambda: not isValid(made))
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(50)  # a result that finds nobody to show it to is dropped


def test_a_plan_that_is_gone_is_said_in_plain_words(window):
    window.preview("Gone", "plan", "no-such-plan")
    (made,) = window.findChildren(PreviewDialog)
    assert made.stack.currentIndex() == 1
    assert "no longer on the desk" in made.why.plain


def test_agenda_and_minutes_are_laid_out_too(workspace, desk):
    meeting = desk.do(call_meeting, "contract-review", "Quarterly review", date(2026, 11, 24))
    for document in ("agenda", "minutes"):
        data = layout_of(workspace, document, meeting, ("en",))()
        assert "Quarterly review" in words_of(data)


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    with pytest.raises(UserError, match="could not be saved"):
        save_pdf(b"%PDF", tmp_path / "no such folder" / "plan.pdf")


@pytest.mark.parametrize(
    ("title", "document", "languages", "name"),
    [
        ("Short breaks", "agenda", ("en",), "Short breaks - Agenda.pdf"),
        ("Short breaks", "agenda", ("cy",), "Short breaks - Agenda (Cymraeg).pdf"),
        ("A/B: <c>?", "minutes", ("en", "cy"), "A B c - Minutes (English, Cymraeg).pdf"),
        ("Agenda of the board", "agenda", ("en",), "Agenda of the board.pdf"),
        ("", "plan", ("en",), "Commissioning plan.pdf"),
        ("x" * 300, "plan", ("en",), "x" * 120 + ".pdf"),
    ],
)
def test_a_suggested_name_is_one_that_every_system_takes(title, document, languages, name):
    assert file_name(title, document, languages) == name
