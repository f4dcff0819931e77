"""History: everything that was done, by whom and when, and what it said before."""

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from commission_desk.i18n import _, ngettext, short_date
from commission_desk.operations.history import ChangeView, history
from commission_desk.ui.fieldnames import field_words, kind_words, value_words
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, clear, frame, hbox, page, rule, vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.places import HOMES
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

Step = tuple[ChangeView, ...]
SHOWN = 60  # changes of one step that are spelt out


class HistoryPage(Page):
    """The steps, newest first; beside them what the chosen step changed."""

    tables = frozenset(HOMES)

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.steps: list[Step] = []
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter by words, kind or person"))
        self.filter.setMinimumWidth(round(theme.width(self.filter.placeholderText())) + px(40))
        self.filter.setAccessibleName(_("Filter the history"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda _words: self._show_steps())
        self.model = TableModel((), self._columns())
        self.table = Table(self.model, _("What was done"))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_changes())
        self.nothing = empty(
            "clock", _("Nothing has been done yet"),
            _("Every change to this desk will be listed here, with what it said before."),
        )  # fmt: skip
        self.none_found = empty("search", _("Nothing matches"), "")
        self.changes = QVBoxLayout()
        self.changes.setSpacing(px(12))
        head = frame("clear", vbox(Flow(self.filter), margins=(24, 14, 24, 12)))
        left = frame("clear", vbox(head, rule(), self.table, self.nothing, self.none_found, gap=0))
        right = frame("right", vbox(page(self.changes, margins=(22, 18, 10, 18)), gap=0))
        panes = Panes(left, right=right, widths=(0, 480, 480))
        details = button(_("Details"), "panel-right", slot=panes.toggle)
        words = _("Every change, by whom and when")
        self.header = Header(_("History"), words, details, find=shell.find)
        details.hide()
        panes.drawer_needed.connect(details.setVisible)
        panes.drawer_needed.connect(lambda _needed: self.header.fit())
        vbox(self.header, panes, gap=0, parent=self).setStretch(1, 1)

    def refresh(self) -> None:
        rows: Iterable[ChangeView] = self.ask(history)
        self.steps = [tuple(group) for _at, group in groupby(rows, key=lambda row: row.step)]
        self._show_steps()

    def _show_steps(self) -> None:
        at, words = self._current(), self.filter.text().casefold().split()
        shown = [step for step in self.steps if all(word in _searched(step) for word in words)]
        self.model.show_rows(shown)
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(not self.steps)
        self.none_found.setVisible(bool(self.steps) and not shown)
        if shown:
            here = (n for n, step in enumerate(shown) if at and step[0].step == at[0].step)
            self.table.selectRow(next(here, 0))
        self._show_changes()

    def _current(self) -> Step | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    def _show_changes(self) -> None:
        clear(self.changes)
        step = self._current()
        if step is None:
            return
        first = step[0]
        self.changes.addWidget(label(_title(first), "h2", wrap=True))
        self.changes.addWidget(label(_who_and_when(first), "smallmuted", wrap=True))
        for record, group in groupby(step[:SHOWN], key=lambda row: (row.kind, row.record)):
            self.changes.addWidget(self._record(record, tuple(group)))
        if len(step) > SHOWN:
            more = ngettext(
                "and {count} more change", "and {count} more changes", len(step) - SHOWN
            )
            self.changes.addWidget(label(more.format(count=len(step) - SHOWN), "muted"))

    def _record(self, record: tuple[str, str], rows: Step) -> QFrame:
        kind, key = record
        lines = [line for row in rows for line in _lines(row)]
        head = hbox(label(kind_words(kind), "strong"), None)
        if kind in HOMES:
            go = button(_("Open"), kind="mini", slot=lambda: self.shell.go(kind, key))
            go.setAccessibleName(_("Open: {title}").format(title=kind_words(kind)))
            head.addWidget(go)
        words = [_line(*line) for line in lines]
        return card(head, *words, gap=8, margins=(16, 12, 16, 14))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(_("What"), None, lambda step: Cell(_title(step[0]), _gist(step), bold=True)),
            Column(_("Who"), 180, lambda step: Cell(step[0].who)),
            Column(_("When"), 0, lambda step: Cell(_when(step[0]))),
        )


def _line(field: str, value: str, was: str) -> QVBoxLayout:
    words = [label(field, "smallmuted"), label(value, "small", wrap=True)]
    if was:
        words.append(label(_("was: {value}").format(value=was), "smallmuted", wrap=True))
    return vbox(*words, gap=0)


def _title(row: ChangeView) -> str:
    if row.step_kind == "undo":
        return _("Undone: {step}").format(step=_(row.label))
    if row.step_kind == "redo":
        return _("Done again: {step}").format(step=_(row.label))
    return _(row.label)


def _when(row: ChangeView) -> str:
    return f"{short_date(row.at.date())} {row.at:%H:%M}"


def _who_and_when(row: ChangeView) -> str:
    return f"{_when(row)} · {row.who}"


def _gist(step: Step) -> str:
    """The first words that a step left, on one line."""
    for row in reversed(step):
        for _field, value, _was in _lines(row):
            if value:
                return f"{kind_words(row.kind)}: {' '.join(value.split())[:90]}"
    return kind_words(step[0].kind)


def _searched(step: Step) -> str:
    first = step[0]
    return f"{_title(first)} {first.who} {_gist(step)} {kind_words(first.kind)}".casefold()


def _lines(row: ChangeView) -> list[tuple[str, str, str]]:
    """Return (field, value, former value) in words; a new record has a line a field."""
    if row.field:
        value = value_words(row.kind, row.field, row.value)
        return [(field_words(row.field), value or "–", value_words(row.kind, row.field, row.was))]
    made = [(name, value_words(row.kind, name, value)) for name, value in row.value.items()]
    return [
        (field_words(name), words, "")
        for name, words in made
        if words and name not in ("deleted", "position") and not name.endswith("_id")
    ]
