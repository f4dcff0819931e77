"""Settings: the team and its house style, this person, and the look of the window."""

import getpass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout

from commission_desk.i18n import LANGUAGES, _, language, short_date
from commission_desk.operations.team import TeamView, set_team, team
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, TwoColumn, card, page, refill, vbox
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.theme import theme
from commission_desk.ui.pages.page import Page, Shell
from commission_desk.ui.pages.settings_figures import FiguresCard
from commission_desk.ui.pages.settings_history import HistoryCard
from commission_desk.ui.pages.settings_lock import PassphraseCard
from commission_desk.ui.workspace import Workspace

if TYPE_CHECKING:
    from commission_desk.operations.thinning import HistorySize
    from commission_desk.ui.window import Window

SCALES = ((1.0, "100%"), (1.25, "125%"), (1.5, "150%"), (2.0, "200%"))


class SettingsPage(Page):
    """What is the team's is kept in the desk; what is this person's stays on this laptop."""

    tables = frozenset({"team", "own_figure"})
    shell: "Window"

    def __init__(self, workspace: Workspace, shell: Shell) -> None:
        super().__init__(workspace, shell)
        self.form, self.shown = Form(), TeamView()
        self.team = {
            "name": LineField(_("Team"), hint=_("In the header of every document")),
            "organisation": LineField(_("Organisation")),
            "marking": LineField(
                _("Marking"), hint=_("At the foot of every page, such as Official")
            ),
        }
        for name, field in self.team.items():
            self.form.bind(field, partial(self._save_team, name))
        self.who = LineField(
            _("Your role"), self.shell.settings.now.who or getpass.getuser(),
            hint=_("Written beside each change you make"),
        )  # fmt: skip
        self.form.bind(self.who, self._save_who)
        self.files, self.backups = QVBoxLayout(), QVBoxLayout()
        self.passphrase, self.history = PassphraseCard(self.shell), HistoryCard(self.shell)
        self.figures = FiguresCard(self)
        header = Header(_("Settings"), "", find=shell.find)
        body = TwoColumn(
            (
                card(label(_("The team"), "h3"), 4, *self.team.values(), gap=12),
                card(label(_("You"), "h3"), 4, self.who, gap=12),
                self.figures.widget,
                card(
                    label(_("The window"), "h3"), 4,
                    label(_("Language"), "smallstrong"), self._languages(),
                    label(_("Colours"), "smallstrong"), self._schemes(),
                    label(_("Text size"), "smallstrong"), self._scales(), gap=8,
                ),
            ),
            (
                card(label(_("Where things are"), "h3"), 4, self.files),
                self.passphrase,
                card(
                    label(_("Backups"), "h3"), 4, self.backups,
                    button(_("Show the backups"), "save", slot=lambda: shell.go("backups")),
                ),
                self.history.widget,
                card(
                    label(_("Data protection"), "h3"), 4,
                    label(_("See everything that is held about a person, and erase it when they "
                            "have the right to that."), "muted", wrap=True),
                    button(_("Erase a person…"), "user", slot=lambda: shell.go("erasing")),
                ),
            ),
        )  # fmt: skip
        vbox(header, page(body), gap=0, parent=self).setStretch(1, 1)
        workspace.backed_up.connect(self._backed_up)  # methods: they end with the page
        workspace.measured.connect(self._measured)

    def refresh(self) -> None:
        self.shown = self.ask(team)
        for name, field in self.team.items():
            if not field.entry.hasFocus():
                field.set_value(getattr(self.shown, name))
        self.figures.refresh()
        self._show_files()
        self._measured(self.workspace.history_size)

    def show_record(self, record: str, part: str = "") -> None:
        """Show a card of the settings: ``figures`` are those of our own."""
        if record == "figures" or part == "figures":
            self.figures.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        self.form.flush()

    def _save_team(self, name: str, value: str) -> None:
        if getattr(self.shown, name) != value:
            self.do(set_team, **{name: value})

    def _save_who(self, value: str) -> None:
        self.shell.settings.change(who=value)
        self.workspace.sign(value or getpass.getuser())

    def _languages(self) -> Flow:
        chosen = language()
        return self._choices(
            [(name, code == chosen, partial(self.shell.set_language, code))
             for code, name in LANGUAGES.items()]
        )  # fmt: skip

    def _schemes(self) -> Flow:
        words = {"light": _("Light"), "dark": _("Dark"), "high": _("High contrast")}
        return self._choices(
            [(name, key == theme.scheme, partial(self.shell.set_scheme, key))
             for key, name in words.items()]
        )  # fmt: skip

    def _scales(self) -> Flow:
        return self._choices(
            [(words, scale == theme.scale, partial(self.shell.set_scale, scale))
             for scale, words in SCALES]
        )  # fmt: skip

    def _choices(self, entries: list[tuple[str, bool, Any]]) -> Flow:
        group, made = QButtonGroup(self), []
        for words, chosen, slot in entries:
            pill: QPushButton = button(words, kind="pill", slot=slot)
            pill.setChecked(chosen)
            group.addButton(pill)
            made.append(pill)
        return Flow(*made)

    def _backed_up(self, _made: object) -> None:
        self._show_files()

    def _measured(self, size: "HistorySize | None") -> None:
        self.history.show(size)

    def _show_files(self) -> None:
        if not self.workspace.ready:
            return
        self.passphrase.refresh()
        working = self.workspace.working_copy
        places = (
            (_("Shared file"), self.workspace.file), (_("Working copy on this laptop"), working),
            (_("Backups"), working.with_name("backups")),
        )  # fmt: skip
        words: list[Item] = []
        for name, where in places:
            words += [label(name, "smallstrong"), label(str(where), "smallmuted", wrap=True)]
        refill(self.files, *words, gap=6)
        newest = self.workspace.newest_backup()
        if newest is None:
            says = _("There is no backup yet.")
        else:
            when = f"{short_date(newest.made_at.date())} {newest.made_at:%H:%M}"
            says = _("The newest is of {when}.").format(when=when)
        refill(self.backups, label(says, "muted", wrap=True))
