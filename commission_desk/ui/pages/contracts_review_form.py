"""One review of an agreement: written beside its figures while a draft, then to be read."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commission_desk.content.agreement_reviews import agreement_review_form
from commission_desk.content.choices import known_choice
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, full_date, language
from commission_desk.operations.agreement_reviews import (
    AgreementReviewView,
    edit_agreement_review,
    finish_agreement_review,
    moved_since,
    snapshot,
)
from commission_desk.operations.meetings import MeetingRow, meetings
from commission_desk.operations.moved_words import moved_lines
from commission_desk.operations.records import remove
from commission_desk.ui.kit.binding import Binding, Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.fields import CheckField, ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, vbox
from commission_desk.ui.kit.text import Chip, announce, label
from commission_desk.ui.kit.typed import choice_field, date_field
from commission_desk.ui.pages.contracts_review_actions import ReviewActions
from commission_desk.ui.pages.plan_review_figures import ReviewFigures

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class AgreementReviewForm(QWidget):
    """A review whole: facts, figures, what moved, what it found, the yearly look, actions."""

    def __init__(self, pane: "AgreementPane", found: AgreementReviewView) -> None:
        super().__init__()
        self.pane, self.found, self.form = pane, found, Form()
        self.fields: dict[str, Binding] = {}
        self.figures = {topic.id: ReviewFigures(pane.page) for topic in _topics()}
        self.moved = label("", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.tasks = ReviewActions(pane, found.id)
        self.yearly = QWidget()
        body = self._read() if found.finished else self._written()
        vbox(self._head(), *self.figures.values(), self._moved(), *body, gap=12, parent=self)
        self.renew(found)

    def renew(self, found: AgreementReviewView) -> None:
        """Show what is kept now; what is typed and not yet kept stays."""
        self.found = found
        for topic, drawn in self.pane.page.ask(snapshot, found.id, language()).items():
            self.figures[topic].show_drawn(drawn)
        self._show_moved()
        for name, binding in self.fields.items():
            binding.show(_value(found, name))
        self.yearly.setVisible(found.evaluated)
        self.tasks.show_review(found)

    def flush(self) -> bool:
        """Keep what is typed; return whether every field is in order."""
        return self.form.flush()

    def refused(self) -> Field | None:
        """Return the first field that holds something not kept."""
        return self.form.refused()

    # Its parts.

    def _head(self) -> QWidget:
        found = self.found
        kind = known_choice("review-status", found.status)
        title = Flow(
            label(review_name(found), "h3", wrap=True),
            Chip(kind.label.text(language()), kind.tone, kind.icon),
        )
        facts = [label(words, "muted", wrap=True) for words in _facts(found)]
        if not found.finished:
            return card(title, *facts, *self._when(), gap=8)
        look = button(_("Preview the review"), "eye", slot=self.preview)
        return card(title, *facts, Flow(look), gap=8)

    def _when(self) -> list[Item]:
        held = self._bound(date_field(_("Held on")), "held_on")
        since = self._bound(date_field(_("Looks back to")), "since")
        took = LineField(_("Who took part"), hint=_("Roles and organisations; it is printed."))
        return [Flow(held, since), self._bound(took, "took_part"), self._meeting()]

    def _meeting(self) -> Field:
        rows: tuple[MeetingRow, ...] = self.pane.page.ask(meetings, self.found.agreement)
        offered = [(row.id, f"{row.title} · {_day(row.held_on)}") for row in rows]
        field = ChoiceField(_("Meeting"), [("", _("No meeting")), *offered])
        return self._bound(field, "meeting_id", lambda record: record or None)

    def _moved(self) -> QWidget:
        self.moved_card = card(label(_("What moved since the review before"), "h3"), self.moved)
        return self.moved_card

    def _written(self) -> list[Item]:
        found = self._bound(TextField(_("What was found")), "found")
        changes = self._bound(TextField(_("What changes")), "changes")
        yearly = CheckField(
            _("With the yearly evaluation"),
            hint=_("How to improve or adapt the service: at least every twelve months."),
        )
        asked: list[Item] = []
        for each in agreement_review_form().questions:
            title, told = each.title.text(language()), each.help.text(language())
            asked.append(self._bound(TextField(title, hint=told, least=2), each.id))
        follows = choice_field(_("What follows"), "evaluation-conclusion", blank=True)
        vbox(*asked, self._bound(follows, "conclusion"), gap=10, parent=self.yearly)
        ticked = self._bound(yearly, "evaluated")
        return [card(found, changes, ticked, self.yearly, gap=10), card(self.tasks), self._foot()]

    def _foot(self) -> QWidget:
        finish = button(_("Finish the review"), "check", "primary", self.finish)
        look = button(_("Preview the review"), "eye", slot=self.preview)
        gone = button(_("Remove this review"), "trash-2", slot=self._remove)
        about = _(
            "A finished review keeps its figures as they are on that day, and stays as it is."
        )
        return card(label(about, "muted", wrap=True), self.problem, Flow(finish, look, gone))

    def _read(self) -> list[Item]:
        found = self.found
        said = [(_("What was found"), found.found), (_("What changes"), found.changes)]
        if found.evaluated:
            said += [
                (each.title.text(language()), found.answers[each.id])
                for each in agreement_review_form().questions
            ]
            follows = known_choice("evaluation-conclusion", found.conclusion).label.text(language())
            said.append((_("What follows"), follows))
        items: list[Item] = []
        for name, words in said:
            if words:
                items += [label(name, "smallstrong", wrap=True), label(words, wrap=True)]
        return [card(*items, gap=6), card(self.tasks)]

    # What its fields and buttons do.

    def finish(self) -> None:
        """Keep the review as it is; what is still open is said first."""
        if not self.flush():
            self._refuse(_("A field holds something that cannot be read. Put that right first."))
            return
        try:
            today = date.today()  # noqa: DTZ011 - the person's own day
            self.pane.keep(finish_agreement_review, self.found.id, today)
        except UserError as problem:
            self._refuse(str(problem))
            return
        self.pane.page.shell.toast(_("The review is finished."), undo=True)

    def preview(self) -> None:
        """Show the review as it will be printed."""
        self.flush()
        view = self.pane.view
        title = f"{view.row.title} {review_name(self.found)}" if view else ""
        self.pane.page.shell.preview(title, "agreement-review", self.found.id)

    def _remove(self) -> None:
        self.pane.keep(remove, "agreement_review", self.found.id)
        words = _("“{title}” was removed.").format(title=review_name(self.found))
        self.pane.page.shell.toast(words, undo=True)

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()
        announce(self, why)

    def _show_moved(self) -> None:
        since = self.pane.page.ask(moved_since, self.found.id)
        self.moved_card.setVisible(since is not None)
        if since is None:
            return
        day, changes = since
        lines = [f"•  {words}" for words in moved_lines(changes, language())]
        first = _("Since {date}:").format(date=full_date(day))
        nothing = _("Nothing moved since {date}.").format(date=full_date(day))
        self.moved.setText("\n".join([first, *lines]) if lines else nothing)

    def _bound(self, field: Field, name: str, turn: Any = None) -> Field:
        self.fields[name] = self.form.bind(field, partial(self._save, name, turn))
        field.set_value(_value(self.found, name))
        return field

    def _save(self, name: str, turn: Any, value: Any) -> None:
        kept = turn(value) if turn else value
        self.pane.keep(edit_agreement_review, self.found.id, **{name: kept})


def review_name(found: AgreementReviewView) -> str:
    """Return what a review is called: "Review of 3 August 2026"."""
    return _("Review of {date}").format(date=full_date(found.held_on))


def _value(found: AgreementReviewView, name: str) -> Any:
    return found.answers[name] if name in found.answers else getattr(found, name)


def _topics() -> Any:
    return agreement_review_form().topics


def _day(day: date | None) -> str:
    return full_date(day) if day else _("no date yet")


def _facts(found: AgreementReviewView) -> list[str]:
    if not found.finished:
        return []
    span = _("It looks at the time from {start} to {end}.")
    facts = [span.format(start=full_date(found.since), end=full_date(found.held_on))]
    if found.meeting:
        facts.append(_("Meeting: {title}").format(title=found.meeting))
    if found.took_part:
        facts.append(_("Who took part: {who}").format(who=found.took_part))
    if found.finished_by:
        facts.append(_("Finished by {who}").format(who=found.finished_by))
    return facts
