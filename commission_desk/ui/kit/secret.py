"""A line for a passphrase: hidden until asked for, with a word when Caps Lock seems to be on."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.text import announce, label

HIDDEN = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class SecretField(LineField):
    """A passphrase; its value is what was typed, blanks at its ends included."""

    def __init__(self, name: str, hint: str = "") -> None:
        self.switch = button(_("Show"), "eye", "mini", self._switch)
        self.switch.setAutoDefault(False)
        self.switch.setCheckable(True)
        self.caps = label(_("Caps Lock seems to be on."), "smallmuted", wrap=True)
        self.caps.hide()
        super().__init__(name, hint=hint)
        inner = self.layout()
        assert inner is not None
        inner.insertWidget(2, self.caps)  # type: ignore[attr-defined]
        self.box.setInputMethodHints(HIDDEN)
        self.box.installEventFilter(self)
        self._switch()

    def value(self) -> Any:
        return self.box.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._notice_caps_lock(event)
        return super().eventFilter(watched, event)

    def _notice_caps_lock(self, event: QKeyEvent) -> None:
        """Qt cannot ask the keyboard: a capital without Shift, or the reverse, tells."""
        letter = event.text()
        if len(letter) != 1 or letter.upper() == letter.lower():
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        on = letter.isupper() != shift
        if on and self.caps.isHidden():
            announce(self.box, self.caps.plain)
        self.caps.setVisible(on)

    def _switch(self) -> None:
        shown = self.switch.isChecked()
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.box.setEchoMode(mode)
        self.switch.setText(_("Hide") if shown else _("Show"))
        words = _("Hide what is typed: {name}") if shown else _("Show what is typed: {name}")
        self.switch.setAccessibleName(words.format(name=self.name))

    def _line(self) -> Any:
        return hbox(self.box, self.switch)
