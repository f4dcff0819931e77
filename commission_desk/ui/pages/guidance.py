"""Guidance: how to do things here, and what the words of commissioning mean."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QStackedWidget, QTextBrowser

from commission_desk.content.glossary import glossary
from commission_desk.i18n import _, language
from commission_desk.paths import resource
from commission_desk.ui.kit.cells import Cell, CellDelegate, Column, TableModel
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.layout import frame, hbox, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.rows import Row, RowDelegate, add_row
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.workspace import Workspace

LINES = 20  # of a definition: all of it is read here
WIDEST = 760  # pixels at 100%: longer lines tire the eye


class HelpText(QTextBrowser):
    """A help page; it fetches nothing, and its links go nowhere outside the program."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName(_("Help page"))
        self.setOpenLinks(False)
        self.document().setDocumentMargin(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(px(28), self.width() - px(28 + WIDEST))
        self.setViewportMargins(px(28), px(20), side, px(20))
        super().resizeEvent(event)

    def show_page(self, path: Path) -> None:
        """Show a page written in Markdown."""
        self.document().setDefaultFont(theme.font(16))
        self.setMarkdown(path.read_text(encoding="utf-8"))

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Load nothing: a help page is words."""
        return


class GuidancePage(Page):
    """The help pages by topic, and the glossary in both languages."""

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.topics = help_pages(language())
        self.list = QListWidget()
        self.list.setObjectName("clear")
        self.list.setAccessibleName(_("Topics"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)  # or wrapped topics overlap
        for path in self.topics:
            add_row(self.list, title_of(path), Row("book-open", "muted"))
        add_row(self.list, _("Glossary"), Row("list", "muted"))
        self.text, self.stack = HelpText(), QStackedWidget()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Find a term"))
        self.filter.setAccessibleName(_("Find a term"))
        self.filter.textChanged.connect(self._show_terms)
        self.model = TableModel((), self._columns())
        self.filter.setClearButtonEnabled(True)
        self.terms = Table(self.model, _("Glossary"))
        self.terms.setItemDelegate(CellDelegate(self.terms, LINES))
        self.no_terms = empty(
            "search", _("No such term"), _("Try part of the word, in English or Welsh.")
        )
        line = hbox(self.filter, None, margins=(24, 14, 24, 12))
        words = frame("clear", vbox(line, self.terms, self.no_terms, gap=0))
        self.stack.addWidget(self.text)
        self.stack.addWidget(words)
        left = frame("left", vbox(self.list, margins=(10, 14, 10, 14)))
        header = Header(_("Guidance"), _("How to do things, and what words mean"), find=shell.find)
        panes = Panes(self.stack, left=left)
        vbox(header, panes, gap=0, parent=self).setStretch(1, 1)
        self.list.currentRowChanged.connect(self._show_topic)
        self.list.setCurrentRow(0)
        self._show_terms("")

    def refresh(self) -> None:
        """Guidance does not change with the desk."""

    def _show_topic(self, row: int) -> None:
        if row < len(self.topics):
            self.text.show_page(self.topics[row])
            self.stack.setCurrentIndex(0)
        else:
            self.stack.setCurrentIndex(1)

    def _show_terms(self, words: str) -> None:
        wanted = words.casefold()
        self.model.show_rows(
            [
                term
                for term in glossary()
                if wanted in f"{term.term.en} {term.term.cy} {term.also}".casefold()
            ]
        )
        self.terms.setVisible(bool(self.model.rows))
        self.no_terms.setVisible(not self.model.rows)

    def _columns(self) -> tuple[Column, ...]:
        here, other = ("cy", "en") if language() == "cy" else ("en", "cy")
        return (
            Column(
                _("Word"), 150,
                lambda term: Cell(term.term.text(here), term.term.text(other), bold=True),
            ),
            Column(_("Meaning"), None, lambda term: Cell(term.definition.text(here))),
        )  # fmt: skip


def help_pages(code: str) -> list[Path]:
    """Return the help pages of a language in order; English where Welsh is not written."""
    english = sorted(resource("help/en").glob("*.md"))
    pages = [resource(f"help/{code}") / path.name for path in english]
    return [page if page.exists() else path for page, path in zip(pages, english, strict=True)]


def title_of(path: Path) -> str:
    """Return a help page's title: its first line."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").strip()
