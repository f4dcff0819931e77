"""The words of an outline, a section or a part, in English and Welsh beside each other."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from commission_desk.content.choices import choice
from commission_desk.i18n import _, language
from commission_desk.operations.outline_drafts import Draft, DraftPart, DraftSection, Words
from commission_desk.operations.outlines import SHOWN
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import page, vbox
from commission_desk.ui.kit.pair import Pair
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.outline_tables import PartTables

HIDDEN, RETIRED = "hidden", "retired"
Save = Callable[[str, str], object]  # the name of a text and what it says now


class BothWays(QWidget):
    """One text in English and in Welsh; where one is missing it is said that the other is shown."""

    def __init__(
        self, form: Form, name: str, title: str, save: Save, least: int, hint: str
    ) -> None:
        super().__init__()
        self.name = name
        self.en, self.cy = (_field(least, each) for each in (_("English"), _("Welsh")))
        for field, said in ((self.en, _("{text}, in English")), (self.cy, _("{text}, in Welsh"))):
            field.entry.setAccessibleName(said.format(text=title))
        self.kept = [
            form.bind(self.en, partial(save, name)), form.bind(self.cy, partial(save, f"{name}_cy"))
        ]  # fmt: skip
        self.hint = label(hint, "smallmuted", wrap=True)
        head = QWidget()
        vbox(label(title, "strong"), *([self.hint] if hint else []), gap=2, parent=head)
        pair = Pair(head, self.en, self.cy)
        for field in (self.en, self.cy):
            pair.row.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        vbox(pair, gap=0, parent=self)

    def show_words(self, words: Words, *, begin: bool) -> None:
        """Show a text; what is typed and not yet kept stays, unless another record ``begins``."""
        for binding, text in zip(self.kept, (words.en, words.cy), strict=True):
            if begin:
                binding.begin(text)
            else:
                binding.show(text)
        _note(self.cy, _("Nothing in Welsh yet: the English is shown."), words.en and not words.cy)
        _note(self.en, _("Nothing in English yet: the Welsh is shown."), words.cy and not words.en)


class OutlineForm(QWidget):
    """What is chosen in the tree, to be changed; ``save(name, text)`` keeps one text of it."""

    status_asked = Signal(str)
    reset_asked = Signal()
    remove_asked = Signal()
    section_asked = Signal(str)
    tables_asked = Signal(object)  # the ids of the tables that are to stand in a part

    def __init__(self, save: Save) -> None:
        super().__init__()
        self.form, self.shown = Form(), ""
        one_a_line = _("A point a line.")
        self.texts = {
            name: BothWays(self.form, name, title, save, least, hint)
            for name, title, least, hint in (
                ("title", _("Title"), 0, ""),
                ("about", _("What this outline is for"), 2, ""),
                ("help", _("Help"), 2, _("A sentence or two above the box.")),
                ("covers", _("What a good answer covers"), 3, one_a_line),
                ("look", _("Where to look"), 2, ""),
                ("example", _("A worked example"), 3, ""),
            )
        }
        self.head, self.state = label("", "h2", wrap=True), label("", "muted", wrap=True)
        self.source = label("", "smallmuted", wrap=True)
        self.section = ChoiceField(_("Section"), ())
        self.section.committed.connect(lambda: self.section_asked.emit(self.section.value()))
        self.tables = PartTables()
        self.tables.chosen.connect(self.tables_asked)
        ask = self.status_asked.emit
        self.hide_it = button(_("Hide"), "eye", slot=partial(ask, HIDDEN))
        self.retire = button(_("Retire"), "folder-closed", slot=partial(ask, RETIRED))
        self.again = button(_("Show again"), "undo-2", slot=partial(ask, SHOWN))
        self.reset = button(
            _("Put back the original wording"), "history", slot=self.reset_asked.emit
        )
        self.remove = button(_("Remove"), "trash-2", slot=self.remove_asked.emit)
        self.tools = QWidget()
        self.tools.setLayout(Flow(self.hide_it, self.retire, self.again, self.reset, self.remove))
        self.area = page(
            self.head, self.state, self.source, self.tools, self.section, *self.texts.values(),
            self.tables,
            gap=14, margins=(24, 18, 12, 24),
        )  # fmt: skip
        vbox(self.area, gap=0, parent=self)

    def flush(self) -> bool:
        """Keep what was typed; return whether every field is in order."""
        return self.form.flush()

    def show_refused(self) -> str:
        """Go to the first text that could not be kept; return why."""
        field = self.form.refused()
        if field is None:
            return ""
        self.area.ensureWidgetVisible(field)
        field.entry.setFocus()
        return field.reason.plain

    def forget(self) -> bool:
        """Let go of what was typed and not kept; return whether there was anything."""
        return self.form.forget()

    def show_record(self, draft: Draft, record: str) -> None:
        """Show what the outline says of itself, or a section or part of it."""
        found = draft.find(record)
        words = draft.words if found is None else found.words
        begin, self.shown = self.shown != (draft.id + record), draft.id + record
        if begin:
            self.forget()  # also in the texts that this one lacks
        for name, text in self.texts.items():
            text.setVisible(name in words)
            if name in words:
                text.show_words(words[name], begin=begin)
        self.head.setText(_heading(found))
        self._say(draft, found)
        self.tools.setVisible(found is not None)
        if found is not None:
            self._offer(found)
        for field in (self.section, self.tables):
            field.setVisible(isinstance(found, DraftPart))
        if isinstance(found, DraftPart):
            code = language()
            self.section.set_choices([(each.id, each.title.text(code)) for each in draft.sections])
            self.section.set_value(found.section)
            self.tables.show_part(found)
        if begin:
            self.area.verticalScrollBar().setValue(0)

    def _say(self, draft: Draft, found: DraftSection | DraftPart | None) -> None:
        base = draft.based_on.text(language())
        said = "" if found is not None or not base else _("Based on “{outline}”.")
        if isinstance(found, DraftPart) and not found.original:
            said = _("A part of our own.")
        elif isinstance(found, DraftPart) and found.changed:
            said = _("From “{outline}”, in our own words.")
        elif isinstance(found, DraftPart):
            said = _("From “{outline}”.")
        self.source.setText(said.format(outline=base) if base or "{" not in said else "")
        self.source.setVisible(bool(self.source.plain))
        status = choice("outline-part", found.status) if found is not None else None
        shown = status is None or status.id == SHOWN
        words = "" if status is None or shown else ". ".join(
            (status.label.text(language()), status.note.text(language()))
        )  # fmt: skip
        self.state.setText(words and f"{words}.")
        self.state.setVisible(bool(words))

    def _offer(self, found: DraftSection | DraftPart) -> None:
        part = isinstance(found, DraftPart)
        self.hide_it.setVisible(found.status != HIDDEN)
        self.retire.setVisible(found.status != RETIRED)
        self.again.setVisible(found.status != SHOWN)
        self.reset.setVisible(isinstance(found, DraftPart) and found.changed)
        never = isinstance(found, DraftPart) and not found.original and not found.published
        bare = isinstance(found, DraftSection) and not found.parts
        self.remove.setVisible(never if part else bare)


def _heading(found: DraftSection | DraftPart | None) -> str:
    if found is None:
        return _("The outline")
    number = found.number
    if isinstance(found, DraftSection):
        return _("Section {number}").format(number=number) if number else _("Section")
    return _("Part {number}").format(number=number) if number else _("Part")


def _field(least: int, name: str) -> Field:
    return TextField(name, least=least) if least else LineField(name)


def _note(field: Field, words: str, wanted: object) -> None:
    """Say below a field that the other language stands in for it."""
    field.hint = words if wanted else ""
    field.help.setText(field.hint)
    field.help.setVisible(bool(wanted))
    field.entry.setAccessibleDescription(field.hint)
