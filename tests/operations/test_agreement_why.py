"""Why an agreement is as it is: rationale, triage, thresholds in force, answers, and its checks."""

from datetime import date

import pytest

from commission_desk.domain.errors import UserError
from commission_desk.operations.agreement_tables import add_table_row, paste_table_rows
from commission_desk.operations.agreement_why import (
    agreement_why,
    answer_on_value,
    choose_tier,
    question_ids,
)
from commission_desk.operations.agreements import add_agreement, edit_agreement, rate_risk
from commission_desk.operations.checks import in_words, needs
from commission_desk.operations.figures import (
    add_own_figure,
    changeable_figures,
    edit_own_figure,
    figure,
    own_figures,
    remove_own_figure,
)
from commission_desk.operations.money_checks import agreement_findings

TODAY = date(2026, 11, 22)


@pytest.fixture
def made(do) -> str:
    return do(
        add_agreement, "Outreach", starts=date(2026, 4, 1), ends=date(2029, 3, 31),
        total_pence=60_000_000, total_covers="initial", annual_pence=20_000_000, options=(12, 12),
        awarded=date(2026, 1, 15), regime="light-touch", vat_basis="excluding",
    )  # fmt: skip


def said(ask, made: str, language: str = "en") -> list[str]:
    view = ask(agreement_why, made, TODAY, language)
    return [each.text for each in view.procurement.sentences]


def checks(ask, made: str) -> set[str]:
    return {finding.check for finding in ask(agreement_findings, made, TODAY)}


def test_the_whole_life_value_with_options_and_vat_meets_the_threshold_in_force(do, ask, made):
    (sentence,) = ask(agreement_why, made, TODAY).procurement.sentences
    assert sentence.text.startswith("£1,200,000 is above £663,540")
    assert (sentence.is_above, sentence.since) == (True, date(2026, 1, 1))
    assert "Regulations 2025" in sentence.source
    do(edit_agreement, made, awarded=date(2025, 12, 31))
    (sentence,) = ask(agreement_why, made, TODAY).procurement.sentences
    assert sentence.since == date(2025, 2, 24), "by the figures of that day"
    assert said(ask, made, "cy")[0].startswith("Mae £1,200,000 yn uwch na £663,540")


def test_a_superseded_threshold_is_not_applied_after_its_end(do, ask, made: str):
    do(edit_agreement, made, awarded=date(2012, 5, 1), total_pence=3_500_001, annual_pence=None)
    (words,) = [each for each in said(ask, made) if "£35,000:" in each]
    assert words.startswith("£35,000.01 over its life is above £35,000: a full tender was needed")
    do(edit_agreement, made, awarded=date(2015, 2, 25))
    assert len(said(ask, made)) == 1
    do(edit_agreement, made, awarded=date(2015, 2, 26))
    assert said(ask, made) == []


def test_a_grant_is_no_purchase(do, ask, made: str):
    do(edit_agreement, made, kind="grant")
    (words,) = said(ask, made)
    assert words.startswith("A grant")


def test_a_teams_own_figure_overrides_the_shipped_one_on_its_days(do, ask, made: str):
    own = do(
        add_own_figure, "procurement-local", 50_000, starts=date(2026, 1, 1),
        source="Standing orders 2026, rule 4",
    )  # fmt: skip
    local = said(ask, made)[-1]
    assert local.startswith("£1,000,000 is above £50,000: our own standing orders")
    do(edit_own_figure, own, ends=date(2026, 1, 14))
    assert len(said(ask, made)) == 1
    do(edit_own_figure, own, ends=None, value=2_000_000)
    assert "is not above £2,000,000" in said(ask, made)[-1]
    assert [each.value for each in ask(own_figures)] == [2_000_000]
    do(remove_own_figure, own)
    assert len(said(ask, made)) == 1
    for values, why in (
        ({"figure_id": "no-such"}, "Choose the figure"), ({"value": 0}, "above zero"),
        ({"starts": None}, "from which day"), ({"source": " "}, "where your figure"),
        ({"ends": date(2025, 1, 1)}, "before the first"),
    ):  # fmt: skip
        whole = {"figure_id": "procurement-local", "value": 1, "starts": TODAY, "source": "s"}
        with pytest.raises(UserError, match=why):
            do(add_own_figure, **{**whole, **values})


def test_own_figures_count_in_the_checks_of_today_too(do, ask, made: str):
    assert "decision-lead" in {each.id for each in changeable_figures()}
    assert "ended-running" not in {need.check for need in ask(needs, TODAY, "en")}
    assert "decision-due" not in {need.check for need in ask(needs, TODAY, "en")}
    do(add_own_figure, "decision-lead", 2_000, starts=date(2020, 1, 1), source="Cabinet cycle")
    assert "decision-due" in {need.check for need in ask(needs, TODAY, "en")}
    assert ask(figure, "decision-lead", TODAY).source == "Our own figure: Cabinet cycle"


