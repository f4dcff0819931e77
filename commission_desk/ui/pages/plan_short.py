"""The short papers of the open plan: on one page, in plain words, and its outline to fill in."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from commission_desk.i18n import N_, _
from commission_desk.operations.form_paper import form_paper
from commission_desk.operations.plain_paper import plain_paper
from commission_desk.ui.kit.buttons import action
from commission_desk.ui.pages.plan_word import save_paper

if TYPE_CHECKING:
    from commission_desk.ui.pages.plan_prints import PlanPrints

PAPERS = {  # what each is called in the menu, and the command that previews it
    "plan-decision": (N_("Decision summary"), N_("Preview the decision summary")),
    "plan-plain": (N_("Plain summary"), N_("Preview the plain summary")),
    "plan-outline": (N_("Outline to fill in"), N_("Preview the outline to fill in")),
}
IN_WORD = {"plan-plain": plain_paper, "plan-outline": form_paper}


def add_short_papers(menu: QMenu, prints: "PlanPrints") -> None:
    """Add a menu for each short paper to the menu of a plan's papers."""
    menu.addSeparator()
    for document, (name, _command) in PAPERS.items():
        made = QMenu(_(name), menu)
        made.addAction(action(_("Preview"), partial(prints.preview, document), "eye", parent=made))
        made.addAction(action(_("Print…"), partial(prints.print, document), "printer", parent=made))
        made.addSeparator()
        for words, languages in (
            (_("Save as PDF in English…"), ("en",)),
            (_("Save as PDF in Welsh…"), ("cy",)),
            (_("Save as PDF in both languages…"), ("en", "cy")),
        ):
            save = partial(prints.save_pdf, *languages, document=document)
            made.addAction(action(words, save, "download", parent=made))
        if document in IN_WORD:
            _add_word(made, prints, document)
        menu.addMenu(made)


def short_commands(prints: "PlanPrints") -> list[tuple[str, str, Any]]:
    """Return the commands that show the short papers."""
    return [
        ("eye", _(command), partial(prints.preview, document))
        for document, (_name, command) in PAPERS.items()
    ]


def _add_word(menu: QMenu, prints: "PlanPrints", document: str) -> None:
    for words, code in ((_("Save as Word in English…"), "en"), (_("Save as Word in Welsh…"), "cy")):
        save = partial(save_paper, prints.page, code, document, IN_WORD[document])
        menu.addAction(action(words, save, "download", parent=menu))
