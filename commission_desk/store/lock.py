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
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "lock.sqlite", timeout=WAIT, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE").close()
        except sqlite3.OperationalError as problem:
            raise UserError(
                _("Another window is opening or publishing this desk. Please try again.")
            ) from problem
        yield
    finally:
        connection.close()
