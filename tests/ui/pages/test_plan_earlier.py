"""What other plans say to the same part is offered beside it and inserted with its structure."""

from datetime import date

import pytest
from PySide6.QtTest import QTest
from ui.plan_desk import FIRST, SECOND, dialog, make_plan

from commission_desk.domain.richtext import Block, RichText, Run, from_plain
from commission_desk.operations.plan_earlier import earlier_answers
from commission_desk.operations.plans import new_plan, plan, set_not_applicable, write_answer
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.new_plan import NewPlanDialog

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


def test_a_new_plan_is_begun_as_a_copy_of_another(window, desk, record):
    source = other(desk, "Carers", 2019)
    window.go("plans")
    page = window.pages["plans"]
    page.new()
    ask = dialog(window, NewPlanDialog)
    ask.fields.title.set_value("Carers again")
    assert not ask.source.help.isVisibleTo(ask)
    ask.source.set_value(source)
    ask.source.committed.emit()
    assert ask.source.help.isVisibleTo(ask)
    assert not ask.outline.isVisibleTo(ask)
    ask.finish()
    made = page.whole.row
    assert (made.title, made.id not in (source, record)) == ("Carers again", True)
    assert desk.ask(plan, made.id).answer(FIRST).text == SAID
    window.undo()
    assert made.id not in {row.id for row in page.rows()}


def test_what_was_answered_first_is_taken_into_the_details(window, desk, record):
    window.go("plans")
    page = window.pages["plans"]
    page.show_record(record, "wales-2010.scoping.period")
    offer = page.side.guidance.offer
    assert offer.isVisibleTo(page.side.guidance)
    assert not offer.take.isVisibleTo(offer)
    page.editor.edit.setFocus()
    QTest.keyClicks(page.editor.edit, "From 2027 to 2031.")
    page.editor.flush()
    assert offer.take.isVisibleTo(offer)
    offer.take.click()
    assert desk.ask(plan, record).row.period == "2027–2031"
    assert "2027–2031" in page.header.sub.plain
    assert not offer.take.isVisibleTo(offer)
    page.open_part(FIRST)
    assert not offer.isVisibleTo(page.side.guidance)
