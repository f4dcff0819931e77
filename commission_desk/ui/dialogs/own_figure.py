"""Asking for a figure of the team's own in place of one that the program ships."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from commission_desk.content.thresholds import Threshold
from commission_desk.domain.entries import read_amount
from commission_desk.domain.errors import UserError
from commission_desk.domain.money import format_money
from commission_desk.i18n import _, full_date, language
from commission_desk.operations.figures import (
    OwnFigureView,
    add_own_figure,
    changeable_figures,
    edit_own_figure,
)
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import date_field


class OwnFigureDialog(Dialog):
    """A new figure of our own, or other words for one."""

    def __init__(
        self, parent: QWidget, do: Callable[..., Any], own: OwnFigureView | None = None
    ) -> None:  # fmt: skip
        self.do, self.own = do, own
        self.shipped = {each.id: each for each in changeable_figures()}
        code = language()
        offered = [(each.id, each.title.text(code)) for each in self.shipped.values()]
        self.figure = ChoiceField(
            _("Figure"), offered, own.shipped.id if own else offered[0][0]
        )  # fmt: skip
        self.now = label("", "smallmuted", wrap=True)
        self._show_shipped()
        self.value = LineField(
            _("Our figure"), value_words(own.shipped, own.value, unit=False) if own else ""
        )  # fmt: skip
        self.starts = date_field(_("From"), own.starts if own else None)
        self.ends = date_field(_("Until, if it has an end"), own.ends if own else None)
        self.source = LineField(
            _("Where it comes from"), own.source if own else "",
            prompt=_("such as: Standing orders 2026, rule 4"),
        )  # fmt: skip
        super().__init__(
            parent, _("A figure of our own"), self.figure, self.now, self.value,
            hbox(self.starts, self.ends), self.source,
            accept_text=_("Save"), ready=self._ready,
        )  # fmt: skip
        self.figure.committed.connect(self._show_shipped)

    def _show_shipped(self) -> None:
        shipped = self.shipped[self.figure.value()]
        words = _("Shipped: {value}, since {date}. {note} {source}")
        value = value_words(shipped, shipped.value) if shipped.value else _("none")
        self.now.setText(
            words.format(
                value=value, date=full_date(shipped.since), note=shipped.note.text(language()),
                source=shipped.source,
            )
        )  # fmt: skip

    def _ready(self) -> None:
        figure = self.figure.value()
        values = {
            "starts": self.starts.value(), "ends": self.ends.value(),
            "source": self.source.value(),
        }  # fmt: skip
        value = read_value(self.shipped[figure], self.value.value())
        if self.own is None:
            self.do(add_own_figure, figure, value, **values)
        else:
            self.do(edit_own_figure, self.own.id, figure=figure, value=value, **values)


def value_words(shipped: Threshold, value: int, *, unit: bool = True) -> str:
    """Write a figure with its unit."""
    if shipped.unit == "pounds":
        return format_money(value * 100, language())
    units = {"days": _("days"), "months": _("months"), "years": _("years"), "percent": "%"}
    return f"{value:,} {units.get(shipped.unit, '')}".strip() if unit else f"{value:,}"


def read_value(shipped: Threshold, words: str) -> int:
    """Read a figure in its unit: whole pounds as people write money, or a whole number."""
    try:
        pence = read_amount(words)
    except ValueError as problem:
        raise UserError(_("Our figure: {why}.").format(why=problem)) from problem
    if pence is None or pence % 100:
        raise UserError(_("Give the figure as a whole number above zero."))
    if shipped.unit != "pounds" and pence // 100 > 10_000:
        raise UserError(_("This figure is too large."))
    return pence // 100
