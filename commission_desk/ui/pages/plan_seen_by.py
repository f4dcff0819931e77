"""By what the parts of a plan are seen: by their outline, or by the steps of a cycle."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from commission_desk.content.cycles import Cycle, cycle, cycles
from commission_desk.content.labels import Label
from commission_desk.content.outlines import Outline, Section
from commission_desk.i18n import N_, _, language, translator
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.text import label, tip

SCOPING = "scoping"  # in place of a section's id: the questions asked before the writing
BEFORE = N_("Before you write")


class _Box(QComboBox):
    """As wide as there is room; a title that is wider ends in dots, and is the tooltip whole."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the outline scrolls; the choice never changes unseen


class SeenBy(QWidget):
    """A quiet choice above the outline; ``chosen`` tells the id of a cycle, or nothing."""

    chosen = Signal(str)

    def __init__(self, now: str = "") -> None:
        super().__init__()
        self.box = _Box()
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.setMinimumContentsLength(6)
        adjust = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.box.setSizeAdjustPolicy(adjust)
        self.box.addItem(_("The outline"), "")
        for each in cycles():
            self.box.addItem(each.title.text(language()), each.id)
        self.box.setCurrentIndex(max(0, self.box.findData(now)))
        name = _("Seen by")
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(
            _("The same parts under their outline, or under the steps of a cycle")
        )
        self.box.activated.connect(lambda _index: self._tell())
        words = label(name, "tiny")
        words.setBuddy(self.box)
        vbox(words, self.box, gap=3, margins=(8, 0, 8, 0), parent=self)
        self.setFocusProxy(self.box)
        self._describe()

    @property
    def cycle(self) -> str:
        """The id of the cycle that is chosen; empty for the outline."""
        return str(self.box.currentData() or "")

    def choose(self, cycle_id: str) -> None:
        """Choose as a person would."""
        self.box.setCurrentIndex(max(0, self.box.findData(cycle_id)))
        self._tell()

    def sections(self, outline: Outline) -> tuple[Section, ...]:
        """Return the parts of an outline as they are seen now."""
        parts = cycle(self.cycle).sections(outline) if self.cycle else outline.sections
        return (*scoping_section(outline), *parts)

    def step_words(self, prompt_id: str) -> str:
        """Return to which step of the chosen cycle a part belongs, and to which of the others."""
        if not self.cycle:
            return ""
        code, chosen = language(), cycle(self.cycle)
        step = chosen.step_of(prompt_id)
        if step is None:
            own = prompt_id.startswith("own.")  # not a question that is asked first
            return _("A part of our own, in no step of this cycle.") if own else ""
        here = _("Step {number} of {total}, {step}: {about}").format(
            number=step.number, total=len(chosen.steps), step=step.title.text(code),
            about=step.about.text(code),
        )  # fmt: skip
        others = "; ".join(_named(each, prompt_id) for each in cycles() if each is not chosen)
        return " ".join((here, _("In other cycles: {steps}.").format(steps=others)))

    def _tell(self) -> None:
        self._describe()
        self.chosen.emit(self.cycle)

    def _describe(self) -> None:
        source = cycle(self.cycle).source if self.cycle else ""
        self.box.setToolTip(tip("\n".join(x for x in (self.box.currentText(), source) if x)))


def _named(other: Cycle, prompt_id: str) -> str:
    step, code = other.step_of(prompt_id), language()
    assert step is not None, "a part is in a step of every cycle, or of none"
    return f"{other.title.text(code)}: {step.title.text(code)}"


def scoping_section(outline: Outline) -> tuple[Section, ...]:
    """Return the questions asked first as a section of their own, if the outline has any."""
    if not outline.scoping:
        return ()
    title = Label(translator("en")(BEFORE), translator("cy")(BEFORE))
    return (Section(SCOPING, "", title, outline.scoping),)
