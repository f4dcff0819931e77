"""Filling a new working copy of ours with all the rows of another: as fast as it can be made whole.

Nobody reads the new file before it is whole and flushed, so that it needs no journal; and an index
that is made after the rows is written once, in its order, not turned over for every row.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commission_desk.store.address import address_of

ROWS_AT_ONCE = 5_000
CACHE_KIB = 131_072  # what most desks fit in; SQLite takes only what it needs
TABLES = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
INDEXES = "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
FREELY = (
    "foreign_keys=OFF",
    "journal_mode=OFF",
    "synchronous=OFF",
    f"cache_size=-{CACHE_KIB}",
    "temp_store=MEMORY",  # sorting must not leave words of a locked desk outside the profile
)
UNTRUSTING = ("trusted_schema=OFF", "cell_size_check=ON")  # of what is attached, and damage in it


def write_freely(connection: sqlite3.Connection) -> None:
    """Have a connection write a file that is thrown away unless it becomes whole."""
    for setting in FREELY:
        connection.execute(f"PRAGMA {setting}").close()


def fill(target: sqlite3.Connection, source: Path) -> None:
    """Copy all rows of a file into the tables that ``target`` was made with, and nothing else.

    ``target`` takes addresses. Raises sqlite3.Error, also for bytes that are no text.
    """
    write_freely(target)
    for setting in UNTRUSTING:
        target.execute(f"PRAGMA {setting}").close()
    target.execute("ATTACH ? AS source", (address_of(source.resolve(), "mode=ro&immutable=1"),))
    target.execute("DELETE FROM meta")
    with _without_indexes(target):
        for (table,) in target.execute(TABLES).fetchall():
            _copy(target, table)
    target.commit()
    target.execute("DETACH source")


@contextmanager
def _without_indexes(connection: sqlite3.Connection) -> Iterator[None]:
    """Make the indexes anew, by the very words they were made by, once the rows are there."""
    indexes = connection.execute(INDEXES).fetchall()
    for name, _sql in indexes:
        connection.execute(f'DROP INDEX main."{name}"')
    yield
    for _name, sql in indexes:
        connection.execute(sql)


def _copy(target: sqlite3.Connection, table: str) -> None:
    columns = target.execute(f'SELECT * FROM main."{table}"').description  # noqa: S608 - our own names
    names = ", ".join(f'"{column[0]}"' for column in columns)
    target.execute(f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM source."{table}"')  # noqa: S608
    texts = ", ".join(f'"{name}"' for name in _texts(target, table))
    rows = target.execute(f'SELECT {texts} FROM main."{table}"')  # noqa: S608
    while rows.fetchmany(ROWS_AT_ONCE):
        pass  # reading is what finds bytes that are no text: SQLite itself passes any on


def _texts(target: sqlite3.Connection, table: str) -> list[str]:
    """Return the columns of a table that may hold text: not the bytes of a document."""
    columns = target.execute(f'PRAGMA main.table_info("{table}")').fetchall()
    return [column[1] for column in columns if column[2] != "BLOB"]
