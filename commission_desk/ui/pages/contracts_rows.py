"""The tables of an agreement's tabs: typed in, or asked for by a dialog; pasted and taken out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.agreement_tables import (
    TABLES,
    AgreementTableRow,
    RowColumn,
    add_table_row,
    edit_table_row,
    paste_table_rows,
    remove_table_rows,
)
from commission_desk.ui.dialogs.agreement_row import AgreementRowDialog
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.problems import Banner
from commission_desk.ui.kit.tables import Table, read_tabbed
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_form import Part

WIDEST = 190  # px of a column of words
FIGURES = ("money", "year")


@dataclass(frozen=True, slots=True)
class RowWords:
    """What a table is called, what its rows are, and what is said while it is empty."""

    title: str
    add: str
    edit: str
    nothing: str


class RowsTable(Table):
    """The table widget; Ctrl and V pastes rows even into an empty one."""

    least_flex = 150

    def __init__(self, owner: "RowsCard", model: TableModel, name: str) -> None:
        super().__init__(model, name, fit=True)
        self.owner = owner

    def paste(self) -> None:
        self.owner.paste()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter ends the typing and begins none
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.owner.add()
        elif enter and self.owner.shown is None and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class RowsCard(QWidget):
    """One table of the agreement that is shown.

    Without ``shown`` every cell is typed into; with it those columns are shown, and a dialog asks
    for a row.
    """

    def __init__(
        self, part: Part, table: str, words: RowWords, shown: Sequence[Column] | None = None
    ) -> None:
        super().__init__()
        self.part, self.table_id, self.words, self.shown = part, table, words, shown
        self.rows: tuple[AgreementTableRow, ...] = ()
        self.putting = False
        columns = shown if shown is not None else [self._column(c) for c in TABLES[table].columns]
        put = self._put if shown is None else None
        self.model = TableModel([], columns, put)
        self.table = RowsTable(self, self.model, words.title)
        self.nothing = label(words.nothing, "muted", wrap=True)
        self.problem = Banner("")
        self.problem.hide()
        self._describe()
        more = menu_button("", "ellipsis", self._menu(), "tool")
        more.setAccessibleName(_("More for {table}").format(table=words.title))
        head = Flow(
            label(words.title, "h3"), None, button(words.add, "plus", "ghost", self.add), more
        )
        vbox(head, self.nothing, self.table, self.problem, gap=6, parent=self)

    def show_rows(self, rows: tuple[AgreementTableRow, ...]) -> None:
        """Show the rows; while a cell is being put, the cell itself shows what it holds."""
        changed, self.rows = rows != self.rows, rows
        self.nothing.setVisible(not rows)
        self.table.setVisible(bool(rows))
        if self.putting:
            self.model.rows = list(rows)
        elif changed:
            at = self.table.currentIndex()
            where = (at.row(), at.column())
            self.model.show_rows(rows)
            if at.isValid() and where[0] < len(rows):
                self._go(*where)

    def forget(self) -> None:
        """Say no more what went wrong with another agreement."""
        self.problem.say("")

    # What the keys and the menu do.

    def add(self) -> None:
        """Ask for another row, or add an empty one and begin to type in it."""
        if self.shown is not None:
            self._ask(None)
        elif self._try(add_table_row, self.part.pane.record, self.table_id):
            self._go(len(self.rows) - 1, 0)
            self.table.setFocus()
            self.table.edit(self.table.currentIndex())

    def change(self, row: AgreementTableRow) -> None:
        """Ask what is different about a row."""
        self._ask(row)

    def paste(self) -> None:
        """Put rows from the clipboard in, from the current cell on; into a list, at its end."""
        cells = read_tabbed(QGuiApplication.clipboard().text())
        at = self.table.currentIndex()
        typed = self.shown is None and at.isValid()
        place = (at.row(), at.column()) if typed else (len(self.rows), 0)
        count = sum(any(cell.strip() for cell in line) for line in cells)
        if count and self._try(
            paste_table_rows, self.part.pane.record, self.table_id, place, cells, language()
        ):
            words = ngettext("{count} row pasted", "{count} rows pasted", count)
            self._toast(words.format(count=count))

    def remove(self) -> None:
        """Take out the chosen rows; the toast undoes it."""
        ids = [self.rows[row].id for row in self.table.chosen_rows()]
        if ids and self._try(remove_table_rows, self.table_id, ids):
            words = ngettext("{count} row removed", "{count} rows removed", len(ids))
            self._toast(words.format(count=len(ids)))

    # How it works.

    def _ask(self, row: AgreementTableRow | None) -> None:
        title = self.words.edit if row else self.words.add
        AgreementRowDialog(
            self, self.part.pane.keep, self.part.pane.record, self.table_id, title, row
        ).open()

    def _column(self, column: RowColumn) -> Column:
        names = list(column.named(language()).values())

        def cell(row: AgreementTableRow) -> Cell:
            return Cell(row.words(column, language()))

        last = column is TABLES[self.table_id].columns[-1]
        return Column(
            _(column.title), None if last else WIDEST, cell, right=column.shape in FIGURES,
            offered=(lambda: names) if names else None,
        )  # fmt: skip

    def _put(self, row: AgreementTableRow, place: int, words: str) -> bool:
        column = TABLES[self.table_id].columns[place]
        if words.strip() == row.words(column, language()):
            return False
        self.putting = True
        try:
            return self._try(
                edit_table_row, self.table_id, row.id, {column.field: words}, language()
            )
        finally:
            self.putting = False

    def _try(self, operation: Callable[..., Any], *args: Any) -> bool:
        """Do something; what cannot be done is said below the table, which stays as it was."""
        try:
            self.part.pane.keep(operation, *args)
        except UserError as problem:
            self.problem.say(str(problem))
            return False
        self.problem.say("")
        return True

    def _describe(self) -> None:
        if self.shown is None:
            says = _("Enter types in a cell, Ctrl and Enter adds a row, Ctrl and V pastes rows.")
        else:
            names = ", ".join(_(column.title) for column in TABLES[self.table_id].columns)
            says = _("Enter opens a row. Ctrl and V pastes rows with the columns {names}.")
            says = says.format(names=names)
            self.table.opened.connect(self.change)
        self.table.setAccessibleDescription(says)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        gone = self._removal()
        gone.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        gone.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(gone)

    def _removal(self) -> Any:
        return action(_("Remove rows"), self.remove, "trash-2", parent=self.table)

    def _menu(self) -> QMenu:
        menu = QMenu()
        menu.addAction(action(_("Paste rows"), self.paste, "clipboard-paste", parent=menu))
        if self.shown is not None:
            menu.addAction(action(_("Edit row…"), self._change_chosen, "pencil", parent=menu))
        menu.addAction(action(_("Remove rows"), self.remove, "trash-2", parent=menu))
        return menu

    def _change_chosen(self) -> None:
        for row in self.table.chosen_rows()[:1]:
            self.change(self.rows[row])

    def _toast(self, words: str) -> None:
        self.part.pane.page.shell.toast(words, undo=True)

    def _go(self, row: int, column: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index: QModelIndex = self.model.index(row, column)
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
