"""The tables of a plan: read for certain or refused, one step each, and merged cell by cell."""

from datetime import date
from pathlib import Path

import pytest
from desks import rows, tampered
from laptops import Laptop

from commission_desk.content.plan_tables import (
    LINKS,
    PIVOTS,
    WORKED_OUT,
    plan_table,
    plan_tables,
    read_plan_tables,
)
from commission_desk.content.reading import parse
from commission_desk.domain.entries import read_cell, write_cell
from commission_desk.domain.errors import UserError
from commission_desk.domain.places import split_place
from commission_desk.operations.agenda import add_item, remove_item
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.meetings import call_meeting
from commission_desk.operations.merging import resolve
from commission_desk.operations.minutes import (
    add_decision,
    agree_minutes,
    finish_meeting,
    start_meeting,
)
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_rows import TableView, read_table
from commission_desk.operations.plan_summaries import summary
from commission_desk.operations.plan_tables import (
    MOST_ROWS,
    add_entry,
    edit_entry,
    move_entry,
    paste_entries,
    remove_entries,
    sort_entries,
)
from commission_desk.operations.plans import new_plan, set_answer_status, set_not_applicable
from commission_desk.operations.records import remove
from commission_desk.store.foreign import copy_in
from commission_desk.store.sealed import seal
from commission_desk.store.tables import RECORDS, PlanEntry

TODAY = date(2026, 11, 22)
SIZE = "wales-2010.needs.size"


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def plan(ann: Laptop) -> str:
    return ann.desk.do(
        new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2029, 3, 31)
    )  # fmt: skip


def view(ann: Laptop, plan: str, table: str, prompt: str = "") -> TableView:
    return ann.desk.ask(read_table, plan, table, prompt)


def words(found: TableView) -> list[list[str]]:
    return [[found.words(row, column) for column in found.columns] for row in found.rows]


def paste(ann: Laptop, plan: str, table: str, *cells: list[str], prompt: str = "") -> TableView:
    ann.desk.do(paste_entries, view(ann, plan, table, prompt), (0, 0), cells)
    return view(ann, plan, table, prompt)


def test_every_table_has_records_with_its_fields():
    for table in plan_tables():
        kind = RECORDS[table.id.replace("-", "_")]
        assert issubclass(kind, PlanEntry) or table.id in ("action", "risk")
        fields = set(kind.__table__.columns.keys())
        apart = (*PIVOTS, *WORKED_OUT, LINKS)
        shown = {column.field for column in table.columns if column.shape not in apart}
        assert shown <= fields
        if issubclass(kind, PlanEntry):
            assert fields - shown - {"chosen_on", "reason"} <= {
                "id", "deleted", "plan_id", "prompt_id", "position",
            }  # fmt: skip


def test_a_link_to_nothing_is_a_fault_of_the_content():
    source = """
[[table]]
id = "gap"
title = { en = "Gaps", cy = "Bylchau" }
add = { en = "Add", cy = "Ychwanegu" }
about = { en = "About", cy = "Am" }
dated = 2010-08-01
source = "Somewhere"
column = [{ field = "need_id", shape = "link", table = "nothing", title = { en = "N", cy = "A" } }]
"""
    with pytest.raises(ValueError, match="'gap' links to 'nothing'"):
        read_plan_tables(parse("plan_tables.toml", source))


@pytest.mark.parametrize(
    ("shape", "typed", "held"),
    [
        ("number", "1,234.5", 1234.5), ("number", "-3", -3.0), ("number", "tbc", None),
        ("number", "1 234 567", 1234567.0), ("number", "12345678901", 12345678901.0),
        ("number", "12%", 12.0), ("percent", "40 %", 40.0), ("year", "2026/27", 2026),
        ("year", "2026–2027", 2026), ("year", "", None), ("money", "£1.2m", 120_000_000),
        ("money", "Nil", 0), ("money", "", None), ("choice", "Third", "third"),
        ("choice", "", ""), ("link", "one", "a"), ("link", "", None), ("text", " a b ", "a b"),
    ],
)  # fmt: skip
def test_what_can_be_read_for_certain_is(shape: str, typed: str, held: object):
    named = {"third": "Third sector", "a": "One", "b": "Two"}
    assert read_cell(shape, typed, named) == held
    assert read_cell(shape, write_cell(shape, held, named), named) == held


@pytest.mark.parametrize(
    ("shape", "typed", "why"),
    [
        ("number", "about 12", "not a number"), ("number", "1,5", "not a number"),
        ("number", "12,34", "not a number"), ("number", "1 5", "not a number"),
        ("number", "9" * 400, "too large"), ("percent", "140", "between 0 and 100"),
        ("year", "26", "not a year"), ("year", "3026", "not a year"), ("money", "lots", "amount"),
        ("choice", "Fourth", "no “Fourth”"), ("link", "T", "more than one"),
    ],
)  # fmt: skip
def test_what_cannot_is_refused_with_its_reason(shape: str, typed: str, why: str):
    with pytest.raises(ValueError, match=why):
        read_cell(shape, typed, {"a": "Two", "b": "Three"})


