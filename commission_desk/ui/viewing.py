"""Looking at the desk as it once was: opened to read, with a banner that says so and leads back."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from commission_desk.domain.history import end_of
from commission_desk.i18n import _, full_date
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import frame, hbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.store.as_at import ReadingDesk
    from commission_desk.ui.window import Window


def viewing_banner(workspace: Workspace) -> QFrame:
    """Make the line above every page that says what is looked at; hidden over the desk itself."""
    words = label(workspace.looking_at, "note", wrap=True)
    back = button(_("Back to today’s desk"), "arrow-left", slot=workspace.back_to_desk)
    inner = hbox(Icon("eye", "amber", 17), words, back, gap=10, margins=(24, 6, 24, 6))
    inner.setStretch(1, 1)
    made = frame("viewing", inner)
    made.setAccessibleName(workspace.looking_at)
    if not workspace.looking_at:  # never shown before it has a parent: it would be a window
        made.hide()
    return made


def look_at_day(window: "Window", day: date) -> None:
    """Show the desk as it stood at the end of a day."""
    from commission_desk.operations.thinning import day_kept  # noqa: PLC0415 - loads the ORM
    from commission_desk.store.as_at import look_at_moment  # noqa: PLC0415 - loads the ORM

    kept: date = window.workspace.ask(day_kept, day)
    working, moment = window.workspace.working_copy, end_of(kept)
    words = _("You see the desk as at {date}. Nothing can be changed here.")
    if kept != day:
        words = _("You see the desk as at {date}: the history was thinned, so the ends of months "
                  "are known. Nothing can be changed here.")  # fmt: skip
    _look(window, lambda: look_at_moment(working, moment), words.format(date=full_date(kept)))


def look_at_backup(window: "Window", backup: Path, made_at: datetime) -> None:
    """Show what a backup holds, without restoring it."""
    from commission_desk.store.as_at import look_at_file  # noqa: PLC0415 - loads the ORM

    working = window.workspace.working_copy
    words = _("You see the backup of {date}, {time}. Nothing can be changed here.")
    words = words.format(date=full_date(made_at.date()), time=f"{made_at:%H:%M}")
    key = window.workspace.key
    _look(window, lambda: look_at_file(backup, working, key), words)


def look_at_copy(window: "Window", copy: Path) -> None:
    """Show what an older copy of the desk holds."""
    from commission_desk.store.as_at import look_at_file  # noqa: PLC0415 - loads the ORM

    working, key = window.workspace.working_copy, window.workspace.key
    words = _("You see an older version of this desk. Nothing can be changed here.")
    _look(window, lambda: look_at_file(copy, working, key), words)


def _look(window: "Window", work: "Callable[[], ReadingDesk]", words: str) -> None:
    from commission_desk.store.search import SearchIndex  # noqa: PLC0415 - loads the ORM

    window.flush()
    home = window.workspace.working_copy
    window.toast(_("Reading the history…"))

    def show(desk: "ReadingDesk") -> None:
        if not window.workspace.ready or window.workspace.working_copy != home:
            desk.close()  # another desk was opened meanwhile
            return
        window.workspace.look(desk, SearchIndex(desk.path.with_name("search.sqlite")), words)

    in_background(window, work, show, window.problem)
