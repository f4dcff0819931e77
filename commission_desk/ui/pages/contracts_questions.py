"""Questions on value for money and on fees, answered at award and again at review."""

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QWidget

from commission_desk.content.choices import choices
from commission_desk.content.value_questions import QuestionGroup, value_questions
from commission_desk.i18n import _, language
from commission_desk.operations.agreement_why import answer_on_value
from commission_desk.ui.kit.binding import Binding, Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_form import Part

Answers = dict[str, dict[str, str]]


class QuestionsCard(QWidget):
    """The questions of one moment; the switch goes to the other, whose answers are kept apart."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part, self.moment, self.answers = part, "award", Answers()
        self.form, self.bindings = Form(), dict[str, Binding]()
        self.group = QButtonGroup(self)
        pills = []
        for each in choices("asked-at"):
            pill = button(
                each.label.text(language()), kind="pill", slot=partial(self._ask_at, each.id)
            )
            pill.setChecked(each.id == self.moment)
            self.group.addButton(pill)
            pills.append(pill)
        groups = [item for group in value_questions() for item in self._questions(group)]
        vbox(
            label(_("Questions to answer"), "h3"), Flow(*pills), *groups, gap=8, parent=self
        )  # fmt: skip

    def show_answers(self, answers: Answers, *, other: bool) -> None:
        """Show the answers of an agreement; what is being typed stays unless it is another."""
        self.answers = answers
        for question, binding in self.bindings.items():
            text = answers.get(self.moment, {}).get(question, "")
            if other:
                binding.begin(text)
            elif not binding.field.entry.hasFocus():
                binding.show(text)

    def flush(self) -> bool:
        """Keep what has been typed; return whether every field is in order."""
        return self.form.flush()

    def unkept(self) -> list[str]:
        """Return the names of the fields whose words could not be kept."""
        return [each.field.name for each in self.bindings.values() if each.changed]

    def _questions(self, group: QuestionGroup) -> list[Item]:
        made: list[Item] = [
            4, label(group.title.text(language()), "strong", wrap=True),
            label(group.about.text(language()), "muted", wrap=True),
            label(group.source, "smallmuted", wrap=True),
        ]  # fmt: skip
        for question in group.questions:
            field = TextField(question.text.text(language()), least=1)
            field.title.setWordWrap(True)
            self.bindings[question.id] = self.form.bind(field, partial(self._keep, question.id))
            made.append(field)
        return made

    def _keep(self, question: str, text: str) -> None:
        kept = self.answers.get(self.moment, {}).get(question, "")
        if text != kept:
            pane = self.part.pane
            pane.keep(answer_on_value, pane.record, question, self.moment, text)

    def _ask_at(self, moment: str) -> None:
        if moment != self.moment and self.flush():
            self.moment = moment
            self.show_answers(self.answers, other=True)
