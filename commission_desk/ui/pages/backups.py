"""Backups: each with what it holds; look at one, restore one, keep copies in a second folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from commission_desk.i18n import _, file_size, full_date, ngettext, short_date
from commission_desk.store.backup_contents import Contents, contents
from commission_desk.store.backups import Backup, backups
from commission_desk.ui.dialogs.restore import restore_backup
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, TwoColumn, card, page, refill, vbox
from commission_desk.ui.kit.problems import Banner
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.viewing import look_at_backup
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.ui.window import Window


class BackupsPage(Page):
    """The backups on this laptop, newest first; they are looked into in the background."""

    shell: "Window"

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.known: dict[tuple[Path, int], Contents] = {}
        self.now = button(_("Back up now"), "save", "primary", self.back_up)
        self.header = Header(
            _("Backups"), _("Whole copies of this desk, kept on this laptop"), self.now,
            find=shell.find,
        )  # fmt: skip
        self.warning = Banner("", "note")
        self.warning.hide()
        self.list, self.second = QVBoxLayout(), QVBoxLayout()
        kept = _("A backup is made when the desk is opened, every hour while it changes, and "
                 "before anything large. All are kept for two days, then one a day for two weeks, "
                 "one a week for eight weeks and one a month for six months.")  # fmt: skip
        body = TwoColumn(
            (self.warning, self.list),
            (
                card(label(_("A second folder"), "h3"), self.second),
                card(label(_("How long they are kept"), "h3"), label(kept, "muted", wrap=True)),
            ),
        )
        vbox(self.header, page(body), gap=0, parent=self).setStretch(1, 1)
        self.asked = False
        workspace.backed_up.connect(self._backed_up)
        workspace.copied.connect(lambda _result: self._show_second())

    def refresh(self) -> None:
        if not self.workspace.ready:
            return
        self._show_second()
        found = backups(self.workspace.working_copy.with_name("backups"))
        key = self.workspace.key
        new = [each for each in found if (each.path, each.size) not in self.known]
        self._show(found)

        def look() -> list[Contents]:
            return [contents(backup, key) for backup in new]

        def arrive(read: list[Contents]) -> None:
            self.known |= {(each.backup.path, each.backup.size): each for each in read}
            self._show(found)

        if new:
            in_background(self, look, arrive, self.shell.problem)

    def commands(self) -> list[tuple[str, str, Callable[[], Any]]]:
        return [
            ("save", _("Back up now"), self.back_up),
            ("folder-closed", _("Choose a second folder for backups"), self.choose_folder),
        ]

    def back_up(self) -> None:
        """Write a backup now, if anything has changed since the newest."""
        self.shell.flush()
        self.asked = True
        self.workspace.back_up()

    def choose_folder(self) -> None:
        """Ask for the folder in which every backup is kept as well."""
        start = str(self.workspace.second_folder or self.workspace.file.parent)
        name = QFileDialog.getExistingDirectory(self, _("A second folder for backups"), start)
        if name:
            self.set_folder(Path(name))

    def set_folder(self, folder: Path | None) -> None:
        """Keep a copy of every backup in a folder too, or no longer."""
        self.shell.settings.change(second_folder=str(folder) if folder else "")
        self.workspace.second_folder = folder
        self.workspace.copy_backups()
        self._show_second()

    def _backed_up(self, _made: Backup) -> None:
        self.refresh()
        if self.asked:
            self.asked = False
            self.shell.toast(_("Everything up to now is in a backup."))

    def _show(self, found: list[Backup]) -> None:
        if not found:
            says = _("One is made when the desk is opened and every hour while it changes.")
            refill(self.list, empty("save", _("There is no backup yet"), says))
            return
        known = [self.known.get((each.path, each.size)) for each in found]
        self._warn(known)
        cards: list[Item] = [
            self._card(backup, held) for backup, held in zip(found, known, strict=True)
        ]
        refill(self.list, *cards, gap=10)

    def _warn(self, known: list[Contents | None]) -> None:
        newest = known[0]
        good = next((each for each in known if each and each.sound), None)
        if newest is None or newest.sound:
            self.warning.say("")
        elif good is None:
            self.warning.say(_("The newest backup is damaged, and no other can be used. "
                               "Back up now to have a good one."))  # fmt: skip
        else:
            words = _("The newest backup is damaged. The next good one is of {when}; it can be "
                      "restored below.")  # fmt: skip
            self.warning.say(words.format(when=when_made(good.backup)))

    def _card(self, backup: Backup, held: Contents | None) -> QWidget:
        when = when_made(backup)
        head: list[QWidget | None] = [label(when, "h3")]
        if held is not None and not held.sound:
            head.append(Chip(_("Damaged"), "red", "octagon-alert"))
        lines: list[Item] = [Flow(*head), label(_about(backup, held), "muted", wrap=True)]
        if held is not None and held.last_at is not None:
            at = f"{short_date(held.last_at.date())} {held.last_at:%H:%M}"
            words = _("Last change: {what} · {when} · {who}")
            said = words.format(what=_(held.last_label), when=at, who=held.last_who)
            lines.append(label(said, "smallmuted", wrap=True))
        if held is None or held.sound:
            look = button(
                _("Look at it"), "eye",
                slot=lambda: look_at_backup(self.shell, backup.path, backup.made_at),
            )  # fmt: skip
            look.setAccessibleName(_("Look at the backup of {when}").format(when=when))
            restore = button(_("Restore…"), "history", slot=lambda: self._restore(backup))
            restore.setAccessibleName(_("Restore the backup of {when}").format(when=when))
            lines.append(Flow(look, restore))
        return card(*lines, gap=6, margins=(18, 14, 18, 14))

    def _restore(self, backup: Backup) -> None:
        restore_backup(self.shell, backup)

    def _show_second(self) -> None:
        folder, problem = self.workspace.second_folder, self.workspace.second_problem
        says = _("Keep a copy of every backup elsewhere too, such as on a memory stick or a "
                 "network drive, in case this laptop is lost.")  # fmt: skip
        items: list[Item] = [label(says, "muted", wrap=True)]
        choose = button(_("Choose a folder…"), "folder-closed", slot=self.choose_folder)
        tools: list[QWidget | None] = [choose]
        if folder is not None:
            items.append(label(str(folder), "strong", wrap=True))
            tools.append(button(_("No longer"), slot=partial(self.set_folder, None)))
        if problem:
            items.append(Banner(problem, "note"))
        refill(self.second, *items, Flow(*tools), gap=10)


def when_made(backup: Backup) -> str:
    """Return when a backup was made, for people."""
    return f"{full_date(backup.made_at.date())}, {backup.made_at:%H:%M}"


def _about(backup: Backup, held: Contents | None) -> str:
    size = file_size(backup.size)
    if held is None:
        return f"{size} · " + _("being looked into")
    if held.problem:
        return held.problem
    count = held.counts
    said = (
        ngettext("{count} plan", "{count} plans", count["plan"]),
        ngettext("{count} agreement", "{count} agreements", count["agreement"]),
        ngettext("{count} stakeholder", "{count} stakeholders", count["stakeholder"]),
        ngettext("{count} meeting", "{count} meetings", count["meeting"]),
        ngettext("{count} action", "{count} actions", count["action"]),
    )
    words = [
        text.format(count=f"{number:,}")
        for text, number in zip(said, count.values(), strict=True)
        if number
    ]
    return " · ".join([*words, size])
