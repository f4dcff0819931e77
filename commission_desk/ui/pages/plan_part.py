"""The centre of the Plans page: one part, its status, its answer, and who writes it by when."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from commission_desk.content.choices import choice
from commission_desk.domain.dates import typed_date
from commission_desk.i18n import _, language
from commission_desk.operations.plans import AnswerView
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, hbox, page, vbox
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.plan_compiled import PlanCompiled
from commission_desk.ui.pages.plan_editor import AnswerEditor
from commission_desk.ui.pages.plan_tables import PlanTables

OWNER_WIDTH = 170
TITLE_HEIGHT = 22  # of a field, so that a button stands beside its input


@dataclass(frozen=True, slots=True)
class Part:
    """A part as the page shows it; one that is not ``placed`` can only be read.

    ``frozen`` says why the whole plan can only be read, if so; ``compiled`` names what the part
    compiles itself of.
    """

    id: str
    section: str
    title: str
    help: str
    placed: bool = True
    frozen: str = ""
    compiled: str = ""


class PartPane(QFrame):
    """One part of a plan. It is built once and bound to whichever part is open."""

    status_asked = Signal(str)
    reason_asked = Signal()
    next_asked = Signal()  # the next version of a plan that was approved
    owned = Signal(str, object)  # who writes the part, by which date

    def __init__(self, editor: AnswerEditor, tables: PlanTables, compiled: PlanCompiled) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.editor, self.part, self.kept = editor, "", AnswerView("")
        self.tables, self.compiled = tables, compiled
        self.compiles = False
        self.section = label("", "smallmuted", wrap=True)
        self.title = label("", "h2", wrap=True)
        self.chip = Chip("")
        self.help = label("", "muted", wrap=True)
        self._make_buttons()
        self.reason = label("", wrap=True)
        self.applies = button(_("Applies after all"), slot=lambda: self.status_asked.emit("draft"))
        self.absent = card(
            label(_("This part does not apply"), "strong"), self.reason, hbox(self.applies, None)
        )
        self.frozen = label("", wrap=True)
        opens = button(_("Open the next version"), "pencil", slot=self.next_asked.emit)
        self.approved = card(
            Flow(Chip(_("Approved"), "green", "check")), self.frozen, Flow(opens), gap=8
        )
        self.approved.hide()
        head = QWidget()
        for later in (self.draft, self.agree, self.absent):
            later.hide()
        steps = QWidget()
        hbox(self.ready, self.draft, self.agree, parent=steps)
        head.setLayout(Flow(self.title, self.chip, None, steps))
        top = vbox(self.section, head, self.help, gap=3)
        self.area = page(
            self.approved,
            top,
            self.editor,
            self.tables,
            self.compiled,
            self.absent,
            self._foot(),
            gap=14,
            margins=(24, 20, 12, 24),
        )
        vbox(self.area, gap=0, parent=self)

    def show_part(
        self, part: Part, answer: AnswerView, written: datetime | None, now: datetime
    ) -> None:
        """Show a part; the same one again keeps the caret and what is typed."""
        if part.id != self.part:
            self.part = part.id
            for binding in self.form.bindings:
                binding.changed = False
            self.editor.bind(part.id, part.title, answer.text)
            self.area.verticalScrollBar().setValue(0)
        else:
            self.editor.renew(answer.text)
        self.compiles = bool(part.compiled)
        self.section.setText(part.section)
        self.title.setText(part.title)
        self.help.setText(part.help)
        self.help.setVisible(bool(part.help))
        self.frozen.setText(part.frozen)
        self.approved.setVisible(bool(part.frozen))
        self.applies.setVisible(not part.frozen)
        if self.editor.edit.isReadOnly() == part.placed:
            self.editor.set_read_only(not part.placed)
        self.show_answer(answer, written, now, placed=part.placed)

    def show_answer(
        self, answer: AnswerView, written: datetime | None, now: datetime, *, placed: bool = True
    ) -> None:
        """Show where the answer stands; its text is the editor's own."""
        self.kept = answer
        status = choice("answer-status", answer.status)
        self.chip.say(status.label.text(language()), status.tone)
        absent = answer.status == "not-applicable"
        self.ready.setVisible(placed and answer.status in ("not-started", "draft"))
        self.ready.setEnabled(answer.status == "draft" or self.compiles)
        self.agree.setVisible(placed and answer.status == "ready")
        self.draft.setVisible(placed and answer.status in ("ready", "agreed"))
        self.editor.setVisible(not absent and (placed or not answer.text.is_empty))
        self.tables.setVisible(not absent and self.tables.any)
        self.compiled.setVisible(not absent and self.compiles)
        self.absent.setVisible(absent)
        self.applies.setVisible(placed)
        self.reason.setText(answer.reason)
        self.foot.setVisible(placed)
        self.not_applicable.setVisible(not absent)
        if not self.editor.touched:
            self.editor.say_saved(written, now)
        for binding, value in zip(self.form.bindings, (answer.owner, answer.due), strict=True):
            if not binding.changed:
                binding.field.set_value(value)

    def flush(self) -> None:
        """Keep what is typed in the answer and the fields."""
        self.editor.flush()
        self.form.flush()

    def _make_buttons(self) -> None:
        self.ready = button(
            _("Mark ready for review"), "check", slot=lambda: self.status_asked.emit("ready"),
            elide=True,
        )  # fmt: skip
        self.draft = button(_("Back to draft"), slot=lambda: self.status_asked.emit("draft"))
        self.agree = button(
            _("Agree"), "check", "primary", slot=lambda: self.status_asked.emit("agreed")
        )
        self.not_applicable = button(
            _("Not applicable…"), kind="ghost", slot=self.reason_asked.emit
        )

    def _foot(self) -> QWidget:
        self.owner = LineField(_("Who writes this part"))
        self.owner.setMinimumWidth(px(OWNER_WIDTH))
        self.due = DateField(_("To be finished by"), read_day)
        self.form = Form()
        # each with what is kept of the other: a date that cannot be read must not hold up a name
        self.form.bind(self.owner, lambda owner: self.owned.emit(owner, self.kept.due))
        self.form.bind(self.due, lambda due: self.owned.emit(self.kept.owner, due))
        self.foot = QWidget()
        beside = QWidget()
        vbox(TITLE_HEIGHT, self.not_applicable, gap=0, parent=beside)
        self.foot.setLayout(Flow(self.owner, self.due, None, beside, gap=12))
        return self.foot


def read_day(words: str) -> date:
    """Read a date that a person typed; raises ValueError with the reason."""
    found = typed_date(words)
    if found is None:
        raise ValueError(_("Write a date, such as 3 Aug 2026."))
    return found
