"""The right of the Plans page: what a good answer covers, and what the plan still needs."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from commission_desk.content.outlines import Prompt
from commission_desk.domain.checks import Need
from commission_desk.domain.richtext import from_plain
from commission_desk.i18n import N_, _, language
from commission_desk.operations.plan_earlier import EarlierAnswer
from commission_desk.ui.kit.bars import Tabs
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import card, hbox, page, rule, top, vbox
from commission_desk.ui.kit.rows import KEY, SPOKEN, Row, RowDelegate, add_row, spoken
from commission_desk.ui.kit.text import Label, label, tip
from commission_desk.ui.pages.plan_comments import PlanComments
from commission_desk.ui.pages.plan_earlier import EarlierAnswers
from commission_desk.ui.pages.plan_offer import OfferCard

SERVED = {"W2": N_("standard {number}"), "W18": N_("challenge {number}")}
TONES = {"red": "red", "amber": "amber", "green": "green", "blue": "accent", "grey": "muted"}


class Bullets(QWidget):
    """A bulleted list whose lines are made once and shown as they are needed."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[QWidget, Label]] = []
        self.column = vbox(gap=4, parent=self)

    def show_points(self, points: tuple[str, ...]) -> None:
        """Show other points."""
        while len(self.lines) < len(points):
            line, words = QWidget(), label("", wrap=True)
            hbox(top(label("•", "strong")), words, gap=8, parent=line).setStretch(1, 1)
            self.lines.append((line, words))
            self.column.addWidget(line)
        for number, (line, words) in enumerate(self.lines):
            line.setVisible(number < len(points))
            if number < len(points):
                words.setText(points[number])


class Guidance(QWidget):
    """Help with one part; ``insert_asked`` carries a text to begin from.

    It is the worked example, what was answered first, or what another plan says.
    """

    insert_asked = Signal(object)  # RichText

    def __init__(self) -> None:
        super().__init__()
        self.covers = Bullets()
        self.head = label(_("What a good answer covers"), "strong")
        self.look, self.example = label("", "smallmuted", wrap=True), label("", "small", wrap=True)
        self.insert = button(
            _("Insert as starting text"), kind="mini",
            slot=lambda: self.insert_asked.emit(from_plain(self.example.plain)),
        )  # fmt: skip
        self.where = card(
            label(_("Where to look"), "smallstrong"), self.look,
            gap=4, margins=(14, 12, 14, 12), name="sunkcard",
        )  # fmt: skip
        self.worked = card(
            label(_("A worked example"), "smallstrong"), self.example, hbox(self.insert, None),
            gap=4, margins=(14, 12, 14, 10), name="sunkcard",
        )  # fmt: skip
        self.said = label("", "small", wrap=True)
        self.take = button(
            _("Insert these answers"), kind="mini",
            slot=lambda: self.insert_asked.emit(from_plain(self.said.plain)),
        )  # fmt: skip
        self.scoped = card(
            label(_("What you answered before you wrote"), "smallstrong"), self.said,
            hbox(self.take, None), gap=4, margins=(14, 12, 14, 10), name="sunkcard",
        )  # fmt: skip
        self.offer, self.earlier = OfferCard(), EarlierAnswers()
        self.earlier.insert_asked.connect(self.insert_asked)
        self.serves, self.source = label("", "tiny", wrap=True), label("", "tiny", wrap=True)
        self.step = label("", "tiny", wrap=True)
        self.area = page(
            self.offer, self.head, self.covers, 2, self.scoped, self.where, self.worked,
            self.earlier, 2, rule(), self.step, self.serves, self.source,
            gap=8, margins=(18, 12, 6, 16),
        )  # fmt: skip
        vbox(self.area, gap=0, parent=self)

    def show_prompt(
        self, prompt: Prompt | None, scoped: str = "", earlier: tuple[EarlierAnswer, ...] = ()
    ) -> None:
        """Show the help of a prompt, or none for an answer that has no prompt.

        ``scoped`` is what was answered first that is a start for it, ``earlier`` what other plans
        say to it.
        """
        self.area.setVisible(prompt is not None)
        if prompt is None:
            return
        code = language()
        self.head.setVisible(bool(prompt.covers))
        self.covers.setVisible(bool(prompt.covers))
        self.covers.show_points(tuple(point.text(code) for point in prompt.covers))
        for frame, words, text in (
            (self.where, self.look, prompt.look), (self.worked, self.example, prompt.example)
        ):  # fmt: skip
            words.setText(text.text(code))
            frame.setVisible(bool(text))
        self.said.setText(scoped)
        self.scoped.setVisible(bool(scoped))
        self.earlier.show_answers(earlier)
        served = ", ".join(serving(mark) for mark in prompt.serves)
        self.serves.setText(_("Evidence for the Welsh framework: {served}").format(served=served))
        self.serves.setVisible(bool(served))
        self.source.setText(prompt.source)
        self.area.verticalScrollBar().setValue(0)

    def show_step(self, words: str) -> None:
        """Say to which step of the chosen cycle the part belongs, and to which of the others."""
        self.step.setText(words)
        self.step.setVisible(bool(words))

    def set_writable(self, writable: bool) -> None:
        """Offer the worked example only where it can be inserted."""
        self.insert.setEnabled(writable)
        self.take.setEnabled(writable)
        self.earlier.take.setEnabled(writable)
        self.offer.take.setEnabled(writable)


