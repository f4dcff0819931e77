"""A date as people type it, with a month to pick from that works by keyboard."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, long_date, short_date
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ParsedField
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.paint import fill, ring
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px, theme

WEEKS = 6
SQUARE = 36
_Key = Qt.Key
STEPS = {_Key.Key_Left: -1, _Key.Key_Right: 1, _Key.Key_Up: -7, _Key.Key_Down: 7}


def add_months(day: date, months: int) -> date:
    """Return the same day some months on, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return day


class MonthGrid(QWidget):
    """The days of a month; the arrow keys move by day and week, Page Up and Down by month."""

    picked = Signal(object)
    moved = Signal(object)

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.day, self.today = day, today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("spoken", "Grouping")
        self.setFixedSize(7 * px(SQUARE), (WEEKS + 1) * px(SQUARE))
        self._name()

    def go(self, day: date) -> None:
        """Move to a day; a screen reader says it."""
        self.day = day
        self._name()
        announce(self, long_date(day))
        self.moved.emit(day)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = _Key(event.key())
        if key in STEPS:
            self.go(self.day + timedelta(days=STEPS[key]))
        elif key in (_Key.Key_PageUp, _Key.Key_PageDown):
            months = 12 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.go(add_months(self.day, -months if key == _Key.Key_PageUp else months))
        elif key in (_Key.Key_Home, _Key.Key_End):
            away = -self.day.weekday() if key == _Key.Key_Home else 6 - self.day.weekday()
            self.go(self.day + timedelta(days=away))
        elif key in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y()) // px(SQUARE) - 1
        column = int(event.position().x()) // px(SQUARE)
        if row >= 0:
            self.picked.emit(self._first() + timedelta(days=row * 7 + column))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, side = QPainter(self), px(SQUARE)
        locale = QLocale(language())
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.color("muted"))
        for column in range(7):
            square = QRectF(column * side, 0, side, side)
            name = locale.dayName(column + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), name[:2])
        for number in range(WEEKS * 7):
            day = self._first() + timedelta(days=number)
            row, column = divmod(number, 7)
            self._paint_day(painter, QRectF(column * side, (row + 1) * side, side, side), day)

    def _paint_day(self, painter: QPainter, square: QRectF, day: date) -> None:
        inner = square.adjusted(2, 2, -2, -2)
        chosen = day == self.day
        if chosen:
            fill(painter, inner, "accent", px(6))
        elif day == self.today:
            ring(painter, inner, "edge", px(6))
        here = day.month == self.day.month
        painter.setPen(theme.color("onaccent" if chosen else "text" if here else "muted"))
        painter.setFont(theme.font(14, 600 if chosen or day == self.today else 400))
        painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), str(day.day))

    def _first(self) -> date:
        """Return the Monday on or before the first of the month."""
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def _name(self) -> None:
        self.setAccessibleName(long_date(self.day))


class DatePopup(QFrame):
    """The month below a date field; Escape closes it and leaves the field as it was."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, day: date, today: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Choose a date"))
        self.grid = MonthGrid(day, today)
        self.title = label("", "strong")
        back = button("", "chevron-left", "tool", lambda: self._turn(-1), _("Month before"))
        on = button("", "chevron-right", "tool", lambda: self._turn(1), _("Month after"))
        now = button(_("Today"), kind="ghost", slot=lambda: self._pick(today))
        vbox(
            hbox(back, None, self.title, None, on),
            self.grid,
            hbox(now, None),
            margins=(10, 8, 10, 6),
            parent=self,
        )
        self.grid.moved.connect(self._show_month)
        self.grid.picked.connect(self._pick)
        self._show_month(day)
        self.grid.setFocus()

    def open_below(self, widget: QWidget) -> None:
        """Show the month below a widget, or above it where the screen ends."""
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        screen = widget.screen().availableGeometry()
        if corner.y() + self.height() > screen.bottom():
            corner.setY(corner.y() - widget.height() - self.height() - 4)
        corner.setX(max(screen.left(), min(corner.x(), screen.right() - self.width())))
        self.move(corner)
        self.show()
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _turn(self, months: int) -> None:
        self.grid.go(add_months(self.grid.day, months))

    def _pick(self, day: date) -> None:
        self.picked.emit(day)
        self.close()

    def _show_month(self, day: date) -> None:
        name = QLocale(language()).standaloneMonthName(day.month)
        self.title.setText(f"{name} {day.year}")


class DateField(ParsedField):
    """A date typed in any usual way, or picked; ``parse`` raises UserError if it is not one."""

    def __init__(
        self,
        name: str,
        parse: Callable[[str], date | None],
        value: date | None = None,
        hint: str = "",
        today: Callable[[], date] = date.today,
    ) -> None:
        self.today = today
        self.pick = button("", "calendar-days", "tool", self.open, _("Choose a date"))
        self.pick.setAccessibleName(_("Choose a date: {field}").format(field=name))
        super().__init__(name, parse, short_date, value, hint, _("such as 3 Aug 2026"))

    def open(self) -> None:
        """Show the month of the date, or this month."""
        try:
            day = self.value() or self.today()
        except (UserError, ValueError):  # what is typed is not a date yet
            day = self.today()
        popup = DatePopup(self, day, self.today())
        popup.picked.connect(self._picked)
        popup.open_below(self.box)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.pick.setEnabled(not read_only)

    def _line(self) -> object:
        return hbox(self.box, self.pick, gap=4)

    def _picked(self, day: date) -> None:
        self.set_value(day)
        self._edit()
        self.committed.emit()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)
