"""Going back to what an answer said before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commission_desk.domain.richtext import RichText, from_plain
from commission_desk.operations.answer_history import answer_texts, restore_answer, written_at
from commission_desk.operations.plans import (
    new_plan,
    plan,
    set_answer_owner,
    set_answer_status,
    write_answer,
)
from commission_desk.store.desk import Desk
from commission_desk.store.working import create

PART = "wales-2010.needs.demography"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    made = Desk(tmp_path / "working.sqlite", "Finance partner")
    yield made
    made.close()


@pytest.fixture
def record(desk: Desk) -> str:
    return desk.do(new_plan, "Carers")


def write(desk: Desk, record: str, *texts: str) -> None:
    for text in texts:
        desk.do(write_answer, record, PART, from_plain(text))


def said(desk: Desk, record: str) -> list[str]:
    return [one.text.plain for one in desk.ask(answer_texts, record, PART)]


def test_an_answer_nobody_wrote_has_no_history(desk: Desk, record: str):
    assert desk.ask(answer_texts, record, PART) == ()
    assert desk.ask(written_at, record, PART) is None


def test_saves_while_one_person_writes_on_are_one_text(desk: Desk, record: str):
    write(desk, record, "One", "One two", "One two three")
    assert said(desk, record) == ["One two three"]


def test_words_taken_away_are_kept_as_a_text_of_their_own(desk: Desk, record: str):
    write(desk, record, "One two three", "One", "")
    assert said(desk, record) == ["", "One", "One two three"]


def test_another_persons_text_stands_apart(desk: Desk, record: str):
    write(desk, record, "One")
    desk.who = "Health partner"
    write(desk, record, "One two")
    texts = desk.ask(answer_texts, record, PART)
    assert [(one.who, one.text.plain) for one in texts] == [
        ("Health partner", "One two"), ("Finance partner", "One"),
    ]  # fmt: skip


def test_what_is_not_text_is_not_in_the_history_of_the_text(desk: Desk, record: str):
    desk.do(set_answer_owner, record, PART, "Health partner", None)
    write(desk, record, "One")
    at = desk.ask(written_at, record, PART)
    desk.do(set_answer_status, record, PART, "ready")
    assert said(desk, record) == ["One"]
    assert desk.ask(written_at, record, PART) == at


def test_restoring_is_a_change_of_its_own_that_undo_takes_back(desk: Desk, record: str):
    write(desk, record, "One two three", "One")
    earlier: RichText = desk.ask(answer_texts, record, PART)[-1].text
    desk.do(restore_answer, record, PART, earlier)
    assert desk.ask(plan, record).answer(PART).text.plain == "One two three"
    assert desk.undo() == "Restore an earlier text"
    assert desk.ask(plan, record).answer(PART).text.plain == "One"
