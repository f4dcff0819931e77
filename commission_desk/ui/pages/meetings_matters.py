"""At the right of a meeting: matters arising, measures at a glance, the next decision."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from commission_desk.content.choices import choices
from commission_desk.i18n import _, full_date, language
from commission_desk.operations.actions import ActionRow, finish_action, reopen_action
from commission_desk.operations.meeting_room import RoomView
from commission_desk.operations.meetings import MeetingView
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.icons import icon as make_icon
from commission_desk.ui.kit.layout import clear, frame, hbox, rule, scroll, top, vbox
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.meetings_words import about_action, about_measure, standing_words

if TYPE_CHECKING:
    from commission_desk.operations.agreement_detail import MeasureView
    from commission_desk.ui.pages.meetings import MeetingsPage


INKS = {"circle-check": "green", "circle-alert": "red", "circle": "muted"}


class MattersPane(QWidget):
    """The right pane."""

    def __init__(self, owner: "MeetingsPage") -> None:
        super().__init__()
        self.owner = owner
        self.shown: object = None
        self.since = label("", "smallmuted", wrap=True)
        self.matters, self.measures = QVBoxLayout(), QVBoxLayout()
        for column in (self.matters, self.measures):
            column.setSpacing(0)
        self.measures_title = label(_("Measures at a glance"), "strong", wrap=True)
        self.decision = label("", "small", wrap=True)
        self.decision_title = label(_("Next decision"), "strong", wrap=True)
        self.register = button(_("Open the agreement"), "file-signature", "mini", self._open)
        self.agreement = ""
        inner = QWidget()
        vbox(
            label(_("Matters arising"), "strong", wrap=True), self.since, 6, self.matters, 18,
            self.measures_title, 4, self.measures, 18, self.decision_title, self.decision, 8,
            hbox(self.register, None), None, gap=0, margins=(18, 16, 6, 20), parent=inner,
        )  # fmt: skip
        vbox(frame("right", vbox(scroll(inner), gap=0)), gap=0, parent=self)

    def show_room(self, found: MeetingView, room: RoomView, today: date, *, locked: bool) -> None:
        """Show what belongs to a meeting."""
        if (shown := (found.row, room, today, locked)) == self.shown:
            return
        self.shown, self.agreement = shown, found.row.agreement_id or ""
        since = (
            _("Actions from {date} and before").format(date=full_date(room.previous_on))
            if (room.previous_on)
            else _("Actions from before this meeting")
        )
        self.since.setText(since if room.matters else _("No actions from before this meeting."))
        clear(self.matters)
        on = found.row.held_on or today
        for row in room.matters:
            self.matters.addWidget(rule())
            self.matters.addLayout(self._matter(row, today, min(on, today), locked=locked))
        clear(self.measures)
        for measure in room.measures:
            self.measures.addLayout(_measure(measure))
        self.measures_title.setVisible(bool(room.measures))
        for part in (self.decision_title, self.decision):
            part.setVisible(room.decision_date is not None)
        if room.decision_date is not None:
            self.decision.setText(full_date(room.decision_date))
        self.register.setVisible(bool(self.agreement))

    def _matter(self, row: ActionRow, today: date, on: date, *, locked: bool) -> QHBoxLayout:
        icon = "circle"
        if row.status == "done":
            icon = "circle-check"
        elif row.days_late(today):
            icon = "circle-alert"
        mark = Icon(icon, INKS[icon]) if locked else self._mark(row, icon, on)
        words = vbox(
            label(row.title, wrap=True), label(about_action(row, today), "smallmuted", wrap=True),
            gap=0,
        )  # fmt: skip
        line = hbox(top(mark), words, gap=8, margins=(0, 8, 0, 8))
        line.setStretch(1, 1)
        return line

    def _mark(self, row: ActionRow, icon: str, on: date) -> QWidget:
        """Make the icon of an action, a button that records its result."""
        made = menu_button("", icon, self._results(row, on), "tool")
        made.setAccessibleName(_("Record the result: {action}").format(action=row.title))
        made.setToolTip(_("Met, partly met or not met"))
        made.setIcon(make_icon(icon, INKS[icon]))
        return made

    def _results(self, row: ActionRow, on: date) -> QMenu:
        menu = QMenu(_("Result"), self)
        if row.status == "done":
            menu.addAction(action(_("Open again"), partial(self._reopen, row), parent=menu))
            return menu
        for found in choices("action-outcome"):
            words = found.label.text(language())
            slot = partial(self._finish, row, on, found.id, words)
            menu.addAction(action(words, slot, found.icon, parent=menu))
        return menu

    def _finish(self, row: ActionRow, on: date, outcome: str, words: str) -> None:
        self.owner.do(finish_action, row.id, on, outcome)
        self.owner.shell.toast(f"{words}: {row.title}", undo=True)

    def _reopen(self, row: ActionRow) -> None:
        self.owner.do(reopen_action, row.id)
        self.owner.shell.toast(_("Open again: {action}").format(action=row.title), undo=True)

    def _open(self) -> None:
        self.owner.shell.go("agreement", self.agreement)


def _measure(found: "MeasureView") -> QHBoxLayout:
    words, tone, icon = about_measure(found)
    chip = Chip(words, tone, icon)
    said = f"{words}, {standing_words(found)}"
    chip.setAccessibleName(said)
    chip.setToolTip(said)
    line = hbox(label(found.title, "small", wrap=True), top(chip), margins=(0, 4, 0, 4))
    line.setStretch(0, 1)
    line.setSpacing(px(10))
    return line
