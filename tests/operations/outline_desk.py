"""A desk with an outline of its own, for the tests of editing and of sharing one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from commission_desk.operations.outline_drafts import Draft, DraftPart, draft
from commission_desk.operations.outline_editor import copy_outline
from commission_desk.store.desk import Desk
from commission_desk.store.working import create

TODAY = date(2026, 11, 22)
WALES = "wales-2010"
SIZE = "wales-2010.needs.size"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    made = Desk(tmp_path / "working.sqlite", "Commissioning manager")
    yield made
    made.close()


@pytest.fixture
def own(desk: Desk) -> str:
    """A copy of the Welsh outline."""
    return desk.do(copy_outline, WALES, "Our outline", "Ein hamlinelliad")


def part_of(found: Draft, prompt_id: str) -> DraftPart:
    parts = [part for section in found.sections for part in section.parts]
    return next(part for part in parts if part.prompt_id == prompt_id)


def with_prompt(desk: Desk, own: str, prompt_id: str) -> str:
    return part_of(desk.ask(draft, own), prompt_id).id
