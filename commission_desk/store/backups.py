"""Backups: sealed copies in the local profile, verified when written, thinned by age.

Kept: all for two days, then one a day for 14 days, one a week for 8 weeks, one a month for six
months. A damaged backup is never counted, so it never pushes out a good one.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.sealed import check, seal

STAMP = "%Y-%m-%dT%H-%M-%S"
ALL_FOR = timedelta(days=2)
THINNED = (
    (timedelta(days=14), "%Y-%j"),
    (timedelta(weeks=8), "%G-%V"),
    (timedelta(days=183), "%Y-%m"),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: where it is, when it was made, how large it is."""

    path: Path
    made_at: datetime
    size: int


def back_up(working_copy: Path, folder: Path, now: datetime | None = None) -> Backup:
    """Write a verified backup of a working copy and thin the older ones; raises UserError."""
    now = now or datetime.now()  # noqa: DTZ005 - wall clock, for people
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{now:{STAMP}}.cdesk"
    if not target.exists():
        seal(working_copy, target, None)
    thin(folder, now)
    return Backup(target, now, target.stat().st_size)


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
    """Remove backups that the rule does not keep; only sound ones count as kept."""
    kept: set[str] = set()
    for backup in backups(folder):
        age = now - backup.made_at
        if age <= ALL_FOR:
            continue
        shelf = next((backup.made_at.strftime(by) for most, by in THINNED if age <= most), None)
        if shelf is None or shelf in kept:
            backup.path.unlink()
        elif _sound(backup.path):
            kept.add(shelf)


def restore(backup: Path, target: Path) -> None:
    """Copy a sound backup to a new file; raises UserError if it is damaged or the name is taken."""
    check(backup)
    if target.exists():
        raise UserError(
            _("There is already a file “{name}”. Choose another name.").format(name=target.name)
        )
    try:
        shutil.copyfile(backup, target)
    except OSError as problem:
        raise UserError(
            _("“{name}” could not be written ({reason}).").format(
                name=target.name, reason=problem.strerror
            )
        ) from problem


def _sound(path: Path) -> bool:
    try:
        check(path)
    except UserError:
        return False
    return True
