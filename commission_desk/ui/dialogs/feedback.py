"""Asking what somebody said of an agreement, and what was done about it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.operations.feedback import FeedbackView, add_feedback, edit_feedback
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField, TextField
from commission_desk.ui.kit.layout import beside
from commission_desk.ui.kit.typed import choice_field, date_field, whole_field


class FeedbackDialog(Dialog):
    """New feedback, or what was done about some that is there."""

    def __init__(
        self, parent: QWidget, keep: Callable[..., Any], agreement: str,
        found: FeedbackView | None = None,
    ) -> None:  # fmt: skip
        self.keep, self.agreement, self.found = keep, agreement, found
        today = date.today()  # noqa: DTZ011 - the person's own day
        self.day = date_field(_("Given on"), found.given_on if found else today)
        self.kind = choice_field(_("Kind"), "feedback-kind", _of(found, "kind"), blank=True)
        self.source = choice_field(
            _("Who said it"), "feedback-source", _of(found, "source"), blank=True
        )
        self.way = choice_field(
            _("How it was gathered"), "feedback-way", _of(found, "gathered"), blank=True
        )
        self.role = LineField(
            _("By role"), _of(found, "role"), prompt=_("such as a parent, or a home manager")
        )
        self.people = whole_field(_("How many people"), _("Such as the answers to a survey."))
        self.people.set_value(found.people if found else 1)
        self.said = TextField(
            _("What was said"), _of(found, "said"),
            _("Leave out the names of people who use the service."),
        )  # fmt: skip
        self.did = TextField(
            _("What was done"), _of(found, "done"), _("You said, we did."), least=2
        )
        self.done_on = date_field(_("Done on"), found.done_on if found else None)
        super().__init__(
            parent, _("Edit feedback") if found else _("Add feedback"), beside(self.day, self.kind),
            beside(self.source, self.way), beside(self.role, self.people), self.said, self.did,
            self.done_on, accept_text=_("Save feedback") if found else _("Add feedback"),
            ready=self._ready, width=620,
        )  # fmt: skip
        (self.did if found else self.said).setFocus()

    def _ready(self) -> None:
        day = self.day.value()
        if day is None:
            raise UserError(_("Say on which day it was said."))
        values = {
            "kind": self.kind.value() or "", "source": self.source.value() or "",
            "gathered": self.way.value() or "", "role": self.role.value(),
            "people": self.people.value() or 0, "done": self.did.value(),
            "done_on": self.done_on.value(),
        }  # fmt: skip
        if self.found is None:
            self.keep(add_feedback, self.agreement, self.said.value(), day, **values)
        else:
            said = {"said": self.said.value(), "given_on": day}
            self.keep(edit_feedback, self.found.id, **said, **values)


def _of(found: FeedbackView | None, name: str) -> str:
    return str(getattr(found, name)) if found else ""
