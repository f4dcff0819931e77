"""Leaving nothing on this laptop: once a locked file holds everything, what is readable here goes.

The working copy in the profile is not locked: it relies on the laptop's own disk encryption.
Whoever has none, or shares the laptop, can have it removed whenever the desk is closed. It comes
back from the locked file.
"""

import shutil
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.foreign import position_of
from commission_desk.store.lock import LOCK, PRESENCE, alone, nobody_there
from commission_desk.store.locked import is_locked
from commission_desk.store.publishing import NOTE, read_state
from commission_desk.store.sealed import check

BACKUPS = "backups"


def leave_nothing(working_copy: Path) -> None:
    """Remove what can be read of a closed desk; its locked backups stay.

    Raises UserError, with everything still there, where another window has the desk open or the
    locked file does not hold all of it.
    """
    folder = working_copy.parent
    with alone(folder):
        if not nobody_there(folder):
            raise UserError(
                _(
                    "The working copy stays on this laptop, because another window has the desk "
                    "open. It is removed when that one is closed."
                )
            )
        if not _all_in_the_file(working_copy):
            raise UserError(
                _(
                    "The working copy stays on this laptop, because the locked file does not hold "
                    "everything. Please open the desk again when the file can be reached."
                )
            )
        try:
            _clear(folder)
        except OSError as problem:
            raise UserError(
                _("The working copy could not be removed from this laptop ({reason}).").format(
                    reason=problem.strerror
                )
            ) from problem


def _all_in_the_file(working_copy: Path) -> bool:
    state = read_state(working_copy.with_name(NOTE))
    file = Path(state.file)
    try:
        whole = bool(state.file) and is_locked(file) and check(file).hex() == state.digest
    except UserError:
        return False
    return whole and position_of(working_copy, sealed=False).seq == state.step


def _clear(folder: Path) -> None:
    """The working copy goes last: a desk whose index alone is gone is still a whole desk."""
    kept = {LOCK, PRESENCE, BACKUPS, "working.sqlite"}
    for path in folder.iterdir():
        if path.name not in kept:
            _remove(path)
    for backup in (folder / BACKUPS).glob("*"):
        if not is_locked(backup):
            _remove(backup)
    (folder / "working.sqlite").unlink(missing_ok=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
