"""What the short papers say is drawn from the plan, its tables and the registers."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from commission_desk.content.duties import duties
from commission_desk.content.outlines import outline, outlines
from commission_desk.content.plan_tables import plan_tables
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.decision_paper import decision_paper
from commission_desk.operations.form_paper import form_paper
from commission_desk.operations.measures import add_measure, add_result
from commission_desk.operations.plain_paper import SHORT, plain_paper
from commission_desk.operations.plan_appraisal import choose_option
from commission_desk.operations.plan_duties import edit_duty
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_served import set_served
from commission_desk.operations.plan_tables import edit_entry, paste_entries
from commission_desk.operations.plans import new_plan, set_not_applicable, write_answer
from commission_desk.operations.stakeholders import add_stakeholder, record_contact
from commission_desk.store.desk import named
from commission_desk.store.tables import Intention, Plan

DAY = date(2026, 11, 22)
PURPOSE, PICTURE = "wales-2010.introduction.purpose", "wales-2010.introduction.picture"


@pytest.fixture
def record(desk) -> str:
    return desk.do(new_plan, "Carers", care_group="Unpaid carers", lead="Commissioning officer",
                   starts=date(2026, 4, 1), ends=date(2030, 3, 31))  # fmt: skip


def paste(desk, plan: str, table: str, *lines: list[str], prompt: str = "") -> list[str]:
    desk.do(paste_entries, desk.ask(read_table, plan, table, prompt), (0, 0), list(lines))
    return [row.id for row in desk.ask(read_table, plan, table, prompt).rows]


def block(paper, title: str):
    (found,) = (each for each in paper.blocks if each.title == title)
    return found


@pytest.fixture
def full(desk, record) -> str:
    """A plan with a need, two gaps of which one is closed, an outcome with a figure, and money."""
    paste(desk, record, "need", ["Carers without a break", "", "people", ""],
          prompt="wales-2010.needs.size")  # fmt: skip
    paste(desk, record, "outcome", ["Carers have a break", "", "Breaks a year", "3", "6", "2029",
                                    "Carers without a break"])  # fmt: skip
    paste(desk, record, "gap",
          ["No sitting service", "Missing", "90 carers wait", "Carers without a break", ""],
          ["No night care", "Missing", "12 carers give up work", "", ""])  # fmt: skip
    paste(desk, record, "intention", ["Buy a sitting service", "Start", "No sitting service",
                                      "Ninety carers wait", "£40,000", "", "2027", ""])  # fmt: skip
    paste(desk, record, "resource", ["Grant", "Council", "2026", "£100,000"],
          ["Grant", "Council", "2027", "£140,000"])  # fmt: skip
    return record


def test_gaps_are_met_or_not_by_whether_an_intention_closes_them(desk, full):
    paper = desk.ask(decision_paper, full, "en", DAY)
    (met,) = block(paper, "Needs we can meet").lines
    assert met.title == "Carers without a break: No sitting service"
    assert met.detail == "Buy a sitting service (by 2027)"
    (unmet,) = block(paper, "Needs we cannot meet, and what follows").lines
    assert unmet.title == "No night care"
    assert unmet.detail == "Missing. What follows: 12 carers give up work"
    assert [value for value, _words in paper.figures] == ["1", "1", "1", "£120,000"]


def test_a_gap_closed_by_what_is_not_yet_allowed_says_so(desk, full):
    (row,) = desk.ask(read_table, full, "intention").rows
    desk.do(edit_entry, full, "intention", row.id, "kind", "Stop")
    paper = desk.ask(decision_paper, full, "en", DAY)
    (met,) = block(paper, "Needs we can meet").lines
    before = "Not yet allowed, as duties before it are not met: "
    assert met.detail == before + "Buy a sitting service (by 2027)"
    assert desk.ask(decision_paper, full, "cy", DAY).blocks[0].lines[0].detail.startswith("Ni chan")
    for duty in duties().duties:
        desk.do(edit_duty, row.id, duty.id, "reason", "Nobody used it")
    (met,) = block(desk.ask(decision_paper, full, "en", DAY), "Needs we can meet").lines
    assert met.detail == "Buy a sitting service (by 2027)"


def test_an_outcome_says_where_it_stands_by_the_agreement_that_is_to_bring_it(desk, full):
    agreement = desk.do(add_agreement, "Sitting service", reference="C-1")
    measure = desk.do(add_measure, agreement, "Breaks a year", target=6)
    desk.do(add_result, measure, date(2026, 9, 30), 4.5)
    (intention,) = (row.id for row in desk.ask(read_table, full, "intention").rows)
    desk.do(set_agreement, intention, agreement)
    (line,) = block(
        desk.ask(decision_paper, full, "en", DAY), "Outcomes, and where they stand"
    ).lines
    assert line.detail.startswith("From 3 to 6 by 2029; latest 4.5 (Breaks a year, to 30 Sep")


def test_an_outcome_is_tied_by_any_service_that_serves_it(desk, record):
    quiet, served = paste(desk, record, "outcome", ["Fewer crises"], ["Carers have a break"])
    (service,) = paste(desk, record, "service", ["Respite"])
    desk.do(set_served, service, quiet, serves=True)
    desk.do(set_served, service, served, serves=True)
    paste(desk, record, "gap", ["Too few places", "", "", "", "Respite"])
    (intention,) = paste(desk, record, "intention", ["Buy more", "", "Too few places"])
    agreement = desk.do(add_agreement, "Sitting service", reference="C-1")
    desk.do(add_result, desk.do(add_measure, agreement, "Breaks a year"), date(2026, 9, 30), 4.5)
    desk.do(set_agreement, intention, agreement)
    outcomes = block(desk.ask(decision_paper, record, "en", DAY), "Outcomes, and where they stand")
    assert ["latest 4.5" in line.detail for line in outcomes.lines] == [True, True]
    desk.do(set_served, service, quiet, serves=False)
    outcomes = block(desk.ask(decision_paper, record, "en", DAY), "Outcomes, and where they stand")
    assert ["latest 4.5" in line.detail for line in outcomes.lines] == [False, True]


def test_the_short_papers_are_made_of_tables_that_are_all_tied(desk, record):
    """A field that a table no longer has would stop them."""
    for table in plan_tables():
        paste(desk, record, table.id, ["First"], prompt=table.prompts[0])
    for table in plan_tables():
        found = desk.ask(read_table, record, table.id, table.prompts[0])
        tied = {each.field for each in table.columns if each.table and each.table != "agreement"}
        cells = ["First" if each.key in tied and "link" in each.shape else ""
                 for each in found.columns[1:]]  # fmt: skip
        desk.do(paste_entries, found, (0, 1), [cells])
    for gather in (decision_paper, plain_paper, form_paper):
        assert desk.ask(gather, record, "en", DAY)


@named("Tied")
def set_agreement(session: Session, intention: str, agreement: str) -> None:
    session.get_one(Intention, intention).agreement_id = agreement


def test_money_is_said_by_year_and_by_kind_of_intention(desk, full):
    money = block(desk.ask(decision_paper, full, "en", DAY), "Use of resources")
    assert [(line.title, line.detail) for line in money.lines] == [
        ("2026", "£100,000"), ("2027", "£140,000"),
    ]  # fmt: skip
    assert "Intentions, a year: Start £40,000." in money.notes


def test_money_without_a_year_is_said_not_to_be_counted(desk, record):
    paste(desk, record, "resource", ["Grant", "", "", "£500,000"])
    money = block(desk.ask(decision_paper, record, "en", DAY), "Use of resources")
    note = "Without an amount or a year, and so not counted: {}."
    assert (money.lines, money.missing, money.notes) == ((), "", (note.format(1),))
    paste(desk, record, "resource", ["Grant", "", "", "£500,000"], ["Levy", "", "2026", "£9,000"],
          ["Gifts", "", "2026", ""])  # fmt: skip
    paper = desk.ask(decision_paper, record, "en", DAY)
    money = block(paper, "Use of resources")
    assert [(line.title, line.detail) for line in money.lines] == [("2026", "£9,000")]
    assert money.notes == (note.format(2),)
    assert paper.figures[-1][0] == "£9,000"


def test_the_choice_is_recommended_with_its_reason_and_risk(desk, full):
    (option,) = paste(desk, full, "plan-option", ["Buy together", "", "£40,000", "Nobody bids"])
    desk.do(choose_option, option, "It costs least.", DAY)
    asked = " ".join(desk.ask(decision_paper, full, "en", DAY).asked)
    assert "Recommended: Buy together. Why: It costs least." in asked
    assert "Its risk: Nobody bids" in asked


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("key", [each.key for each in outlines()])
def test_an_empty_plan_says_what_is_missing_on_any_outline(desk, key, language):
    record = desk.do(new_plan, "Empty", key)
    paper = desk.ask(decision_paper, record, language, DAY)
    assert all(each.missing and not each.lines for each in paper.blocks)
    plain = desk.ask(plain_paper, record, language, DAY)
    assert all(each.sentences for each in plain.blocks)
    form = desk.ask(form_paper, record, language, DAY)
    assert len(form.sections) == len(outline(key).sections)


def test_a_plain_summary_tells_what_stays_and_starts_and_what_people_said(desk, full):
    person = desk.do(add_stakeholder, "Zebedee Quillfeather", kind="person")
    group = desk.do(add_stakeholder, "Carers’ forum", kind="group")
    desk.do(record_contact, (person, group), held_on=DAY, plan_id=full, heard="Nights are hardest",
            changed="A gap was added")  # fmt: skip
    paper = desk.ask(plain_paper, full, "en", DAY)
    (heard,) = block(paper, "What people told us").items
    assert heard.title == "We listened to: Carers’ forum; 1 person."
    assert heard.detail == "We heard: Nights are hardest. Because of this: A gap was added."
    (starts,) = block(paper, "What will start").items
    assert starts.detail == "We want this done by 2027. Why: Ninety carers wait."
    assert "Zebedee" not in str(paper)
    assert "Ask for: Commissioning officer." in block(paper, "Have your say").sentences[0]
    assert paper.stands == "This plan is not finished. It may still change."


def test_without_a_lead_one_asks_the_team(desk):
    record = desk.do(new_plan, "Carers")
    say = block(desk.ask(plain_paper, record, "en", DAY), "Have your say")
    assert say.sentences[0].endswith("Ask for the team that writes this plan.")


def test_the_officers_own_words_are_printed_if_they_are_short(desk, record):
    desk.do(write_answer, record, PURPOSE, from_plain("We want carers to have a life."))
    desk.do(write_answer, record, PICTURE, from_plain("word " * (SHORT + 1)))
    about = desk.ask(plain_paper, record, "en", DAY).blocks[0]
    assert about.text.plain == "We want carers to have a life."
    assert "in part 1.2" in about.after
    desk.do(set_not_applicable, record, PURPOSE, "No")
    assert desk.ask(plain_paper, record, "en", DAY).blocks[0].text.is_empty


def test_only_the_terms_that_the_summary_uses_are_explained(desk, record):
    desk.do(write_answer, record, PURPOSE, from_plain("We pool the money in a pooled budget."))
    used = dict(desk.ask(plain_paper, record, "en", DAY).words)
    assert "Pooled fund" in used
    assert "Below threshold" not in used


def test_an_outline_holds_its_guidance_and_none_of_the_plans_text(desk, record):
    desk.do(write_answer, record, PURPOSE, from_plain("Secret words"))
    paper = desk.ask(form_paper, record, "en", DAY)
    assert "Secret words" not in str(paper)
    assert len(paper.questions) == 9
    prompts = outline("wales-2010").prompts
    assert [part.title for each in paper.sections for part in each.parts] == [
        prompt.title.en for prompt in prompts
    ]  # fmt: skip
    assert paper.sections[0].parts[0].covers == tuple(each.en for each in prompts[0].covers)
    assert desk.ask(form_paper, "wales-2010", "en", DAY) == paper


@named("Made elsewhere")
def put_unknown(session: Session, record: str) -> None:
    session.get_one(Plan, record).outline_id = "wales-2031"


@pytest.mark.parametrize("gather", [decision_paper, plain_paper, form_paper])
def test_an_outline_that_this_program_does_not_know_is_one_sentence(desk, record, gather):
    desk.do(put_unknown, record)
    with pytest.raises(UserError, match="does not know the outline “wales-2031”"):
        desk.ask(gather, record, "en", DAY)


def test_an_outline_by_a_name_that_is_none_is_one_sentence(desk):
    with pytest.raises(UserError, match="does not know the outline “nowhere”"):
        desk.ask(form_paper, "nowhere", "en", DAY)
