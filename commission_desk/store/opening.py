"""Opening and making desks: which working copy belongs to which sealed file, and publishing.

The folder of a desk in the local profile holds its working copy, its backups and a note of which
sealed file it was last published to, with the digest that file then had.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.backups import back_up
from commission_desk.store.desk import Desk
from commission_desk.store.foreign import copy_in, sealed_desk_id
from commission_desk.store.sealed import ChangedUnderneath, check, seal
from commission_desk.store.tables import Step, new_id
from commission_desk.store.working import create

SUFFIX = ".cdesk"


@dataclass(frozen=True, slots=True)
class Published:
    """How publishing ended: when, to which file, and whether it had to be kept beside another."""

    at: datetime
    file: Path
    kept_beside: Path | None = None


@dataclass(slots=True)
class _State:
    """What the profile remembers of a desk between runs."""

    file: str = ""
    digest: str = ""
    step: int = 0  # the last step in the sealed file


class SharedCopy:
    """The sealed file of an open desk; ``publish`` brings it up to date, never in place."""

    def __init__(self, desk: Desk, file: Path) -> None:
        self.desk = desk
        self.file = file
        self._note = desk.path.with_name("state.json")

    @property
    def pending(self) -> bool:
        """Whether the desk holds changes that the sealed file does not."""
        return self.desk.ask(last_step) > _read_state(self._note).step

    def publish(self) -> Published:
        """Write the sealed file anew; raises UserError when its folder cannot be written.

        A file that someone else changed meanwhile is left alone: ours is kept beside it.
        """
        state = _read_state(self._note)
        step = self.desk.ask(last_step)
        seen = (
            bytes.fromhex(state.digest) if state.digest and Path(state.file) == self.file else None
        )
        beside = None
        try:
            digest = seal(self.desk.path, self.file, seen)
        except ChangedUnderneath as event:
            beside, self.file = event.target, kept_beside(self.file, datetime.now())  # noqa: DTZ005
            digest = seal(self.desk.path, self.file, None)
        _write_state(self._note, _State(str(self.file), digest.hex(), step))
        return Published(datetime.now(), self.file, beside)  # noqa: DTZ005 - wall clock, for people


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A desk with its sealed file; ``kept`` names a file in which unpublished changes were kept."""

    desk: Desk
    shared: SharedCopy
    kept: Path | None = None


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
    create(working, identity)
    desk = Desk(working, who)
    shared = SharedCopy(desk, file)
    shared.publish()
    return OpenDesk(desk, shared)


def open_file(file: Path, who: str, profile: Path) -> OpenDesk:
    """Open a sealed file for work; raises UserError in one plain sentence if it is not sound."""
    digest = check(file)
    identity = sealed_desk_id(file)
    working = folder_of(profile, identity) / "working.sqlite"
    note = working.with_name("state.json")
    kept = None
    if not working.exists() or digest.hex() != _read_state(note).digest:
        if working.exists():
            kept = _keep_unpublished(working, file, who)
        working.parent.mkdir(parents=True, exist_ok=True)
        copy_in(file, working)
    desk = Desk(working, who)
    state = _read_state(note)
    if state.digest != digest.hex() or state.file != str(file):
        step = state.step if state.digest == digest.hex() else desk.ask(last_step)
        _write_state(note, _State(str(file), digest.hex(), step))
    back_up(working, working.with_name("backups"))
    return OpenDesk(desk, SharedCopy(desk, file), kept)


def folder_of(profile: Path, identity: str) -> Path:
    """Return the folder of a desk in the local profile."""
    return profile / "desks" / identity


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


def _keep_unpublished(working: Path, file: Path, who: str) -> Path | None:
    """Keep changes of this laptop that ``file`` does not hold in a file beside it."""
    desk = Desk(working, who)
    try:
        if desk.ask(last_step) <= _read_state(working.with_name("state.json")).step:
            return None
        back_up(working, working.with_name("backups"))
        target = kept_beside(file, datetime.now())  # noqa: DTZ005 - wall clock, for people
        seal(working, target, None)
        return target
    finally:
        desk.close()


def _read_state(note: Path) -> _State:
    try:
        return _State(**json.loads(note.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return _State()  # a lost note only means that the file is read anew


def _write_state(note: Path, state: _State) -> None:
    partial = note.with_suffix(".part")
    partial.write_text(json.dumps(asdict(state)), encoding="utf-8")
    shutil.move(partial, note)
