from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from desks import dump, new_desk

from commission_desk.domain.errors import UserError
from commission_desk.domain.registers import RegisterRow
from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.importing import import_agreements
from commission_desk.operations.records import remove_all
from commission_desk.operations.register import (
    RegisterQuery,
    agreement_ids,
    first_agreements,
    view_counts,
)
from commission_desk.store.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(new_desk(tmp_path)) as made:
        yield made


def test_options_come_with_the_agreement_in_one_step(desk: Desk) -> None:
    made = desk.do(
        add_agreement, "Short breaks", options=(12, 6), starts=date(2026, 4, 1),
        ends=date(2029, 3, 31),
    )  # fmt: skip
    view = desk.ask(agreement, made)
    assert [option.months for option in view.options] == [12, 6]
    assert view.row.latest_end == date(2030, 9, 30)
    assert view.row.initial_end == date(2029, 3, 31)
    before = dump(desk.path)
    desk.undo()
    assert desk.ask(agreement_ids, RegisterQuery()) == []
    desk.redo()
    assert dump(desk.path) == before


def test_counts_of_views_are_numbers_and_follow_the_kinds(desk: Desk) -> None:
    for number in range(3):
        desk.do(add_agreement, f"Contract {number}", ends=date(2020, 3, 31))
    desk.do(add_agreement, "Grant", kind="grant", ends=date(2020, 3, 31))
    assert desk.ask(view_counts, RegisterQuery())["running"] == 4
    assert desk.ask(view_counts, RegisterQuery(kinds=("contract",)))["running"] == 3


@pytest.mark.parametrize("descending", [False, True])
def test_the_first_rows_begin_the_order_of_all_by_provider_too(
    desk: Desk, *, descending: bool
) -> None:
    for provider in ("Tidewater", "", "Ash Trust"):
        desk.do(add_agreement, f"For {provider}", provider)
    query = RegisterQuery(sort="provider", descending=descending)
    rows = desk.ask(first_agreements, query)
    assert [row.id for row in rows] == desk.ask(agreement_ids, query)
    names = ["Ash Trust", "Tidewater"]
    assert [row.provider for row in rows] == [*(names[::-1] if descending else names), ""]


def test_several_are_removed_in_one_step(desk: Desk) -> None:
    ids = [desk.do(add_agreement, f"Contract {number}") for number in range(3)]
    before = dump(desk.path)
    desk.do(remove_all, "agreement", ids[:2])
    assert desk.ask(agreement_ids, RegisterQuery()) == ids[2:]
    desk.undo()
    assert dump(desk.path) == before


def test_an_import_that_is_stopped_leaves_nothing_behind(desk: Desk) -> None:
    rows = [RegisterRow(row_number=n, title=f"Service {n}", provider="Ash Trust") for n in range(9)]
    told: list[int] = []

    def progress(done: int) -> None:
        told.append(done)
        if done == 5:
            raise UserError("Cancelled.")

    before = dump(desk.path)
    with pytest.raises(UserError, match="Cancelled"):
        desk.do(import_agreements, rows, progress)
    assert told == [0, 1, 2, 3, 4, 5]
    assert dump(desk.path) == before
    assert desk.undo_name is None
