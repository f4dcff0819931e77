"""What a page shows before it has anything: what it is for, and the first step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import Item, hbox, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px


def empty(icon: str, title: str, text: str, *actions: QWidget) -> QWidget:
    """Make the empty state of a page or list."""
    made, says = QWidget(), label(text, "muted", wrap=True)
    says.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    says.setMaximumWidth(px(520))
    buttons: list[Item] = [hbox(None, *actions, None)] if actions else []
    rows: list[Item] = [
        None,
        hbox(None, Icon(icon, "muted", 32), None),
        hbox(None, label(title, "h3"), None),
        hbox(None, says, None),
        *buttons,
        None,
    ]
    for place, share in enumerate((0, 1, 0)):  # the words first, then the sides
        rows[3].setStretch(place, share)  # type: ignore[union-attr]
    vbox(*rows, gap=10, margins=(40, 24, 40, 24), parent=made)
    return made
