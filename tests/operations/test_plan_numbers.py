"""Figures that cannot be right are said, and those that may be are left alone."""

from datetime import date
from pathlib import Path

import pytest
from laptops import Laptop

from commission_desk.domain.places import split_place
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_summaries import summary
from commission_desk.operations.plan_tables import edit_entry, paste_entries
from commission_desk.operations.plans import new_plan

TODAY = date(2026, 11, 22)
SIZE = "wales-2010.needs.size"


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def plan(ann: Laptop) -> str:
    return ann.desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))


def paste(ann: Laptop, plan: str, table: str, *cells: list[str]) -> list[str]:
    view = ann.desk.ask(read_table, plan, table, SIZE)
    ann.desk.do(paste_entries, view, (0, 0), cells)
    return [row.id for row in ann.desk.ask(read_table, plan, table, SIZE).rows]


def wrong(ann: Laptop, plan: str) -> list[tuple[str, str, str]]:
    checks = ("plan-percent-beyond", "plan-outcome-beyond", "plan-part-over-whole",
              "plan-total-wrong")  # fmt: skip
    found = ann.desk.ask(plan_needs, plan, TODAY, "en")
    return [
        (need.title, need.detail, split_place(need.part)[0])
        for need in found
        if need.check in checks
    ]


def test_a_unit_typed_after_its_figures_shows_a_percentage_of_140(ann: Laptop, plan: str):
    (need,) = paste(ann, plan, "need", ["Waiting", "", "children", "30", "140"])
    assert wrong(ann, plan) == []
    ann.desk.do(edit_entry, plan, "need", need, "unit", "%")
    assert wrong(ann, plan) == [
        ("Check a percentage of Waiting", "140% in 2023: a percentage is between 0 and 100", SIZE)
    ]
    ann.desk.do(edit_entry, plan, "need", need, "year 2023", "40")
    assert wrong(ann, plan) == []


def test_an_outcome_measured_in_percent_stays_within_100(ann: Laptop, plan: str):
    paste(ann, plan, "outcome", ["In time", "", "Families in time, %", "88", "140"],
          ["More", "", "Families", "88", "140"])  # fmt: skip
    assert [(title, part) for title, _detail, part in wrong(ann, plan)] == [
        ("Check the percentage of the outcome In time", "wales-2010.needs.outcomes")
    ]


def test_a_part_beyond_its_whole_is_said_only_where_that_is_certain(ann: Laptop, plan: str):
    paste(
        ann, plan, "need",
        ["All children", "Not broken", "children", "100", "120"],
        ["Coast", "Place", "Children", "90", "121"], ["Hills", "Place", "children", "100"],
        ["Families", "Place", "families", "900"], ["Unsaid", "", "children", "999"],
    )  # fmt: skip
    assert wrong(ann, plan) == [
        ("Coast is more than its whole in 2023", "The whole is All children, in the same unit",
         SIZE),
    ]  # fmt: skip
    view = ann.desk.ask(read_table, plan, "need", SIZE)
    rows = [["All adults", "Not broken", "children", "400"]]
    ann.desk.do(paste_entries, view, (len(view.rows), 0), rows)
    assert wrong(ann, plan) == []  # two wholes in one unit: it is not certain which


MONEY = "wales-2010.services.resources"


def resources(ann: Laptop, plan: str, *cells: list[str]) -> None:
    view = ann.desk.ask(read_table, plan, "resource", MONEY)
    ann.desk.do(paste_entries, view, (len(view.rows), 0), cells)


def test_a_total_brought_along_from_a_sheet_must_be_what_its_rows_come_to(ann: Laptop, plan: str):
    resources(
        ann, plan, ["Core budget", "Council", "2027", "900"], ["Grant", "", "2027", "50.50"],
        ["Core budget", "Council", "2028", "910"], ["Total 2027:", "", "2027", "905.05"],
        ["Cyfanswm", "", "2028", "910"],
    )  # fmt: skip
    assert wrong(ann, plan) == [
        ("Total 2027: does not add up", "The rows come to £950.50, and it says £905.05", MONEY)
    ]


def test_a_total_is_left_alone_where_it_is_not_certain_what_it_adds_up(ann: Laptop, plan: str):
    resources(ann, plan, ["Core budget", "", "2027", "900"], ["Grant", "", "2027", "TBC"],
              ["Total", "", "2027", "1"])  # fmt: skip
    assert wrong(ann, plan) == []
    resources(ann, plan, ["Core budget", "", "2028", "900"], ["Total", "", "2028", "1"],
              ["In all", "", "2028", "2"], ["Total Respite Ltd", "", "2028", "7"])  # fmt: skip
    assert wrong(ann, plan) == []


def test_a_total_is_not_counted_with_the_rows_that_it_adds_up(ann: Laptop, plan: str):
    resources(ann, plan, ["Core budget", "", "2027", "900"], ["Total", "", "2027", "900"])
    view = ann.desk.ask(read_table, plan, "resource", MONEY)
    assert ann.desk.ask(summary, view, "en") == ("2027: £900 in all.",)
