"""What the tests of the Contracts page share."""

from datetime import date

from sqlalchemy.orm import Session

from commission_desk.operations.agreement_detail import AgreementView, agreement
from commission_desk.store.desk import Desk, named
from commission_desk.store.tables import Agreement
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_agreement import PARTS

TODAY = date.today()  # noqa: DTZ011 - the person's own day
BEGAN = date(TODAY.year - 1, 4, 1)
ENDS = date(TODAY.year + 2, 3, 31)


def shown(page: ContractsPage) -> list[str]:
    return [page.model.row(number).row.reference for number in range(page.model.rowCount())]


def viewed(desk: Desk, record: str) -> AgreementView:
    return desk.ask(agreement, record)


def part(page: ContractsPage, name: str):
    page.detail.tabs.setCurrentIndex(list(PARTS).index(name))
    return page.detail.parts[name]


def field(of, name: str):
    """Return a field of a part by its name."""
    return next(each.binding.field for each in of._fields if each.binding.field.name == name)


def type_into(qtbot, field, words: str) -> None:
    """Put other words in a field and leave it."""
    box = field.box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, words)
    box.clearFocus()


@named("Fill")
def fill(session: Session, count: int) -> None:
    """Add many agreements in one step."""
    for number in range(count):
        session.add(
            Agreement(title=f"Service {number}", current_end=date(2030, 1, 1 + number % 28))
        )
