"""Ctrl+K: find anything and run any command by typing a few letters of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from commission_desk.i18n import _, ngettext
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.rows import KEY, Row, RowDelegate, add_row
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px

PAUSE = 120  # ms after the last letter before records are searched
MOST = 60
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the palette can do; ``where`` is shown at the right: a page, or its keys."""

    icon: str
    name: str
    run: Callable[[], object]
    where: str = ""


Search = Callable[[str], Sequence[Command]]


class Palette(QDialog):
    """Type, arrow, Enter. The focus stays in the box; the list is driven from it and announced.

    ``commands`` are matched here; ``search(words)`` finds records, in a worker thread, and the
    newest words win.
    """

    def __init__(
        self, window: QWidget, commands: Sequence[Command], search: Search | None = None
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle(_("Find anything"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.commands, self.search = commands, search
        self.asked = 0
        self.box = QLineEdit()
        self.box.setPlaceholderText(_("Find a page, contract or action"))
        self.box.setAccessibleName(_("Find anything"))
        self.list = QListWidget()
        self.list.setObjectName("clear")
        self.list.setAccessibleName(_("Results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.nothing = label(_("Nothing found. Try fewer letters."), "muted", wrap=True)
        vbox(self.box, self.list, self.nothing, margins=(12, 12, 12, 12), parent=self)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self._search)
        self.box.textChanged.connect(self._typed)
        self.list.itemClicked.connect(self.run)
        self.list.currentItemChanged.connect(self._say)
        self.box.installEventFilter(self)
        self.setFixedSize(min(px(560), window.width() - 40), min(px(400), window.height() - 40))
        self._typed("")
        self.box.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _MOVES:
            QApplication.sendEvent(self.list, event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run(self.list.currentItem())
        else:
            return False
        return True

    def run(self, item: QListWidgetItem | None) -> None:
        """Close, then do what was chosen."""
        if item:
            command: Command = item.data(KEY)
            self.accept()
            command.run()

    def _typed(self, text: str) -> None:
        words = text.lower().split()
        hits = [c for c in self.commands if all(w in c.name.lower() for w in words)]
        self.asked += 1
        self.list.clear()
        self._add(hits)
        if words and self.search:
            self.pause.start()
        else:
            self.pause.stop()
            self._settle()

    def _search(self) -> None:
        asked, search, text = self.asked, self.search, self.box.text()
        assert search is not None

        def found(hits: Sequence[Command]) -> None:
            if asked == self.asked:
                self._add(hits)
                self._settle()

        def failed(problem: Exception) -> None:
            if asked == self.asked:
                self.nothing.setText(str(problem))
                self._settle()

        in_background(self, lambda: search(text), found, failed)

    def _add(self, hits: Sequence[Command]) -> None:
        for command in hits[: MOST - self.list.count()]:
            row = Row(command.icon, "muted", command.where)
            add_row(self.list, command.name, row, command)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _settle(self) -> None:
        count = self.list.count()
        self.nothing.setVisible(not count)
        if self.isVisible():
            said = ngettext("{count} result", "{count} results", count).format(count=count)
            announce(self.list, said)

    def _say(self, item: QListWidgetItem | None) -> None:
        if item and self.isVisible():
            announce(self.list, item.text())
