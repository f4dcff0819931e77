"""What a record owns goes and comes back with it; what another laptop adds meanwhile is asked."""

from datetime import date
from pathlib import Path

import pytest
from desks import rows
from laptops import Laptop

from commission_desk.operations.agenda import add_item, item_rows, remove_item
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.conflicts import REMOVED
from commission_desk.operations.history import put_back
from commission_desk.operations.measures import add_measure, add_result, add_risk
from commission_desk.operations.meetings import call_meeting
from commission_desk.operations.merging import resolve
from commission_desk.operations.minutes import add_decision
from commission_desk.operations.records import remove
from commission_desk.store.desk import Desk

HELD = date(2026, 12, 3)


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def ben(ann: Laptop) -> Laptop:
    return ann.twin("Ben")


def both(ann: Laptop, ben: Laptop) -> None:
    ann.merge(ben)
    ben.merge(ann)
    assert ann.knows() == ben.knows()


def contract(desk: Desk) -> tuple[str, str, str]:
    """An agreement with options, a measure with a result, and a risk."""
    home = desk.do(add_agreement, "Home care", "Provider A", options=(12, 12))
    measure = desk.do(add_measure, home, "Visits on time")
    desk.do(add_result, measure, date(2026, 9, 30), 94)
    risk = desk.do(add_risk, "Staff turnover", agreement_id=home)
    return home, measure, risk


def standing(desk: Desk) -> dict[str, int]:
    return {
        table: rows(desk.path, f"SELECT count(*) FROM {table} WHERE NOT deleted")[0][0]
        for table in ("agreement", "term_option", "measure", "result", "risk")
    }


def test_what_an_agreement_owns_goes_and_comes_back_with_it(ann: Laptop):
    home, _measure, risk = contract(ann.desk)
    whole = standing(ann.desk)
    assert whole == {"agreement": 1, "term_option": 2, "measure": 1, "result": 1, "risk": 1}
    ann.desk.do(remove, "risk", risk)
    ann.desk.do(remove, "agreement", home)
    assert set(standing(ann.desk).values()) == {0}
    ann.desk.do(put_back, "agreement", home)
    assert standing(ann.desk) == {**whole, "risk": 0}  # that had been taken away before
    ann.desk.undo()
    ann.desk.undo()
    assert standing(ann.desk) == {**whole, "risk": 0}


def test_only_what_belongs_to_it_goes(ann: Laptop):
    home, measure, _risk = contract(ann.desk)
    contract(ann.desk)
    ann.desk.do(remove, "measure", measure)
    assert standing(ann.desk)["result"] == standing(ann.desk)["measure"] == 1
    ann.desk.do(remove, "agreement", home)
    assert standing(ann.desk) == {
        "agreement": 1, "term_option": 2, "measure": 1, "result": 1, "risk": 1,
    }  # fmt: skip
    ann.desk.do(put_back, "agreement", home)
    assert standing(ann.desk)["measure"] == 1  # the one that went before stays away


@pytest.mark.parametrize("keep", [True, False])
def test_what_was_added_to_a_removed_meeting_is_asked_about(
    ann: Laptop, ben: Laptop, *, keep: bool
):
    meeting = ann.desk.do(call_meeting, "contract-review", "Contract review", HELD)
    ben.merge(ann)
    items = len(ann.desk.ask(item_rows, meeting))
    ann.desk.do(remove, "meeting", meeting)
    ben.desk.do(add_item, meeting, "Rota in August")
    both(ann, ben)
    (found,) = ann.conflicts()
    assert (found.kind, found.record, found.title, found.way) == (
        "meeting", meeting, "Contract review", REMOVED,
    )  # fmt: skip
    assert [(each.value, each.who, each.mine) for each in found.versions] == [
        (True, "Ann", True), (False, "Ben", False),
    ]  # fmt: skip
    assert found.versions[1].added == (("agenda_item", "Rota in August"),)
    ben.desk.do(resolve, meeting, "deleted", not keep)
    both(ann, ben)
    assert ann.conflicts() == ben.conflicts() == ()
    shown = [item.title for item in ann.desk.ask(item_rows, meeting)]
    assert len(shown) == (items + 1 if keep else 0)
    assert ("Rota in August" in shown) is keep
    ben.desk.undo()
    both(ann, ben)
    assert [each.record for each in ann.conflicts()] == [meeting]


@pytest.mark.parametrize("keep", [True, False])
def test_a_result_added_below_a_removed_agreement_is_asked_about_once(
    ann: Laptop, ben: Laptop, *, keep: bool
):
    home, measure, risk = contract(ann.desk)
    ben.merge(ann)
    ann.desk.do(remove, "risk", risk)
    ann.desk.do(remove, "measure", measure)
    ann.desk.do(remove, "agreement", home)
    ben.desk.do(add_result, measure, date(2026, 10, 31), 91)
    both(ann, ben)
    (found,) = ben.conflicts()
    assert (found.kind, found.record) == ("agreement", home)
    ann.desk.do(resolve, home, "deleted", not keep)
    both(ann, ben)
    assert ben.conflicts() == ()
    kept = {"agreement": 1, "term_option": 2, "measure": 1, "result": 2, "risk": 0}
    assert standing(ben.desk) == (kept if keep else dict.fromkeys(kept, 0))


def test_a_decision_under_an_item_that_was_taken_off_is_asked_about(ann: Laptop, ben: Laptop):
    meeting = ann.desk.do(call_meeting, "free", "Board", HELD)
    item = ann.desk.do(add_item, meeting, "Fees")
    ben.merge(ann)
    ann.desk.do(remove_item, item)
    ben.desk.do(add_decision, item, "Raise the fee by 2%")
    both(ann, ben)
    (found,) = ann.conflicts()
    assert (found.kind, found.record) == ("agenda_item", item)
    assert found.versions[1].added == (("decision", "Raise the fee by 2%"),)


def test_undo_of_the_addition_closes_the_question(ann: Laptop, ben: Laptop):
    meeting = ann.desk.do(call_meeting, "free", "Board", HELD)
    ben.merge(ann)
    ann.desk.do(remove, "meeting", meeting)
    ben.desk.do(add_item, meeting, "Fees")
    both(ann, ben)
    ben.desk.undo()
    both(ann, ben)
    assert ann.conflicts() == ben.conflicts() == ()
