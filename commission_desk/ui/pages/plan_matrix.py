"""The matrix of services and outcomes, ticked by key or click; nothing else is typed in it."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout

from commission_desk.content.plan_views import PlanViewText
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, plural_translator
from commission_desk.operations.plan_matrix import Matrix, Serving, cost, matrix, matrix_words
from commission_desk.operations.plan_served import set_served
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, refill
from commission_desk.ui.kit.problems import Banner
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.page import Page

FITTED = 40  # services up to which the table is as tall as they are
TALL = 560
SHORT = 22  # letters of an outcome above its column; it is said whole below and by a screen reader
COUNT, TOGETHER = "count", "together"  # the rows below the services
FIRST = 2  # column of the first outcome
Row = Serving | str
_Index = QModelIndex | QPersistentModelIndex


class MatrixModel(TableModel):
    """Services, then the two rows of sums; a head says its outcome whole to a screen reader."""

    whole: tuple[str, ...] = ()  # the titles of the outcomes

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        asked = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if orientation == Qt.Orientation.Horizontal and role in asked and section >= FIRST:
            return self.whole[section - FIRST]
        return super().headerData(section, orientation, role)


class MatrixTable(Table):
    """A table in which Space, Enter or a click ticks the cell, and the arrows go from one to one.

    Hundreds of services are all one line tall: measuring every cell would be slow.
    """

    def __init__(self, owner: "MatrixCard", model: MatrixModel, name: str, *, fit: bool) -> None:
        self.owner, self.long = owner, not fit
        super().__init__(model, name, fit=fit)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.clicked.connect(owner.tick)
        self.selectionModel().currentChanged.connect(lambda at, _before: owner.say(at))

    def wraps(self) -> bool:
        return not self.long

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and not event.modifiers():
            self.owner.tick(self.currentIndex())
        else:
            super().keyPressEvent(event)


class MatrixCard:
    """The matrix in a part of a plan; ``frame`` is what is shown, in a window if ``wide``."""

    def __init__(self, page: Page, plan: str, text: PlanViewText, *, wide: bool = False) -> None:
        self.page, self.plan, self.text, self.wide = page, plan, text, wide
        self.found = Matrix()
        self.table: MatrixTable | None = None
        self.model: MatrixModel | None = None
        self.body, self.below = QVBoxLayout(), QVBoxLayout()
        self.here = label("", "small", wrap=True)
        self.problem = Banner("")
        self.problem.hide()
        code = language()
        self.larger = button("", "maximize", "tool", self.enlarge, _("Show the table large"))
        self.frame = card(
            *(() if wide else (Flow(label(text.title.text(code), "h3"), None, self.larger),)),
            label(text.about.text(code), "smallmuted", wrap=True),
            self.body, self.here, self.problem, self.below,
            label(text.source, "tiny", wrap=True), gap=8,
        )  # fmt: skip
        self._build()

    def refresh(self) -> None:
        """Read the matrix again; the current cell stays where it is."""
        found: Matrix = self.page.ask(matrix, self.plan)
        if found == self.found:
            return
        same = _heads(found) == _heads(self.found) and self.model is not None
        if not same or _is_long(found) != _is_long(self.found):
            self._build()
            return
        at = self.table.currentIndex() if self.table else QModelIndex()
        row, column = at.row(), at.column()
        self.found = found
        assert self.model is not None
        self.model.show_rows(_rows(found))
        self._go(row, column)
        self._show_words()

    def tick(self, at: _Index) -> None:
        """Have a service serve an outcome, or no longer."""
        if at.row() >= len(self.found.services) or at.column() < FIRST:
            return
        service = self.found.services[at.row()]
        outcome = self.found.outcomes[at.column() - FIRST]
        serves = outcome.id not in service.outcomes
        try:
            self.page.do(set_served, service.id, outcome.id, serves=serves)
        except UserError as problem:
            self.problem.say(str(problem))
            return
        self.problem.say("")
        self.refresh()
        announce(self.frame, self.here.plain)

    def say(self, at: _Index) -> None:
        """Say in words what the current cell is about; its head has no room for it."""
        self.here.setText(self._words_of(at.row(), at.column()))
        self.here.setVisible(bool(self.here.plain))

    def enlarge(self) -> None:
        """Show the matrix in a window of its own, as wide as there is room."""
        other = MatrixCard(self.page, self.plan, self.text, wide=True)
        window = self.page.window()
        title = self.text.title.text(language())
        shown = Dialog(
            window, title, other.frame, accept_text=_("Close"), width=window.width() - 80
        )
        shown.cancel.hide()
        shown.main.setAutoDefault(False)  # Enter ticks a cell
        shown.main.setDefault(False)
        shown.finished.connect(lambda _result: self.refresh())
        shown.open()
        if other.table is not None:
            other.table.setFocus()

    def _build(self) -> None:
        self.found = found = self.page.ask(matrix, self.plan)
        self.larger.setVisible(not found.is_empty)
        self.say(QModelIndex())
        if found.is_empty:
            self.table = self.model = None
            refill(self.body, label(self.text.none.text(language()), wrap=True))
            refill(self.below)
            return
        self.model = MatrixModel(_rows(found), self._columns())
        self.model.whole = tuple(each.title for each in found.outcomes)
        name = self.text.title.text(language())
        self.table = MatrixTable(self, self.model, name, fit=not (self.wide or _is_long(found)))
        self.table.setAccessibleDescription(
            _("Space ticks that a service serves an outcome, or takes the tick away.")
        )
        if self.wide or _is_long(found):
            self.table.setFixedHeight(px(TALL))
        refill(self.body, self.table)
        self._show_words()

    def _show_words(self) -> None:
        said = matrix_words(self.found, language())
        refill(self.below, *(label(words, "small", wrap=True) for words in said), gap=6)

    def _columns(self) -> list[Column]:
        named = {key: title.text(language()) for key, title in self.text.columns.items()}

        def service(row: Row) -> Cell:
            return Cell(named[row] if isinstance(row, str) else row.title, bold=True)

        def money(row: Row) -> Cell:
            if isinstance(row, Serving):
                return Cell(cost(row.pence))
            sums = {COUNT: str(len(self.found.services)), TOGETHER: cost(self.found.pence)}
            return Cell(sums[row], bold=True)

        return [
            Column(named["service"], None, service),
            Column(named["money"], 150, money, right=True),
            *(self._outcome(place) for place in range(len(self.found.outcomes))),
        ]

    def _outcome(self, place: int) -> Column:
        def cell(row: Row) -> Cell:
            outcome = self.found.outcomes[place]
            if row == COUNT:
                return _count(len(outcome.services))
            if row == TOGETHER:
                return Cell(cost(outcome.pence), bold=True)
            assert isinstance(row, Serving)
            if outcome.id in row.outcomes:
                return status(_("Yes"), "green", "check")
            return Cell("–", muted=True)

        title = self.found.outcomes[place].title
        short = title if len(title) <= SHORT else f"{title[: SHORT - 1].rstrip()}…"
        return Column(short, 200, cell)

    def _words_of(self, row: int, column: int) -> str:
        if not 0 <= row < len(self.found.services) or column < FIRST:
            return ""
        service, outcome = self.found.services[row], self.found.outcomes[column - FIRST]
        if outcome.id in service.outcomes:
            words = _("“{service}” serves “{outcome}”.")
        else:
            words = _("“{service}” does not serve “{outcome}”.")
        return words.format(service=service.title, outcome=outcome.title)

    def _go(self, row: int, column: int) -> None:
        if self.table is None or self.model is None or not 0 <= row < self.model.rowCount():
            return
        flags = QItemSelectionModel.SelectionFlag
        at = self.model.index(row, column)
        self.table.selectionModel().setCurrentIndex(at, flags.ClearAndSelect)
        self.say(at)


def _count(services: int) -> Cell:
    if not services:
        return status(_("None: a gap"), "red", "octagon-alert")
    ngettext = plural_translator(language())
    words = ngettext("{count} service", "{count} services", services).format(count=services)
    return status(words, "amber", "triangle-alert") if services > 1 else Cell(words)


def _rows(found: Matrix) -> list[Row]:
    return [*found.services, COUNT, TOGETHER]


def _heads(found: Matrix) -> list[str]:
    return [each.title for each in found.outcomes]


def _is_long(found: Matrix) -> bool:
    return len(found.services) > FITTED
