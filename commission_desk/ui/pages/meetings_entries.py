"""The decisions, actions and risks under an item, as cards; one may be open for writing."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commission_desk.content.choices import choice
from commission_desk.i18n import _, full_date, language
from commission_desk.operations.meeting_room import known_people
from commission_desk.operations.meetings import ItemView
from commission_desk.operations.minute_lines import remove_entry
from commission_desk.operations.minutes import EntryView
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import Item, hbox, top, vbox
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.meetings_entry_form import LOOKS, EntryForm, kind_word

if TYPE_CHECKING:
    from commission_desk.ui.pages.meetings import MeetingsPage


INDENT = 29  # of what stands below an entry's words: an icon and the gap after it


class EntryCard(QFrame):
    """One entry as it stands in the minutes; Enter or a click on its tools opens it."""

    def __init__(self, cards: "EntryCards", entry: EntryView, number: str, *, locked: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        self.cards, self.entry = cards, entry
        title = f"{kind_word(entry.kind)} {number}"
        icon, ink = LOOKS[entry.kind]
        words = label(entry.text, wrap=True, lead=title)
        body: list[Item] = []
        if entry.way:
            way = choice("decision-way", entry.way).label.text(language())
            body.append(label(way, "smallmuted", wrap=True))
        if entry.kind != "decision":
            body.append(self._facts(title, locked=locked))
        head = hbox(top(Icon(icon, ink)), words, *self._tools(title, locked=locked), gap=12)
        head.setStretch(1, 1)
        below = [vbox(*body, gap=6, margins=(INDENT, 0, 0, 0))] if body else []
        vbox(head, *below, gap=6, margins=(16, 12, 10, 12), parent=self)

    def _tools(self, title: str, *, locked: bool) -> list[Item]:
        found: list[Item] = []
        if self.entry.kind == "action":
            fresh = self.entry.status == "open" and not locked
            done = choice("action-status", self.entry.status).label.text(language())
            found.append(top(Chip(_("New") if fresh else done)))
        if locked:
            return found
        self.edit = button("", "pencil", "tool", self._open, _("Edit (Enter)"))
        self.edit.setAccessibleName(_("Edit: {entry}").format(entry=title))
        off = button("", "trash-2", "tool", partial(self.cards.remove, self.entry), _("Remove"))
        off.setAccessibleName(_("Remove: {entry}").format(entry=title))
        found.append(top_row(self.edit, off))
        return found

    def _facts(self, title: str, *, locked: bool) -> QWidget:
        due = full_date(self.entry.due) if self.entry.due else _("No date yet")
        facts = [("user", "owner", self.entry.owner or _("No owner yet"))]
        if self.entry.kind == "action":
            facts.append(("calendar", "due", due))
        held = QWidget()
        made = []
        for icon, field, words in facts:
            fact = button(words, icon, slot=partial(self._open, field), elide=True)
            fact.setAccessibleName(f"{title}: {words}")
            fact.setEnabled(not locked)
            made.append(fact)
        held.setLayout(Flow(*made))
        return held

    def _open(self, field: str = "") -> None:
        self.cards.write(self.entry.kind, self.entry, field)


def top_row(*widgets: QWidget) -> Item:
    """Keep small tools at the top of a card."""
    return vbox(hbox(*widgets, gap=0), None)


class EntryCards(QWidget):
    """The entries of one item in order, and the form that is open among them."""

    def __init__(self, owner: "MeetingsPage") -> None:
        super().__init__()
        self.owner, self.locked = owner, False
        self.item: ItemView | None = None
        self.entries: tuple[EntryView, ...] = ()
        self.form: EntryForm | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(10))
        self._drawn: object = None

    def show_entries(self, item: ItemView, entries: list[EntryView], *, locked: bool) -> None:
        """Show an item's entries; the card that is open for writing stays as it is."""
        if self.item is not None and item.id != self.item.id:
            self.close_form()
        self.item, self.entries, self.locked = item, tuple(entries), locked
        form = self.form
        if form is not None and form.record not in ("", *(entry.id for entry in entries)):
            form.forget_record()
        drawn = (item.number, self.entries, locked, self.form and self.form.record, bool(self.form))
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw()

    def write(self, kind: str, entry: EntryView | None = None, field: str = "") -> None:
        """Open a card for a new entry, or one that is there."""
        if self.item is None or self.locked:
            return
        if self.form is not None:
            self.form.save()
        if self.form is not None:  # what it holds cannot be read yet
            return
        number = self._number(entry) if entry else f"{self.item.number}.{len(self.entries) + 1}"
        people = self.owner.ask(known_people)
        self.form = EntryForm(self.owner, self.item.id, kind, number, entry, people)
        self.form.done.connect(self._written)
        self._draw()
        self.form.show()
        self.form.focus_field(field)

    def remove(self, entry: EntryView) -> None:
        """Take an entry out of the minutes."""
        title = f"{kind_word(entry.kind)} {self._number(entry)}"
        self.owner.do(remove_entry, entry.kind, entry.id)
        self.owner.shell.toast(_("Removed: {entry}").format(entry=title), undo=True)

    def close_form(self) -> None:
        """Keep what is written in the open card, and close it."""
        if self.form is not None:
            self.form.flush()
            self._drop_form()

    def flush(self) -> None:
        """Keep what is written in the open card."""
        if self.form is not None:
            self.form.flush()

    def focus_entry(self, record: str) -> None:
        """Put the focus on an entry."""
        for place in range(self.column.count()):
            row = self.column.itemAt(place)
            card = row.widget() if row is not None else None
            if isinstance(card, EntryCard) and card.entry.id == record and not self.locked:
                card.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _written(self) -> None:
        self._drop_form()
        self.owner.refresh()
        self.owner.one.minutes.focus_notes()

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form, self._drawn = None, None

    def _draw(self) -> None:
        while (row := self.column.takeAt(0)) is not None:
            widget = row.widget()
            if widget is not None and widget is not self.form:
                widget.hide()
                widget.deleteLater()
        placed = False
        for entry in self.entries:
            if self.form is not None and entry.id == self.form.record:
                self.column.addWidget(self.form)
                placed = True
            else:
                self.column.addWidget(
                    EntryCard(self, entry, self._number(entry), locked=self.locked)
                )
        if self.form is not None and not placed:
            self.column.addWidget(self.form)
        self.setVisible(self.column.count() > 0)

    def _number(self, entry: EntryView) -> str:
        assert self.item is not None
        place = [known.id for known in self.entries].index(entry.id) + 1
        return f"{self.item.number}.{place}"
