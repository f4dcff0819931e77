"""Who is expected at a meeting, by role, in the order in which the papers name them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from commission_desk.content.choices import choice
from commission_desk.i18n import _, language
from commission_desk.operations.attendance import (
    add_person,
    edit_person,
    move_person,
    remove_person,
)
from commission_desk.operations.meeting_room import known_people
from commission_desk.operations.meetings import MeetingView
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.completing import complete
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.orderlist import OrderItem, OrderList
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.meetings_form import Pair
from commission_desk.ui.pages.meetings_words import options

if TYPE_CHECKING:
    from commission_desk.ui.pages.meetings import MeetingsPage


class PeopleList(OrderList):
    """The people; Delete takes the chosen one off."""

    def __init__(self, card: "PeopleCard") -> None:
        super().__init__(_("People expected"), fit=True)
        self.card = card

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.card.remove()
        else:
            super().keyPressEvent(event)


class PeopleCard(QFrame):
    """The list, the line to add someone, and the role of the one chosen."""

    def __init__(self, owner: "MeetingsPage") -> None:
        super().__init__()
        self.setObjectName("card")
        self.owner, self.meeting_id = owner, ""
        self.known: tuple[str, ...] = ()
        roles = options("meeting-role")
        self.list = PeopleList(self)
        self.list.chosen.connect(lambda _id: self._show_chosen())
        self.list.moved.connect(lambda person, place: owner.do(move_person, person, place))
        self.nobody = label(
            _("Nobody yet. Add people by their role; the next review asks them again."),
            "muted", wrap=True,
        )  # fmt: skip
        self.role_of = ChoiceField(_("Role of the one chosen"), roles)
        self.role_of.committed.connect(self._change_role)
        self.off = button(_("Take off"), "trash-2", "mini", self.remove)
        self.name = LineField(_("Add by role or name"), prompt=_("such as Finance partner"))
        self.name.box.returnPressed.connect(self.add)
        self.role = ChoiceField(_("As"), roles, "member")
        self.plus = button(_("Add"), "plus", slot=self.add)
        self.plus.setAccessibleName(_("Add to the meeting"))
        self.chosen_row = vbox(
            hbox(self.role_of, vbox(None, self.off), gap=10), margins=(0, 0, 0, 4)
        )
        self.adding = QWidget()
        row = hbox(Pair(self.name, self.role), vbox(None, self.plus), gap=10, parent=self.adding)
        row.setStretch(0, 1)
        vbox(
            label(_("People expected"), "h3"), self.nobody, self.list, self.chosen_row, self.adding,
            gap=10, margins=(18, 16, 18, 16), parent=self,
        )  # fmt: skip

    def show_meeting(self, found: MeetingView, *, locked: bool) -> None:
        """Show the people of a meeting."""
        if found.row.id != self.meeting_id:
            self.name.set_value("")
        self.meeting_id, self.people = found.row.id, found.attendance
        rows = [
            OrderItem(
                person.id, str(number), person.name,
                choice("meeting-role", person.role).label.text(language()),
            )
            for number, person in enumerate(found.attendance, start=1)
        ]  # fmt: skip
        if rows != self._rows():
            self.list.show_items(rows)
        self.list.setVisible(bool(rows))
        self.list.set_movable(not locked)
        self.nobody.setVisible(not rows)
        self.role_of.setVisible(bool(rows) and not locked)
        self.off.setVisible(bool(rows) and not locked)
        self.adding.setVisible(not locked)
        if (known := self.owner.ask(known_people)) != self.known:
            self.known = known
            complete(self.name, known)
        self._show_chosen()

    def add(self) -> None:
        """Add the one whose role or name is typed."""
        words = self.name.value()
        if words:
            self.name.set_value("")
            self.owner.do(add_person, self.meeting_id, words, self.role.value())

    def remove(self) -> None:
        """Take the chosen one off."""
        person = self._chosen()
        if person is not None:
            self.owner.do(remove_person, person.id)
            said = _("Taken off the meeting: {name}").format(name=person.name)
            self.owner.shell.toast(said, undo=True)

    def flush(self) -> None:
        """Keep someone who is typed but not yet added."""
        self.add()

    def _chosen(self):
        wanted = self.list.current_id()
        return next((person for person in self.people if person.id == wanted), None)

    def _show_chosen(self) -> None:
        person = self._chosen()
        self.role_of.set_value(person.role if person else None)
        self.role_of.setEnabled(person is not None)
        self.off.setEnabled(person is not None)
        if person is not None:
            self.off.setAccessibleName(_("Take off: {name}").format(name=person.name))

    def _change_role(self) -> None:
        person = self._chosen()
        if person is not None and person.role != self.role_of.value():
            self.owner.do(edit_person, person.id, role=self.role_of.value())

    def _rows(self) -> list[OrderItem]:
        role = Qt.ItemDataRole.UserRole
        return [self.list.item(row).data(role) for row in range(self.list.count())]
