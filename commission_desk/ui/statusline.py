"""The status line: where the words that were typed are safe, always true."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from commission_desk.domain.errors import UserError
from commission_desk.i18n import LANGUAGES, _, language, ngettext, short_date
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.text import Label, announce
from commission_desk.ui.kit.theme import px
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.store.desk import Notice
    from commission_desk.store.opening import Published


class StatusLine(QFrame):
    """Says what is saved where, when it was backed up, and offers the other language."""

    language_asked = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("status")
        self.workspace = workspace
        self.icon = Icon("circle-check", "green", 15)
        self.saved = Label(_("Opening the desk…"), "saved", elide=True)
        self.backup = Label("", "tiny", elide=True)
        other = next(code for code in LANGUAGES if code != language())
        self.switch = button(LANGUAGES[other], kind="mini", slot=lambda: self._ask(other))
        self.switch.setAccessibleName(
            _("Show the window in {language}").format(language=LANGUAGES[other])
        )
        hbox(
            self.icon, self.saved, self.backup, None, self.switch,
            gap=10, margins=(24, 0, 24, 0), parent=self,
        )  # fmt: skip
        self.setFixedHeight(px(30))
        workspace.opened.connect(self._opened)
        workspace.changed.connect(self._changed)
        workspace.saved.connect(self._saved)
        workspace.backed_up.connect(self._backed_up)
        if workspace.ready:
            self._opened()

    def say_nothing_open(self) -> None:
        """Say that no desk is open."""
        self._say("circle", "muted", _("No desk is open"))

    def _opened(self) -> None:
        if self.workspace.pending:
            self._say("circle-dot", "green", _("Saved on this laptop; the shared copy follows"))
        else:
            self._say("circle-check", "green", _("All changes saved"))
        self._backed_up(None)

    def _changed(self, _notice: "Notice", _by: object) -> None:
        self._say("circle-dot", "green", _("Saved on this laptop; the shared copy follows"))

    def _saved(self, result: "Published | UserError") -> None:
        if isinstance(result, UserError):
            words = _("Saved on this laptop. {problem}").format(problem=result)
            self._say("triangle-alert", "amber", words)
            announce(self, words)
        elif result.kept_beside:
            words = _(
                "“{name}” was changed by someone else, so your version is kept as “{mine}”."
            ).format(name=result.kept_beside.name, mine=result.file.name)
            self._say("triangle-alert", "amber", words)
            announce(self, words)
        elif result.merged is not None and result.merged.steps:
            words = ngettext(
                "Shared copy updated {time}, with {count} change of others merged in.",
                "Shared copy updated {time}, with {count} changes of others merged in.",
                result.merged.steps,
            ).format(time=f"{result.at:%H:%M}", count=result.merged.steps)
            self._say("circle-check", "green", words)
            announce(self, words)
        else:
            when = f"{result.at:%H:%M}"
            words = _("Saved on this laptop. Shared copy updated {time}.").format(time=when)
            self._say("circle-check", "green", words)

    def _backed_up(self, _backup: object) -> None:
        newest = self.workspace.newest_backup()
        if newest is None:
            self.backup.setText("")
        else:
            when = f"{short_date(newest.made_at.date())} {newest.made_at:%H:%M}"
            self.backup.setText(_("Backed up {time}").format(time=when))

    def _say(self, icon: str, tone: str, words: str) -> None:
        self.icon.name, self.icon.ink = icon, tone
        self.icon.update()
        self.saved.setText(words)
        self.saved.setToolTip(words)

    def _ask(self, code: str) -> None:
        self.language_asked.emit(code)
