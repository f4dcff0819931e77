"""A rating grid: people by two ratings, moved by mouse or keyboard.

Tab enters, the arrow keys go from one to the next by position, Home and End to the first and last,
Enter opens, Ctrl with an arrow changes a rating by one. A ring's filling says what its colour says.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from commission_desk.ui.kit.gridplaces import GridPoint, Measures, More, Placed, nearest, place
from commission_desk.ui.kit.paint import VCENTRE, fill
from commission_desk.ui.kit.text import announce, tip
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import SMALL

RING = 15  # px of a ring at 100%
LINE = 21
TINY = 12.5  # text of axes and quadrants
_Key = Qt.Key
ARROWS = {
    _Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1),
}  # fmt: skip
CENTRED = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True, slots=True)
class Axes:
    """What is rated across and up, the four corners (from top left, row by row), and the steps.

    ``high`` is the first step that counts as high.
    """

    across: str
    up: str
    corners: tuple[str, str, str, str]
    steps: int = 5
    high: int = 4


class RatingGrid(QWidget):
    """The grid; ``opened`` gives a key, ``moved`` a key with its new ratings, ``chosen`` a key."""

    opened = Signal(object)
    moved = Signal(object, int, int)
    chosen = Signal(object)

    def __init__(self, name: str, axes: Axes, height: int = 560) -> None:
        super().__init__()
        self.name, self.axes = name, axes
        self.points: tuple[GridPoint, ...] = ()
        self.placed: list[Placed] = []
        self.more: list[More] = []
        self.current: Hashable | None = None
        self.pressed: QPointF | None = None
        self.dragged: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("spoken", "Grouping")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(px(height))
        self._say()

    def show_points(self, points: Sequence[GridPoint]) -> None:
        """Show other people, those who matter most first; the current one stays if still there."""
        self.points = tuple(points)
        if self.current not in (point.key for point in points):
            self.current = None
        self._place()
        self._say()

    def choose(self, key: Hashable) -> bool:
        """Make a person current; return whether they are on the grid."""
        found = any(one.point.key == key for one in self.placed)
        if found and key != self.current:
            self.current = key
            self._say()
            self.chosen.emit(key)
            self.update()
        return found

    # ---- keyboard
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = _Key(event.key()), self._here()
        if here is None:
            super().keyPressEvent(event)
        elif key in ARROWS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            dx, dy = ARROWS[key]
            self._rate(here.point, here.point.x + dx, here.point.y - dy)
        elif key in ARROWS:
            found = nearest(self.placed, here, *ARROWS[key])
            if found is not None:
                self._go(found)
        elif key in (_Key.Key_Home, _Key.Key_End):
            self._go(self.placed[0 if key == _Key.Key_Home else -1])
        elif key in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space):
            self.opened.emit(here.point.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._here() is None and self.placed:
            self.choose(self.placed[0].point.key)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # ---- mouse
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.choose(found.point.key)
            self.pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self.pressed is None:
            over = self._at(at) is not None
            hand = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(hand)
        elif self.dragged is not None or (at - self.pressed).manhattanLength() > px(6):
            self.dragged = at
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        here, dragged, pressed = self._here(), self.dragged, self.pressed
        self.pressed = self.dragged = None
        self.update()
        if event.button() != Qt.MouseButton.LeftButton or pressed is None or here is None:
            return
        if dragged is None:
            self.opened.emit(here.point.key)
        else:
            self._rate(here.point, *self._cell_at(dragged))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            words = tip(found.point.spoken) if found is not None else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    # ---- what it looks like
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        for one in self.placed:
            self._paint_words(painter, one)
        painter.setFont(theme.font(SMALL, 600))
        painter.setPen(theme.color("muted"))
        for rest in self.more:
            painter.drawText(rest.box, int(VCENTRE), rest.words)
        for one in self.placed:
            self._paint_ring(painter, one.point, one.centre)
        here = self._here()
        if here is not None and self.hasFocus():
            self._paint_current(painter, here)
        if here is not None and self.dragged is not None:
            self._paint_ring(painter, here.point, self.dragged)

    def _paint_ground(self, painter: QPainter) -> None:
        ground, strip = self._ground(), self._strip()
        middle = self._cell(self.axes.high - 1, self.axes.high - 1).topRight()
        for number, words in enumerate(self.axes.corners):
            row, column = divmod(number, 2)
            box = QRectF(ground)
            box.setLeft(middle.x() + 1 if column else box.left())
            box.setRight(box.right() if column else middle.x() - 1)
            box.setTop(middle.y() + 1 if row else box.top())
            box.setBottom(box.bottom() if row else middle.y() - 1)
            fill(painter, box, "accent2" if number == 1 else "canvas", px(4))
            line = QRectF(box.x() + px(10), box.y(), box.width() - px(20), strip)
            if row:
                line.moveBottom(box.bottom())
            painter.setPen(theme.color("muted"))
            painter.setFont(theme.font(TINY, 600))
            painter.drawText(line, int(VCENTRE), words)
        if self.dragged is not None:
            x, y = self._cell_at(self.dragged)
            fill(painter, self._cell(x, y), "bluebg", px(4))
        self._paint_axes(painter, ground)

    def _paint_axes(self, painter: QPainter, ground: QRectF) -> None:
        painter.setPen(theme.color("muted"))
        painter.setFont(theme.font(TINY))
        for number in range(1, self.axes.steps + 1):
            cell = self._cell(number, number)
            below = QRectF(cell.x(), ground.bottom(), cell.width(), self._strip())
            beside = QRectF(ground.x() - px(22), cell.y(), px(20), cell.height())
            painter.drawText(below, CENTRED, str(number))
            painter.drawText(beside, CENTRED, str(number))
        painter.setFont(theme.font(SMALL, 600))
        foot = QRectF(ground.x(), ground.bottom() + self._strip(), ground.width(), self._strip())
        painter.drawText(foot, CENTRED, self.axes.across)
        painter.save()
        painter.translate(px(10), ground.center().y())
        painter.rotate(-90)
        half = ground.height() / 2
        painter.drawText(QRectF(-half, -px(12), 2 * half, px(24)), CENTRED, self.axes.up)
        painter.restore()

    def _paint_words(self, painter: QPainter, one: Placed) -> None:
        if one.box is not None:
            painter.setFont(theme.font(SMALL))
            painter.setPen(theme.color("text"))
            painter.drawText(one.box.adjusted(0, 0, 2, 0), int(VCENTRE), one.words)

    def _paint_ring(self, painter: QPainter, point: GridPoint, centre: QPointF) -> None:
        paint_mark(painter, point.fill, point.ink, centre)

    def _paint_current(self, painter: QPainter, here: Placed) -> None:
        """Ring the current person; a name that was left out or shortened is shown whole."""
        size = px(RING) / 2 + px(4)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(here.centre, size, size)
        if here.words == here.point.name:
            return
        width = theme.width(here.point.name, SMALL, 600) + px(16)
        box = QRectF(here.centre.x() + size + px(2), here.centre.y() - px(13), width, px(26))
        if box.right() > self.width():
            box.moveRight(min(here.centre.x() - size - px(2), float(self.width())))
        box.moveLeft(max(0.0, box.x()))
        fill(painter, box, "text", px(5))
        painter.setPen(theme.color("canvas"))
        painter.setFont(theme.font(SMALL, 600))
        painter.drawText(box, CENTRED, here.point.name)

    # ---- where things are
    def _strip(self) -> float:
        return theme.metrics(SMALL).height() + px(5)

    def _ground(self) -> QRectF:
        left = px(48)
        return QRectF(left, 0, self.width() - left, self.height() - 2 * self._strip())

    def _area(self) -> QRectF:
        """The cells, between the lines that the corners' names stand on."""
        return self._ground().adjusted(0, self._strip(), -2, -self._strip())

    def _cell(self, x: int, y: int) -> QRectF:
        area, steps = self._area(), self.axes.steps
        width, height = area.width() / steps, area.height() / steps
        return QRectF(area.x() + (x - 1) * width, area.y() + (steps - y) * height, width, height)

    def _cell_at(self, at: QPointF) -> tuple[int, int]:
        area, steps = self._area(), self.axes.steps
        x = int((at.x() - area.x()) / area.width() * steps) + 1
        y = steps - int((at.y() - area.y()) / area.height() * steps)
        return max(1, min(steps, x)), max(1, min(steps, y))

    def _place(self) -> None:
        metrics = theme.metrics(SMALL)
        measures = Measures(
            px(RING), px(LINE), px(8), metrics.horizontalAdvance,
            lambda words, room: metrics.elidedText(words, Qt.TextElideMode.ElideRight, room),
        )  # fmt: skip
        self.placed, self.more = place(self.points, self._area(), self.axes.steps, measures)
        self.update()

    def _at(self, at: QPointF) -> Placed | None:
        """Return whose ring or name is here; the ring that lies on top counts."""
        for one in reversed(self.placed):
            if (one.centre - at).manhattanLength() <= px(RING) * 0.7:
                return one
        return next((one for one in self.placed if one.box and one.box.contains(at)), None)

    def _here(self) -> Placed | None:
        return next((one for one in self.placed if one.point.key == self.current), None)

    # ---- what it does
    def _go(self, one: Placed) -> None:
        self.choose(one.point.key)
        announce(self, one.point.spoken)

    def _rate(self, point: GridPoint, x: int, y: int) -> None:
        within = all(1 <= rating <= self.axes.steps for rating in (x, y))
        if within and (x, y) != (point.x, point.y):
            self.moved.emit(point.key, x, y)
            here = self._here()
            if here is not None:
                announce(self, here.point.spoken)

    def _say(self) -> None:
        here = self._here()
        self.setAccessibleName(f"{self.name}: {here.point.spoken}" if here else self.name)


def paint_mark(painter: QPainter, filled: str, ink: str, centre: QPointF) -> None:
    """Paint a ring that is full, half full or empty, or dashed where nothing is known."""
    radius = px(RING) / 2 - px(1)
    colour = theme.color(ink)
    pen = QPen(colour, px(2) + 0.5)
    if filled == "unknown":
        pen = QPen(colour, px(2), Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1.6, 1.6])
    painter.setPen(pen)
    painter.setBrush(theme.color("surface"))
    painter.drawEllipse(centre, radius, radius)
    inner = radius - px(3)
    box = QRectF(centre.x() - inner, centre.y() - inner, 2 * inner, 2 * inner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if filled == "full":
        painter.drawEllipse(box)
    elif filled == "half":
        painter.drawChord(box.adjusted(-px(2), -px(2), px(2), px(2)), 180 * 16, 180 * 16)


class Mark(QWidget):
    """A ring of the grid in a legend; the words beside it say what it means."""

    def __init__(self, filled: str, ink: str) -> None:
        super().__init__()
        self.filled, self.ink = filled, ink
        self.setFixedSize(px(RING) + 2, px(RING) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, self.filled, self.ink, QRectF(self.rect()).center())
