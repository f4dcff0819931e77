"""Times of day as people type them, and lengths of time as an agenda needs them."""

import re
from datetime import date, datetime, time, timedelta

from commission_desk.i18n import _

_TYPED = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.h ]?(?P<minute>[0-9]{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?",
    re.IGNORECASE,
)


def typed_time(text: str) -> time | None:
    """Read a time such as 10, 10:30, 1430 or 2.30pm; None for an empty field.

    Raises ValueError with a plain reason.
    """
    text = text.strip()
    if not text:
        return None
    found = _TYPED.fullmatch(text)
    if found is None:
        raise ValueError(_("this is not a time of day"))
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError(_("there is no such time"))
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(_("there is no such time"))
    return time(hour, minute)


def later(start: time, minutes: int) -> tuple[time, bool]:
    """Return the time some minutes on, and whether that is after midnight."""
    end = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return end.time(), end.date() > date.min


def length(minutes: int) -> str:
    """Write a length of time: "45 min", "2 h", "1 h 55"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes:02d}").format(hours=hours, minutes=rest)
