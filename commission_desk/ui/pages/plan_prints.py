"""What the open plan can be printed and saved as, and the menu that offers it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import action
from commission_desk.ui.pages.page import Shell
from commission_desk.ui.pages.plan_short import add_short_papers
from commission_desk.ui.pages.plan_word import add_word
from commission_desk.ui.paper_actions import PaperActions
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage


class PlanPrints:
    """The papers of the plan that the page shows; what is typed is kept before they are made."""

    def __init__(self, page: "PlansPage", workspace: Workspace, shell: Shell) -> None:
        self.page, self.shell = page, shell
        self.papers = PaperActions(page, workspace, shell)

    def preview(self, document: str = "plan") -> None:
        """Show the plan, or a paper of it, as it will be printed."""
        if self.page.whole is not None:
            self.shell.preview(self.page.whole.row.title, document, self.page.whole.row.id)

    def print(self, document: str = "plan") -> None:
        """Print the plan, or a paper of it, in the window's language."""
        if self.page.whole is not None:
            self.page.flush()
            self.papers.print(self.page.whole.row.title, document, self.page.whole.row.id)

    def save_pdf(self, *languages: str, document: str = "plan") -> None:
        """Save the plan, or a paper of it, as a PDF."""
        if self.page.whole is not None:
            self.page.flush()
            row = self.page.whole.row
            self.papers.save(row.title, document, row.id, languages)

    def menu(self) -> QMenu:
        """Return a menu of all of them."""
        menu = QMenu()
        menu.addAction(action(_("Print…"), self.print, "printer", parent=menu))
        menu.addSeparator()
        for words, languages in (
            (_("Save as PDF in English…"), ("en",)), (_("Save as PDF in Welsh…"), ("cy",)),
            (_("Save as PDF in both languages…"), ("en", "cy")),
        ):  # fmt: skip
            save = partial(self.save_pdf, *languages)
            menu.addAction(action(words, save, "download", parent=menu))
        add_word(menu, self.page)
        add_short_papers(menu, self)
        return menu
