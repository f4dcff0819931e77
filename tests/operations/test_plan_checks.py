"""What one plan still needs."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commission_desk.content.outlines import outline
from commission_desk.domain.checks import Need
from commission_desk.domain.richtext import from_plain
from commission_desk.operations import plan_rows
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_rows import linked, read_table
from commission_desk.operations.plan_tables import paste_entries
from commission_desk.operations.plans import (
    new_plan,
    set_answer_owner,
    set_answer_status,
    set_not_applicable,
    write_answer,
)
from commission_desk.store.desk import Desk
from commission_desk.store.working import create

TODAY = date(2026, 11, 22)
OUTLINE = outline("wales-2010")
FIRST = OUTLINE.prompts[0].id


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    made = Desk(tmp_path / "working.sqlite", "Finance partner")
    yield made
    made.close()


@pytest.fixture
def record(desk: Desk) -> str:
    return desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2030, 3, 31))


def needs(desk: Desk, record: str, check: str) -> list[Need]:
    found = desk.ask(plan_needs, record, TODAY, "en")
    return [need for need in found if need.check == check]


def test_every_section_with_parts_to_write_is_named_with_its_first(desk: Desk, record: str):
    desk.do(write_answer, record, FIRST, from_plain("Why this plan exists"))
    desk.do(set_answer_status, record, FIRST, "ready")
    found = needs(desk, record, "plan-parts-unwritten")
    assert len(found) == len(OUTLINE.sections)
    assert found[0].part == OUTLINE.prompts[1].id
    assert found[0].title == "Introduction: still to write 2 of 3"


def test_checks_read_the_names_of_none_but_the_agreements_of_the_plan(
    desk: Desk, record: str, monkeypatch: pytest.MonkeyPatch
):
    """A register may hold a hundred thousand, and the checks are made at every pause in typing."""
    for title in ("Respite", "Sitting service"):
        desk.do(add_agreement, title)
    cells = [["Buy four places", "", "", "", "", "", "", "Respite"]]
    desk.do(paste_entries, desk.ask(read_table, record, "intention"), (0, 0), cells)
    read: list[str] = []

    def watched(*asked: Any) -> dict[str, str]:
        found = linked(*asked)
        read.extend(found.values() if asked[2] == "agreement" else ())
        return found

    monkeypatch.setattr(plan_rows, "linked", watched)
    (need,) = needs(desk, record, "plan-agreement-unmeasured")
    assert "Respite" in need.title
    assert set(read) == {"Respite (C-0001)"}
    (offered,) = (each.named for each in desk.ask(read_table, record, "intention").columns
                  if each.key == "agreement_id")  # fmt: skip
    assert list(offered.values()) == [
        "Respite (C-0001)", "Sitting service (C-0002)",
    ]  # fmt: skip


def test_a_finished_plan_of_the_usual_length_needs_nothing(desk: Desk, record: str):
    for prompt in OUTLINE.prompts:
        desk.do(set_not_applicable, record, prompt.id, "Covered by the regional plan")
    assert desk.ask(plan_needs, record, TODAY, "en") == ()


def test_a_part_past_its_day_is_asked_for_until_it_is_finished(desk: Desk, record: str):
    desk.do(set_answer_owner, record, FIRST, "Health partner", date(2026, 11, 21))
    (need,) = needs(desk, record, "plan-part-overdue")
    assert (need.part, need.detail) == (FIRST, "Was due on 21 November 2026")
    desk.do(set_answer_owner, record, FIRST, "Health partner", TODAY)
    assert needs(desk, record, "plan-part-overdue") == []
    desk.do(set_answer_owner, record, FIRST, "Health partner", date(2026, 11, 21))
    desk.do(set_not_applicable, record, FIRST, "Covered by the regional plan")
    assert needs(desk, record, "plan-part-overdue") == []


def test_the_period_of_this_plan_alone_is_judged(desk: Desk, record: str):
    other = desk.do(new_plan, "Young people", starts=date(2026, 4, 1), ends=date(2028, 3, 31))
    assert needs(desk, record, "plan-period") == []
    assert len(needs(desk, other, "plan-period")) == 1


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Carers 2026-2029", ""),
        ("Carers 2026–29", ""),
        ("Carers, April 2026 to March 2030", ""),
        ("Carers 2026/27 to 2029/30", ""),
        ("Carers from 2026", ""),
        ("Carers", ""),
        ("Carers 2025-2030", "The title says 2025–2030, and the plan covers 2026–2030"),
        ("Carers 2012 i 2017", "The title says 2012–2017, and the plan covers 2026–2030"),
    ],
)
def test_a_title_names_the_years_that_the_plan_covers(desk: Desk, title: str, said: str):
    record = desk.do(new_plan, title, starts=date(2026, 4, 1), ends=date(2030, 3, 31))
    assert [need.detail for need in needs(desk, record, "plan-years-title")] == [said] * bool(said)


def test_a_title_for_whole_years_names_the_last_of_them(desk: Desk):
    record = desk.do(new_plan, "Carers 2022-2024", starts=date(2022, 1, 1), ends=date(2025, 12, 31))
    assert len(needs(desk, record, "plan-years-title")) == 1
