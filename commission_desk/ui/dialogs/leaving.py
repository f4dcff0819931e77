"""Asked when the window is closed and something could not be kept or published."""

from PySide6.QtWidgets import QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.ui.kit.dialogs import Dialog, message
from commission_desk.ui.kit.fields import Field
from commission_desk.ui.kit.text import label


def leave_anyway(window: QWidget, problem: UserError) -> bool:
    """Say what is the matter and ask whether to close all the same."""
    stay = Dialog(
        window,
        _("The shared copy is not up to date"),
        label(str(problem), wrap=True),
        label(_("Your changes are safe on this laptop and will be written to the shared copy "
                "when you open this desk again."), "muted", wrap=True),
        accept_text=_("Close all the same"),
    )  # fmt: skip
    return stay.exec() == Dialog.DialogCode.Accepted


def still_here(window: QWidget, problem: UserError) -> None:
    """Say why a working copy that was to be removed is still on this laptop."""
    message(window, _("The working copy is still here"), str(problem)).exec()


def check_fields(window: QWidget) -> None:
    """Raise UserError if a field of the window holds something that cannot be read."""
    for field in window.findChildren(Field):
        if field.reason.plain and field.entry.isEnabled():
            words = _("“{field}” holds something that cannot be read, so it is not saved: {why}")
            raise UserError(words.format(field=field.name, why=field.reason.plain))


def lose_words(window: QWidget, problem: UserError) -> bool:
    """Ask whether to close although what was typed last cannot be kept."""
    ask = Dialog(
        window,
        _("Your last words are not saved"),
        label(str(problem), wrap=True),
        label(_("They are still in the window. If you close it they are lost."), wrap=True),
        accept_text=_("Close all the same"),
    )
    ask.setProperty("said", str(problem))  # leaving the box for this question says it again
    ask.main.setDefault(False)  # Enter stays
    ask.cancel.setDefault(True)
    ask.cancel.setFocus()
    return ask.exec() == Dialog.DialogCode.Accepted
