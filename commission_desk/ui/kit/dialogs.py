"""The base of every dialog: a heading, a body, and its buttons in one place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QPushButton, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.focus import FocusRing
from commission_desk.ui.kit.layout import Item, frame, hbox, scroll, vbox
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px

MARGIN = 40  # of the window, above and below a tall dialog and its frame


class Dialog(QDialog):
    """One question.

    ``accept_text`` names what the main button does; ``ready()`` is called first and may raise
    UserError, whose sentence is shown above the buttons while the dialog stays open.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        *items: Item,
        accept_text: str,
        ready: Callable[[], object] | None = None,
        width: int = 520,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ready, self.owner = ready, parent.window()
        self.heading = label(title, "h2", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.box = frame("problem", hbox(self.problem, margins=(12, 9, 12, 9)))
        self.box.hide()
        self.main = button(accept_text, kind="primary", slot=self.finish)
        self.main.setDefault(True)
        self.cancel = button(_("Cancel"), slot=self.reject)
        self.cancel.setAutoDefault(False)
        self.body = QWidget()
        vbox(*items, None, gap=12, margins=(24, 4, 12, 8), parent=self.body)
        self.area = scroll(self.body)
        self.foot = hbox(None, self.cancel, self.main, gap=10)
        head = vbox(self.heading, margins=(24, 20, 24, 0))
        foot = vbox(self.box, self.foot, margins=(24, 10, 24, 18))
        layout = vbox(head, self.area, foot, gap=8, parent=self)
        layout.setStretch(1, 1)
        self.setMinimumWidth(min(px(width), self.owner.width() - 20))
        self.ring = FocusRing(self)
        self._fit()

    def add_button(self, made: QPushButton) -> None:
        """Add another button, at the left of Cancel."""
        made.setAutoDefault(False)
        self.foot.insertWidget(0, made)

    def add_layout(self, layout: QLayout) -> None:
        """Add more below the body's items."""
        inner = self.body.layout()
        assert inner is not None
        inner.addItem(layout)
        self._fit()

    def finish(self) -> None:
        """Do what the dialog is for, and close unless it cannot be done."""
        try:
            if self.ready:
                self.ready()
        except UserError as problem:
            self.say_problem(str(problem))
            return
        self.accept()

    def say_problem(self, sentence: str) -> None:
        """Say above the buttons what is not right yet."""
        self.problem.setText(sentence)
        self.box.setVisible(bool(sentence))
        self.adjustSize()  # make room, or the body would begin to scroll
        announce(self, sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._grow)  # only now do the fields have their real height

    def _grow(self) -> None:
        """Make room for what would scroll by a little, if the window it belongs to has room."""
        layout = self.body.layout()
        wrapped = layout.heightForWidth(self.body.width()) if layout else 0
        tall = max(self.body.minimumSizeHint().height(), self.area.minimumHeight(), wrapped)
        self.area.setMinimumHeight(max(px(60), min(tall, self._room())))

    def _fit(self) -> None:
        """As tall as its contents, up to the height of the window it belongs to."""
        width = self.minimumWidth() - px(12)
        layout = self.body.layout()
        assert layout is not None
        tall = layout.heightForWidth(width) if layout.hasHeightForWidth() else -1
        tall = tall if tall >= 0 else self.body.sizeHint().height()
        self.area.setMinimumHeight(max(px(60), min(tall + px(8), self._room())))
        self.adjustSize()

    def _room(self) -> int:
        """How tall the body may be, so that the dialog stays within its window."""
        heading = self.heading.heightForWidth(self.minimumWidth() - px(48))
        round_it = heading + self.foot.sizeHint().height() + px(64)
        return self.owner.height() - round_it - MARGIN


def message(parent: QWidget, title: str, text: str, button_text: str = "") -> Dialog:
    """Make a dialog that only says something; open it with ``open`` or ``exec``."""
    made = Dialog(parent, title, label(text, wrap=True), accept_text=button_text or _("Close"))
    made.cancel.hide()
    return made
