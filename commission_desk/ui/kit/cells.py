"""Table cells: what a cell says, the model that makes cells of objects, and how one is painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commission_desk.ui.kit.completing import offer
from commission_desk.ui.kit.paint import (
    LINE,
    SMALL_LINE,
    chip_size,
    draw_lines,
    lines,
    paint_chip,
    ring,
)
from commission_desk.ui.kit.rows import has_ring
from commission_desk.ui.kit.text import tip
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import BODY, SMALL

CELL = Qt.ItemDataRole.UserRole + 1
PAD = 12
SPARK = 64  # width of a trend line
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows: words, a chip (``tone`` set) or a trend line (``spark`` set).

    ``sub`` is a second, smaller text; ``lead`` a bold word before a smaller text, such as a grade.
    The text of a trend line is its spoken form.
    """

    text: str = ""
    sub: str = ""
    bold: bool = False
    muted: bool = False
    lead: str = ""
    tone: str | None = None
    icon: str = ""
    spark: tuple[float, ...] = ()

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(x for x in (f"{self.lead} {self.text}".strip(), self.sub) if x)

    @property
    def style(self) -> tuple[float, int]:
        """Size and weight of the main text."""
        return (SMALL if self.lead else BODY), (600 if self.bold else 400)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: 0 px fits its content, a number is the most, None takes the rest.

    ``sort`` is the name by which a register's source sorts; without it the column cannot be
    sorted. ``offered`` gives what may be chosen where a cell is edited.
    """

    title: str
    most: int | None
    cell: Callable[[Any], Cell]
    right: bool = False
    sort: str = ""
    offered: Callable[[], Sequence[str]] | None = None


class CellModel(QAbstractTableModel):
    """What every table model shares: columns and cells; a subclass says where rows are."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.cell = lru_cache(4096)(self._cell)

    def row(self, number: int) -> Any:
        """Return the object of a row."""
        raise NotImplementedError

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        if role == CELL:  # asked thousands of times a page: first
            return self.cell(index.row(), index.column())
        if role in (_Role.DisplayRole, _Role.EditRole):
            return self.cell(index.row(), index.column()).text
        if role == _Role.AccessibleTextRole:
            return self.cell(index.row(), index.column()).spoken
        if role == _Role.ToolTipRole:
            return tip(self.cell(index.row(), index.column()).spoken)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self.columns[section].title
        if role == _Role.TextAlignmentRole:
            flags = Qt.AlignmentFlag
            side = flags.AlignRight if self.columns[section].right else flags.AlignLeft
            return int(side | flags.AlignVCenter)
        return None

    def _cell(self, row: int, column: int) -> Cell:
        return self.columns[column].cell(self.row(row))


class TableModel(CellModel):
    """A short table held whole; ``put(row, column, text) -> bool`` makes its cells editable.

    Sort and filter ``rows`` in Python and call ``show_rows``: a QSortFilterProxyModel over a
    Python model takes 23 s for 100,000 rows.
    """

    def __init__(
        self,
        rows: Sequence[Any],
        columns: Sequence[Column],
        put: Callable[[Any, int, str], bool] | None = None,
    ) -> None:
        super().__init__(columns)
        self.rows, self.put = list(rows), put

    def row(self, number: int) -> Any:
        return self.rows[number]

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.cell.cache_clear()
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if self.put else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole or not self.put:
            return False
        if not self.put(self.rows[index.row()], index.column(), str(value)):
            return False
        self.cell.cache_clear()
        self.dataChanged.emit(index, index)
        return True


