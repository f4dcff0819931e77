"""Asking for a new stakeholder."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from commission_desk.i18n import _
from commission_desk.operations.stakeholders import add_stakeholder
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.pages.stakeholders_words import options, ratings

if TYPE_CHECKING:
    from commission_desk.ui.pages.stakeholders import StakeholdersPage


class NewStakeholder(Dialog):
    """Who they are and how they stand; ``added(id)`` follows."""

    def __init__(self, page: "StakeholdersPage", added: Callable[[str], object]) -> None:
        self.page, self.added = page, added
        self.name = LineField(
            _("Name or role"), hint=_("A group, a body or a role rather than a person’s name")
        )
        self.kind = ChoiceField(_("Person or body"), options("stakeholder-kind"), "group")
        self.category = ChoiceField(_("Group"), options("stakeholder-category", _("not said")), "")
        self.interest = ChoiceField(_("Interest"), ratings("interest"))
        self.influence = ChoiceField(_("Influence"), ratings("influence"))
        super().__init__(
            page, _("New stakeholder"), self.name,
            hbox(self.kind, self.category, gap=12), hbox(self.interest, self.influence, gap=12),
            accept_text=_("Add stakeholder"), ready=self._add, width=560,
        )  # fmt: skip

    def _add(self) -> None:
        values = {
            "kind": self.kind.value(), "category": self.category.value(),
            "interest": self.interest.value(), "influence": self.influence.value(),
        }  # fmt: skip
        rated = {"rated_on": self.page.today()} if values["interest"] or values["influence"] else {}
        record = self.page.do(add_stakeholder, self.name.value(), **values, **rated)
        self.added(record)
