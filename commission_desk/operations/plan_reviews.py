"""The yearly review of a plan: begun, answered beside what the registers say, finished, kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.content.reviews import review_form
from commission_desk.domain.drawn import Span
from commission_desk.domain.errors import UserError
from commission_desk.domain.terms import add_months
from commission_desk.i18n import N_, _, ngettext
from commission_desk.operations.merging import conflicts
from commission_desk.operations.owned import owned
from commission_desk.operations.plan_life import open_next_version
from commission_desk.operations.plan_versions import approved_version
from commission_desk.operations.records import (
    REVIEWED,
    get,
    next_position,
    placed,
    put,
    review_unlocked,
    standing,
)
from commission_desk.operations.review_drawn import Drawn, drawn_now, drawn_then, keep_drawn
from commission_desk.store.desk import named
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import (
    Action,
    Plan,
    PlanReview,
    PlanVersion,
    ReviewAnswer,
    ReviewChange,
)
from commission_desk.store.tables.base import id_of

FIELDS = ("took_part", "since")
CHANGE_FIELDS = ("title", "owner", "due")


@dataclass(frozen=True, slots=True)
class Answered:
    """What a review says to a question, or why the question does not apply."""

    text: str = ""
    reason: str = ""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to say."""
        return bool(self.text or self.reason)


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Something that is to change; ``logged`` once it is in the action log."""

    id: str
    title: str
    owner: str
    due: date | None
    logged: bool = False


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review whole; ``version`` is the number of the version that it looked at, 0 for none."""

    id: str
    plan: str
    year: int
    status: str
    version: int
    began_on: date | None
    since: date | None
    took_part: str
    finished_on: date | None
    finished_by: str
    opened_on: date | None
    answers: dict[str, Answered]
    changes: tuple[ChangeView, ...]

    @property
    def finished(self) -> bool:
        """Whether it stays as it is."""
        return self.status == REVIEWED

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions that are neither answered nor said not to apply."""
        return tuple(
            each.id for each in review_form().questions if not self.answer(each.id).finished
        )

    def answer(self, question: str) -> Answered:
        """Return what it says to a question, nothing where nothing was written."""
        return self.answers.get(question, Answered())


def reviews(session: Session, plan: str) -> tuple[ReviewView, ...]:
    """Return the reviews of a plan, the newest first."""
    rows = session.scalars(
        standing(PlanReview)
        .where(PlanReview.plan_id == plan)
        .order_by(PlanReview.year.desc(), PlanReview.id)
    )
    return tuple(_view(session, row) for row in rows)


def review(session: Session, record: str) -> ReviewView:
    """Return one review; raises UserError if it has been taken away."""
    return _view(session, get(session, PlanReview, record))


def drawn(session: Session, record: str, today: date, language: str) -> dict[str, Drawn]:
    """Return what the registers say to a review, by topic; of a finished one, what they said."""
    found = get(session, PlanReview, record)
    if found.status == REVIEWED:
        return drawn_then(session, record, language)
    return drawn_now(session, found.plan_id, _span(found, today), language)


def last_looked_at(session: Session, plan: str) -> date | None:
    """Return when a plan was approved, published or reviewed last; None for never."""
    last = approved_version(session, plan)
    days = [last.approved_on, last.published_on] if last else []
    days += [each.finished_on for each in _rows(session, plan) if each.status == REVIEWED]
    return max((day for day in days if day), default=None)


@named(N_("Begin the yearly review"))
def start_review(session: Session, plan: str, on: date) -> str:
    """Begin the review of a plan in the year of a day, or go on with it; return its id.

    It looks back as far as the last review, else the approval, else the plan's beginning.
    """
    whole = get(session, Plan, plan)
    record = id_of("plan-review", plan, str(on.year))
    found = session.get(PlanReview, record)
    if found is not None and not found.deleted:
        return record
    before = [each.finished_on for each in _rows(session, plan) if each.finished_on]
    version = approved_version(session, plan)
    starts = whole.starts if whole.starts and whole.starts < on else None
    back = max(before, default=None) or (version.approved_on if version else None) or starts
    made = placed(session, PlanReview, record, plan_id=plan, year=on.year)
    made.began_on = on
    made.since = back if back and back <= on else add_months(on, -12)
    made.version_id = version.id if version else None
    return record


@named(N_("Edit the yearly review"))
def edit_review(session: Session, review: str, **values: Any) -> None:
    """Say who took part in a review, or how far it looks back."""
    found = get(session, PlanReview, review)
    review_unlocked(session, review)
    since = values.get("since", found.since)
    if since is None:
        raise UserError(_("Say how far the review looks back."))
    if found.began_on and since > found.began_on:
        raise UserError(_("A review looks back: choose a day before it began."))
    put(found, values, FIELDS)


@named(N_("Write in the yearly review"))
def write_review_answer(session: Session, review: str, question: str, text: str) -> None:
    """Keep the answer to a question."""
    if text.strip() != _said(session, review, question).text:
        _answer(session, review, question).text = text.strip()


@named(N_("Say why a question does not apply"))
def set_review_reason(session: Session, review: str, question: str, reason: str) -> None:
    """Say why a question does not apply, or with nothing that it does."""
    if reason.strip() != _said(session, review, question).reason:
        _answer(session, review, question).reason = reason.strip()


@named(N_("Add a change to the yearly review"))
def add_review_change(session: Session, review: str, title: str, **values: Any) -> str:
    """Add something that is to change and return its id; raises UserError without words."""
    found = get(session, PlanReview, review)
    review_unlocked(session, review)
    if not title.strip():
        raise UserError(_("Say what is to change."))
    place = next_position(session, ReviewChange, review_id=review)
    made = ReviewChange(
        plan_id=found.plan_id, review_id=review, position=place, title=title.strip()
    )
    put(made, values, CHANGE_FIELDS)
    session.add(made)
    return made.id


@named(N_("Edit a change of the yearly review"))
def edit_review_change(session: Session, change: str, **values: Any) -> None:
    """Change what is to change, by whom or when."""
    found = get(session, ReviewChange, change)
    review_unlocked(session, found.review_id)
    put(found, values, CHANGE_FIELDS)


@named(N_("Finish the yearly review"))
def finish_review(session: Session, review: str, on: date) -> None:
    """Keep a review as it is, with what the registers say on the day.

    Raises UserError while a question is open, or two people said different things to one.
    """
    found = get(session, PlanReview, review)
    review_unlocked(session, review)
    open_still = len(_view(session, found).unanswered)
    if open_still:
        words = ngettext(
            "{count} question is not answered. Answer it, or say why it does not apply.",
            "{count} questions are not answered. Answer them, or say why they do not apply.",
            open_still,
        )
        raise UserError(words.format(count=open_still))
    records = {review, *(each.id for each in owned(session, "plan_review", [review]))}
    if any(each.record in records for each in conflicts(session)):
        raise UserError(
            _("Two people changed the same words of this review. Settle that first: see Today.")
        )
    keep_drawn(session, review, found.plan_id, _span(found, on))
    found.status, found.finished_on = REVIEWED, on
    found.finished_by = session.info[RECORDER].who


@named(N_("Add the review's changes to the action log"))
def log_review_changes(session: Session, review: str, on: date) -> int:
    """Make an action of each change that is not one yet, and return how many; raises UserError.

    An action's id follows from its change, so that two laptops make the same one.
    """
    view = _view(session, get(session, PlanReview, review))
    waiting = [each for each in view.changes if each.title and not each.logged]
    if not waiting:
        raise UserError(_("Everything that is to change is in the action log already."))
    note = _("From the yearly review of {year}").format(year=view.year)
    for each in waiting:
        made = placed(session, Action, action_of(each.id), plan_id=view.plan)
        made.title, made.owner, made.due = each.title, each.owner, each.due
        made.raised_on, made.note = on, note
    return len(waiting)


@named(N_("Open the next version after the review"))
def open_version_after(session: Session, review: str, on: date) -> None:
    """Open the next version of the plan because of a finished review, which says so from then on.

    Raises UserError for a review that is not finished, and a plan that can be written in already.
    """
    found = get(session, PlanReview, review)
    if found.status != REVIEWED:
        raise UserError(_("Finish the review first: the next version rests on it."))
    open_next_version(session, found.plan_id)
    found.opened_on = on


def action_of(change: str) -> str:
    """Return the id of the action that is made of a change."""
    return id_of("review-action", change)


def _answer(session: Session, review: str, question: str) -> ReviewAnswer:
    found = get(session, PlanReview, review)
    review_unlocked(session, review)
    return placed(
        session, ReviewAnswer, _answer_id(review, question), plan_id=found.plan_id,
        review_id=review, question=question,
    )  # fmt: skip


def _said(session: Session, review: str, question: str) -> Answered:
    found = session.get(ReviewAnswer, _answer_id(review, question))
    return Answered() if found is None or found.deleted else Answered(found.text, found.reason)


def _answer_id(review: str, question: str) -> str:
    return id_of("review-answer", review, question)


def _span(row: PlanReview, until: date) -> Span:
    return Span(min(row.since or add_months(until, -12), until), until)


def _rows(session: Session, plan: str) -> Iterable[PlanReview]:
    return session.scalars(standing(PlanReview).where(PlanReview.plan_id == plan)).all()


def _view(session: Session, row: PlanReview) -> ReviewView:
    version = session.get(PlanVersion, row.version_id) if row.version_id else None
    answers = session.scalars(standing(ReviewAnswer).where(ReviewAnswer.review_id == row.id))
    return ReviewView(
        row.id, row.plan_id, row.year, row.status, version.number if version else 0, row.began_on,
        row.since, row.took_part, row.finished_on, row.finished_by, row.opened_on,
        {each.question: Answered(each.text, each.reason) for each in answers},
        _changes(session, row.id),
    )  # fmt: skip


def _changes(session: Session, review: str) -> tuple[ChangeView, ...]:
    rows = session.scalars(
        standing(ReviewChange)
        .where(ReviewChange.review_id == review)
        .order_by(ReviewChange.position, ReviewChange.id)
    ).all()
    ids = [action_of(row.id) for row in rows]
    logged = set(
        session.scalars(standing(Action).where(Action.id.in_(ids)).with_only_columns(Action.id))
    )
    return tuple(
        ChangeView(row.id, row.title, row.owner, row.due, action_of(row.id) in logged)
        for row in rows
    )
