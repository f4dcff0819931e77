"""What an appendix compiles itself of: shown below its answer, to be read and not typed."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.plan_appendices import compiled_tables
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

SHOWN = 40  # rows; all are printed
LEAST = 90  # px of a column
ROOM = 480  # px that the columns beside the last share in the part; wide, they have their own
WIDEST = 260


class PlanCompiled(QWidget):
    """The tables of the appendix that is open, or nothing for any other part."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = page
        self.shown: tuple[PlanTableRows, ...] | None = None
        self.column = vbox(gap=14, parent=self)
        self.hide()

    def show_part(self, plan: str, compiled: str) -> None:
        """Show what a part is compiled of, if it is; unchanged tables are left alone."""
        self.setVisible(bool(compiled))
        if not compiled:
            return
        found = self.page.ask(compiled_tables, plan, compiled, language())
        if found != self.shown:
            self.shown = found
            refill(self.column, *([self._card(one) for one in found] or [_nothing()]), gap=14)

    def _card(self, found: PlanTableRows) -> QWidget:
        larger = button("", "maximize", "tool", partial(self._enlarge, found),
                        _("Show the table large"))  # fmt: skip
        title = Flow(label(found.title, "h3", wrap=True), None, larger)
        widest = max(ROOM // len(found.head), LEAST)
        return card(title, *_items(found, widest), gap=8)

    def _enlarge(self, found: PlanTableRows, *_clicked: object) -> None:
        window = self.page.window()
        shown = Dialog(window, found.title, *_items(found, WIDEST), accept_text=_("Close"),
                       width=window.width() - 80)  # fmt: skip
        shown.cancel.hide()
        shown.open()


def _items(found: PlanTableRows, widest: int) -> list[Item]:
    rows = found.rows[:SHOWN]
    items: list[Item] = [
        label(_("Compiled from the registers; printed as it stands on the day."), "smallmuted",
              wrap=True),
        Table(TableModel(rows, _columns(found, widest)), found.title, fit=True),
    ]  # fmt: skip
    more = len(found.rows) - len(rows)
    if more:
        words = ngettext("{count} more row is printed.", "{count} more rows are printed.", more)
        items.append(label(words.format(count=more), "smallmuted"))
    return [*items, *(label(words, "small", wrap=True) for words in found.notes)]


def _columns(found: PlanTableRows, widest: int) -> list[Shown]:
    def of(place: int) -> Shown:
        def cell(row: tuple[str, ...]) -> Cell:
            return Cell(row[place], bold=place == 0)

        flexible = place == len(found.head) - 1
        return Shown(found.head[place], None if flexible else widest, cell,
                     right=found.right[place])  # fmt: skip

    return [of(place) for place in range(len(found.head))]


def _nothing() -> QWidget:
    about = _("The registers hold nothing for this appendix yet. As soon as they do, it stands "
              "here and in print.")  # fmt: skip
    return card(label(about, "muted", wrap=True))
