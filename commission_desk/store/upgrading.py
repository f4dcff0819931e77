"""Bringing up to date what an older version of the program left or sent."""

from contextlib import closing
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.backups import back_up
from commission_desk.store.engine import SCHEMA_VERSION
from commission_desk.store.foreign import copy_in, open_immutable
from commission_desk.store.locking import Key
from commission_desk.store.migrations import connect, migrate, version_of
from commission_desk.store.sealed import seal
from commission_desk.store.trouble import plainly


def bring_up_to_date(working_copy: Path, backups: Path, key: Key | None = None) -> None:
    """Migrate a working copy that is behind; raises UserError, also for one that is ahead.

    A backup is made first, locked by the desk's key. Other windows may have the same file open,
    so it is changed in its place, in one transaction.
    """
    with plainly(), closing(connect(working_copy, "mode=rw")) as connection:
        version = version_of(connection)
    if version > SCHEMA_VERSION:
        raise UserError(
            _(
                "“{name}” was made by a newer version of Commission Desk. Please update the "
                "program to open it; the file was not changed."
            ).format(name=working_copy.name)
        )
    if version < SCHEMA_VERSION:
        back_up(working_copy, backups, key=key)
        with plainly():
            migrate(working_copy)


def as_of_today(sealed: Path, folder: Path) -> Path:
    """Return a sound sealed file, or for an older one the same brought up to date in ``folder``."""
    with closing(open_immutable(sealed)) as connection:
        version = version_of(connection)
    if version == SCHEMA_VERSION:
        return sealed
    copy_in(sealed, folder / "today.sqlite")
    # Read at once, from a folder of our own that is then removed; nothing of it is published.
    seal(folder / "today.sqlite", folder / "today.cdesk", None, key=None)
    return folder / "today.cdesk"
