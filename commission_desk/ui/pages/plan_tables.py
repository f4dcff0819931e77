"""The tables below the answer of a part: rows typed, pasted from Excel, sorted and moved."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from commission_desk.content.plan_tables import PlanTable
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.plan_papers import FIGURES
from commission_desk.operations.plan_rows import Column, EntryRow, TableView, read_table
from commission_desk.operations.plan_tables import (
    add_entry,
    edit_entry,
    move_entry,
    paste_entries,
    remove_entries,
    sort_entries,
)
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.cells import Cell, TableModel
from commission_desk.ui.kit.cells import Column as Shown
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, clear, refill, vbox
from commission_desk.ui.kit.problems import Banner
from commission_desk.ui.kit.tables import read_tabbed
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.page import Page
from commission_desk.ui.pages.plan_below import below_items
from commission_desk.ui.pages.plan_entry_table import EntryTable
from commission_desk.ui.pages.plan_links import RowLinks, Trail
from commission_desk.ui.pages.plan_views import PlanViews

FITTED = 40  # rows up to which a table is as tall as they are; a longer one scrolls
WIDEST = 260  # px of a column of words
TALL = 560


class PlanTables(QWidget):
    """The tables of the part that is open; each is made when it is first shown, and kept."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.plan = ""
        self.made: dict[tuple[str, str], TableCard] = {}
        self.cards: list[TableCard] = []
        self.views = PlanViews(page)
        self.trail = Trail()
        self.column = vbox(gap=14)
        vbox(self.column, self.views, gap=14, parent=self)
        self.hide()

    def show_part(
        self, plan: str, prompt: str, shown: tuple[PlanTable, ...] = (), *,
        placed: bool = True, fixed: bool = False,
    ) -> None:  # fmt: skip
        """Show tables, and the views, of a part of a plan, or none.

        Rows of a part that has no place in the outline can be read and taken away; none can be
        added. ``fixed`` tables can only be read.
        """
        if plan != self.plan:
            self.plan, self.made = plan, {}
            self.trail.forget()
            clear(self.column)
        self.cards = [self._card(table, prompt) for table in shown]
        for each in self.made.values():
            each.frame.setVisible(each in self.cards)
            each.fix(fixed, growing=placed)
        self.views.show_part(plan, prompt if placed else "")
        self.setVisible(self.any)

    def show_row(self, part: str, table: str, record: str) -> None:
        """Go to a row of a table, in whatever part of the plan it stands."""
        self.page.shell.go("plan", self.plan, part)
        self.go_to(table, record)

    def go_to(self, table: str, record: str) -> None:
        """Go to a row of a table of the part that is shown."""
        for each in self.cards:
            if each.table_id == table:
                each.go_to(record)

    @property
    def any(self) -> bool:
        """Whether the part has anything to show here."""
        return bool(self.cards) or self.views.any

    def _card(self, table: PlanTable, prompt: str) -> "TableCard":
        key = (table.id, prompt if table.apart else "")
        if key in self.made:
            self.made[key].refresh()
        else:
            self.made[key] = TableCard(
                self.page, self.plan, table.id, prompt, changed=self._changed, owner=self
            )
            self.column.addWidget(self.made[key].frame)
        self.made[key].shown_in = prompt
        return self.made[key]

    def _changed(self, by: "TableCard") -> None:
        """Show what follows in the other tables of the part."""
        for each in self.cards:
            if each is not by:
                each.refresh()
        self.views.refresh()


