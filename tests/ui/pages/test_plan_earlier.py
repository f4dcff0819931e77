"""What other plans say to the same part is offered beside it and inserted with its structure."""

from datetime import date

import pytest
from ui.plan_desk import FIRST, SECOND, make_plan

from commission_desk.domain.richtext import Block, RichText, Run, from_plain
from commission_desk.operations.plan_earlier import earlier_answers
from commission_desk.operations.plans import new_plan, plan, set_not_applicable, write_answer
from commission_desk.operations.records import remove

SAID = RichText((Block("heading", (Run("Who"),)), Block("bullet", (Run("Carers", bold=True),))))


@pytest.fixture
def record(desk) -> str:
    return make_plan(desk)


def other(desk, title: str, year: int, text: RichText = SAID) -> str:
    made = desk.do(new_plan, title, starts=date(year, 4, 1), ends=date(year + 3, 3, 31))
    desk.do(write_answer, made, FIRST, text)
    return str(made)


def test_only_other_plans_that_say_something_here_are_offered_the_newest_first(desk, record):
    old = other(desk, "Carers", 2019)
    new = other(desk, "Young adults", 2023, from_plain("Words"))
    other(desk, "Nothing said", 2024, RichText())
    gone = other(desk, "Taken away", 2024)
    desk.do(remove, "plan", gone)
    desk.do(write_answer, record, FIRST, from_plain("Its own"))
    found = desk.ask(earlier_answers, record, FIRST)
    assert [(each.plan, each.name) for each in found] == [
        (new, "Young adults 2023–2026"), (old, "Carers 2019–2022"),
    ]  # fmt: skip
    assert desk.ask(earlier_answers, record, SECOND) == ()


def test_an_answer_is_inserted_with_its_structure_and_one_step_takes_it_back(window, desk, record):
    other(desk, "Young adults", 2023, from_plain("Words"))
    old = other(desk, "Carers", 2019)
    window.go("plans")
    page = window.pages["plans"]
    page.show_record(record, FIRST)
    earlier = page.side.guidance.earlier
    assert earlier.isVisibleTo(page.side.guidance)
    assert earlier.said.plain == "Words"
    earlier.which.set_value(old)
    earlier.which.committed.emit()
    assert earlier.said.plain == "Who\nCarers"
    earlier.take.click()
    page.flush()
    assert desk.ask(plan, record).answer(FIRST).text == SAID
    page.editor.edit.undo()
    page.flush()
    assert desk.ask(plan, record).answer(FIRST).text.is_empty
    page.open_part(SECOND)
    assert not earlier.isVisibleTo(page.side.guidance)


def test_nothing_is_inserted_where_nothing_can_be_written(window, desk, record):
    other(desk, "Carers", 2019)
    desk.do(set_not_applicable, record, FIRST, "Nobody needs it")
    window.go("plans")
    page = window.pages["plans"]
    page.show_record(record, FIRST)
    assert not page.side.guidance.earlier.take.isEnabled()
