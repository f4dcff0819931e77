"""The table widget of a plan's table: typed in, pasted into, and rows added by key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from commission_desk.ui.kit.cells import TableModel
from commission_desk.ui.kit.tables import Table, read_tabbed

if TYPE_CHECKING:
    from commission_desk.ui.pages.plan_tables import TableCard


class EntryTable(Table):
    """A table whose cells are typed into; a block from a spreadsheet goes in as one step."""

    least_flex = 200

    def __init__(self, owner: "TableCard", model: TableModel, name: str, *, fit: bool) -> None:
        super().__init__(model, name, fit=fit)
        self.owner = owner

    def paste(self) -> None:
        self.owner.paste(read_tabbed(QGuiApplication.clipboard().text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # Enter ends the typing and begins none
        elif enter and control:
            self.owner.add()
        elif control and event.key() == Qt.Key.Key_G and self.owner.links:
            self.owner.links.open()
        elif enter and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