class Checks(QWidget):
    """What the plan still needs; Enter or a click on one goes to its place."""

    chosen = Signal(object)  # Need

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setObjectName("clear")
        self.list.setAccessibleName(_("What this plan still needs"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.list.currentItemChanged.connect(lambda *_: self._explain())
        self.done = label(_("Nothing is missing. Every check of this plan is met."), wrap=True)
        self.detail = label("", "small", wrap=True)
        self.why, self.source = label("", "smallmuted", wrap=True), label("", "tiny", wrap=True)
        self.because = card(
            self.detail, label(_("Why it matters"), "smallstrong"), self.why, self.source,
            gap=4, margins=(14, 12, 14, 12), name="sunkcard",
        )  # fmt: skip
        vbox(
            self.done, self.list, self.because, gap=8, margins=(10, 12, 14, 16), parent=self
        ).setStretch(1, 1)
        self.needs: tuple[Need, ...] = ()

    def show_needs(self, needs: tuple[Need, ...]) -> None:
        """Show other needs; the one that was current stays so if it is still there."""
        self.done.setVisible(not needs)
        self.list.setVisible(bool(needs))
        if needs == self.needs:
            return
        before = self.list.currentRow()
        kept = self.needs[before] if before >= 0 else None
        self.needs = needs
        self.list.clear()
        for number, need in enumerate(needs):
            add_row(self.list, need.title, Row(need.icon, TONES[need.tone]), number)
            item = self.list.item(number)
            item.setData(SPOKEN, spoken(need.title, need.detail, ""))
            item.setToolTip(tip(need.detail))
        if kept in needs:
            self.list.setCurrentRow(needs.index(kept))
        self._explain()

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.needs[item.data(KEY)])

    def _explain(self) -> None:
        row = self.list.currentRow()
        self.because.setVisible(0 <= row < len(self.needs))
        if 0 <= row < len(self.needs):
            self.detail.setText(self.needs[row].detail)
            self.detail.setVisible(bool(self.needs[row].detail))
            self.why.setText(self.needs[row].why)
            self.source.setText(self.needs[row].source)


class SidePane(QFrame):
    """Guidance, checks and comments in tabs."""

    def __init__(self, comments: PlanComments) -> None:
        super().__init__()
        self.setObjectName("right")
        self.guidance, self.checks = Guidance(), Checks()
        self.comments = comments
        self.words = (_("Guidance"), _("Checks"), _("Comments"))
        self.tabs = Tabs(*self.words)
        self.tabs.setAccessibleName(_("Help with this part"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.guidance)
        self.stack.addWidget(self.checks)
        self.stack.addWidget(self.comments)
        comments.counted.connect(self._count_comments)
        self.tabs.currentChanged.connect(self.stack.setCurrentIndex)
        head = vbox(self.tabs, margins=(18, 12, 10, 0))
        vbox(head, rule(), self.stack, gap=0, parent=self).setStretch(2, 1)

    def show_needs(self, needs: tuple[Need, ...]) -> None:
        """Show what the plan needs, and how many things that is."""
        self.tabs.set_badge(self.words[1], str(len(needs)) if needs else "")
        self.checks.show_needs(needs)

    def show_comments(self) -> None:
        """Bring the comments to the front."""
        self.tabs.setCurrentIndex(2)

    def _count_comments(self, count: int) -> None:
        self.tabs.set_badge(self.words[2], str(count) if count else "")


def serving(mark: str) -> str:
    """Return in words what an answer is evidence for: "W2.4" is standard 4 of the framework."""
    found = re.fullmatch(r"(\w+)\.(\d+)", mark)
    words = SERVED.get(found[1]) if found else None
    return _(words).format(number=found[2]) if found and words else mark
