"""Terms: scenario eight to the day, and the ends of months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_desk.domain.terms import Option, Term, add_months, extend, months_between

START, END = date(2026, 4, 1), date(2029, 3, 31)


def three(*statuses: str) -> Term:
    return Term(START, END, tuple(Option(12, status) for status in statuses), 90)


@pytest.mark.parametrize(
    ("statuses", "current", "latest"),
    [
        (("available", "available"), END, date(2031, 3, 31)),
        (("exercised", "available"), date(2030, 3, 31), date(2031, 3, 31)),
        (("exercised", "exercised"), date(2031, 3, 31), date(2031, 3, 31)),
        (("exercised", "declined"), date(2030, 3, 31), date(2030, 3, 31)),
        (("declined", "declined"), END, END),
        ((), END, END),
    ],
)
def test_three_plus_one_plus_one(statuses, current, latest):
    assert (three(*statuses).current_end, three(*statuses).latest_end) == (current, latest)


def test_the_whole_of_it_is_five_years_and_the_extensions_are_two():
    term = three("available", "available")
    assert term.words == "3+1+1"
    assert months_between(START, term.latest_end) == 60
    assert sum(option.months for option in term.options) == 24


def test_ninety_days_before_the_first_of_september_is_the_third_of_june():
    assert Term(None, date(2026, 9, 1), notice_days=90).decide_by == date(2026, 6, 3)


def test_the_decision_counts_notice_and_lead_time_from_the_current_end():
    term = Term(START, END, (Option(12, "exercised"), Option(12)), notice_days=90, lead_days=30)
    assert term.decide_by == date(2030, 3, 31) - timedelta(days=120)
    assert term.next_option == Option(12)
    assert three("exercised", "declined").next_option is None


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term(START, date(2029, 3, 31), (Option(24),)), "3+2"),
        (Term(START, date(2027, 9, 30), (Option(12), Option(6))), "18m+12m+6m"),
        (Term(date(2026, 1, 31), date(2026, 2, 27)), "1m"),
        (Term(START, date(2026, 4, 20)), ""),
        (Term(START, date(2026, 3, 1)), ""),
        (Term(None, END), ""),
        (Term(START, None, (Option(12),)), ""),
    ],
)
def test_a_term_is_written_as_people_say_it(term, words):
    assert term.words == words


def test_three_plus_two_ends_after_five_years():
    assert Term(START, END, (Option(24),)).latest_end == date(2031, 3, 31)


@pytest.mark.parametrize(
    ("last", "months", "to"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2027, 2, 28), 12, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2028, 2, 28), 12, date(2029, 2, 28)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 4, 30), 1, date(2026, 5, 31)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 5, 15), 13, date(2027, 6, 15)),
    ],
)
def test_a_last_day_of_a_month_stays_one(last, months, to):
    assert extend(last, months) == to


@pytest.mark.parametrize(
    ("day", "months", "to"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_are_added_to_a_day(day, months, to):
    assert add_months(day, months) == to


DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))


@given(DAYS, st.integers(1, 400))
def test_the_months_of_a_term_are_those_it_was_given(first, months):
    last = add_months(first, months) - timedelta(days=1)
    assert months_between(first, last) == months


@given(DAYS, st.lists(st.integers(1, 60), max_size=4))
def test_options_taken_up_one_by_one_end_where_all_of_them_do(last, lengths):
    options = tuple(Option(length) for length in lengths)
    taken = tuple(Option(length, "exercised") for length in lengths)
    open_term, done = Term(None, last, options, 90), Term(None, last, taken, 90)
    assert open_term.latest_end == done.current_end == done.latest_end
    assert open_term.current_end == last
    assert done.decide_by == done.current_end - timedelta(days=90)
