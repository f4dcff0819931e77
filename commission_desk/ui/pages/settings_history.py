"""How large the desk and its history are, and the way to thin it: a card of the settings."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from commission_desk.i18n import _, file_size, full_date
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import Item, card, refill
from commission_desk.ui.kit.text import label
from commission_desk.ui.thinning import ask_to_thin

if TYPE_CHECKING:
    from commission_desk.operations.thinning import HistorySize
    from commission_desk.ui.window import Window


class HistoryCard:
    """Says what is known of the history's size; ``widget`` is the card."""

    def __init__(self, window: "Window") -> None:
        self.column = QVBoxLayout()
        says = _("Every change is kept. When what was written before takes too much room, "
                 "earlier texts can be let go; who changed what and when always stays."
                 )  # fmt: skip
        thin = button(_("Thin the history…"), "history",
                      slot=lambda: ask_to_thin(window, date.today()))  # noqa: DTZ011  # fmt: skip
        self.widget: QFrame = card(
            label(_("History"), "h3"), 4, self.column, label(says, "muted", wrap=True), thin
        )

    def show(self, size: "HistorySize | None") -> None:
        """Show the size once it has been measured."""
        lines: list[Item] = []
        if size is not None:
            words = _("This desk takes {size}.").format(size=file_size(size.desk))
            if size.earlier:
                earlier = _("{size} of it are what was written before.")
                words += " " + earlier.format(size=file_size(size.earlier))
            lines.append(label(words, wrap=True))
            if size.until is not None:
                until = _("It was thinned up to {date}.").format(date=full_date(size.until))
                lines.append(label(until, "muted", wrap=True))
        refill(self.column, *lines, gap=4)
