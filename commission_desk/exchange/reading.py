"""Reading other people's files with bounded time and memory."""

import logging
import multiprocessing
import pickle
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from commission_desk import i18n
from commission_desk.domain.errors import UserError
from commission_desk.exchange.sniffing import empty, too_large
from commission_desk.exchange.source import Limits, Source
from commission_desk.exchange.worker import parse, work
from commission_desk.i18n import _

log = logging.getLogger(__name__)

_GLANCE = 0.1  # seconds between looking whether the person has cancelled


def never() -> bool:
    """Say that nobody has cancelled."""
    return False


def read_source(
    path: Path, *, limits: Limits | None = None, cancelled: Callable[[], bool] = never
) -> Source:
    """Read a file into plain tables, in a process that is stopped when it takes too long.

    Raises UserError with one sentence for a file that is missing, empty, damaged, locked, too
    large or of no kind that can be read, for one without any rows, and when cancelled.
    """
    limits = limits or Limits()
    check_there(path)
    outcome = in_own_process(parse, path, limits, cancelled)
    assert isinstance(outcome, Source)
    if not outcome.tables or not any(table.rows for table in outcome.tables):
        raise empty(path.name)
    return outcome


def in_own_process(
    read: Callable[..., object],
    path: Path,
    limits: Limits,
    cancelled: Callable[[], bool],
    *more: object,
) -> object:
    """Return what ``read(path, limits, *more)`` returns in a process that can be stopped.

    Raises UserError with its sentence where it raised one, when it takes too long or too much
    memory, and when cancelled.
    """
    spawn = multiprocessing.get_context("spawn")  # the same on every system, and free of our locks
    answer, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(
        target=work, args=(theirs, read, path, limits, i18n.language(), *more),
        daemon=True, name="reader",
    )  # fmt: skip
    process.start()
    theirs.close()
    try:
        kind, outcome = _wait(answer, path.name, limits.seconds, cancelled)
    finally:
        process.kill()
        process.join()
        process.close()
        answer.close()
    if kind == "problem":
        raise UserError(str(outcome))
    return outcome


def check_there(path: Path) -> None:
    """Raise UserError for a file that is not there or cannot be opened."""
    if path.is_dir():
        raise UserError(_("{name} is a folder: choose a file in it.").format(name=path.name))
    if not path.exists():
        raise UserError(_("{name} is not there: check its name and place.").format(name=path.name))
    try:
        path.open("rb").close()
    except OSError as problem:
        raise UserError(
            _("{name} cannot be opened: {reason}. Close it elsewhere and try again.").format(
                name=path.name, reason=problem.strerror
            )
        ) from problem


def _wait(
    answer: Connection, name: str, seconds: float, cancelled: Callable[[], bool]
) -> tuple[str, object]:
    deadline = time.monotonic() + seconds
    try:
        while not answer.poll(_GLANCE):
            if cancelled():
                raise UserError(_("Reading {name} was cancelled.").format(name=name))
            if time.monotonic() > deadline:
                raise too_large(name)
        outcome: tuple[str, object] = pickle.loads(answer.recv_bytes())  # noqa: S301 - our process
    except EOFError as problem:
        # The system stopped it, as it does when a file makes it ask for too much memory.
        log.info("The reading process ended without an answer: %s", name)
        raise too_large(name) from problem
    return outcome
