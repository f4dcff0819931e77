"""What other plans say to the open part, to be taken as a start."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from commission_desk.i18n import _
from commission_desk.operations.plan_earlier import EarlierAnswer
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.text import label

LONGEST = 600  # letters that are shown before it is taken


class EarlierAnswers(QFrame):
    """A choice of other plans and what they say; ``insert_asked`` carries the whole text."""

    insert_asked = Signal(object)  # RichText

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sunkcard")
        self.found: tuple[EarlierAnswer, ...] = ()
        self.which = ChoiceField(_("From the plan"), ())
        self.which.committed.connect(self._show)
        self.said = label("", "small", wrap=True)
        self.take = button(_("Insert this answer"), kind="mini", slot=self._insert)
        vbox(
            label(_("What other plans say here"), "smallstrong"), self.which, self.said,
            hbox(self.take, None), gap=4, margins=(14, 12, 14, 10), parent=self,
        )  # fmt: skip

    def show_answers(self, found: tuple[EarlierAnswer, ...]) -> None:
        """Show other answers; the plan that was chosen stays so where it has one."""
        chosen = self.which.value()
        self.found = found
        self.setVisible(bool(found))
        if not found:
            return
        plans = [each.plan for each in found]
        self.which.set_choices([(each.plan, each.name) for each in found])
        self.which.set_value(chosen if chosen in plans else plans[0])
        self._show()

    def _chosen(self) -> EarlierAnswer:
        return next(each for each in self.found if each.plan == self.which.value())

    def _show(self) -> None:
        words = self._chosen().text.plain.strip()
        self.said.setText(words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…")

    def _insert(self) -> None:
        self.insert_asked.emit(self._chosen().text)
