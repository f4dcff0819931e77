"""Opening, making and closing desks from the window."""

import getpass
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QMenu

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.paths import documents_folder, profile_folder
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import action

if TYPE_CHECKING:
    from commission_desk.store.desk import Desk
    from commission_desk.store.locking import Key
    from commission_desk.store.opening import OpenDesk
    from commission_desk.store.search import SearchIndex
    from commission_desk.ui.window import Window

SUFFIX = ".cdesk"
Work = Callable[["Key | None"], Any]


class Files:
    """What the desk's menu does with files; a desk is opened in the background."""

    def __init__(self, window: "Window") -> None:
        self.window = window

    def new(self) -> None:
        """Make an empty desk where the person says."""
        name = self._ask_name(_("New desk"), _("Our desk"))
        if name is not None:
            self._take(lambda _key: _make(name, self._who()))

    def open(self) -> None:
        """Open a desk that the person chooses."""
        name, _kind = QFileDialog.getOpenFileName(
            self.window, _("Open a desk"), str(self._folder()), self._kinds()
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path, *, seen: bool = False) -> None:
        """Open the desk in a file; ``seen`` keeps the glance at it that is on the screen."""
        self._take(partial(_open, path, self._who()), path, seen=seen)

    def example(self) -> None:
        """Open the example desk, made anew the first time."""
        self._take(lambda _key: _example(self._who()))

    def save_copy(self) -> None:
        """Write a copy of the desk to a file of another name."""
        name = self._ask_name(_("Save a copy as"), self.window.workspace.file.stem)
        if name is None:
            return
        if name == self.window.workspace.file:
            raise UserError(_("That is the file you are working in. Choose another name."))
        workspace = self.window.workspace
        workspace.copy_to(name)
        self.window.toast(_("A copy was saved as “{name}”.").format(name=name.name))

    def fill_recent(self, menu: QMenu) -> None:
        """List the files that were open lately."""
        menu.clear()
        for file in self.window.settings.now.recent:
            path = Path(file.path)
            made = action(path.stem, partial(self.open_path, path), parent=menu)
            made.setToolTip(file.path)
            menu.addAction(made)
        menu.setEnabled(bool(self.window.settings.now.recent))

    def close(self) -> bool:
        """Publish and let go of the desk; return whether the window may close.

        When the shared file cannot be written the person may stay and put that right.
        """
        workspace = self.window.workspace
        working = workspace.working_copy if self._leaves_nothing() else None
        self.window.company.leave()
        try:
            workspace.close()
        except UserError as problem:
            from commission_desk.ui.dialogs import leaving  # noqa: PLC0415 - not for the paint

            return leaving.leave_anyway(self.window, problem)
        if working is not None:
            self._leave_nothing(working)
        return True

    def _leaves_nothing(self) -> bool:
        workspace = self.window.workspace
        return workspace.key is not None and (
            workspace.desk_id in self.window.settings.now.leave_nothing
        )

    def _leave_nothing(self, working: Path) -> None:
        from commission_desk.store.leaving import leave_nothing  # noqa: PLC0415 - loads the ORM
        from commission_desk.ui.dialogs import leaving  # noqa: PLC0415 - not for the paint

        try:
            leave_nothing(working)
        except UserError as problem:
            leaving.still_here(self.window, problem)

    def check_fields(self) -> None:
        """Raise UserError if a field holds something that cannot be read, so is not kept."""
        from commission_desk.ui.dialogs import leaving  # noqa: PLC0415 - not for the paint

        leaving.check_fields(self.window)

    def lose_words(self, problem: UserError) -> bool:
        """Ask whether to close although what was typed last cannot be kept."""
        from commission_desk.ui.dialogs import leaving  # noqa: PLC0415 - not for the paint

        return leaving.lose_words(self.window, problem)

    def _take(self, work: Work, path: Path | None = None, *, seen: bool = False) -> None:
        """Open another desk in place of this one; ``work`` is given the key of its file.

        The file is checked, and its passphrase asked for, before this desk is let go of, and this
        desk comes back if the other cannot be opened after all.
        """
        self.window.flush()

        def checked(found: "tuple[bool, Key | None]") -> None:
            locked, key = found
            if locked and key is None and path is not None:
                self._ask_passphrase(path, partial(self._swap, work, path))
            else:
                self._swap(work, path, key, seen=seen)

        failed = partial(self._not_opened, path, None)
        workspace = self.window.workspace
        check = partial(_check, path, workspace.key, instead=workspace.ready)
        in_background(self.window, check, checked, failed)

    def _ask_passphrase(self, path: Path, then: "Callable[[Key | None], None]") -> None:
        from commission_desk.ui.dialogs.passphrase import (  # noqa: PLC0415 - seldom needed
            AskPassphrase,
        )

        asked = AskPassphrase(self.window, path, self.window.settings)
        asked.accepted.connect(lambda: then(asked.key))
        asked.rejected.connect(self.window.nothing_open)
        asked.open()

    def _swap(
        self, work: Work, path: Path | None, key: "Key | None", *, seen: bool = False
    ) -> None:
        workspace = self.window.workspace
        before = (workspace.file, workspace.key) if workspace.ready else None
        if self.close():
            if not seen:
                self.window.wait_for_desk()
            failed = partial(self._not_opened, path, before)
            in_background(self.window, partial(work, key), self._opened, failed)

    def _opened(self, result: "tuple[OpenDesk, SearchIndex, str]") -> None:
        opened, index, desk = result
        self.window.settings.opened(opened.shared.file, desk)
        self.window.workspace.attach(opened, index)
        if opened.warning:
            self.window.toast(opened.warning)
        if opened.kept is not None:
            words = _("Changes that only this laptop had are kept in “{name}”.")
            self.window.toast(words.format(name=opened.kept.name))
        if opened.merged is not None and opened.merged.steps:
            _copies().say_merged(self.window, opened.merged)
        if opened.older is not None or opened.beside:
            _copies().offer(self.window, opened)

    def _not_opened(
        self, path: Path | None, before: "tuple[Path, Key | None] | None", problem: Exception
    ) -> None:
        if path is not None and not path.exists():
            self.window.settings.forget(path)
        if before is not None:
            again = partial(_open, before[0], self._who(), before[1])
            in_background(self.window, again, self._opened, self.window.problem)
        self.window.nothing_open()
        self.window.problem(problem)

    def _ask_name(self, title: str, suggestion: str) -> Path | None:
        start = str(self._folder() / f"{suggestion}{SUFFIX}")
        name, _kind = QFileDialog.getSaveFileName(self.window, title, start, self._kinds())
        if not name:
            return None
        path = Path(name)
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def _folder(self) -> Path:
        recent = self.window.settings.now.recent
        last = Path(recent[0].path).parent if recent else documents_folder()
        return (
            last if last.is_dir() and profile_folder() not in last.parents else documents_folder()
        )

    def _who(self) -> str:
        return self.window.settings.now.who or getpass.getuser()

    def _kinds(self) -> str:
        return _("Commission Desk files") + f" (*{SUFFIX})"


