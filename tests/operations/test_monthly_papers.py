"""What the papers of a monthly run say: scenario S7 to its end, in both languages."""

from datetime import date

import pytest

from commission_desk.operations.agreements import add_agreement, grade, rate_risk
from commission_desk.operations.monthly_papers import chase_paper, exceptions_paper
from commission_desk.operations.monthly_run import (
    begin_run,
    confirm_lines,
    edit_line,
    edit_run,
    finish_run,
    improve,
)
from commission_desk.operations.run_lines import run_lines

OCTOBER, NOVEMBER, TODAY = date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 22)
CENTRAL, DEVOLVED = 208, 20


@pytest.fixture
def register(desk) -> None:
    """228 agreements; two managers of service areas answer for the devolved ones."""
    for number in range(CENTRAL + DEVOLVED):
        devolved = number >= CENTRAL
        made = desk.do(
            add_agreement, f"Service {number}", f"Provider {number}",
            reference=f"C-{number:04d}", managed="devolved" if devolved else "central",
            manager=f"Area manager {number % 4}" if devolved else "Contract officer",
        )  # fmt: skip
        desk.do(rate_risk, made, "green", "", OCTOBER)
        desk.do(grade, made, 7, "", OCTOBER)


@pytest.fixture
def november(desk, register) -> str:
    """Last month copied, nine changed, two devolved managers missing."""
    first = desk.do(begin_run, OCTOBER, OCTOBER)
    desk.do(confirm_lines, [line.id for line in desk.ask(run_lines, first)], OCTOBER)
    desk.do(finish_run, first, OCTOBER)
    record = desk.do(begin_run, NOVEMBER, TODAY)
    desk.do(edit_run, record, "Assistant Director")
    lines = desk.ask(run_lines, record)
    for number, line in enumerate(lines[:9]):
        values = ({"risk": "red", "reason": "Unsafe"}, {"risk": "amber", "reason": "Late"},
                  {"value": "5", "reason": "Under target"})[number % 3]  # fmt: skip
        desk.do(edit_line, line.id, **values)
    desk.do(improve, lines[0].id, "Fill the rotas", nature="corrective", owner="Provider")
    here = [line.id for line in lines if line.manager not in ("Area manager 0", "Area manager 1")]
    desk.do(confirm_lines, here, TODAY)
    return record


def test_the_exception_report_lists_what_worries_with_last_month_beside_it(ask, november):
    paper = ask(exceptions_paper, november, "en", TODAY)
    assert (paper.name, paper.month, paper.reader) == (
        "Exception report", "November 2026", "Assistant Director",
    )  # fmt: skip
    assert paper.facts[0] == ("Agreements", "208 central + 20 devolved = 228")
    assert paper.facts[1] == ("Returned", "218 of 228")
    risks, grades, red, amber, fallen = paper.tables
    assert risks.rows == (
        ("Red", "0", "3"), ("Amber", "0", "3"), ("Green", "228", "222"),
        ("Not rated", "0", "0"), ("All", "228", "228"),
    )  # fmt: skip
    assert ("Requires improvement", "0", "3") in grades.rows
    assert [len(table.rows) for table in (red, amber, fallen)] == [3, 3, 3]
    row = red.rows[0]
    assert row[1] == "Good - 7/9 (Excellent); Green"
    assert row[2] == "Good - 7/9 (Excellent); Red"
    assert row[3:] == ("Unsafe", "Corrective: Fill the rotas (Provider)")
    assert "the grade has fallen" in fallen.rows[0][2]
    assert fallen.rows[0][4] == "None recorded"
    assert "8 exceptions have no improvement action yet." in paper.sentences
    assert any(words.startswith("10 agreements were not returned") for words in paper.sentences)


def test_the_chase_list_names_the_two_managers_who_are_missing(ask, november):
    paper = ask(chase_paper, november, "en", TODAY)
    assert [table.title for table in paper.tables] == ["Area manager 0", "Area manager 1"]
    assert [len(table.rows) for table in paper.tables] == [5, 5]
    assert paper.tables[0].notes == ("5 of 5 agreements are not returned.",)


def test_the_papers_are_welsh_in_welsh(ask, november):
    paper = ask(exceptions_paper, november, "cy", TODAY)
    assert (paper.name, paper.month) == ("Adroddiad eithriadau", "Tachwedd 2026")
    assert paper.tables[2].rows[0][2] == "Da - 7/9 (Ardderchog); Coch"
    assert ask(chase_paper, november, "cy", TODAY).name == "Rhestr atgoffa"


def test_a_first_month_with_nothing_to_say_says_so(ask, desk):
    made = desk.do(add_agreement, "One", "Provider")
    desk.do(rate_risk, made, "green", "", OCTOBER)
    record = desk.do(begin_run, NOVEMBER, TODAY)
    desk.do(confirm_lines, [line.id for line in desk.ask(run_lines, record)], TODAY)
    desk.do(finish_run, record, TODAY)
    paper = ask(exceptions_paper, record, "en", TODAY)
    assert not paper.draft
    assert paper.reader == "Assistant Director"
    assert "No agreement is red or amber, and no grade has fallen." in paper.sentences
    assert ("Compared with", "nothing: this is the first month") in paper.facts
    assert ask(chase_paper, record, "en", TODAY).sentences == (
        "Everybody has returned their agreements.",
    )  # fmt: skip
