"""Asking for a day on which to see the desk."""

from datetime import date
from typing import TYPE_CHECKING

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import date_field
from commission_desk.ui.viewing import look_at_day

if TYPE_CHECKING:
    from commission_desk.ui.window import Window


class AsAtDialog(Dialog):
    """Takes a day that has begun, and shows the desk as it stood at its end.

    Where the history was thinned, the end of the month before is what is still known.
    """

    def __init__(self, window: "Window", today: date) -> None:
        self.window_, self.today = window, today
        self.day = date_field(_("Date"))
        says = _("You will see every page as it stood at the end of that day. Nothing can be "
                 "changed there, and today’s desk stays as it is.")  # fmt: skip
        super().__init__(
            window, _("See the desk as at a date"), label(says, "muted", wrap=True), self.day,
            accept_text=_("See the desk"), ready=self.look,
        )  # fmt: skip
        self.day.setFocus()

    def look(self) -> None:
        """Show the desk on the chosen day; raises UserError for none, or one to come."""
        day = self.day.value()
        if day is None:
            raise UserError(_("Type a date, such as 3 Mar 2026."))
        if day > self.today:
            raise UserError(_("That day has not come yet."))
        look_at_day(self.window_, day)
