"""This month: gone through by key, chased, printed, finished."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from ui.looks import clipped, unnamed
from ui.pages.contracts.parts import TODAY, type_into, viewed

from commission_desk import i18n
from commission_desk.operations.actions import actions
from commission_desk.operations.agreements import add_agreement, edit_agreement, rate_risk
from commission_desk.operations.monthly_run import begin_run, finish_run
from commission_desk.store.desk import Desk
from commission_desk.ui.dialogs.chase import ChaseDialog
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_month import MonthSight
from commission_desk.ui.window import Window

LAST = date(TODAY.year - 1, 1, 1)  # some month before this one


@pytest.fixture
def ready(desk: Desk, breaks: str, others: list[str]) -> None:
    for record in others:
        desk.do(rate_risk, record, "green", "")
    desk.do(edit_agreement, others[1], managed="devolved", manager="Locality manager")


@pytest.fixture
def month(ready: None, page: ContractsPage) -> MonthSight:
    page.show_record("", "month")
    made = page.sights.current
    assert isinstance(made, MonthSight)
    made.new()
    return made


def keys(qtbot, month: MonthSight, *pressed: Qt.Key) -> None:
    for key in pressed:
        qtbot.keyClick(month.table, key)


def go_to(month: MonthSight, reference: str) -> None:
    row = [line.reference for line in month.model.rows].index(reference)
    month.table.selectRow(row)


def test_an_empty_sight_says_what_a_month_is_and_begins_it(ready, page: ContractsPage):
    page.show_record("", "month")
    sight = page.sights.current
    assert sight.body.currentIndex() == 1
    sight.first.click()
    assert sight.body.currentIndex() == 0
    assert [line.reference for line in sight.model.rows] == ["C-0121", "C-0147", "G-0031"]
    assert sight.said.plain.startswith("2 central + 1 devolved = 3. Confirmed: 0.")


def test_enter_confirms_and_goes_on(qtbot, month: MonthSight, window: Window):
    go_to(month, "C-0121")
    keys(qtbot, month, Qt.Key.Key_Return)
    assert month.model.rows[0].confirmed
    assert month.line.reference == "C-0147"
    keys(qtbot, month, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert all(line.confirmed for line in month.model.rows)
    window.undo()
    assert [line.confirmed for line in month.model.rows] == [True, True, False]


def test_letters_rate_the_risk_and_digits_grade(qtbot, month: MonthSight, desk, breaks: str):
    go_to(month, "C-0147")
    keys(qtbot, month, Qt.Key.Key_G, Qt.Key.Key_5)
    line = month.line
    assert (line.risk, line.value) == ("green", "5")
    assert viewed(desk, breaks).row.grade == 6
    keys(qtbot, month, Qt.Key.Key_Enter)
    row = viewed(desk, breaks).row
    assert (row.risk, row.grade) == ("green", 5)


def test_red_waits_for_its_reason_and_ctrl_enter_goes_on(
    qtbot, month: MonthSight, desk: Desk, others: list[str]
):
    go_to(month, "C-0121")
    keys(qtbot, month, Qt.Key.Key_R, Qt.Key.Key_Return)
    reason = month.form.fields["reason"]
    assert "say why it is red or amber" in reason.reason.plain
    assert not month.line.confirmed
    type_into(qtbot, reason, "Notice was given")
    month.form.confirm()
    assert viewed(desk, others[0]).row.risk == "red"
    assert viewed(desk, others[0]).risk_reason == "Notice was given"
    assert month.line.reference == "C-0147"


def test_not_yet_confirmed_is_a_view_that_empties(qtbot, month: MonthSight):
    month.pills["open"].click()
    go_to(month, "C-0121")
    keys(qtbot, month, Qt.Key.Key_Return)
    assert [line.reference for line in month.model.rows] == ["C-0147", "G-0031"]
    assert month.line.reference == "C-0147"
    keys(qtbot, month, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert month.list.currentIndex() == 1
    assert month.pills["open"].text() == "Not yet confirmed 0"


def test_an_improvement_action_joins_the_log_and_shows_in_the_row(
    qtbot, month: MonthSight, desk: Desk, breaks: str
):
    go_to(month, "C-0147")
    keys(qtbot, month, Qt.Key.Key_I)
    type_into(qtbot, month.form.fields["owner"], "Provider manager")
    assert desk.ask(actions, agreement_id=breaks) == ()
    type_into(qtbot, month.form.fields["task"], "Fill the rotas")
    month.form.flush()
    (made,) = desk.ask(actions, agreement_id=breaks)
    assert (made.title, made.nature, made.owner) == (
        "Fill the rotas", "corrective", "Provider manager",
    )  # fmt: skip
    cell = next(month.model.cell(n, 4) for n, line in enumerate(month.model.rows)
                if line.reference == "C-0147")  # fmt: skip
    assert cell.sub == "Corrective: Fill the rotas"


def test_all_shown_are_confirmed_in_one_step(month: MonthSight, window: Window):
    month.words.setText("locality")
    month._filter()
    month.confirm_all()
    assert sum(line.confirmed for line in month.lines) == 1
    month.words.clear()
    month._filter()
    month.confirm_all()
    assert all(line.confirmed for line in month.lines)
    window.undo()
    assert sum(line.confirmed for line in month.lines) == 1


def test_the_chase_list_names_who_has_not_returned(month: MonthSight, page: ContractsPage):
    month.chase()
    ask = page.findChildren(ChaseDialog)[-1]
    assert [ask.model.cell(n, 0).text for n in range(2)] == [
        "Locality manager", "No contract manager is named",
    ]  # fmt: skip
    assert ask.model.cell(0, 0).sub == "Devolved"
    ask.reject()


def test_a_finished_month_stays_and_undo_opens_it(
    qtbot, month: MonthSight, window: Window, desk: Desk, breaks: str
):
    month.finish()
    assert month.frozen
    assert window.findChildren(Toast)[-1].words.plain.startswith("Finished. 3 agreements")
    go_to(month, "C-0147")
    keys(qtbot, month, Qt.Key.Key_R, Qt.Key.Key_Return, Qt.Key.Key_9)
    assert (month.line.risk, month.line.value) == ("amber", "6")
    assert not month.form.body.isEnabled()
    assert not month.finish_button.isVisibleTo(month)
    window.undo()
    assert not month.frozen


def test_a_month_begins_as_a_copy_and_earlier_months_can_be_looked_at(
    ready, page: ContractsPage, desk: Desk
):
    desk.do(finish_run, desk.do(begin_run, LAST, LAST), LAST)
    page.show_record("", "month")
    sight = page.sights.current
    assert sight.frozen
    sight.new()
    assert not sight.frozen
    assert [row.month for row in sight.runs] == [TODAY.replace(day=1), LAST]
    sight._show_run(sight.runs[1].id)
    assert sight.frozen
    assert sight.record() == sight.runs[1].id


def test_what_is_new_since_the_month_began_is_taken_in(month: MonthSight, page, desk: Desk):
    desk.do(add_agreement, "Newcomer", reference="C-0500")
    page.refresh()
    assert month.take_button.text() == "Take in 1 new agreement"
    month.take_in()
    assert "C-0500" in [line.reference for line in month.lines]


def test_the_reader_is_kept_and_the_papers_are_shown(
    qtbot, month: MonthSight, page: ContractsPage, monkeypatch: pytest.MonkeyPatch
):
    type_into(qtbot, month.reader, "Assistant Director")
    shown: list[tuple[str, str, str]] = []
    monkeypatch.setattr(page.shell, "preview", lambda *asked: shown.append(asked))
    month.print("exceptions")
    month.print("chase")
    assert [one[1] for one in shown] == ["exceptions", "chase"]
    assert month.run.reader == "Assistant Director"


def test_another_scale_is_graded_in_the_form(month: MonthSight, qtbot, desk: Desk, breaks: str):
    go_to(month, "C-0147")
    month.form.scale.set_value("procurement-act-2023")
    month.form.scale._chosen()
    assert month.line.value == ""
    keys(qtbot, month, Qt.Key.Key_5)
    assert month.line.value == ""
    qtbot.mouseClick(month.form.grade.segments["Approaching target"], Qt.MouseButton.LeftButton)
    assert month.line.value == "approaching-target"
    month.confirm()
    assert viewed(desk, breaks).row.grade_word == "approaching-target"


def test_the_sight_leads_to_the_agreement(month: MonthSight, page: ContractsPage, breaks: str):
    go_to(month, "C-0147")
    month.form._open()
    assert page.sights.current is None
    assert page.detail.record == breaks


@pytest.mark.parametrize("sight", ["month", "value"])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_nothing_is_cut_at_200_percent_and_everything_is_named(
    qtbot, ready, window: Window, sight: str, language: str
):
    i18n.use(language)
    theme.apply("light", 2.0)
    window.resize(1280, 720)
    window.rebuild()
    window.go("contracts", "", sight)
    page = window.pages["contracts"]
    if sight == "month":
        page.sights.current.new()
    qtbot.wait(60)
    assert clipped(page) == []
    assert unnamed(page) == []


def test_it_is_said_why_no_month_can_begin(month: MonthSight, window: Window):
    month.new()
    assert window.findChildren(Toast)[-1].words.plain.startswith("Finish the month that is open")
    month.finish()
    month.new()
    assert window.findChildren(Toast)[-1].words.plain.startswith("This month is finished")
    assert len(month.runs) == 1


def test_a_change_by_key_is_called_by_what_it_is(month: MonthSight, desk: Desk):
    go_to(month, "C-0121")
    month.rate("amber")
    assert desk.undo() == "Rate risk in the month"
    month.grade("5")
    assert desk.undo() == "Grade in the month"
