"""Asking for a new agreement: the few things that are known on the first day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from commission_desk.domain.errors import UserError
from commission_desk.domain.terms import add_months, read_lengths
from commission_desk.i18n import _
from commission_desk.operations.agreements import add_agreement, next_reference
from commission_desk.operations.organisations import organisations
from commission_desk.ui.kit.completing import complete
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import LineField, ParsedField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.typed import choice_field, date_field, money_field, plainly

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page


class NewAgreementDialog(Dialog):
    """Adds an agreement and hands its id to ``then``."""

    def __init__(self, page: "Page", then: Callable[[str], object]) -> None:
        self.page, self.then = page, then
        self.name = LineField(_("Title"), prompt=_("what the service or grant is called"))
        self.provider = LineField(_("Provider"), prompt=_("a name that is new is added"))
        complete(self.provider, (each.name for each in page.ask(organisations)))
        self.kind = choice_field(_("Kind"), "agreement-kind", "contract")
        self.reference = LineField(_("Reference"))
        self.annual = money_field(_("Annual value"))
        self.start = date_field(_("Start"))
        self.years = ParsedField(
            _("First term, in years"), plainly(_one_length), str, prompt=_("such as 3")
        )
        self.options = ParsedField(
            _("Options to extend, in years"), plainly(read_lengths), str, prompt=_("such as 1+1")
        )
        super().__init__(
            page,
            _("New agreement"),
            self.name,
            self.provider,
            hbox(self.kind, self.reference),
            hbox(self.annual, self.start),
            hbox(self.years, self.options),
            accept_text=_("Add agreement"),
            ready=self._ready,
        )
        self.suggested = ""
        self.kind.committed.connect(self._suggest)
        self._suggest()
        self.name.setFocus()

    def _suggest(self) -> None:
        """Suggest the next free reference of the kind, unless another was typed."""
        if self.reference.value() == self.suggested:
            self.suggested = self.page.ask(next_reference, self.kind.value())
            self.reference.set_value(self.suggested)

    def _ready(self) -> None:
        annual, start = self.annual.value(), self.start.value()
        months, options = self.years.value(), self.options.value() or ()
        if options and not (start and months):
            raise UserError(_("Options follow a first term: give its start and its years."))
        record = self.page.do(
            add_agreement, self.name.value(), self.provider.value(), options=options,
            kind=self.kind.value(), reference=self.reference.value(),
            annual_pence=annual.pence if annual else None,
            annual_text=annual.source if annual else "",
            starts=start, ends=_end(start, months),
        )  # fmt: skip
        self.finished.connect(lambda _result: self.then(record))


def _one_length(words: str) -> int:
    lengths = read_lengths(words)
    if len(lengths) != 1:
        raise ValueError(_("write the first term alone; the options have their own field"))
    return lengths[0]


def _end(start: date | None, months: int | None) -> date | None:
    return add_months(start, months) - timedelta(days=1) if start and months else None
