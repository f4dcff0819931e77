"""What an agreement comes to, and its profile by financial year."""

from datetime import date
from decimal import Decimal

import pytest

from commission_desk.domain.agreement_value import (
    Priced,
    PricedOption,
    PricedVariation,
    Stretch,
    by_year,
    financial_year,
    profile,
    stretches,
    uplifted,
    value_of,
    with_vat,
    year_words,
)

BEGAN, ENDS = date(2026, 4, 1), date(2029, 3, 31)
YEAR_OPTIONS = (PricedOption(12, "exercised", 20_001), PricedOption(12))


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 3, 31), 2025), (date(2026, 4, 1), 2026), (date(2028, 2, 29), 2027)],
)
def test_a_financial_year_begins_on_1_april(day: date, year: int):
    assert financial_year(day) == year


def test_a_financial_year_is_written_as_people_do():
    assert [year_words(year) for year in (2026, 1999)] == ["2026/27", "1999/00"]


@pytest.mark.parametrize("pence", [1, 7, 100, 99_999_999, -33_333, 0])
@pytest.mark.parametrize("ends", [date(2026, 4, 1), date(2027, 1, 31), date(2031, 2, 28)])
def test_the_years_of_a_stretch_come_to_its_amount_to_the_penny(pence: int, ends: date):
    shared = by_year(Stretch("award", date(2026, 4, 1), ends, pence))
    assert sum(shared.values()) == pence
    assert list(shared) == list(range(2026, financial_year(ends) + 1))


def test_a_leap_year_has_a_day_more():
    shared = by_year(Stretch("award", date(2026, 4, 1), date(2028, 3, 31), 73_100))
    assert shared == {2026: 36_500, 2027: 36_600}


def test_award_variations_and_options_are_added_up():
    priced = Priced(
        BEGAN, ENDS, annual=10_000, total=33_333, total_covers="initial", options=YEAR_OPTIONS,
        variations=(PricedVariation(date(2027, 5, 1), 501), PricedVariation(None, -1)),
    )  # fmt: skip
    value = value_of(priced)
    assert (value.award, value.varied, value.exercised) == (33_333, 500, 20_001)
    assert value.options == (20_001, 10_000)
    assert (value.current, value.whole, value.worked_out) == (53_834, 63_834, False)
    years = profile(priced)
    assert [year.year for year in years] == [2026, 2027, 2028, 2029, 2030]
    assert sum(year.pence for year in years) == value.current
    assert sum(year.with_options for year in years) == value.whole
    assert years[-1].pence == 0
    assert years[-1].with_options == 10_000


def test_a_whole_value_that_counts_the_options_is_not_counted_twice():
    priced = Priced(BEGAN, ENDS, 10_000, 50_000, "extended", (PricedOption(12), PricedOption(12)))
    value = value_of(priced)
    assert (value.award, value.current, value.whole) == (30_000, 30_000, 50_000)
    unpriced = Priced(BEGAN, ENDS, None, 50_000, "extended", (PricedOption(24),))
    value = value_of(unpriced)
    assert value.whole == 50_000
    assert value.award == 30_000
    three_one_one = Priced(BEGAN, ENDS, None, 50_000_000, "extended", (PricedOption(12),) * 2)
    assert value_of(three_one_one).award == 30_000_000
    assert value_of(three_one_one).options == (10_000_000, 10_000_000)


def test_options_worth_more_than_the_whole_leave_the_award_unknown():
    value = value_of(Priced(BEGAN, ENDS, None, 50, "extended", (PricedOption(12, pence=51),)))
    assert (value.award, value.current, value.whole) == (None, None, None)


def test_without_a_whole_value_it_is_worked_out_of_the_annual_one():
    value = value_of(Priced(BEGAN, ENDS, annual=12_345))
    assert (value.award, value.worked_out) == (37_035, True)
    assert value_of(Priced(BEGAN, None, annual=12_345)).award is None
    assert value_of(Priced(BEGAN, ENDS)).whole is None


def test_nil_is_an_amount_and_nothing_said_is_none():
    assert value_of(Priced(BEGAN, ENDS, total=0)).whole == 0
    assert [year.pence for year in profile(Priced(BEGAN, ENDS, total=0))] == [0, 0, 0]
    assert profile(Priced(BEGAN, ENDS)) == ()


def test_a_variation_with_a_later_end_belongs_to_the_days_it_adds():
    variation = PricedVariation(date(2028, 6, 1), 6_000, date(2029, 9, 30))
    priced = Priced(BEGAN, ENDS, total=36_000, variations=(variation,))
    added = stretches(priced)[-1]
    assert (added.starts, added.ends) == (date(2029, 4, 1), date(2029, 9, 30))
    assert profile(priced)[-1].pence == 6_000


def test_an_option_after_a_variation_begins_where_that_ends():
    variation = PricedVariation(date(2028, 6, 1), None, date(2029, 9, 30))
    priced = Priced(
        BEGAN, ENDS, total=36_000, options=(PricedOption(6, "exercised", 3_000),),
        variations=(variation,),
    )  # fmt: skip
    option = stretches(priced)[-1]
    assert (option.starts, option.ends) == (date(2029, 10, 1), date(2030, 3, 31))


def test_a_variation_agreed_after_the_end_falls_in_the_year_of_its_day():
    priced = Priced(BEGAN, ENDS, total=36_000, variations=(PricedVariation(date(2030, 5, 5), 100),))
    assert [year.pence for year in profile(priced)][-2:] == [0, 100]


def test_dates_the_wrong_way_round_have_no_profile():
    assert profile(Priced(ENDS, BEGAN, total=100)) == ()


def test_an_uplift_is_compounded_from_its_year_on():
    years = profile(Priced(BEGAN, ENDS, total=300_000))
    raised = uplifted(years, Decimal(10), 2027)
    assert raised[0] == years[0]
    assert raised[1].pence == round(years[1].pence * 1.1)
    assert raised[2].pence == round(years[2].pence * 1.21)
    with pytest.raises(ValueError, match="too large"):
        uplifted(years, Decimal(10) ** 30, 2026)


def test_vat_is_added():
    assert with_vat(100_01, 20) == 120_01
