"""Seeing a document before it is printed or saved, in English, in Welsh, or in both."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.paths import documents_folder
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.bars import Bar
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.focus import FocusRing
from commission_desk.ui.kit.layout import Item, frame, hbox, vbox
from commission_desk.ui.kit.paint import fill
from commission_desk.ui.kit.pdf import PdfFile
from commission_desk.ui.kit.preview import Preview
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.papers import file_name, layout_of, save_pdf

if TYPE_CHECKING:
    from commission_desk.ui.window import Window

SHARE = 0.94  # of the window's size
ROUND = 1200  # ms in which the busy bar's piece crosses it
WIDEST = 940  # pixels at 100%: a page of A4 at its own size, and its margins


class Busy(Bar):
    """A bar whose short piece moves along while something takes an unknown time."""

    def __init__(self, name: str) -> None:
        super().__init__(0, name)
        self.setRange(0, 0)
        self.setFixedWidth(px(220))
        self.moving = QVariantAnimation(self)
        self.moving.setStartValue(0.0)
        self.moving.setEndValue(1.0)
        self.moving.setDuration(ROUND)
        self.moving.setLoopCount(-1)
        self.moving.valueChanged.connect(lambda _value: self.update())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.moving.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.moving.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        fill(painter, rect, "sunken", px(self.radius))
        painter.setClipRect(rect)
        piece = rect.width() / 3
        left = self.moving.currentValue() * (rect.width() + piece) - piece
        fill(painter, QRectF(left, 0, piece, rect.height()), self.tone, px(self.radius))


class PreviewDialog(QDialog):
    """The pages of an agenda, minutes or plan. The PDF is held in memory; no file stays behind."""

    def __init__(self, window: "Window", title: str, document: str, record: str) -> None:
        super().__init__(window)
        self.window_, self.title, self.document, self.record = window, title, document, record
        self.languages: tuple[str, ...] = (language(),)
        self.data = b""
        self.shown: Preview | None = None
        self.setWindowTitle(_("Preview: {title}").format(title=title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._waiting())
        self.stack.addWidget(self._trouble())
        vbox(self._bar(), self.stack, gap=0, parent=self).setStretch(1, 1)
        width, height = round(window.width() * SHARE), round(window.height() * SHARE)
        self.resize(min(width, px(WIDEST)), height)
        self.ring = FocusRing(self)
        self.finished.connect(lambda _result: self._drop())
        self.build()

    def build(self) -> None:
        """Lay the document out anew in the background."""
        self._drop()
        self.stack.setCurrentIndex(0)
        announce(self, self.progress.plain)
        asked = self.languages
        try:
            work = layout_of(self.window_.workspace, self.document, self.record, asked)
        except UserError as problem:
            self._failed(asked, problem)
            return
        in_background(self, work, partial(self._built, asked), partial(self._failed, asked))

    def choose(self, languages: tuple[str, ...]) -> None:
        """Show the document in other languages."""
        if languages != self.languages:
            self.languages = languages
            self.build()

    def save(self) -> None:
        """Ask where to, and save a copy there."""
        start = documents_folder() / file_name(self.title, self.document, self.languages)
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy"), str(start), _("PDF files") + " (*.pdf)"
        )
        if name:
            saved = save_pdf(self.data, Path(name))
            said = _("Saved as “{name}”.").format(name=saved.name)
            self.said.setText(said)
            announce(self, said)

    def _built(self, asked: tuple[str, ...], data: bytes) -> None:
        if asked != self.languages or not self.isVisible():
            return
        try:
            file = PdfFile(data)
        except UserError as problem:
            self._failed(asked, problem)
            return
        self.data = data
        self.shown = Preview(file, self.title)
        self.shown.save_wanted.connect(self.save)
        self.stack.addWidget(self.shown)
        self.stack.setCurrentWidget(self.shown)
        self.shown.setFocus()

    def _failed(self, asked: tuple[str, ...], problem: Exception) -> None:
        if asked != self.languages:
            return
        plain = isinstance(problem, UserError)
        self.why.setText(
            str(problem) if plain else _("The document could not be laid out. Nothing was lost.")
        )
        self.stack.setCurrentIndex(1)
        announce(self, self.why.plain)
        if not plain:
            raise problem

    def _drop(self) -> None:
        """Let go of the pages that are shown, and of the words in them."""
        self.data = b""
        self.said.setText("")
        if self.shown is not None:
            self.stack.removeWidget(self.shown)
            self.shown.file.close()
            self.shown.deleteLater()
            self.shown = None

    def _bar(self) -> QWidget:
        wanted: tuple[tuple[tuple[str, ...], str], ...] = (
            (("en",), "English"), (("cy",), "Cymraeg"), (("en", "cy"), _("Both languages"))
        )  # fmt: skip
        choices: list[Item] = []
        for codes, words in wanted:
            made = button(words, kind="pill", slot=partial(self.choose, codes))
            made.setChecked(codes == self.languages)
            choices.append(made)
        name = label(_("Language of the document"), "smallstrong")
        self.said = label("", "saved", elide=True)
        row = hbox(name, *choices, None, self.said, gap=8, margins=(16, 10, 16, 10))
        return frame("header", row)

    def _waiting(self) -> QWidget:
        made = QWidget()
        self.progress = label(_("Laying out the pages…"), "muted")
        busy = Busy(self.progress.plain)
        vbox(None, hbox(None, self.progress, None), hbox(None, busy, None), None, parent=made)
        return made

    def _trouble(self) -> QWidget:
        made = QWidget()
        self.why = label("", "problem", wrap=True)
        again = button(_("Try again"), slot=self.build)
        vbox(
            None, frame("problem", hbox(self.why, margins=(12, 9, 12, 9))), hbox(None, again, None),
            None, gap=14, margins=(60, 20, 60, 20), parent=made,
        )  # fmt: skip
        return made
