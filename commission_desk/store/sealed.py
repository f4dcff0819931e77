"""The sealed file: a whole snapshot of a desk with a digest at its end.

SQLite's own integrity check passed a third of damaged files whose data differed; the digest caught
them all. Plain SQLite tools still open the file: they ignore what follows the last page.
"""

import contextlib
import glob
import hashlib
import os
import secrets
import shutil
import sqlite3
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.address import address_of
from commission_desk.store.engine import APPLICATION_ID, SCHEMA_VERSION
from commission_desk.store.locked import FAMILY, is_locked
from commission_desk.store.locking import (
    Key,
    NeedsPassphrase,
    decrypted,
    encrypt,
    newer,
    read_head,
    write_decrypted,
)
from commission_desk.store.working import desk_id

MAGIC = b"SQLite format 3\x00"
MARK = b"\nCOMMISSION-DESK-SHA256\n"
TRAILER = len(MARK) + 32
UNLOCKED = ".unlocked-"  # folders in the profile for what is inside a locked file
LEFT_BEHIND = 86_400  # seconds after which a half-written file can only be from a killed process
PIECE = 1_000  # pages, 4 MB: as long as copying them takes, an edit made meanwhile waits
ALL = -1
PAUSE = 0.005  # seconds, while an edit is being written
BEGUN_ANEW = 5  # how often edits may make a snapshot begin anew before they wait for it instead
RETRIES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds; a sync client or virus scanner lets go in time


def seal(working_copy: Path, target: Path, replaces: bytes | None, key: Key | None = None) -> bytes:
    """Publish a snapshot of ``working_copy`` at ``target``, locked by a key; return its digest.

    ``replaces`` is the digest the target is known to have, or None where no file is expected.
    Raises ChangedUnderneath when the target is another file by now, UserError when the folder
    cannot be written. The target is always one whole version: it is never written in place.
    """
    target = target.resolve()  # a link keeps pointing at the file
    with _partial(target) as partial:
        if key is None:
            _snapshot(working_copy, partial)
            digest = _append_digest(partial)
        else:
            digest = _locked_snapshot(working_copy, partial, key, target.name)
        _verify(partial, digest)
        found = digest_of(target)
        if found is not None and found != replaces:  # one that has gone cannot be overwritten
            raise ChangedUnderneath(target)
        _replace(partial, target)
        sync_folder(target.parent)
    return digest


def copy_sealed(source: Path, target: Path) -> None:
    """Copy a sealed file to a new name, whole or not at all; raises UserError."""
    digest = check(source)
    with _partial(target) as partial:
        with source.open("rb") as file, partial.open("r+b") as copy:
            while piece := file.read(1 << 20):
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
        _verify(partial, digest)
        if target.exists():
            raise UserError(
                _("There is already a file “{name}”. Choose another name.").format(name=target.name)
            )
        _replace(partial, target)
        sync_folder(target.parent)


def lock_again(path: Path, present: Key | None, key: Key | None, working_copy: Path) -> None:
    """Lock a sealed file under another key, or none, in its place and whole or not at all.

    Raises UserError, NeedsPassphrase where ``present`` does not open it.
    """
    check(path)
    with readable(path, present, working_copy.parent) as plain, _partial(path) as partial:
        if key is None:
            shutil.copyfile(plain, partial)
            _verify(partial, check(plain))
        else:
            _verify(partial, _write_locked(plain, partial, key, desk_id(working_copy)))
        with partial.open("r+b") as file:
            os.fsync(file.fileno())
        _replace(partial, path)
        sync_folder(path.parent)


