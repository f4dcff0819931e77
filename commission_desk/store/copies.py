"""Other copies of a desk: those that sync clients leave beside its file, and older ones."""

import glob
import shutil
import sqlite3
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.store.desk import Desk
from commission_desk.store.foreign import checked_desk_id, copy_in, sealed_desk_id, step_ids
from commission_desk.store.locking import Key
from commission_desk.store.merging import Merged, merge_file
from commission_desk.store.origin import FILE as ORIGIN_FILE
from commission_desk.store.sealed import check, readable, seal
from commission_desk.store.working import desk_id

MOST = 40  # files looked at


def copies_beside(file: Path, working_copy: Path, key: Key | None) -> tuple[Path, ...]:
    """Return the files beside ``file`` that are copies of its desk and know what that does not.

    Sync clients and mail programs keep the name and add to it: "X (1)", "X-LAPTOP", "X (conflicted
    copy ...)", "X.sync-conflict-..."; so do we.
    """
    names = sorted(file.parent.glob(f"{glob.escape(file.stem)}?*{file.suffix}"))[:MOST]
    others = [path for path in names if path != file]
    if not others:
        return ()
    identity = desk_id(working_copy)
    known = set(step_ids(working_copy, sealed=False))
    return tuple(
        path for path in others if _has_news(path, identity, known, key, working_copy.parent)
    )


def rehearse(desk: Desk, file: Path, folder: Path, key: Key | None) -> tuple[Desk, Merged]:
    """Merge a file into a copy of the desk in ``folder``, to see what would come of it."""
    sealed, working = folder / "desk.cdesk", folder / "working.sqlite"
    seal(desk.path, sealed, None, key)
    with readable(sealed, key, folder) as plain:
        copy_in(plain, working)
    shutil.copy(desk.path.with_name(ORIGIN_FILE), folder / ORIGIN_FILE)
    merged = merge_file(working, file, key=key)
    return Desk(working, ""), merged


def _has_news(path: Path, identity: str, known: set[str], key: Key | None, folder: Path) -> bool:
    try:
        check(path)
        with readable(path, key, folder) as plain:
            its = checked_desk_id(plain) if plain == path else sealed_desk_id(plain)
            if its != identity:
                return False
            return not set(step_ids(plain, sealed=True)) <= known
    except (UserError, sqlite3.Error):
        return False  # what cannot be read is nobody's copy
