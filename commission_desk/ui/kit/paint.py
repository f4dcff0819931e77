"""Painting shared by widgets and delegates: tints, the focus ring, chips, broken lines of text."""

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout

from commission_desk.ui.kit.icons import draw_icon
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import BODY, TONES

LINE = 21.75  # height of a line of 15 px text at 100%
SMALL_LINE = 19.5  # of 13.5 px text
VCENTRE = Qt.AlignmentFlag.AlignVCenter


def fill(painter: QPainter, rect: QRectF, ink: str, radius: float) -> None:
    """Fill a rounded rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ink))
    painter.drawRoundedRect(rect, radius, radius)


def ring(painter: QPainter, rect: QRectF, ink: str = "accent", radius: float = 6) -> None:
    """Paint the 2 px focus ring inside a rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color(ink), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def chip_size(text: str, icon: str = "") -> QSize:
    """Return the size of a chip."""
    metrics = theme.metrics(13, 600)
    width = round(metrics.horizontalAdvance(text)) + px(19) + (px(18) if icon else 0)
    return QSize(width, max(px(22), round(metrics.height()) + px(3)))


def paint_chip(
    painter: QPainter, x: float, y: float, text: str, tone: str, icon: str = "", most: int = 0
) -> None:
    """Paint a status: an icon and a word on a tint, never colour alone; ``most`` px wide."""
    ink, tint = TONES[tone]
    size = chip_size(text, icon)
    width = min(size.width(), most or size.width())
    rect = QRectF(x, y, width, size.height())
    fill(painter, rect, tint, rect.height() / 2)
    if theme.scheme == "high":
        painter.setPen(theme.color(ink))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), size.height() / 2, px(11))
    if icon:
        draw_icon(painter, icon, ink, x + px(9), y + (size.height() - px(13)) / 2, 13)
    inner = rect.adjusted(px(10) + (px(17) if icon else 0), 0, 0, 0)
    painter.setPen(theme.color(ink))
    painter.setFont(theme.font(13, 600))
    if width < size.width():
        room = inner.width() - px(8)
        text = theme.metrics(13, 600).elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(inner, int(VCENTRE), text)


def lines(text: str, size: float, weight: int, width: int, most: int) -> tuple[str, ...]:
    """Break text into at most ``most`` lines, the last one elided; cached for painting."""
    return _lines(text, size, weight, width, most, theme.scale)


@lru_cache(8192)
def _lines(
    text: str, size: float, weight: int, width: int, most: int, _scale: float
) -> tuple[str, ...]:
    metrics = theme.metrics(size, weight)
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    layout = QTextLayout(text, theme.font(size, weight))
    broken: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if len(broken) == most - 1:
            rest = text[start:]
            broken.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        broken.append(text[start:end].rstrip())
    layout.endLayout()
    return tuple(broken)


def draw_lines(
    painter: QPainter,
    broken: tuple[str, ...],
    rect: QRectF,
    style: tuple[float, int, str],
    right: bool = False,
) -> float:
    """Draw lines from the top of ``rect``; style is size, weight, ink; return where they end."""
    size, weight, ink = style
    height = (LINE if size >= BODY else SMALL_LINE) * theme.scale
    painter.setFont(theme.font(size, weight))
    painter.setPen(theme.color(ink))
    y = rect.y()
    for text in broken:
        x = rect.x() + (rect.width() - theme.width(text, size, weight) if right else 0)
        painter.drawText(round(x), round(y + height * 0.735), text)
        y += height
    return y