class ChangedUnderneath(Exception):  # noqa: N818 - an event to act on, not a fault
    """Someone else wrote the file since it was last seen."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self.target = target


def check(path: Path) -> bytes:
    """Return the digest of a sealed file; raises UserError in plain words if it is not sound."""
    try:
        about = path.stat()
        size = about.st_size
        if not stat.S_ISREG(about.st_mode):
            raise _not_ours(path)
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as problem:
        raise _unopened(path, problem) from problem
    if size == 0:
        raise UserError(
            _(
                "“{name}” is empty. If it is in a synchronised folder, wait until it has arrived; "
                "otherwise open a backup."
            ).format(name=path.name)
        )
    locked = head.startswith(FAMILY)
    if not locked and (
        not head.startswith(MAGIC) or int.from_bytes(head[68:72], "big") != APPLICATION_ID
    ):
        raise _not_ours(path)
    stored, found = _digests(path, size)
    if locked and stored != found:
        raise _damaged(path)  # first of all: nothing in a damaged head means anything
    schema = read_head(path).schema if locked else int.from_bytes(head[60:64], "big")
    if schema > SCHEMA_VERSION:
        raise newer(path)
    if stored != found:
        raise _damaged(path)
    return found


@contextlib.contextmanager
def readable(path: Path, key: Key | None, folder: Path) -> Iterator[Path]:
    """Give what is inside a sealed file, in a file of its own in our ``folder`` if it is locked.

    The path that was given is for reading only and gone afterwards. Raises NeedsPassphrase where
    ``key`` is None or of another lock, UserError where the file was changed after it was locked.
    """
    if not is_locked(path):
        yield path
        return
    if key is None:
        raise NeedsPassphrase(_("“{name}” is locked with a passphrase.").format(name=path.name))
    inside = folder / f"{UNLOCKED}{secrets.token_hex(4)}"
    plain = inside / path.name  # sentences about what is inside then name the file
    try:
        try:
            _sweep(folder.glob(f"{UNLOCKED}*"))
            inside.mkdir(parents=True)
            write_decrypted(path, path.stat().st_size - TRAILER, key, plain)
        except OSError as problem:
            raise _unopened(path, problem) from problem
        yield plain
    finally:
        shutil.rmtree(inside, ignore_errors=True)


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


def _unopened(path: Path, problem: OSError) -> UserError:
    return UserError(
        _("“{name}” cannot be opened ({reason}).").format(name=path.name, reason=_reason(problem))
    )


def _damaged(path: Path) -> UserError:
    return UserError(
        _(
            "“{name}” is damaged: its contents do not match its seal. Nothing was changed; "
            "please open a backup or ask for the file again."
        ).format(name=path.name)
    )


def _not_ours(path: Path) -> UserError:
    return UserError(
        _("“{name}” is not a Commission Desk file. Nothing was changed.").format(name=path.name)
    )


@contextlib.contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """Give an empty file of our own beside ``target``, gone afterwards; failures in plain words."""
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        _sweep(target.parent.glob(f".{glob.escape(target.name)}.*.part"))
        partial.open("xb").close()
        yield partial
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


def _sweep(leftovers: Iterable[Path]) -> None:
    """Remove what a process that was killed at work left behind."""
    for old in leftovers:
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > LEFT_BEHIND:
                if old.is_dir():
                    shutil.rmtree(old)
                else:
                    old.unlink()


def _verify(partial: Path, digest: bytes) -> None:
    try:
        whole = check(partial) == digest
    except UserError:
        whole = False
    if not whole:
        raise _not_whole()


def _not_whole() -> UserError:
    return UserError(_("The file could not be written whole. Please try again."))


def _snapshot(working_copy: Path, partial: Path) -> None:
    """Copy a working copy in pieces, so that an edit made meanwhile waits for one of them only."""
    try:
        _copy_pages(working_copy, partial, PIECE)
    except _Interrupted:
        with partial.open("r+b") as half:
            half.truncate()
        _copy_pages(working_copy, partial, ALL)


def _copy_pages(working_copy: Path, partial: Path, at_once: int) -> None:
    source = sqlite3.connect(address_of(working_copy.resolve(), "mode=rw"), uri=True)
    try:
        target = sqlite3.connect(partial)
        try:
            # Nobody reads the copy before it is whole, and one fsync follows with the seal.
            target.execute("PRAGMA journal_mode=OFF").close()
            target.execute("PRAGMA synchronous=OFF").close()
            source.backup(target, pages=at_once, progress=_Patience(), sleep=PAUSE)
        finally:
            target.close()
    finally:
        source.close()


class _Interrupted(Exception):  # noqa: N818 - an event to act on, not a fault
    """Edits made a snapshot begin anew too often."""


class _Patience:
    """Told of each piece of a snapshot; raises _Interrupted when it began anew too often.

    SQLite begins a copy anew when another connection wrote in between.
    """

    def __init__(self) -> None:
        self.left: int | None = None
        self.begun_anew = 0

    def __call__(self, status: int, left: int, _pages: int) -> None:
        if status == sqlite3.SQLITE_BUSY:
            return  # an edit is being written, and nothing was copied
        if self.left is not None and left >= self.left:
            self.begun_anew += 1
            if self.begun_anew > BEGUN_ANEW:
                raise _Interrupted
        self.left = left


def _locked_snapshot(working_copy: Path, partial: Path, key: Key, name: str) -> bytes:
    """Write a locked snapshot; what is readable never leaves the profile."""
    with _partial(working_copy.with_name(name)) as plain:
        _snapshot(working_copy, plain)
        _append_digest(plain)
        return _write_locked(plain, partial, key, desk_id(working_copy))


def _write_locked(plain: Path, partial: Path, key: Key, desk: str) -> bytes:
    """Lock a sealed file and read it back; return the digest of the locked one."""
    with partial.open("r+b") as file:
        encrypt(plain, file, key, desk, SCHEMA_VERSION)
    digest = _append_digest(partial)
    with plain.open("rb") as file:
        pieces = decrypted(partial, partial.stat().st_size - TRAILER, key)
        if not all(file.read(len(piece)) == piece for piece in pieces) or file.read(1):
            raise _not_whole()
    return digest


def _append_digest(partial: Path) -> bytes:
    """Seal a file; the disk writes what is there already while it is read for its digest."""
    hashing = hashlib.sha256()
    with partial.open("r+b") as file, ThreadPoolExecutor(1) as other:
        flushing = other.submit(os.fsync, file.fileno())
        while piece := file.read(1 << 20):
            hashing.update(piece)
        flushing.result()
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


def sync_folder(folder: Path) -> None:
    """Have the disk keep which files are in a folder; raises OSError."""
    if sys.platform == "win32":  # Windows cannot open a folder to flush it
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _reason(problem: BaseException) -> str:
    return getattr(problem, "strerror", None) or str(problem)
