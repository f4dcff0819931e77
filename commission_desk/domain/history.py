"""What all who read the history share: its moments, and what stands for a text it let go."""

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

EARLIEST = date(1900, 1, 31)  # no history is older, and no calendar ends before it


class NotKept(Enum):
    """A value that the history no longer holds; who gave it and when stay known."""

    NOT_KEPT = "not kept"


NOT_KEPT = NotKept.NOT_KEPT


def end_of(day: date) -> datetime:
    """Return the end of a day of the person's own, in UTC without a zone."""
    midnight = datetime.combine(day + timedelta(days=1), time()).astimezone(UTC)
    return midnight.replace(tzinfo=None) - timedelta(microseconds=1)


def local(moment: datetime) -> datetime:
    """Return the local time of a moment in the history."""
    return moment.replace(tzinfo=UTC).astimezone()


def last_month_end(day: date) -> date:
    """Return the last day of a month that had ended by ``day``; never before 1900."""
    day = max(day, EARLIEST)
    return day if (day + timedelta(days=1)).day == 1 else day.replace(day=1) - timedelta(days=1)
