"""Figures of the team's own in place of the shipped ones: a card of the settings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame

from commission_desk.i18n import _, language, short_date
from commission_desk.operations.figures import OwnFigureView, own_figures, remove_own_figure
from commission_desk.ui.dialogs.own_figure import OwnFigureDialog, value_words
from commission_desk.ui.kit.buttons import action, button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label

if TYPE_CHECKING:
    from commission_desk.ui.pages.settings import SettingsPage


class FiguresCard:
    """The team's own figures, each with its days and its source; ``widget`` is the card."""

    def __init__(self, page: "SettingsPage") -> None:
        self.page = page
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Figures of our own"), fit=True)
        self.table.opened.connect(self.change)
        self.add_button = button(_("Add a figure…"), "plus", slot=self.add)
        self.remove_button = button(_("Remove"), "trash-2", slot=self.remove)
        gone = action(_("Remove figure"), self.remove, "trash-2", parent=self.table)
        gone.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        gone.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(gone)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.setAccessibleDescription(_("Enter opens a figure, Delete removes it."))
        says = _("Thresholds, notice and lead times are shipped with their sources. Where your "
                 "rules differ, set your own from a certain day.")  # fmt: skip
        self.widget: QFrame = card(
            label(_("Figures of our own"), "h3"), 4, label(says, "muted", wrap=True), self.table,
            Flow(self.add_button, self.remove_button),
        )  # fmt: skip

    def refresh(self) -> None:
        """Read the figures again."""
        rows = self.page.ask(own_figures)
        self.model.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.remove_button.setVisible(bool(rows))

    def add(self) -> None:
        """Ask for another figure."""
        OwnFigureDialog(self.page, self.page.do).open()

    def change(self, own: OwnFigureView) -> None:
        """Ask what is different about a figure."""
        OwnFigureDialog(self.page, self.page.do, own).open()

    def remove(self) -> None:
        """Take the chosen figure out; the shipped one counts again."""
        rows = self.table.chosen_rows() or ([0] if len(self.model.rows) == 1 else [])
        for row in rows[:1]:
            self.page.do(remove_own_figure, self.model.rows[row].id)
            self.page.shell.toast(_("Figure removed: the shipped one counts again."), undo=True)


def _columns() -> list[Column]:
    return [
        Column(_("Figure"), None, _what),
        Column(_("Ours"), 110, lambda own: Cell(value_words(own.shipped, own.value)), right=True),
        Column(_("Days"), 120, _days),
    ]


def _what(own: OwnFigureView) -> Cell:
    return Cell(own.shipped.title.text(language()), own.source)


def _days(own: OwnFigureView) -> Cell:
    first = _("from {date}").format(date=short_date(own.starts)) if own.starts else ""
    return Cell(first, _("until {date}").format(date=short_date(own.ends)) if own.ends else "")
