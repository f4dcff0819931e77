"""A writing box as tall as its text: the page scrolls, never the box."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollArea, QTextEdit, QWidget

from commission_desk.ui.kit.richdocument import QUOTE
from commission_desk.ui.kit.theme import px, theme

HEADING = 17  # px of a sub-heading in a text


class RichLook(QSyntaxHighlighter):
    """Lays the look of sub-headings and links over the text; it is never part of it.

    So colours follow a change of theme without touching the text or its steps of undo.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        theme.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        if block.blockFormat().headingLevel():
            look = QTextCharFormat()
            look.setFontPointSize(theme.points(HEADING))
            look.setFontWeight(700)
            self.setFormat(0, len(text.encode("utf-16-le")) // 2, look)
        place = block.begin()
        while not place.atEnd():
            fragment = place.fragment()
            if fragment.charFormat().anchorHref():
                self._link(fragment.position() - block.position(), fragment.length())
            place += 1

    def _link(self, start: int, length: int) -> None:
        look = QTextCharFormat(self.format(start))
        look.setForeground(theme.color("accent"))
        look.setFontUnderline(True)
        self.setFormat(start, length, look)


class GrowingEdit(QTextEdit):
    """A rich-text box that asks for the height of its text, at least ``least`` lines."""

    def __init__(self, name: str, least: int = 3) -> None:
        super().__init__()
        self.least = least
        self.area: QScrollArea | None = None
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setCursorWidth(2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(px(18), px(12), px(18), px(12))
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(theme.font())
        self.document().setIndentWidth(px(24))
        self.look = RichLook(self.document())
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())
        self.cursorPositionChanged.connect(lambda: QTimer.singleShot(0, self, self.follow))

    def fit(self) -> None:
        """Take the height of the text."""
        margins = self.viewportMargins()
        least = round(self.least * 1.09 * theme.metrics().height())
        tall = max(least, round(self.document().size().height()))
        wanted = tall + margins.top() + margins.bottom()
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)  # wraps the text anew
        self.fit()  # in the same event, so that nothing is painted at the old height

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area: QWidget | None = self.parentWidget()
        while area and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea) and area is not self.area:
            self.area = area
            # after a long paste the page grows one event later
            area.verticalScrollBar().rangeChanged.connect(self.follow)

    def follow(self, *_range: int) -> None:
        """Keep the caret in the page's view: QTextEdit scrolls only itself."""
        inner = self.area.widget() if self.area else None
        if self.area and inner and self.hasFocus():
            at = self.viewport().mapTo(inner, self.cursorRect().center())
            self.area.ensureVisible(at.x(), at.y(), 0, px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        block, layout = self.document().begin(), self.document().documentLayout()
        while block.isValid():
            if block.blockFormat().hasProperty(QUOTE):
                bounds = layout.blockBoundingRect(block)
                bar = bounds.adjusted(0, 0, 0, -block.blockFormat().bottomMargin())
                bar.setWidth(px(3))
                bar.moveLeft(0)
                painter.fillRect(bar, theme.color("edge"))
            block = block.next()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def loadResource(self, _kind: int, _name: object) -> object:
        """Fetch nothing: a text never reads a file or the network."""
        return None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.document().setDefaultFont(theme.font())
