"""Who is in the room: a list on which one key marks each person."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QListWidget, QWidget

from commission_desk.content.choices import choice
from commission_desk.i18n import _, language
from commission_desk.operations.attendance import set_attendance
from commission_desk.operations.meetings import AttendanceView, MeetingView
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.rows import KEY, SPOKEN, Row, RowDelegate, add_row
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.meetings_words import quorum_words

if TYPE_CHECKING:
    from commission_desk.ui.pages.meetings import MeetingsPage

KEYS = {
    Qt.Key.Key_P: "present", Qt.Key.Key_A: "apologies", Qt.Key.Key_N: "absent",
    Qt.Key.Key_I: "in-attendance", Qt.Key.Key_Delete: "",
}  # fmt: skip
ICONS = {
    "present": ("circle-check", "green"), "in-attendance": ("circle-dot", "blue"),
    "apologies": ("circle-minus", "muted"), "absent": ("circle-alert", "amber"),
    "": ("circle", "muted"),
}  # fmt: skip


class AttendanceList(QListWidget):
    """The people; P, A, N and I mark the chosen one, Delete takes the mark away."""

    def __init__(self, owner: "MeetingsPage") -> None:
        super().__init__()
        self.owner, self.locked = owner, False
        self.shown: tuple[AttendanceView, ...] = ()
        self.setObjectName("clear")
        self.setAccessibleName(_("Attendance"))
        self.setAccessibleDescription(
            _("P present, A apologies, N absent, I in attendance, Delete not known.")
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(RowDelegate(self))

    def show_people(self, people: tuple[AttendanceView, ...]) -> None:
        """Show the people; the one that was chosen stays chosen."""
        if people == self.shown:
            return
        self.shown, row = people, max(0, self.currentRow())
        self.clear()
        for person in people:
            icon, ink = ICONS[person.status]
            add_row(self, _words(person), Row(icon, ink), person.id)
            item = self.item(self.count() - 1)
            item.setData(SPOKEN, f"{_words(person)}, {status_word(person.status)}")
        self.setCurrentRow(min(row, len(people) - 1))
        if not self.hasFocus():
            self.clearSelection()
        self.settle()

    def mark(self, status: str) -> None:
        """Mark the chosen person."""
        item = self.currentItem()
        if item is not None and not self.locked:
            self.owner.do(set_attendance, item.data(KEY), status)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if key in KEYS and plain:
            self.mark(KEYS[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.currentItem() is not None:
            self.currentItem().setSelected(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.clearSelection()  # only a list that hears the keys shows whom they mark

    def settle(self) -> None:
        """Take the height of the rows: the pane scrolls."""
        tall = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(tall + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class AttendancePart(QWidget):
    """The list under its heading, which counts who is present."""

    def __init__(self, owner: "MeetingsPage") -> None:
        super().__init__()
        self.people = AttendanceList(owner)
        self.count = label("", "smallmuted", wrap=True)
        self.nobody = label(_("Nobody is expected yet."), "smallmuted", wrap=True)
        self.marks = QWidget()
        self.marks.setLayout(
            Flow(*(self._mark_button(key, status) for key, status in KEYS.items() if status), gap=2)
        )
        head = hbox(label(_("Present"), "strong"), self.count, margins=(12, 0, 0, 0))
        head.setStretch(1, 1)
        rows = vbox(self.marks, margins=(6, 0, 0, 0))
        vbox(head, self.nobody, self.people, rows, gap=4, parent=self)

    def show_meeting(self, found: MeetingView, *, locked: bool) -> None:
        """Show who is expected and here."""
        self.people.locked = locked
        self.people.show_people(found.attendance)
        self.people.setVisible(bool(found.attendance))
        self.nobody.setVisible(not found.attendance)
        self.marks.setVisible(bool(found.attendance) and not locked)
        self.count.setText(quorum_words(found))

    def _mark_button(self, key: Qt.Key, status: str) -> QWidget:
        made = button(status_word(status), kind="mini", slot=partial(self.people.mark, status))
        made.setToolTip(_("{status} ({key})").format(status=status_word(status), key=chr(key)))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys do the same on the list
        return made


def status_word(status: str) -> str:
    """Return the word for a mark: Present, Apologies."""
    if not status:
        return _("Not known yet")
    return choice("attendance-status", status).label.text(language())


def _words(person: AttendanceView) -> str:
    name = person.name
    if person.role == "chair":
        name = _("{name} (chair)").format(name=name)
    if person.status in ("", "present"):
        return name
    return f"{name} · {status_word(person.status).lower()}"
