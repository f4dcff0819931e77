"""The open desk as the window sees it: ask, do, undo, find, and keep the shared file current."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from commission_desk.domain.errors import UserError
from commission_desk.ui.kit.background import in_background

if TYPE_CHECKING:
    from commission_desk.operations.thinning import HistorySize
    from commission_desk.store.backups import Backup
    from commission_desk.store.desk import Desk, Notice, Reversal
    from commission_desk.store.locking import Key
    from commission_desk.store.opening import OpenDesk, Published, SharedCopy
    from commission_desk.store.search import SearchIndex

PUBLISH_AFTER = 2_000  # milliseconds after the last edit
TRY_AGAIN_AFTER = 30_000
BACK_UP_EVERY = 3_600_000


class Workspace(QObject):
    """The open desk, or none yet: the window is painted before its desk is open.

    Pages call ``ask`` and ``do`` with operations. ``changed`` tells which tables an operation
    touched and which page did it; ``saved`` says how the shared file stands.
    """

    opened = Signal()
    changed = Signal(object, object)  # Notice, the page that did it or None
    saving = Signal()
    saved = Signal(object)  # Published, or the UserError that kept the file from being written
    backed_up = Signal(object)
    measured = Signal(object)  # HistorySize
    copied = Signal(object)  # how many backups went to the second folder, or what prevented it
    _noticed = Signal(object, object)  # brings a worker thread's notice to this one

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk: Desk | None = None
        self.shared: SharedCopy | None = None
        self.index: SearchIndex | None = None
        self.looking_at = ""  # what is looked at in place of the desk, in words; nothing can change
        self.second_folder: Path | None = None
        self.second_problem = ""
        self.history_size: HistorySize | None = None
        self._own: tuple[Desk, SearchIndex | None] | None = None  # the desk while another is shown
        self._by: object = None
        self._publishing = False
        self._stale = False
        self._later, self._hourly = QTimer(self), QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.publish)
        self._hourly.setInterval(BACK_UP_EVERY)
        self._hourly.timeout.connect(self.back_up)
        self._noticed.connect(self._tell)

    def attach(self, opened: "OpenDesk", index: "SearchIndex") -> None:
        """Take over an open desk."""
        self.desk, self.shared, self.index = opened.desk, opened.shared, index
        self.desk.listeners.append(self._told)
        self._hourly.start()
        if self.shared.pending:
            self._later.start(PUBLISH_AFTER)
        self.opened.emit()
        if opened.backup_due:
            self.back_up()
        else:
            self.copy_backups()
        self.measure()

    def look(self, desk: "Desk", index: "SearchIndex", words: str) -> None:
        """Show another desk to read in place of this one, which goes on being saved."""
        self.stop_looking()
        self._own = (self._desk(), self.index)
        self.desk, self.index, self.looking_at = desk, index, words
        self.opened.emit()

    def stop_looking(self) -> bool:
        """Let go of what is looked at; return whether there was anything."""
        if self._own is None or self.desk is None:
            return False
        self.desk.close()
        (self.desk, self.index), self._own, self.looking_at = self._own, None, ""
        return True

    def back_to_desk(self) -> None:
        """Show the desk itself again."""
        if self.stop_looking():
            self.opened.emit()

    def sign(self, who: str) -> None:
        """Have changes from now on say that this person made them."""
        if self.desk is not None:
            self._home().who = who

    @property
    def who(self) -> str:
        """Who the changes are said to be made by; nobody while no desk is open."""
        return "" if self.desk is None else self._home().who

    @property
    def working_copy(self) -> Path:
        """The desk's own database on this laptop."""
        return self._home().path

    @property
    def key(self) -> "Key | None":
        """What opens the shared file, if it is locked and a desk is open."""
        return self.shared.key if self.shared is not None else None

    @property
    def desk_id(self) -> str:
        """The id of the desk, which its folder on this laptop is named after."""
        return self._desk().path.parent.name

    @property
    def pending(self) -> bool:
        """Whether the shared file does not hold the newest changes yet."""
        return self._shared().pending

    @property
    def file(self) -> Path:
        """The shared file."""
        return self._shared().file

    def ask(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a reading operation."""
        return self._desk().ask(operation, *args, **kwargs)

    def do(
        self, operation: Callable[..., Any], *args: Any, by: object = None, **kwargs: Any
    ) -> Any:
        """Run a changing operation; ``by`` is the page that does it and shows it already."""
        self._by = by
        try:
            return self._desk().do(operation, *args, **kwargs)
        finally:
            self._by = None

    def undo(self) -> "Reversal | None":
        """Take back the newest step of this laptop; say what could not be taken back."""
        return self._desk().reverse("undo")

    def redo(self) -> "Reversal | None":
        """Do again what was undone last."""
        return self._desk().reverse("redo")

    def publish(self) -> None:
        """Bring the shared file up to date in the background."""
        if self.shared is None:
            return
        if self._publishing:
            self._stale = True
            return
        self._publishing = True
        self.saving.emit()
        in_background(self, self.shared.publish, self._published, self._not_published)

    def back_up(self) -> None:
        """Write a backup in the background, if anything changed since the last."""
        work = partial(_back_up, self._home().path, self.key)
        in_background(self, work, self._backed_up, self._not_backed_up)

    def measure(self) -> None:
        """Measure the history in the background, and tell how large it is."""
        from commission_desk.operations.thinning import (  # noqa: PLC0415 - loads the ORM
            history_size,
        )

        work = partial(self._home().ask, history_size, date.today())  # noqa: DTZ011
        in_background(self, work, self._measured, self._not_measured)

    def copy_backups(self) -> None:
        """Copy what the second folder lacks there, in the background; it never holds up work."""
        if self.second_folder is None or not self.ready:
            self.second_problem = ""
            return
        from commission_desk.store.backup_contents import (  # noqa: PLC0415 - loads the ORM
            copy_backups,
        )

        folder, second = self.working_copy.with_name("backups"), self.second_folder
        work = partial(copy_backups, folder, second, self._shelf().name)
        in_background(self, work, self._copied, self._copied)

    def replace_backups(self, remove: Callable[[Path, Path], object]) -> None:
        """Make a backup of the desk as it is now, then remove the others, here and in the second.

        Raises UserError when the new one cannot be written; then nothing is removed.
        """
        from commission_desk.store.backups import back_up  # noqa: PLC0415 - loads the ORM

        folder = self.working_copy.with_name("backups")
        made = back_up(self.working_copy, folder, key=self.key)
        remove(folder, made.path)
        if self.second_folder is not None and (shelf := self._shelf()).is_dir():
            remove(shelf, shelf / made.path.name)
        self._backed_up(made)

    def erase(self, called: Sequence[str]) -> int:
        """Erase a person from the desk and its files on this laptop; may run in a worker thread.

        The shared file holds them until it is published next.
        """
        from commission_desk.operations.erasing import erase_for_good  # noqa: PLC0415 - the ORM
        from commission_desk.store.as_at import refuse  # noqa: PLC0415 - loads the ORM

        if self.looking_at or self.index is None:
            refuse()
        return erase_for_good(self._desk(), self.index.path, called)

    def newest_backup(self) -> "Backup | None":
        """Return the newest backup of this desk on this laptop."""
        from commission_desk.store.backups import backups  # noqa: PLC0415 - loads the ORM

        return next(iter(backups(self.working_copy.with_name("backups"))), None)

    def copy_to(self, target: Path) -> None:
        """Write the desk as it stands now to another file; raises UserError if it cannot be."""
        from commission_desk.store.sealed import digest_of, seal  # noqa: PLC0415 - loads the ORM

        seal(self._home().path, target, digest_of(target), self.key)

    def lock(self, key: "Key | None") -> "Published":
        """Publish under another key, or none, and lock the backups alike; raises UserError.

        For a worker; ``told_of_lock`` then tells the window.
        """
        from commission_desk.store.backups import lock_backups  # noqa: PLC0415 - loads the ORM

        working, present = self._desk().path, self.key
        published = self._shared().lock(key)
        lock_backups(working, working.with_name("backups"), present, key)
        return published

    def told_of_lock(self, published: "Published") -> None:
        """Tell who shows the file, once a worker has locked it anew."""
        self.saved.emit(published)
        self.backed_up.emit(None)

    def close(self) -> None:
        """Publish what is still pending, in this thread, and let go of the desk.

        Raises UserError when the shared file cannot be written; the working copy keeps everything.
        """
        self._later.stop()
        self._hourly.stop()
        self.stop_looking()
        if self.desk is None or self.shared is None:
            return
        desk, shared = self.desk, self.shared
        desk.listeners.remove(self._told)
        try:
            if shared.pending:
                shared.publish()
        finally:
            desk.close()
            self.desk = self.shared = self.index = None

    def _desk(self) -> "Desk":
        assert self.desk is not None, "the desk is not open yet"
        return self.desk

    def _home(self) -> "Desk":
        """The desk itself, also while another is looked at."""
        return self._own[0] if self._own is not None else self._desk()

    def _shared(self) -> "SharedCopy":
        assert self.shared is not None, "the desk is not open yet"
        return self.shared

    @property
    def ready(self) -> bool:
        """Whether a desk is open."""
        return self.desk is not None

    def _told(self, notice: "Notice") -> None:
        self._noticed.emit(notice, self._by)  # direct in this thread, queued from a worker

    def _tell(self, notice: "Notice", by: object) -> None:
        self._later.start(PUBLISH_AFTER)
        self.changed.emit(notice, by)

    def _shelf(self) -> Path:
        """Where this desk's backups are in the second folder, which other desks may share."""
        assert self.second_folder is not None
        return self.second_folder / f"Commission Desk {self.working_copy.parent.name[:8]}"

    def _measured(self, size: "HistorySize") -> None:
        if self.ready:  # the desk may have been closed meanwhile
            self.history_size = size
            self.measured.emit(size)

    def _not_measured(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        if self.ready:
            self.saved.emit(problem)

    def _backed_up(self, backup: "Backup") -> None:
        if self.ready:  # the desk may have been closed meanwhile
            self.backed_up.emit(backup)
            self.copy_backups()

    def _not_backed_up(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        if self.ready:
            self.saved.emit(problem)
            self.copy_backups()  # the earlier ones, as if there had been nothing to make

    def _copied(self, result: "int | Exception") -> None:
        if isinstance(result, Exception) and not isinstance(result, UserError):
            raise result
        self.second_problem = str(result) if isinstance(result, UserError) else ""
        self.copied.emit(result)

    def _published(self, published: "Published") -> None:
        self._publishing = False
        self.saved.emit(published)
        if self._stale:
            self._stale = False
            self.publish()

    def _not_published(self, problem: Exception) -> None:
        self._publishing = False
        if not isinstance(problem, UserError):
            raise problem
        self.saved.emit(problem)
        self._later.start(TRY_AGAIN_AFTER)


def _back_up(working: Path, key: "Key | None") -> "Backup":
    """Back up in a worker, and alone: nobody clears the desk's folder away meanwhile."""
    from commission_desk.store.backups import back_up_changes  # noqa: PLC0415 - loads the ORM
    from commission_desk.store.lock import alone  # noqa: PLC0415 - as above

    with alone(working.parent):
        return back_up_changes(working, working.with_name("backups"), key=key)
