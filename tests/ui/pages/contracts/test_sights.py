"""The Contracts page's sights: tabs beside the register, each read when it is looked at."""

import pytest
from PySide6.QtWidgets import QWidget

from commission_desk.operations.agreements import edit_agreement
from commission_desk.store.desk import Desk
from commission_desk.ui.pages import contracts_sights
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_sights import REGISTER, Sight, Sights
from commission_desk.ui.window import Window


class _Ends(Sight):
    """A sight that remembers what it was asked."""

    tables = frozenset({"meeting"})

    def __init__(self, page: ContractsPage) -> None:
        super().__init__(page)
        self.asked: list[str] = []

    def refresh(self) -> None:
        self.asked.append("refresh")

    def show_record(self, record: str) -> None:
        self.asked.append(record)

    def flush(self) -> None:
        self.asked.append("flush")


@pytest.fixture
def sights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(contracts_sights.SIGHTS, "ends", ("Ends", _Ends))


def test_a_sight_is_built_when_it_is_first_looked_at(sights: None, page: ContractsPage) -> None:
    assert "ends" not in page.sights.built
    page.sights.go("ends")
    assert page.sights.built["ends"].asked == ["refresh"]
    assert "meeting" in page.tables
    page.sights.go(REGISTER)
    assert page.sights.current is None


def test_a_sight_is_read_again_only_when_it_is_shown(
    sights: None, page: ContractsPage, breaks: str, desk: Desk
) -> None:
    page.show_record("", "ends")
    sight = page.sights.built["ends"]
    page.show_record(breaks)
    sight.asked.clear()
    page.do(edit_agreement, breaks, title="Short breaks, north")
    assert "refresh" not in sight.asked
    page.show_record("one", "ends")
    assert sight.asked[-2:] == ["refresh", "one"]


def test_a_rebuilt_window_comes_back_to_the_sight(
    sights: None, page: ContractsPage, window: Window
) -> None:
    page.show_record("", "ends")
    window.rebuild()
    again = window.pages["contracts"]
    assert isinstance(again, ContractsPage)
    assert again is not page
    assert again.sights.key == "ends"


def test_the_register_alone_needs_no_tabs(
    page: ContractsPage, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contracts_sights, "SIGHTS", {})
    alone = Sights(page, QWidget())
    qtbot.addWidget(alone)
    bar = alone.tabs.parentWidget()
    assert bar is not None
    assert bar.isHidden()
