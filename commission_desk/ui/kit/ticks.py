"""A list of things to tick: Space or a click ticks a row, Alt with the arrow keys moves it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from commission_desk.i18n import _
from commission_desk.ui.kit.rows import KEY, SPOKEN, Row, RowDelegate, add_row, spoken
from commission_desk.ui.kit.text import announce
from commission_desk.ui.kit.theme import px

TICKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Tick:
    """A row: its key, its words and what stands at its right."""

    key: str
    words: str
    detail: str = ""


class TickList(QListWidget):
    """``ticked`` gives the key of a row that was switched; ``shifted`` a key and -1 or 1."""

    ticked = Signal(str)
    shifted = Signal(str, int)

    def __init__(self, name: str, *, movable: bool = False, tall: int = 300) -> None:
        super().__init__()
        self.movable = movable
        self.setObjectName("popup")
        self.setAccessibleName(name)
        if movable:
            self.setAccessibleDescription(_("Alt with the arrow keys moves an item."))
        self.setItemDelegate(RowDelegate(self))
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(px(tall))
        self.itemClicked.connect(self._switch)

    def show_ticks(self, ticks: Sequence[Tick], chosen: Collection[str]) -> None:
        """Show other rows; the one that was current stays so if it is still there."""
        here = self.current_key()
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own parameter
        self.clear()
        for place, tick in enumerate(ticks):
            look = ("circle-check", "accent") if tick.key in chosen else ("circle", "muted")
            add_row(
                self, tick.words, Row(look[0], look[1], tick.detail, bold=tick.key in chosen),
                tick.key,
            )  # fmt: skip
            state = _("chosen") if tick.key in chosen else ""
            self.item(place).setData(SPOKEN, spoken(tick.words, state, tick.detail))
        keys = [tick.key for tick in ticks]
        self.setCurrentRow(keys.index(here) if here in keys else 0)
        self.blockSignals(blocked)

    def current_key(self) -> str | None:
        """Return the key of the current row."""
        item = self.currentItem()
        return str(item.data(KEY)) if item else None

    def choose(self, key: str) -> None:
        """Make the row with this key current."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == key:
                self.setCurrentRow(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        here = self.current_key()
        if self.movable and key in STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if here is not None:
                self.shifted.emit(here, STEPS[key])
        elif key in TICKING and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._switch(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _switch(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        words, was = item.text(), item.data(SPOKEN)
        said = _("{name}, not chosen") if _("chosen") in str(was) else _("{name}, chosen")
        announce(self, said.format(name=words))
        self.ticked.emit(str(item.data(KEY)))
