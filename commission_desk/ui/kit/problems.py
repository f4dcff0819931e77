"""What people see when something goes wrong: one sentence, or an apology with a report."""

import re
import traceback

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dialogs import Dialog, message
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import hbox, top
from commission_desk.ui.kit.text import announce, label


class Banner(QFrame):
    """A sentence on the page itself, with a way to close it."""

    def __init__(self, sentence: str, kind: str = "problem") -> None:
        super().__init__()
        self.setObjectName(kind)
        icon, tone = ("triangle-alert", "amber") if kind == "note" else ("octagon-alert", "red")
        self.words = label(sentence, kind, wrap=True)
        close = button("", "x", "tool", self.hide, _("Close"))
        mark = top(Icon(icon, tone, 16))
        hbox(mark, self.words, close, margins=(12, 9, 6, 9), parent=self)

    def say(self, sentence: str) -> None:
        """Show another sentence, or hide if it is empty."""
        self.words.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)


def explain(parent: QWidget, problem: UserError) -> Dialog:
    """Show what a UserError says; the same sentence is not shown twice at once."""
    said = said_of(problem)
    for shown in parent.findChildren(Dialog):
        if shown.isVisible() and shown.property("said") == said:
            return shown
    made = message(parent, _("This could not be done"), said)
    made.setProperty("said", said)
    made.open()
    return made


def said_of(problem: UserError) -> str:
    """Return the sentence alone: PySide puts the names of Qt's functions before it."""
    return re.sub(r"^(Error calling Python override of \S+\(\): )+", "", str(problem))


def apologise(parent: QWidget, problem: BaseException, kept: str) -> Dialog:
    """Say sorry, say what was kept, and offer a report that the person can copy."""
    report = QPlainTextEdit("".join(traceback.format_exception(problem)))
    report.setReadOnly(True)
    report.setAccessibleName(_("Report"))
    report.setTabChangesFocus(True)
    report.setMinimumHeight(160)

    def copy() -> None:
        QGuiApplication.clipboard().setText(report.toPlainText())
        announce(made, _("Copied"))

    sorry = _("Sorry: something went wrong in the program. It is not your doing.")
    ask = _("The report below says what happened. It stays on this laptop unless you send it.")
    made = Dialog(
        parent,
        _("Something went wrong"),
        label(sorry, wrap=True),
        label(kept, "strong", wrap=True),
        label(ask, "muted", wrap=True),
        report,
        accept_text=_("Close"),
    )
    made.cancel.hide()
    made.add_button(button(_("Copy the report"), "copy", slot=copy))
    made.open()
    return made
