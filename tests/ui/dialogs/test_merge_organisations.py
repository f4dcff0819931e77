import pytest
from PySide6.QtCore import Qt
from ui.looks import clipped, unnamed

from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.organisations import organisations
from commission_desk.operations.register import RegisterQuery, first_agreements
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.merge_organisations import MergeDialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.window import Window

NAMES = ("Tidewater Trust", "The Tidewater Trust Ltd", "Harbour Youth")


@pytest.fixture
def page(window: Window, desk: Desk) -> ContractsPage:
    for number, name in enumerate(NAMES):
        desk.do(add_agreement, f"Service {number}", name)
    window.go("contracts")
    made = window.pages["contracts"]
    assert isinstance(made, ContractsPage)
    return made


def asked(page: ContractsPage) -> MergeDialog:
    page.tools.merge()
    return page.findChildren(MergeDialog)[-1]


def providers(desk: Desk) -> list[str]:
    rows = desk.ask(first_agreements, RegisterQuery(sort="title"))
    return [row.provider for row in rows]


def test_names_that_are_nearly_alike_are_merged_and_parted_by_undo(page, desk: Desk):
    made = asked(page)
    made.suggested.set_value(0)
    made.suggested.committed.emit()
    assert len(made.chosen) == 2
    keep = next(each.id for each in made.every.values() if each.name == NAMES[0])
    made.keep.set_value(keep)
    made.finish()
    assert providers(desk) == [NAMES[0], NAMES[0], NAMES[2]]
    page.shell.undo()
    assert providers(desk) == list(NAMES)
    assert len(desk.ask(organisations)) == 3


def test_any_two_are_ticked_by_keyboard(qtbot, page, desk: Desk):
    made = asked(page)
    qtbot.keyClicks(made.part.box, "harbour")
    qtbot.keyClick(made.list, Qt.Key.Key_Space)
    made.finish()
    assert "two organisations or more" in made.problem.plain
    made.part.box.clear()
    made.list.choose(next(each.id for each in made.every.values() if each.name == NAMES[0]))
    qtbot.keyClick(made.list, Qt.Key.Key_Space)
    made.finish()
    assert providers(desk) == [NAMES[2], NAMES[1], NAMES[2]]


def test_the_filter_on_the_page_follows_the_merge(page, desk: Desk):
    made = asked(page)
    keep, gone = (
        next(each.id for each in made.every.values() if each.name == name)
        for name in (NAMES[0], NAMES[2])
    )
    page.tools.set_filter("provider", (gone,))
    made.chosen = [keep, gone]
    made._show_names()
    made.keep.set_value(keep)
    made.finish()
    assert page.tools.narrow == (("provider", (keep,)),)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut(qtbot, window: Window, page, scale: float):
    theme.apply("light", scale)
    window.rebuild()
    window.go("contracts")
    made = asked(window.pages["contracts"])
    qtbot.wait(30)
    assert clipped(made) == []
    assert unnamed(made) == []
    made.reject()
