"""Bringing a register in: a file is read, its columns recognised, its rows shown before anything.

Nothing in the desk changes before the last button, and that is one step that Undo takes back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from commission_desk.content.headings import heading_synonyms
from commission_desk.domain.errors import UserError
from commission_desk.domain.registers import ExistingRow
from commission_desk.exchange.choosing import chosen_fields, registers_in, with_chosen
from commission_desk.exchange.mapping import Mapping, suggest_mapping
from commission_desk.exchange.preview import Answers, Preview, preview
from commission_desk.exchange.reading import read_source
from commission_desk.exchange.source import Source, Table
from commission_desk.i18n import _, ngettext
from commission_desk.operations.column_mappings import (
    KnownMapping,
    forget_mapping,
    known_mapping,
)
from commission_desk.operations.importing import (
    ImportResult,
    Remembered,
    existing_agreements,
    import_agreements,
)
from commission_desk.operations.organisation_merging import other_names
from commission_desk.paths import documents_folder
from commission_desk.ui.dialogs.import_again import AgainPanel
from commission_desk.ui.dialogs.import_columns import FIELDS, ColumnsPanel, SheetPanel, with_units
from commission_desk.ui.dialogs.import_preview import PreviewPanel
from commission_desk.ui.dialogs.import_questions import QuestionsPanel
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.layout import scroll, vbox
from commission_desk.ui.kit.theme import px

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page

FILES = "*.xlsx *.xlsm *.xls *.csv *.tsv *.txt *.json"
WIDTH = 1240
SIDE_BY_SIDE = 980  # px at 100%: below this the preview goes under the columns
LEAST_LEFT = 300  # px at 100%, the least height of the columns
PAUSE = 60  # ms: several answers at once are one new preview


@dataclass(frozen=True, slots=True)
class Register:
    """A file as read, and the agreements of the desk that its rows may speak of.

    ``names`` are spellings that a person said stand for another name.
    """

    source: Source
    existing: tuple[ExistingRow, ...]
    names: dict[str, str] = field(default_factory=dict)


def choose_register(page: "Page") -> None:
    """Ask for a file, and open what it holds."""
    name, _kind = QFileDialog.getOpenFileName(
        page, _("Import a register"), str(documents_folder()),
        f"{_('Spreadsheets and open data')} ({FILES});;{_('All files')} (*)",
    )  # fmt: skip
    if name:
        open_register(page, Path(name))


def open_register(page: "Page", path: Path) -> None:
    """Read a file in the background, with a way to cancel, and show what would come in."""
    workspace = page.workspace

    def work(_report: Callable[[int], None], stopped: Callable[[], bool]) -> Register | None:
        try:
            source = read_source(path, cancelled=stopped)
        except UserError:
            if stopped():
                return None
            raise
        return Register(source, workspace.ask(existing_agreements), workspace.ask(other_names))

    title = _("Reading {name}").format(name=path.name)
    page.shell.job(title, work, lambda register: ImportDialog(page, register).open())


class ImportDialog(Dialog):
    """What a file's columns mean, what is still to be asked, and what would come in."""

    def __init__(self, page: "Page", register: Register) -> None:
        self.page, self.register = page, register
        self.synonyms = {
            name: words for name, words in heading_synonyms("agreement").items() if name in FIELDS
        }
        self.table: Table = register.source.tables[0]
        self.mapping: Mapping | None = None
        self.answers = Answers()
        self.found: Preview | None = None
        self.request, self.shown = 0, 0  # previews asked for, and the one that is shown
        self.sheet = SheetPanel(register.source, self._take_sheet, self._take_row)
        self.columns = ColumnsPanel(self._map)
        self.again = AgainPanel(self._forget)
        self.known: KnownMapping | None = None
        self.questions = QuestionsPanel(self._answer)
        self.preview = PreviewPanel(self._answer)
        self.sides = _Sides((self.sheet, self.again, self.questions, self.columns), self.preview)
        super().__init__(
            page,
            _("Import a register"),
            self.sides,
            accept_text=_("Import"),
            ready=self._import,
            width=WIDTH,
        )
        self.body.layout().setStretch(0, 1000)  # type: ignore[union-attr]  # the table grows
        self.main.setEnabled(False)
        self.later = QTimer(self, singleShot=True, interval=PAUSE)
        self.later.timeout.connect(self._look)
        self._take_first_sheet()
        self.resize(min(px(WIDTH), self.owner.width() - 20), self.owner.height() - 40)

    # What the panels tell.

    def _take_first_sheet(self) -> None:
        """Begin with the longest sheet that looks like a register."""
        try:
            table, self.mapping = registers_in(self.register.source, self.synonyms)[0]
        except UserError as problem:
            self.sheet.show_sheet(self.table, None)
            self.say_problem(str(problem))
            return
        self._show_sheet(table)

    def _take_sheet(self, table: Table, row: int | None = None) -> None:
        try:
            self.mapping = suggest_mapping(table, self.synonyms, row)
        except UserError as problem:
            self.mapping, self.table = None, table
            self.sheet.show_sheet(table, None)
            self._refuse(str(problem))
            return
        self._show_sheet(table)

    def _take_row(self, row: int) -> None:
        self._take_sheet(self.table, row)

    def _show_sheet(self, table: Table) -> None:
        self.table = table
        assert self.mapping is not None
        self.known = self.page.ask(known_mapping, chosen_fields(self.mapping))
        self.answers = Answers()
        self.questions.begin()
        if self.known is not None:
            self.mapping = with_units(with_chosen(self.mapping, self.known.fields))
            self.answers = Answers(end_meaning=self.known.end_meaning)
            self.questions.take_end(self.known.end_meaning)
        self.again.show_known(self.known)
        self.sheet.show_sheet(table, self.mapping.header_row)
        self.columns.show_mapping(self.mapping, table)
        self.say_problem("")
        self._look()

    def _forget(self) -> None:
        """Forget what the columns were taken for, and suggest it anew."""
        assert self.known is not None
        assert self.mapping is not None
        self.page.do(forget_mapping, self.known.id)
        self._take_sheet(self.table, self.mapping.header_row)

    def _map(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.columns.show_mapping(mapping, self.table)
        self.later.start()

    def _answer(self, **changes: Any) -> None:
        self.answers = replace(self.answers, **changes)
        self.later.start()

    # What comes of it.

    def _look(self) -> None:
        """Work out in the background what would come in."""
        if self.mapping is None:
            return
        self.request += 1
        request, mapping, names = self.request, self.mapping, self.register.names
        answers = replace(self.answers, spellings={**names, **self.answers.spellings})
        table, existing = self.table, self.register.existing
        self.main.setEnabled(False)
        self.preview.say_looking()

        def arrive(found: Preview) -> None:
            if request == self.request:
                self.shown = request
                self._show(found)

        in_background(
            self, lambda: preview(table, mapping, existing, answers), arrive, self._failed
        )

    def _show(self, found: Preview) -> None:
        self.found = found
        self.questions.show_preview(found, self.register.existing)
        self.preview.show_preview(found)
        coming = found.added + found.changed
        words = ngettext("Import {count} agreement", "Import {count} agreements", coming)
        self.main.setText(words.format(count=f"{coming:,}") if coming else _("Nothing to import"))
        self.main.setEnabled(coming > 0)

    def _refuse(self, sentence: str) -> None:
        self.request += 1
        self.main.setEnabled(False)
        self.say_problem(sentence)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, UserError):
            raise problem
        self._refuse(str(problem))

    def _import(self) -> None:
        """Hand the rows over: one step, in the background, with progress."""
        assert self.found is not None
        assert self.mapping is not None
        rows, workspace = self.found.taken, self.page.workspace
        said = Remembered(
            self.register.source.name, chosen_fields(self.mapping), self.answers.end_meaning,
            dict(self.answers.spellings),
        )  # fmt: skip
        shell, count = self.page.shell, max(1, len(rows))
        title = _("Importing {name}").format(name=self.register.source.name)

        def work(report: Callable[[int], None], stopped: Callable[[], bool]) -> ImportResult:
            def progress(done: int) -> None:
                if stopped():  # raised, so that the whole step is taken back
                    raise UserError(_("The import was cancelled. Nothing was changed."))
                if done % 50 == 0:
                    report(100 * done // count)

            return workspace.do(import_agreements, rows, progress, said)

        shell.job(title, work, lambda result: shell.toast(imported(result), undo=True))


def imported(result: ImportResult) -> str:
    """Say what an import did, in one sentence."""
    added = ngettext(
        "Imported {count} agreement.", "Imported {count} agreements.", result.added
    ).format(count=f"{result.added:,}")
    changed = ngettext(
        "Changed {count} agreement.", "Changed {count} agreements.", result.changed
    ).format(count=f"{result.changed:,}")
    said = ((result.added, added), (result.changed, changed))
    return " ".join(words for count, words in said if count)


class _Sides(QWidget):
    """Columns and questions at the left, the preview at the right, or below where it is narrow."""

    def __init__(self, left: tuple[QWidget, ...], right: QWidget) -> None:
        super().__init__()
        inner = QWidget()
        vbox(*left, None, gap=14, margins=(0, 0, 6, 0), parent=inner)
        self.left, self.right = scroll(inner), right
        self.left.setMinimumHeight(px(LEAST_LEFT))
        self.wide: bool | None = None
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(px(18))
        self._place(wide=True)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._place(wide=self.width() > px(SIDE_BY_SIDE))

    def _place(self, *, wide: bool) -> None:
        if wide == self.wide:
            return
        self.wide = wide
        self.grid.addWidget(self.left, 0, 0)
        self.grid.addWidget(self.right, *((0, 1) if wide else (1, 0)))
        self.grid.setColumnStretch(0, 5)
        self.grid.setColumnStretch(1, 9 if wide else 0)
        self.grid.setRowStretch(0, 1)
        self.grid.setRowStretch(1, 0 if wide else 2)
