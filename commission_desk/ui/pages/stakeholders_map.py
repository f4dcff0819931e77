"""Interest and influence: the grid of stakeholders, and the same people as a table."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QWidget

from commission_desk.content.thresholds import threshold
from commission_desk.i18n import _, ngettext, short_date
from commission_desk.operations.stakeholders import (
    StakeholderRow,
    add_stakeholders,
    edit_stakeholder,
)
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.grid import Axes, Mark, RatingGrid
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.pages.stakeholders_words import (
    grid_points,
    label_of,
    rating_cell,
    support_cell,
    support_rank,
    support_words,
    supports,
)

if TYPE_CHECKING:
    from commission_desk.ui.pages.stakeholders import StakeholdersPage

Key = Callable[[StakeholderRow], Any]
HEADINGS = {"name", "full name", "stakeholder", "enw", "rhanddeiliad"}


class StakeholderMap(QFrame):
    """The card: grid or table, with what the rings mean below."""

    def __init__(self, page: "StakeholdersPage") -> None:
        super().__init__()
        self.setObjectName("card")
        self.page = page
        self.rows: tuple[StakeholderRow, ...] = ()
        self.order, self.descending = 0, False
        self.switch = button(_("As a table"), "table", "ghost", self.toggle)
        self.grid = self._make_grid()
        self.unrated = button("", kind="mini", slot=self.toggle)
        self.columns = self._columns()
        self.model = TableModel((), [column for column, _key in self.columns])
        self.table = self._make_table()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter by name or group"))
        self.filter.setMinimumWidth(round(theme.width(self.filter.placeholderText())) + px(44))
        self.filter.setAccessibleName(_("Filter the stakeholders"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _words: self._show_table())
        self.sorting = menu_button(_("Sort by"), "arrow-down", self._sort_menu(), "ghost")
        self.tools = QWidget()
        self.tools.setLayout(Flow(self.filter, self.sorting))
        title = label(_("Interest and influence"), "h3")
        self.legend = QWidget()
        self.legend.setLayout(self._legend())
        head = QWidget()
        head.setLayout(Flow(title, None, self.switch))
        vbox(head, self.tools, self.grid, self.table, self.legend, gap=10,
             margins=(18, 12, 18, 14), parent=self)  # fmt: skip
        for view in (self.grid, self.table):
            remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), view)
            remove.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            remove.activated.connect(self._remove)
        self._show_which(table=False)

    def show_rows(self, rows: tuple[StakeholderRow, ...]) -> None:
        """Show the stakeholders."""
        self.rows = rows
        self.grid.show_points(grid_points(rows))
        missing = sum(not (row.interest and row.influence) for row in rows)
        words = ngettext("{count} is not rated yet", "{count} are not rated yet", missing)
        self.unrated.setText(words.format(count=missing))
        self.unrated.setAccessibleName(self.unrated.text())
        self.unrated.setVisible(bool(missing))
        self._show_table()

    def toggle(self) -> None:
        """Show the table instead of the grid, or the grid again."""
        self._show_which(table=self.grid.isVisibleTo(self))
        (self.table if self.table.isVisibleTo(self) else self.grid).setFocus()

    def show_group(self, words: str) -> None:
        """Show the people of a group in the table."""
        self._show_which(table=True)
        self.filter.setText(words)

    def current(self) -> str | None:
        """Return the id of the current stakeholder."""
        if self.grid.isVisibleTo(self):
            found = self.grid.current
            return str(found) if found is not None else None
        index = self.table.currentIndex()
        return self.model.row(index.row()).id if index.isValid() else None

    def choose(self, record: str) -> None:
        """Make a stakeholder current on the grid and in the table."""
        self.grid.choose(record)
        if all(row.id != record for row in self.model.rows):
            self.filter.clear()
        self._select(record)

    def sort_by(self, column: int) -> None:
        """Sort the table by a column; again, the other way round."""
        self.descending = column == self.order and not self.descending
        self.order = column
        self._show_table()

    def _show_which(self, *, table: bool) -> None:
        self.table.setVisible(table)
        self.tools.setVisible(table)
        self.grid.setVisible(not table)
        self.legend.setVisible(not table)
        self.switch.setText(_("As a grid") if table else _("As a table"))
        self.switch.setAccessibleName(self.switch.text())

    def _show_table(self) -> None:
        kept = self.current_in_table()
        wanted = self.filter.text().casefold().split()
        shown = [row for row in self.rows if all(word in _searched(row) for word in wanted)]
        key = self.columns[self.order][1]
        known = [row for row in shown if key(row) not in (None, "")]
        known.sort(key=key, reverse=self.descending)
        self.model.show_rows(known + [row for row in shown if key(row) in (None, "")])
        if kept:
            self._select(kept)

    def current_in_table(self) -> str | None:
        """Return the id of the table's current row."""
        index = self.table.currentIndex()
        return self.model.row(index.row()).id if index.isValid() else None

    def _select(self, record: str) -> None:
        for number, row in enumerate(self.model.rows):
            if row.id == record:
                self.table.selectRow(number)

    def _rate(self, record: str, interest: int, influence: int) -> None:
        self.page.do(edit_stakeholder, record, interest=interest, influence=influence)

    def _paste(self, rows: list[list[str]]) -> None:
        names = [row[0] for row in rows if row and row[0].casefold() not in HEADINGS]
        made = self.page.do(add_stakeholders, names)
        words = ngettext("{count} stakeholder added", "{count} stakeholders added", len(made))
        self.page.shell.toast(words.format(count=len(made)), undo=bool(made))

    def _make_grid(self) -> RatingGrid:
        corners = (
            _("Keep satisfied"), _("Work closely with"), _("Keep in view"), _("Keep informed"),
        )  # fmt: skip
        grid = RatingGrid(
            _("Interest and influence"),
            Axes(_("Interest"), _("Influence"), corners, high=threshold("rated-high").value),
        )
        grid.setAccessibleDescription(
            _("The arrow keys go from one to the next, Enter opens, Ctrl and an arrow key change "
              "a rating by one.")
        )  # fmt: skip
        grid.opened.connect(self.page.open_stakeholder)
        grid.moved.connect(self._rate)
        grid.chosen.connect(self.page.follow)
        return grid

    def _make_table(self) -> Table:
        table = Table(self.model, _("Stakeholders"))
        table.setMinimumHeight(px(560))
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self.sort_by)
        table.opened.connect(lambda row: self.page.open_stakeholder(row.id))
        table.pasted.connect(self._paste)
        table.selectionModel().currentRowChanged.connect(lambda *_: self._follow())
        return table

    def _follow(self) -> None:
        record = self.current_in_table()
        if record and self.table.hasFocus():
            self.page.follow(record)

    def _remove(self) -> None:
        record = self.current()
        if record:
            self.page.remove_stakeholder(record)

    def _legend(self) -> Flow:
        marks = []
        for fill, ink, words in supports():
            entry = QWidget()
            hbox(Mark(fill, ink), label(words, "smallmuted"), gap=6, parent=entry)
            marks.append(entry)
        return Flow(label(_("Support we have:"), "smallmuted"), *marks, None, self.unrated, gap=14)

    def _sort_menu(self) -> QMenu:
        menu = QMenu(_("Sort by"), self)
        for number, (column, _key) in enumerate(self.columns):
            menu.addAction(action(column.title, partial(self.sort_by, number), parent=menu))
        return menu

    def _columns(self) -> list[tuple[Column, Key]]:
        return [
            (Column(_("Name"), None, lambda row: Cell(row.name, bold=True)),
             lambda row: row.name.casefold()),
            (Column(_("Group"), 130, lambda row: Cell(_group(row) or "–", muted=not _group(row))),
             _group),
            (Column(_("Interest"), 0, lambda row: rating_cell(row.interest), right=True),
             lambda row: row.interest),
            (Column(_("Influence"), 0, lambda row: rating_cell(row.influence), right=True),
             lambda row: row.influence),
            (Column(_("Support"), 0, lambda row: support_cell(row.support_now)),
             lambda row: support_rank(row.support_now)),
            (Column(_("Wanted"), 0, lambda row: Cell(support_words(row.support_wanted) or "–")),
             lambda row: support_rank(row.support_wanted)),
            (Column(_("Last contact"), 60, _last_contact), lambda row: row.last_contact),
        ]  # fmt: skip


def _group(row: StakeholderRow) -> str:
    return label_of("stakeholder-category", row.category)


def _searched(row: StakeholderRow) -> str:
    return f"{row.name} {_group(row)}".casefold()


def _last_contact(row: StakeholderRow) -> Cell:
    if row.last_contact is None:
        return Cell(_("never"), muted=True)
    return Cell(short_date(row.last_contact))
