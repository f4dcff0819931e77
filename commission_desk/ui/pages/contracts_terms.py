"""The term of an agreement: its dates, options to extend, and what follows from them at once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _, ngettext, short_date
from commission_desk.operations.agreement_detail import AgreementView, OptionView
from commission_desk.operations.agreements import add_option, decide_option, remove_option
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import ChoiceField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, clear, hbox, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import choice_field, date_field, whole_field
from commission_desk.ui.pages.contracts_form import Part
from commission_desk.ui.pages.contracts_register import term_words

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane

MEANINGS = {
    "initial": N_("The first term, without extensions"),
    "extended": N_("The last day with all extensions"),
    "unknown": N_("Nobody has said yet"),
}


MOST_DAYS = 3_660  # of notice or lead time: ten years


class TermsPart(Part):
    """Dates, options and notice; current end, decision and latest end follow at every change."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        self.facts = {
            "end": (_("Current end"), label("", "strong")),
            "decide": (_("Decide by"), label("", "strong")),
            "latest": (_("Latest end"), label("", "strong")),
            "term": (_("Term"), label("", "strong")),
        }
        facts = [_fact(name, value) for name, value in self.facts.values()]
        self.start = self.edit(date_field(_("Start")), "starts", lambda view: view.row.start)
        self.ends = self.edit(date_field(_("End of the first term")), "ends")
        self.meaning = self.edit(
            ChoiceField(_("What this end date is"), [(k, _(v)) for k, v in MEANINGS.items()]),
            "end_meaning",
            lambda view: view.row.end_meaning,
        )
        self.notice = self._days("notice_days", _("Notice, in days"))
        self.lead = self._days("lead_days", _("Lead time, in days"))
        self.review_on = self.edit(date_field(_("Next review")), "review_on")
        self.evaluated = self.edit(
            date_field(_("Evaluated: improve, adapt or end")), "evaluated_on"
        )
        self.options = QVBoxLayout()
        self.shown: tuple[OptionView, ...] | None = None
        self.months = whole_field(_("Another option, in months"))
        self.months.set_value(12)
        self.months.box.returnPressed.connect(self.add)
        add = button(_("Add option"), "plus", "ghost", self.add)
        vbox(
            card(Flow(*facts, gap=28), margins=(14, 8, 14, 8), name="sunkcard"),
            hbox(self.start, self.ends),
            self.meaning,
            6,
            label(_("Options to extend"), "h3"),
            self.options,
            hbox(self.months, vbox(None, add)),
            6,
            label(_("When to decide"), "h3"),
            hbox(self.notice, self.lead),
            hbox(self.review_on, self.evaluated),
            None,
            gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the term of an agreement and what follows from it."""
        super().show_view(view, other=other)
        days = (view.row.end, view.row.decision_date, view.row.latest_end)
        for key, day in zip(("end", "decide", "latest"), days, strict=True):
            self.facts[key][1].setText(short_date(day) if day else _("not known"))
        self.facts["term"][1].setText(term_words(view.term) or _("not known"))
        said = _("In the source: “{words}”").format(words=view.end_text) if view.end_text else ""
        self.meaning.help.setText(said)
        self.meaning.help.setVisible(bool(said))
        if view.options != self.shown:
            self._show_options(view.options)

    def add(self) -> None:
        """Add an option of so many months."""
        try:
            months = self.months.value()
            self.pane.keep(add_option, self.pane.record, months or 0)
        except UserError as problem:
            self.months.complain(str(problem))

    def _days(self, name: str, title: str):
        field = whole_field(title)

        def put(days: int | None) -> None:
            if days and days > MOST_DAYS:
                words = _("Ten years are the most: type {most} days or fewer.")
                field.complain(words.format(most=f"{MOST_DAYS:,}"))
            else:
                self.put(name, days or 0)

        return self.keep(field, lambda view: getattr(view, name), put)

    def _show_options(self, options: tuple[OptionView, ...]) -> None:
        self.shown = options
        clear(self.options)
        if not options:
            self.options.addWidget(label(_("None: it ends with the first term."), "muted"))
        for number, option in enumerate(options, start=1):
            self.options.addWidget(self._option(number, option))

    def _option(self, number: int, option: OptionView) -> QWidget:
        months = ngettext("{count} month", "{count} months", option.months)
        name = _("Option {number}: {length}").format(
            number=number, length=months.format(count=option.months)
        )
        status = choice_field(name, "term-option-status", option.status)
        status.committed.connect(lambda: self.pane.keep(decide_option, option.id, status.value()))
        remove = button("", "trash-2", "tool", partial(self._remove, option.id), _("Remove"))
        remove.setAccessibleName(_("Remove: {name}").format(name=name))
        made = QWidget()
        hbox(status, vbox(None, remove), parent=made)
        return made

    def _remove(self, option: str) -> None:
        self.pane.keep(remove_option, option)
        self.pane.page.shell.toast(_("Option removed."), undo=True)


def _fact(name: str, value: QWidget) -> QWidget:
    made = QWidget()
    vbox(label(name, "smallmuted"), value, gap=0, margins=(0, 4, 0, 4), parent=made)
    return made
