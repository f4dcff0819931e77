"""Reviews of an agreement: when the next is due, those there are, and the meetings about it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from commission_desk.content.agreement_reviews import agreement_review_form
from commission_desk.content.choices import known_choice
from commission_desk.i18n import _, full_date, language, ngettext, short_date
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.agreement_reviews import (
    AgreementReviewView,
    agreement_reviews,
    start_agreement_review,
)
from commission_desk.operations.review_due import ReviewDue, next_review
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column, TableModel, status
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import refill, rule, vbox
from commission_desk.ui.kit.tables import Table
from commission_desk.ui.kit.text import Chip, label
from commission_desk.ui.pages.contracts_form import Part
from commission_desk.ui.pages.contracts_meetings import AgreementMeetings
from commission_desk.ui.pages.contracts_review_form import AgreementReviewForm

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class ReviewsPart(Part):
    """The reviews of an agreement in a list, the chosen one below it."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        self.chosen, self.built = "", ""
        self.sheet: AgreementReviewForm | None = None
        self.due = Chip("")
        self.why = label("", "muted", wrap=True)
        self.evaluated = label("", "muted", wrap=True)
        self.model = TableModel([], _columns())
        self.table = Table(self.model, _("Reviews of the agreement"), fit=True)
        self.nothing = label(agreement_review_form().about.text(language()), "muted", wrap=True)
        self.begin = button(_("Begin a review"), "plus", "primary", self.start)
        self.column = QVBoxLayout()
        self.meetings = AgreementMeetings(pane)
        vbox(
            Flow(label(_("Reviews"), "h3"), self.due, None, self.begin), self.why, self.evaluated,
            self.nothing, self.table, self.column, 6, rule(), self.meetings, None,
            gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip
        self.table.selectionModel().currentRowChanged.connect(lambda *_at: self._chose())

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the reviews of an agreement; the one that is chosen stays chosen."""
        super().show_view(view, other=other)
        found: tuple[AgreementReviewView, ...] = self.pane.page.ask(agreement_reviews, view.row.id)
        keys = [one.id for one in found]
        if other or self.chosen not in keys:
            self.chosen = keys[0] if keys else ""
        self._show_due(self.pane.page.ask(next_review, view.row.id, _today()))
        drafts = any(not one.finished for one in found)
        self.begin.setText(_("Go on with the review") if drafts else _("Begin a review"))
        selection = self.table.selectionModel()
        selection.blockSignals(True)  # noqa: FBT003 - Qt takes it so
        if list(found) != self.model.rows:
            self.model.show_rows(found)
        if self.chosen:
            self.table.selectRow(keys.index(self.chosen))
        selection.blockSignals(False)  # noqa: FBT003 - Qt takes it so
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._show_sheet(found)
        self.meetings.show_view(view)

    def show_part(self, part: str) -> None:
        """Choose the review that is named."""
        record = part.partition(" ")[2]
        if any(row.id == record for row in self.model.rows):
            self.chosen = record
            self.pane.refresh()

    def start(self) -> None:
        """Begin a review today, or go on with the one that is being written."""
        self.flush()
        self.chosen = self.pane.keep(start_agreement_review, self.pane.record, _today())
        self.pane.refresh()
        if self.sheet is not None and "found" in self.sheet.fields:
            self.sheet.fields["found"].field.setFocus()

    def flush(self) -> bool:
        """Keep what has been typed; return whether every field is in order."""
        in_order = self.sheet.flush() if self.sheet else True
        return super().flush() and in_order

    def unkept(self) -> list[str]:
        """Return the names of the fields whose words could not be kept."""
        refused = self.sheet.refused() if self.sheet else None
        return [*super().unkept(), *([refused.name] if refused else [])]

    def _chose(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        chosen = self.model.rows[index.row()].id
        if chosen != self.chosen:
            self.flush()
            self.chosen = chosen
            self._show_sheet(tuple(self.model.rows))

    def _show_sheet(self, found: tuple[AgreementReviewView, ...]) -> None:
        one = next((each for each in found if each.id == self.chosen), None)
        key = f"{one.id} {one.status}" if one else ""
        if key != self.built:
            self.built = key
            self.sheet = AgreementReviewForm(self.pane, one) if one else None
            refill(self.column, *([self.sheet] if self.sheet else []))
        elif self.sheet and one:
            self.sheet.renew(one)

    def _show_due(self, due: ReviewDue | None) -> None:
        self.due.setVisible(due is not None and due.due is not None)
        self.why.setVisible(due is not None)
        if due is None:
            return
        if due.due is not None:
            late = due.due < _today()
            words = _("Review overdue since {date}") if late else _("Next review by {date}")
            tone, icon = ("red", "octagon-alert") if late else ("grey", "calendar-days")
            self.due.say(words.format(date=short_date(due.due)), tone, icon)
        self.why.setText(_why(due))
        last = due.evaluated_on
        never = _("The yearly evaluation has not been made.")
        done = _("Last yearly evaluation: {date}").format(date=full_date(last)) if last else never
        self.evaluated.setText(done)


def _why(due: ReviewDue) -> str:
    if due.by_hand:
        return _("The day was set by hand, under Terms.")
    level = known_choice("triage-tier", due.oversight).label.text(language())
    words = ngettext(
        "{level} oversight, as chosen under Why or by value, risk and importance: "
        "a review every {count} month.",
        "{level} oversight, as chosen under Why or by value, risk and importance: "
        "a review every {count} months.",
        due.months,
    )
    return words.format(level=level, count=due.months)


def _columns() -> list[Column]:
    return [
        Column(_("Held on"), 0, lambda one: Cell(short_date(one.held_on), bold=True)),
        Column(_("What was found"), None, _found),
        Column(_("Status"), 0, _status),
    ]


def _found(one: AgreementReviewView) -> Cell:
    yearly = _("with the yearly evaluation") if one.evaluated else ""
    return Cell(" ".join(one.found.split())[:200], yearly)


def _status(one: AgreementReviewView) -> Cell:
    found = known_choice("review-status", one.status)
    return status(found.label.text(language()), found.tone, found.icon)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own day
