"""Gaps are suggested from need against what there is, and only a person adds them."""

import pytest
from versioned import approved, begun, needs

from commission_desk.domain.errors import UserError
from commission_desk.operations.plan_gaps import gap_suggestions, take_gap
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_served import set_served
from commission_desk.operations.plan_tables import add_entry, edit_entry


@pytest.fixture
def record(desk) -> str:
    return begun(desk.do)


def service(desk, record: str, title: str, capacity: str, used: str) -> str:
    made = desk.do(add_entry, record, "service", title=title)
    desk.do(edit_entry, record, "service", made, "capacity", capacity)
    desk.do(edit_entry, record, "service", made, "used", used)
    return str(made)


def suggested(desk, record: str, language: str = "en"):
    return desk.ask(gap_suggestions, record, language)


@pytest.mark.parametrize(
    ("capacity", "used", "kind"),
    [("20", "20", "missing"), ("20", "31", "missing"), ("20", "12", "too-much"),
     ("20", "13", ""), ("20", "19", ""), ("0", "5", ""), ("20", "", ""), ("", "20", "")],
)  # fmt: skip
def test_full_and_half_empty_services_are_suggested(desk, record, capacity, used, kind):
    service(desk, record, "Breaks", capacity, used)
    assert [each.kind for each in suggested(desk, record)] == ([kind] if kind else [])


def test_a_need_that_grows_is_suggested_and_one_that_does_not_is_not(desk, record):
    needs(desk, record, ["Young carers", "", "people", "100", "", "", "110"],
          ["Parents", "", "people", "100", "", "", "109"],
          ["One figure", "", "people", "100"])  # fmt: skip
    (one,) = suggested(desk, record)
    assert one.title == "Growing need: Young carers"
    assert one.size.startswith("100 in ")
    assert suggested(desk, record, "cy")[0].title != one.title


def test_an_outcome_that_no_service_serves_is_suggested_once_any_is_served(desk, record):
    rested = desk.do(add_entry, record, "outcome", title="Rested")
    desk.do(add_entry, record, "outcome", title="Heard")
    made = service(desk, record, "Breaks", "20", "15")
    assert suggested(desk, record) == ()
    desk.do(set_served, made, rested, serves=True)
    assert [each.title for each in suggested(desk, record)] == ["No service for: Heard"]


def test_one_is_taken_tied_to_what_it_came_from_and_not_suggested_again(desk, record):
    made = service(desk, record, "Breaks", "20", "31")
    (one,) = suggested(desk, record)
    desk.do(take_gap, record, one)
    (row,) = desk.ask(read_table, record, "gap").rows
    assert (row.values["title"], row.values["kind"], row.values["service_id"]) == (
        "Too few places: Breaks", "missing", made,
    )  # fmt: skip
    assert row.values["size"] == "31 used of 20 places"
    assert suggested(desk, record) == ()
    desk.reverse("undo")
    assert suggested(desk, record) == (one,)


def test_an_approved_plan_takes_none(desk, record):
    service(desk, record, "Breaks", "20", "31")
    (one,) = suggested(desk, record)
    approved(desk, record)
    with pytest.raises(UserError, match="approved"):
        desk.do(take_gap, record, one)
