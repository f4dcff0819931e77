"""What only a person can say about a register: day or month first, what "End" means, who is who."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.domain.dates import DayOrder
from commission_desk.domain.registers import ExistingRow
from commission_desk.exchange.preview import Preview
from commission_desk.i18n import N_, _, ngettext
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.layout import clear, vbox
from commission_desk.ui.kit.text import label

MEANINGS = {
    "unknown": N_("I do not know yet: mark them to be looked at"),
    "initial": N_("The first term, without extensions"),
    "extended": N_("The last day with all extensions"),
}
LONGEST = 70  # letters of the source's own words
MOST_GROUPS = 40  # spellings asked about; the rest stay apart


class QuestionsPanel(QWidget):
    """Asks once; an answer can be changed until the import. ``answer(**changes)`` takes it."""

    def __init__(self, answer: Callable[..., Any]) -> None:
        super().__init__()
        self.answer = answer
        self.title = label(_("Questions"), "h3")
        self.order = ChoiceField(
            _("Which number is the day?"),
            [
                (None, _("Not answered: their rows are left out")),
                (DayOrder.DAY_FIRST.value, _("The first: day, month, year")),
                (DayOrder.MONTH_FIRST.value, _("The second: month, day, year")),
            ],
        )
        self.end = ChoiceField(
            _("Does “End” include the extensions?"),
            [(key, _(words)) for key, words in MEANINGS.items()],
            "unknown",
        )
        self.order.committed.connect(self._order)
        self.end.committed.connect(lambda: answer(end_meaning=self.end.value()))
        self.names_title = label(_("One provider or two?"), "h3")
        self.names = QVBoxLayout()
        self.groups: dict[tuple[str, ...], ChoiceField] = {}
        vbox(self.title, self.order, self.end, self.names_title, self.names, gap=10, parent=self)
        self.begin()

    def begin(self) -> None:
        """Forget what was asked: another table is looked at."""
        clear(self.names)
        self.groups = {}
        self.order.set_value(None)
        self.end.set_value("unknown")
        for widget in (self.title, self.order, self.end, self.names_title):
            widget.hide()

    def take_end(self, meaning: str) -> None:
        """Show what "End" was said to include the last time; it can be said otherwise."""
        self.end.set_value(meaning)
        if meaning != "unknown":
            self.end.help.setText(_("As last time."))
            for widget in (self.title, self.end, self.end.help):
                widget.show()

    def show_preview(self, found: Preview, existing: Iterable[ExistingRow]) -> None:
        """Ask what the preview leaves open; what was asked before stays."""
        if found.questions:
            examples = ", ".join(found.questions[0].examples)
            count = sum(question.count for question in found.questions)
            said = ngettext(
                "{count} date can be read in two ways, such as {examples}.",
                "{count} dates can be read in two ways, such as {examples}.",
                count,
            )
            self.order.help.setText(said.format(count=count, examples=examples))
            self.order.help.show()
            self.order.show()
        if found.ends_to_ask_about:
            words = next((row.extension_words for row in found.rows if row.extension_words), "")
            words = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
            said = _("The source says, for example: “{words}”").format(words=words)
            self.end.help.setText(said if words else "")
            self.end.help.setVisible(bool(words))
            self.end.show()
        known = {one.row.provider for one in existing}
        named = {row.row.provider for row in found.rows}
        alike = [group for group in found.similar if named & set(group)]  # not the desk's own
        for group in alike[:MOST_GROUPS]:
            if group not in self.groups and not _covered(group, self.groups):
                self._ask(group, known)
        self.names_title.setVisible(bool(self.groups))
        asked = (self.order, self.end, self.names_title)
        self.title.setVisible(any(not widget.isHidden() for widget in asked))

    def _order(self) -> None:
        said = self.order.value()
        self.answer(day_order=DayOrder(said) if said else None)

    def _ask(self, group: tuple[str, ...], known: set[str]) -> None:
        best = next((name for name in group if name in known), group[0])
        name = _(" and ").join(f"“{each}”" for each in group)
        field = ChoiceField(
            name,
            [("", _("Different bodies: keep them apart"))]
            + [(each, _("One body: “{name}”").format(name=each)) for each in _first(best, group)],
            "",
        )
        field.committed.connect(self._spell)
        field.title.hide()  # names can be long, and a field's own title does not wrap
        self.groups[group] = field
        self.names.addLayout(vbox(label(name, "smallstrong", wrap=True), field, gap=3))

    def _spell(self) -> None:
        spellings = {
            name: field.value()
            for group, field in self.groups.items()
            for name in group
            if field.value() and name != field.value()
        }
        self.answer(spellings=spellings)


def _first(best: str, group: tuple[str, ...]) -> list[str]:
    return [best, *(name for name in group if name != best)]


def _covered(group: tuple[str, ...], asked: Iterable[tuple[str, ...]]) -> bool:
    """Whether a group is what an answer left of one that was asked about."""
    return any(set(group) <= set(before) for before in asked)