def test_a_block_from_a_spreadsheet_is_one_step_and_adds_rows(ann: Laptop, plan: str):
    found = paste(
        ann, plan, "need",
        ["Children", "Place", "children", "661", "702", "", "740"],
        ["", "", ""],
        ["Waiting", "", "%", "21", "34.5"],
        prompt=SIZE,
    )  # fmt: skip
    assert [column.title for column in found.columns[3:-1]] == [
        str(year) for year in range(2022, 2030)
    ]  # fmt: skip
    assert [line[:7] for line in words(found)] == [
        ["Children", "Place", "children", "661", "702", "", "740"],
        ["Waiting", "", "%", "21", "34.5", "", ""],
    ]  # fmt: skip
    assert ann.desk.undo() == "Paste into a table of the plan"
    assert view(ann, plan, "need", SIZE).rows == ()
    ann.desk.redo()
    assert len(view(ann, plan, "need", SIZE).rows) == 2
    assert view(ann, plan, "need", "wales-2010.needs.demography").rows == ()  # each part its own


def test_a_paste_that_cannot_be_read_changes_nothing(ann: Laptop, plan: str):
    with pytest.raises(UserError, match=r"Row 2, Places: “many” is not a number\. Nothing"):
        paste(ann, plan, "service", ["One"], ["Two", "Provider", "", "", "many"])
    assert view(ann, plan, "service").rows == ()
    with pytest.raises(UserError, match="at most 5,000 rows"):
        paste(ann, plan, "service", *([str(n)] for n in range(MOST_ROWS + 1)))
    with pytest.raises(UserError, match="between 0 and 100"):
        paste(ann, plan, "need", ["Share", "", "%", "140"], prompt=SIZE)


def test_five_thousand_rows_survive_a_round_trip(ann: Laptop, plan: str):
    many = [[f"Service {n} “ŵ”\u202e", f"Provider {n % 40}"] for n in range(MOST_ROWS)]
    found = paste(ann, plan, "service", *many)
    assert [line[:2] for line in words(found)] == many


def test_cells_are_changed_one_at_a_time_and_links_by_name(ann: Laptop, plan: str):
    paste(ann, plan, "need", ["Waiting for breaks"], ["Children"], prompt=SIZE)
    gap = ann.desk.do(add_entry, plan, "gap", "", "No overnight breaks")
    ann.desk.do(edit_entry, plan, "gap", gap, "need_id", "waiting")
    ann.desk.do(edit_entry, plan, "gap", gap, "kind", "missing")
    assert words(view(ann, plan, "gap")) == [
        ["No overnight breaks", "Missing", "", "Waiting for breaks", ""]
    ]  # fmt: skip
    agreement = ann.desk.do(add_agreement, "Overnight care", "Provider A", reference="C-7")
    intention = ann.desk.do(add_entry, plan, "intention", "", "Buy places")
    ann.desk.do(edit_entry, plan, "intention", intention, "agreement_id", "overnight")
    assert words(view(ann, plan, "intention"))[0][-2] == "Overnight care (C-7)"
    ((kept,),) = rows(ann.desk.path, "SELECT agreement_id FROM intention")
    assert kept == agreement
    with pytest.raises(UserError, match="Need: there is no “Nowhere”"):
        ann.desk.do(edit_entry, plan, "gap", gap, "need_id", "Nowhere")


def test_rows_are_sorted_moved_and_removed_each_in_one_step(ann: Laptop, plan: str):
    found = paste(ann, plan, "service", *(
        [name, "", "", "", places] for name, places in
        (("Bb", "5"), ("aa", ""), ("Cc", "12"))
    ))  # fmt: skip
    order = {
        ("title", False): "aa Bb Cc", ("title", True): "Cc Bb aa",
        ("capacity", False): "Bb Cc aa", ("capacity", True): "Cc Bb aa",
    }  # fmt: skip
    for (key, down), expected in order.items():
        ann.desk.do(sort_entries, found, key, down=down)
        found = view(ann, plan, "service")
        assert " ".join(str(row.values["title"]) for row in found.rows) == expected
    ann.desk.do(move_entry, found, found.rows[0].id, 5)
    found = view(ann, plan, "service")
    assert [row.values["title"] for row in found.rows] == ["Bb", "aa", "Cc"]
    ann.desk.do(remove_entries, "service", [row.id for row in found.rows[:2]])
    assert [row.values["title"] for row in view(ann, plan, "service").rows] == ["Cc"]
    ann.desk.undo()
    assert len(view(ann, plan, "service").rows) == 3


