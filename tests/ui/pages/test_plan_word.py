"""A plan saved for Word, edited there, and its text taken in again through the window."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.text.run import Run as WordRun
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from ui import looks
from ui.plan_desk import FIRST, PROMPTS, SECOND, WORDS, dialog, make_plan, stored

from commission_desk import i18n
from commission_desk.domain.comments import Comment
from commission_desk.domain.quotes import Quote
from commission_desk.domain.richtext import RichText, from_plain
from commission_desk.operations.plan_comments import add_comment, comments
from commission_desk.operations.plan_review_copy import CommentBack
from commission_desk.operations.plans import write_answer
from commission_desk.ui.dialogs.word_back import WordBackDialog
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages import plan_word

READING = 30_000  # ms: another process is started to read
THIRD = PROMPTS[2].id


@pytest.fixture
def record(desk) -> str:
    made = make_plan(desk)
    desk.do(write_answer, made, FIRST, from_plain(WORDS))
    desk.do(write_answer, made, SECOND, from_plain("Families were asked in spring."))
    return made


@pytest.fixture
def page(window, record):
    window.go("plans")
    return window.pages["plans"]


@pytest.fixture
def file(tmp_path, monkeypatch) -> Path:
    made = tmp_path / "plan.docx"
    for method in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, method, lambda *_asked: (str(made), ""))
    return made


def choose(page, words: str) -> None:
    (found,) = (each for each in page.header.prints.actions() if words in each.text())
    found.trigger()


def saved(page, qtbot, file: Path, words: str = "Word in English") -> None:
    choose(page, words)
    qtbot.waitUntil(file.exists, timeout=READING)
    qtbot.waitUntil(lambda: not page.window().findChildren(Job), timeout=READING)


def edit(file: Path, **changes: str) -> None:
    """Change words in the file, as somebody does in Word."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for before, after in changes.items():
                    assert before in text
                    text = text.replace(before, after)
                data = text.encode()
            new.writestr(name, data)
    file.write_bytes(out.getvalue())


def compared(page, qtbot) -> WordBackDialog:
    choose(page, "comments from Word")
    qtbot.waitUntil(lambda: bool(page.window().findChildren(WordBackDialog)), timeout=READING)
    return dialog(page.window(), WordBackDialog)


def test_a_plan_is_saved_for_word_in_the_language_asked_for(page, qtbot, file):
    saved(page, qtbot, file, "Word in Welsh")
    assert Document(str(file)).core_properties.language == "cy-GB"


def test_an_ending_is_added_and_a_dialog_left_saves_nothing(page, qtbot, tmp_path, monkeypatch):
    bare = tmp_path / "plan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    plan_word.save_word(page, "en")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(bare), ""))
    saved(page, qtbot, bare.with_suffix(".docx"))
    assert sorted(each.name for each in tmp_path.glob("plan*")) == ["plan.docx"]


def test_text_edited_in_word_is_taken_in_and_one_undo_takes_it_back(
    page, window, qtbot, desk, record, file
):
    saved(page, qtbot, file)
    edit(file, **{"740 children": "765 children", "asked in spring": "asked in autumn"})
    desk.do(write_answer, record, THIRD, from_plain("Written meanwhile."))
    ask = compared(page, qtbot)
    assert [part.prompt_id for part in ask.parts] == [FIRST, SECOND]
    assert [tick.value() for tick in ask.ticks] == [True, True]
    QTest.keyClick(ask.ticks[1].box, Qt.Key.Key_Space)
    QTest.mouseClick(ask.main, Qt.MouseButton.LeftButton)
    assert "765 children" in stored(desk, record, FIRST)
    assert "spring" in stored(desk, record, SECOND)
    assert stored(desk, record, THIRD) == "Written meanwhile."
    assert "765" in page.editor.text().plain
    assert "Took in the text of 1 part" in window.findChildren(Toast)[-1].words.plain
    window.undo()
    assert stored(desk, record, FIRST) == WORDS


