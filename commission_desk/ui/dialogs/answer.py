"""Questions about one answer: why its part does not apply, and what it said before."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from commission_desk.domain.richtext import RichText
from commission_desk.i18n import _, ngettext, short_date
from commission_desk.operations.answer_history import AnswerText
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.editor import RichEdit
from commission_desk.ui.kit.fields import TextField
from commission_desk.ui.kit.layout import card
from commission_desk.ui.kit.rows import Row, RowDelegate, add_row
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import px

ROW_HEIGHT, MOST_ROWS = 34, 6


class ReasonDialog(Dialog):
    """Asks why a part does not apply; ``mark(reason)`` may raise UserError."""

    def __init__(self, parent: QWidget, title: str, mark: Callable[[str], object]) -> None:
        hint = _("Readers and auditors will see it in the plan, in place of an answer.")
        self.reason = TextField(_("Why does it not apply?"), "", hint)
        super().__init__(
            parent, _("Not applicable: {part}").format(part=title), self.reason,
            accept_text=_("Mark as not applicable"), ready=lambda: mark(self.reason.value()),
        )  # fmt: skip
        self.reason.setFocus()


class AnswerHistoryDialog(Dialog):
    """Lists what an answer said before; ``restore(text)`` makes one of them the answer again."""

    def __init__(
        self, parent: QWidget, title: str, texts: tuple[AnswerText, ...],
        restore: Callable[[RichText], object],
    ) -> None:  # fmt: skip
        self.texts, self.restore = texts, restore
        self.list = QListWidget()
        self.list.setObjectName("clear")
        self.list.setAccessibleName(_("Earlier texts"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(px(ROW_HEIGHT * min(len(texts), MOST_ROWS) + 4))
        for number, one in enumerate(texts):
            add_row(self.list, _when(one, newest=number == 0), _row(one))
        self.words = RichEdit(_("What the answer said"), least=6)
        self.words.setReadOnly(True)
        super().__init__(
            parent, _("History: {part}").format(part=title),
            label(_("Restoring is one more change: nothing is lost by it."), "muted", wrap=True),
            card(self.list, margins=(6, 6, 6, 6)), card(self.words, margins=(0, 0, 0, 0)),
            accept_text=_("Restore this text"), ready=self._restore, width=680,
        )  # fmt: skip
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(1 if len(texts) > 1 else 0)
        self.list.setFocus()

    def _show(self, row: int) -> None:
        self.main.setEnabled(row > 0)
        if row >= 0:
            self.words.set_text(self.texts[row].text)

    def _restore(self) -> None:
        self.restore(self.texts[self.list.currentRow()].text)


def _when(one: AnswerText, *, newest: bool) -> str:
    moment = f"{short_date(one.at.date())}, {one.at:%H:%M}"
    said = f"{moment} · {one.who}" if one.who else moment
    return _("Now: {text}").format(text=said) if newest else said


def _row(one: AnswerText) -> Row:
    words = ngettext("{count} word", "{count} words", one.text.words)
    return Row("clock", "muted", words.format(count=one.text.words))
