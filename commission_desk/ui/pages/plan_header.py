"""The header of the Plans page: which plan is open, another to choose, and what to do with it."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QMenu

from commission_desk.i18n import _
from commission_desk.operations.plans import PlanRow
from commission_desk.ui.kit.buttons import action, button, menu_button
from commission_desk.ui.kit.shell import Header
from commission_desk.ui.pages.page import Shell

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage


class PlanHeader(Header):
    """The plan's name with a menu of the others beside it, and the plan's buttons."""

    def __init__(self, page: "PlansPage", shell: Shell) -> None:
        self.page = page
        self.choices = QMenu()
        self.choices.aboutToShow.connect(self._fill)
        self.chooser = menu_button("", "chevron-down", self.choices, "tool")
        name = _("Choose another plan, or start one")
        self.chooser.setToolTip(name)
        self.chooser.setAccessibleName(name)
        self.drawer = button("", "panel-right", tip=_("Guidance and checks"))
        self.drawer.hide()
        self.details = button(_("Plan details"), "pencil", slot=page.questions.details)
        self.versions = button(_("Versions"), "history", slot=page.show_versions)
        self.look = button(_("Preview"), "eye", slot=page.prints.preview)
        self.prints = page.prints.menu()
        self.print = menu_button(_("Print or export"), "printer", self.prints, "primary")
        super().__init__(
            _("Plans"), "", self.chooser, self.details, self.versions, self.look, self.print,
            self.drawer, find=shell.find,
        )  # fmt: skip
        row = self.layout()
        assert isinstance(row, QBoxLayout)
        row.insertWidget(1, self.chooser)  # beside the title, whose plan it changes

    def show_plan(self, row: PlanRow | None, status: str = "") -> None:
        """Show which plan is open, or that there is none."""
        for one in (self.chooser, self.details, self.versions, self.look, self.print):
            one.setVisible(row is not None)
        if row is None:
            self.say(_("Plans"), "")
            return
        self.say(row.title, " · ".join(part for part in (row.period, status) if part))

    def show_drawer(self, needed: bool) -> None:
        """Offer the guidance as a drawer where it has no room of its own."""
        self.drawer.setVisible(needed)
        self.fit()

    def _fill(self) -> None:
        menu, page = self.choices, self.page
        menu.clear()
        for row in page.rows():
            words = " ".join(word for word in (row.title, row.period) if word)
            made = action(words, partial(page.show_record, row.id), parent=menu)
            made.setCheckable(True)
            made.setChecked(page.whole is not None and page.whole.row.id == row.id)
            menu.addAction(made)
        menu.addSeparator()
        menu.addAction(action(_("New plan…"), page.new, "plus", parent=menu))
        change = page.questions.outline
        menu.addAction(action(_("Change the outline…"), change, "list", parent=menu))
        edit = partial(page.shell.go, "outlines")
        menu.addAction(action(_("Edit outlines…"), edit, "pencil", parent=menu))
        menu.addAction(action(_("Yearly review…"), page.show_reviews, "calendar-days", parent=menu))
        menu.addAction(action(_("Remove this plan"), page.take_away, "trash-2", parent=menu))
