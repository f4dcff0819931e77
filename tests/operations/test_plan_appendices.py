"""The appendices compile themselves: from the plan's tables, the contacts and the register."""

from datetime import date

import pytest

from commission_desk.content.glossary import glossary, term
from commission_desk.content.outlines import COMPILED as KNOWN
from commission_desk.content.outlines import outline
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import add_action
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.plan_appendices import COMPILED, compiled_tables
from commission_desk.operations.plan_duties import edit_duty
from commission_desk.operations.plan_outlines import change_outline
from commission_desk.operations.plan_printed import changes_since, plan_paper
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_tables import paste_entries
from commission_desk.operations.plan_versions import keep_version
from commission_desk.operations.plans import new_plan, set_answer_status, write_answer
from commission_desk.operations.stakeholders import add_stakeholder, record_contact

DAY = date(2026, 11, 20)
PART = {prompt.compiled: prompt.id for prompt in outline("wales-2010").prompts if prompt.compiled}


@pytest.fixture
def record(do) -> str:
    return do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2030, 3, 31))


def paste(desk, plan: str, table: str, *lines: list[str], prompt: str = "") -> None:
    desk.do(paste_entries, desk.ask(read_table, plan, table, prompt), (0, 0), list(lines))


def test_every_appendix_of_the_outline_can_be_compiled():
    assert set(COMPILED) == set(KNOWN) - {""} == set(PART)


def test_an_empty_plan_has_empty_appendices(ask, record):
    for compiled in COMPILED:
        assert ask(compiled_tables, record, compiled, "en") == ()


def test_needs_of_every_part_and_services_stand_in_one_appendix(desk, ask, record):
    for prompt in ("wales-2010.needs.size", "wales-2010.needs.demography"):
        paste(desk, record, "need", [f"Carers, {prompt[-4:]}", "", "people", "12"], prompt=prompt)
    paste(desk, record, "service", ["Sitting service", "Hafan"])
    needs, services = ask(compiled_tables, record, "needs-analysis", "en")
    assert {row[0] for row in needs.rows} == {"Carers, size", "Carers, aphy"}
    assert needs.charts == ()
    assert services.rows[0][:2] == ("Sitting service", "Hafan")


def test_people_are_counted_and_groups_named_in_the_record_of_consultation(desk, ask, record):
    person = desk.do(add_stakeholder, "Zebedee Quillfeather", kind="person")
    other = desk.do(add_stakeholder, "Rosalind Quayle", kind="person")
    group = desk.do(add_stakeholder, "Carers’ forum", kind="group")
    facts = {"method": "workshop", "heard": "Weekends matter.", "changed": "Hours moved."}
    desk.do(record_contact, (person, group, other), held_on=DAY, plan_id=record, **facts)
    desk.do(record_contact, (person,), held_on=date(2026, 1, 5), plan_id=record, heard="Yes.")
    desk.do(record_contact, (group,), held_on=DAY, heard="Of another plan.")
    (table,) = ask(compiled_tables, record, "consultation", "en")
    assert table.head == ("Date", "Who", "How", "What we heard", "What changed")
    assert table.rows == (
        ("5 Jan 2026", "1 person", "", "Yes.", ""),
        ("20 Nov 2026", "Carers’ forum; 2 people", "Workshop", "Weekends matter.", "Hours moved."),
    )
    assert "Quillfeather" not in repr(table)


def test_indicators_are_the_outcomes_and_the_last_figures_of_the_agreements(desk, ask, record):
    paste(desk, record, "outcome", ["Rested carers"])
    own = desk.do(add_agreement, "Sitting", plan_id=record)
    other = desk.do(add_agreement, "Elsewhere")
    measure = desk.do(add_measure, own, "Nights", unit="nights", target=1200.0)
    desk.do(add_measure, other, "Not of this plan")
    for end, value in ((date(2026, 6, 30), 800.0), (date(2026, 9, 30), None)):
        desk.do(add_result, measure, end, value)
    outcomes, measures = ask(compiled_tables, record, "indicators", "en")
    assert outcomes.rows[0][0] == "Rested carers"
    assert measures.rows == (("Sitting", "Nights", "nights", "1,200", "–", "30 Sept 2026"),)
    assert measures.right == (False, False, False, True, True, False)


