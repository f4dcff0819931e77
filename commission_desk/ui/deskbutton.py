"""Whose desk is open, at the head of the navigation rail; it opens the desk's menu."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from commission_desk.i18n import _
from commission_desk.ui.kit.icons import draw_icon
from commission_desk.ui.kit.paint import fill, lines
from commission_desk.ui.kit.text import tip
from commission_desk.ui.kit.theme import px, theme
from commission_desk.ui.kit.tokens import BODY

NAME_LINE, FILE_LINE = 20, 17  # pixels at 100%
FILE_SIZE = 12.5
LEFT, RIGHT = 38, 26


class DeskButton(QPushButton):
    """The team's name over the file's, with the desk's menu below."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.compact, self.file = False, ""
        self.name = _("Commission Desk")
        self.desk_menu = menu
        self.clicked.connect(self.drop)
        self.show_desk(self.name, "", "")

    def drop(self) -> None:
        """Open the menu."""
        self.desk_menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def show_desk(self, name: str, file: str, path: str) -> None:
        """Show whose desk is open, and in which file."""
        self.name, self.file = name, file
        self.setAccessibleName(_("Desk menu: {name}").format(name=name))
        self.setAccessibleDescription(_("Files, undo, colours and text size"))
        self.setToolTip(tip(path))
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Leave the icon alone, or show the names too."""
        self.compact = compact
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = 1 if self.compact else len(self._name_lines())
        file = FILE_LINE if self.file and not self.compact else 0
        return QSize(px(36), max(px(36), px(rows * NAME_LINE + file + 12)))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        if self.underMouse() or self.isDown() or self.desk_menu.isVisible():
            fill(painter, rect, "navsel", px(6))
        icon = px(20)
        left = (rect.width() - icon) / 2 if self.compact else px(8)
        draw_icon(painter, "folder-closed", "onnav", left, rect.center().y() - icon / 2, 20)
        if self.compact:
            return
        draw_icon(
            painter, "chevron-down", "navtext", rect.right() - px(22), rect.center().y() - px(7), 14
        )
        self._paint_names(painter, rect)

    def _paint_names(self, painter: QPainter, rect: QRectF) -> None:
        names = self._name_lines()
        tall = px(len(names) * NAME_LINE + (FILE_LINE if self.file else 0))
        y = rect.center().y() - tall / 2 + px(NAME_LINE) * 0.74
        painter.setPen(theme.color("onnav"))
        painter.setFont(theme.font(BODY, 600))
        for name in names:
            painter.drawText(px(LEFT), round(y), name)
            y += px(NAME_LINE)
        if self.file:
            painter.setPen(theme.color("navtext"))
            painter.setFont(theme.font(FILE_SIZE))
            painter.drawText(
                px(LEFT), round(y - px(2)), lines(self.file, FILE_SIZE, 400, self._room(), 1)[0]
            )

    def _name_lines(self) -> tuple[str, ...]:
        return lines(self.name, BODY, 600, self._room(), 2)

    def _room(self) -> int:
        return max(px(60), self.width() - px(LEFT + RIGHT))
