"""Asking what a document is, and where it is kept; and choosing one of its earlier files."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _, short_date
from commission_desk.operations.documents_kept import (
    DocumentView,
    FileVersion,
    add_document,
    edit_document,
)
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField, TextField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import choice_field, date_field


class DocumentDialog(Dialog):
    """What is said of a document; a new one without a file says where it is kept."""

    def __init__(
        self, parent: QWidget, keep: Callable[..., Any], agreement: str,
        found: DocumentView | None = None,
    ) -> None:  # fmt: skip
        self.keep, self.agreement, self.found = keep, agreement, found
        self.name = LineField(_("Title"), found.title if found else "")
        self.kind = choice_field(
            _("Kind"), "document-kind", found.kind if found else "", blank=True
        )
        self.day = date_field(_("Date"), found.dated if found else None)
        self.place = LineField(
            _("Where it is kept"), found.kept_at if found else "",
            _("A folder, an address or a shelf, where the file is not kept here."),
        )  # fmt: skip
        self.note = TextField(_("Note"), found.note if found else "", least=2)
        super().__init__(
            parent, _("Edit document") if found else _("Add a document kept elsewhere"), self.name,
            hbox(self.kind, self.day), self.place, self.note,
            accept_text=_("Save document") if found else _("Add document"), ready=self._ready,
        )  # fmt: skip
        self.name.setFocus()

    def _ready(self) -> None:
        values = {
            "kind": self.kind.value() or "", "dated": self.day.value(),
            "kept_at": self.place.value(), "note": self.note.value(),
        }  # fmt: skip
        if self.found:
            self.keep(edit_document, self.found.id, title=self.name.value(), **values)
        else:
            today = date.today()  # noqa: DTZ011 - the person's own day
            self.keep(add_document, self.agreement, self.name.value(), today, **values)


class EarlierFiles(Dialog):
    """The files that a document has had; Enter opens the one that is chosen."""

    def __init__(
        self, parent: QWidget, title: str, found: tuple[FileVersion, ...],
        show: Callable[[FileVersion], object],
    ) -> None:  # fmt: skip
        self.model = TableModel(found, _columns())
        self.table = Table(self.model, _("Files that this document has had"), fit=True)
        self.table.opened.connect(show)
        about = _("An earlier file is kept until the history is thinned. Enter opens one.")
        super().__init__(
            parent, title, label(about, "muted", wrap=True), self.table, accept_text=_("Close"),
            width=640,
        )  # fmt: skip
        self.cancel.hide()
        self.main.setAutoDefault(False)
        self.main.setDefault(False)  # Enter opens a file
        self.table.selectRow(0)
        self.table.setFocus()


def _columns() -> list[Column]:
    return [
        Column(_("Since"), 0, lambda one: Cell(short_date(one.since), one.who)),
        Column(_("File"), None, lambda one: Cell(one.file_name, one.fingerprint[:12])),
        Column(_("Status"), 0, _kept),
    ]


def _kept(one: FileVersion) -> Cell:
    if one.here:
        return status(_("kept"), "green", "check")
    return status(_("no longer kept"), "", "circle-minus")
