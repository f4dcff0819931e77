"""Meetings: the list of them, and one from its agenda to its agreed minutes."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.operations.agenda_words import meeting_in
from commission_desk.operations.meetings import meetings
from commission_desk.ui.dialogs.call_meeting import CallMeetingDialog
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.pages.meetings_list import MeetingList, spoken_title
from commission_desk.ui.pages.meetings_one import OneMeeting
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.workspace import Workspace

NEAR = 8  # meetings that the find box offers by name


class MeetingsPage(Page):
    """The list, or the meeting that is open."""

    tables = frozenset(
        {"meeting", "agenda_item", "attendance", "decision", "action", "risk", "agreement",
         "measure", "result", "organisation"}
    )  # fmt: skip

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.list = MeetingList(self)
        self._one: OneMeeting | None = None
        self.open_id = ""
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        vbox(self.stack, gap=0, parent=self)

    @property
    def one(self) -> OneMeeting:
        """The meeting's own screen, built when the first meeting is opened."""
        if self._one is None:
            self._one = OneMeeting(self)
            self.stack.addWidget(self._one)
        return self._one

    def refresh(self) -> None:
        if self.open_id:
            try:
                found = self.ask(meeting_in, self.open_id, language())
            except UserError:  # removed, or its calling was undone
                self.show_list()
                return
            self.one.show_meeting(found)
        else:
            self.list.refresh()

    def show_record(self, record: str, part: str = "") -> None:
        """Open a meeting, and on it an agenda item, decision, action or risk."""
        if record != self.open_id:
            self.flush()
            self.one.leave()
        self.open_id = record
        self.refresh()
        if self.open_id:
            self.stack.setCurrentWidget(self.one)
            self.one.arrive(part)

    def where(self) -> tuple[str, str]:
        return self.open_id, self.one.item_id if self.open_id else ""

    def show_list(self) -> None:
        """Go back to the list."""
        self.flush()
        self.one.leave()
        self.open_id = ""
        self.list.refresh()
        self.stack.setCurrentWidget(self.list)
        self.list.setFocus()

    def new(self) -> None:
        """Ask what meeting to call."""
        self.call()

    def call(self, agreement: str = "") -> None:
        """Ask what meeting to call, a review of an agreement if one is given."""
        dialog = CallMeetingDialog(self, self.today(), agreement)
        dialog.accepted.connect(lambda: self.show_record(dialog.made))
        dialog.open()

    def flush(self) -> None:
        if self._one is not None:
            self._one.flush()

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        """Offer what can be done here, and the meetings nearest to today."""
        found = [("calendar-plus", _("Call a meeting…"), self.new)]
        if self.open_id:
            found += [("list", _("All meetings"), self.show_list), *self.one.commands()]
        rows = [row for row in self.ask(meetings) if row.id != self.open_id and row.held_on]
        rows.sort(key=lambda row: abs((row.held_on - self.today()).days))
        return found + [
            ("calendar-days", spoken_title(row), partial(self.show_record, row.id))
            for row in rows[:NEAR]
        ]

    @staticmethod
    def today() -> date:
        """Return the person's own day."""
        return date.today()  # noqa: DTZ011 - the person's own day
