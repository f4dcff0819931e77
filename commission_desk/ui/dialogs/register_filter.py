"""Which values of one field the register shows: ticked in a list that typing narrows."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _, ngettext
from commission_desk.operations.register_filters import FilterValue
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.ticks import Tick, TickList

MOST = 500  # values listed; of more, typing finds the rest


class FilterDialog(Dialog):
    """Asks for the values; ``taken(values)`` follows, and none lifts the filter."""

    def __init__(
        self, parent: QWidget, name: str, values: Sequence[FilterValue], chosen: Sequence[str],
        taken: Callable[[tuple[str, ...]], object],
    ) -> None:  # fmt: skip
        self.values, self.chosen, self.taken = values, list(chosen), taken
        self.part = LineField(_("Find"), prompt=_("Type part of a name"))
        self.list = TickList(name)
        self.more = label("", "smallmuted", wrap=True)
        super().__init__(
            parent, _("Show only: {field}").format(field=name), self.part, self.list, self.more,
            accept_text=_("Show"), ready=lambda: taken(tuple(self.chosen)), width=520,
        )  # fmt: skip
        self.add_button(button(_("Show all"), slot=self._lift))
        self.part.box.textChanged.connect(lambda _words: self._show())
        self.list.ticked.connect(self._tick)
        self._show()
        self.part.setVisible(len(values) > 8)
        (self.part.box if len(values) > 8 else self.list).setFocus()

    def _show(self) -> None:
        words = self.part.value().casefold().split()
        found = [
            Tick(each.value, each.label or _("Not said"), f"{each.count:,}")
            for each in self.values
            if all(word in each.label.casefold() for word in words)
        ]
        self.list.show_ticks(found[:MOST], self.chosen)
        left = len(found) - MOST
        said = ngettext(
            "{count} more: type part of a name to find it.",
            "{count} more: type part of a name to find them.",
            left,
        )
        self.more.setText(said.format(count=f"{left:,}") if left > 0 else "")
        self.more.setVisible(left > 0)

    def _tick(self, value: str) -> None:
        if value in self.chosen:
            self.chosen.remove(value)
        else:
            self.chosen.append(value)
        self._show()

    def _lift(self) -> None:
        self.taken(())
        self.accept()
