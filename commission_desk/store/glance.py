"""What the window shows before the database layer is loaded, read with the standard library alone.

Loading SQLAlchemy takes longer than painting the window, so the first paint reads a few figures
itself. Everything else asks operations.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commission_desk.domain.terms import add_months
from commission_desk.store.address import address_of

COUNTS = """
SELECT (SELECT count(*) FROM plan WHERE NOT deleted) AS plans,
       (SELECT count(*) FROM stakeholder WHERE NOT deleted) AS stakeholders,
       (SELECT count(*) FROM agreement WHERE NOT deleted) AS agreements,
       (SELECT count(*) FROM meeting WHERE NOT deleted) AS meetings,
       (SELECT count(*) FROM action WHERE NOT deleted AND status = 'open') AS actions
"""
MONEY = """
SELECT coalesce(sum(annual_pence), 0) AS annual_pence,
       coalesce(sum(total_pence), 0) AS total_pence,
       coalesce(sum(current_end BETWEEN :today AND :soon), 0) AS ending_soon,
       coalesce(sum(risk = 'red'), 0) AS red
FROM agreement WHERE NOT deleted
"""
NEXT = """
SELECT id, title, held_on, coalesce(starts, ''), place FROM meeting
WHERE NOT deleted AND held_on >= :today ORDER BY held_on, starts, title LIMIT 3
"""


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A meeting to come."""

    id: str
    title: str
    held_on: date
    starts: str
    place: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The desk at first sight; money in pence."""

    team: str = ""
    plans: int = 0
    stakeholders: int = 0
    agreements: int = 0
    meetings: int = 0
    actions: int = 0
    annual_pence: int = 0
    total_pence: int = 0
    ending_soon: int = 0
    red: int = 0
    next_meetings: tuple[NextMeeting, ...] = ()


def glance(working_copy: Path, today: date, soon: int) -> Glance:
    """Read the first figures of a desk; what ends within ``soon`` months is counted.

    A working copy that cannot be read gives an empty glance: opening it says what is wrong.
    """
    days = {"today": today.isoformat(), "soon": add_months(today, soon).isoformat()}
    try:
        # Not read-only: after a kill, the first to open a working copy rolls it back.
        connection = sqlite3.connect(address_of(working_copy.resolve(), "mode=rw"), uri=True)
        try:
            return _read(connection, days)
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        return Glance()


def _read(connection: sqlite3.Connection, days: dict[str, str]) -> Glance:
    connection.row_factory = sqlite3.Row
    team = connection.execute("SELECT name FROM team WHERE NOT deleted").fetchone()
    meetings = connection.execute(NEXT, days).fetchall()
    figures: dict[str, int] = {
        **connection.execute(COUNTS).fetchone(),
        **connection.execute(MONEY, days).fetchone(),
    }
    soonest = tuple(
        NextMeeting(row[0], row[1], date.fromisoformat(row[2]), row[3][:5], row[4])
        for row in meetings
    )
    return Glance(team=team[0] if team else "", next_meetings=soonest, **figures)
