"""The duties before something is stopped: met one by one, and gating approval alone."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from desks import rows
from laptops import Laptop

from commission_desk.content.duties import duties, read_duties
from commission_desk.content.outlines import outline
from commission_desk.content.plan_tables import plan_table
from commission_desk.content.reading import parse
from commission_desk.domain.errors import UserError
from commission_desk.domain.places import split_place
from commission_desk.operations.outline_drafts import draft
from commission_desk.operations.outline_editor import copy_outline, set_outline_status
from commission_desk.operations.outline_publishing import publish_outline
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_duties import (
    DutiesView,
    duties_of,
    duties_words,
    edit_duty,
    plan_duties,
)
from commission_desk.operations.plan_life import refuse_unready, send_for_review
from commission_desk.operations.plan_outlines import change_outline
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_tables import add_entry, edit_entry, remove_entries
from commission_desk.operations.plan_versions import keep_version, put_version_back
from commission_desk.operations.plans import new_plan, set_not_applicable

TODAY = date.today()  # noqa: DTZ011 - the person's own day
YESTERDAY = f"{TODAY - timedelta(days=1):%d/%m/%Y}"


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def plan(ann: Laptop) -> str:
    return ann.desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2030, 3, 31))


@pytest.fixture
def stop(ann: Laptop, plan: str) -> str:
    return intend(ann, plan, "Close the day centre", "stop")


def intend(ann: Laptop, plan: str, title: str, kind: str) -> str:
    made = ann.desk.do(add_entry, plan, "intention", "", title)
    ann.desk.do(edit_entry, plan, "intention", made, "kind", {"stop": "Stop", "new": "Start"}[kind])
    return made


def view(ann: Laptop, intention: str, language: str = "en") -> DutiesView:
    found = ann.desk.ask(duties_of, intention, language)
    assert found is not None
    return found


def meet_all(ann: Laptop, intention: str) -> None:
    for place, duty in enumerate(duties().duties):
        if place % 2:
            ann.desk.do(edit_duty, intention, duty.id, "reason", "Nobody uses it any more")
        else:
            ann.desk.do(edit_duty, intention, duty.id, "done_on", YESTERDAY)
            ann.desk.do(edit_duty, intention, duty.id, "who", "Lead commissioner")


def open_needs(ann: Laptop, plan: str) -> list[tuple[str, str, str]]:
    return [
        (need.title, need.detail, split_place(need.part)[0])
        for need in ann.desk.ask(plan_needs, plan, TODAY, "en")
        if need.check == "plan-duties-open"
    ]


def test_only_what_stops_or_shrinks_has_duties(ann: Laptop, plan: str, stop: str):
    other = intend(ann, plan, "Open a new one", "new")
    assert ann.desk.ask(duties_of, other, "en") is None
    assert [each.title for each in ann.desk.ask(plan_duties, plan, "en")] == [
        "Close the day centre"
    ]
    source = 'kinds = ["begin"]\ndated = 2010-06-01\nsource = "Somewhere"\nduty = []'
    with pytest.raises(ValueError, match="kinds of intentions"):
        read_duties(parse("duties.toml", source))


def test_it_is_not_allowed_until_each_duty_is_met_or_does_not_apply(
    ann: Laptop, plan: str, stop: str
):
    total = len(duties().duties)
    assert open_needs(ann, plan) == [
        ("Close the day centre is not yet allowed",
         f"Duties still to meet before it: {total} of {total}",
         "wales-2010.delivery.implementation"),
    ]  # fmt: skip
    with pytest.raises(UserError, match=f"“Close the day centre” is not yet allowed: {total} dut"):
        ann.desk.do(send_for_review, plan)
    first = duties().duties[0].id
    ann.desk.do(edit_duty, stop, first, "done_on", YESTERDAY)
    assert view(ann, stop).open == total  # nobody is said to have done it
    ann.desk.do(edit_duty, stop, first, "who", "Contract manager")
    assert view(ann, stop).open == total - 1
    meet_all(ann, stop)
    assert open_needs(ann, plan) == []
    assert duties_words(view(ann, stop), "en").startswith("Allowed")
    ann.desk.do(send_for_review, plan)
    ann.desk.do(edit_duty, stop, first, "who", "")
    for prompt in outline("wales-2010").prompts:
        ann.desk.do(set_not_applicable, plan, prompt.id, "Covered by the regional plan")
    with pytest.raises(UserError, match="not yet allowed: 1 duty"):
        ann.desk.ask(refuse_unready, plan)


def test_an_outline_without_intentions_asks_for_no_duties(ann: Laptop, plan: str, stop: str):
    """Neither does a row without a title, which no check could name."""
    own = ann.desk.do(copy_outline, "wales-2010", "Our outline", "Ein hamlinelliad")
    for section in ann.desk.ask(draft, own).sections:
        for part in section.parts:
            if part.prompt_id in plan_table("intention").prompts:
                ann.desk.do(set_outline_status, "outline_part", part.id, "hidden")
    ann.desk.do(change_outline, plan, ann.desk.do(publish_outline, own, TODAY))
    assert open_needs(ann, plan) == []
    ann.desk.do(send_for_review, plan)
    ann.desk.undo()
    ann.desk.do(change_outline, plan, "wales-2010")
    ann.desk.do(edit_entry, plan, "intention", stop, "title", " ")
    assert open_needs(ann, plan) == []
    ann.desk.do(send_for_review, plan)


@pytest.mark.parametrize(
    ("typed", "why"), [("soon", "not a date|date"), (f"{TODAY + timedelta(days=3)}", "still to")]
)
def test_a_day_that_cannot_be_is_refused(ann: Laptop, stop: str, typed: str, why: str):
    with pytest.raises(UserError, match=why):
        ann.desk.do(edit_duty, stop, "evidence", "done_on", typed)
    assert rows(ann.desk.path, "SELECT count(*) FROM intention_duty") == [(0,)]


def test_an_edit_is_one_step_and_goes_with_its_intention(ann: Laptop, plan: str, stop: str):
    ann.desk.do(edit_duty, stop, "evidence", "note", "Figures of three years")
    ann.desk.do(edit_duty, stop, "evidence", "note", " ")
    ann.desk.undo()
    assert view(ann, stop).duties[4].note == "Figures of three years"
    ann.desk.do(remove_entries, "intention", [stop])
    standing = "SELECT count(*) FROM intention_duty WHERE NOT deleted"
    assert rows(ann.desk.path, standing) == [(0,)]
    ann.desk.undo()
    assert view(ann, stop).duties[4].note == "Figures of three years"


def test_two_laptops_meet_different_duties_and_different_fields(ann: Laptop, stop: str):
    ben = ann.twin("Ben")
    ann.desk.do(edit_duty, stop, "users", "who", "Social worker")
    ben.desk.do(edit_duty, stop, "care", "note", "Reviewed one by one")
    ben.desk.do(edit_duty, stop, "users", "note", "Nine people")
    ann.merge(ben)
    ben.merge(ann)
    assert ann.conflicts() == ()
    assert ann.knows() == ben.knows()
    found = {each.id: each for each in view(ann, stop).duties}
    assert (found["care"].note, found["users"].note) == ("Reviewed one by one", "Nine people")


def test_duties_are_printed_below_the_intentions_and_kept_in_versions(
    ann: Laptop, plan: str, stop: str
):
    ann.desk.do(edit_duty, stop, "evidence", "reason", "It was never used")
    version = ann.desk.do(keep_version, plan, "Sent", "", TODAY)
    ann.desk.do(edit_duty, stop, "evidence", "reason", "")
    ann.desk.do(put_version_back, version)
    paper = ann.desk.ask(plan_paper, plan, "en", TODAY)
    (table,) = [
        each for section in paper.sections for part in section.parts for each in part.tables
        if each.title == "Before this ends: Close the day centre"
    ]  # fmt: skip
    assert table.head[0] == "Duty"
    assert table.rows[4] == ("Evidence", "Does not apply", "", "It was never used")
    assert table.rows[5][1] == "Not yet"
    assert table.notes[0].startswith("Not yet allowed: 1 of ")
    welsh = ann.desk.ask(plan_paper, plan, "cy", TODAY)
    assert any(
        each.title.endswith(": Close the day centre") and each.rows[4][0] == "Tystiolaeth"
        for section in welsh.sections for part in section.parts for each in part.tables
    )  # fmt: skip


def test_nothing_typed_makes_no_record(ann: Laptop, stop: str):
    ann.desk.do(edit_duty, stop, "evidence", "note", " ")
    assert rows(ann.desk.path, "SELECT count(*) FROM intention_duty") == [(0,)]
    with pytest.raises(TypeError, match="no duty has"):
        ann.desk.do(edit_duty, stop, "evidence", "duty", "x")