def test_a_measure_of_an_agreement_that_an_intention_names_is_an_indicator(desk, ask, record):
    named = desk.do(add_agreement, "Sitting service", reference="C-7")
    desk.do(add_measure, named, "Nights")
    view = desk.ask(read_table, record, "intention")
    place = [column.key for column in view.columns].index("agreement_id")
    desk.do(paste_entries, view, (0, 0), [["Buy nights"]])
    view = desk.ask(read_table, record, "intention")
    desk.do(paste_entries, view, (0, place), [["Sitting service (C-7)"]])
    (measures,) = ask(compiled_tables, record, "indicators", "en")
    assert measures.rows[0][:2] == ("Sitting service", "Nights")


def test_the_action_plan_holds_the_plans_own_actions(desk, ask, record):
    desk.do(add_action, "Ring the forum", owner="Officer", due=DAY, plan_id=record)
    desk.do(add_action, "Of no plan")
    paste(desk, record, "objective", ["Fewer waits"])
    acts, objectives = ask(compiled_tables, record, "action-plan", "en")
    assert acts.rows == (("Ring the forum", "Officer", "20 Nov 2026", "Open"),)
    assert objectives.rows[0][0] == "Fewer waits"


def test_the_glossary_has_the_terms_that_are_used_and_no_others(desk, ask, record):
    used, unused = next(t for t in glossary() if t.id == "advocate"), "Full cost recovery"
    desk.do(write_answer, record, PART["glossary"], from_plain("Advocates speak; grants do not."))
    (table,) = ask(compiled_tables, record, "glossary", "en")
    words = [row[0] for row in table.rows]
    assert used.term.en in words
    assert unused not in words
    assert words == sorted(words, key=str.casefold)
    (welsh,) = ask(compiled_tables, record, "glossary", "cy")
    assert used.term.cy in [row[0] for row in welsh.rows]


@pytest.mark.parametrize("word", ["advocated", "inadvocate"])
def test_part_of_a_word_is_no_term(desk, ask, record, word):
    desk.do(write_answer, record, PART["glossary"], from_plain(f"They {word}."))
    found = ask(compiled_tables, record, "glossary", "en")
    assert "Advocate" not in [row[0] for table in found for row in table.rows]


def glossed(desk, plan: str, language: str = "en") -> list[str]:
    tables = desk.ask(compiled_tables, plan, "glossary", language)
    return [row[0] for table in tables for row in table.rows]


def test_a_term_that_was_chosen_is_in_the_glossary_as_it_is_printed(desk, record):
    paste(desk, record, "resource", ["Money", "A council", "2027", "", "Pooled fund"])
    assert glossed(desk, record) == ["Pooled fund"]
    assert glossed(desk, record, "cy") == [term("pooled-fund").term.cy]


def test_a_term_written_about_a_duty_is_in_the_glossary(desk, record):
    paste(desk, record, "intention", ["A day centre", "Stop"])
    (row,) = desk.ask(read_table, record, "intention", "").rows
    assert glossed(desk, record) == []
    desk.do(edit_duty, row.id, "care", "note", "Each person has an advocate")
    assert glossed(desk, record) == ["Advocate"]
    desk.do(edit_duty, row.id, "plan", "reason", "The tender was never let")
    assert glossed(desk, record) == ["Advocate", "Tender"]


def test_a_term_of_a_part_that_is_not_printed_is_not_in_the_glossary(desk, record):
    elsewhere = "jersey-delivery-plan.resources.vision"
    asked_first = outline("wales-2010").scoping[0].id
    desk.do(write_answer, record, asked_first, from_plain("An advocate"))
    assert glossed(desk, record) == []
    desk.do(change_outline, record, "jersey-delivery-plan")
    desk.do(write_answer, record, elsewhere, from_plain("A tender"))
    assert glossed(desk, record) == ["Tender"]
    desk.do(change_outline, record, "wales-2010")
    assert glossed(desk, record) == []


def test_an_appendix_is_printed_and_can_be_ready_without_a_word(desk, do, ask, record):
    desk.do(add_action, "Ring the forum", plan_id=record)
    do(set_answer_status, record, PART["action-plan"], "ready")
    paper = ask(plan_paper, record, "en", DAY)
    parts = {part.prompt_id: part for section in paper.sections for part in section.parts}
    assert parts[PART["action-plan"]].tables[0].rows[0][0] == "Ring the forum"


def test_what_the_registers_say_is_no_change_of_the_plan(desk, ask, record):
    kept = desk.do(keep_version, record, "First", "", DAY)
    desk.do(add_action, "Ring the forum", plan_id=record)
    assert ask(changes_since, kept, "en") == ()
