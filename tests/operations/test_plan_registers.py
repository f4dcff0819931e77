"""The action plan and the risks of a plan: rows of the desk's own registers, and no second copy."""

from datetime import date
from pathlib import Path

import pytest
from laptops import Laptop

from commission_desk.domain.errors import UserError
from commission_desk.operations.actions import actions, add_action, finish_action
from commission_desk.operations.agenda import add_item
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.measures import add_risk
from commission_desk.operations.meetings import call_meeting
from commission_desk.operations.plan_appendices import compiled_tables
from commission_desk.operations.plan_rows import TableView, read_table
from commission_desk.operations.plan_tables import (
    add_entry,
    edit_entry,
    move_entry,
    paste_entries,
    remove_entries,
)
from commission_desk.operations.plans import new_plan
from commission_desk.operations.records import remove
from commission_desk.operations.titles import home_of
from commission_desk.store.desk import named
from commission_desk.store.tables import Action, Meeting, Plan

TODAY = date(2026, 11, 22)


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def plan(ann: Laptop) -> str:
    return ann.desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2030, 3, 31))


def view(ann: Laptop, plan: str, table: str) -> TableView:
    return ann.desk.ask(read_table, plan, table)


def words(found: TableView) -> list[list[str]]:
    return [[found.words(row, column) for column in found.columns] for row in found.rows]


def paste(ann: Laptop, plan: str, table: str, *cells: list[str]) -> None:
    ann.desk.do(paste_entries, view(ann, plan, table), (0, 0), cells)


def test_an_action_typed_in_the_plan_is_on_the_log_and_the_reverse(ann: Laptop, plan: str):
    ann.desk.do(add_entry, plan, "intention", "", "Buy four places")
    paste(ann, plan, "action", ["Write the brief", "With providers", "Lead", "3 Aug 2026", "Open",
                                "Buy"])  # fmt: skip
    (found,) = ann.desk.ask(actions, plan_id=plan)
    assert (found.title, found.note, found.owner, found.due, found.status) == (
        "Write the brief", "With providers", "Lead", date(2026, 8, 3), "open",
    )  # fmt: skip
    assert found.raised_on == date.today()  # noqa: DTZ011 - the person's own day
    ann.desk.do(add_action, "Ring the forum", plan_id=plan)
    ann.desk.do(add_action, "Of another plan")
    rows = words(view(ann, plan, "action"))
    assert sorted(row[0] for row in rows) == ["Ring the forum", "Write the brief"]
    brief = next(row for row in rows if row[0] == "Write the brief")
    assert brief[3:] == ["03/08/2026", "Open", "Buy four places", ""]


def test_a_status_typed_in_the_plan_finishes_the_action_and_opens_it_again(ann: Laptop, plan: str):
    made = ann.desk.do(add_entry, plan, "action", "", "Write the brief")
    ann.desk.do(edit_entry, plan, "action", made, "status", "Done")
    (found,) = ann.desk.ask(actions, plan_id=plan)
    assert (found.status, found.outcome) == ("done", "met")
    assert found.done_on is not None
    ann.desk.undo()
    (found,) = ann.desk.ask(actions, plan_id=plan)
    assert (found.status, found.done_on) == ("open", None)
    ann.desk.do(finish_action, made, TODAY, "partly")
    assert words(view(ann, plan, "action"))[0][4] == "Done"


def test_a_row_nobody_has_named_yet_is_not_on_the_log(ann: Laptop, plan: str):
    ann.desk.do(add_entry, plan, "action")
    assert ann.desk.ask(actions) == ()
    assert len(view(ann, plan, "action").rows) == 1


