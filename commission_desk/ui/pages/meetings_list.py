"""The list of meetings: those coming on top, then those past."""

from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_desk.i18n import _, clock, language, long_date, ngettext, short_date
from commission_desk.operations.meetings import MeetingRow, meetings
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.layout import card, page, vbox
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.meetings_words import minutes_status_of, status_of

if TYPE_CHECKING:
    from commission_desk.ui.pages.meetings import MeetingsPage


class MeetingList(QWidget):
    """Every meeting, with the way to call another."""

    def __init__(self, owner: "MeetingsPage") -> None:
        super().__init__()
        self.owner = owner
        call = button(_("Call a meeting"), "plus", "primary", owner.new)
        self.header = Header(_("Meetings"), "", call, find=owner.shell.find)
        minutes = Column(_("Minutes"), 0, _minutes_cell)
        self.coming = self._table(_("Coming meetings"))
        self.past = self._table(_("Past meetings"), minutes)
        self.coming_card = self._card(_("Coming"), self.coming)
        self.past_card = self._card(_("Past"), self.past)
        first = button(_("Call the first meeting"), "plus", "primary", owner.new)
        nothing = empty(
            "calendar-days",
            _("No meetings yet"),
            _("A meeting here goes from its agenda to its minutes and the actions that follow. "
              "Its agenda comes from a template; a contract review brings its open actions "
              "and measures along."),
            first,
        )  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(page(self.coming_card, self.past_card, gap=18))
        self.stack.addWidget(nothing)
        vbox(self.header, self.stack, gap=0, parent=self).setStretch(1, 1)

    def refresh(self) -> None:
        """Read the meetings again; the row that was chosen stays chosen."""
        found: tuple[MeetingRow, ...] = self.owner.ask(meetings)
        today = self.owner.today()
        coming = [row for row in found if _is_coming(row, today)]
        coming.sort(
            key=lambda row: (row.held_on is None, row.held_on, row.starts is None, row.starts)
        )
        past = [row for row in found if not _is_coming(row, today)]
        self.stack.setCurrentIndex(0 if found else 1)
        count = ngettext("{count} coming", "{count} coming", len(coming))
        self.header.say(_("Meetings"), count.format(count=len(coming)) if found else "")
        for table, box, rows in (
            (self.coming, self.coming_card, coming),
            (self.past, self.past_card, past),
        ):
            _show(table, rows)
            box.setVisible(bool(rows))

    def _table(self, name: str, *more: Column) -> Table:
        columns = (
            Column(_("Date"), 0, _date_cell),
            Column(_("Meeting"), None, _title_cell),
            Column(_("Place"), 220, lambda row: Cell(row.place, muted=True)),
            Column(_("Status"), 0, lambda row: status(*status_of(row))),
            *more,
        )
        table = Table(TableModel((), columns), name, fit=True)
        table.opened.connect(lambda row: self.owner.show_record(row.id))
        table.clicked.connect(lambda at: self.owner.show_record(table.cells.row(at.row()).id))
        return table

    def _card(self, title: str, table: Table) -> QWidget:
        heading = vbox(label(title, "h3"), margins=(12, 0, 12, 0))
        return card(heading, table, gap=6, margins=(1, 14, 1, 6))


def _is_coming(row: MeetingRow, today: date) -> bool:
    if row.status in ("held", "cancelled"):
        return False
    return row.status == "under-way" or row.held_on is None or row.held_on >= today


def _soonest(row: MeetingRow) -> tuple[date, time]:
    """Order coming meetings; one without a date comes last."""
    return row.held_on or date.max, row.starts or time.min


def _show(table: Table, rows: list[MeetingRow]) -> None:
    model = table.cells
    assert isinstance(model, TableModel)
    if model.rows == rows:
        return
    chosen = {model.rows[number].id for number in table.chosen_rows()}
    model.show_rows(rows)
    for number, row in enumerate(rows):
        if row.id in chosen:
            table.selectRow(number)


def _date_cell(row: MeetingRow) -> Cell:
    day = short_date(row.held_on) if row.held_on else _("No date yet")
    return Cell(day, clock(row.starts) if row.starts else "")


def _title_cell(row: MeetingRow) -> Cell:
    about = " · ".join(word for word in (row.reference, row.agreement) if word)
    return Cell(row.title, about, bold=True)


def _minutes_cell(row: MeetingRow) -> Cell:
    words, tone, icon = minutes_status_of(row)
    return status(words, tone, icon) if words else Cell()


def spoken_title(row: MeetingRow) -> str:
    """Write a meeting for the find box: its title and date."""
    return f"{row.title}, {long_date(row.held_on, language())}" if row.held_on else row.title