def test_two_people_fill_different_cells_and_both_stay(ann: Laptop, plan: str):
    found = paste(ann, plan, "need", ["Children", "", "children"], prompt=SIZE)
    ben = ann.twin("Ben")
    row = found.rows[0].id
    ann.desk.do(edit_entry, plan, "need", row, "year 2024", "702")
    ben.desk.do(edit_entry, plan, "need", row, "year 2025", "740")
    ben.desk.do(edit_entry, plan, "need", row, "source", "Records")
    ann.merge(ben)
    ben.merge(ann)
    assert ann.conflicts() == ()
    assert ann.knows() == ben.knows()
    assert words(view(ann, plan, "need", SIZE))[0][5:7] == ["702", "740"]
    ann.desk.do(edit_entry, plan, "need", row, "year 2024", "703")
    ben.desk.do(edit_entry, plan, "need", row, "year 2024", "704")
    ann.merge(ben)
    (conflict,) = ann.conflicts()
    assert (conflict.kind, conflict.title) == ("need_figure", "Children")


def test_a_plan_takes_its_tables_with_it(ann: Laptop, plan: str):
    paste(ann, plan, "need", ["Children", "", "", "1"], prompt=SIZE)
    ann.desk.do(remove, "plan", plan)
    assert rows(ann.desk.path, "SELECT count(*) FROM need_figure WHERE NOT deleted") == [(0,)]
    ann.desk.undo()
    assert words(view(ann, plan, "need", SIZE))[0][3] == "1"


def test_a_part_with_a_table_alone_can_be_ready(ann: Laptop, plan: str):
    part = "wales-2010.services.map"
    with pytest.raises(UserError, match="nothing to review"):
        ann.desk.do(set_answer_status, plan, part, "ready")
    paste(ann, plan, "service", ["Play scheme"])
    ann.desk.do(set_answer_status, plan, part, "ready")


def test_a_broken_chain_is_a_check(ann: Laptop, plan: str):
    paste(ann, plan, "need", ["Children"], prompt=SIZE)
    paste(ann, plan, "gap", ["No breaks", "", "", "Children"], ["Too far"])
    paste(ann, plan, "intention", ["Buy places", "", "No breaks"], ["Train staff"])
    paste(ann, plan, "objective", *([f"Objective {n}"] for n in range(9)))
    found = {
        (need.check, need.title): split_place(need.part)[0]
        for need in ann.desk.ask(plan_needs, plan, TODAY, "en")
        if "chain" in need.check
        or need.check.startswith(("plan-gap", "plan-intention-alone", "plan-obj"))
    }
    assert found == {
        ("plan-gap-open", "Say what will be done about Too far"): "wales-2010.services.pressures",
        ("plan-gap-without-need", "Name the need behind Too far"): "wales-2010.services.pressures",
        ("plan-intention-alone", "Name the gap that Train staff closes"): (
            "wales-2010.delivery.implementation"
        ),
        ("plan-objectives-many", "Fewer objectives: there are 9"): "wales-2010.design.objectives",
    }


def test_the_paper_has_the_columns_that_were_filled_and_the_charts(ann: Laptop, plan: str):
    paste(ann, plan, "need", ["Children", "", "children", "", "702", "740", "", "", "", "800"],
          prompt=SIZE)  # fmt: skip
    paste(ann, plan, "service", ["Play scheme", "Council"])
    paper = ann.desk.ask(plan_paper, plan, "en", TODAY)
    parts = {part.title: part for section in paper.sections for part in section.parts}
    (table,) = parts["Size and nature of need"].tables
    assert table.head == ("Indicator", "Unit", "2023", "2024", "2028")
    assert table.rows == (("Children", "children", "702", "740", "800"),)
    ((title, series),) = table.charts
    assert (title, series.projected) == ("Children", 2)
    assert [t.title for t in parts["Map of services"].tables] == ["Services"]
    assert parts["Quantity: too much or too little"].tables == ()  # printed once
    assert plan_table("service").prompts[0] == "wales-2010.services.map"


def said(ann: Laptop, plan: str, table: str, prompt: str = "") -> tuple[str, ...]:
    found: tuple[str, ...] = ann.desk.ask(summary, view(ann, plan, table, prompt), "en")
    return found


