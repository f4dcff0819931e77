"""Why the disk refused, in one sentence that says what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _

# What SQLite's errors mean to a person; any other error is a mistake of ours.
TROUBLE: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("SQLITE_FULL",),
        N_(
            "The disk of this laptop is full, so the change was not saved. "
            "Make some room and try again."
        ),
    ),
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        N_(
            "The desk is in use by another window for the moment, so nothing was done. "
            "Please try again."
        ),
    ),
    (
        ("SQLITE_CORRUPT", "SQLITE_NOTADB"),
        N_(
            "The working copy on this laptop is damaged ({reason}). Please close the desk and open "
            "its file again; the damaged copy is kept."
        ),
    ),
    (
        ("SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_PERM"),
        N_(
            "The working copy on this laptop cannot be used ({reason}), so nothing was saved. "
            "What was saved before is safe; please try again."
        ),
    ),
)


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what SQLite says about the disk into a UserError; other errors go on as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as problem:
        words = in_plain_words(problem)
        if words is None:
            raise
        raise words from problem


@contextmanager
def openly(file: Path) -> Iterator[None]:
    """Turn what goes wrong with a desk's file and folders into a UserError that names the file."""
    try:
        with plainly():
            yield
    except OSError as problem:
        raise UserError(
            _("“{name}” cannot be opened ({reason}).").format(
                name=file.name, reason=problem.strerror or problem
            )
        ) from problem


def in_plain_words(problem: BaseException) -> UserError | None:
    """Return the sentence for an error of the disk, or None for a mistake of ours."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    name = getattr(cause, "sqlite_errorname", "") if isinstance(cause, sqlite3.Error) else ""
    words = next((words for names, words in TROUBLE if name.startswith(names)), None)
    return UserError(_(words).format(reason=cause)) if words else None
