"""Icons that look up their colour when they are painted, so they follow a change of theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from commission_desk.ui.kit.glyphs import coloured
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import TONES


def draw_icon(painter: QPainter, name: str, ink: str, x: float, y: float, size: float) -> None:
    """Paint an icon at a text-scaled size, sharp at any device pixel ratio."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(round(x), round(y), _pixmap(name, theme.tokens[ink], px(size), ratio))


def icon(name: str, ink: str = "text") -> QIcon:
    """Return an icon for a button or action."""
    return QIcon(_Engine(name, ink))


class Icon(QWidget):
    """A decorative icon, on a tinted tile if one is given; the words beside it say it."""

    def __init__(self, name: str, ink: str = "text", size: int = 17, tile: int = 0) -> None:
        super().__init__()
        self.name, self.ink, self.drawn, self.tile = name, ink, size, tile
        self.setFixedSize(px(tile or size), px(tile or size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.tile:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(TONES[self.ink][1]))
            painter.drawRoundedRect(QRectF(self.rect()), px(8), px(8))
        offset = (self.width() - px(self.drawn)) / 2
        draw_icon(painter, self.name, self.ink, offset, offset, self.drawn)


@lru_cache(512)
def _pixmap(name: str, colour: str, height: int, ratio: float, width: int = 0) -> QPixmap:
    """Render an icon at the left of its box; a stylesheet cannot set the gap to the word."""
    pixmap = QPixmap(round((width or height) * ratio), round(height * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    square = QRectF(0, 0, pixmap.height(), pixmap.height())
    QSvgRenderer(QByteArray(coloured(name, colour))).render(painter, square)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class _Engine(QIconEngine):
    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self.name, self.ink = name, ink

    def clone(self) -> QIconEngine:
        return _Engine(self.name, self.ink)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        ink = "muted" if mode == QIcon.Mode.Disabled else self.ink
        return _pixmap(self.name, theme.tokens[ink], size.height(), scale, size.width())

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        return QSize(size)
