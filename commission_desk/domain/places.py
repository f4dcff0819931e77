"""Where something of a plan stands: its part, and the row of a table there if it is one.

A place is one word, so that checks, finds and the history can hand it on as they hand on a part:
"wales-2010.services.resources#resource#4f2a…" is a row, without the marks it is the part alone.
"""

_MARK = "#"


def row_place(part: str, table: str, record: str) -> str:
    """Return the place of a row of a plan's table."""
    return _MARK.join((part, table, record))


def split_place(place: str) -> tuple[str, str, str]:
    """Return the part, and the table and record of the row; both are empty if it names none."""
    part, table, record = (*place.split(_MARK), "", "")[:3]
    return part, table, record
