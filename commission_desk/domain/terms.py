"""Terms of agreements: "3 + 1 + 1" done right.

A term has an initial period and options to extend. The current end counts the options exercised;
the latest end counts those still available too. The next decision falls notice and lead time
before the current end, so it moves with every change and is never counted from the first end.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commission_desk.i18n import _

LONGEST = 12 * 99  # months of one option
OptionStatus = Literal["available", "exercised", "declined"]


@dataclass(frozen=True, slots=True)
class Option:
    """An option to extend by so many months."""

    months: int
    status: OptionStatus = "available"


@dataclass(frozen=True, slots=True)
class Term:
    """An initial period, both days inclusive, with its options; notice and lead time in days.

    ``varied_end`` is the end as a variation left it, when options of ``months_counted`` months
    had been exercised: what is exercised after that extends it.
    """

    starts: date | None
    ends: date | None
    options: tuple[Option, ...] = ()
    notice_days: int = 0
    lead_days: int = 0
    varied_end: date | None = None
    months_counted: int = 0

    @property
    def current_end(self) -> date | None:
        """The last day as things stand: with the options exercised."""
        return self._end({"exercised"})

    @property
    def latest_end(self) -> date | None:
        """The last day if every option still open is taken up."""
        return self._end({"exercised", "available"})

    @property
    def next_option(self) -> Option | None:
        """The first option that is still to be decided."""
        return next((option for option in self.options if option.status == "available"), None)

    @property
    def decide_by(self) -> date | None:
        """The day by which to decide what follows the current end."""
        end = self.current_end
        return end - timedelta(days=self.notice_days + self.lead_days) if end else None

    @property
    def words(self) -> str:
        """The term as people say it: "3+1+1"; months where years do not come out even."""
        if self.starts is None or self.ends is None:
            return ""
        first = months_between(self.starts, self.ends)
        if first is None:
            return ""
        lengths = [first, *(option.months for option in self.options)]
        if all(length % 12 == 0 for length in lengths):
            return "+".join(str(length // 12) for length in lengths)
        return "+".join(f"{length}m" for length in lengths)

    def _end(self, counted: set[str]) -> date | None:
        months = sum(option.months for option in self.options if option.status in counted)
        if self.varied_end is not None:
            return extend(self.varied_end, max(0, months - self.months_counted))
        return extend(self.ends, months) if self.ends is not None else None


def read_lengths(words: str) -> tuple[int, ...]:
    """Read the lengths of options as people write them: "1+1" in years, "6m" in months.

    Returns months, none for an empty text; raises ValueError with a plain reason.
    """
    lengths = []
    for piece in filter(None, re.split(r"[+,; ]+", words.strip().lower())):
        found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(m?)", piece)
        months = float(found[1]) * (1 if found[2] else 12) if found else 0.0
        if not months or months != int(months) or months > LONGEST:
            raise ValueError(_("write options in years, such as 1+1, or in months, such as 6m"))
        lengths.append(int(months))
    return tuple(lengths)


def extend(last_day: date, months: int) -> date:
    """Move a last day on by months: month ends stay month ends, other days keep their number.

    28 February 2027 + 12 months is 29 February 2028, but 28 February 2028 + 12 is the 28th again.
    """
    following = last_day + timedelta(days=1)
    if following.day == 1:
        return add_months(following, months) - timedelta(days=1)
    return add_months(last_day, months)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, or the month's last day where it has none."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def months_between(first_day: date, last_day: date) -> int | None:
    """Return the whole months from a first to a last day inclusive, or None if not whole."""
    end = last_day + timedelta(days=1)
    months = (end.year - first_day.year) * 12 + end.month - first_day.month
    return months if months > 0 and add_months(first_day, months) == end else None


def _days_in(year: int, month: int) -> int:
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day