def test_registers_are_moved_removed_and_go_on_when_the_plan_was_approved(ann: Laptop, plan: str):
    paste(ann, plan, "action", ["First"], ["Second"])
    paste(ann, plan, "risk", ["A provider closes", "Likely", "5"])

    @named("Approved elsewhere")
    def approve(session):
        session.get_one(Plan, plan).status = "approved"

    ann.desk.do(approve)
    with pytest.raises(UserError, match="was approved"):
        ann.desk.do(add_entry, plan, "gap")
    found = view(ann, plan, "action")
    ann.desk.do(move_entry, found, found.rows[1].id, -1)
    assert [row[0] for row in words(view(ann, plan, "action"))] == ["Second", "First"]
    ann.desk.do(remove_entries, "action", [found.rows[0].id])
    assert [each.title for each in ann.desk.ask(actions)] == ["Second"]
    ann.desk.undo()
    assert len(ann.desk.ask(actions)) == 2
    risk = view(ann, plan, "risk").rows[0].id
    ann.desk.do(edit_entry, plan, "risk", risk, "likelihood", "1")


def test_risks_are_rated_on_the_scales_of_the_register(ann: Laptop, plan: str):
    agreement = ann.desk.do(add_agreement, "Overnight care", "Provider A")
    ann.desk.do(add_risk, "Of the agreement", plan_id=plan, agreement_id=agreement)
    paste(ann, plan, "risk", ["A provider closes", "rare", "5", "ignored", "Keep two"], ["Later"])
    rows = words(view(ann, plan, "risk"))
    assert [row[0] for row in rows] == ["A provider closes", "Later"]
    assert rows[0][1] == "Rare (1)"
    assert rows[0][2].endswith("(5)")
    assert rows[0][3:5] == ["5", "Keep two"]
    assert rows[1][1:4] == ["", "", ""]
    with pytest.raises(UserError, match="Likelihood: there is no “9” to choose"):
        ann.desk.do(edit_entry, plan, "risk", view(ann, plan, "risk").rows[1].id, "likelihood", "9")
    ann.desk.do(remove, "plan", plan)
    ann.desk.undo()
    assert words(view(ann, plan, "risk")) == rows


def test_what_agreed_minutes_say_is_not_renamed_or_removed(ann: Laptop, plan: str):
    meeting = ann.desk.do(call_meeting, "contract-review", "Board", held_on=TODAY)
    item = ann.desk.do(add_item, meeting, "Carers")
    made = ann.desk.do(
        add_action, "Write the brief", plan_id=plan, meeting_id=meeting, item_id=item
    )
    no_item = ann.desk.do(add_action, "Ring the forum", plan_id=plan, meeting_id=meeting)

    @named("Agreed elsewhere")
    def agree(session):
        session.get_one(Meeting, meeting).minutes_status = "approved"

    ann.desk.do(agree)
    for change in (
        lambda: ann.desk.do(edit_entry, plan, "action", made, "title", "Another"),
        lambda: ann.desk.do(remove_entries, "action", [made]),
        lambda: ann.desk.do(remove_entries, "action", [no_item]),
    ):
        with pytest.raises(UserError, match="agreed as a correct record"):
            change()
    ann.desk.do(edit_entry, plan, "action", made, "note", "With providers")
    assert ann.desk.ask(lambda session: session.get_one(Action, made).note) == "With providers"


def test_both_are_printed_once_by_the_appendix(ann: Laptop, plan: str):
    ann.desk.do(add_entry, plan, "objective", "", "No child waits")
    paste(ann, plan, "action", ["Write the brief", "With providers", "Lead", "3 Aug 2026", "", "",
                                "No child"])  # fmt: skip
    paste(ann, plan, "risk", ["A provider closes", "3", "4"])
    found = {each.title: each for each in ann.desk.ask(compiled_tables, plan, "action-plan", "en")}
    assert list(found) == ["Actions", "Objectives", "Risks of the change"]
    assert found["Actions"].head == ("Action", "How", "Who", "By", "Status", "For")
    assert found["Actions"].rows[0][-1] == "No child waits"
    assert found["Risks of the change"].rows[0][-2:] == ("12", "Open")


def test_a_risk_of_a_plan_alone_is_found_on_the_plan(ann: Laptop, plan: str):
    paste(ann, plan, "risk", ["A provider closes"])
    risk = view(ann, plan, "risk").rows[0].id
    assert ann.desk.ask(home_of, "risk", risk) == (
        "plan", plan, "wales-2010.delivery.implementation",
    )  # fmt: skip
