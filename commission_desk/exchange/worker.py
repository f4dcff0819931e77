"""Reading a stranger's file in a process of its own, which can be stopped at any moment."""

import logging
import pickle
import sys
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from commission_desk import i18n
from commission_desk.domain.errors import UserError
from commission_desk.exchange.read_csv import read_csv
from commission_desk.exchange.sniffing import damaged, kind_of, too_large
from commission_desk.exchange.source import Limits, Source, TooMuch

log = logging.getLogger(__name__)


def work(
    answer: Connection,
    read: Callable[..., object],
    path: Path,
    limits: Limits,
    language: str,
    *more: object,
) -> None:
    """Read ``path`` and send back ("read", what it holds) or ("problem", a sentence)."""
    warnings.simplefilter("ignore")  # openpyxl warns of extensions that do not concern us
    _bound_memory(limits.memory)
    i18n.use(language)
    try:
        outcome: tuple[str, object] = ("read", read(path, limits, *more))
    except UserError as problem:
        outcome = ("problem", str(problem))
    answer.send_bytes(pickle.dumps(outcome, pickle.HIGHEST_PROTOCOL))
    answer.close()


def parse(path: Path, limits: Limits) -> Source:
    """Read a file in this process; raises UserError with one plain sentence."""
    try:
        return _parse(path, kind_of(path, limits), limits)
    except UserError:
        raise
    except (TooMuch, MemoryError) as problem:
        raise too_large(path.name) from problem
    except Exception as problem:
        log.info("%s cannot be read: %r", path.name, problem)
        raise damaged(path.name) from problem


def _parse(path: Path, kind: str, limits: Limits) -> Source:
    if kind == "csv":
        return Source(path.name, kind, read_csv(path, limits))
    if kind == "json":
        from commission_desk.exchange.read_json import read_json  # noqa: PLC0415 - not for a CSV

        kind, tables = read_json(path, limits)
        return Source(path.name, kind, tables)
    if kind == "xlsx":
        from commission_desk.exchange.read_xlsx import read_xlsx  # noqa: PLC0415 - slow to load

        return Source(path.name, kind, read_xlsx(path, limits))
    from commission_desk.exchange.read_old_excel import read_old_excel  # noqa: PLC0415 - rare

    return Source(path.name, kind, read_old_excel(path, limits))


def _bound_memory(most: int) -> None:
    """Bound this process's memory where the system can; elsewhere the cell limit has to do."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (OSError, ValueError):
        return  # macOS refuses this limit; the cell limit has to do there too
