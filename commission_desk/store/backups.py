"""Backups: sealed copies in the local profile, verified when written, thinned by age.

Kept: all for two days, then one a day for 14 days, one a week for 8 weeks, one a month for six
months. A damaged backup is never counted, so it never pushes out a good one.
"""

import contextlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.foreign import position_of
from commission_desk.store.locking import Key, Lock, lock_of, of_key
from commission_desk.store.sealed import (
    check,
    copy_sealed,
    digest_of,
    lock_again,
    readable,
    seal,
)

STAMP = "%Y-%m-%dT%H-%M-%S-%f"
ALL_FOR = timedelta(days=2)
THINNED = (
    (timedelta(days=14), "%Y-%j"),
    (timedelta(weeks=8), "%G-%V"),
    (timedelta(days=183), "%Y-%m"),
)
RECENT, TOO_OLD = "recent", "too old"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it is, when it was made, how large it is."""

    path: Path
    made_at: datetime
    size: int


def back_up(
    working_copy: Path, folder: Path, now: datetime | None = None, key: Key | None = None
) -> Backup:
    """Write a verified backup of a working copy, locked by the desk's key if it has one.

    The older ones are thinned. Raises UserError if it cannot be written.
    """
    now = now or datetime.now()  # noqa: DTZ005 - wall clock, for people
    target = folder / f"{now:{STAMP}}.cdesk"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(
            _("The backup could not be written ({reason}).").format(reason=problem.strerror)
        ) from problem
    seal(working_copy, target, digest_of(target), key)
    thin(folder, now)
    return Backup(target, now, target.stat().st_size)


def back_up_changes(working_copy: Path, folder: Path, key: Key | None = None) -> Backup:
    """Write a backup unless the newest one is sound, locked alike, and holds all there is.

    Raises UserError if it cannot be written.
    """
    newest = next(iter(backups(folder)), None)
    if newest is not None and is_sound(newest.path) and lock_of(newest.path) == of_key(key):
        here = position_of(working_copy, sealed=False)
        with readable(newest.path, key, working_copy.parent) as plain:
            if position_of(plain, sealed=True) == here:
                return newest
    return back_up(working_copy, folder, key=key)


def locked_otherwise(folder: Path, lock: Lock | None) -> list[Backup]:
    """Return the backups that are not locked as the desk is now: readable, or the old way."""
    return [backup for backup in backups(folder) if lock != _lock(backup.path)]


def lock_backups(working_copy: Path, folder: Path, present: Key | None, key: Key | None) -> int:
    """Lock the backups under another key, or none, each whole or not at all.

    Returns how many stay as they were: damaged, locked with an earlier passphrase, or no room.
    """
    others = locked_otherwise(folder, of_key(key))
    done = 0
    for backup in others:
        with contextlib.suppress(UserError):
            lock_again(backup.path, present, key, working_copy)
            done += 1
    return len(others) - done


def remove_locked_otherwise(working_copy: Path, folder: Path, key: Key | None) -> int:
    """Remove the backups not locked as the desk is now, once one that is holds all there is.

    Returns how many were removed; raises UserError if that one cannot be written.
    """
    kept = back_up_changes(working_copy, folder, key)
    check(kept.path)
    removed = locked_otherwise(folder, of_key(key))
    for backup in removed:
        backup.path.unlink(missing_ok=True)
    return len(removed)


def backups(folder: Path) -> list[Backup]:
    """Return the backups in a folder, newest first."""
    found = []
    for path in folder.glob("*.cdesk") if folder.is_dir() else ():
        try:
            made_at = datetime.strptime(path.stem, STAMP)  # noqa: DTZ007 - wall clock, for people
        except ValueError:
            continue
        found.append(Backup(path, made_at, path.stat().st_size))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def thin(folder: Path, now: datetime) -> None:
    """Remove backups that the rule does not keep; only sound ones count as kept.

    The last sound backup stays however old it is: a damaged newer one is no reason to lose it.
    """
    shelves: dict[str, list[Backup]] = defaultdict(list)
    for backup in backups(folder):
        shelves[_shelf(now - backup.made_at, backup.made_at)].append(backup)
    too_old = shelves.pop(TOO_OLD, [])
    for name, shelf in shelves.items():
        if name != RECENT and len(shelf) > 1:
            _keep_newestis_sound(shelf)
    if too_old and any(is_sound(backup.path) for shelf in shelves.values() for backup in shelf):
        for backup in too_old:
            backup.path.unlink(missing_ok=True)


def restore(backup: Path, target: Path) -> None:
    """Copy a sound backup to a new file; raises UserError if it is damaged or the name is taken."""
    copy_sealed(backup, target)


def _shelf(age: timedelta, made_at: datetime) -> str:
    if age <= ALL_FOR:
        return RECENT
    return next((made_at.strftime(by) for most, by in THINNED if age <= most), TOO_OLD)


def _keep_newestis_sound(shelf: list[Backup]) -> None:
    """Thin a shelf, newest first, to its newest sound backup; without one, leave it as it is."""
    kept = next((backup for backup in shelf if is_sound(backup.path)), None)
    for backup in shelf if kept else ():
        if backup is not kept:
            backup.path.unlink(missing_ok=True)


def _lock(path: Path) -> Lock | None:
    """Return the lock of a backup; None where it has none or its head is damaged."""
    try:
        return lock_of(path)
    except UserError:
        return None


def is_sound(path: Path) -> bool:
    """Whether a backup is whole, locked or not."""
    try:
        check(path)
    except UserError:
        return False
    return True
