"""The card of the passphrase: whether the file is locked, and what can be done about it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.i18n import _, ngettext
from commission_desk.store.backups import locked_otherwise, remove_locked_otherwise
from commission_desk.store.locking import of_key
from commission_desk.ui.dialogs.passphrase import (
    RemovePassphrase,
    SetPassphrase,
    leave_field,
    working_copy_note,
)
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, refill, vbox
from commission_desk.ui.kit.text import Label, label
from commission_desk.ui.kit.theme import px

if TYPE_CHECKING:
    from commission_desk.ui.window import Window


class PassphraseCard(QWidget):
    """Sets, changes or removes the passphrase of the open desk's file."""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.window_ = window
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        vbox(card(label(_("Passphrase"), "h3"), 4, self.body), parent=self)

    def refresh(self) -> None:
        """Show how the file is locked now."""
        locked = self.window_.workspace.key is not None
        refill(self.body, *(self._locked() if locked else self._unlocked()), gap=8)

    def _unlocked(self) -> list[Item]:
        says = _("The shared file is not locked: whoever has it can read it.")
        return [_say(says), Flow(button(_("Set a passphrase…"), "lock", slot=self.set))]

    def _locked(self) -> list[Item]:
        change = button(_("Change it…"), slot=self.set)
        change.setAccessibleName(_("Change the passphrase…"))
        remove = button(_("Remove it…"), slot=self.remove)
        remove.setAccessibleName(_("Remove the passphrase…"))
        items: list[Item] = [
            _say(_("The shared file and its backups are locked.")), Flow(change, remove)
        ]  # fmt: skip
        if others := self._others():
            tidy = button(_("Remove what is not locked with it"), "trash-2", slot=self.tidy)
            items += [_say(_unlocked_backups(others)), Flow(tidy)]
        settings, desk = self.window_.settings, self.window_.workspace.desk_id
        leave = leave_field(desk in settings.now.leave_nothing)
        leave.committed.connect(lambda: settings.leave(desk, nothing=leave.value()))
        return [*items, working_copy_note(), leave]

    def set(self) -> None:
        """Ask for a new passphrase."""
        SetPassphrase(self.window_).open()

    def remove(self) -> None:
        """Ask for the present passphrase, and take it off the file."""
        RemovePassphrase(self.window_).open()

    def tidy(self) -> None:
        """Remove the backups that the present passphrase does not lock."""
        workspace = self.window_.workspace
        working = workspace.working_copy
        folder = working.with_name("backups")
        work = partial(remove_locked_otherwise, working, folder, workspace.key)
        in_background(self, work, workspace.backed_up.emit, self.window_.problem)

    def _others(self) -> int:
        workspace = self.window_.workspace
        folder = workspace.working_copy.with_name("backups")
        return len(locked_otherwise(folder, of_key(workspace.key)))


def _unlocked_backups(count: int) -> str:
    return ngettext(
        "{count} backup is not locked with this passphrase: it is damaged, not locked, "
        "or locked with an earlier one.",
        "{count} backups are not locked with this passphrase: they are damaged, not "
        "locked, or locked with an earlier one.",
        count,
    ).format(count=count)


def _say(words: str) -> Label:
    return label(words, "muted", wrap=True)
