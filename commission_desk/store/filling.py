"""Filling a new working copy of ours with all the rows of another: as fast as it can be made whole.

Nobody reads the new file before it is whole and flushed, so that it needs no journal; and an index
that is made after the rows is written once, in its order, not turned over for every row.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

ROWS_AT_ONCE = 5_000
CACHE_KIB = 131_072  # what most desks fit in; SQLite takes only what it needs
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
FREELY = (
    "foreign_keys=OFF",
    "journal_mode=OFF",
    "synchronous=OFF",
    f"cache_size=-{CACHE_KIB}",
    "temp_store=MEMORY",  # sorting must not leave words of a locked desk outside the profile
)


def write_freely(connection: sqlite3.Connection) -> None:
    """Have a connection write a file that is thrown away unless it becomes whole."""
    for setting in FREELY:
        connection.execute(f"PRAGMA {setting}").close()


def fill(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Copy all rows into the tables that ``target`` was made with; nothing else is taken over."""
    write_freely(target)
    target.execute("DELETE FROM meta")
    with _without_indexes(target):
        for (table,) in target.execute(TABLES).fetchall():
            _copy(source, target, table)
    target.commit()


@contextmanager
def _without_indexes(connection: sqlite3.Connection) -> Iterator[None]:
    """Make the indexes anew, by the very words they were made by, once the rows are there."""
    indexes = connection.execute(INDEXES).fetchall()
    for name, _sql in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _name, sql in indexes:
        connection.execute(sql)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
    columns = target.execute(f'SELECT * FROM "{table}"').description  # noqa: S608 - our own names
    names = ", ".join(f'"{column[0]}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    rows = source.execute(f'SELECT {names} FROM "{table}"')  # noqa: S608
    into = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
    while some := rows.fetchmany(ROWS_AT_ONCE):
        target.executemany(into, some)
