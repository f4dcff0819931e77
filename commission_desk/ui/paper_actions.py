"""Printing a document and saving it as PDF from a page, laid out while the window stays quick."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from commission_desk.i18n import _, language
from commission_desk.paths import documents_folder
from commission_desk.ui.kit.pdf import PdfFile
from commission_desk.ui.kit.printing import print_pdf
from commission_desk.ui.pages.page import Shell
from commission_desk.ui.papers import file_name, layout_of, save_pdf
from commission_desk.ui.workspace import Workspace


class PaperActions:
    """What a page does with its documents without showing them first."""

    def __init__(self, page: QWidget, workspace: Workspace, shell: Shell) -> None:
        self.page, self.workspace, self.shell = page, workspace, shell

    def print(self, title: str, document: str, record: str) -> None:
        """Lay a document out in the window's language and ask for a printer."""
        work = layout_of(self.workspace, document, record, (language(),))

        def ask(data: bytes) -> None:
            file = PdfFile(data)
            try:
                print_pdf(self.page, file, title)
            finally:
                file.close()

        self.shell.job(_("Laying out the pages"), lambda *_progress: work(), ask)

    def save(self, title: str, document: str, record: str, languages: Sequence[str]) -> None:
        """Ask for a file, and save a document there in one language or in both."""
        name = self._asked(title, document, languages)
        if name is None:
            return
        work = layout_of(self.workspace, document, record, languages)
        self.shell.job(
            _("Laying out the pages"), lambda *_progress: save_pdf(work(), name), self._saved
        )

    def save_as(self, title: str, document: str, languages: Sequence[str], pdf: bytes) -> None:
        """Ask for a file, and save a PDF there that was made before."""
        name = self._asked(title, document, languages)
        if name is not None:
            self._saved(save_pdf(pdf, name))

    def _saved(self, file: Path) -> None:
        self.shell.toast(_("Saved as “{name}”.").format(name=file.name))

    def _asked(self, title: str, document: str, languages: Sequence[str]) -> Path | None:
        start = documents_folder() / file_name(title, document, languages)
        name, _kind = QFileDialog.getSaveFileName(
            self.page, _("Save as PDF"), str(start), _("PDF files") + " (*.pdf)"
        )
        return Path(name) if name else None
