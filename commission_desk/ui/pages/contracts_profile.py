"""What an agreement comes to: the sum in words, its years as a table and bars, and an uplift."""

from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.domain.agreement_value import (
    YearAmount,
    financial_year,
    uplifted,
    year_words,
)
from commission_desk.domain.bar_chart import Bars
from commission_desk.domain.entries import read_number, read_year
from commission_desk.domain.errors import UserError
from commission_desk.domain.money import format_money
from commission_desk.i18n import _, language
from commission_desk.operations.agreement_money import MoneyView
from commission_desk.ui.kit.barchart import BarChart
from commission_desk.ui.kit.cells import Cell, Column, TableModel
from commission_desk.ui.kit.fields import ParsedField
from commission_desk.ui.kit.layout import Item, card, hbox, refill, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import plainly

MOST_YEARS = 60
LARGEST_UPLIFT = 50  # percent a year


class ValueSum(QWidget):
    """Award, variations and options taken up: the value as it stands, and with what is open."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout()
        vbox(card(self.column, margins=(14, 10, 14, 10), name="sunkcard"), parent=self)

    def show_money(self, view: MoneyView) -> None:
        """Show what the value is made of."""
        value, lines = view.value, list[Item]()
        if value.award is None:
            says = _("Give the value, or the annual value and the dates, to see what it comes to.")
            refill(self.column, label(says, "muted", wrap=True))
            return
        worked_out = _("Award, worked out of the annual value")
        rows = [
            (worked_out if value.worked_out else _("Award, first term"), value.award, ""),
            (_("Variations"), value.varied, ""),
            (_("Options taken up"), value.exercised, ""),
            (_("Value as it stands"), value.current, "strong"),
            (_("Options still open"), value.available, ""),
            (_("With every open option"), value.whole, "strong"),
        ]
        if view.paid_pence is not None:
            rows.append((_("Paid so far"), view.paid_pence, ""))
        lines = [_line(name, pence, role) for name, pence, role in rows]
        if view.total_covers == "unknown" and view.options and not value.worked_out:
            says = _("Nobody has said whether the whole value counts the options. "
                     "It is taken to be without them.")  # fmt: skip
            lines.append(label(says, "smallmuted", wrap=True))
        refill(self.column, *lines, gap=3)


class YearsProfile(QWidget):
    """The financial years of an agreement, without and with the options that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.years: tuple[YearAmount, ...] = ()
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Value by financial year"), fit=True)
        self.chart = BarChart(_("Value by financial year"))
        self.legend = label("", "smallmuted", wrap=True)
        self.nothing = label("", "muted", wrap=True)
        self.percent = ParsedField(_("Uplift, percent a year"), plainly(read_uplift), _percent)
        self.since = ParsedField(
            _("From the year"), plainly(read_year), year_words, prompt=_("such as 2027/28")
        )
        self.uplift = label("", wrap=True)
        for field in (self.percent, self.since):
            field.edited.connect(self._show_uplift)
        self.what_if = QWidget()
        says = _("What if the price rose? This is worked out here and kept nowhere.")
        vbox(
            label(says, "smallmuted", wrap=True), hbox(self.percent, self.since), self.uplift,
            gap=6, parent=self.what_if,
        )  # fmt: skip
        vbox(
            label(_("By financial year, April to March"), "h3"), self.nothing, self.chart,
            self.legend, self.table, 4, self.what_if, gap=6, parent=self,
        )  # fmt: skip

    def show_money(self, view: MoneyView) -> None:
        """Show the years of an agreement's money."""
        self.years = view.years
        short = view.years[:MOST_YEARS]
        self.model.show_rows(short)
        self.chart.show_bars(
            Bars(tuple((year_words(y.year), y.pence, y.with_options) for y in short), spoken(short))
        )
        self._say(view)
        if not self.since.box.text() and short:
            coming = financial_year(date.today()) + 1  # noqa: DTZ011 - the person's own day
            self.since.set_value(max(short[0].year, min(short[-1].year, coming)))
        self._show_uplift()

    def forget(self) -> None:
        """Begin a what-if anew with another agreement."""
        self.percent.set_value(None)
        self.since.set_value(None)

    def _say(self, view: MoneyView) -> None:
        known = bool(view.years)
        for widget in (self.table, self.chart, self.legend, self.what_if):
            widget.setVisible(known)
        self.nothing.setVisible(not known)
        says = _("The years are shown once the start, the end of the first term and the value are "
                 "known.")  # fmt: skip
        self.nothing.setText(says)
        has_open = any(year.pence != year.with_options for year in view.years)
        bars = _("The amber part of a bar is options that are still open; the rest is sure.")
        exact = _("Shared out by days; the years come to the value to the penny.")
        self.legend.setText(f"{bars} {exact}" if has_open else exact)

    def _show_uplift(self) -> None:
        try:
            percent, since = self.percent.value(), self.since.value()
            if percent is None or since is None:
                self.uplift.setText("")
                return
            after = uplifted(self.years, percent, since)
        except (UserError, ValueError) as problem:
            self.uplift.setText(str(problem))
            return
        words = _("With {percent}% a year from {year} it comes to {sum}, a difference of "
                  "{difference}. With the open options {whole}, a difference of {more}."
                  )  # fmt: skip
        before = sum(y.pence for y in self.years), sum(y.with_options for y in self.years)
        sums = sum(y.pence for y in after), sum(y.with_options for y in after)
        code = language()
        self.uplift.setText(
            words.format(
                percent=_percent(percent), year=year_words(since),
                sum=format_money(sums[0], code),
                difference=format_money(sums[0] - before[0], code),
                whole=format_money(sums[1], code), more=format_money(sums[1] - before[1], code),
            )
        )  # fmt: skip


def read_uplift(words: str) -> Decimal | None:
    """Read a percentage a year; a cut is negative. Raises ValueError with a plain reason."""
    number = read_number(words)
    if number is None:
        return None
    if abs(number) > LARGEST_UPLIFT:
        raise ValueError(
            _("an uplift is at most {most} percent a year").format(most=LARGEST_UPLIFT)
        )
    return Decimal(str(number))


def spoken(years: tuple[YearAmount, ...]) -> str:
    """Say the years in words, as a screen reader reads the chart."""
    words, said = _("{year}: {pence}, with open options {whole}"), []
    for each in years:
        pence = format_money(each.pence, language())
        whole = format_money(each.with_options, language())
        same = f"{year_words(each.year)}: {pence}"
        other = words.format(year=year_words(each.year), pence=pence, whole=whole)
        said.append(same if each.pence == each.with_options else other)
    return "; ".join(said)


def _percent(percent: Decimal) -> str:
    return f"{percent.normalize():f}"


def _line(name: str, pence: int | None, role: str) -> Item:
    amount = format_money(pence or 0, language())
    return hbox(label(name, role or "small", wrap=True), None, label(amount, role or "small"))


def _columns() -> list[Column]:
    def money(field: str) -> Column:
        title = _("Sure") if field == "pence" else _("With open options")
        return Column(
            title, 170, lambda year: Cell(format_money(getattr(year, field), language())),
            right=True,
        )  # fmt: skip

    return [
        Column(_("Year"), None, lambda year: Cell(year_words(year.year), bold=True)),
        money("pence"),
        money("with_options"),
    ]
