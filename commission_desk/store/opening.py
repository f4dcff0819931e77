"""Opening and making desks: which working copy belongs to which sealed file.

The folder of a desk in the local profile holds its working copy, its backups and a note of which
sealed file it was last published to.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.address import address_of
from commission_desk.store.backups import back_up, back_up_changes
from commission_desk.store.desk import Desk
from commission_desk.store.foreign import (
    Position,
    copy_in,
    expect_desk,
    holds,
    position_of,
    sealed_desk_id,
)
from commission_desk.store.lock import alone
from commission_desk.store.locked import is_locked
from commission_desk.store.locking import Key, proved_desk
from commission_desk.store.publishing import (
    NOTE,
    SUFFIX,
    Published,
    SharedCopy,
    State,
    kept_beside,
    last_step,
    read_state,
    write_state,
)
from commission_desk.store.sealed import check, digest_of, readable, seal
from commission_desk.store.tables import new_id
from commission_desk.store.trouble import in_plain_words, plainly
from commission_desk.store.working import create

__all__ = [
    "SUFFIX",
    "OpenDesk",
    "Published",
    "SharedCopy",
    "folder_of",
    "kept_beside",
    "last_step",
    "make_file",
    "open_file",
]


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk with its sealed file.

    ``kept`` names a file in which unpublished changes were kept; ``warning`` is a sentence to show
    when something on this laptop was found wrong.
    """

    desk: Desk
    shared: SharedCopy
    kept: Path | None = None
    warning: str = ""


@contextmanager
def _in_profile(profile: Path) -> Iterator[None]:
    """Say plainly that the folder for working copies cannot be used."""
    try:
        with plainly():
            yield
    except OSError as problem:
        raise UserError(
            _(
                "The folder for working copies on this laptop, “{folder}”, cannot be used "
                "({reason}). The desk’s file was not changed."
            ).format(folder=profile, reason=problem.strerror or problem)
        ) from problem


def make_file(file: Path, who: str, profile: Path) -> OpenDesk:
    """Make an empty desk and publish it at ``file``; raises UserError if something is there."""
    if file.exists():
        raise UserError(
            _("There is already a file “{name}”. Choose another name.").format(name=file.name)
        )
    if not file.parent.is_dir():
        raise UserError(_("There is no folder “{folder}”.").format(folder=file.parent))
    identity = new_id()
    working = folder_of(profile, identity) / "working.sqlite"
    desk: Desk | None = None
    try:
        with _in_profile(profile):
            create(working, identity)
        desk = Desk(working, who)
        shared = SharedCopy(desk, file)
        shared.publish()
    except UserError:
        if desk is not None:
            desk.close()
        shutil.rmtree(working.parent, ignore_errors=True)
        raise
    return OpenDesk(desk, shared)


def open_file(file: Path, who: str, profile: Path, key: Key | None = None) -> OpenDesk:
    """Open a sealed file for work, with its key if it is locked.

    Raises NeedsPassphrase without the key, UserError in one plain sentence if it is not sound.
    """
    file = file.absolute()
    digest = check(file)
    key = key if is_locked(file) else None
    folder = folder_of(profile, proved_desk(file, key) if is_locked(file) else sealed_desk_id(file))
    working = folder / "working.sqlite"
    with _in_profile(profile), alone(folder), readable(file, key, folder) as plain:
        expect_desk(plain, folder.name)
        warning = _set_damaged_aside(working)
        kept = _bring_in(file, plain, digest, working, key)
        if digest_of(file) != digest:
            raise UserError(
                _("“{name}” was changed while it was being opened. Please open it again.").format(
                    name=file.name
                )
            )
        write_state(
            working.with_name(NOTE),
            State(str(file), digest.hex(), position_of(plain, sealed=True).seq),
        )
        desk = Desk(working, who)
    try:
        back_up_changes(working, working.with_name("backups"), key)
    except UserError as problem:  # a desk without a new backup is better than no desk
        warning = warning or str(problem)
    return OpenDesk(desk, SharedCopy(desk, file, key), kept, warning)


def _bring_in(
    file: Path, plain: Path, digest: bytes, working: Path, key: Key | None
) -> Path | None:
    """Have the working copy hold what ``file`` does; return the file that unpublished work is in.

    ``plain`` is what is inside the file.

    A working copy that only goes on from the file stays: a window was killed before it published,
    or before it noted that it had. One the file goes on from has nothing to lose. Otherwise they
    have parted, and what only this laptop has is kept beside the file.
    """
    kept, taken = None, False
    while not taken:
        if not working.exists():
            return None if copy_in(plain, working) else kept
        state = read_state(working.with_name(NOTE))
        here, there = position_of(working, sealed=False), position_of(plain, sealed=True)
        ours = (
            state.digest == digest.hex()
            or not state.file
            or (state.file == str(file) and there.seq >= state.step)
        )
        if ours and holds(working, there, sealed=False):
            return kept
        if not (holds(plain, here, sealed=True) or _published(state, here, file)):
            back_up(working, working.with_name("backups"), key=key)
            kept = kept_beside(file, datetime.now())  # noqa: DTZ005 - wall clock, for people
            seal(working, kept, None, key)
        # Noted first: the note must never claim the former file for what is in the desk now.
        write_state(working.with_name(NOTE), State(str(file), digest.hex(), there.seq))
        taken = copy_in(plain, working, here)
    return kept


def _published(state: State, here: Position, file: Path) -> bool:
    """Whether all of this laptop's work is safe in another file of the same desk."""
    other = Path(state.file)
    if here.seq > state.step or not state.file or other == file:
        return False
    try:
        return digest_of(other) == bytes.fromhex(state.digest)
    except OSError:
        return False


def _set_damaged_aside(working: Path) -> str:
    """Rename a damaged working copy, which the sealed file then replaces; say so in a sentence."""
    if not working.exists():
        return ""
    connection = sqlite3.connect(address_of(working.resolve(), "mode=rw"), uri=True)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found == ("ok",) and connection.execute("SELECT count(*) FROM meta").fetchone()[0]:
            return ""
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError) and (words := in_plain_words(problem)):
            raise words from problem
    finally:
        connection.close()
    aside = working.with_name(f"damaged {datetime.now():%Y-%m-%d %H.%M.%S}.sqlite")  # noqa: DTZ005
    working.replace(aside)
    working.with_name(NOTE).unlink(missing_ok=True)
    journal = Path(f"{working}-journal")
    if journal.exists():
        journal.replace(f"{aside}-journal")
    return _(
        "The working copy on this laptop was damaged. The shared file was opened in its place; "
        "changes not yet in it are lost unless a backup has them. "
        "The damaged copy is kept as “{path}”."
    ).format(path=aside)


def folder_of(profile: Path, identity: str) -> Path:
    """Return the folder of a desk in the local profile."""
    return profile / "desks" / identity
