"""Dates are written as Babel writes them, without waiting for Babel to load."""

from datetime import date, timedelta

import pytest
from babel import dates

from commission_desk.i18n import full_date, long_date, month_name, short_date

YEAR = [date(2028, 1, 1) + timedelta(days=day) for day in range(366)]


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("cy", "cy")])
@pytest.mark.parametrize(
    ("write", "pattern"),
    [
        (long_date, "EEEE d MMMM y"),
        (full_date, "d MMMM y"),
        (short_date, "d MMM y"),
        (month_name, "MMM"),
    ],
)
def test_every_day_is_written_as_babel_writes_it(write, pattern, language, locale) -> None:
    ours = [write(day, language) for day in YEAR]
    assert ours == [dates.format_date(day, pattern, locale=locale) for day in YEAR]
