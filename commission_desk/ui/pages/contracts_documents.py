"""The documents of an agreement: added by dialog, drop or paste; opened, saved, replaced."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from commission_desk.content.choices import known_choice
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, file_size, language, ngettext, short_date
from commission_desk.operations.documents_kept import (
    DocumentView,
    FileVersion,
    add_documents,
    documents,
    file_of,
    file_versions,
    read_file,
    replace_file,
)
from commission_desk.operations.records import remove
from commission_desk.paths import documents_folder
from commission_desk.ui.dialogs.document import DocumentDialog, EarlierFiles
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.dialogs import message
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.rowmenu import row_menu
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.openedfiles import hand_over
from commission_desk.ui.papers import save_as

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class AgreementDocuments(QWidget):
    """The documents of an agreement; files may be dropped anywhere on it."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__()
        self.pane = pane
        self.setAcceptDrops(True)
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Documents"), fit=True)
        self.nothing = label(
            _("No document yet. Add files, drop them here, or write down where one is kept."),
            "muted", wrap=True,
        )  # fmt: skip
        add = button(_("Add files…"), "paperclip", "primary", self.add)
        paste = button(_("Paste a file"), "clipboard-paste", slot=self.paste)
        elsewhere = button(_("Kept elsewhere…"), "folder-closed", slot=self.add_elsewhere)
        vbox(
            label(_("Documents"), "h3"), Flow(add, paste, elsewhere), self.nothing, self.table,
            gap=10, parent=self,
        )  # fmt: skip
        self._connect()

    def show_agreement(self, record: str) -> None:
        """Show the documents of an agreement."""
        found: tuple[DocumentView, ...] = self.pane.page.ask(documents, record)
        if list(found) != self.model.rows:
            self.model.show_rows(found)
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)

    def choose(self, record: str) -> None:
        """Go to one document."""
        for place, row in enumerate(self.model.rows):
            if row.id == record:
                self.table.selectRow(place)
                self.table.setFocus()

    # Adding.

    def add(self) -> None:
        """Ask for files and keep them."""
        start = str(documents_folder())
        names, _filter = QFileDialog.getOpenFileNames(self, _("Add files"), start)
        self.take(Path(name) for name in names)

    def add_elsewhere(self) -> None:
        """Ask for a document of which only its place is written down."""
        DocumentDialog(self, self.pane.keep, self.pane.record).open()

    def paste(self) -> None:
        """Keep the files that the clipboard names: copied in a folder, or a path as text."""
        mime = QGuiApplication.clipboard().mimeData()
        found = local_files(mime.urls()) if mime.hasUrls() else paths_in(mime.text())
        if not found:
            self._say(_("The clipboard names no file. Copy a file, or its path, first."))
            return
        self.take(found)

    def take(self, paths: Iterable[Path]) -> None:
        """Keep files in one step; one that cannot be is said, and the others are kept."""
        kept, refused = [], []
        for path in paths:
            try:
                kept.append(read_file(path))
            except UserError as problem:
                refused.append(str(problem))
        if kept:
            today = date.today()  # noqa: DTZ011 - the person's own day
            try:
                self.pane.keep(add_documents, self.pane.record, tuple(kept), today)
            except UserError as problem:
                refused.append(str(problem))
            else:
                words = ngettext("{count} document added.", "{count} documents added.", len(kept))
                self.pane.page.shell.toast(words.format(count=len(kept)), undo=True)
        if refused:
            self._say("\n".join(refused))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)  # never move: the file stays where it is
        event.accept()
        self.take(local_files(event.mimeData().urls()))

    # What is done with one.

    def open(self, found: DocumentView) -> None:
        """Show a document in the program for its kind; without a file, say where it is kept."""
        if found.fingerprint:
            self._try(lambda: hand_over(self.pane.page.ask(file_of, found.id)))
        else:
            DocumentDialog(self, self.pane.keep, self.pane.record, found).open()

    def save(self, found: DocumentView) -> None:
        """Ask where to save a document's file, and write it."""
        target = str(documents_folder() / found.file_name)
        name, _filter = QFileDialog.getSaveFileName(self, _("Save as"), target)
        if name:
            ending = Path(found.file_name).suffix.lower()
            self._try(lambda: save_as(self.pane.page.ask(file_of, found.id).data, Path(name),
                                      ending))  # fmt: skip

    def replace(self, found: DocumentView) -> None:
        """Ask for another file of a document; the one before can still be opened."""
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Replace the file"), str(documents_folder())
        )
        if name:
            self.replace_with(found, Path(name))

    def replace_with(self, found: DocumentView, path: Path) -> None:
        """Give a document another file."""
        today = date.today()  # noqa: DTZ011 - the person's own day
        self._try(lambda: self.pane.keep(replace_file, found.id, read_file(path), today))

    def earlier(self, found: DocumentView) -> None:
        """Show the files that a document has had."""
        versions: tuple[FileVersion, ...] = self.pane.page.ask(file_versions, found.id)

        def show(one: FileVersion) -> None:
            self._try(lambda: hand_over(self.pane.page.ask(file_of, found.id, one.fingerprint)))

        EarlierFiles(self, found.title, versions, show).open()

    def edit(self, found: DocumentView) -> None:
        """Ask what is said of a document."""
        DocumentDialog(self, self.pane.keep, self.pane.record, found).open()

    def remove(self, found: DocumentView) -> None:
        """Take a document away; undo brings it back with its file."""
        self.pane.keep(remove, "document", found.id)
        self.pane.page.shell.toast(_("Document removed."), undo=True)

    def _connect(self) -> None:
        self.table.opened.connect(self.open)
        self.table.pasted.connect(lambda _rows: self.paste())
        row_menu(
            self.table, self.model, (_("Open"), "external-link", "", self.open),
            (_("Save as…"), "download", "", self.save),
            (_("Replace the file…"), "upload", "", self.replace),
            (_("Earlier files…"), "history", "", self.earlier),
            (_("Edit document…"), "pencil", "", self.edit),
            (_("Remove document"), "trash-2", "Del", self.remove),
        )  # fmt: skip

    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except UserError as problem:
            self._say(str(problem))

    def _say(self, words: str) -> None:
        message(self, _("Documents"), words).open()


def local_files(urls: Iterable[QUrl]) -> list[Path]:
    """Return the files on this laptop that some addresses name."""
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def paths_in(text: str) -> list[Path]:
    """Return the files that a text names, one a line, with or without quotation marks."""
    found = []
    for line in text.splitlines():
        words = line.strip().strip('"').strip("'")
        if words.startswith("file:"):
            words = QUrl(words).toLocalFile()
        if words and len(words) < 4096 and Path(words).is_file():
            found.append(Path(words))
    return found


def _columns() -> list[Column]:
    return [
        Column(_("Document"), None, _title),
        Column(_("Date"), 0, lambda one: Cell(short_date(one.dated) if one.dated else "")),
        Column(_("Kind"), 160, _kind),
    ]


def _title(one: DocumentView) -> Cell:
    if not one.fingerprint:
        where = _("Kept at {place}").format(place=one.kept_at) if one.kept_at else ""
        erased = _("The file was erased.") if one.file_name else ""
        kept: tuple[str, ...] = (where, erased)
    elif not one.here:
        kept = (one.file_name, _("The file is no longer kept in the desk."))
    else:
        kept = (one.file_name, file_size(one.size))
    return Cell(one.title, " · ".join(word for word in (*kept, one.note) if word), bold=True)


def _kind(one: DocumentView) -> Cell:
    return Cell(known_choice("document-kind", one.kind).label.text(language()) if one.kind else "")
