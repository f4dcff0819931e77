from datetime import date

import pytest

from commission_desk.content.checks import check_text, check_texts, read_checks
from commission_desk.content.reading import parse
from commission_desk.paths import resource

VALUES = {
    "decision-due": "title decide_by months value",
    "ends-without-option": "title decide_by end",
    "ended-running": "title ended",
    "two-versions": "title",
    "end-unclear": "count",
    "value-missing": "count",
    "minutes-unfinished": "title held_on",
    "meeting-without-agenda": "title held_on",
    "action-overdue": "title owner due",
    "actions-overdue": "count",
    "no-measures": "count",
    "no-outcome-measure": "count",
    "no-experience-measure": "count",
    "history-full": "size room",
    "plan-gap-open": "title",
    "plan-percent-beyond": "title value year",
    "plan-outcome-beyond": "title value",
    "plan-part-over-whole": "title year whole",
    "plan-total-wrong": "title sum stated",
    "plan-option-unfollowed": "title",
    "plan-intention-idle": "title",
    "plan-agreement-unmeasured": "title",
    "plan-duties-open": "title count total",
    "plan-gap-without-need": "title",
    "plan-intention-alone": "title",
    "plan-objectives-many": "count",
    "plan-option-unchosen": "count",
    "plan-option-twice": "names",
    "plan-changed-approved": "count number",
    "plan-comments-open": "count who",
    "plan-review-due": "plan last months",
    "plan-year-outside": "title year period",
    "yearly-evaluation-due": "title last",
    "review-overdue": "title due",
    "agreements-never-reviewed": "count",
    "agreements-never-evaluated": "count",
    "yearly-evaluation-near": "title due",
    "risk-grade-conflict": "title",
    "plan-parts-unwritten": "section unwritten total plan",
    "plan-part-overdue": "part due",
    "agreement-outputs-only": "",
    "agreement-no-outcome": "",
    "agreement-no-experience": "",
    "monthly-run-open": "month open total",
    "plan-period": "plan years",
    "plan-years-title": "years period",
    "stakeholder-group-unheard": "group",
    "award-without-rationale": "count",
    "no-rationale": "title",
    "over-threshold-without-route": "title value figure",
    "over-threshold-direct": "title value figure",
    "shares-above-annual": "title shares annual",
    "paid-above-value": "title paid value",
    "options-above-value": "title options whole",
    "variation-after-end": "title agreed ended",
    "expired-paid": "title ended paid year",
}


def test_checks_are_the_ones_the_program_makes():
    assert set(check_texts()) == set(VALUES)


@pytest.mark.parametrize("check_id", VALUES)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_check_is_filled_with_its_values_and_nothing_is_left_open(check_id: str, language: str):
    text = check_text(check_id)
    values = {name: f"<{name}>" for name in VALUES[check_id].split()}
    assert text.values == tuple(values)
    said = " ".join(part.filled(language, **values) for part in (text.title, text.detail, text.why))
    assert all(value in said for value in values.values())
    assert "{" not in said


def test_every_check_says_why_and_where_that_comes_from():
    for text in check_texts().values():
        assert text.why.en.endswith("."), text.id
        assert text.source, text.id
        assert text.dated >= date(2010, 1, 1), text.id


def test_a_place_nobody_fills_is_refused():
    words = (resource("content") / "checks.toml").read_text(encoding="utf-8")
    broken = words.replace('values = ["title", "ended"]', 'values = ["title"]')
    with pytest.raises(ValueError, match=r"check 'ended-running': values and the places.*ended"):
        read_checks(parse("checks.toml", broken))
