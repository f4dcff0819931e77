"""Labelled form fields: words, choices, money, dates, numbers, ticks.

A field reads its input by a parser that raises ``UserError`` or ``ValueError``; what cannot be
read stays in the input, with a red edge and the reason below, which a screen reader hears too.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from math import ceil
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.text import announce, label, tip
from commission_desk.ui.kit.theme import px, theme


class Field(QWidget):
    """A label, an input and room for a reason; ``edited`` while typing, ``committed`` on leaving.

    Subclasses say what ``value`` is. ``hint`` is a line of help below the input, so
    that inputs in a row are level.
    """

    edited = Signal()
    committed = Signal()

    def __init__(self, name: str, entry: QWidget, hint: str = "") -> None:
        super().__init__()
        self.name, self.entry, self.hint = name, entry, hint
        self.title = label(name, "smallstrong")
        self.title.setBuddy(entry)
        self.help = label(hint, "smallmuted", wrap=True)
        if not hint:  # never shown before it has a parent: it would be a window of its own
            self.help.hide()
        self.reason = label("", "problem", wrap=True)
        self.reason.hide()
        entry.setAccessibleName(name)
        entry.setAccessibleDescription(hint)
        self.setFocusProxy(entry)
        vbox(self.title, self._line(), self.reason, self.help, None, gap=3, parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def value(self) -> Any:
        """Return what the input means; raises UserError or ValueError if it cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; it is not an edit."""
        raise NotImplementedError

    def complain(self, why: str) -> None:
        """Say why the input is not taken; the input keeps what was typed."""
        self.reason.setText(why)
        self.reason.setVisible(bool(why))
        self.entry.setAccessibleDescription(". ".join(x for x in (why, self.hint) if x))
        if self.entry.property("wrong") != (wrong := "true" if why else "false"):
            self.entry.setProperty("wrong", wrong)
            self.entry.style().unpolish(self.entry)
            self.entry.style().polish(self.entry)
        if why:
            announce(self.entry, why)

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed."""
        self.entry.setEnabled(not read_only)

    def _line(self) -> Any:
        return hbox(self.entry)

    def _edit(self) -> None:
        self.complain("")
        self.edited.emit()


class LineField(Field):
    """One line of words."""

    def __init__(self, name: str, value: str = "", hint: str = "", prompt: str = "") -> None:
        self.box = QLineEdit(value)
        self.box.setPlaceholderText(prompt)
        super().__init__(name, self.box, hint)
        self.box.setCursorPosition(0)
        self.box.textEdited.connect(lambda _text: self._edit())
        self.box.editingFinished.connect(self.committed)

    def value(self) -> Any:
        return self.box.text().strip()

    def set_value(self, value: Any) -> None:
        self.box.setText(value or "")
        self.box.setCursorPosition(0)
        self.complain("")

    def set_read_only(self, read_only: bool) -> None:
        self.box.setReadOnly(read_only)


class ParsedField(LineField):
    """A line whose words mean something: money, a number; ``write`` shows a value as words.

    ``parse`` is given the words and raises UserError or ValueError; the empty line is None.
    """

    def __init__(
        self,
        name: str,
        parse: Callable[[str], Any],
        write: Callable[[Any], str] = str,
        value: Any = None,
        hint: str = "",
        prompt: str = "",
    ) -> None:
        self.parse, self.write = parse, write
        super().__init__(name, "", hint, prompt)
        self.set_value(value)

    def value(self) -> Any:
        words = self.box.text().strip()
        if words == self.written[0]:  # what was shown need not be one of the ways to type it
            return self.written[1]
        return self.parse(words) if words else None

    def set_value(self, value: Any) -> None:
        words = "" if value is None else self.write(value)
        self.written = (words, value)
        super().set_value(words)

    def tidy(self) -> None:
        """Write a value that was read in the usual way: "140k" as "£140,000"."""
        self.set_value(self.value())


