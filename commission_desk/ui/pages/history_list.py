"""The list of steps: grouped by day, read a page at a time as it is scrolled."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from commission_desk.operations.history_list import PAGE, StepView
from commission_desk.ui.kit.icons import draw_icon
from commission_desk.ui.kit.paint import LINE, SMALL_LINE, draw_lines, fill, lines, ring
from commission_desk.ui.kit.rows import has_ring
from commission_desk.ui.kit.text import tip
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import BODY, SMALL
from commission_desk.ui.pages.history_words import (
    day_words,
    foot_of,
    gist_of,
    icon_of,
    spoken,
    title_of,
)

STEP = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[int | None], None]
_Role = Qt.ItemDataRole
TITLE, GIST, FOOT = (BODY, 600, "text"), (SMALL, 400, "text"), (SMALL, 400, "muted")
MOST = (2, 2, 2)  # lines of each
LEFT, GAP, ABOVE = 44, 10, 11  # pixels at 100%


class StepsModel(QAbstractListModel):
    """Steps and the days they were taken on.

    ``fetch(before)`` asks for the next page, which comes by ``add``, at once or later.
    """

    def __init__(self, fetch: Fetch, today: Callable[[], date]) -> None:
        super().__init__()
        self.fetch, self.today = fetch, today
        self.rows: list[StepView | date] = []
        self.whole = True
        self.waiting = False

    def show(self, found: Sequence[StepView], *, whole: bool) -> None:
        """Show these steps, from the newest on; ``whole`` says that there are no more."""
        self.beginResetModel()
        self.rows, self.whole, self.waiting = [], whole, False
        self.rows = self._with_days(found)
        self.endResetModel()

    def add(self, found: Sequence[StepView]) -> None:
        """Show the page after the steps that are shown."""
        self.whole, self.waiting = len(found) < PAGE, False
        more = self._with_days(found)
        if more:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
            self.rows += more
            self.endInsertRows()

    def row_of(self, seq: int) -> int:
        """Return where a step is in the list, or -1."""
        found = (n for n, row in enumerate(self.rows) if isinstance(row, StepView)
                 and row.seq == seq)  # fmt: skip
        return next(found, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def canFetchMore(self, _parent: Index) -> bool:
        return not self.whole and not self.waiting

    def fetchMore(self, _parent: Index) -> None:
        last = self._last()
        self.waiting = True
        self.fetch(last.seq if last else None)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], date):
            return Qt.ItemFlag.NoItemFlags  # a heading, which the arrow keys pass over
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == STEP:
            return row
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return spoken(row) if isinstance(row, StepView) else day_words(row, self.today())
        if role == _Role.ToolTipRole and isinstance(row, StepView):
            return tip(spoken(row))
        return None

    def _last(self) -> StepView | None:
        return next((row for row in reversed(self.rows) if isinstance(row, StepView)), None)

    def _with_days(self, found: Sequence[StepView]) -> list[StepView | date]:
        last = self._last()
        day = last.at.date() if last else None
        made: list[StepView | date] = []
        for step in found:
            if step.at.date() != day:
                day = step.at.date()
                made.append(day)
            made.append(step)
        return made


class StepsView(QListView):
    """The steps as a list; ``chosen`` gives the current one or None, ``opened`` it on Enter."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: StepsModel, name: str) -> None:
        super().__init__()
        self.steps = model
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(StepDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self._open)

    def current(self) -> StepView | None:
        """Return the current step."""
        index = self.currentIndex()
        row = self.steps.rows[index.row()] if index.isValid() else None
        return row if isinstance(row, StepView) else None

    def choose(self, seq: int | None) -> None:
        """Make a step current, or the newest if it is not in the list."""
        row = self.steps.row_of(seq) if seq is not None else -1
        if row < 0:
            row = next(
                (n for n, each in enumerate(self.steps.rows) if isinstance(each, StepView)), -1
            )
        self.setCurrentIndex(self.steps.index(row, 0) if row >= 0 else QModelIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self, _index: Index) -> None:
        if (step := self.current()) is not None:
            self.opened.emit(step)


class StepDelegate(QStyledItemDelegate):
    """Paints an icon, the title, the gist, and when and by whom; a day as a small heading."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(STEP)
        if not isinstance(row, StepView):
            return QSize(px(36), px(34))
        return QSize(px(36), round(sum(self._heights(row))) + 2 * px(ABOVE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(STEP)
        if not isinstance(row, StepView):
            at = QRectF(option.rect).adjusted(px(12), px(12), -px(8), 0)
            draw_lines(painter, (index.data(),), at, (SMALL, 600, "muted"))
            return
        state = option.state
        rect = QRectF(option.rect).adjusted(px(4), 1, -px(4), -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            fill(painter, rect, "accent2" if chosen else "sunken", px(6))
        if chosen:  # the tint alone is too faint to see
            fill(painter, QRectF(rect.x(), rect.y(), px(3), rect.height()), "accent", px(1))
        top = rect.y() + px(ABOVE)
        draw_icon(painter, icon_of(row), "accent", rect.x() + px(14), top + px(2), 18)
        at = QRectF(rect.x() + px(LEFT), top, rect.width() - px(LEFT + GAP), rect.height())
        for broken, style in zip(self._lines(row), (TITLE, GIST, FOOT), strict=True):
            at.setTop(draw_lines(painter, broken, at, style))
        if has_ring(option):
            ring(painter, rect)

    def _lines(self, row: StepView) -> list[tuple[str, ...]]:
        room = max(8, self.view.viewport().width() - px(LEFT + GAP + 8))
        texts = (title_of(row), gist_of(row), foot_of(row))
        return [
            lines(text, style[0], style[1], room, most)
            for text, style, most in zip(texts, (TITLE, GIST, FOOT), MOST, strict=True)
        ]

    def _heights(self, row: StepView) -> list[float]:
        steps = (LINE, SMALL_LINE, SMALL_LINE)
        return [
            len(broken) * step * theme.scale
            for broken, step in zip(self._lines(row), steps, strict=True)
        ]
