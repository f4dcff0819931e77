"""The content of the Why tab: procurement rules, triage, and questions on value and fees."""

from datetime import date

import pytest

from commission_desk.content.procurement import procurement_rules, read_procurement
from commission_desk.content.reading import parse
from commission_desk.content.thresholds import threshold, thresholds
from commission_desk.content.triage import LEVELS, read_triage, triage_rules
from commission_desk.content.value_questions import value_questions
from commission_desk.paths import resource


def words_of(name: str) -> str:
    return (resource("content") / name).read_text(encoding="utf-8")


def test_a_superseded_figure_ends():
    assert threshold("procurement-staffordshire", date(2015, 2, 25)).value == 35_000
    with pytest.raises(KeyError, match="on 2015-02-26"):
        threshold("procurement-staffordshire", date(2015, 2, 26))
    assert all(each.until is None or each.status == "superseded" for each in thresholds())


def test_every_rule_speaks_of_a_figure_in_pounds_and_the_notice_of_days():
    rules = procurement_rules()
    assert {threshold(rule.figure).unit for rule in rules.rules} == {"pounds"}
    assert threshold(rules.notice.figure).unit == "days"
    for rule in rules.rules:
        assert rule.above.places == rule.below.places == {"value", "figure"}
    assert rules.notice.text.places == {"tender", "by", "days"}


def test_a_figure_or_a_regime_that_is_not_there_is_refused():
    words = words_of("procurement.toml")
    with pytest.raises(ValueError, match="figure 'procurement-moon'"):
        read_procurement(
            parse("p.toml", words.replace('"procurement-local"', '"procurement-moon"'))
        )
    with pytest.raises(ValueError, match="regimes must be a list"):
        read_procurement(parse("p.toml", words.replace('["light-touch"]', '["moon"]')))


@pytest.mark.parametrize(
    ("levels", "tier"),
    [
        (("low", "low", "low"), "light"), (("low", "medium", "low"), "standard"),
        (("medium", "medium", "medium"), "standard"), (("low", "low", "high"), "close"),
        (("high", "low", "medium"), "close"),
    ],
)  # fmt: skip
def test_the_tier_follows_value_risk_and_importance(levels: tuple[str, ...], tier: str):
    assert triage_rules().rule_for(levels).tier == tier


def test_triage_without_an_answer_for_every_purchase_is_refused():
    words = words_of("triage.toml")
    with pytest.raises(ValueError, match="no rule fits"):
        read_triage(parse("t.toml", words.replace('all = "medium"', 'all = "low"')))
    with pytest.raises(ValueError, match="either any or all"):
        read_triage(parse("t.toml", words.replace('any = "high"', 'any = "high"\nall = "low"')))
    assert LEVELS == ("low", "medium", "high")


def test_questions_are_as_many_as_in_the_source_and_none_is_asked_twice():
    groups = value_questions()
    assert [len(group.questions) for group in groups] == [8, 6]
    ids = [each.id for group in groups for each in group.questions]
    assert len(set(ids)) == len(ids)
