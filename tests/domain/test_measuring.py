from datetime import date

import pytest

from commission_desk.domain.measuring import is_above, standing_of, trend
from commission_desk.domain.periods import first_end, periods_due, read_period


@pytest.mark.parametrize(
    ("value", "target", "tolerance", "direction", "said"),
    [
        (None, 5, None, "higher", "no-data"), (0, 5, None, "higher", "under"),
        (0, 0, None, "lower", "on-target"), (4.9, 5, 0.1, "higher", "near"),
        (5, 4, 1, "lower", "near"), (5, 5, None, "higher", "on-target"),
        (3, None, 1, "", "no-data"),
    ],
)  # fmt: skip
def test_no_data_is_not_zero_and_near_is_not_on_target(value, target, tolerance, direction, said):
    assert standing_of(value, target, tolerance, direction) == said


def test_above_is_better_than_the_target_whichever_way_is_better():
    assert is_above(6, 5, "higher")
    assert is_above(3, 4, "lower")
    assert not is_above(0.1 + 0.2, 0.3, "higher")


@pytest.mark.parametrize(
    ("values", "direction", "said"),
    [
        ([], "higher", ""), ([5], "higher", ""), ([5, None], "higher", ""),
        ([80, 81], "higher", "steady"), ([80, 90], "higher", "improving"),
        ([80, 90], "lower", "worsening"), ([80, None, 90], "higher", "improving"),
        ([100, 50, 50, 50, 60], "higher", "improving"), ([0, 0], "lower", "steady"),
        ([0, 1], "lower", "worsening"),
    ],
)  # fmt: skip
def test_a_trend_is_said_in_the_direction_that_counts(values, direction, said):
    assert trend(values, direction, 2) == said


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("30/06/2026", date(2026, 6, 30)), ("Q1 2026/27", date(2026, 6, 30)),
        ("Q4 2026/27", date(2027, 3, 31)), ("2026/27 Q3", date(2026, 12, 31)),
        ("Chwarter 2 2026-27", date(2026, 9, 30)), ("June 2026", date(2026, 6, 30)),
        ("Feb 2028", date(2028, 2, 29)), ("Apr-Jun 2026", date(2026, 6, 30)),
        ("2026/27", date(2027, 3, 31)), ("2026-06-30", date(2026, 6, 30)),
        ("Mehefin 2026", date(2026, 6, 30)), ("Jun-26", date(2026, 6, 30)),
    ],
)  # fmt: skip
def test_periods_are_read_as_people_write_them(words, day):
    assert read_period(words) == day


@pytest.mark.parametrize("words", ["03/04/26", "Q1 2026", "Q1", "soon", "", "2026/29", "81"])
def test_a_period_that_could_mean_two_things_is_not_guessed(words):
    with pytest.raises(ValueError, match=r"\w"):
        read_period(words)


def test_missing_periods_are_due_from_the_first_result_on():
    known = [date(2025, 6, 30), date(2025, 12, 31)]
    due = list(periods_due("quarterly", date(2020, 4, 1), known, date(2026, 5, 1)))
    assert due == [date(2025, 9, 30), date(2026, 3, 31)]


def test_without_results_periods_are_due_from_the_day_the_agreement_began():
    due = list(periods_due("quarterly", date(2025, 5, 10), [], date(2026, 1, 1)))
    assert due == [date(2025, 9, 30), date(2025, 12, 31)]
    assert list(periods_due("quarterly", None, [], date(2026, 1, 1))) == []
    assert list(periods_due("monthly", date(2026, 1, 1), [], date(2026, 3, 1))) == [
        date(2026, 1, 31), date(2026, 2, 28),
    ]  # fmt: skip


def test_a_school_year_keeps_its_own_months():
    due = list(periods_due("yearly", None, [date(2024, 8, 31)], date(2026, 9, 1)))
    assert due == [date(2025, 8, 31), date(2026, 8, 31)]


def test_what_is_measured_once_is_due_once():
    assert len(list(periods_due("once", date(2020, 1, 1), [], date(2026, 1, 1)))) == 1
    assert list(periods_due("once", date(2020, 1, 1), [date(2021, 1, 1)], date(2026, 1, 1))) == []


@pytest.mark.parametrize(
    ("frequency", "begins", "end"),
    [
        ("monthly", date(2026, 4, 1), date(2026, 4, 30)),
        ("quarterly", date(2026, 4, 1), date(2026, 6, 30)),
        ("half-yearly", date(2026, 4, 1), date(2026, 9, 30)),
        ("yearly", date(2026, 4, 1), date(2027, 3, 31)),
        ("yearly", date(2026, 4, 2), date(2028, 3, 31)),
        ("weekly", date(2026, 11, 23), date(2026, 11, 29)),
    ],
)
def test_a_first_period_is_a_whole_one(frequency, begins, end):
    assert first_end(frequency, begins) == end
