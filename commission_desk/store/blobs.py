"""The bytes of documents: kept once by their fingerprint, and swept when nothing needs them.

The history knows a document's bytes by their fingerprint alone, so that it stays small. What a
document held before is kept until the history is thinned past the day on which it was replaced.
"""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from commission_desk.store.tables import Blob

# The bytes that somebody may still ask for: of documents that stand, and of what the history says
# from where it was thinned. A document that was removed before then takes all of its own with it.
WANTED = """
SELECT fingerprint FROM document WHERE NOT deleted AND fingerprint <> ''
UNION
SELECT CASE c.field WHEN '' THEN json_extract(c.value, '$.fingerprint')
       ELSE json_extract(c.value, '$') END
FROM change c
WHERE c.kind = 'document' AND c.field IN ('', 'fingerprint') AND c.value IS NOT NULL
AND NOT EXISTS (
    SELECT 1 FROM change n JOIN step s ON s.seq = n.step
    WHERE n.record = c.record AND n.field = 'fingerprint' AND n.replaces = c.seq
    AND s.taken_at <= :until)
AND NOT EXISTS (
    SELECT 1 FROM document d JOIN change g ON g.record = d.id AND g.field = 'deleted'
    JOIN step s ON s.seq = g.step
    WHERE d.id = c.record AND d.deleted AND s.taken_at <= :until AND g.seq =
        (SELECT max(x.seq) FROM change x WHERE x.record = d.id AND x.field = 'deleted'))
"""
UNWANTED = f"""
SELECT id, size FROM blob WHERE id NOT IN
    (SELECT fingerprint FROM ({WANTED}) WHERE fingerprint IS NOT NULL)
"""  # noqa: S608 - our own words
THINNED_UNTIL = "SELECT value FROM meta WHERE key = 'thinned_until'"


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of some bytes, by which they are known."""
    return sha256(data).hexdigest()


def keep(session: Session, data: bytes) -> str:
    """Keep the bytes of a document, once whatever has them; return their fingerprint."""
    name = fingerprint(data)
    if session.scalar(select(Blob.id).where(Blob.id == name)) is None:
        session.execute(insert(Blob).values(id=name, size=len(data), data=data))
    return name


def read(session: Session, name: str) -> bytes | None:
    """Return the bytes of a fingerprint; None where they are no longer kept."""
    return session.scalar(select(Blob.data).where(Blob.id == name))


def kept_size(session: Session) -> int:
    """Return how many bytes all documents take."""
    return int(session.scalar(select(func.coalesce(func.sum(Blob.size), 0))) or 0)


def unwanted(connection: sqlite3.Connection, until: str = "") -> dict[str, int]:
    """Return the size of the bytes that nothing needs, once the history is thinned that far."""
    row = connection.execute(THINNED_UNTIL).fetchone()
    moment = max(until, row[0] if row else "")
    return dict(connection.execute(UNWANTED, {"until": moment}).fetchall())


def sweep(connection: sqlite3.Connection) -> None:
    """Let go of the bytes that nothing needs."""
    gone = [(name,) for name in unwanted(connection)]
    connection.executemany("DELETE FROM blob WHERE id = ?", gone)


def fault(connection: sqlite3.Connection) -> str:
    """Say where bytes are not what their fingerprint says; empty for sound ones."""
    for name, size, data in connection.execute("SELECT id, size, data FROM blob"):
        if not _is_sound(name, data) or size != len(data):
            return "the bytes of a document"
    return ""


def take_in(connection: sqlite3.Connection, theirs: sqlite3.Connection) -> None:
    """Copy from another copy of the desk the bytes that ours needs and lacks.

    Raises ValueError for bytes that are not what their fingerprint says.
    """
    here = {row[0] for row in connection.execute("SELECT id FROM blob")}
    row = connection.execute(THINNED_UNTIL).fetchone()
    wanted = connection.execute(WANTED, {"until": row[0] if row else ""}).fetchall()
    for name, data in _of(theirs, {each[0] for each in wanted if each[0]} - here):
        if not _is_sound(name, data):
            raise ValueError("the bytes of a document are not what they are said to be")
        connection.execute("INSERT INTO blob VALUES (?, ?, ?)", (name, len(data), data))


def _of(connection: sqlite3.Connection, names: set[str]) -> Iterator[tuple[str, bytes]]:
    for name in sorted(names):
        yield from connection.execute("SELECT id, data FROM blob WHERE id = ?", (name,))


def _is_sound(name: object, data: object) -> bool:
    return isinstance(data, bytes) and fingerprint(data) == name