def test_triage_says_the_tier_and_why(do, ask, made: str):
    triage = ask(agreement_why, made, TODAY).triage
    assert (triage.levels, triage.computed) == (("high", "", ""), "close")
    assert triage.why == "Value: high. One of the three is enough."
    do(edit_agreement, made, total_pence=1_000_000, annual_pence=None, importance="low")
    triage = ask(agreement_why, made, TODAY).triage
    assert (triage.tier, triage.why) == ("", "Not yet known: risk.")
    do(rate_risk, made, "amber", "New provider")
    triage = ask(agreement_why, made, TODAY).triage
    assert (triage.tier, triage.why) == ("standard", "Risk: medium, and nothing is high.")
    do(rate_risk, made, "green", "")
    assert ask(agreement_why, made, TODAY).triage.tier == "light"
    assert ask(agreement_why, made, TODAY, "cy").triage.support.startswith("Wedi’i brynu")


def test_another_tier_needs_a_reason(do, ask, made: str):
    with pytest.raises(UserError, match="Say why this support"):
        do(choose_tier, made, "light", " ")
    do(choose_tier, made, "light", "Renewed for the fifth time")
    triage = ask(agreement_why, made, TODAY).triage
    assert (triage.computed, triage.tier) == ("close", "light")
    do(choose_tier, made, "", "")
    assert ask(agreement_why, made, TODAY).triage.tier == "close"


def test_questions_are_answered_at_award_and_at_review(do, ask, made: str):
    ids = question_ids()
    assert len(ids) == 8 + 6, "a definition and 7 considerations; a rationale and 5 factors"
    do(answer_on_value, made, ids[0], "award", "Cheapest over ten years")
    do(answer_on_value, made, ids[0], "review", "Still so")
    do(answer_on_value, made, ids[0], "award", "")
    answers = ask(agreement_why, made, TODAY).answers
    assert answers == {"award": {}, "review": {ids[0]: "Still so"}}
    with pytest.raises(UserError, match="no longer asked"):
        do(answer_on_value, made, "nothing", "award", "x")


def test_an_award_without_a_rationale_is_found_until_it_has_one_or_a_reason(do, ask, made: str):
    assert "no-rationale" in checks(ask, made)
    assert "award-without-rationale" in {need.check for need in ask(needs, TODAY, "en")}
    do(edit_agreement, made, unreasoned="Let before we kept records")
    assert "no-rationale" not in checks(ask, made)
    assert "award-without-rationale" not in {need.check for need in ask(needs, TODAY, "en")}
    do(edit_agreement, made, unreasoned="")
    do(add_table_row, made, "rationale", {
        "decided_on": "15/1/2026", "event": "award", "model": "Bought by contract",
        "considered": "Grant; in house", "choice": "Contract", "reason": "Market is strong",
        "decided_by": "Cabinet",
    })  # fmt: skip
    assert "no-rationale" not in checks(ask, made)


def test_a_value_above_a_threshold_needs_a_route_and_a_direct_award_a_reason(do, ask, made: str):
    assert "over-threshold-without-route" in checks(ask, made)
    do(edit_agreement, made, route="direct-award")
    assert "over-threshold-direct" in checks(ask, made)
    do(add_table_row, made, "rationale", {"reason": "Nobody else is registered"})
    assert not checks(ask, made) & {"over-threshold-direct", "over-threshold-without-route"}
    do(edit_agreement, made, route="")
    found = {need.check: need for need in ask(needs, TODAY, "en")}
    assert "£1,200,000 with its options is above £663,540" in (
        found["over-threshold-without-route"].detail
    )
    do(edit_agreement, made, route="open")
    assert "over-threshold-without-route" not in checks(ask, made)


def test_money_that_cannot_be_is_found_at_the_agreement_and_on_today(do, ask, made: str):
    do(paste_table_rows, made, "partner_share", (0, 0), [["Police", "£200,000.01"]])
    do(paste_table_rows, made, "payment", (0, 0), [["2026", "", "£600,000.01"]])
    do(add_table_row, made, "variation", {"title": "Late", "agreed_on": "1 Apr 2029"})
    wrong = {"shares-above-annual", "paid-above-value", "variation-after-end"}
    assert wrong <= checks(ask, made)
    assert wrong <= {need.check for need in ask(needs, TODAY, "en")}
    words = [in_words(each, "cy") for each in ask(agreement_findings, made, TODAY)]
    assert any("£200,000.01" in need.detail for need in words)
    do(add_table_row, made, "variation", {"title": "Growth", "value_pence": "£1"})
    assert "paid-above-value" not in checks(ask, made)
