"""A sight: one way of looking at all agreements, beside the register."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.panes import Panes

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage


class Sight(QWidget):
    """One way of looking at all agreements; ``tables`` names what it is drawn from."""

    tables: frozenset[str] = frozenset()
    panes: Panes | None = None  # whose right pane the header's "Details" opens

    def __init__(self, page: "ContractsPage") -> None:
        super().__init__()
        self.page = page
        self._asked = 0

    def refresh(self) -> None:
        """Read again what is shown; typed text that is not yet kept stays."""
        raise NotImplementedError

    def read(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Read off the window's thread, which a large register would stop; the last one counts."""
        self._asked += 1
        asked = self._asked

        def arrive(found: Any) -> None:
            if asked == self._asked:
                then(found)

        in_background(self, work, arrive, self._not_read)

    def show_record(self, record: str) -> None:
        """Show one record of this sight."""

    def record(self) -> str:
        """Return the id of the record that is shown, or nothing."""
        return ""

    def flush(self) -> None:
        """Keep what has been typed."""

    def new(self) -> None:
        """Ask for what this sight makes new (Ctrl+N)."""
        self.page.new_agreement()

    def seek(self) -> None:
        """Go to the box that filters this sight (Ctrl+F), if it has one."""

    def _not_read(self, problem: Exception) -> None:
        if self.page.workspace.ready:  # else the desk was closed meanwhile
            raise problem
