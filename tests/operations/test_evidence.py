"""Scenario S10: the Jersey auditor's sample of three contracts in each of two departments."""

from datetime import date, timedelta

import pytest

from commission_desk.domain.richtext import from_plain
from commission_desk.operations.actions import add_action
from commission_desk.operations.agenda import item_rows
from commission_desk.operations.agreement_reviews import (
    edit_agreement_review,
    finish_agreement_review,
    start_agreement_review,
)
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.documents_kept import add_document
from commission_desk.operations.feedback import add_feedback
from commission_desk.operations.measures import add_measure, add_result, add_risk
from commission_desk.operations.meetings import call_review, meetings
from commission_desk.operations.minutes import finish_meeting, start_meeting, write_notes
from commission_desk.operations.report_parts import ReportChoice
from commission_desk.operations.reports import report
from commission_desk.store.desk import Desk

TODAY = date(2026, 11, 22)
QUARTERLY = (300, 210, 120, 30)  # days ago
BASIC = "contract-review-standard"


def reviewed(do, ask, agreement: str, template: str, days=QUARTERLY, *, feedback=False, terms=True):
    """Hold reviews so many days ago, minuted, on an agenda."""
    for number, ago in enumerate(days):
        day = TODAY - timedelta(days=ago)
        meeting = do(call_review, agreement, day, template)
        do(start_meeting, meeting)
        items = {item.key: item.id for item in ask(item_rows, meeting)}
        first = next(iter(items.values()))
        words = "The terms of reference were agreed." if terms and not number else "As before."
        do(write_notes, first, from_plain(words))
        if feedback and "feedback" in items:
            do(write_notes, items["feedback"], from_plain("Families were glad of weekends."))
        do(finish_meeting, meeting)


def measured(do, agreement: str) -> None:
    measure = do(add_measure, agreement, "People who cope better", kind="outcome")
    do(add_result, measure, TODAY - timedelta(days=53), 71.0)


@pytest.fixture
def do(desk: Desk):
    """Run changes that have tests of their own, without undoing each."""
    return desk.do


@pytest.fixture
def sample(do, ask) -> dict[str, str]:
    """The auditor's findings (R.124/2024, paragraphs 76 and 77) as records of a desk."""
    made = {}
    for department in ("HCS", "CYPES"):
        for number in (1, 2, 3):
            name = f"{department} {number}"
            made[name] = do(add_agreement, name, "Somebody", reference=name, department=department,
                            starts=date(2024, 1, 1), ends=date(2028, 12, 31))  # fmt: skip
    for number in (1, 2, 3):
        health, children = made[f"HCS {number}"], made[f"CYPES {number}"]
        reviewed(do, ask, health, "contract-review", feedback=number < 3)
        measured(do, health)
        do(add_action, "Send the plan", agreement_id=health, owner="Officer", due=TODAY)
        days = QUARTERLY if number < 3 else (340,)
        reviewed(do, ask, children, BASIC, days, terms=False)
        do(add_risk, "Staff leave", agreement_id=children, likelihood=3, impact=3, owner="Officer")
        if number < 3:
            measured(do, children)
    return made


def matrix(ask, **chosen):
    return ask(report, ReportChoice("evidence", **chosen), "en", TODAY)


def met(found) -> dict[str, dict[str, str]]:
    heads = [column.title for column in found.blocks[1].columns]
    return {
        row.cells[0].text: dict(zip(heads[1:], [c.text for c in row.cells[1:]], strict=True))
        for row in found.blocks[1].rows
    }


def test_the_auditors_sample_is_found_again(ask, sample):
    counts = met(matrix(ask))
    health, children = counts["HCS"], counts["CYPES"]
    assert health["User feedback"] == "2 of 3"
    for criterion in ("Terms of reference", "Quarterly meetings", "Agenda", "Minutes", "Measures",
                      "Data", "Action log"):  # fmt: skip
        assert health[criterion] == "3 of 3", criterion
    assert children["Quarterly meetings"] == "2 of 3"
    assert children["Risk register"] == "3 of 3"
    assert (children["Measures"], children["Data"]) == ("2 of 3", "2 of 3")
    assert children["Terms of reference"] == "0 of 3"


def test_each_cell_says_why_and_leads_to_its_evidence(ask, sample):
    table = matrix(ask).blocks[0]
    assert len(table.rows) == 6
    for row in table.rows:
        for cell in row.cells[2:]:
            assert cell.why
            assert cell.icon
            assert cell.goes is not None
    third = next(row for row in table.rows if row.cells[0].text == "CYPES 3")
    assert third.cells[3].text == "Partly"
    assert third.cells[3].why == "1 review of 4 in the year, at most 340 days apart."
    assert third.cells[3].goes.kind == "meeting"
    assert third.cells[6].why == "It has no measures."


def test_what_is_missing_is_listed_with_its_reason(ask, sample):
    reasons = matrix(ask).blocks[2]
    said = [[cell.text for cell in row.cells] for row in reasons.rows]
    assert ["HCS 3", "User feedback", "Partly",
            "It stood on an agenda, but nothing was minuted."] in said  # fmt: skip
    assert all(row[2] != "Met" for row in said)


