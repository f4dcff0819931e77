"""Thinning the history: of texts that were long replaced, the last of each month is kept.

Who changed what and when stays, and so does every figure, date and choice, and whatever a field
said when a month ended: the desk can still be seen as at the end of any month. A thinning travels
as an erasure does: whoever merges a copy that was thinned thins alike.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from commission_desk.domain.history import end_of, last_month_end
from commission_desk.store import blobs
from commission_desk.store.tables import Meta

KIND = "thin"  # of a step that thins; its source is the last day that it thinned
THINNED_UNTIL = "thinned_until"  # where the desk keeps the last moment that was thinned
SHORT = 60  # letters; what is no longer than a line takes less room than saying that it is gone
WHOLE_FOR = timedelta(days=150)  # nothing younger is thinned, whoever asks and whatever the clock

# A text goes that was replaced within its month, unless somebody has to choose between it and
# another, or a later step that may still be undone would put it back.
FOUND = """
SELECT old.seq FROM change new
JOIN change old ON old.seq = new.replaces
JOIN step now ON now.seq = new.step
JOIN step was ON was.seq = old.step
WHERE was.taken_at <= :until AND length(old.value) > :short
AND old.field NOT IN ('', 'deleted')
AND strftime('%Y-%m', now.taken_at, 'localtime') = strftime('%Y-%m', was.taken_at, 'localtime')
AND old.seq NOT IN (SELECT c.replaces FROM change c JOIN step s ON s.seq = c.step
    WHERE s.taken_at > :until AND c.replaces IS NOT NULL)
AND old.seq NOT IN (SELECT e.seen FROM seen e JOIN change c ON c.seq = e.change
    JOIN step s ON s.seq = c.step WHERE s.taken_at > :until)
AND (old.record, old.field) NOT IN (SELECT record, field FROM parted)
"""
MEASURED = f"""
SELECT kind, count(*), sum(length(CAST(value AS BLOB))) FROM change
WHERE seq IN ({FOUND}) GROUP BY kind
"""  # noqa: S608 - our own words
THINNED = f"UPDATE change SET value = NULL WHERE seq IN ({FOUND})"  # noqa: S608
EARLIER = """
SELECT coalesce(sum(length(CAST(value AS BLOB))), 0) FROM change
WHERE field NOT IN ('', 'deleted')
AND seq IN (SELECT replaces FROM change WHERE replaces IS NOT NULL)
"""
NOTED = """
INSERT INTO meta (key, value) VALUES (:key, :value)
ON CONFLICT (key) DO UPDATE SET value = :value
"""


@dataclass(frozen=True, slots=True)
class Thinned:
    """How many texts go, how many bytes they take, and of which kinds of record they are.

    ``files`` is how many files of documents go with them; their bytes are counted too.
    """

    texts: int = 0
    size: int = 0
    kinds: frozenset[str] = frozenset()
    files: int = 0


def latest_day(today: date) -> date:
    """Return the last day that may be thinned: the end of a month that is long over."""
    return last_month_end(today - WHOLE_FOR)


def thinnable(connection: Connection, until: date) -> Thinned:
    """Return what thinning up to the end of a day would take out."""
    rows = connection.execute(text(MEASURED), _up_to(until)).all()
    files = blobs.unwanted(_raw(connection), _up_to(until)["until"])
    kinds = {kind for kind, _count, _size in rows} | ({"document"} if files else set())
    return Thinned(
        sum(count for _kind, count, _size in rows),
        sum(size for _kind, _count, size in rows) + sum(files.values()),
        frozenset(kinds),
        len(files),
    )


def thin(connection: Connection, until: date, today: date) -> Thinned:
    """Take out the earlier texts up to the end of a month, as far as that may go today."""
    until = last_month_end(min(until, latest_day(today)))
    found = thinnable(connection, until)
    if found.texts:
        connection.execute(text(THINNED), _up_to(until))
    noted = max(end_of(until), thinned_until(connection) or datetime.min)  # noqa: DTZ901
    value = noted.isoformat(" ", "microseconds")
    connection.execute(text(NOTED), {"key": THINNED_UNTIL, "value": value})
    blobs.sweep(_raw(connection))
    return found


def thinned_until(connection: Connection) -> datetime | None:
    """Return the moment up to which the history was thinned, UTC without a zone; None if never."""
    value = connection.scalar(select(Meta.value).where(Meta.key == THINNED_UNTIL))
    return datetime.fromisoformat(value) if value else None


def earlier_size(connection: Connection) -> int:
    """Return how many bytes of the history are what fields said before, in every version."""
    return int(connection.scalar(text(EARLIER)) or 0)


def _up_to(until: date) -> dict[str, Any]:
    return {"until": end_of(until).isoformat(" ", "microseconds"), "short": SHORT}


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
