"""A desk with three agreements, and the Contracts page on it."""

from datetime import date, timedelta

import pytest
from ui.pages.contracts.parts import BEGAN, ENDS, TODAY

from commission_desk.operations.agreements import add_agreement, grade, rate_risk
from commission_desk.store.desk import Desk
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.window import Window


@pytest.fixture
def breaks(desk: Desk) -> str:
    """Add an agreement with two options, a grade and a risk."""
    made = desk.do(
        add_agreement, "Short breaks", "Tidewater Family Support", options=(12, 12),
        reference="C-0147", starts=BEGAN, ends=ENDS, annual_pence=82_400_000,
        annual_text="£824,000",
    )  # fmt: skip
    desk.do(rate_risk, made, "amber", "Staff are leaving")
    desk.do(grade, made, 6, "Two measures are under target", TODAY)
    return made


@pytest.fixture
def others(desk: Desk) -> list[str]:
    """Add a contract that ended and goes on, and a grant."""
    ended = TODAY - timedelta(days=20)
    return [
        desk.do(
            add_agreement, "Outreach", "Harbour Youth Trust", reference="C-0121",
            starts=date(2020, 4, 1), ends=ended, annual_pence=61_050_000,
        ),
        desk.do(
            add_agreement, "Sibling support", "Stepping Stones", reference="G-0031", kind="grant",
            annual_pence=2_400_000,
        ),
    ]  # fmt: skip


@pytest.fixture
def page(qtbot, window: Window, breaks: str, others: list[str]) -> ContractsPage:
    window.go("contracts")
    made = window.pages["contracts"]
    assert isinstance(made, ContractsPage)
    qtbot.waitUntil(lambda: made.header.sub.plain != "")
    made.table.choose(breaks)
    return made
