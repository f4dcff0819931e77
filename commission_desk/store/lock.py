"""Two windows on one laptop: one at a time opens or publishes a desk, and each says it is there.

The locks are SQLite's own, so they are the same on every system, and a killed process gives them
back.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _

LOCK, PRESENCE = "lock.sqlite", "open.sqlite"
WAIT = 60.0  # seconds; publishing a large desk to a slow share takes a few


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a desk's folder; raises UserError if another window keeps it too long."""
    connection = _lock(folder)
    try:
        yield
    finally:
        connection.close()


class Presence:
    """Says, until it is closed, that someone has the desk of a folder open."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(  # a worker opens a desk, the window closes it
            folder / PRESENCE, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        self._connection.execute("BEGIN").close()
        self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    def close(self) -> None:
        """Have gone."""
        self._connection.close()


def nobody_there(folder: Path) -> bool:
    """Say whether no window has the desk of a folder open; for whoever holds it alone."""
    connection = sqlite3.connect(folder / PRESENCE, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE").close()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return True


def _lock(folder: Path) -> sqlite3.Connection:
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / LOCK, timeout=WAIT, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE").close()
    except sqlite3.OperationalError as problem:
        connection.close()
        if not problem.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise  # a disk that fails is not another window
        raise UserError(
            _("Another window is opening or publishing this desk. Please try again.")
        ) from problem
    return connection