def test_chosen_agreements_come_in_place_of_a_sample(ask, sample):
    found = matrix(ask, agreements=(sample["CYPES 1"], sample["HCS 2"], "gone"))
    assert [row.cells[0].text for row in found.blocks[0].rows] == ["CYPES 1", "HCS 2"]


def test_a_sample_is_drawn_again_as_it_was_by_its_number(ask, do, sample):
    for number in range(4, 12):
        do(add_agreement, f"HCS {number}", department="HCS", ends=date(2028, 12, 31))

    def names(**chosen):
        return [row.cells[0].text for row in matrix(ask, **chosen).blocks[0].rows]

    assert names() == names()
    assert len(names()) == 6
    assert len(names(sample=5)) == 8
    assert len({tuple(names(seed=seed)) for seed in range(8)}) > 1
    assert names(department="CYPES", sample=10) == ["CYPES 1", "CYPES 2", "CYPES 3"]


@pytest.mark.parametrize(
    ("days", "state"),
    [(QUARTERLY, "Met"), ((300, 200, 150), "Partly"), ((360, 330, 300, 270), "Partly"), ((),
     "Not found"), ((400, 380), "Not found")],
)  # fmt: skip
def test_quarterly_is_four_in_a_year_and_none_too_far_apart(do, ask, days, state):
    made = do(add_agreement, "One", starts=date(2020, 1, 1), ends=date(2029, 1, 1))
    reviewed(do, ask, made, BASIC, days)
    assert matrix(ask, agreements=(made,)).blocks[0].rows[0].cells[3].text == state


def test_fewer_reviews_are_asked_of_what_began_within_the_year(do, ask):
    made = do(add_agreement, "New", starts=TODAY - timedelta(days=100), ends=date(2029, 1, 1))
    reviewed(do, ask, made, BASIC, (20,))
    assert matrix(ask, agreements=(made,)).blocks[0].rows[0].cells[3].text == "Met"


def test_agendas_of_several_kinds_and_measures_without_outcome_are_partly(do, ask):
    made = do(add_agreement, "One", starts=date(2020, 1, 1), ends=date(2029, 1, 1))
    reviewed(do, ask, made, BASIC, (200,))
    reviewed(do, ask, made, "contract-review", (100,))
    do(add_measure, made, "Sessions", kind="output")
    do(add_action, "Nobody's", agreement_id=made)
    do(add_risk, "Something", agreement_id=made)
    cells = matrix(ask, agreements=(made,)).blocks[0].rows[0].cells
    assert [cell.text for cell in cells[4:]] == [
        "Partly", "Met", "Partly", "Not found", "Partly", "Partly", "Partly",
    ]  # fmt: skip


def test_feedback_and_documents_of_an_agreement_are_evidence_and_open_where_they_are(do, ask):
    made = do(add_agreement, "Breaks", "Somebody", reference="C-1", starts=date(2024, 1, 1))
    before = next(iter(met(matrix(ask, agreements=(made,))).values()))
    assert before["User feedback"] == before["Terms of reference"] == "0 of 1"
    do(add_feedback, made, "The provider is content.", TODAY, source="provider")
    assert next(iter(met(matrix(ask, agreements=(made,))).values()))["User feedback"] == "0 of 1"
    said = do(add_feedback, made, "Families want Sundays.", TODAY, source="families")
    paper = do(add_document, made, "How we work together", TODAY, kind="terms",
               kept_at="Shared drive")  # fmt: skip
    found = matrix(ask, agreements=(made,))
    after = next(iter(met(found).values()))
    assert after["User feedback"] == after["Terms of reference"] == "1 of 1"
    places = {
        (cell.goes.kind, cell.goes.record, cell.goes.part)
        for row in found.blocks[0].rows for cell in row.cells if cell.goes
    }  # fmt: skip
    assert {("agreement", made, f"evidence {said}"), ("agreement", made, f"evidence {paper}")} <= (
        places
    )


def written(do, agreement: str, ago: int, meeting: str | None = None) -> str:
    record = do(start_agreement_review, agreement, TODAY - timedelta(days=ago), meeting)
    do(edit_agreement_review, record, found="It works", evaluated=False)
    do(finish_agreement_review, record, TODAY)
    return record


def test_reviews_that_were_written_without_a_meeting_count_and_are_opened(do, ask):
    made = do(add_agreement, "One", starts=date(2020, 1, 1), ends=date(2029, 1, 1))
    reviewed(do, ask, made, BASIC, QUARTERLY[:2])
    last = [written(do, made, ago) for ago in QUARTERLY[2:]][-1]
    written(do, made, 20, ask(meetings, made)[0].id)  # of a meeting that counts already
    cell = matrix(ask, agreements=(made,)).blocks[0].rows[0].cells[3]
    assert (cell.text, cell.why) == ("Met", "4 reviews of 4 in the year, at most 90 days apart.")
    assert cell.goes.part == f"reviews {last}"


def test_a_desk_without_agreements_says_only_that_there_are_none(ask):
    found = matrix(ask)
    assert found.missing
    assert not any("looking back" in words for words in found.says)
