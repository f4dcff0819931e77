"""Opening and making desks: which working copy belongs to which sealed file.

The folder of a desk in the local profile holds its working copy, its backups and a note of which
sealed file it was last published to.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.address import address_of
from commission_desk.store.backups import back_up, back_up_changes
from commission_desk.store.copies import copies_beside
from commission_desk.store.desk import Desk
from commission_desk.store.foreign import checked_desk_id, copy_in, expect_desk, step_ids
from commission_desk.store.lock import alone
from commission_desk.store.locked import is_locked
from commission_desk.store.locking import Key, proved_desk
from commission_desk.store.merging import Merged, merge_file
from commission_desk.store.publishing import (
    BACKUPS,
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
from commission_desk.store.sealed import check, copy_sealed, digest_of, readable, seal
from commission_desk.store.tables import new_id
from commission_desk.store.trouble import in_plain_words, openly, plainly
from commission_desk.store.upgrading import bring_up_to_date
from commission_desk.store.working import create

OLDER = "older.cdesk"
READ_AT_ONCE = 1 << 20  # bytes

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

    ``kept`` names a file in which unpublished changes were kept; ``merged`` is what others had
    changed and was merged in; ``beside`` are copies of this desk next to its file that know what it
    does not, to be offered for merging. ``older`` is where an older version can be read: a copy of
    the file, if the file had gone back to one, which the desk itself did not; or the file, if it is
    an older copy of the one named ``newer``. ``warning`` is a sentence to show when something on
    this laptop was found wrong. ``backup_due`` says that the backup of what was opened is still to
    be made.
    """

    desk: Desk
    shared: SharedCopy
    kept: Path | None = None
    warning: str = ""
    merged: Merged | None = None
    beside: tuple[Path, ...] = ()
    older: Path | None = None
    newer: Path | None = None
    backup_due: bool = False


@dataclass(slots=True)
class _Brought:
    """How the working copy came to hold what the file does."""

    kept: Path | None = None
    merged: Merged | None = None
    older: Path | None = None
    newer: Path | None = None


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


def open_file(
    file: Path, who: str, profile: Path, key: Key | None = None, *, back_up_now: bool = True
) -> OpenDesk:
    """Open a sealed file for work, with its key if it is locked.

    A backup of it is made before this returns, unless the caller is to make it, without having
    anybody wait for it. Raises NeedsPassphrase without the key, UserError in one plain sentence if
    it is not sound.
    """
    with openly(file):
        opened = _open(file.absolute(), who, profile, key)
        if not back_up_now:
            return replace(opened, backup_due=True)
        working = opened.desk.path
        try:
            back_up_changes(working, working.with_name(BACKUPS), opened.shared.key)
        except UserError as problem:  # a desk without a new backup is better than no desk
            return replace(opened, warning=opened.warning or str(problem))
        return opened


def _open(file: Path, who: str, profile: Path, key: Key | None) -> OpenDesk:
    digest, sound = _checked(file, profile, key)
    key = key if is_locked(file) else None
    working = _working_copy(file, profile, key)
    folder = working.parent
    with _in_profile(profile), alone(folder):
        if digest_of(file) != digest:  # published by another window, for which this one waited
            digest = check(file)
        with readable(file, key, folder) as plain:
            expect_desk(plain, folder.name, checked=plain == file)
            warning = "" if sound == working else _set_damaged_aside(working)
            brought = _take_in(file, plain, digest, working, key)
        desk = Desk(working, who)
    return OpenDesk(
        desk, SharedCopy(desk, file, key), brought.kept, warning, brought.merged,
        copies_beside(file, working, key), brought.older, brought.newer,
    )  # fmt: skip


def _take_in(file: Path, plain: Path, digest: bytes, working: Path, key: Key | None) -> _Brought:
    """Have the working copy hold what is ``plain`` in the file, and note which file it was."""
    if working.exists():
        bring_up_to_date(working, working.with_name(BACKUPS), key)
    there = step_ids(plain, sealed=True)
    brought = _bring_in(file, plain, there, digest, working, key)
    if digest_of(file) != digest:
        raise UserError(
            _("“{name}” was changed while it was being opened. Please open it again.").format(
                name=file.name
            )
        )
    step = _all_in(working, there)
    write_state(working.with_name(NOTE), State(str(file), digest.hex(), step))
    return brought


def _checked(file: Path, profile: Path, key: Key | None) -> tuple[bytes, Path | None]:
    """Return the digest of a sound file, and the working copy if that was found sound meanwhile.

    Both are read whole, the one beside the other. Which working copy it is, the file is asked
    before it is checked: at worst one was looked at in vain.
    """
    with ThreadPoolExecutor(1) as other:
        looking = other.submit(_sound_working_copy, file, profile, key)
        return check(file), looking.result()


