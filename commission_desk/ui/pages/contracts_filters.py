"""What narrows the register: saved views with their counts, contracts with or without grants."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from commission_desk.i18n import _
from commission_desk.operations.register import VIEWS
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.taborder import in_order, one_stop
from commission_desk.ui.pages.contracts_register import VIEW_NAMES, kinds_without_grants


class ViewPills(QWidget):
    """The saved views as pills; ``chosen(view)`` is called when one is pressed."""

    def __init__(self, chosen: Callable[[str], object]) -> None:
        super().__init__()
        self.setAccessibleName(_("Views"))
        self.setProperty("spoken", "Grouping")
        self.pills = {
            view: button(_(VIEW_NAMES[view]), kind="pill", slot=partial(chosen, view))
            for view in VIEWS
        }
        self.own: dict[str, QPushButton] = {}  # the team's own views, by their ids
        self.flow = Flow(*self.pills.values())
        self.setLayout(self.flow)
        self.show_view("all")

    def show_view(self, view: str) -> None:
        """Show which view the list is in; it is not a choice."""
        self.pills[view].setChecked(True)

    def show_saved(self, views: Sequence[tuple[str, str]], chosen: Callable[[str], object]) -> None:
        """Show the team's own views after the others."""
        if [(record, pill.text()) for record, pill in self.own.items()] == [
            (record, title.replace("&", "&&")) for record, title in views
        ]:
            return
        for pill in self.own.values():
            self.flow.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        self.own = {
            record: button(title, kind="pill", slot=partial(chosen, record))
            for record, title in views
        }
        for pill in self.own.values():
            self.flow.addWidget(pill)
            pill.show()
        one_stop([*self.pills.values(), *self.own.values()])
        in_order(self.pills[VIEWS[-1]], *self.own.values())
        self.updateGeometry()

    def show_current(self, record: str, view: str) -> None:
        """Show which view the list is in: one of the team's own, or one that is built in."""
        if record in self.own:
            self.own[record].setChecked(True)
        else:
            self.show_view(view)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many agreements each view holds."""
        for view, pill in self.pills.items():
            name = _(VIEW_NAMES[view])
            pill.setText(f"{name} {counts[view]:,}")
            pill.setAccessibleName(f"{name}, {counts[view]}")
        self.updateGeometry()


class KindSwitch(QWidget):
    """Contracts and grants together, or contracts alone; ``chosen(kinds)`` on a change."""

    def __init__(self, chosen: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self.setAccessibleName(_("Kinds of agreement"))
        self.setProperty("spoken", "Grouping")
        self.both = button(_("Contracts and grants"), kind="pill", slot=partial(chosen, ()))
        self.contracts = button(
            _("Contracts only"), kind="pill", slot=lambda: chosen(kinds_without_grants())
        )
        hbox(self.both, self.contracts, gap=4, parent=self)
        self.show_kinds(())

    def show_kinds(self, kinds: tuple[str, ...]) -> None:
        """Show what the list holds; it is not a choice."""
        (self.contracts if kinds else self.both).setChecked(True)
