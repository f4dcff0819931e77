"""What an answer given before the writing says of the plan itself: whom it is for, which years."""

import re
from datetime import date

YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
LONGEST = 120  # letters of a name that stands in a heading
BEGINS, ENDS = (4, 1), (3, 31)  # month and day of a public body's financial year
_SENTENCE = re.compile(r"(?:(?<=\w{3})|(?<=\d))[.!?](?:\s|$)|\n")  # "St." ends none
_PARTED = re.compile(r"[;\n]+")


def name_in(answer: str) -> str:
    """Return the first sentence of an answer as a name, without its full stop; "" if too long."""
    first = _SENTENCE.split(answer.strip(), maxsplit=1)[0]
    name = " ".join(first.split()).rstrip(".")
    return name if len(name) <= LONGEST else ""


def names_in(answer: str) -> tuple[str, ...]:
    """Return the names in an answer: one a line, or parted by semicolons."""
    found = (" ".join(part.split()).rstrip(".") for part in _PARTED.split(answer))
    return tuple(dict.fromkeys(name for name in found if name and len(name) <= LONGEST))


def period_in(answer: str) -> tuple[date, date] | None:
    """Return the first and last financial year that an answer names, or None unless it is two."""
    years = [int(year) for year in YEAR.findall(answer)]
    if len(years) < 2 or years[-1] <= years[0]:
        return None
    return date(years[0], *BEGINS), date(years[-1], *ENDS)
