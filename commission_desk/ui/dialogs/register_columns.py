"""Which columns the register shows, in which order and how wide."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.operations.register_views import WIDEST, ShownColumn
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.ticks import Tick, TickList
from commission_desk.ui.kit.typed import whole_field

NARROWEST = 40


class ColumnsDialog(Dialog):
    """Asks for the columns; ``taken(columns)`` follows, and none stands for the usual ones."""

    def __init__(
        self, parent: QWidget, titles: Mapping[str, str], shown: Sequence[ShownColumn],
        always: str, taken: Callable[[tuple[ShownColumn, ...]], object],
    ) -> None:  # fmt: skip
        self.titles, self.always, self.taken = titles, always, taken
        self.chosen = [each.name for each in shown]
        self.widths = {each.name: each.width for each in shown}
        self.order = [*self.chosen, *(name for name in titles if name not in self.chosen)]
        self.list = TickList(_("Columns"), movable=True, tall=280)
        self.wide = whole_field(_("Width of this column"), _("In points; empty fits its words."))
        self.up = button("", "arrow-up", slot=lambda: self._move(-1), tip=_("Move up"))
        self.down = button("", "arrow-down", slot=lambda: self._move(1), tip=_("Move down"))
        says = _("Tick what the list shows. Alt with the arrow keys moves a column.")
        super().__init__(
            parent, _("Columns of the register"), label(says, "muted", wrap=True), self.list,
            hbox(self.up, self.down, self.wide, gap=10),
            accept_text=_("Show these columns"), ready=self._take, width=520,
        )  # fmt: skip
        self.add_button(button(_("The usual columns"), slot=self._usual))
        self.list.ticked.connect(self._tick)
        self.list.shifted.connect(lambda _key, by: self._move(by))
        self.list.currentItemChanged.connect(lambda *_: self._show_width())
        self.wide.committed.connect(self._widen)
        self._show()
        self._show_width()
        self.list.setFocus()

    def _show(self) -> None:
        ticks = [
            Tick(name, self.titles[name], str(self.widths.get(name) or "")) for name in self.order
        ]
        self.list.show_ticks(ticks, self.chosen)

    def _show_width(self) -> None:
        name = self.list.current_key()
        self.wide.set_value(self.widths.get(name or "") or None)

    def _tick(self, name: str) -> None:
        if name in self.chosen and name != self.always:
            self.chosen.remove(name)
        elif name not in self.chosen:
            self.chosen.append(name)
        self.say_problem(
            _("This column says what each row is, so it stays.") if name == self.always else ""
        )
        self._show()

    def _move(self, by: int) -> None:
        name = self.list.current_key()
        if name is None:
            return
        place = self.order.index(name)
        to = place + by
        if 0 <= to < len(self.order):
            self.order[place], self.order[to] = self.order[to], self.order[place]
            self._show()
            self._show_width()

    def _widen(self) -> None:
        name = self.list.current_key()
        try:
            width = self.wide.value()
        except (UserError, ValueError):
            return  # the field says why
        if name is not None:
            self.widths[name] = min(WIDEST, max(NARROWEST, width)) if width else 0
            self._show()

    def _take(self) -> None:
        self._widen()
        names = [name for name in self.order if name in self.chosen]
        self.taken(tuple(ShownColumn(name, self.widths.get(name, 0)) for name in names))

    def _usual(self) -> None:
        self.taken(())
        self.accept()
