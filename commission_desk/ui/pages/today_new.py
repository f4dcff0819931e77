"""What can be made new from the Today page."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import action

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page


def new_menu(page: "Page") -> QMenu:
    """Make the menu of new things; each opens the page it belongs to, with its first question."""
    menu = QMenu(_("New"), page)
    for words, icon, place in (
        (_("New agreement…"), "file-signature", "contracts"),
        (_("New plan…"), "notebook-pen", "plans"),
        (_("Call a meeting…"), "calendar-days", "meetings"),
        (_("New action…"), "list-checks", "actions"),
        (_("New stakeholder…"), "users", "stakeholders"),
    ):
        menu.addAction(action(words, partial(page.shell.start, place), icon, parent=menu))
    return menu
