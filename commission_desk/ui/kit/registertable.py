"""The table of a register: sorts by its headings, filters as you type, keeps the selection."""

from collections.abc import Hashable
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QActionGroup, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import action
from commission_desk.ui.kit.register import RegisterModel
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.theme import px

PAUSE = 150  # ms after the last letter before the list is filtered
WRAPPED = 300  # rows whose text wraps; in a longer list all rows are alike
_Index = QModelIndex | QPersistentModelIndex
_Select = QItemSelectionModel.SelectionFlag


class RegisterTable(Table):
    """A list of any length.

    ``chosen`` gives the id of the current row, or None; ``activated_id`` the id on Enter or double
    click; ``menu_wanted`` a menu to add actions to, and the selected ids; ``pasted`` rows from the
    clipboard. The selection is kept by id when the list is read again.
    """

    chosen = Signal(object)
    activated_id = Signal(object)
    menu_wanted = Signal(QMenu, list)

    def __init__(self, model: RegisterModel, name: str) -> None:
        self.register = model
        self._kept: list[Hashable] = []
        self._current: Hashable | None = None
        self._loading = False
        super().__init__(model, name)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self.sort_by)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.sort_menu(self).popup(header.mapToGlobal(at))
        )
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.settled.connect(lambda _count: self._settled())
        self.opened.connect(lambda row: self.activated_id.emit(model.key(row)))
        self._fit_delegate()

    def wraps(self) -> bool:
        return self.register.complete and self.register.rowCount() <= WRAPPED

    def selected_ids(self) -> list[Hashable]:
        """Return the ids of the selected rows, from the top."""
        ids = (self.register.id_at(row) for row in self.chosen_rows())
        return [found for found in ids if found is not None]

    def choose(self, wanted: Hashable) -> bool:
        """Make the row with this id current and show it; return whether it is in the list."""
        row = self.register.find(wanted)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.register.index(row, 0))
        return row >= 0

    def sort_by(self, column: int) -> None:
        """Sort by a column; again, the other way round."""
        name = self.register.columns[column].sort
        query = self.register.query
        if name:
            descending = not query.descending if name == query.sort else False
            self.register.ask(sort=name, descending=descending)

    def sort_menu(self, parent: Table) -> QMenu:
        """Return a menu of the orders, for those who do not use the mouse."""
        menu = QMenu(_("Sort by"), parent)
        group = QActionGroup(menu)
        for position, column in enumerate(self.register.columns):
            if column.sort:
                entry = action(column.title, partial(self.sort_by, position), parent=menu)
                entry.setCheckable(True)
                entry.setChecked(column.sort == self.register.query.sort)
                group.addAction(entry)
                menu.addAction(entry)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ids = self.selected_ids()
        self.menu_wanted.emit(menu, ids)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(action(_("Copy"), self.copy, "copy", "Ctrl+C", menu))
        menu.addAction(action(_("Paste"), self.paste, "clipboard-paste", "Ctrl+V", menu))
        menu.addMenu(self.sort_menu(self))
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            cell = self.visualRect(self.currentIndex())
            at = self.viewport().mapToGlobal(cell.bottomLeft())
        menu.popup(at)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if not self._loading:
            self._kept = []  # a choice made now counts, not the one before the list was read
            self._tell(self.register.id_at(current.row()))

    def _title(self, column: int) -> str:
        spec = self.register.columns[column]
        return f"{spec.title} ↓" if spec.sort else spec.title  # room for the arrow

    def _keep(self) -> None:
        self._loading = True
        self._kept = self.selected_ids() or self._kept

    def _restore(self) -> None:
        rows = [row for kept in self._kept if (row := self.register.find(kept)) >= 0]
        picked = QItemSelection()
        last = len(self.register.columns) - 1
        for row in rows:
            picked.select(self.register.index(row, 0), self.register.index(row, last))
        self.selectionModel().select(picked, _Select.ClearAndSelect)
        at = self.register.find(self._current) if self._current is not None else -1
        if at >= 0:
            current = self.register.index(at, 0)
            self.selectionModel().setCurrentIndex(current, _Select.NoUpdate)
        self._loading = False
        self._fit_delegate()

    def _settled(self) -> None:
        """Find the kept rows that were not among the first, now that the order is known."""
        if self._kept and len(self.selected_ids()) < len(self._kept):
            self._loading = True
            self._restore()
        self._kept = self.selected_ids()
        self._fit_delegate()
        self.later.start()
        current = self.register.id_at(self.currentIndex().row())
        self._tell(current)

    def _tell(self, current: Hashable | None) -> None:
        if current != self._current:
            self._current = current
            self.chosen.emit(current)

    def _fit_delegate(self) -> None:
        delegate = self.itemDelegate()
        delegate.most = 3 if self.wraps() else 1  # type: ignore[attr-defined]
        if not self.wraps():
            self.verticalHeader().setDefaultSectionSize(px(60))


class FindBox(QLineEdit):
    """Filters a register as you type; typing in the table comes here, Down goes back to it."""

    def __init__(self, table: RegisterTable, prompt: str) -> None:
        super().__init__()
        self.table = table
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setClearButtonEnabled(True)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self.search)
        self.textChanged.connect(lambda _text: self.pause.start())
        table.installEventFilter(self)

    def search(self) -> None:
        """Filter the list by the words now in the box."""
        self.pause.stop()
        if self.text().strip() != self.table.register.query.words:
            self.table.register.ask(words=self.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.search()
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.table.selectionModel().hasSelection():
                self.table.selectRow(max(0, self.table.currentIndex().row()))
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        typed = event.text()
        if not (plain and typed.strip() and typed.isprintable()):
            return False
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.insert(typed)
        return True
