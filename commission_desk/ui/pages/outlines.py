"""The Outlines page: the outlines there are, and the editor of the team's own."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QStackedWidget

from commission_desk.content.labels import Label
from commission_desk.i18n import N_, _, language, translator
from commission_desk.operations.outline_drafts import Draft, DraftPart, OutlineRow, draft
from commission_desk.operations.outline_drafts import outline_rows as rows
from commission_desk.operations.outline_editor import (
    TABLES,
    add_part,
    add_section,
    copy_outline,
    edit_outline,
    edit_part,
    edit_section,
    move_part,
    move_section,
    put_tables,
    remove_from_outline,
    remove_outline,
    reset_part,
    set_outline_status,
    start_outline,
)
from commission_desk.operations.outline_publishing import publish_outline, publishing
from commission_desk.operations.outlines import SHOWN
from commission_desk.ui.dialogs.outlines import PublishDialog, TitleDialog
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.panes import Panes
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.pages.outline_form import OutlineForm
from commission_desk.ui.pages.outline_list import OutlineList
from commission_desk.ui.pages.outline_tree import HEAD, OutlineTree
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.workspace import Workspace

LIST, EDITOR = range(2)  # what the page shows
SECTION, PART = TABLES  # the kinds of what an outline holds
OURS = N_("{outline} (our own)")  # what a copy is called to begin with
Command = tuple[str, str, Callable[[], Any]]


class OutlinesPage(Page):
    """A list of outlines, or one draft: its parts at the left, the words of one beside them."""

    tables = frozenset({"team_outline", "outline_version", *TABLES, "plan"})

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.draft: Draft | None = None
        self.chosen = HEAD
        self.back = button(_("All outlines"), "arrow-left", slot=self.show_list)
        self.start = button(_("New outline"), "plus", slot=self.new)
        self.publish = button(_("Publish…"), "send", "primary", self.ask_to_publish)
        self.header = Header(
            _("Outlines"), "", self.back, self.start, self.publish, find=shell.find
        )
        row = self.header.layout()
        assert isinstance(row, QBoxLayout)
        self.list, self.tree = OutlineList(self), OutlineTree()
        self.form = OutlineForm(self._save)
        self.more = button(_("Add a part"), "plus", slot=self.add_part)
        left = QFrame()
        left.setObjectName("left")
        tools = Flow(button(_("Add a section"), "plus", slot=self.add_section), self.more)
        vbox(tools, self.tree, gap=10, margins=(10, 14, 10, 8), parent=left).setStretch(1, 1)
        self.body = QStackedWidget()
        self.body.addWidget(self.list)
        self.body.addWidget(Panes(self.form, left, widths=(360, 0, 0)))
        vbox(self.header, self.body, gap=0, parent=self).setStretch(1, 1)
        self._connect()

    def refresh(self) -> None:
        found: tuple[OutlineRow, ...] = self.ask(rows)
        known = {row.record for row in found if row.own}
        if self.draft is not None and self.draft.id not in known:
            self.draft = None
            self._let_go()
        if self.draft is None:
            self.list.show_rows(found)
        else:
            self.draft = self.ask(draft, self.draft.id)
        self._show()

    def show_record(self, record: str, part: str = "") -> None:
        if not self._kept():
            return
        self.draft = self.ask(draft, record)
        every = [each for section in self.draft.sections for each in section.parts]
        by_prompt = {each.prompt_id: each.id for each in every}
        wanted = by_prompt.get(part, part)
        self.chosen = wanted if self.draft.find(wanted) else HEAD
        self._show()

    def where(self) -> tuple[str, str]:
        return (self.draft.id, self.chosen) if self.draft else ("", "")

    def flush(self) -> None:
        self.form.flush()

    def new(self) -> None:
        """Ask for the title of an outline without parts."""
        TitleDialog(self, _("New outline"), _("Start the outline"), self._start).open()

    def commands(self) -> list[Command]:
        found: list[Command] = [("plus", _("New outline"), self.new)]
        if self.draft is not None:
            found += [
                ("plus", _("Add a section"), self.add_section),
                ("plus", _("Add a part"), self.add_part),
                ("send", _("Publish the outline…"), self.ask_to_publish),
                ("list", _("All outlines"), self.show_list),
            ]
        return found

    # The list.

    def show_list(self) -> None:
        """Show all outlines again; a text that cannot be kept stays open to be corrected."""
        if not self._kept():
            return
        self.draft = None
        self.refresh()
        self.list.setFocus()

    def edit(self, record: str) -> None:
        """Open the draft of one of our outlines."""
        self.show_record(record)
        self.tree.setFocus()

    def copy(self, row: OutlineRow) -> None:
        """Ask what the copy is to be called, and open it."""
        en, cy = (
            translator(code)(OURS).format(outline=row.title.text(code)) for code in ("en", "cy")
        )

        def make(**values: str) -> None:
            self.edit(self.do(copy_outline, row.key, **values))

        TitleDialog(self, _("Make a copy"), _("Make the copy"), make, Label(en, cy)).open()

    def take_away(self, row: OutlineRow) -> None:
        """Remove one of our outlines; the toast undoes it."""
        self.do(remove_outline, row.record)
        said = _("“{title}” was removed.").format(title=row.title.text(language()))
        self.shell.toast(said, undo=True)

    def _start(self, **values: str) -> None:
        self.edit(self.do(start_outline, **values))

    # The editor.

    def add_section(self) -> None:
        """Ask for the title of another section."""
        if self.draft is None or not self._kept():
            return
        record = self.draft.id

        def add(**values: str) -> None:
            self._go(self.do(add_section, record, **values))

        TitleDialog(self, _("Add a section"), _("Add the section"), add).open()

    def add_part(self) -> None:
        """Ask for the title of another part, at the end of the section that is open."""
        home = self._section()
        if home and self._kept():

            def add(**values: str) -> None:
                self._go(self.do(add_part, home, **values))

            TitleDialog(self, _("Add a part"), _("Add the part"), add).open()

    def ask_to_publish(self) -> None:
        """Show what the next version changes and lacks, and publish it if that is right."""
        if self.draft is None or not self._kept():
            return
        record, number = self.draft.id, self.draft.number

        def publish() -> None:
            self.do(publish_outline, record, date.today())  # noqa: DTZ011 - the person's own day
            words = _("Version {number} was published. Plans can take it now.")
            self.shell.toast(words.format(number=number), undo=True)

        PublishDialog(self, self.ask(publishing, record), publish).open()

    def _show(self) -> None:
        editing = self.draft is not None
        self.back.setVisible(editing)
        self.publish.setVisible(editing)
        self.start.setVisible(not editing)
        self.body.setCurrentIndex(EDITOR if editing else LIST)
        if self.draft is None:
            self.header.say(_("Outlines"), _("What plans are written against"))
            return
        if self.chosen != HEAD and self.draft.find(self.chosen) is None:
            self.chosen = HEAD
            self._let_go()
        self._show_tree(self.draft)
        self.form.show_record(self.draft, self.chosen)

    def _show_tree(self, shown: Draft) -> None:
        says = _("Draft of version {number}") if shown.changed else _("Version {number}")
        number = shown.number if shown.changed else shown.number - 1
        self.header.say(shown.title.text(language()), says.format(number=number))
        self.publish.setEnabled(shown.changed)
        self.tree.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        self.tree.show_draft(shown)
        self.tree.choose(self.chosen)
        self.tree.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self.more.setEnabled(bool(shown.sections))

    def _choose(self, record: object) -> None:
        if self.draft is None or str(record) == self.chosen:
            return
        if not self._kept():
            QTimer.singleShot(0, self, self._choose_again)  # once Qt is done with the click
            return
        self.chosen = str(record)
        self.form.show_record(self.draft, self.chosen)

    def _choose_again(self) -> None:
        """Have the tree show again what the form still shows, and leave the caret in its text."""
        self.tree.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        self.tree.choose(self.chosen)
        self.tree.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self.form.show_refused()

    def _kept(self) -> bool:
        """Keep what was typed; a text that is refused is gone to, and why is said."""
        if self.form.flush():
            return True
        self.shell.toast(self.form.show_refused())
        return False

    def _let_go(self) -> None:
        """Forget what was typed of something that was taken away meanwhile, and say so."""
        if self.form.forget():
            self.shell.toast(_("This is no longer on the desk. Undo may bring it back."))

    def _go(self, record: str) -> None:
        """Open what was just added, to write on."""
        self.chosen = record
        self._show()
        self.form.texts["help" if self._kind() == PART else "title"].en.setFocus()

    def _save(self, name: str, text: str) -> None:
        """Keep one text; the form itself is left alone."""
        if self.draft is None:
            return
        changes: dict[str, Callable[..., None]] = {
            HEAD: edit_outline, SECTION: edit_section, PART: edit_part,
        }  # fmt: skip
        change = changes[self._kind()]
        self.keep(change, self.chosen or self.draft.id, **{name: text})
        self.draft = self.ask(draft, self.draft.id)
        self._show_tree(self.draft)
        self.form.show_record(self.draft, self.chosen)

    def _set_status(self, status: str) -> None:
        self.flush()
        self.do(set_outline_status, self._kind(), self.chosen, status)
        said = {
            SHOWN: _("It is shown again."),
            "hidden": _("It is hidden, and left out of the next version."),
            "retired": _("It is retired. What plans say there is kept."),
        }[status]
        self.shell.toast(said, undo=True)

    def _put_tables(self, tables: object) -> None:
        """Keep which tables stand in a part; the form itself is left alone."""
        if self.draft is not None and isinstance(tables, list):
            self.keep(put_tables, self.chosen, tables)
            self.draft = self.ask(draft, self.draft.id)
            self._show_tree(self.draft)
            self.form.show_record(self.draft, self.chosen)

    def _reset(self) -> None:
        self.flush()
        self.do(reset_part, self.chosen)
        self.shell.toast(_("The original wording is back."), undo=True)

    def _remove(self) -> None:
        kind, record = self._kind(), self.chosen
        self.form.forget()
        self.do(remove_from_outline, kind, record)
        self.shell.toast(_("It was removed."), undo=True)

    def _move_section(self, section: str, place: int) -> None:
        self.flush()
        self.do(move_section, section, place)
        self._show()  # the row may have been dropped where it was
        self.tree.say_place(section)

    def _move_part(self, part: str, section: str, place: int) -> None:
        self.flush()
        self.do(move_part, part, section, place)
        self._show()
        self.tree.say_place(part)

    def _into(self, section: str) -> None:
        found = self.draft.find(section) if self.draft else None
        if found is not None and not isinstance(found, DraftPart):
            self._move_part(self.chosen, section, len(found.parts))

    def _kind(self) -> str:
        found = self.draft.find(self.chosen) if self.draft else None
        if found is None:
            return HEAD
        return PART if isinstance(found, DraftPart) else SECTION

    def _section(self) -> str:
        """Return the section that is open, or the last one there is."""
        if self.draft is None or not self.draft.sections:
            return ""
        found = self.draft.find(self.chosen)
        if found is None:
            return self.draft.sections[-1].id
        return found.section if isinstance(found, DraftPart) else found.id

    def _connect(self) -> None:
        self.tree.chosen.connect(self._choose)
        self.tree.opened.connect(lambda _record: self.form.texts["title"].en.setFocus())
        self.tree.section_moved.connect(self._move_section)
        self.tree.part_moved.connect(self._move_part)
        self.form.status_asked.connect(self._set_status)
        self.form.reset_asked.connect(self._reset)
        self.form.remove_asked.connect(self._remove)
        self.form.section_asked.connect(self._into)
        self.form.tables_asked.connect(self._put_tables)
