"""What a backup holds, read without opening it for work; and the second folder of backups."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.domain.history import local
from commission_desk.i18n import _
from commission_desk.store.address import address_of
from commission_desk.store.backups import Backup, backups, is_sound, thin
from commission_desk.store.locking import Key
from commission_desk.store.sealed import check, copy_sealed, readable

COUNTED = ("plan", "agreement", "stakeholder", "meeting", "action")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: records by kind, and its last change; ``problem`` if it is damaged."""

    backup: Backup
    counts: dict[str, int] = field(default_factory=dict)
    last_at: datetime | None = None  # local time
    last_who: str = ""
    last_label: str = ""
    problem: str = ""

    @property
    def sound(self) -> bool:
        """Whether the backup can be restored."""
        return not self.problem


def contents(backup: Backup, key: Key | None = None) -> Contents:
    """Say what a backup holds, with its key if it is locked; a damaged one says why instead."""
    try:
        check(backup.path)
        with readable(backup.path, key, backup.path.parent) as plain:
            return _read(backup, plain)
    except UserError as problem:
        return Contents(backup, problem=str(problem))


def _read(backup: Backup, plain: Path) -> Contents:
    address = address_of(plain.resolve(), "mode=ro&immutable=1")
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            counts = {
                kind: connection.execute(
                    f'SELECT count(*) FROM "{kind}" WHERE NOT deleted'  # noqa: S608 - our own names
                ).fetchone()[0]
                for kind in COUNTED
            }
            last = connection.execute(
                "SELECT taken_at, who, label FROM step ORDER BY seq DESC LIMIT 1"
            ).fetchone()
    except sqlite3.Error as problem:
        return Contents(backup, problem=_("It cannot be read ({reason}).").format(reason=problem))
    if last is None:
        return Contents(backup, counts)
    at = local(datetime.fromisoformat(last[0]))
    return Contents(backup, counts, at, last[1], last[2])


def copy_backups(folder: Path, second: Path, name: str) -> int:
    """Copy the backups that a second folder lacks, newest last; return how many.

    Raises UserError, in words for people, when the second folder cannot be written. What is there
    is thinned by the same rule.
    """
    if not second.is_dir():
        raise UserError(
            _("The second folder for backups, “{folder}”, cannot be reached. "
              "Backups are still made on this laptop.").format(folder=second)
        )  # fmt: skip
    shelf = second / name
    try:
        shelf.mkdir(exist_ok=True)
    except OSError as problem:
        raise UserError(
            _("No backup could be copied to “{folder}” ({reason}). "
              "Backups are still made on this laptop.")
            .format(folder=second, reason=problem.strerror)
        ) from problem  # fmt: skip
    newest = next((each.made_at for each in backups(shelf)), datetime.min)  # noqa: DTZ901
    missing = [each for each in reversed(backups(folder)) if each.made_at > newest]
    copied = 0
    for backup in missing:
        if is_sound(backup.path):
            copy_sealed(backup.path, shelf / backup.path.name)
            copied += 1
    if copied:
        thin(shelf, datetime.now())  # noqa: DTZ005 - wall clock, for people
    return copied


def remove_backups(folder: Path, but: Path | None = None) -> int:
    """Remove the backups in a folder, all but one if named; return how many."""
    gone = [backup for backup in backups(folder) if backup.path != but]
    for backup in gone:
        try:
            backup.path.unlink(missing_ok=True)
        except OSError as problem:
            raise UserError(
                _("“{name}” could not be removed ({reason}).").format(
                    name=backup.path.name, reason=problem.strerror
                )
            ) from problem
    return len(gone)
