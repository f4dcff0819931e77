"""The money of an agreement: values, options, funding, shares, payments, variations, by year."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from commission_desk.domain.money import Money, format_money
from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.agreement_money import (
    MoneyView,
    PricedOptionView,
    agreement_money,
    price_option,
)
from commission_desk.operations.agreement_tables import TABLES, AgreementTableRow
from commission_desk.ui.kit.cells import Cell, Column
from commission_desk.ui.kit.fields import Field, LineField
from commission_desk.ui.kit.layout import Item, hbox, refill, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import choice_field, money_field, write_money
from commission_desk.ui.pages.contracts_findings import FindingsCard
from commission_desk.ui.pages.contracts_form import Part
from commission_desk.ui.pages.contracts_profile import ValueSum, YearsProfile
from commission_desk.ui.pages.contracts_rows import RowsCard, RowWords

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class MoneyPart(Part):
    """Every amount of an agreement, and what follows from them at once."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        self.money: MoneyView | None = None
        self.priced: tuple[PricedOptionView, ...] | None = None
        self.findings = FindingsCard(self, "money")
        self.annual, self.total = (
            self._money("annual", _("A year")),
            self._money("total", _("In all")),
        )
        covers = self.edit(
            choice_field(_("What the whole value counts"), "total-covers"), "total_covers",
            lambda _view: self._now.total_covers,
        )  # fmt: skip
        self.options = QVBoxLayout()
        self.option_fields: dict[str, Field] = {}
        self.sum, self.years = ValueSum(), YearsProfile()
        funding = self.edit(
            choice_field(_("Shared how"), "funding", blank=True), "funding",
            lambda _view: self._now.funding,
        )  # fmt: skip
        basis = self.edit(
            LineField(_("Legal basis"), prompt=_("such as section 33 of the 2006 Act")),
            "legal_basis", lambda _view: self._now.legal_basis,
        )  # fmt: skip
        self.partners = self.keep(
            money_field(_("Partners’ share of a year")), lambda _view: self._partners(),
            lambda money: self.put("partner_pence", money.pence if money else None),
        )  # fmt: skip
        self.shares = RowsCard(self, "partner_share", _share_words())
        self.payments = RowsCard(self, "payment", _payment_words())
        self.variations = RowsCard(self, "variation", _variation_words(), _variation_columns())
        vat = self.edit(
            choice_field(_("VAT"), "vat-basis", blank=True), "vat_basis"
        )  # fmt: skip
        vbox(
            self.findings, hbox(self.annual, self.total), hbox(covers, vat), self.options, 4,
            self.sum, 6, self.variations, 6, self.years, 6, self.payments, 6,
            label(_("How it is paid for"), "h3"), hbox(funding, basis), self.partners,
            self.shares, None,
            gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the money of an agreement."""
        if other:
            self.years.forget()
            self.priced = None
            for rows in (self.shares, self.payments, self.variations):
                rows.forget()
        self.money = self.pane.page.ask(agreement_money, view.row.id)
        super().show_view(view, other=other)
        for field, pence, text in (
            (self.annual, view.row.annual_pence, view.annual_text),
            (self.total, view.row.total_pence, view.total_text),
        ):
            shown = write_money(Money(pence, text)) if pence is not None or text else ""
            said = _("Given as “{words}”").format(words=text) if text != shown and text else ""
            _help(field, said)
        self._show_shares()
        self._show_options()
        for rows, found in (
            (self.shares, self._now.shares), (self.payments, self._now.payments),
            (self.variations, self._now.variations),
        ):  # fmt: skip
            rows.show_rows(found)
        self.sum.show_money(self._now)
        self.years.show_money(self._now)
        self.findings.show_agreement(view.row.id)

    @property
    def _now(self) -> MoneyView:
        assert self.money is not None
        return self.money

    def _money(self, name: str, title: str) -> Field:
        def read(view: AgreementView) -> Money | None:
            pence, text = getattr(view.row, f"{name}_pence"), getattr(view, f"{name}_text")
            return Money(pence, text) if pence is not None or text else None

        def save(money: Money | None) -> None:
            pence, text = (money.pence, money.source) if money else (None, "")
            self.pane.edit(**{f"{name}_pence": pence, f"{name}_text": text})

        return self.keep(money_field(title), read, save)

    def _partners(self) -> Money | None:
        return _as_money(self._now.partners_pence)

    def _show_shares(self) -> None:
        """Where partners have rows, the sum of these counts, and nobody types another."""
        summed = any(row.values["share_pence"] is not None for row in self._now.shares)
        self.partners.set_read_only(summed)
        _help(self.partners, _("The sum of the shares below.") if summed else "")

    def _show_options(self) -> None:
        if self._now.options == self.priced:
            return
        shape = [(each.id, each.months, each.status) for each in self._now.options]
        before = [(each.id, each.months, each.status) for each in self.priced or ()]
        if self.priced is None or shape != before:
            self._make_options()
        else:
            for option in self._now.options:
                field = self.option_fields[option.id]
                if not field.entry.hasFocus():
                    field.set_value(_as_money(option.given_pence))
                _help(field, _counted(option))
        self.priced = self._now.options

    def _make_options(self) -> None:
        fields = self.option_fields.values()
        self._drop(set(fields))
        self.option_fields = {
            option.id: self._option(number, option)
            for number, option in enumerate(self._now.options, start=1)
        }
        rows: list[Item] = list(self.option_fields.values())
        pairs = [hbox(*rows[place : place + 2]) for place in range(0, len(rows), 2)]
        refill(self.options, *pairs, gap=8)

    def _drop(self, fields: set[Field]) -> None:
        """Let go of the fields of options that are shown no longer."""
        self._fields = [each for each in self._fields if each.binding.field not in fields]
        kept = [each for each in self.form.bindings if each.field not in fields]
        self.form.bindings[:] = kept

    def _option(self, number: int, option: PricedOptionView) -> Field:
        months = ngettext("{count} month", "{count} months", option.months)
        name = _("Option {number}: {length}").format(
            number=number, length=months.format(count=option.months)
        )
        field = money_field(name)
        self.keep(field, partial(self._given, option.id), partial(self._price, option.id))
        field.set_value(_as_money(option.given_pence))
        _help(field, _counted(option))
        return field

    def _given(self, option: str, _view: AgreementView) -> Money | None:
        found = next((each for each in self._now.options if each.id == option), None)
        return _as_money(found.given_pence) if found else None

    def _price(self, option: str, money: Money | None) -> None:
        self.pane.keep(price_option, option, money.pence if money else None)


def _help(field: Field, words: str) -> None:
    field.help.setText(words)
    field.help.setVisible(bool(words))
    field.entry.setAccessibleDescription(words)


def _as_money(pence: int | None) -> Money | None:
    """Return an amount for a field; none at all is "Nil", which is not the same as nothing said."""
    if pence == 0:
        return Money(0, _("Nil"), nil=True)
    return None if pence is None else Money(pence)


def _counted(option: PricedOptionView) -> str:
    if option.given_pence is not None or option.pence is None:
        return ""
    amount = format_money(option.pence, language())
    return _("Counted as {amount}").format(amount=amount)


def _share_words() -> RowWords:
    return RowWords(
        _("Partners’ shares"), _("Add a partner"), _("Edit partner"),
        _("No partner is listed. Paste rows from a spreadsheet, or add one."),
    )  # fmt: skip


def _payment_words() -> RowWords:
    return RowWords(
        _("Paid by financial year"), _("Add a year"), _("Edit year"),
        _("Nothing is recorded as paid. Paste rows from a spreadsheet, or add a year."),
    )  # fmt: skip


def _variation_words() -> RowWords:
    return RowWords(
        _("Variations"), _("Add a variation"), _("Edit variation"),
        _("It runs as it was awarded: no variation is recorded."),
    )  # fmt: skip


def _variation_columns() -> list[Column]:
    columns = {column.field: column for column in TABLES["variation"].columns}

    def words(row: AgreementTableRow, field: str) -> str:
        return row.words(columns[field], language())

    def what(row: AgreementTableRow) -> Cell:
        more = (words(row, name) for name in ("reason", "agreed_by", "reference"))
        return Cell(words(row, "title"), " · ".join(word for word in more if word))

    def day(field: str) -> Any:
        return lambda row: Cell(short_date(row.values[field]) if row.values[field] else "")

    return [
        Column(_("Agreed on"), 110, day("agreed_on")),
        Column(_("What changes"), None, what),
        Column(_("Value"), 120, lambda row: Cell(words(row, "value_pence")), right=True),
        Column(_("New end"), 110, day("new_end")),
    ]
