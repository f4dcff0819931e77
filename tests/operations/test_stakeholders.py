"""Stakeholders, contacts and promises, each also undone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from commission_desk.domain.errors import UserError
from commission_desk.operations.actions import add_action, finish_action
from commission_desk.operations.records import remove
from commission_desk.operations.stakeholders import (
    add_stakeholder,
    add_stakeholders,
    contacts,
    contacts_by_category,
    edit_contact,
    edit_stakeholder,
    promises,
    record_contact,
    stakeholder,
    stakeholders,
)
from commission_desk.store.desk import Desk
from commission_desk.store.working import create


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    desk = Desk(tmp_path / "working.sqlite", "Commissioning officer")
    yield desk
    desk.close()


@pytest.fixture
def forum(desk: Desk) -> str:
    return desk.do(add_stakeholder, "Parent carer forum", category="carers", interest=4)


def test_a_stakeholder_cannot_lose_its_name(desk: Desk, forum: str) -> None:
    with pytest.raises(UserError, match="cannot be left empty"):
        desk.do(edit_stakeholder, forum, name="  ")
    assert desk.ask(stakeholder, forum).name == "Parent carer forum"


def test_names_already_there_or_empty_are_not_added_again(desk: Desk, forum: str) -> None:
    made = desk.do(add_stakeholders, ("parent carer forum", "Youth club", "", " Youth CLUB "))
    assert len(made) == 1
    assert [row.name for row in desk.ask(stakeholders)] == ["Parent carer forum", "Youth club"]
    desk.undo()
    assert [row.id for row in desk.ask(stakeholders)] == [forum]


def test_who_a_contact_was_with_can_be_changed_and_changed_back(desk: Desk, forum: str) -> None:
    club = desk.do(add_stakeholder, "Youth club")
    record = desk.do(record_contact, (forum,), held_on=date(2026, 11, 2))
    desk.do(edit_contact, record, (club,), about="transport")
    assert desk.ask(contacts)[0].who_ids == (club,)
    desk.do(edit_contact, record, (forum, club))
    assert set(desk.ask(contacts)[0].who_ids) == {forum, club}
    desk.undo()
    desk.undo()
    row = desk.ask(contacts)[0]
    assert (row.who_ids, row.about) == ((forum,), "")


def test_a_contact_keeps_somebody_in_it(desk: Desk, forum: str) -> None:
    record = desk.do(record_contact, (forum,), held_on=date(2026, 11, 2))
    with pytest.raises(UserError, match="who the contact was with"):
        desk.do(edit_contact, record, ())
    assert desk.ask(contacts)[0].who_ids == (forum,)


def test_a_contact_with_someone_since_removed_can_still_be_edited(desk: Desk, forum: str) -> None:
    record = desk.do(record_contact, (forum,), held_on=date(2026, 11, 2))
    desk.do(remove, "stakeholder", forum)
    desk.do(edit_contact, record, (forum,), changed="Two days more")
    assert desk.ask(contacts)[0].changed == "Two days more"


def test_contacts_are_counted_by_group_since_a_day_and_at_a_stage(desk: Desk, forum: str) -> None:
    for day, stage in ((date(2025, 1, 1), "plan"), (date(2026, 5, 1), "analyse")):
        desk.do(record_contact, (forum,), held_on=day, stage=stage)
    assert desk.ask(contacts_by_category, date(2024, 1, 1)) == {"carers": 2}
    assert desk.ask(contacts_by_category, date(2026, 1, 1)) == {"carers": 1}
    assert desk.ask(contacts_by_category, date(2024, 1, 1), "plan") == {"carers": 1}


def test_promises_come_by_date_and_are_kept_when_their_action_is_done(
    desk: Desk, forum: str
) -> None:
    later = desk.do(record_contact, (forum,), promised="Visit", promised_by=date(2026, 12, 15))
    first = desk.do(record_contact, (forum,), promised="Share it", promised_by=date(2026, 11, 30))
    desk.do(record_contact, (forum,), promised="Think about it")
    found = desk.ask(promises)
    assert [row.promised for row in found] == ["Share it", "Visit", "Think about it"]
    assert [row.is_late(date(2026, 12, 1)) for row in found] == [True, False, False]
    action = desk.do(add_action, "Share it", engagement_id=first)
    desk.do(finish_action, action, date(2026, 12, 1))
    row = desk.ask(promises)[0]
    assert (row.action_id, row.kept, row.is_late(date(2026, 12, 2))) == (action, True, False)
    assert desk.ask(promises)[1].contact == later