def _sound_working_copy(file: Path, profile: Path, key: Key | None) -> Path | None:
    """Return the working copy that a file names, if both can be read and it is sound."""
    try:
        if not file.is_file():  # opening a pipe would wait for ever
            return None
        working = _working_copy(file, profile, key)
        return working if working.exists() and _is_sound(working) else None
    except (UserError, OSError, sqlite3.Error):
        return None  # whatever it is will be said where the file is opened


def _working_copy(file: Path, profile: Path, key: Key | None) -> Path:
    desk = proved_desk(file, key) if is_locked(file) else checked_desk_id(file)
    return folder_of(profile, desk) / "working.sqlite"


def _bring_in(
    file: Path,
    plain: Path,
    there: tuple[str, ...],
    digest: bytes,
    working: Path,
    key: Key | None,
) -> _Brought:
    """Have the working copy hold what ``file`` does.

    ``plain`` is what is inside the file, and was checked; ``there`` are its steps.

    If the file is the one that the working copy belongs to, what only it knows is merged in: also
    a window that was killed before it published loses nothing. Another file of the same desk, such
    as an older copy, is opened as what it is: the working copy is made anew from it, and what only
    this laptop has is kept beside it.
    """
    if not working.exists():
        copy_in(plain, working, checked=True)
        return _Brought()
    brought, taken = _Brought(), False
    while not taken:
        state = read_state(working.with_name(NOTE))
        here = step_ids(working, sealed=False)
        behind = set(there) <= set(here)
        if _belongs(state, file, digest, behind=behind):
            if not behind:
                brought.merged = merge_file(working, file, working.with_name(BACKUPS), key)
            elif state.file == str(file) and not set(here[: state.step]) <= set(there):
                brought.older = _copy_of(file, working)
            return brought
        if not (set(here) <= set(there) or _published(state, here, file, working, key)):
            back_up(working, working.with_name(BACKUPS), key=key)
            brought.kept = kept_beside(file, datetime.now())  # noqa: DTZ005 - wall clock
            seal(working, brought.kept, None, key)
        if behind and set(here) != set(there):
            brought.older, brought.newer = file, brought.kept or Path(state.file)
        # Noted first: the note must never claim the former file for what is in the desk now.
        write_state(working.with_name(NOTE), State(str(file), digest.hex(), len(there)))
        taken = copy_in(plain, working, len(here), checked=True)
    return brought


def _belongs(state: State, file: Path, digest: bytes, *, behind: bool) -> bool:
    """Whether the working copy is of this very file, also where that was moved or has no note."""
    if not state.file:
        return True
    moved = not behind and not Path(state.file).exists()
    return state.file == str(file) or state.digest == digest.hex() or moved


def _copy_of(file: Path, working: Path) -> Path:
    """Keep a file that lacks what was already in it, before it is brought up to date."""
    older = working.with_name(OLDER)
    older.unlink(missing_ok=True)
    copy_sealed(file, older)
    return older


def _all_in(working: Path, there: tuple[str, ...]) -> int:
    """Return the number of the last step up to which the file holds all that the desk does."""
    known, here = set(there), step_ids(working, sealed=False)
    return next((place for place, step in enumerate(here) if step not in known), len(here))


def _published(
    state: State, here: tuple[str, ...], file: Path, working: Path, key: Key | None
) -> bool:
    """Whether all of this laptop's work is safe in another file of the same desk."""
    other = Path(state.file)
    if not state.file or other == file:
        return False
    try:
        if len(here) <= state.step and digest_of(other) == bytes.fromhex(state.digest):
            return True
        check(other)
        with readable(other, key, working.parent) as plain:
            return set(here) <= set(step_ids(plain, sealed=True))
    except (UserError, OSError, sqlite3.Error):
        return False


def _set_damaged_aside(working: Path) -> str:
    """Rename a damaged working copy, which the sealed file then replaces; say so in a sentence."""
    # Asked twice: a disk that stumbles once, or a copy that nobody can read now, is no damage.
    if not working.exists() or _is_sound(working) or _is_sound(working):
        return ""
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


def _is_sound(working: Path) -> bool:
    _read_through(working)
    connection = sqlite3.connect(address_of(working.resolve(), "mode=rw"), uri=True)
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        rows = connection.execute("SELECT count(*) FROM meta").fetchone()
        return bool(found == ("ok",) and rows[0])
    except sqlite3.DatabaseError as problem:
        if isinstance(problem, sqlite3.OperationalError) and (words := in_plain_words(problem)):
            raise words from problem
        return False
    finally:
        connection.close()


def _read_through(path: Path) -> None:
    """Have the system hold a file in memory, as far as it has room.

    SQLite asks for the pages of a table one by one, all over the file: from a disk that has just
    been started, that took ten times as long as reading the whole file first.
    """
    piece = bytearray(READ_AT_ONCE)
    with suppress(OSError), path.open("rb", buffering=0) as file:  # SQLite says what is wrong
        while file.readinto(piece):
            pass


def folder_of(profile: Path, identity: str) -> Path:
    """Return the folder of a desk in the local profile."""
    return profile / "desks" / identity
