"""What two people changed without seeing each other, as a page shows it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

EDITED, REMOVED = "edited", "removed"  # the kinds of conflict


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: its value as the record holds it, whose it is and when, in local time.

    ``added`` are the kinds and titles of what somebody added to a record that another removed.
    """

    value: Any
    who: str
    at: datetime
    mine: bool
    added: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Two or more versions of a field, none of whose authors had seen the others'.

    ``way`` is edited, or removed where one person removed the record and another went on with it;
    then the versions are True for removed and False for kept. ``before`` is the value that all had
    seen, None where there was none.
    """

    kind: str
    record: str
    field: str
    title: str
    versions: tuple[VersionView, ...]
    before: Any = None
    way: str = EDITED
