"""The window's furniture: the navigation rail and the page header."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListWidget, QPushButton, QWidget

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.rows import KEY, RAIL, ROW, SPOKEN, Row, RowDelegate, add_row, spoken
from commission_desk.ui.kit.text import Chip, label, tip
from commission_desk.ui.kit.theme import px

RAIL_ROW = 38


class Rail(QListWidget):
    """Navigation as a list: one tab stop, arrow keys, spoken as "Plans, 3".

    ``items`` are (key, icon, title); ``set_compact`` leaves the icons.
    """

    def __init__(self, items: Iterable[tuple[str, str, str]], name: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = RowDelegate(self, RAIL, RAIL_ROW)
        self.setItemDelegate(self.rows)
        for key, icon, title in items:
            add_row(self, title, Row(icon), key)

    def key(self) -> str | None:
        """Return the key of the current page."""
        item = self.currentItem()
        return item.data(KEY) if item else None

    def go(self, key: str) -> None:
        """Make a page current."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == key:
                self.setCurrentRow(row)

    def set_count(self, key: str, count: str) -> None:
        """Show a count beside a page's name."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(KEY) == key:
                item.setData(ROW, Row(item.data(ROW).icon, count=count))
                item.setData(SPOKEN, spoken(item.text(), "", count))

    def set_compact(self, compact: bool) -> None:
        """Show the icons alone; the names are in the tooltips."""
        self.rows.compact = compact
        for row in range(self.count()):
            item = self.item(row)
            item.setToolTip(tip(item.text()) if compact else "")
        if self.isVisible():
            self.viewport().update()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(36), px(76))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer a row to the keys without going to its page."""
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's own
        super().focusInEvent(event)  # makes the first row current where none is
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and (item := self.currentItem()):
            self.itemActivated.emit(item)
        else:
            super().keyPressEvent(event)


class Header(QFrame):
    """Page title, find box, actions; ``back`` stands before the title.

    It gives way in order: the subtitle, the find box's words, the buttons' words, the title.
    """

    def __init__(
        self,
        title: str,
        sub: str,
        *actions: QPushButton | Chip,
        find: Callable[[], object] | None = None,
        back: QPushButton | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("header")
        self.actions_, self.back = actions, back
        self.buttons = [w for w in actions if isinstance(w, QPushButton)]
        self.find_button = self._find_box(find)
        self.title = label(title, "h1", elide=True)
        self.sub = label(sub, "muted", elide=True)
        self.words = {b: b.text() for b in (*self.buttons, self.find_button)}
        row = (self.title, self.sub, None, self.find_button, *actions)
        layout = hbox(*row, gap=10, margins=(24, 14, 24, 12), parent=self)
        if back is not None:
            layout.insertWidget(0, back)
        # or the words shown now would stop the window from shrinking
        self.setMinimumWidth(px(320))

    def say(self, title: str, sub: str) -> None:
        """Show another title and subtitle."""
        self.title.setText(title)
        self.sub.setText(sub)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Share the width out anew, after a resize or after a button came or went."""
        for shown, words in self.words.items():
            shown.setText(words)
        title = self.title.sizeHint().width()
        room = self.width() - px(60)
        if room < title + self._need() + px(46):
            for shown in self.buttons:
                if not shown.icon().isNull():
                    shown.setToolTip(tip(self.words[shown].replace("&&", "&")))
                    shown.setText("")
        kbd = self.kbd.sizeHint().width() + px(24)
        wide = max(px(200), self.find_button.sizeHint().width() + kbd)
        roomy = room > title + self._need() + wide + px(20)
        self.find_button.setText(self.words[self.find_button] if roomy else "")
        self.find_button.setFixedWidth(wide if roomy else px(40))
        self.kbd.setVisible(roomy)
        spare = room - self._need() - self.find_button.width()
        self.title.setMinimumWidth(max(0, min(title, spare - px(10))))
        self.sub.setVisible(bool(self.sub.plain) and spare - title > px(90))

    def _need(self) -> int:
        shown: list[QWidget] = [w for w in self.actions_ if not w.isHidden()]
        if self.back is not None:
            shown.append(self.back)
        return sum(w.sizeHint().width() + px(10) for w in shown)

    def _find_box(self, find: Callable[[], object] | None) -> QPushButton:
        box = button(_("Find anything"), "search", "search", find, _("Find anything (Ctrl+K)"))
        self.kbd = label("Ctrl K", "kbd")
        self.kbd.setObjectName("kbd")
        self.kbd.setFixedHeight(px(20))
        self.kbd.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        hbox(None, self.kbd, margins=(0, 0, 8, 0), parent=box)
        if find is None:  # never shown before it has a parent: it would be a window of its own
            box.hide()
        return box
