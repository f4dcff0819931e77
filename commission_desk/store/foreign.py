"""Opening a sealed file that others may have made: never trusted, never changed.

The file is opened read-only and immutable, must have exactly our schema (a hostile trigger or view
fails that), and its rows are copied into a schema of our own making.
"""

import contextlib
import os
import re
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.exc import DBAPIError

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.address import address_of
from commission_desk.store.allowed import fault
from commission_desk.store.engine import BUSY_MILLISECONDS, SCHEMA_VERSION
from commission_desk.store.filling import fill
from commission_desk.store.migrations import is_laid_out, lay_out, migrate, version_of
from commission_desk.store.sealed import check
from commission_desk.store.tables import Base
from commission_desk.store.trouble import in_plain_words
from commission_desk.store.working import DESK_ID, create

# What reading a damaged file can end in: even a length or the letters of a message may be damaged.
UNREADABLE = (sqlite3.Error, UnicodeError, MemoryError)


@dataclass(frozen=True, slots=True)
class Position:
    """How far a copy's own count of its history goes, 0 and empty for none."""

    seq: int = 0
    step: str = ""


def sealed_desk_id(path: Path) -> str:
    """Return the id of the desk in a sealed file, checked first; raises UserError."""
    check(path)
    return checked_desk_id(path)


def checked_desk_id(path: Path) -> str:
    """Return the id of the desk in a sealed file that the caller has checked; raises UserError.

    Checking reads the whole file, so that whoever has done it need not do it again.
    """
    connection = open_immutable(path)
    try:
        if not is_laid_out(connection):
            raise not_ours(path)
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (DESK_ID,)).fetchone()
    except UNREADABLE as problem:
        raise not_ours(path) from problem
    finally:
        connection.close()
    # The id names a folder, so only what we make ourselves is taken.
    if row is None or not re.fullmatch("[0-9a-f]{32}", str(row[0])):
        raise not_ours(path)
    return str(row[0])


def expect_desk(path: Path, desk: str, *, checked: bool = False) -> None:
    """Raise UserError unless a sealed file is laid out as ours and holds a certain desk."""
    if _desk_id(path, checked=checked) != desk:
        raise not_ours(path)


def copy_in(
    sealed: Path, working_copy: Path, expected: int | None = None, *, checked: bool = False
) -> bool:
    """Make ``working_copy`` whole from the rows of a sealed file; raises UserError.

    The file is checked first, unless it is ``checked`` already.

    A working copy that is there already is taken over in one transaction, so that another window
    on it never writes into a file that is gone. Returns False, with nothing changed, if it has
    meanwhile gone further than ``expected``, its number of steps.
    """
    desk = _desk_id(sealed, checked=checked)
    partial = working_copy.with_name(f"{secrets.token_hex(4)}.part")
    try:
        _copy_rows(sealed, partial, desk)
        if working_copy.exists():
            return _take_over(working_copy, partial, expected)
        _sync(partial)
        partial.replace(working_copy)
    except (sqlite3.IntegrityError, sqlite3.DataError, UnicodeError, MemoryError) as problem:
        raise not_ours(sealed) from problem
    except (sqlite3.Error, DBAPIError) as problem:
        raise in_plain_words(problem) or not_ours(sealed) from problem
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return True


def position_of(path: Path, *, sealed: bool) -> Position:
    """Return how far a copy's own count of its history goes."""
    ids = step_ids(path, sealed=sealed)
    return Position(len(ids), ids[-1]) if ids else Position()


def step_ids(path: Path, *, sealed: bool) -> tuple[str, ...]:
    """Return the ids of all steps in a desk, in the order that it came to know them.

    Steps have ids of their own and are only ever added, so one history holds another when it has
    all of its steps.
    """
    if sealed:
        connection = open_immutable(path)
    else:
        connection = sqlite3.connect(address_of(path.resolve(), "mode=rw"), uri=True)
    try:
        return tuple(row[0] for row in connection.execute("SELECT id FROM step ORDER BY seq"))
    except UNREADABLE as problem:
        if sealed:
            raise not_ours(path) from problem
        raise
    finally:
        connection.close()


def _desk_id(path: Path, *, checked: bool) -> str:
    return checked_desk_id(path) if checked else sealed_desk_id(path)


def _copy_rows(sealed: Path, partial: Path, desk: str) -> None:
    """Make a working copy of our own with the rows of a file, brought up to date if it is older."""
    with closing(open_immutable(sealed)) as source:
        version = version_of(source)
    if version == SCHEMA_VERSION:
        create(partial, desk)
    else:
        lay_out(partial, version)
    with closing(sqlite3.connect(address_of(partial.resolve(), "mode=rw"), uri=True)) as target:
        try:
            fill(target, sealed)
        except sqlite3.DatabaseError as problem:
            # What is damaged can only be what is read: the other was made this moment.
            if _is_damage(problem):
                raise not_ours(sealed) from problem
            raise
        if version == SCHEMA_VERSION and fault(target):
            raise not_ours(sealed)
    if version < SCHEMA_VERSION:
        migrate(partial)


def _is_damage(problem: sqlite3.Error) -> bool:
    name = getattr(problem, "sqlite_errorname", "")
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _take_over(working_copy: Path, partial: Path, expected: int | None) -> bool:
    connection = sqlite3.connect(
        address_of(working_copy.resolve(), "mode=rw"), uri=True, isolation_level=None
    )
    try:
        for setting in (
            f"busy_timeout={BUSY_MILLISECONDS}", "foreign_keys=OFF", "synchronous=EXTRA",
            "fullfsync=ON", "secure_delete=ON",
        ):  # fmt: skip
            connection.execute(f"PRAGMA {setting}").close()
        connection.execute("ATTACH ? AS incoming", (str(partial.resolve()),))
        connection.execute("BEGIN IMMEDIATE")
        (steps,) = connection.execute("SELECT count(*) FROM step").fetchone()
        if expected is not None and steps != expected:
            return False
        for table in Base.metadata.sorted_tables:
            name, names = table.name, _names(table)
            connection.execute(f'DELETE FROM main."{name}"')  # noqa: S608 - our own names
            connection.execute(
                f'INSERT INTO main."{name}" ({names}) SELECT {names} FROM incoming."{name}"'  # noqa: S608
            )
        connection.execute("COMMIT")
    finally:
        connection.close()  # without a commit, nothing has happened
    return True


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def open_immutable(path: Path) -> sqlite3.Connection:
    """Open a file that nobody may change; what lies beside it under SQLite's names is ignored."""
    address = address_of(path.resolve(), "mode=ro&immutable=1")
    connection = sqlite3.connect(address, uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA trusted_schema=OFF").close()
    connection.execute("PRAGMA cell_size_check=ON").close()
    return connection


def not_ours(path: Path) -> UserError:
    """Say that a file is not laid out as ours are."""
    return UserError(
        _(
            "“{name}” is not laid out as a Commission Desk file should be, so it was not opened. "
            "Nothing was changed; ask whoever sent it for a fresh copy."
        ).format(name=path.name)
    )
