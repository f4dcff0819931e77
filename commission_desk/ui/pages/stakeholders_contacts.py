"""The log of contacts: what was said, what changed, and "You said, we did"."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from commission_desk.i18n import _, ngettext, short_date
from commission_desk.operations.records import remove
from commission_desk.operations.stakeholders import ContactRow
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.stakeholders_words import how_about, what_changed

if TYPE_CHECKING:
    from commission_desk.ui.pages.stakeholders import StakeholdersPage

SHOWN = 6  # contacts before "Show all"


class ContactLog(QFrame):
    """The card of contacts, newest first; Enter opens one, Delete takes it away."""

    def __init__(self, page: "StakeholdersPage") -> None:
        super().__init__()
        self.setObjectName("card")
        self.page = page
        self.rows: tuple[ContactRow, ...] = ()
        self.said_did, self.all = False, False
        self.title = label(_("Latest contacts"), "h3")
        self.switch = button(_("You said, we did"), kind="ghost", slot=self.toggle)
        self.log = self._table(_log_columns(), _("Contacts"))
        self.pairs = self._table(_pair_columns(), _("You said, we did"))
        self.nothing = label("", "muted", wrap=True)
        self.more = button("", kind="ghost", slot=self._show_all)
        head = QWidget()
        head.setLayout(Flow(self.title, None, self.switch))
        inset = (18, 0, 18, 0)
        vbox(
            hbox(head, margins=inset), self.log, self.pairs,
            hbox(self.nothing, margins=inset), hbox(self.more, None, margins=inset),
            gap=8, margins=(1, 12, 1, 12), parent=self,
        )  # fmt: skip
        self._show()

    def show_rows(self, rows: tuple[ContactRow, ...]) -> None:
        """Show the contacts."""
        self.rows = rows
        self._show()

    def toggle(self) -> None:
        """Show what was said and done instead of the log, or the log again."""
        self.said_did = not self.said_did
        self._show()

    def current(self) -> ContactRow | None:
        """Return the contact that is current in the table."""
        table = self.pairs if self.said_did else self.log
        index = table.currentIndex()
        return table.cells.row(index.row()) if index.isValid() else None

    def remove_current(self) -> None:
        """Take the current contact away; the toast brings it back."""
        row = self.current()
        if row is not None:
            self.page.do(remove, "engagement", row.id)
            self.page.shell.toast(
                _("Removed: contact with {who}").format(who=", ".join(row.who)), undo=True
            )

    def _show_all(self) -> None:
        self.all = True
        self._show()

    def _show(self) -> None:
        found = [row for row in self.rows if not self.said_did or (row.heard and row.changed)]
        shown = found if self.all else found[:SHOWN]
        table = self.pairs if self.said_did else self.log
        at = self.current()
        for one in (self.log, self.pairs):
            one.setVisible(one is table and bool(found))
        model = table.cells
        assert isinstance(model, TableModel)
        model.show_rows(shown)
        if at is not None:
            place = next((n for n, row in enumerate(shown) if row.id == at.id), -1)
            table.selectRow(place)
        self.title.setText(_("You said, we did") if self.said_did else _("Latest contacts"))
        self.switch.setText(_("Latest contacts") if self.said_did else _("You said, we did"))
        self.switch.setAccessibleName(self.switch.text())
        self.nothing.setVisible(not found)
        self.nothing.setText(self._why_nothing())
        hidden = len(found) - len(shown)
        words = ngettext("Show {count} more", "Show {count} more", hidden).format(count=hidden)
        self.more.setText(words)
        self.more.setAccessibleName(words)
        self.more.setVisible(hidden > 0)

    def _why_nothing(self) -> str:
        if self.said_did and self.rows:
            return _("No contact has both what was heard and what changed yet.")
        return _("Nobody has been asked yet. Record a contact when you have met, called or "
                 "written to someone.")  # fmt: skip

    def _table(self, columns: tuple[Column, ...], name: str) -> Table:
        table = Table(TableModel((), columns), name, fit=True)
        table.opened.connect(self.page.edit_contact)
        table.clicked.connect(lambda index: self.page.edit_contact(table.cells.row(index.row())))
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table)
        delete.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        delete.activated.connect(self.remove_current)
        return table


def _log_columns() -> tuple[Column, ...]:
    return (
        Column(_("Date"), 0, _day),
        Column(_("Who"), 190, _who),
        Column(_("How, and about what"), 210, lambda row: Cell(how_about(row))),
        Column(_("What changed"), None, what_changed),
    )


def _pair_columns() -> tuple[Column, ...]:
    return (
        Column(_("Date"), 0, _day),
        Column(_("Who"), 170, _who),
        Column(_("You said"), 260, lambda row: Cell(row.heard)),
        Column(_("We did"), None, lambda row: Cell(row.changed)),
    )


def _day(row: ContactRow) -> Cell:
    return Cell(short_date(row.held_on)) if row.held_on else Cell(_("no date"), muted=True)


def _who(row: ContactRow) -> Cell:
    return Cell(", ".join(row.who))
