from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.registers import RegisterRow
from commission_desk.operations.agreement_detail import agreement
from commission_desk.operations.agreement_tables import add_table_row
from commission_desk.operations.agreements import (
    decide_option,
    edit_agreement,
    remove_option,
    term_of,
)
from commission_desk.operations.importing import (
    ImportResult,
    existing_agreements,
    import_agreements,
)
from commission_desk.store.desk import Desk
from commission_desk.store.tables import Agreement, Organisation, Step
from commission_desk.store.working import create

FULL = RegisterRow(
    row_number=2,
    source_id="ocds-1",
    reference="C1",
    title="Day care",
    description="Weekdays",
    kind="framework",
    managed="devolved",
    department="Adults",
    service="Day services",
    provider="Ash Trust",
    provider_number="S1",
    charity_number="100001",
    sector="third",
    annual_pence=14_000_000,
    annual_text="£140k",
    total_pence=0,
    total_text="Nil",
    awarded=date(2026, 1, 31),
    starts=date(2026, 4, 1),
    ends=date(2029, 3, 31),
    end_meaning="initial",
    end_text="31 March 2029",
    latest_end=date(2031, 3, 31),
    review_on=date(2028, 1, 1),
    notes="A note",
    rest={"Officer": "Contract officer", "Colour": "blue"},
)
SHORT = RegisterRow(row_number=3, title="Meals", provider="Elm Trust")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    desk = Desk(tmp_path / "working.sqlite", "Commissioning officer")
    yield desk
    desk.close()


def agreements(session: Session) -> list[Agreement]:
    return list(session.scalars(select(Agreement).where(Agreement.deleted.is_(False))))


def names(session: Session) -> list[str]:
    standing = select(Organisation.name).where(Organisation.deleted.is_(False))
    return list(session.scalars(standing.order_by(Organisation.name)))


def steps(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Step)) or 0


def test_a_row_becomes_an_agreement_with_everything_it_said(desk: Desk) -> None:
    assert desk.do(import_agreements, [FULL, SHORT]) == ImportResult(2, 2, 0, 0, 0)
    first, second = desk.ask(existing_agreements)
    kept = {name: getattr(first.row, name) for name in ("row_number", "provider_number")}
    assert kept == {"row_number": 0, "provider_number": ""}  # those are not the agreement's
    for name in RegisterRow.__slots__:
        if name not in {"row_number", "provider_number"}:
            assert getattr(first.row, name) == getattr(FULL, name), name
    assert second.row.title == "Meals"
    assert second.row.annual_pence is None


def test_two_end_dates_make_an_option_to_extend(desk: Desk) -> None:
    desk.do(import_agreements, [FULL])

    def term(session: Session) -> str:
        return term_of(session, agreements(session)[0]).words

    assert desk.ask(term) == "3+2"
    found = desk.ask(agreements)[0]
    assert (found.current_end, found.latest_end) == (date(2029, 3, 31), date(2031, 3, 31))
    assert found.decide_by is not None
    assert found.decide_by < found.current_end


def test_the_provider_keeps_its_numbers_and_comes_once(desk: Desk) -> None:
    desk.do(import_agreements, [FULL, RegisterRow(title="B", provider=" ash  trust ")])

    def provider(session: Session) -> Organisation:
        return session.scalars(select(Organisation)).one()

    found = desk.ask(provider)
    assert (found.name, found.charity_number, found.sector) == ("Ash Trust", "100001", "third")


def test_two_charities_of_one_name_stay_two(desk: Desk) -> None:
    one = RegisterRow(title="A", provider="St Mary's", charity_number="1")
    other = RegisterRow(title="B", provider="St Mary's", charity_number="2")
    desk.do(import_agreements, [one, other])
    assert desk.ask(names) == ["St Mary's", "St Mary's"]


def test_importing_again_changes_nothing_and_takes_no_step(desk: Desk) -> None:
    rows = [FULL, SHORT, SHORT, FULL]
    desk.do(import_agreements, rows)
    before = desk.ask(steps)
    assert desk.do(import_agreements, rows) == ImportResult(4, 0, 0, 4, 0)
    assert desk.ask(steps) == before


def test_a_changed_row_changes_only_what_it_says(desk: Desk) -> None:
    desk.do(import_agreements, [FULL])
    changed = RegisterRow(
        reference="C1",
        title="Day care",
        provider="Oak Trust",
        annual_pence=15_000_000,
        annual_text="£150k",
        ends=date(2030, 3, 31),
        rest={"Colour": "red"},
    )
    assert desk.do(import_agreements, [changed]) == ImportResult(1, 0, 1, 0, 0)
    (found,) = desk.ask(existing_agreements)
    assert (found.row.annual_pence, found.row.provider) == (15_000_000, "Oak Trust")
    assert found.row.rest == {"Officer": "Contract officer", "Colour": "red"}
    assert found.row.notes == "A note"
    assert found.row.latest_end == date(2032, 3, 31)  # the option stays two years after the end


def test_undo_takes_the_whole_import_back_and_redo_brings_it_again(desk: Desk) -> None:
    desk.do(import_agreements, [SHORT])
    before = desk.ask(existing_agreements)
    desk.do(import_agreements, [FULL, RegisterRow(title="meals", provider="Elm Trust", notes="x")])
    after = desk.ask(existing_agreements)
    assert desk.undo() == "Import agreements"
    assert desk.ask(existing_agreements) == before
    assert desk.ask(names) == ["Elm Trust"]
    desk.redo()
    assert desk.ask(existing_agreements) == after


def test_an_import_after_an_undo_adds_again(desk: Desk) -> None:
    desk.do(import_agreements, [FULL])
    desk.undo()
    assert desk.do(import_agreements, [FULL]).added == 1
    assert len(desk.ask(agreements)) == 1


def test_a_row_without_a_title_is_not_taken_in(desk: Desk) -> None:
    assert desk.do(import_agreements, [RegisterRow(provider="Ash")]) == ImportResult(1, 0, 0, 0, 1)


def test_what_a_person_edited_since_is_shown_as_a_change_only_where_the_row_differs(
    desk: Desk,
) -> None:
    desk.do(import_agreements, [FULL])
    desk.do(edit_agreement, desk.ask(agreements)[0].id, route="open")
    assert desk.do(import_agreements, [FULL]).unchanged == 1


@pytest.mark.parametrize("declined", [True, False])
def test_an_option_that_was_declined_or_removed_is_not_offered_again(
    desk: Desk, declined: bool
) -> None:
    desk.do(import_agreements, [FULL])
    (made,) = desk.ask(agreements)
    (option,) = desk.ask(agreement, made.id).options
    if declined:
        desk.do(decide_option, option.id, "declined")
    else:
        desk.do(remove_option, option.id)
    assert desk.do(import_agreements, [FULL]) == ImportResult(1, 0, 0, 1, 0)
    assert len(desk.ask(agreement, made.id).options) == declined
    assert desk.ask(agreement, made.id).row.latest_end == FULL.ends


def test_partners_that_were_said_in_rows_are_no_longer_the_registers(desk: Desk) -> None:
    desk.do(import_agreements, [replace(FULL, partner_pence=500)])
    (made,) = desk.ask(agreements)
    desk.do(add_table_row, made.id, "partner_share", {"name": "Police", "share_pence": "7"})
    assert desk.ask(existing_agreements)[0].row.partner_pence == 700
    again = desk.do(import_agreements, [replace(FULL, partner_pence=500)])
    assert again == ImportResult(1, 0, 0, 1, 0)
