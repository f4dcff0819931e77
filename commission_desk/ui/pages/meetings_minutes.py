"""Taking minutes: the notes of the open item, and what was settled under it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from commission_desk.domain.richtext import RichText, from_json
from commission_desk.i18n import _
from commission_desk.operations.meetings import ItemView
from commission_desk.operations.minute_lines import (
    action_from_notes,
    decision_from_notes,
    risk_from_notes,
)
from commission_desk.operations.minutes import EntryView, write_notes
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import frame, hbox, page, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.meetings_entries import EntryCards
from commission_desk.ui.pages.meetings_entry_form import kind_word
from commission_desk.ui.pages.meetings_notes import NotesEditor
from commission_desk.ui.pages.meetings_words import about_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from commission_desk.ui.pages.meetings import MeetingsPage

FROM_NOTES = {
    "decision": decision_from_notes, "action": action_from_notes, "risk": risk_from_notes,
}  # fmt: skip


class MinutesPane(QWidget):
    """The centre while minutes are taken, and when they are read again."""

    def __init__(self, owner: "MeetingsPage", step: "Callable[[int], None]") -> None:
        super().__init__()
        self.owner, self.item_id = owner, ""
        self.banner_words = label("", "note", wrap=True)
        self.banner = frame("note", hbox(self.banner_words, margins=(14, 8, 14, 8)))
        self.about = label("", "smallmuted", wrap=True)
        self.title = label("", "h2", wrap=True)
        self.tools = button("", "bold", "tool", self._toggle_tools, _("Formatting tools"))
        self.tools.setCheckable(True)
        self.notes = NotesEditor()
        self.notes.saved_needed.connect(self._keep_notes)
        self.notes.noted.connect(self._note)
        self.notes.taken_back.connect(self._take_back)
        self.cards = EntryCards(owner)
        self.bar = self._bar(step)
        head = hbox(self.about, self.tools)
        head.setStretch(0, 1)
        self.body = page(
            self.banner, vbox(head, self.title, gap=2), 4, self.notes, self.cards, self.bar,
            gap=10, margins=(28, 18, 16, 28),
        )  # fmt: skip
        vbox(self.body, gap=0, parent=self)

    def show_item(
        self, item: ItemView | None, entries: list[EntryView], *, locked: bool, banner: str
    ) -> None:
        """Show an item; words that are not kept yet stay."""
        self.banner_words.setText(banner)
        self.banner.setVisible(bool(banner))
        for part in (self.about, self.title, self.notes, self.tools):
            part.setVisible(item is not None)
        self.bar.setVisible(item is not None and not locked)
        if item is None:
            self.cards.hide()
            self.item_id = ""
            return
        other = item.id != self.item_id
        self.item_id = item.id
        self.about.setText(about_item(item))
        self.title.setText(item.title)
        self.notes.edit.setAccessibleName(_("Notes: {title}").format(title=item.title))
        self.notes.show_notes(from_json(item.notes), other=other)
        self.notes.set_read_only(locked)
        self.tools.setVisible(not locked)
        self.cards.show_entries(item, entries, locked=locked)

    def write(self, kind: str) -> None:
        """Open a card for a new decision, action or risk."""
        self.flush_notes()
        self.cards.write(kind)
        QTimer.singleShot(0, self, self._show_form)

    def focus_notes(self) -> None:
        """Put the cursor at the end of the notes."""
        if self.isVisible():
            self.notes.end()

    def flush_notes(self) -> None:
        """Keep the notes."""
        self.notes.flush()

    def flush(self) -> None:
        """Keep the notes and the open card."""
        self.notes.flush()
        self.cards.flush()

    def leave(self) -> None:
        """Keep everything and close the open card, before another item is shown."""
        self.notes.flush()
        self.cards.close_form()

    def _show_form(self) -> None:
        """Bring the whole open card into view, once it has its place."""
        if self.cards.form is not None:
            self.body.ensureWidgetVisible(self.cards.form, 0, px(16))

    def _keep_notes(self, text: RichText) -> None:
        if self.item_id:
            self.owner.keep(write_notes, self.item_id, text)
            self.notes.take(text)

    def _note(self, kind: str, words: str) -> None:
        text = self.notes.text()
        self.notes.take(text)
        self.owner.do(FROM_NOTES[kind], self.item_id, words, text)
        said = _("{kind} recorded: {words}").format(kind=kind_word(kind), words=words)
        self.owner.shell.toast(said, undo=True)

    def _take_back(self) -> None:
        self.owner.shell.undo()

    def _toggle_tools(self) -> None:
        self.notes.show_tools(shown=self.tools.isChecked())

    def _bar(self, step: "Callable[[int], None]") -> QFrame:
        """The dashed bar of what can be written next, with the keys for it."""
        made = [
            _keyed(_("Decision"), "plus", "Ctrl+D", partial(self.write, "decision")),
            _keyed(_("Action"), "plus", "Ctrl+T", partial(self.write, "action")),
            _keyed(_("Risk"), "plus", "Ctrl+R", partial(self.write, "risk")),
            _keyed(_("Next item"), "arrow-down", "Ctrl+Down", partial(step, 1)),
            button("", "arrow-up", "tool", partial(step, -1), _("Item before (Ctrl ↑)")),
        ]
        held = QWidget()
        held.setLayout(Flow(*made, gap=8))
        return frame("dashcard", vbox(held, margins=(8, 7, 8, 7)))


def _keyed(words: str, icon: str, keys: str, slot: "Callable[[], object]") -> QWidget:
    shown = keys.replace("+", " ").replace("Down", "↓").replace("Up", "↑")
    made = button(words, icon, "tool", slot, f"{words} ({shown})")
    made.setAccessibleDescription(shown)
    kbd = label(shown, "kbd")
    kbd.setObjectName("kbd")
    kbd.setAlignment(Qt.AlignmentFlag.AlignCenter)
    held = QWidget()
    hbox(made, vbox(None, kbd, None), gap=5, parent=held)
    return held
