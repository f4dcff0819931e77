"""Quality and cost: like with like, four quadrants, and the way to an agreement."""

from statistics import median
from threading import Thread, current_thread, main_thread

import pytest
from PySide6.QtCore import QPointF, Qt
from sqlalchemy.orm import Session
from ui.pages.contracts.parts import TODAY

from commission_desk.domain.value_chart import ValuePoint, place_of, value_chart
from commission_desk.operations import value
from commission_desk.operations.agreements import add_agreement, edit_agreement, grade
from commission_desk.operations.value import value_view
from commission_desk.store.desk import Desk
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages import contracts_value
from commission_desk.ui.pages.contracts import ContractsPage
from commission_desk.ui.pages.contracts_value import ValueSight


@pytest.fixture
def sight(qtbot, page: ContractsPage, desk: Desk, others: list[str]) -> ValueSight:
    desk.do(grade, others[0], 3, "", TODAY)
    desk.do(grade, others[1], 8, "", TODAY)
    page.show_record("", "value")
    made = page.sights.current
    assert isinstance(made, ValueSight)
    qtbot.waitUntil(lambda: made.view is not None)
    return made


def test_costs_of_a_year_are_set_against_the_middle_of_years(desk: Desk, sight, breaks, others):
    rows = {row.id: row for row in desk.ask(value_view).rows}
    assert rows[others[0]].point.cost == 1
    assert rows[breaks].quadrant == "good-high"
    assert rows[others[0]].quadrant == "poor-low"
    assert rows[others[1]].quadrant == "good-low"


def test_units_are_compared_with_units_where_there_are_two(desk: Desk, sight, breaks, others):
    desk.do(edit_agreement, breaks, unit_pence=2000, unit_of="Hour")
    assert {row.unit for row in desk.ask(value_view).rows} == {""}
    desk.do(edit_agreement, others[0], unit_pence=4000, unit_of="hour ")
    rows = {row.id: row for row in desk.ask(value_view).rows}
    assert (rows[breaks].unit, rows[breaks].pence, rows[breaks].likes) == ("Hour", 2000, 2)
    assert rows[others[0]].quadrant == "poor-high"
    assert rows[others[1]].unit == ""


def test_what_has_no_grade_on_the_scale_or_no_cost_is_counted(desk: Desk, sight: ValueSight):
    made = desk.do(add_agreement, "Free", reference="C-0900")
    desk.do(grade, made, 7, "", TODAY)
    assert desk.ask(value_view).left_out == 1
    assert desk.ask(value_view, "four-headings").rows == ()


def test_the_list_is_worst_first_and_quadrants_narrow_it(sight: ValueSight):
    assert [row.quadrant for row in sight.model.rows] == ["poor-low", "good-high", "good-low"]
    sight.pills["good-low"].click()
    assert [row.reference for row in sight.model.rows] == ["G-0031"]
    assert sight.advice.plain == "Find out how they do it, and tell others."


def test_enter_in_the_list_and_a_click_on_a_dot_open_the_agreement(
    qtbot, sight: ValueSight, page: ContractsPage, breaks: str, others: list[str]
):
    sight.table.selectRow(0)
    assert sight.chart.current == others[0]
    qtbot.keyClick(sight.table, Qt.Key.Key_Return)
    assert page.detail.record == others[0]
    page.show_record("", "value")
    qtbot.waitUntil(lambda: any(row.id == breaks for row in sight.view.rows))
    row = next(row for row in sight.view.rows if row.id == breaks)
    x, y = place_of(row.point, sight.chart._size(), theme.scale)
    assert sight.chart.at(QPointF(x, y)).id == breaks
    at = QPointF(x, y).toPoint()
    qtbot.mouseClick(sight.chart, Qt.MouseButton.LeftButton, pos=at)
    assert page.detail.record == breaks


def test_the_chart_is_spoken_as_its_quadrants(sight: ValueSight):
    said = sight.chart.accessibleDescription()
    assert "Good, at lower cost: 1" in said
    assert "To improve, at higher cost: 0" in said


def test_another_scale_has_its_own_chart_and_says_when_it_is_empty(qtbot, sight: ValueSight):
    sight.scale.set_value("procurement-act-2023")
    sight.scale._chosen()
    qtbot.waitUntil(lambda: sight.nothing.isVisibleTo(sight))
    assert not sight.full.isVisibleTo(sight)


def test_the_middle_of_a_list_is_worked_out_once_however_many_stand_in_it(
    desk: Desk, sight: ValueSight, monkeypatch
):
    asked = []
    monkeypatch.setattr(value, "median", lambda pence: asked.append(pence) or median(pence))
    assert len(desk.ask(value_view).rows) == 3
    assert len(asked) == 1


def test_a_large_register_is_read_off_the_windows_thread(qtbot, sight: ValueSight, monkeypatch):
    on: list[Thread] = []

    def read(session: Session, scale: str):
        on.append(current_thread())
        return value_view(session, scale)

    monkeypatch.setattr(contracts_value, "value_view", read)
    sight.refresh()
    qtbot.waitUntil(lambda: bool(on))
    assert on[0] is not main_thread()


def test_no_dot_stands_outside_the_field():
    size = (600.0, 400.0)
    for cost in (0.0, 1e-9, 1.0, 1e9):
        x, y = place_of(ValuePoint("a", 1.0, cost, good=True), size)
        assert 0 < x < 600
        assert 0 < y < 400
    assert list(value_chart([], size, ["a", "b", "c", "d"], ("", ""), [], 0.5))
