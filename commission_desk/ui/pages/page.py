"""What every page is: built with the desk it shows, re-read when what it shows has changed."""

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from commission_desk.ui.preferences import Settings


class Shell(Protocol):
    """What a page may ask of the window; ``settings`` are the person's own, on this laptop."""

    settings: "Settings"

    def go(self, page: str, record: str = "", part: str = "") -> None:
        """Show a page, a record on it, and a part of that record."""

    def start(self, page: str) -> None:
        """Show a page and ask its first question: what is to be made new."""

    def find(self) -> None:
        """Open the box that finds anything."""

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Say something in passing; with an Undo button if ``undo``."""

    def undo(self) -> None:
        """Take back the newest step and name it."""

    def preview(self, title: str, document: str, record: str) -> None:
        """Show a document: agenda, minutes or plan, of a record."""

    def job(self, title: str, work: "Callable[..., Any]", then: "Callable[[Any], None]") -> None:
        """Run long work off the window's thread, with progress and cancel, then ``then``."""


class Page(QWidget):
    """A screen. ``tables`` names the tables it shows; a change to one of them re-reads it."""

    tables: frozenset[str] = frozenset()

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__()
        self.workspace, self.shell = workspace, shell
        self.stale = True

    def refresh(self) -> None:
        """Read again what is shown; typed text that is not yet kept stays."""
        raise NotImplementedError

    def show_record(self, record: str, part: str = "") -> None:
        """Show one record, and a part of it."""

    def where(self) -> tuple[str, str]:
        """Return the record that is shown and the part of it, to come back to after a rebuild."""
        return "", ""

    def new(self) -> None:
        """Ask for what this page makes new."""

    def flush(self) -> None:
        """Keep what has been typed; called before leaving, printing and closing."""

    def commands(self) -> "list[tuple[str, str, Callable[[], Any]]]":
        """Commands for the find box: (icon, words, what to do)."""
        return []

    def ask(self, operation: "Callable[..., Any]", *args: Any, **kwargs: Any) -> Any:
        """Run a reading operation."""
        return self.workspace.ask(operation, *args, **kwargs)

    def do(self, operation: "Callable[..., Any]", *args: Any, **kwargs: Any) -> Any:
        """Run a changing operation that every page hears of, this one too."""
        return self.workspace.do(operation, *args, **kwargs)

    def keep(self, operation: "Callable[..., Any]", *args: Any, **kwargs: Any) -> Any:
        """Run a changing operation whose result this page shows already."""
        return self.workspace.do(operation, *args, by=self, **kwargs)
