"""The Why tab through the window: reasons, support, procurement rules and questions."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from ui.pages.contracts.parts import field, part, type_into

from commission_desk.operations.agreement_why import WhyView, agreement_why, question_ids
from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.finding import TABS
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.agreement_row import AgreementRowDialog
from commission_desk.ui.dialogs.own_figure import OwnFigureDialog
from commission_desk.ui.kit.text import Label
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_agreement import PARTS
from commission_desk.ui.pages.contracts_why import WhyPart
from commission_desk.ui.window import Window


@pytest.fixture
def why(page: ContractsPage) -> WhyPart:
    found = part(page, "why")
    assert isinstance(found, WhyPart)
    return found


def now(desk: Desk, record: str) -> WhyView:
    return desk.ask(agreement_why, record, date(2026, 11, 22))


def said(why: WhyPart) -> str:
    return "\n".join(each.plain for each in why.findChildren(Label))


def test_every_tab_that_a_record_is_found_on_is_there():
    assert set(TABS.values()) <= set(PARTS)


def test_a_reason_is_added_and_the_check_falls_silent(qtbot, why: WhyPart, desk: Desk, breaks: str):
    assert why.findings.needs[0].check == "no-rationale"
    why.rationales.add()
    dialog = why.rationales.findChild(AgreementRowDialog)
    dialog.fields["event"].set_value("Award")
    dialog.fields["model"].set_value("Provided by ourselves")
    dialog.fields["reason"].set_value("We have the staff")
    dialog.fields["decided_by"].set_value("Cabinet member")
    dialog.finish()
    (row,) = now(desk, breaks).rationales
    assert (row.values["event"], row.values["model"]) == ("award", "direct")
    assert "no-rationale" not in [need.check for need in why.findings.needs]
    assert why.unreasoned.isHidden()
    desk.undo()
    assert now(desk, breaks).rationales == ()


def test_the_check_can_be_overridden_with_a_reason(qtbot, why: WhyPart, desk: Desk, breaks: str):
    type_into(qtbot, why.unreasoned, "Let before we kept records")
    assert now(desk, breaks).unreasoned
    assert "no-rationale" not in [need.check for need in why.findings.needs]


def test_support_is_worked_out_and_another_waits_for_its_reason(
    qtbot, why: WhyPart, desk: Desk, breaks: str
):
    why.importance.set_value("low")
    why.importance._chosen()
    assert "Value: High · Risk: Medium · Importance: Low" in said(why)
    assert "Close. Specialist commercial and legal support" in said(why)
    why.tier.set_value("standard")
    why.tier._chosen()
    assert now(desk, breaks).triage.tier == "close", "not before there is a reason"
    assert why.tier_reason.reason.plain == "Say why, and it is kept."
    type_into(qtbot, why.tier_reason, "Fifth renewal")
    assert now(desk, breaks).triage.tier == "standard"
    assert "Fifth renewal" in said(why)
    why.tier.set_value("")
    why.tier._chosen()
    assert now(desk, breaks).triage.tier == "close"


def test_the_notice_of_a_tender_is_worked_out(qtbot, why: WhyPart, desk: Desk, breaks: str):
    tender = field(why, "Tender planned for")
    type_into(qtbot, tender, "1 Sep 2026")
    assert now(desk, breaks).tender_on == date(2026, 9, 1)
    assert "tell third-sector providers of it by 3 June 2026: 90 days before" in said(why)
    assert "since 1 June 2010" in said(why)


def test_rules_are_those_of_the_day_of_award_and_a_figure_of_our_own_is_set_in_settings(
    qtbot, window: Window, page: ContractsPage, why: WhyPart, desk: Desk, breaks: str
):
    desk.do(edit_agreement, breaks, awarded=date(2026, 1, 15), regime="light-touch")
    page.refresh()
    assert "is above £663,540" in said(why)
    window.go("settings", "figures")
    settings = window.pages["settings"]
    settings.figures.add()
    dialog = settings.findChild(OwnFigureDialog)
    dialog.figure.set_value("procurement-local")
    dialog.figure._chosen()
    assert "None is shipped" in dialog.now.plain
    dialog.value.set_value("£25,000.50")
    dialog.finish()
    assert "whole number above zero" in dialog.problem.plain
    dialog.value.set_value("25k")
    dialog.finish()
    assert "from which day" in dialog.problem.plain
    dialog.starts.set_value(date(2025, 1, 1))
    dialog.source.set_value("Standing orders")
    dialog.finish()
    assert settings.figures.model.cell(0, 1).text == "£25,000"
    window.go("contracts")
    assert "is above £25,000: our own standing orders" in said(why)
    window.go("settings")
    settings.figures.table.setFocus()
    settings.figures.table.selectRow(0)
    qtbot.keyClick(settings.figures.table, Qt.Key.Key_Delete)
    assert settings.figures.table.isHidden()
    window.undo()
    assert not settings.figures.table.isHidden()


def test_questions_are_answered_at_award_and_at_review(
    qtbot, window: Window, why: WhyPart, desk: Desk, breaks: str, others: list[str],
    page: ContractsPage,
):  # fmt: skip
    first = question_ids()[0]
    box = why.questions.bindings[first].field.box
    box.setFocus()
    qtbot.keyClicks(box, "Cheapest")
    why.questions._ask_at("review")
    assert box.toPlainText() == ""
    qtbot.keyClicks(box, "Still")
    page.table.choose(others[0])
    assert box.toPlainText() == ""
    assert now(desk, breaks).answers == {"award": {first: "Cheapest"}, "review": {first: "Still"}}
    page.table.choose(breaks)
    assert box.toPlainText() == "Still"
