"""Beside an intention to stop something: its duties, and how far they are met."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, short_date
from commission_desk.operations.plan_duties import (
    DutiesView,
    DutyView,
    duties_of,
    duties_words,
    edit_duty,
)
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.pages.page import Page

FIELDS = ("", "", "done_on", "who", "note", "reason")  # by column; the first two are read


def duty_items(page: Page, intention: str, changed: Callable[[], None]) -> list[Item]:
    """Return what stands below the intentions about the current one; nothing if it has no duties.

    ``changed`` is called once the duties have been looked at.
    """
    view: DutiesView | None = page.ask(duties_of, intention, language())
    if view is None:
        return []
    chip = Chip(
        _("Not yet allowed") if view.open else _("Allowed"),
        "red" if view.open else "green", "octagon-alert" if view.open else "check",
    )  # fmt: skip
    opens = button(
        _("Duties before it ends…"), "list-checks",
        slot=lambda: DutiesDialog(page, intention, changed).open(),
    )  # fmt: skip
    words = label(f"{view.title}: {duties_words(view, language())}", "small", wrap=True)
    return [words, Flow(chip, opens)]


class DutyModel(TableModel):
    """Duties whose name and standing are read; the rest is typed."""

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        found = super().flags(index)
        return found if FIELDS[index.column()] else found & ~Qt.ItemFlag.ItemIsEditable


class DutyTable(Table):
    """Duties; Enter types in the current cell."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.state() != QAbstractItemView.State.EditingState:
            if self.model().flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _editable(self) -> bool:
        return True


class DutiesDialog(Dialog):
    """The duties of one intention as a table to type in; each cell is kept as it is left."""

    def __init__(self, page: Page, intention: str, changed: Callable[[], None]) -> None:
        self.page, self.intention = page, intention
        self.view = self._read()
        self.model = DutyModel(self.view.duties, self._columns(), self._put)
        self.table = DutyTable(self.model, _("Duties before it ends"), fit=True)
        self.table.setAccessibleDescription(_("Enter types in a cell; what you leave is kept."))
        self.said = label("", wrap=True)
        window = page.window()
        super().__init__(
            page, _("Before this ends: {intention}").format(intention=self.view.title),
            label(
                _("Say of each when it was done and by whom, or why it does not apply."),
                "muted", wrap=True,
            ),
            self.table, self.said,
            accept_text=_("Close"), width=window.width() - 80,
        )  # fmt: skip
        self.cancel.hide()
        self.main.setAutoDefault(False)  # Enter types in a cell
        self.main.setDefault(False)
        self._say()
        self.finished.connect(lambda _result: changed())
        self.table.setFocus()
        self.table.setCurrentIndex(self.model.index(0, 2))

    def _read(self) -> DutiesView:
        found: DutiesView | None = self.page.ask(duties_of, self.intention, language())
        assert found is not None, "only an intention to stop something has duties"
        return found

    def _say(self) -> None:
        self.said.setText(duties_words(self.view, language()))

    def _put(self, row: DutyView, column: int, words: str) -> bool:
        field = FIELDS[column]
        if not field or words.strip() == _said(row, field):
            return False
        try:
            self.page.do(edit_duty, self.intention, row.id, field, words)
        except UserError as problem:
            self.say_problem(str(problem))
            return False
        self.say_problem("")
        self.view = self._read()
        self.model.rows = list(self.view.duties)
        self._say()
        self.model.cell.cache_clear()
        at = [each.id for each in self.view.duties].index(row.id)
        self.model.dataChanged.emit(self.model.index(at, 0), self.model.index(at, len(FIELDS) - 1))
        return True

    def _columns(self) -> list[Column]:
        def typed(field: str) -> Callable[[DutyView], Cell]:
            return lambda row: Cell(_said(row, field))

        return [
            Column(_("Duty"), 260, lambda row: Cell(row.title, row.help, bold=True)),
            Column(_("Stands"), 0, _stands),
            Column(_("Done on"), 130, typed("done_on")),
            Column(_("By whom"), 170, typed("who")),
            Column(_("Evidence or note"), None, typed("note")),
            Column(_("Does not apply because"), 220, typed("reason")),
        ]


def _stands(row: DutyView) -> Cell:
    if row.reason:
        return status(_("Does not apply"), "grey", "circle")
    if row.met:
        return status(_("Met"), "green", "check")
    return status(_("Not yet"), "amber", "triangle-alert")


def _said(row: DutyView, field: str) -> str:
    value = getattr(row, field)
    if field == "done_on":
        return short_date(value) if value else ""
    return str(value)
