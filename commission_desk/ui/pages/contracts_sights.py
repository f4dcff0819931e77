"""What the Contracts page shows beside the register, each sight built when first looked at."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from commission_desk.i18n import N_, _
from commission_desk.ui.kit.bars import Tabs
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.pages.contracts_month import MonthSight
from commission_desk.ui.pages.contracts_service_reviews import ServiceReviewsSight
from commission_desk.ui.pages.contracts_sight import Sight
from commission_desk.ui.pages.contracts_value import ValueSight

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage

__all__ = ["REGISTER", "SIGHTS", "Sight", "Sights"]
REGISTER = "register"


# In the order of the tabs; the register is there from the first.
SIGHTS: dict[str, tuple[str, type[Sight]]] = {
    "month": (N_("This month"), MonthSight),
    "service-reviews": (N_("Service reviews"), ServiceReviewsSight),
    "value": (N_("Quality and cost"), ValueSight),
}


class Sights(QWidget):
    """The register and the other sights under their tabs, which show once there are two."""

    def __init__(self, page: "ContractsPage", register: QWidget) -> None:
        super().__init__()
        self.page = page
        self.keys = [REGISTER, *SIGHTS]
        self.built: dict[str, Sight] = {}
        self.unread: set[str] = set()  # sights whose records changed while another was shown
        self.tabs = Tabs(_(N_("Register")), *(_(name) for name, _made in SIGHTS.values()))
        self.tabs.setAccessibleName(_("Ways to look at the agreements"))
        self.tabs.currentChanged.connect(lambda _index: self._show())
        bar, self.stack = QWidget(), QStackedWidget()
        bar.setObjectName("bar")
        hbox(self.tabs, margins=(24, 8, 16, 0), parent=bar)
        self.stack.addWidget(register)
        vbox(bar, self.stack, gap=0, parent=self).setStretch(1, 1)
        bar.setVisible(len(self.keys) > 1)  # with its parent, or it would be a window of its own

    @property
    def key(self) -> str:
        """Which sight is shown."""
        return self.keys[max(0, self.tabs.currentIndex())]

    @property
    def current(self) -> Sight | None:
        """The sight that is shown, or nothing for the register."""
        return self.built.get(self.key)

    @property
    def tables(self) -> frozenset[str]:
        """The tables of the sights that have been looked at."""
        return frozenset().union(*(sight.tables for sight in self.built.values()))

    def go(self, key: str, record: str = "") -> None:
        """Show a sight, and a record in it."""
        self.tabs.setCurrentIndex(self.keys.index(key))
        if record and self.current:
            self.current.show_record(record)

    def refresh(self) -> None:
        """Read the sight that is shown again; the others when they are looked at."""
        self.unread = set(self.built)
        self._read()

    def flush(self) -> None:
        """Keep what has been typed in any of them."""
        for sight in self.built.values():
            sight.flush()

    def _show(self) -> None:
        for sight in self.built.values():
            sight.flush()
        key = self.key
        if key != REGISTER and key not in self.built:
            made = SIGHTS[key][1](self.page)
            self.built[key] = made
            made.setProperty("place", self.stack.addWidget(made))
            if made.panes is not None:
                made.panes.drawer_needed.connect(self.page.fit_header)
            self.unread.add(key)
        self._read()
        shown = self.built.get(key)
        self.stack.setCurrentIndex(shown.property("place") if shown else 0)
        self.page.fit_header()

    def _read(self) -> None:
        if self.key in self.unread:
            self.unread.discard(self.key)
            self.built[self.key].refresh()
