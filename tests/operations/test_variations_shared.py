"""Variations on two laptops, and put back from the history: the dates always follow."""

from datetime import date
from pathlib import Path

from laptops import Laptop
from sqlalchemy import select

from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreement_money import agreement_money
from commission_desk.operations.agreement_tables import (
    add_table_row,
    edit_table_row,
    remove_table_rows,
)
from commission_desk.operations.agreements import add_agreement, decide_option
from commission_desk.operations.history import put_back, restore_value
from commission_desk.operations.merging import conflicts, resolve
from commission_desk.operations.records import remove
from commission_desk.store.desk import Desk
from commission_desk.store.tables import Change

BEGAN, ENDS = date(2026, 4, 1), date(2029, 3, 31)


def made_on(desk: Desk) -> str:
    return desk.do(
        add_agreement, "Outreach", starts=BEGAN, ends=ENDS, options=(12, 12), total_pence=300
    )


def end_on(desk: Desk, made: str) -> date | None:
    return desk.ask(agreement, made).row.end


def varied(desk: Desk, made: str, until: str) -> str:
    return desk.do(
        add_table_row,
        made,
        "variation",
        {"title": "Longer", "new_end": until, "agreed_on": "1/2/2027"},
    )


def test_a_variation_and_an_option_from_two_laptops_give_both_the_same_dates(tmp_path: Path):
    ann = Laptop(tmp_path, "Ann")
    made = made_on(ann.desk)
    ben = ann.twin("Ben")
    varied(ann.desk, made, "30/9/2029")
    ben.desk.do(decide_option, ben.desk.ask(agreement, made).options[0].id, "exercised")
    ann.merge(ben)
    ben.merge(ann)
    assert end_on(ann.desk, made) == end_on(ben.desk, made) == date(2030, 9, 30)
    assert ann.desk.ask(agreement_money, made) == ben.desk.ask(agreement_money, made)


def test_the_dates_follow_what_is_settled(tmp_path: Path):
    ann = Laptop(tmp_path, "Ann")
    made = made_on(ann.desk)
    record = varied(ann.desk, made, "30/9/2029")
    ben = ann.twin("Ben")
    ann.desk.do(edit_table_row, "variation", record, {"new_end": "31/10/2029"})
    ben.desk.do(edit_table_row, "variation", record, {"new_end": "30/11/2029"})
    ann.merge(ben)
    (found,) = ann.desk.ask(conflicts)
    ann.desk.do(resolve, found.record, found.field, "2029-12-31")
    assert end_on(ann.desk, made) == date(2029, 12, 31)


def test_the_dates_follow_what_is_put_back(tmp_path: Path):
    desk = Laptop(tmp_path, "Ann").desk
    made = made_on(desk)
    record = varied(desk, made, "30/9/2029")
    desk.do(edit_table_row, "variation", record, {"new_end": "31/10/2029"})
    first = select(Change.seq).where(Change.record == record).order_by(Change.seq).limit(1)
    desk.do(restore_value, record, "new_end", desk.ask(lambda session: session.scalar(first)))
    assert end_on(desk, made) == date(2029, 9, 30)
    desk.do(remove_table_rows, "variation", [record])
    assert end_on(desk, made) == ENDS
    desk.do(put_back, "variation", record)
    assert end_on(desk, made) == date(2029, 9, 30)


def test_the_dates_follow_a_record_that_is_removed_as_any_other(tmp_path: Path):
    desk = Laptop(tmp_path, "Ann").desk
    made = made_on(desk)
    record = varied(desk, made, "30/9/2029")
    desk.do(remove, "variation", record)
    assert end_on(desk, made) == ENDS
    option = desk.ask(agreement, made).options[1].id
    desk.do(remove, "term_option", option)
    assert desk.ask(agreement, made).row.latest_end == date(2030, 3, 31)
