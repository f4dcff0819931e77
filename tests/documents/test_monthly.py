"""The exception report and the chase list as PDF, read back by other programs."""

from datetime import date
from pathlib import Path

import pytest
from document_readers import problems, spoken

from commission_desk.documents.build import month_part, write_month
from commission_desk.documents.layout import render
from commission_desk.domain.monthly_papers import MonthPaper
from commission_desk.domain.papers import House, PlanTableRows

HOUSE = House("Example County Council", "Children’s commissioning", "Official")
HEAD = ("Agreement", "Last month", "This month", "Why", "Improvement action")
ROW = (
    "C-0098 Lodgings <b>& care</b>; Provider; Manager: Officer", "Good - 6/9 (Good); Green",
    "Requires improvement - 5/9 (Effective); Red; the grade has fallen", "Notice was given",
    "Corrective: Fill the rotas (Provider, by 3 Dec 2026)",
)  # fmt: skip
PAPER = MonthPaper(
    HOUSE, "Exception report", "November 2026", "Assistant Director",
    printed_on=date(2026, 11, 22), facts=(("Agreements", "208 central + 20 devolved = 228"),),
    sentences=("9 agreements were not returned.",), tables=(
        PlanTableRows("Risk", ("", "Last month", "This month"), (("Red", "1", "2"),),
                      (False, True, True)),
        PlanTableRows("Red risk", HEAD, (ROW,) * 40, (False,) * 5),
        PlanTableRows("Amber risk", HEAD, (), (False,) * 5, notes=("None this month.",)),
    ),
    source="A source",
)  # fmt: skip


@pytest.mark.parametrize("paper", [PAPER, MonthPaper(House(), "", "")])
@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_breaks_no_rule_of_accessible_pdf(paper: MonthPaper, language: str):
    assert problems(render([month_part(paper, language)]).data) == []


def test_it_is_addressed_and_says_last_month_beside_this():
    said = " ".join(spoken(render([month_part(PAPER, "en")]).data).split())
    places = [
        said.index(words)
        for words in (
            "Exception report, November 2026", "For: Assistant Director", "DRAFT",
            "208 central + 20 devolved = 228", "9 agreements were not returned.", "Risk",
            "Red risk", "Lodgings <b>& care</b>", "Good - 6/9 (Good); Green",
            "the grade has fallen", "Corrective: Fill the rotas", "Amber risk", "None this month.",
            "A source",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_both_languages_are_one_file(tmp_path: Path):
    pages = write_month({"en": PAPER, "cy": PAPER}, tmp_path / "report.pdf")
    alone = write_month({"en": PAPER}, tmp_path / "alone.pdf")
    assert pages == 2 * alone
