"""The questions about a passphrase: the one of a file to be opened; set, change or remove it.

Making a key of a passphrase takes a third of a second on purpose, so all of it runs off the
window's thread, with the dialog waiting.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commission_desk.content.thresholds import threshold
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.store.locking import Key, confirm, new_key, read_head, unlock
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import CheckField
from commission_desk.ui.kit.layout import Item
from commission_desk.ui.kit.secret import SecretField
from commission_desk.ui.kit.text import Label, label

if TYPE_CHECKING:
    from commission_desk.store.opening import Published
    from commission_desk.ui.preferences import Settings
    from commission_desk.ui.window import Window
    from commission_desk.ui.workspace import Workspace


class PassphraseDialog(Dialog):
    """A dialog whose work takes a moment; ``work()`` is called in a worker and may raise UserError.

    It closes with the result, or says what was wrong and waits with everything still typed.
    """

    def __init__(
        self, parent: QWidget, title: str, *items: Item, accept_text: str, first: SecretField
    ) -> None:
        super().__init__(parent, title, *items, accept_text=accept_text)
        self.first, self.waiting = first, False
        first.setFocus()

    def work(self) -> Callable[[], Any]:
        """Return what is to be done with what is typed now; raises UserError."""
        raise NotImplementedError

    def done_with(self, result: Any) -> None:
        """Take the result of the work."""
        raise NotImplementedError

    def finish(self) -> None:
        if self.waiting:
            return
        try:
            work = self.work()
        except UserError as problem:
            self.say_problem(str(problem))
            return
        self._wait(on=True)
        in_background(self, work, self._worked, self._refused)

    def reject(self) -> None:
        if not self.waiting:  # what has begun is not left half-told
            super().reject()

    def _worked(self, result: Any) -> None:
        self._wait(on=False)
        self.done_with(result)
        self.accept()

    def _refused(self, problem: Exception) -> None:
        self._wait(on=False)
        if not isinstance(problem, UserError):
            raise problem
        self.say_problem(str(problem))
        self.first.box.selectAll()
        self.first.setFocus()

    def _wait(self, *, on: bool) -> None:
        self.waiting = on
        self.main.setEnabled(not on)
        self.cancel.setEnabled(not on)


class AskPassphrase(PassphraseDialog):
    """Asks for the passphrase of a file until it is right; ``key`` is then what opens the file."""

    def __init__(self, parent: QWidget, file: Path, settings: "Settings") -> None:
        self.file, self.settings = file, settings
        self.key: Key | None = None
        self.desk = read_head(file).desk
        self.passphrase = SecretField(_("Passphrase"))
        self.leave = leave_field(self.desk in settings.now.leave_nothing)
        super().__init__(
            parent, _("“{name}” is locked").format(name=file.stem),
            self.passphrase, working_copy_note(), self.leave,
            accept_text=_("Open"), first=self.passphrase,
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        return partial(unlock, self.file, self.passphrase.value())

    def done_with(self, result: Any) -> None:
        self.key = result
        self.settings.leave(self.desk, nothing=self.leave.value())


class SetPassphrase(PassphraseDialog):
    """Sets a passphrase, or another in place of the present one."""

    def __init__(self, window: "Window") -> None:
        workspace: Workspace = window.workspace
        self.window_, self.workspace = window, workspace
        self.present = SecretField(_("Present passphrase")) if workspace.key else None
        self.new = SecretField(_("New passphrase"), hint=_("Three words that do not belong "
                               "together are hard to guess and easy to remember."))  # fmt: skip
        self.again = SecretField(_("The same again"))
        self.short = label("", "smallmuted", wrap=True)
        self.short.hide()
        self.leave = leave_field(workspace.desk_id in window.settings.now.leave_nothing)
        fields = (self.present, self.new) if self.present else (self.new,)
        title = _("Change the passphrase") if self.present else _("Set a passphrase")
        super().__init__(
            window, title,
            label(_("Without the passphrase nobody can open the file or its backups, and nobody "
                    "can find it out. Keep it where your team keeps what must not be lost."),
                  "strong", wrap=True),
            *fields, self.short, self.again,
            label(_("The backups on this laptop are locked too. Copies that were sent or kept "
                    "elsewhere before stay as they are."),
                  "smallmuted", wrap=True),
            working_copy_note(), self.leave,
            accept_text=_("Change it") if self.present else _("Lock the file"), first=fields[0],
        )  # fmt: skip
        self.new.edited.connect(self._judge)

    def work(self) -> Callable[[], Any]:
        if self.new.value() != self.again.value():
            raise UserError(_("The two new passphrases differ. Please type the same twice."))
        present = self.present.value() if self.present else ""
        return partial(_lock, self.workspace, present, self.new.value())

    def done_with(self, result: Any) -> None:
        self.window_.settings.leave(self.workspace.desk_id, nothing=self.leave.value())
        self.workspace.told_of_lock(result)

    def _judge(self) -> None:
        """Say that a passphrase is short; it is the team's own choice."""
        least, typed = threshold("passphrase-letters").value, len(self.new.value())
        self.short.setText(
            _("This is short: fewer than {count} letters are easier to guess.").format(count=least)
        )
        self.short.setVisible(0 < typed < least)
        self._grow()


class RemovePassphrase(PassphraseDialog):
    """Takes the passphrase off the file."""

    def __init__(self, window: "Window") -> None:
        self.workspace: Workspace = window.workspace
        self.present = SecretField(_("Present passphrase"))
        super().__init__(
            window, _("Remove the passphrase"), self.present,
            label(_("From now on whoever has the file or a backup of it can read it."),
                  "muted", wrap=True),
            accept_text=_("Remove the passphrase"), first=self.present,
        )  # fmt: skip

    def work(self) -> Callable[[], Any]:
        return partial(_lock, self.workspace, self.present.value(), None)

    def done_with(self, result: Any) -> None:
        self.workspace.told_of_lock(result)


def leave_field(value: bool) -> CheckField:
    """Make the tick that removes the working copy whenever the desk is closed."""
    return CheckField(
        _("Leave nothing on this laptop"), value,
        hint=_("When the desk is closed and the shared file holds everything, the working copy "
               "is removed. Locked backups stay."),
    )  # fmt: skip


def working_copy_note() -> Label:
    """Say what the passphrase does not cover."""
    return label(
        _("The working copy on this laptop is not locked. It relies on the laptop’s own disk "
          "encryption, such as BitLocker or FileVault."), "smallmuted", wrap=True,
    )  # fmt: skip


def _lock(workspace: "Workspace", present: str, new: str | None) -> "Published":
    if workspace.key is not None:
        confirm(workspace.key, present)
    return workspace.lock(None if new is None else new_key(new))
