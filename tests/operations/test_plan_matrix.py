"""Services against outcomes: ticked in either place, gaps and overlaps, and read on paper."""

from datetime import date
from pathlib import Path

import pytest
from desks import rows
from laptops import Laptop

from commission_desk.domain.errors import UserError
from commission_desk.operations.plan_matrix import ACROSS, MOST_OUTCOMES, Matrix, matrix
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_served import set_served
from commission_desk.operations.plan_tables import (
    edit_entry,
    paste_entries,
    remove_entries,
    sort_entries,
)
from commission_desk.operations.plan_versions import keep_version, put_version_back
from commission_desk.operations.plans import new_plan

TODAY = date(2026, 11, 22)


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def plan(ann: Laptop) -> str:
    made = ann.desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    paste(ann, made, "outcome", ["Breaks in time"], ["Join in; belong"], ["Work"])
    paste(
        ann, made, "service",
        ["Home", "A", "", "", "", "", "", "£100,000", "breaks in time; Join in; belong"],
        ["Night", "B", "", "", "", "", "", "£50,000", "Breaks"],
        ["Club", "C", "", "", "", "", "", "£7,000"],
    )  # fmt: skip
    return made


def paste(ann: Laptop, plan: str, table: str, *cells: list[str]) -> None:
    ann.desk.do(paste_entries, ann.desk.ask(read_table, plan, table), (0, 0), cells)


def found(ann: Laptop, plan: str) -> Matrix:
    return ann.desk.ask(matrix, plan)


def served(ann: Laptop, plan: str) -> list[tuple[str, ...]]:
    return [each.services for each in found(ann, plan).outcomes]


def cells(ann: Laptop, plan: str) -> list[str]:
    view = ann.desk.ask(read_table, plan, "service")
    column = next(each for each in view.columns if each.key == "outcomes")
    return [view.words(row, column) for row in view.rows]


def test_a_cell_names_several_outcomes_even_with_a_semicolon_of_their_own(ann: Laptop, plan: str):
    assert cells(ann, plan) == ["Breaks in time; Join in; belong", "Breaks in time", ""]
    edit(ann, plan, 2, "join in; belong; Breaks; work")
    assert served(ann, plan) == [("Home", "Night", "Club"), ("Home", "Club"), ("Club",)]
    with pytest.raises(UserError, match="there is no “elsewhere” to choose"):
        edit(ann, plan, 2, "Work; elsewhere")
    edit(ann, plan, 2, "")
    assert served(ann, plan) == [("Home", "Night"), ("Home",), ()]


def edit(ann: Laptop, plan: str, row: int, words: str) -> None:
    view = ann.desk.ask(read_table, plan, "service")
    ann.desk.do(edit_entry, plan, "service", view.rows[row].id, "outcomes", words)


