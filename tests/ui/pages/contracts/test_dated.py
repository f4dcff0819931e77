from datetime import date

from PySide6.QtCore import Qt
from ui.looks import clipped, unnamed
from ui.pages.contracts.parts import part

from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.organisations import organisation_details, organisation_named
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.organisation import OrganisationDialog
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_agreement import PARTS


def test_regimes_are_offered_as_they_stood_when_the_agreement_was_awarded(
    page: ContractsPage, desk: Desk, breaks: str
):
    def offered() -> list[str]:
        return [details.regime.box.itemData(n) for n in range(details.regime.box.count())]

    details = part(page, "details" if "details" in PARTS else "money")
    assert "light-touch" in offered()
    desk.do(edit_agreement, breaks, awarded=date(2020, 4, 1))
    page.refresh()
    assert "light-touch" not in offered()
    assert "pcr2015" in offered()


def test_what_a_public_register_says_of_a_provider_is_kept(
    qtbot, page: ContractsPage, desk: Desk, breaks: str
):
    page.table.choose(breaks)
    page.tools.provider()
    made = page.findChildren(OrganisationDialog)[-1]
    qtbot.wait(30)
    assert clipped(made) == []
    assert unnamed(made) == []
    made.address.set_value("1 Quay Street, Tidewater")
    qtbot.keyClicks(made.charity.box, "1000001")
    made.size_.set_value("small")
    qtbot.keyClick(made, Qt.Key.Key_Return)
    record = desk.ask(organisation_named, "Tidewater Family Support")
    details = desk.ask(organisation_details, record)
    assert (details.address, details.charity_number) == ("1 Quay Street, Tidewater", "1000001")
    assert details.size == "small"
    page.shell.undo()
    assert desk.ask(organisation_details, record).address == ""
