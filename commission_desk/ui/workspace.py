"""The open desk as the window sees it: ask, do, undo, find, and keep the shared file current."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from commission_desk.domain.errors import UserError
from commission_desk.ui.kit.background import in_background

if TYPE_CHECKING:
    from commission_desk.store.backups import Backup
    from commission_desk.store.desk import Desk, Notice
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
    _noticed = Signal(object, object)  # brings a worker thread's notice to this one

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk: Desk | None = None
        self.shared: SharedCopy | None = None
        self.index: SearchIndex | None = None
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

    @property
    def working_copy(self) -> Path:
        """The desk's own database on this laptop."""
        return self._desk().path

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

    def undo(self) -> str | None:
        """Take back the newest step; return its English name."""
        return self._desk().undo()

    def redo(self) -> str | None:
        """Do again what was undone last; return its English name."""
        return self._desk().redo()

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
        """Write an hourly backup in the background, if anything changed since the last."""
        from commission_desk.store.backups import (  # noqa: PLC0415 - loads the database layer
            back_up_changes,
        )

        working, key = self._desk().path, self.key
        folder = working.with_name("backups")
        work = partial(back_up_changes, working, folder, key=key)
        in_background(self, work, self.backed_up.emit, self._not_published)

    def newest_backup(self) -> "Backup | None":
        """Return the newest backup of this desk on this laptop."""
        from commission_desk.store.backups import backups  # noqa: PLC0415 - loads the ORM

        return next(iter(backups(self.working_copy.with_name("backups"))), None)

    def copy_to(self, target: Path) -> None:
        """Write the desk as it stands now to another file; raises UserError if it cannot be."""
        from commission_desk.store.sealed import digest_of, seal  # noqa: PLC0415 - loads the ORM

        seal(self._desk().path, target, digest_of(target), self.key)

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
