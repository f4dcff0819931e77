"""Progress bars and tabs, painted."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QTabBar, QToolButton

from commission_desk.i18n import _
from commission_desk.ui.kit.paint import VCENTRE, chip_size, fill, paint_chip
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import BODY

FEW = 7  # tabs that have room to spare


class Bar(QProgressBar):
    """A progress bar to screen readers, painted with rounded ends at any width."""

    def __init__(
        self, value: int, name: str, tone: str = "accent", height: int = 6, radius: int = 3
    ) -> None:
        super().__init__()
        self.tone, self.radius = tone, radius
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setValue(value)
        self.setFixedHeight(px(height))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        fill(painter, rect, "sunken", px(self.radius))
        share = max(0, self.value()) / max(1, self.maximum())
        painter.setClipRect(QRectF(0, 0, rect.width() * share, rect.height()))
        fill(painter, rect, self.tone, px(self.radius))


class Tabs(QTabBar):
    """Underlined tabs with count badges; a stylesheet can neither badge nor embolden them."""

    def __init__(self, *names: str, badges: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.badges = dict(badges or {})
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setUsesScrollButtons(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for name in names:
            self.addTab(name.replace("&", "&&"))
        self._name_tabs()
        self._name_arrows()

    def set_badge(self, name: str, badge: str) -> None:
        """Show a count beside a tab, or none if it is empty."""
        self.badges[name] = badge
        self._name_tabs()
        self.setElideMode(Qt.TextElideMode.ElideNone)  # lays the tabs out anew

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(34))

    def tabSizeHint(self, index: int) -> QSize:
        text = self._text(index)
        badge = self.badges.get(text, "")
        extra = chip_size(badge).width() + px(5) if badge else 0
        return QSize(round(theme.width(text, BODY, 600)) + extra + self._gap, px(34))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        rect = QRectF(self.tabRect(index)).adjusted(0, 0, -self._gap, 0)
        text, chosen = self._text(index), index == self.currentIndex()
        painter.setPen(theme.color("text" if chosen else "muted"))
        painter.setFont(theme.font(BODY, 600 if chosen else 400))
        painter.drawText(rect.adjusted(0, 0, 0, -px(8)), int(VCENTRE), text)
        if badge := self.badges.get(text, ""):
            paint_chip(painter, rect.right() - chip_size(badge).width(), px(2), badge, "amber")
        if chosen:
            underline = QRectF(rect.x(), rect.bottom() - 2, rect.width(), 2)
            painter.fillRect(underline, theme.color("accent"))

    @property
    def _gap(self) -> int:
        """The room between two tabs; many of them stand closer."""
        return px(16 if self.count() <= FEW else 11)

    def _text(self, index: int) -> str:
        return self.tabText(index).replace("&&", "&")

    def _name_tabs(self) -> None:
        for index in range(self.count()):
            text = self._text(index)
            badge = self.badges.get(text, "")
            self.setAccessibleTabName(index, f"{text}, {badge}" if badge else text)

    def _name_arrows(self) -> None:
        """Name what scrolls the tabs for a mouse; the arrow keys go to every tab anyway."""
        names = {
            "ScrollLeftButton": _("Tabs further left"),
            "ScrollRightButton": _("Tabs further right"),
        }
        for arrow in self.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            arrow.setAccessibleName(names.get(arrow.objectName(), ""))
