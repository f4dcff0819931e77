"""A plan's text out to Word, and what was changed there taken in again."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QMenu

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_review_copy import (
    CommentBack,
    comments_back,
    review_copy,
    take_in_file,
)
from commission_desk.operations.plan_words_back import WordsBack, word_places, words_back
from commission_desk.operations.review_papers import review_paper
from commission_desk.paths import documents_folder
from commission_desk.ui.dialogs.word_back import WordBackDialog
from commission_desk.ui.kit.buttons import action
from commission_desk.ui.kit.dialogs import message
from commission_desk.ui.papers import file_name, save_as

if TYPE_CHECKING:
    from commission_desk.exchange.word.reading import WordPlan
    from commission_desk.ui.pages.plans import PlansPage

ENDING = ".docx"


def add_word(menu: QMenu, page: "PlansPage") -> None:
    """Add what Word is for to the menu of a plan's papers."""
    menu.addSeparator()
    for words, code in ((_("Save as Word in English…"), "en"), (_("Save as Word in Welsh…"), "cy")):
        menu.addAction(action(words, partial(save_word, page, code), "download", parent=menu))
    send = partial(save_review_copy, page)
    menu.addAction(action(_("Save a review copy for Word…"), send, "send", parent=menu))
    menu.addSeparator()
    take = partial(choose_word, page)
    menu.addAction(action(_("Take in text and comments from Word…"), take, "upload", parent=menu))


def save_word(page: "PlansPage", code: str) -> None:
    """Ask for a file, and save the open plan there for Word."""
    save_paper(page, code, "plan", plan_paper)


def save_review_copy(page: "PlansPage") -> None:
    """Ask for a file, and save the open plan with its comments there, in the window's language."""
    save_paper(page, language(), "plan-review", review_copy)


def save_paper(page: "PlansPage", code: str, document: str, gather: Callable[..., Any]) -> None:
    """Ask for a file, and save the open plan, or a paper of it, there for Word."""
    if page.whole is None:
        return
    page.flush()
    row = page.whole.row
    paper = page.ask(gather, row.id, code, date.today())  # noqa: DTZ011 - the person's own day
    _save(page, file_name(row.title, document, (code,), ENDING), document, paper, code)


def save_review(page: "PlansPage", title: str, review: str) -> None:
    """Ask for a file, and save a yearly review there for Word, in the window's language."""
    page.flush()
    code = language()
    paper = page.ask(review_paper, review, code, date.today())  # noqa: DTZ011 - their own day
    _save(page, file_name(title, "review", (code,), ENDING), "review", paper, code)


def _save(page: "PlansPage", suggested: str, document: str, paper: Any, code: str) -> None:
    start = documents_folder() / suggested
    name, _kind = QFileDialog.getSaveFileName(
        page, _("Save as Word"), str(start), f"{_('Word documents')} (*{ENDING})"
    )
    if not name:
        return

    def work(*_progress: Any) -> Path:
        from commission_desk.documents.word.writers import (  # noqa: PLC0415 - loads python-docx
            WRITERS,
        )

        return save_as(WRITERS[document](paper, code), Path(name), ENDING)

    page.shell.job(
        _("Writing the Word file"), work,
        lambda saved: page.shell.toast(_("Saved as “{name}”.").format(name=saved.name)),
    )  # fmt: skip


def choose_word(page: "PlansPage") -> None:
    """Ask for a Word file of the open plan, and show what differs."""
    if page.whole is None:
        return
    name, _kind = QFileDialog.getOpenFileName(
        page, _("Take in from Word"), str(documents_folder()),
        f"{_('Word documents')} (*{ENDING});;{_('All files')} (*)",
    )  # fmt: skip
    if name:
        open_word(page, Path(name))


def open_word(page: "PlansPage", path: Path) -> None:
    """Read a Word file in the background, with a way to cancel, and show what differs."""
    if page.whole is None:
        return
    page.flush()
    record = page.whole.row.id
    places = page.ask(word_places, record)

    def work(_report: Callable[[int], None], stopped: Callable[[], bool]) -> "WordPlan | None":
        from commission_desk.exchange.word.reading import (  # noqa: PLC0415 - only when asked for
            read_word,
        )

        try:
            return read_word(path, record, places, cancelled=stopped)
        except UserError:
            if stopped():
                return None
            raise

    title = _("Reading {name}").format(name=path.name)
    page.shell.job(title, work, partial(_show, page, record))


def _show(page: "PlansPage", record: str, read: "WordPlan | None") -> None:
    if read is None:
        return
    page.flush()
    parts = page.ask(words_back, record, read.texts, read.exported, language())
    said = page.ask(comments_back, record, read.comments, read.sent, language())
    if parts or said:
        take = partial(_take, page, record)
        WordBackDialog(page, read.name, parts, said, read.notes, take).open()
        return
    words = _("Nothing in {name} differs from the plan: there is nothing to take in.")
    whole = " ".join((words.format(name=read.name), *read.notes))
    message(page, _("Take in from Word"), whole).open()


def _take(
    page: "PlansPage", record: str, parts: tuple[WordsBack, ...], said: tuple[CommentBack, ...]
) -> None:
    texts, comments = page.do(take_in_file, record, parts, said)
    done = []
    if texts:
        words = ngettext(
            "Took in the text of {count} part from Word.",
            "Took in the text of {count} parts from Word.", texts,
        )  # fmt: skip
        done.append(words.format(count=texts))
    if comments:
        words = ngettext("Took in {count} comment.", "Took in {count} comments.", comments)
        done.append(words.format(count=comments))
    page.shell.toast(" ".join(done), undo=True)
