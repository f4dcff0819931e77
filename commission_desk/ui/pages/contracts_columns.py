"""The columns of the register: which are shown, in which order and how wide."""

import json
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from commission_desk.domain.money import format_money
from commission_desk.i18n import _, language, short_date
from commission_desk.operations.register_views import WIDEST, ShownColumn
from commission_desk.ui.kit.cells import Cell, Column
from commission_desk.ui.kit.registertable import RegisterTable
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.contracts_groups import is_group, with_groups
from commission_desk.ui.pages.contracts_register import (
    AgreementModel,
    Line,
    columns,
    label_of,
)

ALWAYS = "service"  # what the row is; a list without it says nothing
GIVES_WAY = "decision"  # hidden where the list is narrow, unless columns were chosen
ROOM = 800  # px at 100 % below which it gives way
LEAST = 40  # px of a column that was made narrower
OPENING, CLOSING = Qt.Key.Key_Right, Qt.Key.Key_Left


def all_columns() -> dict[str, Column]:
    """Return every column that the register can show, by name: the usual ones first."""
    more = {
        "provider": Column(_("Provider"), 260, _said("provider"), sort="provider"),
        "sector": Column(_("Sector"), 160, _chosen("sector", "sector"), sort="sector"),
        "kind": Column(_("Kind"), 160, _chosen("kind", "agreement-kind"), sort="kind"),
        "department": Column(_("Department"), 220, _said("department"), sort="department"),
        "area": Column(_("Service area"), 220, _said("service"), sort="service"),
        "plan": Column(_("Plan"), 220, _said("plan"), sort="plan"),
        "managed": Column(_("Managed by"), 160, _chosen("managed", "managed"), sort="managed"),
        "regime": Column(_("Regime"), 200, _chosen("regime", "regime"), sort="regime"),
        "route": Column(_("Route"), 200, _chosen("route", "route"), sort="route"),
        "total": Column(_("In all"), 0, _money("total_pence"), right=True, sort="total"),
        "partner": Column(
            _("Partners’ share"), 0, _money("partner_pence"), right=True, sort="partner"
        ),
        "start": Column(_("Starts"), 0, _day("start"), sort="start"),
        "latest": Column(_("Latest end"), 0, _day("latest_end"), sort="latest"),
    }
    return {name: with_groups(name, column) for name, column in (columns() | more).items()}


def usual() -> tuple[ShownColumn, ...]:
    """Return the columns of a register in which none were chosen."""
    return tuple(ShownColumn(name) for name in columns())


def fitting(shown: Sequence[ShownColumn]) -> tuple[ShownColumn, ...]:
    """Return the columns that there are, each once, with the one that is always shown."""
    known = all_columns()
    once = {each.name: each for each in shown if each.name in known}
    if not once:
        return usual()
    if ALWAYS not in once:
        once = {ALWAYS: ShownColumn(ALWAYS)} | once
    return tuple(once.values())


def written(shown: Sequence[ShownColumn]) -> str:
    """Write columns as a person's settings keep them."""
    return json.dumps([[each.name, each.width] for each in shown]) if shown else ""


def read(text: str) -> tuple[ShownColumn, ...]:
    """Read columns from a person's settings; what cannot be read is as if none were chosen."""
    try:
        pairs = json.loads(text) if text else []
        return tuple(ShownColumn(str(name), min(int(width), WIDEST)) for name, width in pairs)
    except (ValueError, TypeError):
        return ()


class AgreementTable(RegisterTable):
    """The register's table: columns as chosen, and groups that open and close.

    ``toggled`` gives the id of a group to open or close; ``widened`` says that a person dragged the
    edge of a column.
    """

    toggled = Signal(str)
    widened = Signal()

    def __init__(self, model: AgreementModel, name: str) -> None:
        self.shown: tuple[ShownColumn, ...] = usual()
        self.chosen_columns = False
        super().__init__(model, name)
        self.agreements = model
        self.horizontalHeader().sectionResized.connect(self._dragged)
        self.clicked.connect(lambda _index: self._toggle())

    def show_columns(self, shown: Sequence[ShownColumn]) -> None:
        """Show these columns; none at all stands for the usual ones."""
        self.chosen_columns = bool(shown)
        self.shown = fitting(shown)
        known = all_columns()
        for place in range(len(self.cells.columns)):
            self.setColumnHidden(place, False)  # noqa: FBT003 - Qt's own parameter
        names = [each.name for each in self.shown]
        self.flex = names.index(ALWAYS) if not self.shown[names.index(ALWAYS)].width else -1
        self.agreements.show_columns([known[name] for name in names])
        self.give_way()

    def give_way(self) -> None:
        """Hide the column that can be spared where the list is narrow."""
        if self.chosen_columns:
            return
        place = [each.name for each in self.shown].index(GIVES_WAY)
        narrow = self.viewport().width() < px(ROOM)
        if self.isColumnHidden(place) != narrow:
            self.setColumnHidden(place, narrow)
            self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.register.id_at(self.currentIndex().row())
        if is_group(here):
            line = self.register.row(self.currentIndex().row())
            turn = (event.key() == OPENING) if not line.opened else (event.key() == CLOSING)
            if turn or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self.toggled.emit(str(here))
                return
        super().keyPressEvent(event)

    def _toggle(self) -> None:
        here = self.register.id_at(self.currentIndex().row())
        if is_group(here):
            self.toggled.emit(str(here))

    def _wanted(self, position: int, most: int) -> int:
        width = self.shown[position].width if position < len(self.shown) else 0
        return px(width) if width else super()._wanted(position, most)

    def _dragged(self, position: int, _before: int, now: int) -> None:
        if not QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return  # the table itself made room
        widths = list(self.shown)
        at_100 = max(LEAST, round(now * 100 / px(100)))
        widths[position] = ShownColumn(widths[position].name, at_100)
        self.shown = tuple(widths)
        self.widened.emit()


def _said(name: str) -> Callable[[Line], Cell]:
    def cell(line: Line) -> Cell:
        return Cell(str(getattr(line.row, name)))

    return cell


def _chosen(name: str, listed: str) -> Callable[[Line], Cell]:
    def cell(line: Line) -> Cell:
        value = getattr(line.row, name)
        return Cell(label_of(listed, value) if value else "")

    return cell


def _money(name: str) -> Callable[[Line], Cell]:
    def cell(line: Line) -> Cell:
        pence = getattr(line.row, name)
        return Cell("" if pence is None else format_money(pence, language()))

    return cell


def _day(name: str) -> Callable[[Line], Cell]:
    def cell(line: Line) -> Cell:
        day: date | None = getattr(line.row, name)
        return Cell(short_date(day) if day else "")

    return cell