@pytest.fixture
def plain(ann: Laptop) -> str:
    made = ann.desk.do(new_plan, "Young carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31))
    paste(ann, made, "outcome", ["Breaks in time"], ["Join in"], ["Work"])
    paste(
        ann, made, "service",
        ["Home", "A", "", "", "", "", "", "£100,000", "breaks in time; Join"],
        ["Night", "B", "", "", "", "", "", "£50,000", "Breaks"],
        ["Club", "C", "", "", "", "", "", "£7,000"],
    )  # fmt: skip
    return made


def test_gaps_overlaps_and_money_are_said_and_printed(ann: Laptop, plain: str):
    view = found(ann, plain)
    assert [(each.title, each.services, each.pence) for each in view.outcomes] == [
        ("Breaks in time", ("Home", "Night"), 150_000_00), ("Join in", ("Home",), 100_000_00),
        ("Work", (), None),
    ]  # fmt: skip
    paper = ann.desk.ask(plan_paper, plain, "en", TODAY)
    (table,) = [
        each for section in paper.sections for part in section.parts for each in part.tables
        if each.title == "Services, outcomes and money"
    ]  # fmt: skip
    assert table.head == ("Service", "Breaks in time", "Join in", "Work", "Cost a year")
    assert table.rows == (
        ("Home", "Yes", "Yes", "", "£100,000"), ("Night", "Yes", "", "", "£50,000"),
        ("Club", "", "", "", "£7,000"), ("Services that serve it", "2", "1", "0", "3"),
        ("Their money together, a year", "£150,000", "£100,000", "", "£157,000"),
    )  # fmt: skip
    assert table.notes == (
        "No service serves: Work.", "Tied to no outcome: Club.",
        "More than one serves “Breaks in time”: Home, Night, £150,000 a year together.",
        "A service that serves several outcomes is counted in full under each of them.",
    )  # fmt: skip


def test_a_tick_is_one_step_that_undo_takes_back(ann: Laptop, plain: str):
    view = found(ann, plain)
    club, work = view.services[2].id, view.outcomes[2].id
    ann.desk.do(set_served, club, work, serves=True)
    assert served(ann, plain)[2] == ("Club",)
    ann.desk.undo()
    assert served(ann, plain)[2] == ()
    ann.desk.do(set_served, club, work, serves=True)  # what was undone can be ticked anew
    ann.desk.do(set_served, club, work, serves=False)
    ann.desk.do(set_served, club, work, serves=False)
    assert served(ann, plain)[2] == ()
    ann.desk.undo()
    assert served(ann, plain)[2] == ("Club",)


def test_an_outcome_of_another_plan_cannot_be_ticked(ann: Laptop, plan: str, plain: str):
    service, other = found(ann, plan).services[0].id, found(ann, plain).outcomes[0].id
    with pytest.raises(UserError, match="another plan"):
        ann.desk.do(set_served, service, other, serves=True)


def test_what_a_service_serves_goes_and_comes_back_with_either(ann: Laptop, plain: str):
    view = found(ann, plain)
    ann.desk.do(remove_entries, "outcome", [view.outcomes[0].id])
    assert cells(ann, plain) == ["Join in", "", ""]
    ann.desk.undo()
    ann.desk.do(remove_entries, "service", [view.services[0].id])
    assert served(ann, plain) == [("Night",), (), ()]
    ann.desk.undo()
    assert found(ann, plain) == view


def test_two_laptops_tick_without_a_conflict(tmp_path: Path, ann: Laptop, plain: str):
    bob = ann.twin("Bob")
    view = found(ann, plain)
    club, work = view.services[2].id, view.outcomes[2].id
    for laptop in (ann, bob):
        laptop.desk.do(set_served, club, work, serves=True)
    bob.desk.do(set_served, view.services[1].id, work, serves=True)
    ann.merge(bob)
    bob.merge(ann)
    assert ann.conflicts() == ()
    assert ann.knows() == bob.knows()
    assert served(ann, plain)[2] == ("Night", "Club")
    count = "SELECT count(*) FROM service_outcome WHERE outcome_id = ?"
    assert rows(ann.desk.path, count, work) == [(2,)]


def test_a_version_puts_the_ticks_back(ann: Laptop, plain: str):
    version = ann.desk.do(keep_version, plain, "Sent", "", TODAY)
    view = found(ann, plain)
    ann.desk.do(set_served, view.services[0].id, view.outcomes[0].id, serves=False)
    ann.desk.do(set_served, view.services[2].id, view.outcomes[2].id, serves=True)
    ann.desk.do(put_version_back, version)
    assert found(ann, plain) == view


def test_a_wide_matrix_is_cut_into_tables_that_can_be_read(ann: Laptop, plain: str):
    paste(ann, plain, "outcome", *([f"Outcome {n:02}"] for n in range(MOST_OUTCOMES + 3)))
    view = found(ann, plain)
    assert (len(view.outcomes), view.more) == (MOST_OUTCOMES, 3)
    paper = ann.desk.ask(plan_paper, plain, "cy", TODAY)
    tables = [
        each for section in paper.sections for part in section.parts for each in part.tables
        if each.title.startswith("Gwasanaethau, canlyniadau ac arian")
    ]  # fmt: skip
    assert len(tables) == MOST_OUTCOMES / ACROSS
    assert {len(table.head) for table in tables} == {ACROSS + 2}
    assert [bool(table.notes) for table in tables] == [*[False] * (len(tables) - 1), True]


def test_services_are_sorted_by_what_they_serve(ann: Laptop, plain: str):
    ann.desk.do(sort_entries, ann.desk.ask(read_table, plain, "service"), "outcomes", down=True)
    assert cells(ann, plain) == ["Breaks in time; Join in", "Breaks in time", ""]