class MoneyField(ParsedField):
    """An amount, typed as people do: "140k", "£1.2m"; ``parse`` and ``write`` know how."""

    def __init__(
        self,
        name: str,
        parse: Callable[[str], Any],
        write: Callable[[Any], str],
        value: Any = None,
        hint: str = "",
    ) -> None:
        super().__init__(name, parse, write, value, hint, _("such as £140,000 or 1.2m"))
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)


class NumberField(ParsedField):
    """A number; its value is a Decimal."""

    def __init__(self, name: str, value: Decimal | int | None = None, hint: str = "") -> None:
        super().__init__(name, read_number, lambda number: f"{number:,}", value, hint)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)


def read_number(words: str) -> Decimal:
    """Read a number as people write it; raises UserError."""
    try:
        number = Decimal(words.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UserError(_("This is not a number. Write it in figures, such as 1,104."))
    return number


class _TextBox(QPlainTextEdit):
    """Plain text of several lines, as tall as its words."""

    left = Signal()

    def __init__(self, least: int) -> None:
        super().__init__()
        self.least = least
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())
        self.fit()

    def fit(self) -> None:
        """Take the height of the text; a plain text's size is counted in lines."""
        shown = max(self.least, round(self.document().size().height()))
        edges = 2 * px(7) + 2 * round(self.document().documentMargin()) + px(4)
        self.setFixedHeight(shown * ceil(theme.metrics().lineSpacing()) + edges)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)  # wraps the text anew
        self.fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TextField(Field):
    """Several lines of plain words; ``edited`` at every key, so that a pause can save them."""

    pauses = True

    def __init__(self, name: str, value: str = "", hint: str = "", least: int = 3) -> None:
        self.box = _TextBox(least)
        super().__init__(name, self.box, hint)
        self.set_value(value)
        self._quiet = False
        self.box.textChanged.connect(self._typed)
        self.box.left.connect(self.committed)

    def value(self) -> Any:
        return self.box.toPlainText().strip()

    def set_value(self, value: Any) -> None:
        self._quiet = True
        self.box.setPlainText(value or "")
        self._quiet = False
        self.complain("")

    def set_read_only(self, read_only: bool) -> None:
        self.box.setReadOnly(read_only)

    def _typed(self) -> None:
        if not self._quiet:
            self._edit()


class _Choice(QComboBox):
    def __init__(self) -> None:
        super().__init__()
        self.currentTextChanged.connect(lambda words: self.setToolTip(tip(words)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it as ever; words that have no room end in an ellipsis."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).width() - px(4)
        right = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(option.currentText, right, room)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls; a choice never changes unseen


class ChoiceField(Field):
    """One of a few; choices are (id, label), and its value is an id."""

    def __init__(
        self, name: str, choices: Iterable[tuple[Any, str]], value: Any = None, hint: str = ""
    ) -> None:
        self.box = _Choice()
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(8)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.box.setSizeAdjustPolicy(adjust)
        super().__init__(name, self.box, hint)
        self.set_choices(choices)
        self.set_value(value)
        self.box.activated.connect(lambda _index: self._chosen())

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Offer other choices; the one chosen stays if it is among them."""
        kept = self.value()
        self.box.clear()
        for key, words in choices:
            self.box.addItem(words, key)
        self.set_value(kept)

    def value(self) -> Any:
        return self.box.currentData()

    def set_value(self, value: Any) -> None:
        found = (i for i in range(self.box.count()) if self.box.itemData(i) == value)
        self.box.setCurrentIndex(next(found, -1))

    def _chosen(self) -> None:
        self._edit()
        self.committed.emit()


class CheckField(Field):
    """A tick; its value is a bool."""

    def __init__(self, name: str, value: bool = False, hint: str = "") -> None:
        self.box = QCheckBox(name.replace("&", "&&"))
        super().__init__(name, self.box, hint)
        self.title.hide()
        self.box.setChecked(value)
        self.box.clicked.connect(self._ticked)

    def value(self) -> Any:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))

    def _ticked(self) -> None:
        self._edit()
        self.committed.emit()
