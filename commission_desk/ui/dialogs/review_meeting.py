"""Asking when and where an agreement is to be reviewed; the agenda comes from a template."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.content.agendas import agenda_templates
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.operations.meetings import call_review
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.typed import date_field, time_field

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page

REVIEWS = "contract-review"  # how the ids of the templates for reviews begin


class ReviewMeetingDialog(Dialog):
    """Calls a review meeting of an agreement and goes to it."""

    def __init__(self, parent: QWidget, page: "Page", agreement: str) -> None:
        self.page, self.agreement = page, agreement
        self.day = date_field(_("Date"))
        self.clock = time_field(_("Begins at"))
        self.place = LineField(_("Place"), prompt=_("a room, or how to join"))
        templates = [
            (each.id, each.title.text(language()))
            for each in sorted(agenda_templates(), key=lambda t: not t.id.startswith(REVIEWS))
        ]
        self.template = ChoiceField(_("Agenda"), templates, templates[0][0])
        super().__init__(
            parent,
            _("Prepare review meeting"),
            hbox(self.day, self.clock),
            self.place,
            self.template,
            accept_text=_("Prepare meeting"),
            ready=self._ready,
        )
        self.day.setFocus()

    def _ready(self) -> None:
        day = self.day.value()
        if day is None:
            raise UserError(_("Say on which day the meeting is to be."))
        meeting = self.page.do(
            call_review, self.agreement, day, self.template.value(), starts=self.clock.value(),
            place=self.place.value(),
        )  # fmt: skip
        self.finished.connect(lambda _result: self.page.shell.go("meetings", meeting))
