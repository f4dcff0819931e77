"""Asking for a service review, and into which one agreements are picked."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _, ngettext
from commission_desk.operations.service_reviews import (
    ServiceReviewView,
    add_service_review,
    cover_agreements,
)
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import date_field

NEW = ""  # in place of the id of a review


class ServiceReviewDialog(Dialog):
    """A new service review, of some agreements if they are given, or one that takes them in."""

    def __init__(
        self, parent: QWidget, do: Callable[..., Any], then: Callable[[str], object],
        agreements: Sequence[str] = (), there: Sequence[ServiceReviewView] = (),
    ) -> None:  # fmt: skip
        self.do, self.then, self.agreements = do, then, tuple(agreements)
        offered = [(each.id, each.title) for each in there]
        self.into = ChoiceField(_("Into"), [*offered, (NEW, _("A new service review"))])
        self.into.set_value(offered[0][0] if offered else NEW)
        self.name = LineField(_("Title"), prompt=_("such as Short breaks from 2028"))
        self.lead = LineField(_("Lead"), prompt=_("a role"))
        self.starts, self.ends = date_field(_("Starts")), date_field(_("Ends"))
        count = len(self.agreements)
        words = ngettext("{count} agreement is picked.", "{count} agreements are picked.", count)
        said = label(words.format(count=count), "muted", wrap=True)
        super().__init__(
            parent,
            _("Pick into a service review") if count else _("Plan a service review"),
            said, self.into, self.name, self.lead, hbox(self.starts, self.ends),
            accept_text=_("Pick agreements") if count else _("Plan review"), ready=self._ready,
        )  # fmt: skip
        self.into.setVisible(bool(offered))  # now that they have a parent
        said.setVisible(bool(count))
        self.into.edited.connect(self._show_new)
        self._show_new()
        (self.into if offered else self.name).setFocus()

    def _show_new(self) -> None:
        for field in (self.name, self.lead, self.starts, self.ends):
            field.setVisible(self.into.value() == NEW)

    def _ready(self) -> None:
        record = self.into.value() or NEW
        if record == NEW:
            record = self.do(
                add_service_review, self.name.value(), self.agreements, lead=self.lead.value(),
                starts=self.starts.value(), ends=self.ends.value(),
            )  # fmt: skip
        else:
            self.do(cover_agreements, record, self.agreements)
        self.finished.connect(lambda _result: self.then(record))
