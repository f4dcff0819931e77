"""The side of the window: whose desk this is, the places to go, and how many are in each."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu

from commission_desk.i18n import _, ngettext
from commission_desk.ui.deskbutton import DeskButton
from commission_desk.ui.kit.layout import vbox
from commission_desk.ui.kit.shell import Rail
from commission_desk.ui.kit.theme import px
from commission_desk.ui.places import FOOT, PLACES, Place

WIDE, NARROW = 220, 56  # pixels at 100%


class Sidebar(QFrame):
    """The navigation rail with the desk's menu above it; ``chosen`` carries a place's key."""

    chosen = Signal(str)

    def __init__(self, menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.desk = DeskButton(menu)
        self.rail = Rail(_entries(PLACES), _("Pages"))
        self.foot = Rail(_entries(FOOT), _("History, guidance and settings"))
        for rail in (self.rail, self.foot):
            for signal in (rail.currentItemChanged, rail.itemActivated, rail.itemClicked):
                signal.connect(lambda *_, rail=rail: self._choose(rail))
        self.foot.setFixedHeight(px(38) * len(FOOT) + px(4))
        vbox(self.desk, self.rail, self.foot, gap=6, margins=(10, 12, 10, 12), parent=self)

    def set_desk(self, name: str, path: str, others: tuple[str, ...] = ()) -> None:
        """Show whose desk is open, in which file, and who else has it open."""
        words = [Path(path).stem, *others]
        self.desk.show_desk(name, " · ".join(word for word in words if word), _where(path, others))

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how many records are behind each place."""
        for key, count in counts.items():
            self.rail.set_count(key, str(count) if count else "")

    def show_place(self, key: str) -> None:
        """Mark the place that is shown, without going there again."""
        for rail in (self.rail, self.foot):
            blocked = rail.blockSignals(True)  # noqa: FBT003 - Qt's own
            rail.setCurrentRow(-1)
            rail.go(key)
            rail.blockSignals(blocked)
            if rail.isVisible():
                rail.viewport().update()

    def set_compact(self, compact: bool) -> None:
        """Close up to icons, or open."""
        self.setFixedWidth(px(NARROW if compact else WIDE))
        self.desk.set_compact(compact)
        self.rail.set_compact(compact)
        self.foot.set_compact(compact)

    def _choose(self, rail: Rail) -> None:
        if key := rail.key():
            self.chosen.emit(key)


def _where(path: str, others: tuple[str, ...]) -> str:
    """Say where the file is and who else has it open, which is advice and no more."""
    if not others:
        return path
    words = ngettext("{who} has this desk open too.", "{who} have this desk open too.", len(others))
    return f"{path}\n{words.format(who=', '.join(others))}"


def _entries(places: tuple[Place, ...]) -> list[tuple[str, str, str]]:
    return [(place.key, place.icon, _(place.title)) for place in places]