def _copies() -> ModuleType:
    from commission_desk.ui.dialogs import other_copies  # noqa: PLC0415 - loads the ORM

    return other_copies


# These run in the background and load the database layer, which the first paint does not wait for.


def _check(path: Path | None, present: "Key | None", *, instead: bool) -> "tuple[bool, Key | None]":
    """Check a file; return whether it is locked, and the key in use if that opens it too.

    Where no desk is let go of ``instead`` and no passphrase is asked for, opening checks it.
    """
    from commission_desk.store.locked import is_locked  # noqa: PLC0415 - as below
    from commission_desk.store.locking import lock_of, of_key  # noqa: PLC0415 - as below
    from commission_desk.store.sealed import check  # noqa: PLC0415 - loads the ORM

    if path is None:
        return False, None
    locked = is_locked(path)
    if locked or instead:
        check(path)
    return locked, present if locked and lock_of(path) == of_key(present) else None


def _open(path: Path, who: str, key: "Key | None") -> "tuple[OpenDesk, SearchIndex, str]":
    from commission_desk.store.opening import open_file  # noqa: PLC0415 - loads the ORM

    return _with_index(open_file(path, who, profile_folder(), key, back_up_now=False))


def _make(path: Path, who: str) -> "tuple[OpenDesk, SearchIndex, str]":
    from commission_desk.store.opening import make_file  # noqa: PLC0415 - loads the ORM

    if path.exists():  # the file dialog has asked whether to replace it
        raise UserError(
            _("There is already a file “{name}”. Choose another name.").format(name=path.name)
        )
    return _with_index(make_file(path, who, profile_folder()))


def _example(who: str) -> "tuple[OpenDesk, SearchIndex, str]":
    from commission_desk.operations.example import example_file  # noqa: PLC0415 - loads the ORM

    return _with_index(example_file(profile_folder(), who, language()))


def _with_index(opened: "OpenDesk") -> "tuple[OpenDesk, SearchIndex, str]":
    from commission_desk.store.search import SearchIndex  # noqa: PLC0415 - loads the ORM
    from commission_desk.store.working import desk_id  # noqa: PLC0415 - loads the ORM

    _read_ahead(opened.desk)
    working = opened.desk.path
    return opened, SearchIndex(working.with_name("search.sqlite")), desk_id(working)


def _read_ahead(desk: "Desk") -> None:
    """Ask what the window asks first, so that rules and statements are at hand when it does."""
    from commission_desk.operations.counts import counts  # noqa: PLC0415 - loads the ORM
    from commission_desk.operations.today import today_view  # noqa: PLC0415 - loads the ORM

    desk.ask(counts)
    desk.ask(today_view, date.today(), language())  # noqa: DTZ011 - the person's own day
