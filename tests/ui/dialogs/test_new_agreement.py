from datetime import date

import pytest
from PySide6.QtCore import Qt
from ui.looks import settled, unnamed

from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.register import RegisterQuery, agreement_ids
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.new_agreement import NewAgreementDialog
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.window import Window


@pytest.fixture
def page(window: Window, desk: Desk) -> ContractsPage:
    desk.do(add_agreement, "Outreach", "Harbour Youth Trust", reference="C-0006")
    window.go("contracts")
    made = window.pages["contracts"]
    assert isinstance(made, ContractsPage)
    return made


@pytest.fixture
def dialog(qtbot, page: ContractsPage) -> NewAgreementDialog:
    """Ask for a new agreement by keyboard."""
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    (made,) = page.findChildren(NewAgreementDialog)
    return made


def test_an_agreement_is_added_whole_in_one_step_and_shown(
    qtbot, window: Window, page: ContractsPage, desk: Desk, dialog: NewAgreementDialog
):
    assert dialog.reference.value() == "C-0007"
    qtbot.keyClicks(dialog.name.box, "Short breaks")
    dialog.provider.box.setText("harbour youth trust")
    dialog.annual.box.setText("140k")
    dialog.start.box.setText("1/4/2026")
    dialog.years.box.setText("3")
    dialog.options.box.setText("1+1")
    dialog.finish()
    qtbot.waitUntil(lambda: page.detail.view is not None)
    qtbot.waitUntil(lambda: page.detail.title.plain == "Short breaks")
    view = desk.ask(agreement, page.detail.record)
    assert (view.row.provider, view.row.annual_pence) == ("Harbour Youth Trust", 14_000_000)
    assert (view.ends, view.row.latest_end) == (date(2029, 3, 31), date(2031, 3, 31))
    assert view.term.words == "3+1+1"
    window.undo()
    assert len(desk.ask(agreement_ids, RegisterQuery())) == 1


def test_the_reference_follows_the_kind_until_one_is_typed(dialog: NewAgreementDialog):
    dialog.kind.set_value("grant")
    dialog.kind._chosen()
    assert dialog.reference.value() == "G-0001"
    dialog.reference.box.setText("OUR-9")
    dialog.kind.set_value("contract")
    dialog.kind._chosen()
    assert dialog.reference.value() == "OUR-9"


@pytest.mark.parametrize(
    ("field", "words", "sentence"),
    [
        ("name", "", "Give the agreement a title."),
        ("annual", "about 5?", "There is more than an amount here"),
        ("start", "31/02/2026", "There is no such day in the calendar."),
        ("options", "1+1", "Options follow a first term"),
        ("years", "1+1", "the options have their own field"),
    ],
)
def test_what_is_wrong_is_said_inside_and_nothing_typed_is_lost(
    desk: Desk, dialog: NewAgreementDialog, field: str, words: str, sentence: str
):
    dialog.name.box.setText("Short breaks")
    getattr(dialog, field).box.setText(words)
    dialog.finish()
    assert sentence.lower() in dialog.problem.plain.lower()
    assert dialog.isVisible()
    assert getattr(dialog, field).box.text() == words
    assert len(desk.ask(agreement_ids, RegisterQuery())) == 1


def test_providers_are_completed(dialog: NewAgreementDialog):
    completer = dialog.provider.box.completer()
    completer.setCompletionPrefix("youth")
    assert completer.currentCompletion() == "Harbour Youth Trust"


def test_nothing_is_cut_and_everything_is_named(qtbot, dialog: NewAgreementDialog):
    qtbot.wait(50)
    assert settled(dialog) == []
    assert unnamed(dialog) == []
    assert dialog.area.verticalScrollBar().maximum() == 0
