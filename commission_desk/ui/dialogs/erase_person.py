"""Asking whether to erase a person: what it does, that nothing takes it back, and their name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.ui.erasing_words import summary
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.text import label

if TYPE_CHECKING:
    from commission_desk.operations.erasing import HeldReport
    from commission_desk.ui.window import Window


class ErasePersonDialog(Dialog):
    """Calls ``erase`` once the name has been typed again, letter for letter."""

    def __init__(self, window: "Window", report: "HeldReport", erase: Callable[[], object]) -> None:
        self.name, self.erase = report.called[0], erase
        self.typed = LineField(_("Type the name to confirm"), hint=self.name)
        says = _(
            "What this desk holds about this person will be taken out of every page and out "
            "of the whole history: {summary}. Other people’s words around the name stay."
        )
        never = _("This cannot be undone.")
        kept = _("Backups and copies of the file made before now still hold it until they are "
                 "removed. The history will say that you erased a person, and when.")  # fmt: skip
        super().__init__(
            window, _("Erase this person for good?"),
            label(says.format(summary=summary(report)), wrap=True), label(never, "strong"),
            label(kept, "muted", wrap=True), self.typed,
            accept_text=_("Erase for good"), ready=self.confirm,
        )  # fmt: skip
        self.typed.setFocus()

    def confirm(self) -> None:
        """Erase; raises UserError while the name is not the same."""
        if " ".join(self.typed.value().split()) != self.name:
            raise UserError(_("Type the name exactly as it stands below the box."))
        self.erase()
