"""Who else has the desk open, told in the window as advice."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from commission_desk.ui.kit.background import in_background
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.store.presence import Presence, Present


class Company(QObject):
    """Keeps this window's note beside the shared file, and reads those of others."""

    changed = Signal(object)  # the names of the others, the longest there first

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.workspace = workspace
        self.presence: Presence | None = None
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.renew)
        workspace.opened.connect(self.begin)

    def begin(self) -> None:
        """Say that the desk is open here, if it is one to work in."""
        from commission_desk.store.presence import (  # noqa: PLC0415 - not for the first paint
            RENEW_EVERY,
            Presence,
        )

        workspace = self.workspace
        if not workspace.ready or workspace.looking_at or workspace.desk is None:
            return
        if self.presence is None or self.presence.file != workspace.file:
            self.leave()
            self.presence = Presence(workspace.file, workspace.desk.who)
        self.timer.start(round(RENEW_EVERY.total_seconds() * 1000))
        self.renew()

    def renew(self) -> None:
        """Renew the note and read the others, in the background: the folder may be far away."""
        if (presence := self.presence) is None:
            return

        def work() -> "tuple[Present, ...]":
            presence.renew()
            return presence.others()

        in_background(self, work, self._read, self._failed)

    def leave(self) -> None:
        """Take the note away."""
        self.timer.stop()
        if self.presence is not None:
            self.presence.leave()
            self.presence = None

    def _read(self, others: "tuple[Present, ...]") -> None:
        if self.presence is None:
            return  # the desk was closed meanwhile
        self.changed.emit(tuple(present.who for present in others))

    def _failed(self, problem: Exception) -> None:
        raise problem
