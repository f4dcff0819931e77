"""One at a time: two windows on one laptop may not open or publish the same desk at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

WAIT = 60.0  # seconds; publishing a large desk to a slow share takes a few


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a desk's folder; raises UserError if another window keeps it too long.

    The lock is SQLite's own, so it is the same on every system and a killed process gives it back.
    """
    connection = _lock(folder)
    try:
        yield
    finally:
        connection.close()


def _lock(folder: Path) -> sqlite3.Connection:
    connection = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / "lock.sqlite", timeout=WAIT, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE").close()
        return connection
    except (OSError, sqlite3.Error) as problem:
        if connection is not None:
            connection.close()
        if getattr(problem, "sqlite_errorname", "").startswith("SQLITE_BUSY"):
            words = _("Another window is opening or publishing this desk. Please try again.")
        else:
            words = _("“{name}” cannot be opened ({reason}).").format(
                name=folder, reason=getattr(problem, "strerror", None) or problem
            )
        raise UserError(words) from problem
