"""What can be done anywhere in the window: the desk's menu, its keys, and the find box."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import action
from commission_desk.ui.kit.theme import theme

if TYPE_CHECKING:
    from commission_desk.ui.window import Window

SCALES = (1.0, 1.25, 1.5, 2.0)


class WindowCommands(QObject):
    """The commands of the window, each with its keys, in the desk's menu and in the find box."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        files = window.files
        self.undo = self._make("", window.undo, "clock", QKeySequence.StandardKey.Undo)
        self.redo = self._make("", window.redo, "clock", QKeySequence.StandardKey.Redo)
        self.find = self._make(_("Find anything"), window.find, "search", "Ctrl+K")
        self.new = self._make(_("New desk…"), files.new, "plus")
        self.new_here = self._make(
            _("New on this page"), window.new_here, "plus", QKeySequence.StandardKey.New
        )
        self.open = self._make(
            _("Open a desk…"), files.open, "folder-closed", QKeySequence.StandardKey.Open
        )
        self.example = self._make(_("Open the example desk"), files.example, "book-open")
        self.copy = self._make(_("Save a copy as…"), files.save_copy, "send", "Ctrl+Shift+S")
        self.colours = self._make(_("Light, dark or high contrast"), window.next_scheme, "moon")
        self.larger = self._make(
            _("Larger text"), lambda: self.resize(1), "a-large-small", "Ctrl++"
        )
        self.smaller = self._make(
            _("Smaller text"), lambda: self.resize(-1), "a-large-small", "Ctrl+-"
        )
        self.quit = self._make(_("Quit"), window.close, "", QKeySequence.StandardKey.Quit)
        self.menu = self._menu()

    def resize(self, step: int) -> None:
        """Take the next larger or smaller text size."""
        nearest = min(range(len(SCALES)), key=lambda n: abs(SCALES[n] - theme.scale))
        self.window.set_scale(SCALES[max(0, min(nearest + step, len(SCALES) - 1))])

    def name_undo(self) -> None:
        """Name what Undo and Redo would do, as they stand now."""
        desk = self.window.workspace.desk
        undo, redo = (desk.undo_name, desk.redo_name) if desk else (None, None)
        self.undo.setText(_("Undo: {step}").format(step=_(undo)) if undo else _("Nothing to undo"))
        self.redo.setText(_("Redo: {step}").format(step=_(redo)) if redo else _("Nothing to redo"))
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))

    def all(self) -> list[tuple[str, str, Callable[[], object]]]:
        """Return the commands for the find box: (icon, words, what to do)."""
        actions = (
            self.undo, self.redo, self.new, self.open, self.example, self.copy, self.colours,
            self.larger, self.smaller, self.quit,
        )  # fmt: skip
        return [
            (str(made.property("glyph")), made.text().replace("&&", "&"), made.trigger)
            for made in actions
            if made.isEnabled()
        ]

    def _make(
        self, text: str, slot: Callable[[], object], icon: str,
        keys: "str | QKeySequence.StandardKey" = "",
    ) -> QAction:  # fmt: skip
        made = action(text, slot, icon, parent=self.window)
        made.setProperty("glyph", icon or "circle-arrow-right")
        if isinstance(keys, QKeySequence.StandardKey):
            made.setShortcuts(keys)
        elif keys:
            made.setShortcut(QKeySequence(keys))
        self.window.addAction(made)
        return made

    def _menu(self) -> QMenu:
        menu = QMenu(_("Desk"), self.window)
        menu.addActions([self.undo, self.redo, self.find, self.new_here])
        menu.addSeparator()
        menu.addActions([self.new, self.open])
        self.recent = menu.addMenu(_("Open recent"))
        menu.addActions([self.example, self.copy])
        menu.addSeparator()
        menu.addActions([self.colours, self.larger, self.smaller])
        menu.addSeparator()
        menu.addAction(self.quit)
        menu.aboutToShow.connect(self.name_undo)
        menu.aboutToShow.connect(lambda: self.window.files.fill_recent(self.recent))
        return menu
