"""The yearly review as a form: each question with its figures and a box for the answer."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton, QWidget

from commission_desk.content.choices import choice
from commission_desk.content.reviews import Question, review_form
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, full_date, language, ngettext
from commission_desk.operations.plan_reviews import (
    ReviewView,
    edit_review,
    finish_review,
    log_review_changes,
    open_version_after,
    review,
    set_review_reason,
    write_review_answer,
)
from commission_desk.operations.records import FROZEN, remove
from commission_desk.operations.review_drawn import Drawn
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, vbox
from commission_desk.ui.kit.text import Chip, announce, label
from commission_desk.ui.pages.plan_part import read_day
from commission_desk.ui.pages.plan_review_changes import ReviewChanges, changes_read
from commission_desk.ui.pages.plan_review_figures import ReviewFigures
from commission_desk.ui.pages.plan_word import save_review

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage


class ReviewForm(QWidget):
    """One review: to be written while it is a draft, to be read once it is finished."""

    def __init__(self, page: "PlansPage", found: ReviewView) -> None:
        super().__init__()
        self.page, self.found, self.form = page, found, Form()
        self.figures: dict[str, ReviewFigures] = {}
        self.answers: dict[str, tuple[Any, Any]] = {}  # the bindings of a question
        self.counter = label("", "muted", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.changes = ReviewChanges(page, found.id)
        code = language()
        items: list[Item] = [self._head(code), self._about(code)]
        items += [self._question(each, code) for each in review_form().questions]
        if found.finished:
            self.changes.setParent(self)
            self.changes.hide()
            items.append(changes_read(found))
        else:
            items.append(card(label(_("What is to change"), "h3"), self.changes, gap=10))
            items.append(self._foot())
        vbox(*items, gap=14, parent=self)
        self.renew(found, {})

    def renew(self, found: ReviewView, figures: dict[str, Drawn]) -> None:
        """Show what is kept and drawn now; what is typed and not yet kept stays."""
        self.found = found
        for topic, drawn in figures.items():
            if topic in self.figures:
                self.figures[topic].show_drawn(drawn)
        self._count()
        if found.finished:
            return
        self.took_part.show(found.took_part)
        self.since.show(found.since)
        for question, (text, reason) in self.answers.items():
            said = found.answer(question)
            text.show(said.text)
            reason.show(said.reason)
        self.changes.show_changes(found.changes)

    def flush(self) -> bool:
        """Keep what is typed; return whether every field is in order."""
        in_order = self.changes.flush()
        return self.form.flush() and in_order

    def focus_first(self) -> None:
        """Put the caret into the first question that is open."""
        for question in self.found.unanswered:
            if question in self.answers:
                self.answers[question][0].field.setFocus()
                return

    # Its parts.

    def _head(self, code: str) -> QWidget:
        found = self.found
        status = choice("review-status", found.status)
        title = Flow(
            label(review_name(found), "h2", wrap=True), Chip(status.label.text(code), status.tone)
        )
        facts = (label(words, "muted", wrap=True) for words in _facts(found))
        if found.finished:
            return card(title, *facts, *self._next_steps(), gap=10)
        took_part = LineField(
            _("Who took part"), found.took_part, _("Roles and organisations; it is printed.")
        )
        since = DateField(
            _("Looks back to"), read_day, found.since, _("The figures are drawn from this day on.")
        )
        self.took_part = self.form.bind(took_part, lambda words: self._edit(took_part=words))
        self.since = self.form.bind(since, self._edit_since)
        return card(title, *facts, took_part, since, self.counter, gap=10)

    def _about(self, code: str) -> QWidget:
        form = review_form()
        purposes = "\n".join(f"•  {each.words.text(code)}" for each in form.purposes)
        sources = "\n".join(f"•  {each.words.text(code)}" for each in form.information)
        self.told = QWidget()
        vbox(
            label(_("What a review is for"), "smallstrong", wrap=True),
            label(purposes, "small", wrap=True),
            label(_("What it rests on"), "smallstrong", wrap=True),
            label(sources, "small", wrap=True),
            label(form.source, "smallmuted", wrap=True),
            gap=6, parent=self.told,
        )  # fmt: skip
        self.told.hide()
        made = QWidget()
        tell = button(_("What a review is for"), "circle-help", "mini", self._tell)
        vbox(Flow(tell), self.told, gap=8, parent=made)
        return made

    def _tell(self) -> None:
        self.told.setVisible(self.told.isHidden())

    def _question(self, question: Question, code: str) -> QWidget:
        title = question.title.text(code)
        items: list[Item] = [
            label(f"{question.number}  {title}", "h3", wrap=True),
            label(question.help.text(code), "muted", wrap=True),
        ]
        for topic in question.draws:
            self.figures[topic.id] = ReviewFigures(self.page)
            items.append(self.figures[topic.id])
        said = self.found.answer(question.id)
        if self.found.finished:
            absent = _("Not applicable: {reason}").format(reason=said.reason)
            items += [label(said.text, wrap=True)] if said.text else []
            items += [label(absent, "muted", wrap=True)] if said.reason else []
            return card(*items, gap=10)
        text, reason = TextField(_("Answer"), said.text), LineField(
            _("If it does not apply, why"), said.reason
        )  # fmt: skip
        for field in (text, reason):
            field.entry.setAccessibleName(f"{field.name}: {title}")
        self.answers[question.id] = (
            self.form.bind(text, partial(self._keep, write_review_answer, question.id)),
            self.form.bind(reason, partial(self._keep, set_review_reason, question.id)),
        )
        return card(*items, text, reason, gap=10)

    def _foot(self) -> QWidget:
        finish = button(_("Finish the review"), "check", "primary", self.finish)
        look = button(_("Preview the review"), "eye", slot=self.preview)
        gone = button(_("Remove this review"), "trash-2", slot=self._remove)
        about = _(
            "A finished review keeps its figures as they are on that day, and stays as it is."
        )
        steps = Flow(finish, look, self._word(), gone)
        return card(label(about, "muted", wrap=True), self.problem, steps, gap=10)

    def _word(self) -> QPushButton:
        return button(_("Save as Word…"), "download", slot=self.save_word)

    def _next_steps(self) -> list[Item]:
        """Return what follows from a finished review."""
        whole = self.page.whole
        buttons: list[QWidget] = []
        if whole is not None and whole.row.status in FROZEN:
            buttons.append(button(_("Open the next version"), "pencil", "primary", self._open_next))
        waiting = sum(not one.logged for one in self.found.changes)
        if waiting:
            words = ngettext(
                "Add {count} change to the action log", "Add {count} changes to the action log",
                waiting,
            )  # fmt: skip
            buttons.append(button(words.format(count=waiting), "list-checks", slot=self._log))
        buttons += [button(_("Preview the review"), "eye", slot=self.preview), self._word()]
        return [Flow(*buttons)]

    # What the buttons and fields do.

    def finish(self) -> None:
        """Keep the review as it is; what is still open is said first."""
        if not self.flush():
            self._refuse(_("A field holds something that cannot be read. Put that right first."))
            return
        try:
            self.page.do(finish_review, self.found.id, date.today())  # noqa: DTZ011 - their own day
        except UserError as problem:
            self._refuse(str(problem))
            self.focus_first()
            return
        self.page.shell.toast(_("The review is finished."), undo=True)

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()
        announce(self, why)

    def preview(self) -> None:
        """Show the review as it will be printed."""
        self.page.shell.preview(self._called(), "review", self.found.id)

    def save_word(self) -> None:
        """Save the review for Word."""
        save_review(self.page, self._called(), self.found.id)

    def _called(self) -> str:
        whole = self.page.whole
        return f"{whole.row.title} {review_name(self.found)}" if whole else ""

    def _open_next(self) -> None:
        self.page.flush()
        today = date.today()  # noqa: DTZ011 - the person's own day
        self.page.do(open_version_after, self.found.id, today)
        self.page.show_writing()
        self.page.shell.toast(_("The next version is open. What changes is marked."), undo=True)

    def _log(self) -> None:
        today = date.today()  # noqa: DTZ011 - the person's own day
        count = self.page.do(log_review_changes, self.found.id, today)
        words = ngettext("{count} action was added.", "{count} actions were added.", count)
        self.page.shell.toast(words.format(count=count), undo=True)

    def _remove(self) -> None:
        self.page.do(remove, "plan_review", self.found.id)
        words = _("“{title}” was removed.").format(title=review_name(self.found))
        self.page.shell.toast(words, undo=True)

    def _edit(self, **values: Any) -> None:
        self.page.keep(edit_review, self.found.id, **values)

    def _edit_since(self, day: date | None) -> None:
        self._edit(since=day)
        self.page.reviews.draw()

    def _keep(self, operation: Any, question: str, words: str) -> None:
        self.page.keep(operation, self.found.id, question, words)
        self.found = self.page.ask(review, self.found.id)
        self._count()

    def _count(self) -> None:
        total = len(review_form().questions)
        done = total - len(self.found.unanswered)
        words = _("{done} of {total} questions are settled.")
        self.counter.setText(words.format(done=done, total=total))
        self.problem.setVisible(self.problem.isVisible() and done < total)


def review_name(found: ReviewView) -> str:
    """Return what a review is called."""
    return _("Yearly review {year}").format(year=found.year)


def opened_words(found: Iterable[ReviewView], since: date | None = None) -> str:
    """Return which review led to the next version last, and when; nothing if before ``since``."""
    opened = [(each.opened_on, each.year) for each in found if each.opened_on]
    day, year = max(opened, default=(None, 0))
    if day is None or (since and day < since):
        return ""
    words = _("The yearly review of {year} led to the next version, opened on {date}.")
    return words.format(year=year, date=full_date(day))


def _facts(found: ReviewView) -> list[str]:
    facts = []
    if found.version:
        facts.append(_("It looks at version {number} of the plan.").format(number=found.version))
    if found.finished and found.since and found.finished_on:
        words = _("It looks at the time from {start} to {end}.")
        facts.append(words.format(start=full_date(found.since), end=full_date(found.finished_on)))
        if found.took_part:
            facts.append(_("Who took part: {who}").format(who=found.took_part))
        if found.finished_by:
            facts.append(_("Finished by {who}").format(who=found.finished_by))
    if opened := opened_words([found]):
        facts.append(opened)
    return facts
