"""Results pasted from a spreadsheet: what was read and what was not, before anything is kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from commission_desk.domain.errors import UserError
from commission_desk.domain.result_grid import Figure, Grid, Unread, read_grid
from commission_desk.i18n import _, ngettext, short_date
from commission_desk.operations.agreement_detail import MeasureView
from commission_desk.operations.measures import add_results
from commission_desk.ui.dialogs.measures import figure
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.layout import beside
from commission_desk.ui.kit.tables import Table, read_tabbed
from commission_desk.ui.kit.text import label

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane

SHOWN = 500  # rows; all of them are kept


class PasteResults(Dialog):
    """What the clipboard holds, read as results; nothing changes before the button is pressed."""

    def __init__(
        self, parent: QWidget, pane: "AgreementPane", measures: Sequence[MeasureView], chosen: str
    ) -> None:
        self.pane, self.measures = pane, {each.id: each for each in measures}
        self.grid = Grid(())
        self.measure = ChoiceField(
            _("A list of results is for"), [(each.id, each.title) for each in measures], chosen
        )
        self.measure.committed.connect(self.read)
        again = button(_("Paste again"), "clipboard-paste", slot=self.read)
        how = _(
            "Copy cells in Excel, then come here. Either a list of period, figure, comment and who "
            "gave it; or measures down the side and periods along the top."
        )
        self.said = label("", "smallstrong", wrap=True)
        self.model = TableModel([], self._columns())
        self.table = Table(self.model, _("Results read"), fit=True)
        self.unread = TableModel([], _unread_columns())
        self.unread_table = Table(self.unread, _("Not read"), fit=True)
        super().__init__(
            parent, _("Paste results"), label(how, "muted", wrap=True),
            beside(self.measure, again), self.said, self.table, self.unread_table,
            accept_text=_("Keep results"), ready=self._ready, width=640,
        )  # fmt: skip
        self.read()

    def read(self) -> None:
        """Read the clipboard as it is now."""
        rows = read_tabbed(QGuiApplication.clipboard().text())
        titles = {record: each.title for record, each in self.measures.items()}
        self.grid = read_grid(rows, titles, self.measure.value())
        self.model.show_rows(self.grid.figures[:SHOWN])
        self.unread.show_rows(self.grid.unread[:SHOWN])
        self.table.setVisible(bool(self.grid.figures))
        self.unread_table.setVisible(bool(self.grid.unread))
        count, left = len(self.grid.figures), len(self.grid.unread)
        words = ngettext("{count} result read.", "{count} results read.", count)
        said = words.format(count=count)
        if left:
            said += " " + ngettext(
                "{count} cell not read.", "{count} cells not read.", left
            ).format(count=left)
        self.said.setText(said if count or left else _("There are no results on the clipboard."))

    def _ready(self) -> None:
        if not self.grid.figures:
            raise UserError(_("There is no result to keep. Copy the cells first."))
        count = self.pane.keep(add_results, self.grid.figures)
        words = ngettext("{count} result kept.", "{count} results kept.", count)
        self.pane.page.shell.toast(words.format(count=count), undo=True)

    def _columns(self) -> list[Column]:
        return [
            Column(_("Measure"), None, lambda f: Cell(self.measures[f.measure].title, f.comment)),
            Column(_("Period to"), 0, lambda f: Cell(short_date(f.period_end))),
            Column(_("Figure"), 0, self._figure, right=True),
        ]

    def _figure(self, read: Figure) -> Cell:
        if read.value is None:
            return Cell(_("no data"), muted=True)
        return Cell(figure(read.value, self.measures[read.measure].unit))


def _unread_columns() -> list[Column]:
    return [
        Column(_("Row"), 0, lambda cell: Cell(str(cell.row)), right=True),
        Column(_("Not read"), 160, _words),
        Column(_("Why"), None, lambda cell: Cell(cell.reason)),
    ]


def _words(cell: Unread) -> Cell:
    return Cell(cell.words[:80])
