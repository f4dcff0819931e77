"""Writing a decision, action or risk where it stands: Enter saves, Escape leaves it as it was."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.operations.actions import edit_action
from commission_desk.operations.measures import edit_risk
from commission_desk.operations.minute_lines import remove_entry
from commission_desk.operations.minutes import (
    EntryView,
    add_decision,
    add_minuted_action,
    add_minuted_risk,
    edit_decision,
)
from commission_desk.ui.kit.binding import PAUSE
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.completing import complete
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import hbox, top, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.meetings_form import Pair
from commission_desk.ui.pages.meetings_words import options, read_day

if TYPE_CHECKING:
    from commission_desk.ui.pages.meetings import MeetingsPage

ADD: dict[str, Callable[..., Any]] = {
    "decision": add_decision, "action": add_minuted_action, "risk": add_minuted_risk,
}  # fmt: skip
EDIT: dict[str, Callable[..., Any]] = {
    "decision": edit_decision, "action": edit_action, "risk": edit_risk,
}  # fmt: skip
LOOKS = {
    "decision": ("gavel", "blue"), "action": ("list-checks", "accent"),
    "risk": ("triangle-alert", "amber"),
}  # fmt: skip


def kind_word(kind: str) -> str:
    """Return the word for a kind of entry: Decision."""
    return {"decision": _("Decision"), "action": _("Action"), "risk": _("Risk")}[kind]


class EntryForm(QFrame):
    """The open card; ``done`` once it is saved or left.

    What is typed is kept after a pause even before Enter, so that no word is lost.
    """

    done = Signal()

    def __init__(
        self, owner: "MeetingsPage", item: str, kind: str, number: str, entry: EntryView | None,
        people: Iterable[str],
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("card")
        self.owner, self.item, self.kind, self.entry = owner, item, kind, entry
        self.record = entry.id if entry else ""
        self.before = self._stored(entry)
        self.kept = dict(self.before)
        title = f"{kind_word(kind)} {number}"
        self.words = TextField(title, entry.text if entry else "", least=1)
        self.words.title.hide()
        self.fields: dict[str, Field] = {self._main(): self.words, **self._more(people)}
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self.flush)
        for field in self.fields.values():
            field.entry.installEventFilter(self)
            field.edited.connect(self.pause.start)
        self._lay_out(title)

    def focus_field(self, name: str = "") -> None:
        """Put the cursor in a field, or in the words."""
        field = self.fields.get(name, self.words)
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Keep what is written and close; a field that cannot be read says so."""
        if self._say_unreadable():
            return
        if not self.words.value():
            self.cancel()
            return
        self._keep(self._values())
        self._close()

    def cancel(self) -> None:
        """Close and leave things as they were before."""
        if self.record and self.entry is None:
            self.owner.keep(remove_entry, self.kind, self.record)
            self.owner.shell.toast(_("Not kept: {entry}").format(entry=self._name()), undo=True)
        elif self.kept != self.before:
            self._keep(self.before)
        self._close()

    def flush(self) -> None:
        """Keep what is written so far; the card stays open."""
        self.pause.stop()
        if self.words.value():
            self._keep(self._values())

    def forget_record(self) -> None:
        """Know that what was kept has been taken back; the next save adds it anew."""
        self.record, self.entry, self.kept = "", None, {}

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.save()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
            return True
        return False

    def _close(self) -> None:
        self.pause.stop()
        self.done.emit()

    def _keep(self, values: dict[str, Any]) -> None:
        changed = {name: value for name, value in values.items() if self.kept.get(name) != value}
        if not self.record:
            first = values[self._main()]
            more = {name: value for name, value in values.items() if name != self._main()}
            self.record = self.owner.keep(ADD[self.kind], self.item, first, **more)
        elif changed:
            self.owner.keep(EDIT[self.kind], self.record, **changed)
        self.kept |= values

    def _values(self) -> dict[str, Any]:
        """Read the fields; one that cannot be read keeps its stored value."""
        found = {}
        for name, field in self.fields.items():
            try:
                found[name] = field.value()
            except (UserError, ValueError):
                found[name] = self.kept.get(name)
        return found

    def _say_unreadable(self) -> bool:
        for field in self.fields.values():
            try:
                field.value()
            except (UserError, ValueError) as problem:
                field.complain(str(problem))
                field.setFocus()
                return True
        return False

    def _main(self) -> str:
        return "text" if self.kind == "decision" else "title"

    def _stored(self, entry: EntryView | None) -> dict[str, Any]:
        if entry is None:
            return {}
        found: dict[str, Any] = {self._main(): entry.text}
        if self.kind == "decision":
            return found | {"way": entry.way}
        found["owner"] = entry.owner
        return found | {"due": entry.due} if self.kind == "action" else found

    def _more(self, people: Iterable[str]) -> dict[str, Field]:
        entry = self.entry
        if self.kind == "decision":
            ways = options("decision-way", _("Not said"))
            return {"way": ChoiceField(_("How it was decided"), ways, entry.way if entry else "")}
        owner = LineField(_("Owner"), entry.owner if entry else "", prompt=_("Who does it"))
        complete(owner, people)
        found: dict[str, Field] = {"owner": owner}
        if self.kind == "action":
            found["due"] = DateField(_("Due"), read_day, entry.due if entry else None)
        return found

    def _lay_out(self, title: str) -> None:
        icon, ink = LOOKS[self.kind]
        more = [field for name, field in self.fields.items() if name != self._main()]
        save = button(_("Save"), kind="mini", slot=self.save, tip=_("Save (Enter)"))
        leave = button(_("Leave"), kind="mini", slot=self.cancel, tip=_("Leave (Escape)"))
        save.setAccessibleName(_("Save: {entry}").format(entry=title))
        leave.setAccessibleName(_("Leave: {entry}").format(entry=title))
        keys = label(_("Enter saves, Tab goes on, Escape leaves"), "smallmuted", wrap=True)
        foot = hbox(keys, save, leave)
        foot.setStretch(0, 1)
        rows = vbox(label(title, "strong"), self.words, Pair(*more), foot, gap=6)
        row = hbox(top(Icon(icon, ink)), rows, gap=12, margins=(16, 12, 14, 10), parent=self)
        row.setStretch(1, 1)

    def _name(self) -> str:
        return str(self.words.value())
