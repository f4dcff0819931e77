"""The review of an agreement and the forward plan as PDF, read back by other programs."""

from dataclasses import replace
from datetime import date

import pytest
from document_readers import problems, spoken

from commission_desk.documents.build import agreement_review_part, forward_part
from commission_desk.documents.layout import render
from commission_desk.domain.agreement_review_papers import (
    AgreementReviewPaper,
    ForwardPaper,
    Told,
)
from commission_desk.domain.papers import House, PlanTableRows

HOUSE = House("Example County Council", "Children’s commissioning", "Official")
ROWS = PlanTableRows("Measures <b>", ("Measure", "Latest"), (("On <i>time</i> & more", "9"),),
                     (False, True), notes=("On target: 1.",))  # fmt: skip
EMPTY = PlanTableRows("Risks", (), (), (), notes=("No risk is recorded.",))
REVIEW = AgreementReviewPaper(
    HOUSE, "C-1 · Short <b>breaks", "Review of 1 May 2027", (("Provider", "A & B"),),
    tables=(ROWS, EMPTY), moved=Told("What moved", "Since 1 May 2026:"),
    moved_lines=("Risk: Green → <b>Amber",), told=(Told("What was found", "One\n\n<two>"),),
    evaluation=(Told("Quality", "Good"),), actions=ROWS, printed_on=date(2027, 5, 1), source="S",
)  # fmt: skip
PLAN = ForwardPaper(
    HOUSE, "Forward plan", "1 May 2027 to 1 May 2028", ("3 agreements end.",), ROWS, ROWS, EMPTY,
    (replace(ROWS, title="Short breaks"), EMPTY), date(2027, 5, 1),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("draft", [True, False])
def test_a_review_is_tagged_and_says_everything(language: str, draft: bool):
    data = render([agreement_review_part(replace(REVIEW, draft=draft), language)]).data
    assert problems(data) == []
    said = spoken(data)
    for words in ("Short <b>breaks", "Green → <b>Amber", "<two>", "No risk is recorded.", "Good"):
        assert words in said


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_forward_plan_is_tagged_and_says_everything(language: str):
    data = render([forward_part(PLAN, language)]).data
    assert problems(data) == []
    said = spoken(data)
    for words in ("3 agreements end.", "On <i>time</i> & more", "Short breaks"):
        assert words in said


def test_an_empty_plan_and_review_are_printed():
    assert render([forward_part(ForwardPaper(HOUSE, "Plan", "Now"), "en")]).pages == 1
    assert render([agreement_review_part(AgreementReviewPaper(HOUSE, "T", "N"), "cy")]).pages == 1
