"""Older versions: what their desks were made of, and the numbered steps from each to the next.

A desk that is behind is brought up to date on the working copy, or while its file is copied in;
the file itself is never changed. All steps run in one transaction with the version's number, after
a verified backup, and with foreign keys off before it begins: with them on, rebuilding a table
removes the records that refer to it, and no check finds that anything is missing.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commission_desk.store.address import address_of
from commission_desk.store.allowed import Schema, fault, our_schema, schema_of
from commission_desk.store.engine import APPLICATION_ID, BUSY_MILLISECONDS, SCHEMA_VERSION

SETTINGS = (
    f"busy_timeout={BUSY_MILLISECONDS}",
    "foreign_keys=OFF",
    "synchronous=EXTRA",
    "fullfsync=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
)


@dataclass(frozen=True, slots=True)
class Older:
    """A version before today's: the statements that make its tables, and the step to the next.

    The step is raw SQL on the connection and never today's tables, which go on changing. It keeps
    every value, and leaves the transaction to its caller.
    """

    layout: tuple[str, ...]
    step: Callable[[sqlite3.Connection], None]


OLDER: tuple[Older, ...] = ()  # the first is version 1; one less than there are versions


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the version that a desk was made or last brought up to."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_laid_out(connection: sqlite3.Connection) -> bool:
    """Whether a desk has, to the letter, a layout that its version can have."""
    version = version_of(connection)
    known = 1 <= version <= SCHEMA_VERSION
    return known and schema_of(connection) in _layouts(OLDER, version)


def lay_out(path: Path, version: int) -> None:
    """Make the empty tables of an older version in a new file."""
    with closing(connect(path, "mode=rwc")) as connection:
        _lay_out(connection, OLDER, version)


def migrate(database: Path) -> None:
    """Bring a database of ours up to date, whole or not at all.

    Raises sqlite3.Error, with nothing changed, where the disk refuses or what comes out is no
    sound desk of today's.
    """
    with closing(connect(database, "mode=rw")) as connection:
        connection.execute("BEGIN EXCLUSIVE").close()  # another window may be doing the same
        _climb(connection, OLDER, version_of(connection), SCHEMA_VERSION)
        if not is_laid_out(connection) or fault(connection):
            raise sqlite3.IntegrityError("the migrated desk is not sound")
        connection.execute("COMMIT").close()  # closing without it takes everything back


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open a database of ours with foreign keys off and a transaction only where it is begun."""
    connection = sqlite3.connect(address_of(path.resolve(), mode), uri=True, isolation_level=None)
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}").close()
    return connection


def _climb(connection: sqlite3.Connection, older: tuple[Older, ...], version: int, to: int) -> None:
    for number in range(version, to):
        older[number - 1].step(connection)
        connection.execute(f"PRAGMA user_version={number + 1}").close()


def _lay_out(connection: sqlite3.Connection, older: tuple[Older, ...], version: int) -> None:
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}").close()
    for statement in older[version - 1].layout:
        connection.execute(statement).close()
    connection.execute(f"PRAGMA user_version={version}").close()


@cache
def _layouts(older: tuple[Older, ...], version: int) -> frozenset[Schema]:
    """Return the layouts of a version: as it makes them, and as each older one comes up to it.

    SQLite keeps the words of the statements, so that the two differ to the letter.
    """
    found = {our_schema()} if version == SCHEMA_VERSION else set()
    for first in range(1, min(version, len(older)) + 1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            _lay_out(connection, older, first)
            _climb(connection, older, first, version)
            found.add(schema_of(connection))
    return frozenset(found)
