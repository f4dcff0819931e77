"""A PDF on the screen: pages rendered when they are shown, zoom, page by page by keyboard."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from commission_desk.i18n import _
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import frame, hbox, vbox
from commission_desk.ui.kit.pdf import PdfFile
from commission_desk.ui.kit.printing import print_pdf
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px, theme

GAP = 16
KEPT = 12  # rendered pages held
POINT = 96 / 72  # pixels of a point at 100%
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
SPOKEN = 4000  # letters of a page given to a screen reader at once
_Key = Qt.Key


class PageView(QAbstractScrollArea):
    """The pages one below the other; its accessible description is the current page's words."""

    turned = Signal(int)

    def __init__(self, file: PdfFile) -> None:
        super().__init__()
        self.file, self.zoom, self.fitted = file, 1.0, True
        self.pictures: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self.asked: set[tuple[int, float]] = set()
        self.current = 0
        self.setObjectName("clear")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pages"))
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._moved())
        self._describe()

    def set_zoom(self, zoom: float, *, fitted: bool = False) -> None:
        """Show the pages larger or smaller, keeping the current one in place."""
        self.zoom, self.fitted = zoom, fitted
        kept = self.current
        self._measure()
        self.go(kept)
        self.viewport().update()

    def step_zoom(self, by: int) -> None:
        """Take the next larger or smaller zoom."""
        if by > 0:
            wider = [zoom for zoom in ZOOMS if zoom > self.zoom + 0.01]
            self.set_zoom(wider[0] if wider else self.zoom)
        else:
            narrower = [zoom for zoom in ZOOMS if zoom < self.zoom - 0.01]
            self.set_zoom(narrower[-1] if narrower else self.zoom)

    def fit(self) -> None:
        """Make the widest page as wide as the view."""
        widest = max((width for width, _height in self.file.sizes), default=595)
        room = self.viewport().width() - 2 * px(GAP)
        self.set_zoom(max(0.2, min(2.0, room / (widest * POINT))), fitted=True)

    def go(self, number: int) -> None:
        """Show a page from its top."""
        number = max(0, min(number, self.file.count - 1))
        self.verticalScrollBar().setValue(self._tops()[number] - px(GAP) // 2)
        self._turn(number)

    def step(self, by: int) -> None:
        """Turn to the next page, or the one before."""
        self.go(self.current + by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fitted:
            self.fit()
        else:
            self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves: dict[int, Callable[[], None]] = {
            _Key.Key_PageDown: lambda: self.step(1),
            _Key.Key_PageUp: lambda: self.step(-1),
            _Key.Key_Home: lambda: self.go(0),
            _Key.Key_End: lambda: self.go(self.file.count - 1),
            _Key.Key_Plus: lambda: self.step_zoom(1),
            _Key.Key_Equal: lambda: self.step_zoom(1),
            _Key.Key_Minus: lambda: self.step_zoom(-1),
            _Key.Key_0: self.fit,
        }
        if move := moves.get(event.key()):
            move()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for number, rect in self._rects():
            if rect.intersects(event.rect()):
                painter.fillRect(rect, Qt.GlobalColor.white)
                if picture := self._picture(number):
                    painter.drawImage(QRectF(rect), picture)
                painter.setPen(theme.color("line"))
                painter.drawRect(rect)

    def _picture(self, number: int) -> QImage | None:
        """Return a page's picture; ask for it, and show another zoom's meanwhile."""
        wanted = (number, self.zoom * POINT * self.devicePixelRatioF())
        if wanted in self.pictures:
            self.pictures.move_to_end(wanted)
            return self.pictures[wanted]
        if wanted not in self.asked:
            self.asked.add(wanted)
            in_background(
                self,
                lambda: self.file.render(*wanted),
                lambda picture: self._rendered(wanted, picture),
                lambda problem: self._not_rendered(wanted, problem),
            )
        return next((self.pictures[key] for key in self.pictures if key[0] == number), None)

    def _rendered(self, key: tuple[int, float], picture: QImage) -> None:
        self.asked.discard(key)
        self.pictures[key] = picture
        while len(self.pictures) > KEPT:
            self.pictures.popitem(last=False)
        self.viewport().update()

    def _not_rendered(self, key: tuple[int, float], problem: Exception) -> None:
        """Leave the page white; it is asked for again when it is next painted."""
        self.asked.discard(key)
        announce(self, str(problem))

    def _size(self, number: int) -> QSize:
        width, height = self.file.sizes[number]
        return QSize(round(width * self.zoom * POINT), round(height * self.zoom * POINT))

    def _tops(self) -> list[int]:
        tops, y = [], px(GAP)
        for number in range(self.file.count):
            tops.append(y)
            y += self._size(number).height() + px(GAP)
        return [*tops, y]

    def _rects(self) -> list[tuple[int, QRect]]:
        down = self.verticalScrollBar().value()
        across = self.horizontalScrollBar().value()
        room, found = self.viewport().width(), []
        for number, top in enumerate(self._tops()[:-1]):
            size = self._size(number)
            left = max(px(GAP), (room - size.width()) // 2)
            found.append((number, QRect(left - across, top - down, size.width(), size.height())))
        return found

    def _measure(self) -> None:
        tall = self._tops()[-1]
        wide = max((self._size(n).width() for n in range(self.file.count)), default=0)
        view = self.viewport().size()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(px(40))
        self.verticalScrollBar().setRange(0, max(0, tall - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, wide + 2 * px(GAP) - view.width()))

    def _moved(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        tops = self._tops()
        self._turn(max(n for n, top in enumerate(tops[:-1]) if top <= max(middle, tops[0])))
        self.viewport().update()

    def _turn(self, number: int) -> None:
        if number != self.current:
            self.current = number
            self._describe()
            self.turned.emit(number)

    def _describe(self) -> None:
        words = self.file.text(self.current) if self.file.count else ""
        self.setAccessibleDescription(" ".join(words.split())[:SPOKEN])


class Preview(QWidget):
    """The pages under a bar: page x of y, zoom, print; ``save_wanted`` when asked for a copy."""

    save_wanted = Signal()

    def __init__(self, file: PdfFile, title: str) -> None:
        super().__init__()
        self.file, self.title = file, title
        self.pages = PageView(file)
        self.place = label("", "small")
        pages = self.pages
        tools = (
            button("", "chevron-left", "tool", lambda: pages.step(-1), _("Page before")),
            self.place,
            button("", "chevron-right", "tool", lambda: pages.step(1), _("Next page")),
            None,
            button("", "zoom-out", "tool", lambda: pages.step_zoom(-1), _("Smaller")),
            button("", "zoom-in", "tool", lambda: pages.step_zoom(1), _("Larger")),
            button("", "maximize", "tool", pages.fit, _("As wide as the window")),
            button(_("Save a copy"), "download", slot=self.save_wanted.emit),
            button(_("Print"), "printer", "primary", self.print),
        )
        bar = frame("header", hbox(*tools, margins=(16, 8, 16, 8)))
        vbox(bar, self.pages, gap=0, parent=self).setStretch(1, 1)
        self.pages.turned.connect(lambda _number: self._say_place())
        self.setFocusProxy(self.pages)
        self._say_place()
        QTimer.singleShot(0, self.pages, self.pages.fit)

    def print(self) -> None:
        """Ask for a printer and print."""
        print_pdf(self, self.file, self.title)

    def _say_place(self) -> None:
        count = self.file.count
        said = _("Page {number} of {count}").format(number=self.pages.current + 1, count=count)
        self.place.setText(said)
        announce(self.pages, said)
