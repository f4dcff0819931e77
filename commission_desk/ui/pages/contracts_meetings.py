"""Meetings about an agreement, past and coming."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.content.choices import choice
from commission_desk.i18n import _, clock, language, short_date
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.meetings import MeetingRow, meetings
from commission_desk.ui.dialogs.review_meeting import ReviewMeetingDialog
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class AgreementMeetings(QWidget):
    """The meetings of an agreement, each opened on its own page."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__()
        self.pane = pane
        self.coming, self.past = TableModel([], _columns()), TableModel([], _columns())
        self.tables = {
            _("Coming"): Table(self.coming, _("Meetings to come"), fit=True),
            _("Past"): Table(self.past, _("Meetings past"), fit=True),
        }
        self.titles = [label(name, "h3") for name in self.tables]
        self.nothing = label(_("No meeting about this agreement yet."), "muted", wrap=True)
        review = button(_("Prepare review meeting"), "calendar-plus", "ghost", self.review)
        rows = [
            item
            for title, table in zip(self.titles, self.tables.values(), strict=True)
            for item in (title, table)
        ]
        vbox(
            Flow(label(_("Meetings"), "h3"), None, review), self.nothing, *rows,
            gap=10, parent=self,
        )  # fmt: skip
        for table in self.tables.values():
            table.opened.connect(lambda row: pane.page.shell.go("meetings", row.id))

    def show_view(self, view: AgreementView) -> None:
        """Show the meetings about an agreement."""
        today = date.today()  # noqa: DTZ011 - the person's own day
        found: tuple[MeetingRow, ...] = self.pane.page.ask(meetings, view.row.id)
        coming = [row for row in found if row.held_on is None or row.held_on >= today]
        self.coming.show_rows(coming[::-1])
        self.past.show_rows([row for row in found if row not in coming])
        models = (self.coming, self.past)
        for title, table, model in zip(self.titles, self.tables.values(), models, strict=True):
            title.setVisible(bool(model.rows))
            table.setVisible(bool(model.rows))
        self.nothing.setVisible(not found)

    def review(self) -> None:
        """Ask when the agreement is to be reviewed, and go to that meeting."""
        ReviewMeetingDialog(self, self.pane.page, self.pane.record).open()


def _columns() -> list[Column]:
    return [
        Column(_("Date"), 0, _when),
        Column(_("Meeting"), None, lambda row: Cell(row.title, row.place, bold=True)),
        Column(_("Status"), 0, _status),
    ]


def _when(row: MeetingRow) -> Cell:
    day = short_date(row.held_on) if row.held_on else _("no date yet")
    return Cell(day, clock(row.starts) if row.starts else "")


def _status(row: MeetingRow) -> Cell:
    found = choice("meeting-status", row.status)
    tone = "" if found.tone == "grey" else found.tone
    return status(found.label.text(language()), tone, found.icon)