def test_a_review_copy_goes_out_with_comments_and_comes_back_with_more(
    page, window, qtbot, desk, record, file
):
    desk.do(add_comment, record, FIRST, "Since when?", Quote("740 children"))
    saved(page, qtbot, file, "review copy")
    document = Document(str(file))
    (ours,) = document.comments
    assert ours.text == "Since when?"
    run = next(
        run for each in document.element.body.iter("{*}p") for run in each.iter("{*}r")
        if "in spring" in "".join(run.itertext())
    )  # fmt: skip
    document.add_comment(WordRun(run, document), text="Of which year?", author="Reader")
    document.save(str(file))
    ask = compared(page, qtbot)
    assert [back.comment.text for back in ask.said] == ["Of which year?"]
    assert ask.comment_ticks[0].value()
    QTest.mouseClick(ask.main, Qt.MouseButton.LeftButton)
    texts = {(each.text, each.who, each.prompt_id) for each in desk.ask(comments, record)}
    assert texts == {("Since when?", desk.who, FIRST), ("Of which year?", "Reader", SECOND)}
    assert "Took in 1 comment." in window.findChildren(Toast)[-1].words.plain
    window.undo()
    assert len(desk.ask(comments, record)) == 1


def test_a_part_changed_on_both_sides_is_off_and_says_so(page, qtbot, desk, record, file):
    saved(page, qtbot, file)
    edit(file, **{"740 children": "765 children"})
    desk.do(write_answer, record, FIRST, from_plain("The desk went on."))
    ask = compared(page, qtbot)
    (tick,) = ask.ticks
    assert not tick.value()
    assert "changed too" in tick.box.accessibleDescription()
    ask.finish()
    assert ask.isVisible()
    assert "Tick at least one" in ask.problem.plain
    assert stored(desk, record, FIRST) == "The desk went on."
    ask.reject()


def test_when_nothing_differs_it_says_so(page, qtbot, file):
    saved(page, qtbot, file)
    choose(page, "comments from Word")
    qtbot.waitUntil(lambda: bool(page.window().findChildren(Dialog)), timeout=READING)
    (said,) = page.window().findChildren(Dialog)
    assert not isinstance(said, WordBackDialog)
    words = " ".join(each.text() for each in said.body.findChildren(type(said.heading)))
    assert "nothing to take in" in words.casefold()
    said.accept()


def test_a_file_that_is_none_is_one_sentence(page, qtbot, file, monkeypatch):
    told = []
    monkeypatch.setattr(type(page.window()), "problem", lambda _window, why: told.append(why))
    file.write_bytes(b"Not a Word file")
    choose(page, "comments from Word")
    qtbot.waitUntil(lambda: bool(told), timeout=READING)
    assert "not a Word file" in str(told[0])


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (800, 600)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_nothing_is_clipped_and_everything_is_named(
    window, desk, record, qtbot, width, height, scale, language
):
    from commission_desk.operations.plan_words_back import WordsBack

    i18n.use(language)
    theme.apply(scale=scale)
    window.resize(width, height)
    window.rebuild()
    window.go("plans")
    states = ("changed", "both", "emptied", "unknown", "not-applicable")
    parts = tuple(
        WordsBack(p.id, p.number, p.title.text(language), from_plain(WORDS * 3),
                  RichText() if state == "emptied" else from_plain(WORDS + " More."), state)
        for p, state in zip(PROMPTS, states, strict=False)
    )  # fmt: skip
    reply = Comment("Gross.", "Chair")
    said = (
        CommentBack(FIRST, PROMPTS[0].title.text(language), Comment(
            WORDS, "Finance partner", quote=Quote(WORDS), replies=(reply,))),
        CommentBack(SECOND, PROMPTS[1].title.text(language), Comment("Year?", "Chair"), "a",
                    (reply,), resolves=True),
    )  # fmt: skip
    ask = WordBackDialog(window, "plan.docx", parts, said, ("1 picture was left out.",), print)
    ask.open()
    assert looks.settled(ask) == []
    assert looks.unnamed(ask) == []
    ask.reject()
