"""One of the two tables of a statement of spend: typed in, pasted into, its rows taken out."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from commission_desk.i18n import N_, _, ngettext
from commission_desk.operations.records import remove_all
from commission_desk.operations.spend import COLUMNS, add_spend_row, edit_spend_row, paste_spend
from commission_desk.operations.spend_checks import LineView, ShareView
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card
from commission_desk.ui.kit.tables import Table, read_tabbed
from commission_desk.ui.kit.text import label

Try = Callable[[Callable[..., Any]], bool]
HEADS = {
    "department": N_("Department"), "activity": N_("Activity identified"),
    "value": N_("Value, as printed"), "exact": N_("Exact, if known"),
    "charities": N_("Charities"), "contracted": N_("Contracted"), "off_island": N_("Off-Island"),
    "spot": N_("Spot"), "commissioned": N_("Commissioned"), "total": N_("Total spend"),
    "percent": N_("Percentage, as printed"),
}  # fmt: skip
TITLES = {
    "spend_line": (
        N_("What was identified"),
        N_("One line for each activity: department, activity and value as they are printed. Write "
           "Nil where there is none; leave blank what is not known."),
    ),
    "spend_share": (
        N_("Share of budgets"),
        N_("One line for each department: commissioned, total spend and percentage as they are "
           "printed. Departments may be named by their initials."),
    ),
}  # fmt: skip


class SpendTable(Table):
    """A table whose cells are typed into; a block from a spreadsheet goes in as one step."""

    least_flex = 260

    def __init__(self, owner: "SpendTableCard", model: TableModel, name: str) -> None:
        super().__init__(model, name, fit=True)
        self.owner = owner

    def paste(self) -> None:
        self.owner.paste()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter ends the typing and begins none
        elif enter and control:
            self.owner.add()
        elif enter and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.owner.remove()
        else:
            super().keyPressEvent(event)


class SpendTableCard:
    """A table of a statement with its title and menu; ``attempt`` runs a change and shows it."""

    def __init__(self, kind: str, statement: str, attempt: Try, page: Any) -> None:
        self.kind, self.statement, self.attempt, self.page = kind, statement, attempt, page
        title, about = (_(words) for words in TITLES[kind])
        columns = [self._column(name) for name in COLUMNS[kind]]
        self.model = TableModel((), columns, self._put)
        self.table = SpendTable(self, self.model, title)
        self.table.setAccessibleDescription(
            _("Enter types in a cell, Ctrl and Enter adds a row, Ctrl and V pastes rows.")
        )
        self.add_button = button(_("Add a line"), "plus", "ghost", self.add)
        menu = QMenu()
        menu.addAction(action(_("Paste rows"), self.paste, "clipboard-paste", parent=menu))
        menu.addAction(action(_("Remove rows"), self.remove, "trash-2", parent=menu))
        more = menu_button("", "ellipsis", menu, "tool")
        more.setAccessibleName(_("More for {table}").format(table=title))
        self.paste_button = button(_("Paste rows"), "clipboard-paste", "ghost", self.paste)
        head = QWidget()
        head.setLayout(Flow(label(title, "h3"), None, self.paste_button, self.add_button, more))
        self.frame = card(head, label(about, "smallmuted", wrap=True), self.table)

    def show_rows(self, rows: tuple[LineView, ...] | tuple[ShareView, ...]) -> None:
        """Show the rows; the current cell stays where it is."""
        at = self.table.currentIndex()
        row, column = at.row(), at.column()
        self.model.show_rows(rows)
        self.table.setVisible(bool(rows))
        if rows and row >= 0:
            self.table.setCurrentIndex(self.model.index(min(row, len(rows) - 1), column))

    def add(self) -> None:
        """Add a row at the end and begin to type in it."""
        if self.attempt(lambda: self.page.keep(add_spend_row, self.statement, self.kind)):
            index = self.model.index(len(self.model.rows) - 1, 0)
            self.table.setCurrentIndex(index)
            self.table.setFocus()
            self.table.edit(index)

    def paste(self) -> None:
        """Put rows from the clipboard into the table: over it from the current cell, or below."""
        cells = read_tabbed(QGuiApplication.clipboard().text())
        cells = [line for line in cells if any(cell.strip() for cell in line)]
        if not cells:
            self.page.shell.toast(_("There are no rows on the clipboard."))
            return
        at = self.table.currentIndex()
        corner = (at.row(), at.column()) if at.isValid() and self.table.hasFocus() else None
        counted: list[int] = []
        done = self.attempt(
            lambda: counted.append(
                self.page.keep(paste_spend, self.statement, self.kind, cells, corner)
            )
        )
        if done:
            words = ngettext("{count} row pasted", "{count} rows pasted", counted[0])
            self.page.shell.toast(words.format(count=counted[0]), undo=True)

    def remove(self) -> None:
        """Take out the chosen rows; the toast undoes it."""
        ids = [self.model.rows[row].id for row in self.table.chosen_rows()]
        if ids and self.attempt(lambda: self.page.keep(remove_all, self.kind, ids)):
            words = ngettext("{count} row removed", "{count} rows removed", len(ids))
            self.page.shell.toast(words.format(count=len(ids)), undo=True)

    def _column(self, name: str) -> Column:
        def cell(row: LineView | ShareView) -> Cell:
            return Cell(row.words[name])

        most = None if name == "activity" or (
            self.kind == "spend_share" and name == "department") else 200  # fmt: skip
        return Column(_(HEADS[name]), most, cell)

    def _put(self, row: LineView | ShareView, place: int, words: str) -> bool:
        name = COLUMNS[self.kind][place]
        if " ".join(words.split()) == row.words[name]:
            return False
        return self.attempt(lambda: self.page.keep(edit_spend_row, self.kind, row.id, name, words))
