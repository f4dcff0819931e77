"""What the registers say, beside a question of the yearly review: to be read and not typed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import _, ngettext
from commission_desk.operations.review_drawn import Drawn
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, TableModel
from commission_desk.ui.kit.cells import Column as Shown
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, refill, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page

SHOWN = 8  # rows beside a question; the large table has more, and all are printed
LARGE = 500
LEAST = 100  # px of a column
ROOM = 660  # px that the columns beside the widest share; in the large table they have their own
WIDEST = 260
LEAST_FLEX = 260  # under it a table scrolls sideways


class ReviewFigures(QWidget):
    """The figures of one topic; the same ones again are left alone."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page
        self.shown: Drawn | None = None
        self.column = vbox(gap=0, parent=self)

    def show_drawn(self, found: Drawn) -> None:
        """Show what was drawn."""
        if found != self.shown:
            self.shown = found
            refill(self.column, self._card(found))

    def _card(self, found: Drawn) -> QWidget:
        table = found.table
        title = label(table.title, "smallstrong", wrap=True)
        if not table.rows:
            words = [found.nothing, *table.notes]
            said = (label(each, "smallmuted", wrap=True) for each in words if each)
            return card(title, *said, gap=4, margins=(14, 10, 14, 12), name="sunkcard")
        larger = button("", "maximize", "tool", self._enlarge, _("Show the table large"))
        larger.setAccessibleName(_("Show large: {table}").format(table=table.title))
        head = Flow(title, None, larger)
        about = label(found.information, "smallmuted", wrap=True)
        if not found.information:  # never shown before it has a parent
            about.hide()
        items = _items(table, SHOWN, max(ROOM // len(table.head), LEAST))
        return card(head, about, *items, gap=6, margins=(14, 10, 14, 12), name="sunkcard")

    def _enlarge(self) -> None:
        assert self.shown is not None, "nothing was drawn"
        window, table = self.page.window(), self.shown.table
        shown = Dialog(window, table.title, *_items(table, LARGE, WIDEST), accept_text=_("Close"),
                       width=window.width() - 80)  # fmt: skip
        shown.cancel.hide()
        shown.open()


def _items(table: PlanTableRows, most: int, widest: int) -> list[Item]:
    rows = table.rows[:most]
    shown = Table(TableModel(rows, _columns(table, widest)), table.title, fit=True)
    shown.least_flex = LEAST_FLEX
    items: list[Item] = [
        shown,
        *(label(words, "small", wrap=True) for words in table.notes),
    ]
    more = len(table.rows) - len(rows)
    if more:
        words = ngettext("{count} more row is printed.", "{count} more rows are printed.", more)
        items.append(label(words.format(count=more), "smallmuted", wrap=True))
    return items


def _columns(table: PlanTableRows, widest: int) -> list[Shown]:
    """Return the columns of a table; the one that says most has the room that is left."""
    lengths = [max(len(row[place]) for row in table.rows) for place in range(len(table.head))]
    flexible = lengths.index(max(lengths))

    def of(place: int) -> Shown:
        def cell(row: tuple[str, ...]) -> Cell:
            return Cell(row[place], bold=place == 0)

        most = None if place == flexible else widest
        return Shown(table.head[place], most, cell, right=table.right[place])

    return [of(place) for place in range(len(table.head))]
