"""Publishing: a desk's sealed file is brought up to date from its working copy, never in place.

Beside the working copy lies a note of which sealed file it was last published to, with the digest
that file then had. The note can be lost: the two histories say the same.
"""

import contextlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.store.desk import Desk, Notice
from commission_desk.store.incoming import Unmergeable
from commission_desk.store.lock import alone
from commission_desk.store.locked import is_locked
from commission_desk.store.locking import Key, lock_of, of_key
from commission_desk.store.merging import Merged, merge_file
from commission_desk.store.sealed import ChangedUnderneath, check, seal
from commission_desk.store.tables import Step
from commission_desk.store.trouble import openly

SUFFIX = ".cdesk"
NOTE = "state.json"
BACKUPS = "backups"
TURNS = 5  # how often others may be quicker before we give way and try again later


@dataclass(frozen=True, slots=True)
class Published:
    """How publishing ended: when, to which file, and whether it had to be kept beside another.

    ``merged`` is what others had changed meanwhile and is now in both.
    """

    at: datetime
    file: Path
    kept_beside: Path | None = None
    merged: Merged | None = None


@dataclass(slots=True)
class State:
    """What the profile remembers of a desk between runs."""

    file: str = ""
    digest: str = ""
    step: int = 0  # the last step in the sealed file


class SharedCopy:
    """The sealed file of an open desk; ``publish`` brings it up to date, never in place."""

    def __init__(self, desk: Desk, file: Path, key: Key | None = None) -> None:
        self.desk, self.key = desk, key
        self.file = file.absolute()
        self._note = desk.path.with_name(NOTE)
        self._backups = desk.path.with_name(BACKUPS)

    @property
    def pending(self) -> bool:
        """Whether the desk holds changes that the sealed file does not."""
        return self.desk.ask(last_step) > read_state(self._note).step

    def publish(self) -> Published:
        """Write the sealed file anew; raises UserError when its folder cannot be written.

        What someone else put into it meanwhile is merged in first. A file that cannot be merged is
        left alone: ours is kept beside it.
        """
        with openly(self.file), alone(self.desk.path.parent):
            published = self._publish()
        self._tell(published.merged)
        return published

    def lock(self, key: Key | None) -> Published:
        """Publish under another key, or under none, from now on; raises UserError.

        Whatever happens meanwhile, the file is one whole version under the former key or this one.
        """
        with openly(self.file), alone(self.desk.path.parent):
            published = self._publish()  # first under the former key, as others may have written
            state = read_state(self._note)
            try:
                digest = seal(self.desk.path, self.file, bytes.fromhex(state.digest), key)
            except ChangedUnderneath:
                raise UserError(
                    _(
                        "“{name}” was changed by someone else at the same moment, so its "
                        "passphrase stays as it was. Please try again."
                    ).format(name=self.file.name)
                ) from None
            self.key = key
            write_state(self._note, State(str(self.file), digest.hex(), state.step))
        self._tell(published.merged)
        return published

    def take_in(self, file: Path) -> Merged:
        """Merge another copy of this desk, such as one a sync client left beside it.

        A backup is made first; the other file stays as it is. Raises UserError.
        """
        with alone(self.desk.path.parent):
            merged = merge_file(self.desk.path, file, self._backups, self.key)
        self._tell(merged)
        return merged

    def _tell(self, merged: Merged | None) -> None:
        if merged is not None and merged.steps:
            label = N_("Changes from another copy of the desk")
            self.desk.tell(Notice(merged.tables, label, by_others=True))

    def _publish(self) -> Published:
        beside, merged = None, None
        state = read_state(self._note)
        seen = bytes.fromhex(state.digest) if state.file == str(self.file) else b""
        try:
            step, digest, merged = self._seal(seen)
        except Unmergeable:
            beside, self.file = self.file, kept_beside(self.file, datetime.now())  # noqa: DTZ005
            step = self.desk.ask(last_step)
            digest = seal(self.desk.path, self.file, None, self.key)
        write_state(self._note, State(str(self.file), digest.hex(), step))
        return Published(datetime.now(), self.file, beside, merged)  # noqa: DTZ005 - wall clock

    def _seal(self, seen: bytes) -> tuple[int, bytes, Merged | None]:
        """Seal until nobody was quicker; return the last step in it, its digest, the merge."""
        merged = None
        for _turn in range(TURNS):
            step = self.desk.ask(last_step)
            try:
                return step, seal(self.desk.path, self.file, seen, self.key), merged
            except ChangedUnderneath:
                self._refuse_another_lock()
                found = merge_file(self.desk.path, self.file, self._backups, self.key)
                seen, merged = found.digest, found.after(merged)
        raise UserError(
            _(
                "“{name}” is being changed by others at this moment. Your changes are safe on this "
                "laptop and will be written to it later."
            ).format(name=self.file.name)
        )

    def _refuse_another_lock(self) -> None:
        """Write nothing where someone else set, changed or removed the passphrase of the file.

        A file of ours beside it would be readable by whom the new passphrase is to keep out.
        """
        try:
            check(self.file)
            alike = lock_of(self.file) == of_key(self.key)
        except UserError:  # damaged: nothing is said about its passphrase, nor is ours left out
            alike = self.key is not None or not is_locked(self.file)
        if not alike:
            raise UserError(
                _(
                    "The passphrase of “{name}” was set, changed or removed by someone else. "
                    "Your changes are safe on this laptop; please open the file again to go on."
                ).format(name=self.file.name)
            )


def last_step(session: Session) -> int:
    """Return the number of the newest step, 0 for an empty desk."""
    return session.scalar(select(func.max(Step.seq))) or 0


def kept_beside(file: Path, now: datetime) -> Path:
    """Return a free name beside ``file`` for the version of this laptop."""
    stem = _("{name} (kept from this laptop {when})").format(
        name=file.stem, when=f"{now:%Y-%m-%d %H.%M}"
    )
    names = (f"{stem}{'' if n == 1 else f' {n}'}{SUFFIX}" for n in range(1, 1000))
    return next(path for name in names if not (path := file.with_name(name)).exists())


def read_state(note: Path) -> State:
    """Read the note of a desk; an empty one where it is lost or damaged."""
    try:
        state = State(**json.loads(note.read_text(encoding="utf-8")))
        bytes.fromhex(state.digest)
        return State("" + state.file, state.digest, 0 + state.step)
    except (OSError, ValueError, TypeError):
        return State()  # without the note, the two histories say what the file lacks


def write_state(note: Path, state: State) -> None:
    """Write the note of a desk whole, or leave it as it is."""
    partial = note.with_suffix(".part")
    with contextlib.suppress(OSError):  # as above: it can always do without
        partial.write_text(json.dumps(asdict(state)), encoding="utf-8")
        partial.replace(note)
