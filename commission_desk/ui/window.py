"""The window: rail, pages built on first visit, status line, and what is the same on every page."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, use
from commission_desk.ui.commands import WindowCommands
from commission_desk.ui.company import Company
from commission_desk.ui.files import Files
from commission_desk.ui.kit.focus import FocusRing
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.windowkeys import WindowKeys
from commission_desk.ui.pages.page import Page
from commission_desk.ui.places import ALL, HOMES
from commission_desk.ui.preferences import Settings
from commission_desk.ui.sidebar import Sidebar
from commission_desk.ui.statusline import StatusLine
from commission_desk.ui.viewing import viewing_banner
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.store.desk import Notice, Reversal
    from commission_desk.store.glance import Glance

COMPACT_BELOW = 1320  # pixels at 100%: below this the rail closes up to its icons
SMALLEST = (720, 480)
SCHEMES = ("light", "dark", "high")


class Window(QMainWindow):
    """The one window. It is shown with a glance at the desk, and its desk is opened after that."""

    def __init__(self, settings: Settings, glance: "Glance | None" = None) -> None:
        super().__init__()
        self.settings, self.glance = settings, glance
        self.workspace = Workspace(self)
        second = settings.now.second_folder
        self.workspace.second_folder = Path(second) if second else None
        self.files = Files(self)
        self.company = Company(self.workspace)
        self.others: tuple[str, ...] = ()
        self.company.changed.connect(self._show_company)
        self.pages: dict[str, Page] = {}
        self.here = "today"
        self.welcome: QWidget | None = None
        self.setMinimumSize(*SMALLEST)
        theme.dress(self)
        self.ring = FocusRing(self)
        self.keys = WindowKeys(self)
        self.workspace.opened.connect(self._opened)
        self.workspace.changed.connect(self._changed)
        self.commands = WindowCommands(self)
        self._build()

    def rebuild(self) -> None:
        """Build everything in the window again, for another language, text size or desk."""
        self.flush()
        here = self.pages.get(self.here)
        record, part = here.where() if here is not None and self.workspace.ready else ("", "")
        self._drop_commands()
        self.commands = WindowCommands(self)
        self._build()
        if record or part:
            self.go(self.here, record, part)

    def _build(self) -> None:
        self.setWindowTitle(_("Commission Desk"))
        self.pages, self.welcome = {}, None
        self.sidebar = Sidebar(self.commands.menu)
        self.stack = QStackedWidget()
        self.stack.setObjectName("page")
        self.status = StatusLine(self.workspace)
        self.sidebar.chosen.connect(self.go)
        self.status.language_asked.connect(self.set_language)
        body = QWidget()
        right = vbox(viewing_banner(self.workspace), self.stack, self.status, gap=0)
        right.setStretch(1, 1)
        hbox(self.sidebar, right, gap=0, parent=body)
        body.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self.setCentralWidget(body)
        self._fit()
        self._show_names()
        self.go(self.here)

    # What pages may ask of the window.

    def go(self, place: str, record: str = "", part: str = "") -> None:
        """Show a place, or the page of a kind of record, and a record on it."""
        key = HOMES.get(place, place)
        page = self._page(key)
        if page is None:
            return
        if key != self.here:
            self.flush()
        self.here = key
        self.sidebar.show_place(key)
        self.stack.setCurrentWidget(page)
        if page.stale and self.workspace.ready:
            page.stale = False
            page.refresh()
        if record or part:
            page.show_record(record, part)

    def start(self, page: str) -> None:
        """Show a page and ask for what it makes new."""
        self.go(page)
        if page in self.pages:
            self.pages[page].new()

    def new_here(self) -> None:
        """Ask for what the page that is shown makes new."""
        if (page := self.pages.get(self.here)) is not None and self.workspace.ready:
            page.new()

    def find(self) -> None:  # type: ignore[override]
        """Open the box that finds anything."""
        _later().finder(self).open()

    def toast(self, text: str, *, undo: bool = False) -> None:
        """Say something in passing; with an Undo button if ``undo``."""
        _later().Toast(self, text, self.undo if undo else None)

    def preview(self, title: str, document: str, record: str) -> None:
        """Show a document of a record before it is printed or saved."""
        from commission_desk.ui.dialogs.preview import (  # noqa: PLC0415 - loads the page layout
            PreviewDialog,
        )

        self.flush()
        PreviewDialog(self, title, document, record).open()

    def job(self, title: str, work: Callable[..., Any], then: Callable[[Any], None]) -> None:
        """Run long work off this thread, with progress and cancel in the status line."""
        job = _later().Job(self.status, title, work, place=3)
        job.done.connect(then)
        job.failed.connect(self.problem)

    def problem(self, problem: Exception) -> None:
        """Say plainly what went wrong."""
        if isinstance(problem, OSError):  # a folder of this laptop that cannot be used, for one
            words = _("“{name}” could not be used: {reason}.")
            why = words.format(name=problem.filename or "", reason=problem.strerror or problem)
            problem = UserError(why)
        if isinstance(problem, UserError):
            _later().explain(self, problem)
        else:
            _later().apologise(self, problem, self.kept())

    # What the commands do.

    def undo(self) -> None:
        """Take back the newest step and name it."""
        self.flush()
        self._say_done(self.workspace.undo(), _("Undone: {step}"), _("Nothing to undo."))

    def redo(self) -> None:
        """Do again what was undone last and name it."""
        self.flush()
        self._say_done(self.workspace.redo(), _("Done again: {step}"), _("Nothing to redo."))

    def _say_done(self, done: "Reversal | None", words: str, nothing: str) -> None:
        """Name what was taken back, and say where somebody else's later change stays."""
        said = words.format(step=_(done.label)) if done else nothing
        if done and done.left:
            said = _("{done}. What others changed since stays.").format(done=said)
        self.toast(said)

    def set_language(self, code: str) -> None:
        """Show the window in another language."""
        use(code)
        self.settings.change(language=code)
        QTimer.singleShot(0, self.rebuild)  # the control that asked is about to go

    def set_scale(self, scale: float) -> None:
        """Show text larger or smaller."""
        self.settings.change(scale=scale)
        theme.apply(scale=scale)
        QTimer.singleShot(0, self.rebuild)

    def set_scheme(self, scheme: str) -> None:
        """Show light or dark colours, or high contrast."""
        self.settings.change(scheme=scheme)
        theme.apply(scheme=scheme)

    def next_scheme(self) -> None:
        """Take the next of light, dark and high contrast."""
        self.set_scheme(SCHEMES[(SCHEMES.index(theme.scheme) + 1) % len(SCHEMES)])

    def flush(self) -> None:
        """Keep what has been typed on any page; raises UserError if some of it cannot be kept."""
        problem: UserError | None = None
        here = self.workspace.ready and not self.workspace.looking_at  # nothing is kept in the past
        for page in self.pages.values() if here else ():
            try:
                page.flush()
            except UserError as one:  # the other pages first
                problem = problem or one
        if problem is not None:
            raise problem

    def _page(self, key: str) -> Page | None:
        if key not in self.pages:
            if key != "today" and not self.workspace.ready:
                return None
            page = ALL[key].load()(self.workspace, self)
            self.pages[key] = page
            self.stack.addWidget(page)
            if key == "today" and self.glance is not None and not self.workspace.ready:
                page.show_glance(self.glance)  # type: ignore[attr-defined]
        return self.pages[key]

    def _opened(self) -> None:
        if self.welcome is None and set(self.pages) <= {"today"}:
            self._show_names()
            self.go("today")  # what was painted first stays and now reads the desk
        else:
            self.rebuild()

    def _changed(self, notice: "Notice", by: object) -> None:
        for page in self.pages.values():
            if page is by or not notice.tables & page.tables:
                continue
            if page.isVisible():
                page.refresh()
            else:
                page.stale = True
        self._show_names()

    def _show_names(self) -> None:
        if self.workspace.ready:
            from commission_desk.operations.counts import counts  # noqa: PLC0415 - loads the ORM

            found = self.workspace.ask(counts)
            name, file = found.team, str(self.workspace.file)
            figures = found.by_place
        elif self.glance is not None:
            name, file = self.glance.team, ""
            figures = {
                place.key: getattr(self.glance, place.counted)
                for place in ALL.values()
                if place.counted
            }
        else:
            return
        self.sidebar.set_desk(name or _("Commission Desk"), file, self.others)
        self.sidebar.set_counts(figures)
        self.commands.name_undo()

    def _show_company(self, others: tuple[str, ...]) -> None:
        self.others = others
        self._show_names()

    def _drop_commands(self) -> None:
        for made in self.actions():
            self.removeAction(made)
            made.deleteLater()
        self.commands.deleteLater()

    def _fit(self) -> None:
        self.sidebar.set_compact(self.width() < px(COMPACT_BELOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def nothing_open(self) -> None:
        """Offer the first steps when there is no desk to show."""
        if self.workspace.ready or self.welcome is not None:
            return
        self.sidebar.show_place("")
        self.welcome = _later().welcome(self.files)
        self.stack.addWidget(self.welcome)
        self.stack.setCurrentWidget(self.welcome)
        self.status.say_nothing_open()

    def wait_for_desk(self) -> None:
        """Show nothing of the desk that was let go of while the next is being opened."""
        self.glance, self.here = None, "today"
        self.rebuild()

    def kept(self) -> str:
        """Say what is safe, for an apology."""
        return _("Everything up to your last change is saved on this laptop.")

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # until everything is kept: an error here must not close the window
        try:
            self.flush()
            self.files.check_fields()
        except UserError as problem:
            if not self.files.lose_words(problem):
                return
        typing = self.focusWidget()
        if typing is not None:
            typing.clearFocus()  # or the field would be left, and saved, after the desk is closed
        self.settings.keep_window(self)
        if self.files.close():
            event.accept()


def _later() -> ModuleType:
    from commission_desk.ui import later  # noqa: PLC0415 - the window paints without it

    return later
