"""The agenda at the left of a meeting: its items in order, how long they take, adding one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_desk.domain.times import length
from commission_desk.i18n import _, clock
from commission_desk.operations.agenda import add_item, move_item, remove_item
from commission_desk.operations.meetings import ItemView, MeetingView
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import frame, hbox, scroll, vbox
from commission_desk.ui.kit.orderlist import OrderItem, OrderList
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.meetings_attendance import AttendancePart
from commission_desk.ui.pages.meetings_words import total, warning

if TYPE_CHECKING:
    from commission_desk.ui.pages.meetings import MeetingsPage


class NewItemBox(QLineEdit):
    """The line where a new item is typed: Enter adds it, Escape leaves."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, name: str, prompt: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(prompt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class AgendaList(OrderList):
    """The items; Delete takes the current one off the agenda."""

    removal_asked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.current_id() is not None:
            self.removal_asked.emit(self.current_id())
        else:
            super().keyPressEvent(event)


class AgendaPane(QWidget):
    """The left pane; ``chosen`` gives the id of the item to show."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, owner: "MeetingsPage") -> None:
        super().__init__()
        self.owner = owner
        self.view: MeetingView | None = None
        self.total = label("", "smallmuted")
        self.warning = label("", "note", wrap=True)
        self.warning_box = frame("note", hbox(self.warning, margins=(10, 6, 10, 6)))
        self.items = AgendaList(_("Agenda"), fit=True)
        self.items.chosen.connect(self.chosen)
        self.items.opened.connect(self.opened)
        self.items.moved.connect(self._move)
        self.items.removal_asked.connect(self.remove)
        self.add = button(_("Add item"), "plus", "mini", self.ask_item)
        self.box = NewItemBox(_("New agenda item"), _("What is to be discussed"))
        self.box.wanted.connect(self._add)
        self.box.left.connect(self._leave_box)
        self.box.hide()
        self.attendance = AttendancePart(owner)
        inner = QWidget()
        head = hbox(label(_("Agenda"), "strong"), None, self.total, margins=(12, 4, 12, 6))
        added = vbox(self.box, hbox(self.add, None), margins=(6, 2, 0, 0))
        vbox(
            head, self.warning_box, self.items, added, 10, self.attendance, None,
            gap=2, margins=(10, 10, 0, 16), parent=inner,
        )  # fmt: skip
        pane = frame("left", vbox(scroll(inner), gap=0))
        vbox(pane, gap=0, parent=self)

    def show_meeting(self, found: MeetingView, item: str, *, clocks: bool, locked: bool) -> None:
        """Show an agenda with the item that is open; ``clocks`` with the time each begins."""
        self.view = found
        rows = [_row(view, clocks=clocks) for view in found.items]
        if rows != self._rows():
            self.items.show_items(rows)
        if self.items.current_id() != item:
            self.items.choose(item)
        self.items.set_movable(not locked)
        self.total.setText(total(found))
        self.warning.setText(warning(found))
        self.warning_box.setVisible(bool(self.warning.plain))
        self.add.setVisible(clocks and not locked)
        self.attendance.setVisible(not clocks)
        self.attendance.show_meeting(found, locked=locked)

    def ask_item(self) -> None:
        """Open the line where a new item is typed."""
        self.box.show()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def remove(self, item: str) -> None:
        """Take an item off the agenda, or say why it stays."""
        assert self.view is not None
        title = next(view.title for view in self.view.items if view.id == item)
        self.owner.do(remove_item, item)
        self.owner.shell.toast(_("Taken off the agenda: {title}").format(title=title), undo=True)

    def flush(self) -> None:
        """Keep an item that is typed but not yet added."""
        if words := self.box.text().strip():
            self._add(words)

    def _add(self, words: str) -> None:
        if not words or self.view is None:
            self._leave_box()
            return
        self.box.clear()
        self.owner.do(add_item, self.view.row.id, words)

    def _leave_box(self) -> None:
        self.box.clear()
        self.box.hide()
        self.items.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _move(self, item: str, place: int) -> None:
        self.owner.do(move_item, item, place)

    def _rows(self) -> list[OrderItem]:
        role = Qt.ItemDataRole.UserRole
        return [self.items.item(row).data(role) for row in range(self.items.count())]


def _row(view: ItemView, *, clocks: bool) -> OrderItem:
    spent = length(view.minutes) if view.minutes else ""
    begins = clock(view.starts) if view.starts else ""
    below = " · ".join(word for word in (begins, view.lead, view.paper) if word)
    return OrderItem(view.id, view.number, view.title, spent, below if clocks else "")
