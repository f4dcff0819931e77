"""What public registers say of a provider: its numbers, size, sector and address."""

from typing import TYPE_CHECKING

from commission_desk.i18n import _
from commission_desk.operations.organisations import edit_organisation, organisation_details
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.typed import choice_field

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page


class OrganisationDialog(Dialog):
    """Changes an organisation in one step."""

    def __init__(self, page: "Page", record: str) -> None:
        self.page, self.record = page, record
        known = page.ask(organisation_details, record)
        self.name = LineField(_("Name"), known.name)
        self.sector = choice_field(_("Sector"), "sector", known.sector, blank=True)
        self.size_ = choice_field(_("Size"), "organisation-size", known.size, blank=True)
        self.charity = LineField(_("Charity number"), known.charity_number)
        self.company = LineField(_("Company number"), known.company_number)
        self.address = LineField(_("Address"), known.address, _("The principal place of business"))
        super().__init__(
            page, _("Details of the provider"), self.name, hbox(self.sector, self.size_),
            hbox(self.charity, self.company), self.address, accept_text=_("Keep"),
            ready=self._keep,
        )  # fmt: skip

    def _keep(self) -> None:
        self.page.do(
            edit_organisation, self.record, name=self.name.value(), sector=self.sector.value(),
            size=self.size_.value(), charity_number=self.charity.value(),
            company_number=self.company.value(), address=self.address.value(),
        )  # fmt: skip
