"""Choosing who took part: filter by typing, tick in the list, add someone new in place."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import Field
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.rows import KEY, SPOKEN, Row, RowDelegate, add_row, spoken
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WhoField(Field):
    """Some of a list of people; its value is a tuple of ids in the order they were chosen.

    ``add(name)`` makes someone new and returns the id.
    """

    def __init__(
        self,
        name: str,
        people: Sequence[tuple[str, str]],
        add: Callable[[str], str],
        value: Sequence[str] = (),
    ) -> None:
        self.people, self.add = dict(people), add
        self.chosen = [person for person in value if person in self.people]
        self.box = _Filter(self)
        self.box.setPlaceholderText(_("Type part of a name"))
        self.list = _People(self)
        self.list.setAccessibleName(name)
        self.picked = label("", "small", wrap=True)
        self.new = button("", "plus", "ghost", self.add_typed)
        super().__init__(name, self.box)
        self.box.textEdited.connect(lambda _words: self.show_people())
        self.show_people()

    def value(self) -> tuple[str, ...]:
        return tuple(self.chosen)

    def set_value(self, value: Sequence[str]) -> None:
        self.chosen = list(value)
        self.show_people()

    def show_people(self) -> None:
        """Show who matches what is typed: those chosen first."""
        typed = self.box.text().strip()
        words = typed.casefold().split()
        matching = [
            (person, name)
            for person, name in self.people.items()
            if all(word in name.casefold() for word in words)
        ]
        matching.sort(key=lambda found: (found[0] not in self.chosen, found[1].casefold()))
        row = self.list.currentRow()
        self.list.clear()
        for person, name in matching:
            chosen = person in self.chosen
            look = Row("circle-check", "accent", bold=True) if chosen else Row("circle", "muted")
            add_row(self.list, name, look, person)
            state = _("chosen") if chosen else ""
            self.list.item(self.list.count() - 1).setData(SPOKEN, spoken(name, state, ""))
        self.list.setCurrentRow(min(max(0, row), self.list.count() - 1))
        self.list.setVisible(bool(matching))
        known = any(name.casefold() == typed.casefold() for name in self.people.values())
        words_new = _("Add “{name}” as a stakeholder").format(name=typed)
        self.new.setText(words_new.replace("&", "&&"))
        self.new.setAccessibleName(words_new)
        self.new.setVisible(bool(typed) and not known)
        names = ", ".join(self.people[person] for person in self.chosen)
        self.picked.setText(names or _("Nobody chosen yet"))

    def switch(self, item: QListWidgetItem | None) -> None:
        """Choose the person of a row, or leave them out again."""
        if item is None:
            return
        person, name = item.data(KEY), item.text()
        if person in self.chosen:
            self.chosen.remove(person)
            announce(self.list, _("{name}, not chosen").format(name=name))
        else:
            self.chosen.append(person)
            announce(self.list, _("{name}, chosen").format(name=name))
        self._changed()

    def add_typed(self) -> None:
        """Add whoever was typed, and choose them."""
        typed = self.box.text().strip()
        person = self.add(typed)
        self.people[person] = typed
        self.chosen.append(person)
        announce(self.box, _("{name}, chosen").format(name=typed))
        self._changed()
        self.box.setFocus()

    def take_first(self) -> None:
        """Choose the first match of what was typed, or add it if nobody matches."""
        if not self.box.text().strip():
            return
        if self.list.count():
            self.switch(self.list.item(0))
        else:
            self.add_typed()

    def _changed(self) -> None:
        self.box.clear()
        self.show_people()
        self._edit()

    def _line(self) -> object:
        return vbox(self.picked, self.box, self.list, hbox(self.new, None), gap=5)


class _Filter(QLineEdit):
    """Enter takes the first match and the down key goes to the list; neither ends the dialog."""

    def __init__(self, field: WhoField) -> None:
        super().__init__()
        self.field = field
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.field.take_first()
        elif event.key() == Qt.Key.Key_Down:
            self.field.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class _People(QListWidget):
    def __init__(self, field: WhoField) -> None:
        super().__init__()
        self.field = field
        self.setObjectName("popup")
        self.setItemDelegate(RowDelegate(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(px(138))
        self.itemClicked.connect(field.switch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_Space):
            self.field.switch(self.currentItem())
        else:
            super().keyPressEvent(event)
