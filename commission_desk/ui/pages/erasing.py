"""Erase a person: everything held about a name, as a report, and taking all of it out for good."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.erasing import Held, HeldReport, given_names, held_about
from commission_desk.paths import documents_folder
from commission_desk.store.backup_contents import remove_backups
from commission_desk.store.backups import backups
from commission_desk.ui.dialogs.erase_person import ErasePersonDialog
from commission_desk.ui.erasing_words import line_of, report_text, summary
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, TwoColumn, card, page, refill, vbox
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.ui.window import Window

SHOWN = 60  # things of a kind that are spelt out on the page; the report has all


class ErasingPage(Page):
    """A name is looked up everywhere; nothing is erased before its name is typed again."""

    shell: "Window"

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.report: HeldReport | None = None
        self.header = Header(_("Erase a person"), _("Data protection"), find=shell.find)
        self.name = LineField(_("Name of the person"))
        self.also = TextField(
            _("Also known as"), hint=_("Other names, e-mail addresses or numbers, one a line"),
            least=2,
        )  # fmt: skip
        self.look = button(_("Find what is held"), "search", "primary", self.look_up)
        self.name.box.returnPressed.connect(self.look_up)
        self.found, self.copies = QVBoxLayout(), QVBoxLayout()
        says = _("Finds a person in every record, text and note, and in the history. Read what is "
                 "found, print or save it for them, and then erase it if they have the right to "
                 "that.")  # fmt: skip
        body = TwoColumn(
            (
                card(
                    label(says, "muted", wrap=True), self.name, self.also, Flow(self.look), gap=12
                ),
                self.found,
            ),
            (card(label(_("Copies elsewhere"), "h3"), self.copies),),
        )
        vbox(self.header, page(body), gap=0, parent=self).setStretch(1, 1)

    def refresh(self) -> None:
        self._show_copies()

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        return [("trash-2", _("Remove all backups of this desk"), self.remove_backups)]

    def look_up(self) -> None:
        """Look the person up everywhere and show what is held."""
        self.shell.flush()
        typed = [self.name.value(), *self.also.value().splitlines()]
        try:
            called = given_names([line for line in typed if line.strip()])
        except UserError as problem:
            self.name.complain(str(problem))
            self.name.setFocus()
            return
        self.name.complain("")
        ask, words = self.workspace.ask, language()
        self.shell.job(
            _("Looking everywhere"), lambda *_progress: ask(held_about, called, words), self._show
        )

    def erase(self) -> None:
        """Ask for the name once more, and erase."""
        if self.report is not None:
            ErasePersonDialog(self.shell, self.report, self._erase).open()

    def text(self) -> str:
        """Return the report as text."""
        assert self.report is not None
        now = datetime.now()  # noqa: DTZ005 - wall clock, for people
        return report_text(self.report, self.workspace.file, self._copies(), now)

    def save(self) -> None:
        """Save the report as a text file."""
        start = documents_folder() / (_("What is held") + ".txt")
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the report"), str(start), _("Text files") + " (*.txt)"
        )
        if not name:
            return
        try:
            Path(name).write_text(self.text(), encoding="utf-8")
        except OSError as problem:
            raise UserError(
                _("“{name}” could not be written ({reason}).").format(
                    name=Path(name).name, reason=problem.strerror
                )
            ) from problem
        self.shell.toast(_("Saved as “{name}”.").format(name=Path(name).name))

    def print(self) -> None:
        """Print the report."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            QPlainTextEdit(self.text()).print_(printer)

    def remove_backups(self) -> None:
        """Make a new backup, and remove all that were made before."""
        self.workspace.replace_backups(remove_backups)
        self.shell.toast(_("The older backups were removed; a new one was made."))
        self._show_copies()

    def _erase(self) -> None:
        assert self.report is not None
        called, erase = self.report.called, self.workspace.erase
        self.shell.job(_("Erasing"), lambda *_progress: erase(called), self._erased)

    def _erased(self, values: int) -> None:
        self.workspace.publish()
        self.report = None
        self.name.set_value("")
        self.also.set_value("")
        refill(self.found)
        self._show_copies()
        words = ngettext("{count} value was erased.", "{count} values were erased.", values)
        self.shell.toast(words.format(count=values))

    def _show(self, report: HeldReport) -> None:
        self.report = report if report.items else None
        announce(self, summary(report))
        if not report.items:
            says = _("Nothing on this desk or in its history names {name}.")
            refill(self.found, card(label(says.format(name=report.called[0]), wrap=True)))
            return
        tools = Flow(
            button(_("Save the report…"), "download", slot=self.save),
            button(_("Print…"), "printer", slot=self.print),
            button(_("Erase this person…"), "trash-2", slot=self.erase),
        )
        looked = _("Looked for: {names}").format(names="; ".join(report.called))
        refill(
            self.found,
            card(
                label(summary(report), "h3", wrap=True), label(looked, "smallmuted", wrap=True),
                tools, gap=10,
            ),
            self._things(_("On the desk today"), report.now),
            self._things(_("In the history"), report.before),
            gap=14,
        )  # fmt: skip

    def _things(self, name: str, items: tuple[Held, ...]) -> QWidget:
        lines: list[Item] = [label(line_of(item), "small", wrap=True) for item in items[:SHOWN]]
        if len(items) > SHOWN:
            more = ngettext("and {count} more, in the report", "and {count} more, in the report",
                            len(items) - SHOWN)  # fmt: skip
            lines.append(label(more.format(count=len(items) - SHOWN), "muted"))
        return card(label(name, "h3"), *lines or [label(_("Nothing"), "muted")], gap=6)

    def _copies(self) -> list[str]:
        folder = self.workspace.working_copy.parent
        held = [str(each.path) for each in backups(folder / "backups")]
        held += [str(path) for path in sorted(folder.glob("damaged *.sqlite"))]
        if self.workspace.second_folder is not None:
            held.append(str(self.workspace.second_folder))
        return held

    def _show_copies(self) -> None:
        if not self.workspace.ready:
            return
        count = len(backups(self.workspace.working_copy.with_name("backups")))
        says = _(
            "Backups made before an erasure still hold the person until they are removed, at "
            "the latest after six months. So do copies that were sent to others."
        )
        items: list[Item] = [label(says, "muted", wrap=True)]
        if count:
            words = ngettext("{count} backup on this laptop", "{count} backups on this laptop",
                             count)  # fmt: skip
            items += [
                label(words.format(count=count), "strong", wrap=True),
                Flow(button(_("Remove the older backups"), "trash-2", slot=self.remove_backups)),
            ]
        if self.workspace.second_folder is not None:
            items.append(label(str(self.workspace.second_folder), "small", wrap=True))
        refill(self.copies, *items, gap=10)