def test_what_the_rows_come_to_is_said_and_printed(ann: Laptop, plan: str):
    assert said(ann, plan, "resource") == ()
    paste(ann, plan, "resource", ["Budget", "Council", "2026", "£1.2m"],
          ["Fund", "Board", "2026", "£300k"], ["Later", "Board", "2027", "50,000"],
          ["Unknown", "Board", "2027", "tbc"])  # fmt: skip
    assert said(ann, plan, "resource") == (
        "2026: £1,500,000 in all.", "2027: £50,000 in all.",
        "Without an amount or a year, and so not counted: 1.",
    )  # fmt: skip
    paste(ann, plan, "outcome", ["Breaks in time"], ["Join in"])
    paste(
        ann, plan, "service",
        ["Home", "A", "", "", "120", "90", "", "£100k", "Breaks"],
        ["Night", "B", "", "", "", "", "", "£50k", "Breaks"], ["Club", "C"],
    )  # fmt: skip
    assert said(ann, plan, "service") == (
        "90 of 120 places are used (75%).", "£150,000 a year in all.",
    )  # fmt: skip
    research = "wales-2010.guidance.messages"
    paste(ann, plan, "evidence", ["A study", "Research"], prompt=research)
    paste(ann, plan, "evidence", ["The Act", "National"], prompt="wales-2010.guidance.population")
    assert said(ann, plan, "evidence", research) == (
        "In the whole plan 2 of 6 are covered.",
        "Not yet: Strategic plans, Needs of the population, Services and markets, Resources.",
    )
    paper = ann.desk.ask(plan_paper, plan, "en", TODAY)
    printed = [t for s in paper.sections for part in s.parts for t in part.tables]
    assert said(ann, plan, "service") in [table.notes for table in printed]


def test_a_year_outside_the_plan_is_a_check(ann: Laptop, plan: str):
    paste(ann, plan, "objective", ["In time", "", "", "2029"], ["Too late", "", "", "2031"])
    found = [need for need in ann.desk.ask(plan_needs, plan, TODAY, "en")
             if need.check == "plan-year-outside"]  # fmt: skip
    assert [(need.title, need.detail) for need in found] == [
        ("Check the year of Too late", "It says 2031, and the plan covers 2026–2029")
    ]


def test_a_table_of_several_parts_is_printed_where_it_first_applies(ann: Laptop, plan: str):
    paste(ann, plan, "service", ["Play scheme"])
    ann.desk.do(set_not_applicable, plan, "wales-2010.services.map", "Listed below")
    paper = ann.desk.ask(plan_paper, plan, "en", TODAY)
    with_it = [part.title for s in paper.sections for part in s.parts if part.tables]
    full = "The needs and market analysis in full"  # the appendix, which has them all
    assert with_it == ["Quantity: too much or too little", full]


def test_a_link_to_what_was_taken_away_is_no_link(ann: Laptop, plan: str):
    gaps = paste(ann, plan, "gap", ["No breaks"])
    paste(ann, plan, "intention", ["Buy places", "", "No breaks"])
    ann.desk.do(remove_entries, "gap", [gaps.rows[0].id])
    assert view(ann, plan, "intention").rows[0].values["gap_id"] is None
    checks = {need.check for need in ann.desk.ask(plan_needs, plan, TODAY, "en")}
    assert "plan-intention-alone" in checks


def test_a_plan_to_the_end_of_time_has_columns_for_a_few_years(ann: Laptop):
    long = ann.desk.do(new_plan, "Long", starts=date(2026, 4, 1), ends=date(9999, 3, 31))
    assert len(view(ann, long, "need", SIZE).columns) < 30


def test_what_no_number_can_be_never_reaches_the_file(ann: Laptop, plan: str, tmp_path: Path):
    found = paste(ann, plan, "service", ["Play scheme"])
    with pytest.raises(UserError, match="too large"):
        ann.desk.do(edit_entry, plan, "service", found.rows[0].id, "capacity", "9" * 400)
    seal(ann.desk.path, tmp_path / "Team.cdesk", None)
    with pytest.raises(UserError, match="not laid out"):
        copy_in(
            tampered(tmp_path / "Team.cdesk", "UPDATE service SET capacity = 9e999"),
            tmp_path / "new.sqlite",
        )


def test_minutes_that_were_agreed_keep_what_stands_in_them(ann: Laptop):
    meeting = ann.desk.do(call_meeting, "free", "Board", TODAY)
    item = ann.desk.do(add_item, meeting, "Fees")
    ben = ann.twin("Ben")
    ann.desk.do(remove_item, item)
    ben.desk.do(start_meeting, meeting)
    ben.desk.do(add_decision, item, "Raise the fee by 2%")
    ben.desk.do(finish_meeting, meeting)
    ben.desk.do(agree_minutes, meeting, TODAY)
    ann.merge(ben)
    (found,) = ann.conflicts()
    with pytest.raises(UserError, match="agreed as a correct record"):
        ann.desk.do(resolve, found.record, "deleted", True)  # noqa: FBT003 - the value itself
    ann.desk.do(resolve, found.record, "deleted", False)  # noqa: FBT003
    assert ann.conflicts() == ()
    assert rows(ann.desk.path, "SELECT deleted FROM decision") == [(0,)]
    assert rows(ann.desk.path, "SELECT deleted FROM agenda_item WHERE title = 'Fees'") == [(0,)]
