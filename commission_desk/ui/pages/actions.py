"""Actions: one log of everything agreed, wherever it was agreed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from commission_desk.content.choices import choice
from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.actions import ActionRow, actions, finish_action, reopen_action
from commission_desk.operations.records import remove
from commission_desk.ui.dialogs.new_action import NewAction
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import frame, rule, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.pages.action_detail import ActionDetail
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.workspace import Workspace

VIEWS: dict[str, Callable[[ActionRow, date], bool]] = {
    "open": lambda row, _today: row.status == "open",
    "late": lambda row, today: row.days_late(today) > 0,
    "done": lambda row, _today: row.status == "done",
    "all": lambda _row, _today: True,
}


class ActionsPage(Page):
    """The action log with one action beside it."""

    tables = frozenset({"action", "meeting", "agreement"})

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.rows: tuple[ActionRow, ...] = ()
        self.view, self.words = "open", ""
        details = button(_("Details"), "panel-right", slot=self._toggle_details)
        new = button(_("New action"), "plus", "primary", self.new, _("New action (Ctrl+N)"))
        self.header = Header(_("Actions"), "", details, new, find=shell.find)
        self.pills = {
            key: button("", kind="pill", slot=lambda key=key: self._show_view(key)) for key in VIEWS
        }
        self.pills["open"].setChecked(True)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter by words or owner"))
        self.filter.setMinimumWidth(round(theme.width(self.filter.placeholderText())) + px(44))
        self.filter.setAccessibleName(_("Filter the actions"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        self.model = TableModel((), self._columns())
        self.table = Table(self.model, _("Actions"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.table.opened.connect(self._go_to_detail)
        self.nothing = empty("list-checks", _("No actions here"), "", self._first_step())
        self.detail = ActionDetail(self)
        bar = Flow(*self.pills.values(), None, self.filter)
        head = frame("clear", vbox(bar, margins=(24, 14, 24, 12)))
        left = frame("clear", vbox(head, rule(), self.table, self.nothing, gap=0))
        self.panes = Panes(
            left, right=frame("right", vbox(self.detail, gap=0)), widths=(0, 420, 560)
        )
        self.panes.drawer_needed.connect(details.setVisible)
        self.panes.drawer_needed.connect(lambda _needed: self.header.fit())
        details.hide()
        vbox(self.header, self.panes, gap=0, parent=self).setStretch(1, 1)
        self._keys()

    def refresh(self) -> None:
        self.rows = self.ask(actions)
        self._show_rows(self.current())
        today = self.today()
        late = sum(row.days_late(today) > 0 for row in self.rows)
        count = sum(row.status == "open" for row in self.rows)
        words = ngettext("{count} open", "{count} open", count).format(count=count)
        overdue = ngettext("{count} late", "{count} late", late).format(count=late)
        self.header.say(_("Actions"), f"{words} · {overdue}")
        names = {
            "open": _("Open {count}"), "late": _("Late {count}"), "done": _("Done {count}"),
            "all": _("All {count}"),
        }  # fmt: skip
        for key, belongs in VIEWS.items():
            found = sum(belongs(row, today) for row in self.rows)
            self.pills[key].setText(names[key].format(count=found))

    def _go_to_detail(self, _row: ActionRow) -> None:
        self.detail.setFocus()

    def _toggle_details(self) -> None:
        self.panes.toggle()

    def show_record(self, record: str, part: str = "") -> None:  # noqa: ARG002 - has no parts
        row = next((row for row in self.rows if row.id == record), None)
        if row is not None and not VIEWS[self.view](row, self.today()):
            self.pills["all"].setChecked(True)
            self.view = "all"
        self.filter.clear()
        self._show_rows(record)
        self.table.setFocus()

    def where(self) -> tuple[str, str]:
        return self.current() or "", ""

    def flush(self) -> None:
        self.detail.flush()

    def new(self) -> None:
        NewAction(self, self._added).open()

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        return [("plus", _("New action"), self.new)]

    def current(self) -> str | None:
        """Return the id of the action that is shown."""
        index = self.table.currentIndex()
        return self.model.row(index.row()).id if index.isValid() else None

    def toggle_done(self) -> None:
        """Finish the current action, or open it again."""
        row = next((row for row in self.rows if row.id == self.current()), None)
        if row is None:
            return
        if row.status == "open":
            self.do(finish_action, row.id, self.today())
            self.shell.toast(_("Done: {title}").format(title=row.title), undo=True)
        else:
            self.do(reopen_action, row.id)

    def remove_current(self) -> None:
        """Take the current action away; the toast brings it back."""
        row = next((row for row in self.rows if row.id == self.current()), None)
        if row is not None:
            self.do(remove, "action", row.id)
            self.shell.toast(_("Removed: {title}").format(title=row.title), undo=True)

    @staticmethod
    def today() -> date:
        """Return the day it is where the person is."""
        return date.today()  # noqa: DTZ011 - the person's own day

    def _added(self, record: str) -> None:
        self.show_record(record)

    def _show_view(self, view: str) -> None:
        self.view = view
        self._show_rows(self.current())

    def _filter(self, words: str) -> None:
        self.words = words.casefold()
        self._show_rows(self.current())

    def _show_rows(self, keep: str | None) -> None:
        today, belongs = self.today(), VIEWS[self.view]
        shown = [
            row
            for row in self.rows
            if belongs(row, today)
            and all(
                word in f"{row.title} {row.owner} {row.meeting} {row.agreement}".casefold()
                for word in self.words.split()
            )
        ]
        self.model.show_rows(shown)
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        place = next((n for n, row in enumerate(shown) if row.id == keep), 0)
        if shown:
            self.table.selectRow(place)
        self._show_current()

    def _show_current(self) -> None:
        found = self.current()
        self.detail.show_action(next((row for row in self.rows if row.id == found), None))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("Action"), None, self._title),
            Column(
                _("Owner"), 120, lambda row: Cell(row.owner or _("nobody yet"), muted=not row.owner)
            ),
            Column(
                _("Due"),
                90,
                lambda row: Cell(short_date(row.due) if row.due else "–", self._slips(row)),
            ),
            Column(_("Status"), 0, self._status),
        )

    def _title(self, row: ActionRow) -> Cell:
        return Cell(row.title, row.meeting or row.agreement, bold=True)

    def _slips(self, row: ActionRow) -> str:
        if not row.slipped:
            return ""
        return ngettext("put off once", "put off {count} times", row.slipped).format(
            count=row.slipped
        )

    def _status(self, row: ActionRow) -> Cell:
        late = row.days_late(self.today())
        if late:
            words = ngettext("{count} day late", "{count} days late", late).format(count=late)
            return status(words, "red", "circle-alert")
        found = choice("action-status", row.status)
        return status(found.label.text(language()), found.tone, found.icon)

    def _first_step(self) -> QWidget:
        return button(_("New action"), "plus", slot=self.new)

    def _keys(self) -> None:
        for keys, slot in (
            ("Ctrl+F", self.filter.setFocus),
            ("Ctrl+D", self.toggle_done), ("Delete", self.remove_current),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self.table if keys == "Delete" else self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
