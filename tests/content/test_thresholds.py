from datetime import date

import pytest

from commission_desk.content.choices import choices
from commission_desk.content.reading import parse
from commission_desk.content.thresholds import read_thresholds, threshold, thresholds

ONE = """
[[threshold]]
id = "t"
value = 1
unit = "days"
since = 2026-01-01
title = { en = "a", cy = "b" }
source = "s"
"""


@pytest.mark.parametrize(
    ("threshold_id", "value", "unit"),
    [
        ("ending-soon", 6, "months"),
        ("plan-years-least", 3, "years"),
        ("plan-years-most", 5, "years"),
        ("objectives-max", 8, "count"),
        ("notice-days-third-sector", 90, "days"),
        ("procurement-light-touch", 663_540, "pounds"),
        ("procurement-sub-central", 207_720, "pounds"),
        ("procurement-staffordshire", 35_000, "pounds"),
    ],
)
def test_figures_are_those_of_their_sources(threshold_id: str, value: int, unit: str):
    found = threshold(threshold_id)
    assert (found.value, found.unit) == (value, unit)


def test_a_figure_is_the_one_in_force_on_the_day():
    assert threshold("procurement-sub-central", date(2025, 12, 31)).value == 214_904
    assert threshold("procurement-sub-central", date(2026, 1, 1)).value == 207_720


def test_a_day_before_the_first_figure_and_an_unknown_figure_are_key_errors():
    with pytest.raises(KeyError, match="on 2020-01-01"):
        threshold("procurement-sub-central", date(2020, 1, 1))
    with pytest.raises(KeyError, match="no threshold 'nothing'"):
        threshold("nothing")


def test_money_is_given_in_pence_and_days_are_not_money():
    assert threshold("procurement-light-touch").pence == 66_354_000
    with pytest.raises(ValueError, match="notice-days is in days"):
        _ = threshold("notice-days").pence


def test_every_tier_of_oversight_has_a_review_interval_and_closer_is_oftener():
    months = [threshold(f"review-months-{tier.id}").value for tier in choices("triage-tier")]
    assert months == sorted(months, reverse=True)


def test_every_figure_has_a_source_and_a_beginning():
    assert all(found.source and found.since for found in thresholds())


def test_the_same_figure_twice_on_one_day_is_refused():
    with pytest.raises(ValueError, match=r"threshold 't' is there twice since 2026-01-01"):
        read_thresholds(parse("thresholds.toml", ONE + ONE))
    later = ONE.replace("2026", "2027")
    assert len(read_thresholds(parse("thresholds.toml", ONE + later))) == 2