class TableCard:
    """One table of a part of a plan; ``frame`` is what is shown, in a window if ``wide``."""

    def __init__(
        self, page: Page, plan: str, table: str, prompt: str, *, wide: bool = False,
        changed: "Callable[[TableCard], None] | None" = None, owner: PlanTables | None = None,
    ) -> None:  # fmt: skip
        self.shown_in, self.growing = prompt, True
        self.page, self.plan, self.table_id, self.prompt = page, plan, table, prompt
        self.wide, self.changed = wide, changed
        self.view = self._read()
        self.model: TableModel | None = None
        self.table: EntryTable | None = None
        self.problem = Banner("")
        self.problem.hide()
        self.body, self.below = QVBoxLayout(), QVBoxLayout()
        code, kind = language(), self.view.table
        self.add_button = button(kind.add.text(code), "plus", "ghost", self.add)
        self.links = RowLinks(self, owner.trail, owner.show_row) if owner else None
        self.more = menu_button("", "ellipsis", self._menu(), "tool")
        self.more.setAccessibleName(_("More for {table}").format(table=kind.title.text(code)))
        self.larger = button("", "maximize", "tool", self.enlarge, _("Show the table large"))
        self.frame: QFrame = card(
            Flow(
                *(() if wide else (label(kind.title.text(code), "h3"),)), None, self.add_button,
                *((self.links.button,) if self.links else ()),
                *(() if wide else (self.larger,)), self.more,
            ),
            label(kind.about.text(code), "smallmuted", wrap=True),
            self.body, self.problem, self.below, gap=8,
        )  # fmt: skip
        self._build()

    # What the keys, the menu and the clipboard do.

    def fix(self, fixed: bool, *, growing: bool) -> None:
        """Offer no changes, or offer them again; one that is not ``growing`` gets no new rows."""
        open_ = self.view.table.register or not fixed
        self.add_button.setVisible(growing and open_)
        if self.growing != (growing and open_):
            self.growing = growing and open_
            self.show_below()
        self.more.setVisible(open_)
        self.problem.say("")

    def add(self) -> None:
        """Add a row at the end and begin to type in it."""
        if self._try(lambda: self._do(add_entry, self.plan, self.table_id, self.prompt)):
            self.refresh()
            self._edit_cell(len(self.view.rows) - 1, 0)

    def paste(self, cells: list[list[str]]) -> None:
        """Put rows from the clipboard into the table, from the current cell on."""
        at = self._here()
        row, column = (at.row(), at.column()) if at is not None else (len(self.view.rows), 0)
        cells = [line for line in cells if any(cell.strip() for cell in line)]
        if not cells:
            return
        if self._try(lambda: self._do(paste_entries, self.view, (row, column), cells)):
            self.refresh()
            words = ngettext("{count} row pasted", "{count} rows pasted", len(cells))
            self.page.shell.toast(words.format(count=len(cells)), undo=True)

    def enlarge(self) -> None:
        """Show the table in a window of its own, as wide as there is room."""
        other = TableCard(self.page, self.plan, self.table_id, self.prompt, wide=True)
        name = self.view.table.title.text(language())
        window = self.page.window()
        shown = Dialog(window, name, other.frame, accept_text=_("Close"), width=window.width() - 80)
        shown.cancel.hide()
        shown.main.setAutoDefault(False)  # Enter types in a cell
        shown.main.setDefault(False)
        shown.finished.connect(lambda _result: self.refresh())
        shown.open()
        if other.table is not None:
            other.table.setFocus()

    def remove(self) -> None:
        """Take out the chosen rows; the toast undoes it."""
        rows = self.table.chosen_rows() if self.table else []
        ids = [self.view.rows[row].id for row in rows]
        if ids and self._try(lambda: self._do(remove_entries, self.table_id, ids)):
            self.refresh()
            words = ngettext("{count} row removed", "{count} rows removed", len(ids))
            self.page.shell.toast(words.format(count=len(ids)), undo=True)

    def move(self, by: int) -> None:
        """Move the current row up or down."""
        at = self._here()
        if at is None:
            return
        row, column = at.row(), at.column()
        if self._try(lambda: self._do(move_entry, self.view, self.view.rows[row].id, by)):
            self.refresh()
            self._go(max(0, min(row + by, len(self.view.rows) - 1)), column)

    def sort(self, key: str, *, down: bool = False) -> None:
        """Put the rows in the order of a column."""
        if self._try(lambda: self._do(sort_entries, self.view, key, down=down)):
            self.refresh()

    def current_row(self) -> EntryRow | None:
        """Return the row that the caret is on, if it is on one."""
        at = self._here()
        return self.view.rows[at.row()] if at is not None else None

    def go_to(self, record: str) -> None:
        """Put the caret on a row and bring it into sight."""
        place = next((n for n, row in enumerate(self.view.rows) if row.id == record), -1)
        if place >= 0 and self.table is not None and self.model is not None:
            self._go(place, 0)
            self.table.setFocus()
            self.table.scrollTo(self.model.index(place, 0))

    # Showing.

    def refresh(self) -> None:
        """Read the rows again; the current cell stays where it is."""
        at = self._here()
        before, self.view = self.view, self._read()
        if self.view == before:
            self.show_below()  # what is said there may come from another table
            return
        if before.columns != self.view.columns or _is_long(before) != _is_long(self.view):
            self._build()
        elif self.model is not None and self.table is not None:
            self.model.show_rows(self.view.rows)
            self._show_rows()
        if at is not None:
            self._go(at.row(), at.column())

    def _build(self) -> None:
        long = self.wide or _is_long(self.view)
        name = self.view.table.title.text(language())
        self.model = TableModel(self.view.rows, self._columns(), self._put)
        self.table = EntryTable(self, self.model, name, fit=not long)
        if long:
            self.table.setFixedHeight(px(TALL))
        self.table.setAccessibleDescription(
            _("Enter types in a cell, Ctrl and Enter adds a row, Ctrl and V pastes rows.")
        )
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.show_below())
        for made in self._row_actions():
            self.table.addAction(made)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by)
        refill(self.body, self.table)
        self._show_rows()

    def _show_rows(self) -> None:
        assert self.table is not None
        self.table.setVisible(bool(self.view.rows))
        self.show_below()

    def show_below(self) -> None:
        """Show what the rows come to, and what belongs to the current one."""
        at = self._here()
        row = self.view.rows[at.row() if at is not None else 0] if self.view.rows else None
        refill(self.below, *below_items(self, row), gap=6)

    def attempt(self, operation: Callable[..., Any], *args: Any) -> None:
        """Change the plan by what stands below the table, and show it."""
        if self._try(lambda: self._do(operation, self.plan, *args)):
            self.refresh()

    def _columns(self) -> list[Shown]:
        return [self._shown(column) for column in self.view.columns]

    def _shown(self, column: Column) -> Shown:
        def cell(row: EntryRow) -> Cell:
            return Cell(self.view.words(row, column), bold=column.key == "title")

        names = list(column.named.values())
        most = None if column.key == "title" else WIDEST
        return Shown(
            column.title, most, cell, right=column.shape in FIGURES,
            offered=(lambda: names) if column.shape in ("choice", "link") else None,
        )  # fmt: skip

    # Changing.

    def _put(self, row: EntryRow, place: int, words: str) -> bool:
        column = self.view.columns[place]
        if words.strip() == self.view.words(row, column):
            return False
        put = partial(
            self._do, edit_entry, self.plan, self.table_id, row.id, column.key, words, language()
        )
        if not self._try(put):
            return False
        before, self.view = self.view, self._read()
        if before.columns != self.view.columns:
            QTimer.singleShot(0, self.frame, self._rebuild)  # once the editor has been closed
        elif self.model is not None:  # the cell itself is shown anew by who asked
            self.model.rows = list(self.view.rows)
            self.show_below()
        return True

    def _rebuild(self) -> None:
        at = self._here()
        self._build()
        if at is not None:
            self._go(at.row(), at.column())

    def _do(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return self.page.keep(operation, *args, **kwargs)

    def _try(self, work: Callable[[], Any]) -> bool:
        """Do something; what cannot be done is said below the table, which stays as it was."""
        try:
            work()
        except UserError as problem:
            self.problem.say(str(problem))
            return False
        self.problem.say("")
        if self.changed is not None:
            self.changed(self)
        return True

    def _read(self) -> TableView:
        found: TableView = self.page.ask(
            read_table, self.plan, self.table_id, self.prompt, language()
        )
        return found

    def _sort_by(self, place: int) -> None:
        key = self.view.columns[place].key
        said = [row.values.get(key) for row in self.view.rows]
        known = [value for value in said if value not in (None, "", ())]
        self.sort(key, down=known == sorted(known, key=_order) and len(set(known)) > 1)

    def _menu(self) -> QMenu:
        menu = QMenu()
        menu.addAction(action(_("Paste rows"), self._paste_here, "clipboard-paste", parent=menu))
        for made in self._row_actions():
            menu.addAction(made)
        return menu

    def _row_actions(self) -> list[Any]:
        made = []
        for words, slot, icon, keys in (
            (_("Move up"), lambda: self.move(-1), "arrow-up", "Ctrl+Shift+Up"),
            (_("Move down"), lambda: self.move(1), "arrow-down", "Ctrl+Shift+Down"),
            (_("Remove rows"), self.remove, "trash-2", "Del"),
        ):
            one = action(words, slot, icon, parent=self.table)
            one.setShortcut(QKeySequence(keys))
            one.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            made.append(one)
        return [*made, *((self.links.action(),) if self.links else ())]

    def _paste_here(self) -> None:
        self.paste(read_tabbed(QGuiApplication.clipboard().text()))

    def _here(self) -> QModelIndex | None:
        index = self.table.currentIndex() if self.table is not None else None
        return index if index is not None and index.isValid() else None

    def _go(self, row: int, column: int) -> None:
        if self.model is not None and self.table is not None:
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.model.index(row, column), flags.ClearAndSelect | flags.Rows
            )

    def _edit_cell(self, row: int, column: int) -> None:
        self._go(row, column)
        at = self._here()
        if at is not None and self.table is not None:
            self.table.setFocus()
            self.table.edit(at)


def _is_long(view: TableView) -> bool:
    return len(view.rows) > FITTED


def _order(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value
