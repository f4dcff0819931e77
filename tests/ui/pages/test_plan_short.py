"""The short papers of the open plan, from its menu and from the command search."""

import io
from pathlib import Path

import pypdf
import pytest
from docx import Document
from PySide6.QtWidgets import QFileDialog
from ui.plan_desk import FIRST, WORDS, dialog, make_plan

from commission_desk.domain.richtext import from_plain
from commission_desk.operations.plans import write_answer
from commission_desk.ui.dialogs.preview import PreviewDialog
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.pages.plan_short import PAPERS

WAIT = 20_000  # ms


@pytest.fixture
def page(window, desk):
    desk.do(write_answer, make_plan(desk), FIRST, from_plain(WORDS))
    window.go("plans")
    return window.pages["plans"]


@pytest.fixture
def asked(tmp_path, monkeypatch) -> list[Path]:
    """Files are saved where they are suggested to be, in the test's own folder."""
    names: list[Path] = []

    def answer(_parent, _title, start, _kinds):
        names.append(tmp_path / Path(start).name)
        return str(names[-1]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return names


def offered(page, name: str):
    (menu,) = (each.menu() for each in page.header.prints.actions() if each.text() == name)
    return menu


def choose(page, qtbot, name: str, words: str) -> None:
    (found,) = (each for each in offered(page, name).actions() if each.text() == words)
    found.trigger()
    qtbot.waitUntil(lambda: not page.window().findChildren(Job), timeout=WAIT)


@pytest.mark.parametrize("document", PAPERS)
def test_each_paper_is_previewed_from_the_command_search(window, page, qtbot, document):
    command = PAPERS[document][1]
    (found,) = (each for each in page.commands() if each[1] == command)
    found[2]()
    shown = dialog(window, PreviewDialog)
    qtbot.waitUntil(lambda: shown.shown is not None, timeout=WAIT)
    pages = len(pypdf.PdfReader(io.BytesIO(shown.data)).pages)
    assert pages == 1 or document != "plan-decision"
    shown.choose(("en", "cy"))
    qtbot.waitUntil(lambda: shown.shown is not None, timeout=WAIT)
    shown.close()


def test_papers_are_saved_under_their_own_names(page, qtbot, asked):
    choose(page, qtbot, "Decision summary", "Save as PDF in English…")
    choose(page, qtbot, "Plain summary", "Save as PDF in Welsh…")
    choose(page, qtbot, "Plain summary", "Save as Word in English…")
    choose(page, qtbot, "Outline to fill in", "Save as Word in Welsh…")
    qtbot.waitUntil(lambda: len(asked) == 4 and all(each.exists() for each in asked), timeout=WAIT)
    names = [each.name for each in asked]
    assert names == [
        "Children with disabilities - Decision summary.pdf",
        "Children with disabilities - Plain summary (Cymraeg).pdf",
        "Children with disabilities - Plain summary.docx",
        "Children with disabilities - Outline to fill in (Cymraeg).docx",
    ]
    assert len(pypdf.PdfReader(asked[0]).pages) == 1
    assert WORDS in "\n".join(each.text for each in Document(asked[2]).paragraphs)
    assert WORDS not in "\n".join(each.text for each in Document(asked[3]).paragraphs)


def test_the_decision_summary_is_not_offered_for_word(page):
    words = [each.text() for each in offered(page, "Decision summary").actions()]
    assert not any("Word" in each for each in words)
