"""A plan begun as a copy of another: words as drafts, tables still linked, no decisions."""

from datetime import date

import pytest
from versioned import NEEDS, OTHER, WRITTEN, approved, begun, needs

from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.plan_comments import add_comment, comments
from commission_desk.operations.plan_copying import copy_plan
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_scoping import header_offer, take_into_header
from commission_desk.operations.plan_served import set_served
from commission_desk.operations.plan_tables import add_entry, edit_entry
from commission_desk.operations.plan_versions import versions
from commission_desk.operations.plans import (
    new_plan,
    plan,
    set_answer_owner,
    set_answer_status,
    set_not_applicable,
    write_answer,
)
from commission_desk.operations.records import remove

PEOPLE, PERIOD = "wales-2010.scoping.people", "wales-2010.scoping.period"


@pytest.fixture
def source(desk) -> str:
    made = begun(desk.do)
    desk.do(set_answer_status, made, WRITTEN, "agreed")
    desk.do(set_answer_owner, made, WRITTEN, "Officer", date(2026, 12, 1))
    desk.do(set_not_applicable, made, OTHER, "Nobody needs it")
    needs(desk, made, ["Young carers", "", "people", "100", "110"])
    return made


def cells(desk, record: str, table: str, prompt: str = "") -> list[dict]:
    return [row.values for row in desk.ask(read_table, record, table, prompt).rows]


def test_words_come_as_drafts_and_what_does_not_apply_stays_so(desk, source):
    made = desk.do(copy_plan, source, "Carers again", starts=date(2030, 4, 1))
    whole = desk.ask(plan, made)
    assert (whole.row.title, whole.row.care_group, whole.row.lead) == (
        "Carers again", "Young carers", "Commissioning manager",
    )  # fmt: skip
    assert (whole.row.starts, whole.row.ends, whole.row.status) == (
        date(2030, 4, 1), None, "draft",
    )  # fmt: skip
    answer = whole.answer(WRITTEN)
    assert answer.text == desk.ask(plan, source).answer(WRITTEN).text
    assert (answer.status, answer.owner, answer.due) == ("draft", "", None)
    assert whole.answer(OTHER).reason == "Nobody needs it"
    desk.reverse("undo")
    with pytest.raises(UserError):
        desk.ask(plan, made)


def test_tables_come_with_their_links_and_without_what_was_removed(desk, source):
    (need,) = desk.ask(read_table, source, "need", NEEDS).rows
    gap = desk.do(add_entry, source, "gap", title="Too few places")
    desk.do(edit_entry, source, "gap", gap, "need_id", "Young carers")
    gone = desk.do(add_entry, source, "gap", title="Gone")
    left = desk.do(add_entry, source, "intention", title="Buy more")
    desk.do(edit_entry, source, "intention", left, "gap_id", "Gone")
    desk.do(remove, "gap", gone)
    service = desk.do(add_entry, source, "service", title="Breaks")
    outcome = desk.do(add_entry, source, "outcome", title="Rested")
    desk.do(set_served, service, outcome, serves=True)
    made = desk.do(copy_plan, source, "Carers again")
    (copied,) = desk.ask(read_table, made, "need", NEEDS).rows
    assert copied.id != need.id
    assert copied.values == need.values
    (row,) = cells(desk, made, "gap")
    assert (row["title"], row["need_id"]) == ("Too few places", copied.id)
    assert [row["gap_id"] for row in cells(desk, made, "intention")] == [None]
    (new,) = desk.ask(read_table, made, "service").rows
    (served,) = desk.ask(read_table, made, "outcome").rows
    assert served.id in str(new.values)
    desk.do(edit_entry, made, "need", copied.id, "title", "Others")
    assert cells(desk, source, "need", NEEDS)[0]["title"] == "Young carers"


def test_nothing_that_was_decided_comes_along(desk, source):
    desk.do(add_comment, source, WRITTEN, "Why?")
    approved(desk, source)
    made = desk.do(copy_plan, source, "Carers again")
    assert desk.ask(comments, made) == ()
    assert desk.ask(versions, made) == ()
    desk.do(write_answer, made, WRITTEN, from_plain("Anew."))
    assert desk.ask(plan, source).answer(WRITTEN).text.plain == "Caring is shared."


def test_answers_given_first_become_the_plans_details(desk):
    made = desk.do(new_plan, "Carers")

    def offer(prompt: str):
        whole = desk.ask(plan, made)
        return header_offer(whole, whole.outline.prompt(prompt))

    assert offer("wales-2010.needs.size") is None
    assert offer(PEOPLE).then == ""
    with pytest.raises(UserError, match="few words"):
        desk.do(take_into_header, made, PEOPLE)
    desk.do(write_answer, made, PEOPLE, from_plain("Young adults under 25. Not those in care."))
    desk.do(write_answer, made, PERIOD, from_plain("From 2027 to 2031"))
    assert (offer(PEOPLE).now, offer(PEOPLE).then) == ("", "Young adults under 25")
    desk.do(take_into_header, made, PEOPLE)
    desk.do(take_into_header, made, PERIOD)
    row = desk.ask(plan, made).row
    assert (row.care_group, row.period) == ("Young adults under 25", "2027–2031")
    assert offer(PERIOD).taken
    desk.reverse("undo")
    assert desk.ask(plan, made).row.period == ""
