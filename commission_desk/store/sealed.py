"""The sealed file: a whole snapshot of a desk with a digest at its end.

SQLite's own integrity check passed a third of damaged files whose data differed; the digest caught
them all. Plain SQLite tools still open the file: they ignore what follows the last page.
"""

import contextlib
import hashlib
import os
import sqlite3
import sys
import time
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.engine import APPLICATION_ID, SCHEMA_VERSION

MAGIC = b"SQLite format 3\x00"
MARK = b"\nCOMMISSION-DESK-SHA256\n"
TRAILER = len(MARK) + 32
RETRIES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds; a sync client or virus scanner lets go in time


def seal(working_copy: Path, target: Path, replaces: bytes | None) -> bytes:
    """Publish a snapshot of ``working_copy`` at ``target``; return its digest.

    ``replaces`` is the digest the target is known to have, or None where no file is expected.
    Raises ChangedUnderneath when the target is another file by now, UserError when the folder
    cannot be written. The target is always one whole version: it is never written in place.
    """
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _snapshot(working_copy, partial)
        digest = _append_digest(partial)
        if check(partial) != digest:
            raise UserError(_("The file could not be written whole. Please try again."))
        if digest_of(target) != replaces:
            raise ChangedUnderneath(target)
        _replace(partial, target)
        _sync_folder(target.parent)
    except (OSError, sqlite3.Error) as problem:
        raise UserError(
            _(
                "“{name}” could not be written ({reason}). Your changes are safe on this laptop; "
                "choose another folder or try again."
            ).format(name=target.name, reason=_reason(problem))
        ) from problem
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return digest


class ChangedUnderneath(Exception):  # noqa: N818 - an event to act on, not a fault
    """Someone else wrote the file since it was last seen."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self.target = target


def check(path: Path) -> bytes:
    """Return the digest of a sealed file; raises UserError in plain words if it is not sound."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as problem:
        raise UserError(
            _("“{name}” cannot be opened ({reason}).").format(
                name=path.name, reason=_reason(problem)
            )
        ) from problem
    if size == 0:
        raise UserError(
            _(
                "“{name}” is empty. If it is in a synchronised folder, wait until it has arrived; "
                "otherwise open a backup."
            ).format(name=path.name)
        )
    if not head.startswith(MAGIC) or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise UserError(
            _("“{name}” is not a Commission Desk file. Nothing was changed.").format(name=path.name)
        )
    if int.from_bytes(head[60:64], "big") > SCHEMA_VERSION:
        raise UserError(
            _(
                "“{name}” was made by a newer version of Commission Desk. Please update the "
                "program to open it; the file was not changed."
            ).format(name=path.name)
        )
    stored, found = _digests(path, size)
    if stored != found:
        raise UserError(
            _(
                "“{name}” is damaged: its contents do not match its seal. Nothing was changed; "
                "please open a backup or ask for the file again."
            ).format(name=path.name)
        )
    return found


def digest_of(path: Path) -> bytes | None:
    """Return the digest a file claims at its end, or None where there is no such file."""
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            size = file.tell()
            file.seek(max(0, size - TRAILER))
            end = file.read()
    except FileNotFoundError:
        return None
    return end[len(MARK) :] if end.startswith(MARK) else hashlib.sha256(end).digest()


def _digests(path: Path, size: int) -> tuple[bytes, bytes]:
    hashing = hashlib.sha256()
    left = size - TRAILER
    with path.open("rb") as file:
        while left > 0 and (piece := file.read(min(left, 1 << 20))):
            hashing.update(piece)
            left -= len(piece)
        end = file.read()
    stored = end[len(MARK) :] if end.startswith(MARK) else b""
    return stored, hashing.digest()


def _snapshot(working_copy: Path, partial: Path) -> None:
    partial.unlink(missing_ok=True)
    source = sqlite3.connect(working_copy)
    try:
        target = sqlite3.connect(partial)
        try:
            target.execute("PRAGMA synchronous=OFF").close()  # one fsync follows, with the seal
            source.backup(target)
        finally:
            target.close()
    finally:
        source.close()


def _append_digest(partial: Path) -> bytes:
    hashing = hashlib.sha256()
    with partial.open("r+b") as file:
        while piece := file.read(1 << 20):
            hashing.update(piece)
        file.write(MARK + hashing.digest())
        file.flush()
        os.fsync(file.fileno())
    return hashing.digest()


def _replace(partial: Path, target: Path) -> None:
    for pause in (*RETRIES, None):
        try:
            partial.replace(target)
            return
        except PermissionError:
            if pause is None:
                raise
            time.sleep(pause)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # Windows cannot open a folder to flush it
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(problem: BaseException) -> str:
    return getattr(problem, "strerror", None) or str(problem)
