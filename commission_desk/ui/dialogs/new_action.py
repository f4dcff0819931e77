"""Asking for a new action."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from commission_desk.domain.dates import typed_date
from commission_desk.i18n import _
from commission_desk.operations.actions import add_action
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page


class NewAction(Dialog):
    """What is to be done, by whom, by when; ``added(id)`` follows."""

    def __init__(self, page: "Page", added: Callable[[str], object]) -> None:
        self.page, self.added = page, added
        self.task = LineField(_("What is to be done"))
        self.who = LineField(_("Owner"), hint=_("A role, such as Finance partner"))
        self.when = DateField(_("Due"), typed_date)
        super().__init__(
            page, _("New action"), self.task, self.who, self.when,
            accept_text=_("Add action"), ready=self._add,
        )  # fmt: skip

    def _add(self) -> None:
        values = {"owner": self.who.value(), "due": self.when.value()}
        record = self.page.do(add_action, self.task.value(), **values)
        self.added(record)
