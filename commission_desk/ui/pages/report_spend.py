"""Statements of spend on the Reports page: entering the two tables, and settling differences."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.operations.records import remove
from commission_desk.operations.spend import (
    add_statement,
    edit_statement,
    settle_spend,
    unsettle_spend,
)
from commission_desk.operations.spend_checks import SpendFinding, SpendView, spend, statements
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import card, hbox, refill, vbox
from commission_desk.ui.kit.problems import Banner
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.kit.theme import px
from commission_desk.ui.pages.report_spend_table import SpendTableCard

if TYPE_CHECKING:
    from commission_desk.ui.pages.reports import ReportsPage


class SpendPanel(QWidget):
    """The statement above its report: which one, its tables to type in, and what to settle."""

    def __init__(self, page: "ReportsPage", statement: str, *, entering: bool) -> None:
        super().__init__()
        self.page = page
        self.view: SpendView | None = None
        self.cards: list[SpendTableCard] = []
        self.offered = page.ask(statements)
        self.statement = statement or (self.offered[0][0] if self.offered else "")
        self.problem = Banner("")
        self.problem.hide()
        self.settling = QVBoxLayout()
        self.entry = QWidget()
        self.toggle = button(_("Enter or paste the tables"), "pencil", slot=self.enter)
        self.new = button(_("New statement…"), "plus", slot=self.ask_new)
        vbox(self._bar(), self.settling, self.problem, self.entry, gap=14, parent=self)
        if self.statement:
            self._make_tables()
            self.refresh()
            rows = sum(len(each.model.rows) for each in self.cards)
            self.entry.setVisible(entering or not rows)
        else:
            self.entry.hide()
        self._name_toggle()

    @property
    def entering(self) -> bool:
        """Whether the tables can be typed in."""
        return not self.entry.isHidden()

    def enter(self) -> None:
        """Show the tables to type in, or put them away."""
        self.entry.setVisible(self.entry.isHidden())
        self._name_toggle()
        if self.entering:
            self.cards[0].paste_button.setFocus()

    def refresh(self) -> None:
        """Read the statement again."""
        try:
            self.view = self.page.ask(spend, self.statement, language())
        except UserError:  # taken away meanwhile; the page is built anew
            self.view = None
            return
        self.cards[0].show_rows(self.view.lines)
        self.cards[1].show_rows(self.view.shares)
        differ = [each for each in self.view.findings if each.kind == "tables"]
        refill(self.settling, *(self._finding(each) for each in differ), gap=8)

    def attempt(self, work: Callable[..., Any]) -> bool:
        """Change the statement; what cannot be done is said, and nothing is changed."""
        try:
            work()
        except UserError as problem:
            self.problem.say(str(problem))
            return False
        self.problem.say("")
        # once the cell's editor has been closed: the rows are shown anew
        QTimer.singleShot(0, self, self._changed)
        if self.page.workspace.ready:
            self.refresh()
        return True

    def ask_new(self) -> None:
        """Ask what a new statement is called, and show it."""
        StatementDialog(self.page, None, self.page.show_statement).open()

    def ask_edit(self) -> None:
        """Ask for what the statement says of itself."""
        if self.view is not None:
            StatementDialog(self.page, self.view, self.page.show_statement).open()

    def take_away(self) -> None:
        """Take the statement away; the toast brings it back."""
        self.page.do(remove, "spend_statement", self.statement)
        self.page.shell.toast(_("Statement removed."), undo=True)
        self.page.show_statement("")

    def settle(self, found: SpendFinding) -> None:
        """Ask which of two figures stands, and why."""
        SettleDialog(self.page, found).open()

    def _changed(self) -> None:
        self.page.read_again()

    def _name_toggle(self) -> None:
        self.toggle.setText(_("Put the tables away") if self.entering
                            else _("Enter or paste the tables"))  # fmt: skip
        self.toggle.setAccessibleName(self.toggle.text())
        self.toggle.setVisible(bool(self.statement))

    def _make_tables(self) -> None:
        self.cards = [
            SpendTableCard(kind, self.statement, self.attempt, self.page)
            for kind in ("spend_line", "spend_share")
        ]
        vbox(*(each.frame for each in self.cards), gap=14, parent=self.entry)

    def _bar(self) -> QWidget:
        items: list[QWidget] = [self.toggle, self.new]
        if self.statement:
            items += [
                button(_("Details of the statement…"), "pencil", "ghost", self.ask_edit),
                button(_("Remove the statement"), "trash-2", "ghost", self.take_away),
            ]
        row = QWidget()
        row.setLayout(Flow(*items))
        if len(self.offered) < 2:
            return row
        self.choose = ChoiceField(_("Statement"), self.offered, self.statement)
        self.choose.committed.connect(lambda: self.page.show_statement(self.choose.value()))
        made = QWidget()
        vbox(self.choose, row, parent=made)
        return made

    def _finding(self, found: SpendFinding) -> QWidget:
        """Return a difference with both its sources, and the way to settle it."""
        chip = (
            Chip(_("Settled"), "green", "circle-check") if found.settled
            else Chip(_("To settle"), "amber", "triangle-alert")
        )  # fmt: skip
        does = (
            button(_("Open it again"), slot=partial(self._unsettle, found)) if found.settled
            else button(_("Settle…"), "check", "primary", partial(self.settle, found))
        )  # fmt: skip
        does.setAccessibleName(f"{does.text()} {found.department}")
        lines = [label(found.sentence, wrap=True), label(_sources(found), "smallmuted", wrap=True)]
        if found.settled:
            why = _("Reason: {reason}").format(reason=found.settled)
            lines.append(label(why, "smallmuted", wrap=True))
        return card(hbox(chip, None, does), *lines)

    def _unsettle(self, found: SpendFinding) -> None:
        self.page.do(unsettle_spend, found.share)


def _sources(found: SpendFinding) -> str:
    words = _("What was identified: {first}. Share of budgets: {second}.")
    said = words.format(first=found.first, second=found.second)
    if found.proposal:
        said += " " + _("Proposed percentage: {proposal}.").format(proposal=found.proposal)
    return said


class SettleDialog(Dialog):
    """Asks which of two figures stands; nothing is changed before a reason is given."""

    def __init__(self, page: "ReportsPage", found: SpendFinding) -> None:
        self.page, self.found = page, found
        first = _("{amount}, from what was identified").format(amount=found.first)
        second = _("{amount}, from the share of budgets").format(amount=found.second)
        self.which = ChoiceField(
            _("Which figure stands?"), (("lines", first), ("shares", second)), None
        )
        self.reason = TextField(_("Why?"), "", least=3)
        super().__init__(
            page, _("Settle a difference"), label(found.sentence, wrap=True),
            label(_sources(found), "muted", wrap=True), self.which, self.reason,
            accept_text=_("Settle it"), ready=self._settle, width=620,
        )  # fmt: skip

    def _settle(self) -> None:
        chosen = self.which.value()
        pence = {"lines": self.found.first_pence, "shares": self.found.second_pence}.get(chosen, 0)
        today = date.today()  # noqa: DTZ011 - the person's own day
        self.page.do(settle_spend, self.found.share, chosen, pence, self.reason.value(), today)


class StatementDialog(Dialog):
    """Asks what a statement is called, its period, source and footnotes."""

    def __init__(
        self, page: "ReportsPage", view: SpendView | None, then: Callable[[str], object]
    ) -> None:
        self.page, self.view, self.then = page, view, then
        self.name = LineField(_("Title"), view.title if view else "",
                              prompt=_("such as Commissioned spend"))  # fmt: skip
        self.period = LineField(_("Period"), view.period if view else "", prompt=_("such as 2026"))
        self.source = LineField(_("Source"), view.source if view else "")
        self.footnotes = TextField(_("Footnotes"), view.footnotes if view else "", least=2)
        title = _("Details of the statement") if view else _("New statement of spend")
        super().__init__(
            page, title, hbox(self.name, self.period), self.source, self.footnotes,
            accept_text=_("Save") if view else _("Add statement"), ready=self._save,
        )  # fmt: skip
        self.name.setMinimumWidth(px(260))

    def _save(self) -> None:
        values = {
            "title": self.name.value(), "period": self.period.value(),
            "source": self.source.value(), "footnotes": self.footnotes.value(),
        }  # fmt: skip
        if self.view is None:
            made = self.page.do(add_statement, values.pop("title"), **values)
        else:
            made = self.view.id
            self.page.do(edit_statement, made, **values)
        self.then(made)
