from datetime import date, datetime

import pytest
from babel import dates as babel_dates
from hypothesis import given
from hypothesis import strategies as st

from commission_desk.domain.dates import (
    DayOrder,
    ReadDate,
    read_date,
    settle_day_order,
    typed_date,
    years_named,
)

days = st.dates(date(1970, 1, 1), date(2069, 12, 31))
AUGUST = date(2026, 8, 3)


@pytest.mark.parametrize(
    "written",
    [
        "2026-08-03",
        "2026/08/03",
        "20260803",
        "2026-08-03T00:00:00Z",
        "2026-08-03T23:59:59+01:00",
        "2026-08-03 00:00:00",
        "3 Aug 2026",
        "3 August 2026",
        "03 Aug 26",
        "03-Aug-26",
        "3rd August 2026",
        "3 of August 2026",
        "Monday 3 August 2026",
        "Mon, 3 Aug 2026",
        "August 3, 2026",
        "3 Awst 2026",
        "3ydd o Awst 2026",
        "Dydd Llun 3 Awst 2026",
    ],
)
def test_dates_are_read_in_the_ways_people_write_them(written: str) -> None:
    assert read_date(written) == ReadDate(AUGUST, source=written)


def test_a_zone_does_not_move_a_date() -> None:
    assert read_date("2026-03-31T23:30:00+05:00").day == date(2026, 3, 31)


def test_cells_that_are_dates_are_dates() -> None:
    assert read_date(datetime(2026, 8, 3, 14, 0)).day == AUGUST  # noqa: DTZ001 - a spreadsheet has no zone
    assert read_date(AUGUST).day == AUGUST


@pytest.mark.parametrize("written", ["03/04/26", "03/04/2026", "3.4.2026", "03-04-2026 00:00"])
def test_a_date_that_could_be_two_days_is_never_guessed(written: str) -> None:
    assert read_date(written) == ReadDate(None, ambiguous=True, source=written)
    assert read_date(written, DayOrder.DAY_FIRST).day == date(2026, 4, 3)
    assert read_date(written, DayOrder.MONTH_FIRST).day == date(2026, 3, 4)


def test_numbers_above_twelve_and_equal_numbers_leave_no_doubt() -> None:
    assert read_date("31/12/2026").day == date(2026, 12, 31)
    assert read_date("12/31/2026").day == date(2026, 12, 31)
    assert read_date("05/05/2026").day == date(2026, 5, 5)


@pytest.mark.parametrize("written", [None, "", "TBC", "n/a", "-"])
def test_a_blank_is_unknown(written: str | None) -> None:
    read = read_date(written)
    assert (read.day, read.ambiguous, read.source) == (None, False, written or "")


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("31/02/2026", "no such day"),
        ("2026-02-30", "no such day"),
        ("32/13/2026", "no such day"),
        ("31/12/9999", "9999"),
        ("46237", "number"),
        (46237, "number"),
        ("#VALUE!", "error"),
        ("August 2026", "day of the month"),
        ("3 Smarch 2026", "not a date"),
        ("soon", "not a date"),
        ("2026/27", "not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(written: str | float, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_date(written)


def test_a_column_settles_its_own_order_when_a_day_above_twelve_proves_it() -> None:
    assert settle_day_order(["03/04/26", "25/04/26", None, AUGUST]) is DayOrder.DAY_FIRST
    assert settle_day_order(["03/04/26", "04/25/26"]) is DayOrder.MONTH_FIRST
    assert settle_day_order(["03/04/26", "01/02/26"]) is None
    assert settle_day_order(["25/04/26", "04/25/26"]) is None
    assert settle_day_order([]) is None


def test_a_form_takes_the_day_first() -> None:
    assert typed_date(" 03/04/2026 ") == date(2026, 4, 3)
    assert typed_date("3.4.26") == date(2026, 4, 3)
    assert typed_date("3 Ebrill 2026") == date(2026, 4, 3)
    assert typed_date("") is None
    for written in ("04/25/2026", "tomorrow", "TBC"):
        with pytest.raises(ValueError, match=r"\w"):
            typed_date(written)


@given(
    days, st.sampled_from(["en_GB", "cy"]), st.sampled_from(["d MMMM y", "dd MMM y", "d MMM yy"])
)
def test_every_named_date_reads_back_in_both_languages(
    day: date, locale: str, pattern: str
) -> None:
    assert read_date(babel_dates.format_date(day, pattern, locale=locale)).day == day


@given(days)
def test_a_numeric_date_is_right_or_asked_about(day: date) -> None:
    written = f"{day:%d/%m/%Y}"
    read = read_date(written)
    assert read.ambiguous == (day.day <= 12 and day.day != day.month)
    assert read.day in {None, day}
    assert read_date(written, DayOrder.DAY_FIRST).day == day
    assert typed_date(written) == day
    assert read_date(f"{day:%m/%d/%Y}", DayOrder.MONTH_FIRST).day == day


@given(st.text(max_size=24))
def test_no_text_does_anything_but_read_ask_or_refuse(text: str) -> None:
    try:
        read = read_date(text)
    except ValueError:
        return
    assert read.source == text.strip()


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("Strategy 2022-2025", (2022, 2025)),
        ("Strategy 2022–25", (2022, 2025)),
        ("2022/23 i 2024/25", (2022, 2025)),
        ("from January 2022 to December 2025", (2022, 2025)),
        ("The Act of 2014", None),
        ("2014, and again 2014", None),
        ("1999–00", None),
        ("Phone 02920251234, room 20222025", None),
        ("", None),
    ],
)
def test_the_years_that_a_title_names(words: str, years: tuple[int, int] | None):
    assert years_named(words) == years