class CellDelegate(QStyledItemDelegate):
    """Paints every kind of cell.

    It never calls initStyleOption or the base paint: they ask the Python model ten times a cell.
    """

    def __init__(self, view: QAbstractItemView, most: int) -> None:
        super().__init__(view)
        self.most = most  # lines of text in a cell

    def blocks(self, cell: Cell, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the broken lines of a cell's two texts."""
        if cell.spark or cell.tone is not None:
            return (), ()
        lead = theme.width(cell.lead + " ", BODY, 600) if cell.lead else 0
        room = max(8, int(width - 2 * px(PAD) - lead))
        words = cell.text or not cell.sub  # a small text alone has no blank line above it
        first = lines(cell.text, *cell.style, room, self.most) if words else ()
        return first, lines(cell.sub, SMALL, 400, room, self.most) if cell.sub else ()

    def height(self, cell: Cell, width: float) -> int:
        """Return how tall a row must be for this cell."""
        first, second = self.blocks(cell, width)
        tall = max(LINE, len(first) * LINE + len(second) * SMALL_LINE)
        return round(tall * theme.scale) + px(17)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell: Cell = index.data(CELL)
        rect = QRectF(option.rect)
        chosen = option.state & QStyle.StateFlag.State_Selected
        _paint_ground(painter, rect, bool(chosen), index.column())
        inner = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        if cell.tone is not None and cell.text:
            y = rect.center().y() - chip_size("").height() / 2
            most = int(inner.width()) + px(PAD // 2)
            paint_chip(painter, inner.x(), y, cell.text, cell.tone, cell.icon, most)
        elif cell.spark:
            _paint_spark(painter, inner, cell.spark)
        else:
            right = _columns(index)[index.column()].right
            self._paint_words(painter, inner, cell, right)
        if has_ring(option):
            ring(painter, rect, radius=2)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("cell")
        column = _columns(index)[index.column()]
        editor.setAccessibleName(column.title)
        if column.offered is not None:
            offer(editor, column.title, column.offered())
        return editor

    def _paint_words(self, painter: QPainter, inner: QRectF, cell: Cell, right: bool) -> None:
        first, second = self.blocks(cell, inner.width() + 2 * px(PAD))
        tall = (len(first) * LINE + len(second) * SMALL_LINE) * theme.scale
        at = QRectF(inner)
        at.setTop(inner.center().y() - tall / 2)
        if cell.lead:
            draw_lines(painter, (cell.lead,), at, (BODY, 600, "text"))
            at.setLeft(at.x() + theme.width(cell.lead + " ", BODY, 600))
        ink = "muted" if cell.muted else "text"
        size, weight = cell.style
        if cell.lead:  # a smaller text on the baseline of the lead
            at.translate(0, (LINE - SMALL_LINE) * theme.scale * 0.735)
        at.setTop(draw_lines(painter, first, at, (size, weight, ink), right))
        if second:
            draw_lines(painter, second, at, (SMALL, 400, "muted"), right)


def _columns(index: _Index) -> tuple[Column, ...]:
    model = index.model()
    assert isinstance(model, CellModel)
    return model.columns


def _paint_ground(painter: QPainter, rect: QRectF, chosen: bool, column: int) -> None:
    # left on by the last chip, antialiasing would draw seams between cells at 125%
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.fillRect(rect, theme.color("accent2" if chosen else "surface"))
    painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.color("line"))
    if chosen and column == 0:  # the tint alone is too faint to see
        painter.fillRect(QRectF(rect.x(), rect.y(), px(3), rect.height()), theme.color("accent"))


def _paint_spark(painter: QPainter, inner: QRectF, values: tuple[float, ...]) -> None:
    low = min(values)
    span, height = (max(values) - low) or 1, px(18)
    step = px(SPARK) / max(1, len(values) - 1)
    base = inner.center().y() + height / 2
    points = [
        QPointF(inner.x() + i * step, base - (value - low) / span * height)
        for i, value in enumerate(values)
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_ = (Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(QPen(theme.color("accent"), 1.75, Qt.PenStyle.SolidLine, *round_))
    painter.drawPolyline(QPolygonF(points))


def status(word: str, tone: str, icon: str) -> Cell:
    """Make a cell that is a chip."""
    return Cell(word, tone=tone, icon=icon)
