"""Opening a sealed file that others may have made: never trusted, never changed.

The file is opened read-only and immutable, must have exactly our schema (a hostile trigger or view
fails that), and its rows are copied into a schema of our own making.
"""

import sqlite3
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.sealed import check
from commission_desk.store.tables import Base
from commission_desk.store.working import DESK_ID, create

ROWS_AT_ONCE = 5_000


def sealed_desk_id(path: Path) -> str:
    """Return the id of the desk in a sealed file, checked first; raises UserError."""
    check(path)
    connection = _open_immutable(path)
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (DESK_ID,)).fetchone()
    except sqlite3.Error as problem:
        raise _not_ours(path) from problem
    finally:
        connection.close()
    if row is None or not str(row[0]).isalnum():
        raise _not_ours(path)
    return str(row[0])


def copy_in(sealed: Path, working_copy: Path) -> None:
    """Make ``working_copy`` whole from the rows of a sealed file; raises UserError."""
    desk = sealed_desk_id(sealed)
    partial = working_copy.with_suffix(".part")
    partial.unlink(missing_ok=True)
    create(partial, desk)
    try:
        _copy_rows(sealed, partial)
        partial.replace(working_copy)
    except sqlite3.Error as problem:
        raise _not_ours(sealed) from problem
    finally:
        partial.unlink(missing_ok=True)


def _copy_rows(sealed: Path, partial: Path) -> None:
    source = _open_immutable(sealed)
    target = sqlite3.connect(partial)
    try:
        if _schema(source) != _schema(target):
            raise _not_ours(sealed)
        target.execute("PRAGMA foreign_keys=OFF")
        target.execute("PRAGMA synchronous=OFF")
        for table in Base.metadata.sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            marks = ", ".join("?" * len(table.columns))
            verb = "INSERT OR REPLACE" if table.name == "meta" else "INSERT"
            rows = source.execute(f'SELECT {names} FROM "{table.name}"')  # noqa: S608 - our own names
            into = f'{verb} INTO "{table.name}" ({names}) VALUES ({marks})'
            while some := rows.fetchmany(ROWS_AT_ONCE):
                target.executemany(into, some)
        target.commit()
    finally:
        target.close()
        source.close()


def _open_immutable(path: Path) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA trusted_schema=OFF").close()
    connection.execute("PRAGMA cell_size_check=ON").close()
    return connection


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    rows = connection.execute(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
    )
    return set(rows.fetchall())


def _not_ours(path: Path) -> UserError:
    return UserError(
        _(
            "“{name}” is not laid out as a Commission Desk file should be, so it was not opened. "
            "Nothing was changed; ask whoever sent it for a fresh copy."
        ).format(name=path.name)
    )
