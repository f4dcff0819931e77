"""Asking what a view of the register is to be called."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.text import label


class ViewNameDialog(Dialog):
    """Hands the name to ``taken``, which may refuse it with a UserError."""

    def __init__(
        self, parent: QWidget, title: str, taken: Callable[[str], object], name: str = ""
    ) -> None:
        self.name = LineField(_("Name of the view"), name, prompt=_("such as Adults, ending soon"))
        says = _(
            "It keeps the filters, words, order, columns and groups that the list has now. "
            "Everyone who works on this desk sees it."
        )
        super().__init__(
            parent, title, self.name, label(says, "muted", wrap=True), accept_text=_("Save"),
            ready=lambda: taken(self.name.value()), width=460,
        )  # fmt: skip
        self.name.box.setFocus()
