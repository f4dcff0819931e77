"""Says that columns were taken as the last time, and lets that be forgotten."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _
from commission_desk.operations.column_mappings import KnownMapping
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.text import label


class AgainPanel(QWidget):
    """Hidden until headings are known from before; ``forget()`` takes what was remembered away."""

    def __init__(self, forget: Callable[[], object]) -> None:
        super().__init__()
        self.says = label("", "small", wrap=True)
        self.forget = button(_("Forget this"), "x", "ghost", forget)
        vbox(self.says, hbox(self.forget, None), gap=4, parent=self)
        self.hide()

    def show_known(self, known: KnownMapping | None) -> None:
        """Say which file the columns are known from, if they are."""
        if known is not None:
            said = _(
                "These headings are known: the columns were taken as last time, for “{name}”. "
                "Look whether that is right here too."
            )
            self.says.setText(said.format(name=known.title))
        self.setVisible(known is not None)
