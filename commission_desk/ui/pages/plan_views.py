"""The views below the tables of a part: read, never typed, and shown anew with their records."""

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.content.plan_views import PlanViewText, views_of
from commission_desk.domain.papers import PlanTableRows
from commission_desk.i18n import _, language
from commission_desk.operations.plan_matrix import VIEW as MATRIX
from commission_desk.operations.plan_papers import part_view
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, CellDelegate, TableModel
from commission_desk.ui.kit.cells import Column as Shown
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, clear, refill, rule, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.page import Page
from commission_desk.ui.pages.plan_matrix import MatrixCard

Line = tuple[str, ...]
WIDEST = 300  # px of a column but the last, which takes the rest
LINES = 60  # of a cell, so that none is cut short


class PlanViews(QWidget):
    """The views of the part that is open."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.cards: list[ViewCard | MatrixCard] = []
        self.column = vbox(gap=14, parent=self)
        self.hide()

    @property
    def any(self) -> bool:
        """Whether the part has a view."""
        return bool(self.cards)

    def show_part(self, plan: str, prompt: str) -> None:
        """Show the views of a part of a plan, or none."""
        texts = views_of(prompt)
        here = [(each.plan, each.text) for each in self.cards]
        if here == [(plan, text) for text in texts]:
            self.refresh()
            return
        clear(self.column)
        self.cards = [
            (MatrixCard if text.id == MATRIX else ViewCard)(self.page, plan, text) for text in texts
        ]
        for each in self.cards:
            self.column.addWidget(each.frame)
        self.setVisible(self.any)

    def refresh(self) -> None:
        """Read the views again."""
        for each in self.cards:
            each.refresh()


class ViewCard:
    """One view, to be read; ``frame`` is what is shown. Large, it is one table to walk through."""

    def __init__(self, page: Page, plan: str, text: PlanViewText) -> None:
        self.page, self.plan, self.text = page, plan, text
        self.rows: PlanTableRows | None = None
        self.body = QVBoxLayout()
        code = language()
        self.larger = button("", "maximize", "tool", self.enlarge, _("Show the table large"))
        self.frame = card(
            Flow(label(text.title.text(code), "h3"), None, self.larger),
            label(text.about.text(code), "smallmuted", wrap=True),
            self.body, label(text.source, "tiny", wrap=True), gap=8,
        )  # fmt: skip
        self._build()

    def refresh(self) -> None:
        """Read the view again, and show it anew if it says something else."""
        if self._read() != self.rows:
            self._build()

    def _read(self) -> PlanTableRows | None:
        found: PlanTableRows | None = self.page.ask(part_view, self.plan, self.text.id, language())
        return found

    def _build(self) -> None:
        self.rows = self._read()
        self.larger.setVisible(self.rows is not None)
        if self.rows is None:
            refill(self.body, label(self.text.none.text(language()), wrap=True))
            return
        refill(self.body, vbox(*_lines(self.rows), gap=3))

    def enlarge(self) -> None:
        """Show the view as one table in a window of its own, as wide as there is room."""
        if self.rows is None:
            return
        last = len(self.rows.head) - 1
        columns = [_column(place, title, last) for place, title in enumerate(self.rows.head)]
        table = Table(TableModel(self.rows.rows, columns), self.rows.title, fit=True)
        table.setItemDelegate(CellDelegate(table, LINES))
        table.fit_columns()
        window = self.page.window()
        shown = Dialog(
            window, self.rows.title, table, accept_text=_("Close"), width=window.width() - 80
        )
        shown.cancel.hide()
        shown.open()
        table.setFocus()


def _lines(rows: PlanTableRows) -> Iterator[Item]:
    """Yield a view one below another: beside each other its columns would be too narrow."""
    for number, (first, *others) in enumerate(rows.rows):
        if first:
            yield from (6, rule(), 6) if number else ()
            yield label(first, "strong", wrap=True)
        for title, words in zip(rows.head[1:], others, strict=True):
            if words:
                yield label(title, "tiny")
                yield label(words, "small", wrap=True)


def _column(place: int, title: str, last: int) -> Shown:
    def cell(row: Line) -> Cell:
        return Cell(row[place], bold=not place)

    return Shown(title, None if place == last else WIDEST, cell)
