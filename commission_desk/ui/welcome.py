"""The first page anybody sees: what this is, and three ways to begin."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty

if TYPE_CHECKING:
    from commission_desk.ui.files import Files


def welcome(files: "Files") -> QWidget:
    """Make the page that is shown while no desk is open."""
    return empty(
        "folder-closed",
        _("Welcome to Commission Desk"),
        _("Everything your team keeps is in one file that you choose: plans, agreements, "
          "stakeholders, meetings and actions. Nothing leaves this laptop unless you send it."),
        button(_("New desk…"), "plus", "primary", files.new),
        button(_("Open a desk…"), "folder-closed", slot=files.open),
        button(_("Open the example desk"), "book-open", slot=files.example),
    )  # fmt: skip
