"""One meeting: its header, and its agenda, centre and matters arising side by side."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QWidget

from commission_desk.i18n import _, full_date, language
from commission_desk.operations.agenda_words import meeting_in
from commission_desk.operations.meeting_room import RoomView, room
from commission_desk.operations.meetings import MeetingView
from commission_desk.operations.minutes import EntryView, entries, finish_meeting, start_meeting
from commission_desk.operations.records import LOCKED, remove
from commission_desk.ui.dialogs.agree_minutes import AgreeMinutesDialog
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.text import Chip
from commission_desk.ui.pages.meetings_agenda import AgendaPane
from commission_desk.ui.pages.meetings_arrange import Arrangements
from commission_desk.ui.pages.meetings_matters import MattersPane
from commission_desk.ui.pages.meetings_minutes import MinutesPane
from commission_desk.ui.pages.meetings_words import (
    minutes_status_of,
    run_for,
    status_of,
    when,
)

if TYPE_CHECKING:
    from commission_desk.ui.pages.meetings import MeetingsPage

TICK = 5_000  # ms between two looks at the clock


class OneMeeting(QWidget):
    """A meeting: arranged before it is held, minuted after that."""

    def __init__(self, owner: "MeetingsPage") -> None:
        super().__init__()
        self.owner = owner
        self.view: MeetingView | None = None
        self.room: RoomView | None = None
        self.taken: dict[str, list[EntryView]] = {}
        self.item_id, self.arranging = "", False
        self.agenda = AgendaPane(owner)
        self.arrange = Arrangements(owner, self.agenda)
        self.minutes = MinutesPane(owner, self.step)
        self.matters = MattersPane(owner)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.arrange)
        self.centre.addWidget(self.minutes)
        self.panes = Panes(self.centre, self.agenda, self.matters, (318, 300, 480))
        self.header = self._header()
        vbox(self.header, self.panes, gap=0, parent=self).setStretch(1, 1)
        self.agenda.chosen.connect(self.choose)
        self.agenda.opened.connect(self._open_item)
        self.panes.drawer_needed.connect(self._show_details)
        self.ticking = QTimer(self)
        self.ticking.setInterval(TICK)
        self.ticking.timeout.connect(self._tick)
        self._keys()

    @property
    def locked(self) -> bool:
        """Whether the minutes were agreed, so that nothing may change."""
        return self.view is not None and self.view.row.minutes_status in LOCKED

    @property
    def minuting(self) -> bool:
        """Whether the minutes are in the centre."""
        return self.view is not None and self.view.row.status != "planned" and not self.arranging

    def show_meeting(self, found: MeetingView, *, room_too: bool = True) -> None:
        """Show a meeting; the item that was open stays open.

        What stands beside the agenda is the same for every item: going to another one leaves it.
        """
        self.view = found
        self.taken = self.owner.ask(entries, found.row.id)
        if room_too or self.room is None:
            self.room = self.owner.ask(room, found)
        ids = [item.id for item in found.items]
        if self.item_id not in ids:
            self.item_id = ids[0] if ids else ""
        self._show()

    def arrive(self, part: str = "") -> None:
        """Go to a part of the meeting: an agenda item, decision, action or risk."""
        if self.view is None:
            return
        under = (item for item, found in self.taken.items() if part in [one.id for one in found])
        item = next(under, part)
        if part and item in [known.id for known in self.view.items]:
            self.choose(item)
        if self.minuting:
            self.minutes.focus_notes()
            if part:
                self.minutes.cards.focus_entry(part)
        else:
            self.agenda.items.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Keep everything and forget the item, before another meeting is shown."""
        self.flush()
        self.minutes.leave()
        self.item_id, self.arranging = "", False
        self.ticking.stop()

    def choose(self, item: str) -> None:
        """Open an item."""
        if item == self.item_id or self.view is None:
            return
        self.arrange.flush()
        self.minutes.leave()
        self.item_id = item
        self.show_meeting(self.owner.ask(meeting_in, self._id(), language()), room_too=False)

    def step(self, by: int) -> None:
        """Open the item after this one, or before it."""
        if self.view is None:
            return
        ids = [item.id for item in self.view.items]
        if self.item_id not in ids:
            return
        place = ids.index(self.item_id) + by
        if 0 <= place < len(ids):
            self.choose(ids[place])
        if self.minuting:
            self.minutes.focus_notes()

    def flush(self) -> None:
        """Keep what is typed anywhere on the meeting."""
        if self.view is None or self.locked:
            return
        self.agenda.flush()
        self.arrange.flush()
        self.minutes.flush()

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        """Offer what can be done with this meeting."""
        found = [
            (icon, button_.accessibleName(), slot)
            for button_, icon, slot in (
                (self.start_button, "circle-arrow-right", self.start),
                (self.finish_button, "check", self.finish),
                (self.agree_button, "circle-check", self.agree),
            )
            if not button_.isHidden()
        ]
        found.append(("file-text", _("Preview agenda"), self.preview_agenda))
        if self.view is not None and self.view.row.status != "planned":
            found.append(("file-text", _("Preview minutes"), self.preview_minutes))
        if self.minuting and not self.locked:
            found.append(("users", _("Mark who is here"), self.agenda.attendance.people.setFocus))
        if not self.locked:
            found.append(("plus", _("Add item"), self.agenda.ask_item))
        return found

    def start(self) -> None:
        """Begin taking minutes."""
        self.flush()
        self.arranging = False
        self.owner.do(start_meeting, self._id())
        self.minutes.focus_notes()

    def finish(self) -> None:
        """End the meeting, now if it was held today; minutes of another day keep its end."""
        assert self.view is not None
        self.flush()
        now = datetime.now().time().replace(second=0, microsecond=0)  # noqa: DTZ005 - wall clock
        today = self.view.row.held_on == self.owner.today()
        self.owner.do(finish_meeting, self._id(), now if today else None)
        self.owner.shell.toast(_("Meeting finished."), undo=True)

    def agree(self) -> None:
        """Ask on which day the minutes were agreed."""
        self.flush()
        AgreeMinutesDialog(self.owner, self._id(), self.owner.today()).open()

    def preview_agenda(self) -> None:
        """Show the agenda as it will be printed."""
        self._preview("agenda")

    def preview_minutes(self) -> None:
        """Show the minutes as they will be printed."""
        self._preview("minutes")

    def remove(self) -> None:
        """Take the meeting off the desk."""
        assert self.view is not None
        title = self.view.row.title
        self.owner.do(remove, "meeting", self._id())
        self.owner.shell.toast(_("Removed: {title}").format(title=title), undo=True)

    def _show(self) -> None:
        found, here = self.view, self.room
        assert found is not None
        assert here is not None
        item = next((known for known in found.items if known.id == self.item_id), None)
        planned = found.row.status == "planned"
        self.agenda.show_meeting(found, self.item_id, clocks=not self.minuting, locked=self.locked)
        if self.minuting:
            taken = self.taken.get(self.item_id, [])
            self.minutes.show_item(item, taken, locked=self.locked, banner=self._banner())
        else:
            self.arrange.show_meeting(found, item, locked=self.locked)
        self.centre.setCurrentWidget(self.minutes if self.minuting else self.arrange)
        self.matters.show_room(found, here, self.owner.today(), locked=self.locked)
        for shown, wanted in (
            (self.start_button, planned),
            (self.finish_button, found.row.status == "under-way"),
            (self.agree_button, found.row.status == "held" and not self.locked),
            (self.agenda_button, planned),
            (self.papers_button, not planned),
        ):
            shown.setVisible(wanted)
        self.arrange_action.setVisible(not planned)
        self.arrange_action.setChecked(self.arranging)
        self.remove_action.setVisible(not self.locked)
        self.ticking.start() if found.row.status == "under-way" else self.ticking.stop()
        self._tick()
        self.header.say(found.row.title, when(found))

    def _tick(self) -> None:
        assert self.view is not None
        row = self.view.row
        if row.status == "under-way":
            ran = run_for(self.room.started_at if self.room else None)
            self.chip.say(_("Taking minutes · {time}").format(time=ran), "red", "circle")
        else:
            words = minutes_status_of(row)
            self.chip.say(*(words if words[0] else status_of(row)))

    def _banner(self) -> str:
        if not self.locked or self.view is None or self.view.agreed_on is None:
            return ""
        return _(
            "Agreed as a correct record on {date}. These minutes can no longer be changed; "
            "minute a correction at the next meeting."
        ).format(date=full_date(self.view.agreed_on))

    def _header(self) -> Header:
        self.chip = Chip("")
        self.agenda_button = button(_("Preview agenda"), "file-text", slot=self.preview_agenda)
        papers = QMenu(_("Preview"), self)
        for words, slot in (
            (_("Agenda…"), self.preview_agenda),
            (_("Minutes…"), self.preview_minutes),
        ):
            papers.addAction(action(words, slot, "file-text", parent=papers))
        self.papers_button = menu_button(_("Preview"), "file-text", papers)
        self.details = button(_("Details"), "panel-right", slot=self.panes.toggle)
        self.details.hide()
        self.start_button = button(_("Start meeting"), "circle-arrow-right", "primary", self.start)
        self.finish_button = button(_("Finish meeting"), "check", "primary", self.finish)
        self.agree_button = button(_("Agree the minutes"), "check", "primary", self.agree)
        back = button("", "arrow-left", "tool", self.owner.show_list, _("All meetings"))
        return Header(
            "", "", self.chip, self._more(), self.agenda_button, self.papers_button, self.details,
            self.start_button, self.finish_button, self.agree_button, find=self.owner.shell.find,
            back=back,
        )  # fmt: skip

    def _more(self) -> QPushButton:
        menu = QMenu(_("More"), self)
        self.arrange_action = action(_("Arrangements and people"), self._arrange, parent=menu)
        self.arrange_action.setCheckable(True)
        self.remove_action = action(_("Remove meeting"), self.remove, "trash-2", parent=menu)
        menu.addAction(action(_("All meetings"), self.owner.show_list, "list", parent=menu))
        menu.addActions([self.arrange_action, self.remove_action])
        made = menu_button("", "ellipsis", menu)
        made.setAccessibleName(_("More"))
        made.setToolTip(_("More"))
        return made

    def _arrange(self) -> None:
        """Show the arrangements of a meeting that is under way, or go back to its minutes."""
        self.flush()
        self.arranging = self.arrange_action.isChecked()
        self.owner.refresh()

    def _show_details(self, needed: bool) -> None:
        self.details.setVisible(needed)
        self.header.fit()

    def _open_item(self, item: str) -> None:
        self.choose(item)
        if self.minuting:
            self.minutes.focus_notes()
        else:
            self.arrange.focus_title()

    def _preview(self, document: str) -> None:
        assert self.view is not None
        self.owner.shell.preview(self.view.row.title, document, self._id())

    def _id(self) -> str:
        assert self.view is not None
        return self.view.row.id

    def _keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+D", partial(self._write, "decision")),
            ("Ctrl+T", partial(self._write, "action")),
            ("Ctrl+R", partial(self._write, "risk")),
            ("Ctrl+Down", partial(self.step, 1)),
            ("Ctrl+Up", partial(self.step, -1)),
        )
        for words, slot in keys:
            shortcut = QShortcut(QKeySequence(words), self, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _write(self, kind: str) -> None:
        if self.minuting:
            self.minutes.write(kind)
