"""The blocks of a report on the screen: its tables, charts and sentences."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commission_desk.domain.report import (
    FIGURES,
    Place,
    Report,
    ReportCell,
    ReportChart,
    ReportColumn,
    ReportRow,
    ReportTable,
    ReportWords,
)
from commission_desk.domain.report_charts import BarChart, Timeline
from commission_desk.i18n import _, ngettext
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.chart import paint_chart
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, frame, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px, theme

SHOWN = 200  # rows of a table; print and Excel have all of them
FITTED = 40  # rows up to which a table is as tall as they are
TALL = 620  # px of a longer one
WORDY = 190  # px of a column of words
LONGEST = 4_000  # letters that a screen reader is given of a chart; the table beside has all

Go = Callable[[Place], object]


class ReportChartView(QWidget):
    """A chart of a report; its spoken description is the data."""

    def __init__(self, drawn: BarChart | Timeline, name: str) -> None:
        super().__init__()
        self.drawn = drawn
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setAccessibleDescription(drawn.spoken[:LONGEST])
        self.setProperty("spoken", "Graphic")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(round(drawn.height(theme.scale)) + px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_chart(QPainter(self), self.drawn.drawn(self.width(), theme.scale))


class ReportTableView(Table):
    """A table of a report: Enter opens what the cell, or else the row, is about."""

    least_flex = 220

    def __init__(self, block: ReportTable, rows: tuple[ReportRow, ...], go: Go) -> None:
        self.block, self.go = block, go
        model = TableModel(rows, [_column(n, each) for n, each in enumerate(block.columns)])
        super().__init__(model, block.title or _("Report"), fit=len(rows) <= FITTED)
        if len(rows) > FITTED:
            self.setFixedHeight(px(TALL))
        if any(row.goes or any(cell.goes for cell in row.cells) for row in rows):
            self.setAccessibleDescription(_("Enter opens what the row is about."))

    def current_cell(self) -> ReportCell | None:
        """Return the cell that the caret is on."""
        at = self.currentIndex()
        if not at.isValid():
            return None
        row: ReportRow = self.cells.row(at.row())
        return row.cells[at.column()]

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if not index.isValid():
            return
        row: ReportRow = self.cells.row(index.row())
        place = row.cells[index.column()].goes or row.goes
        if place is not None:
            self.go(place)


def report_items(report: Report, go: Go) -> list[QWidget]:
    """Return the widgets of a report, from top to bottom."""
    made: list[QWidget] = []
    for block in report.blocks:
        if isinstance(block, ReportTable):
            made.append(table_card(block, go))
        elif isinstance(block, ReportChart):
            made.append(_chart_card(block))
        else:
            made.append(_words(block))
    return made


def table_card(block: ReportTable, go: Go) -> QWidget:
    """Return a table under its title, with what the current cell rests on below it."""
    rows = block.rows
    notes = list(block.notes)
    if len(rows) > SHOWN:
        left = len(rows) - SHOWN
        words = ngettext(
            "And {count} more row, in print and in Excel.",
            "And {count} more rows, in print and in Excel.", left,
        )  # fmt: skip
        notes.insert(0, words.format(count=f"{left:,}"))
        rows = (*rows[:SHOWN], *(row for row in rows[SHOWN:] if row.strong))
    title = [label(block.title, "h3", wrap=True)] if block.title else []
    if not rows:
        return card(*title, label(block.missing or _("Nothing to show."), "muted", wrap=True))
    view = ReportTableView(block, rows, go)
    why = label("", "muted", wrap=True)
    has_why = any(cell.why for row in rows for cell in row.cells)
    why.setVisible(has_why)
    if has_why:
        why.setText(_("Choose a cell to read what it rests on; Enter opens it."))
        view.selectionModel().currentChanged.connect(
            lambda *_indexes: why.setText(_why(view.current_cell()))
        )
    return card(*title, view, why, *(label(words, "smallmuted", wrap=True) for words in notes))


def _why(cell: ReportCell | None) -> str:
    if cell is None or not cell.why:
        return _("Choose a cell to read what it rests on; Enter opens it.")
    return f"{cell.text}: {cell.why}"


def _chart_card(block: ReportChart) -> QWidget:
    about = [label(block.about, "smallmuted", wrap=True)] if block.about else []
    return card(
        label(block.title, "h3", wrap=True), ReportChartView(block.drawn, block.title), *about
    )


def _words(block: ReportWords) -> QWidget:
    figures = []
    for value, words in block.figures:
        figures.append(frame("clear", vbox(label(value, "h1"), label(words, "smallmuted"), gap=0)))
    items: list[QWidget] = [label(block.title, "h3", wrap=True)] if block.title else []
    if figures:
        shown = QWidget()
        shown.setLayout(Flow(*figures, gap=28))
        items.append(shown)
    items += [label(words, wrap=True) for words in block.sentences]
    return card(*items)


def _column(place: int, column: ReportColumn) -> Column:
    figures = column.kind in FIGURES
    most = None if column.flexible else 0 if figures or column.kind == "date" else WORDY
    return Column(column.title, most, partial(_cell, place), right=figures)


def _cell(place: int, row: ReportRow) -> Cell:
    cell = row.cells[place]
    if cell.tone:
        return Cell(cell.text, tone=cell.tone, icon=cell.icon)
    return Cell(cell.text, cell.sub, bold=row.strong)
