"""Agreeing the minutes: on which day they were accepted as a correct record."""

from datetime import date
from typing import TYPE_CHECKING

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.operations.minutes import agree_minutes
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.meetings_words import read_day

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page


class AgreeMinutesDialog(Dialog):
    """Asks for the day; from then on the minutes are locked."""

    def __init__(self, owner: "Page", meeting: str, today: date) -> None:
        self.caller, self.meeting = owner, meeting
        self.day = DateField(_("Agreed on"), read_day, today, today=lambda: today)
        super().__init__(
            owner,
            _("Agree the minutes"),
            label(
                _("Once agreed as a correct record, the minutes can no longer be changed. "
                  "A later correction is minuted at the next meeting."),
                wrap=True,
            ),
            self.day,
            accept_text=_("Agree the minutes"),
            ready=self._agree,
        )  # fmt: skip
        self.day.setFocus()

    def _agree(self) -> None:
        day = self.day.value()
        if day is None:
            raise UserError(_("Give the day on which the minutes were agreed."))
        self.caller.do(agree_minutes, self.meeting, day)
