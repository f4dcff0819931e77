"""The review of an agreement: begun, written beside its figures, finished and kept as it was."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.domain.agreement_facts import (
    AgreementFacts,
    MeasureFact,
    Moved,
    moved,
    read_facts,
    write_facts,
)
from commission_desk.domain.drawn import Span
from commission_desk.domain.errors import UserError
from commission_desk.domain.terms import add_months
from commission_desk.i18n import N_, _
from commission_desk.operations.actions import ActionRow, actions, add_action
from commission_desk.operations.agreement_detail import AgreementView, agreement
from commission_desk.operations.agreement_snapshots import (
    keep_snapshot,
    snapshot_now,
    snapshot_then,
)
from commission_desk.operations.feedback import feedback_counts, heard_since
from commission_desk.operations.merging import conflicts
from commission_desk.operations.ratings import grade_value
from commission_desk.operations.records import (
    REVIEWED,
    get,
    placed,
    put,
    review_unlocked,
    standing,
)
from commission_desk.operations.review_drawn import Drawn
from commission_desk.operations.review_due import evaluation_due
from commission_desk.operations.review_figures import until
from commission_desk.store.desk import named
from commission_desk.store.recording import RECORDER
from commission_desk.store.tables import Agreement, AgreementReview, Meeting, new_id
from commission_desk.store.tables.base import id_of

QUESTIONS = ("configuration", "quality", "efficiency", "expected", "actual")
FIELDS = (
    "held_on", "since", "took_part", "found", "changes", "meeting_id", "evaluated", *QUESTIONS,
    "conclusion",
)  # fmt: skip
DATES = ("held_on", "since")


@dataclass(frozen=True, slots=True)
class AgreementReviewView:
    """A review of an agreement; ``answers`` are those of the yearly evaluation, by question."""

    id: str
    agreement: str
    status: str
    held_on: date
    since: date
    took_part: str
    found: str
    changes: str
    meeting_id: str
    meeting: str
    evaluated: bool
    answers: dict[str, str]
    conclusion: str
    finished_on: date | None
    finished_by: str
    facts: AgreementFacts | None
    actions: tuple[ActionRow, ...]

    @property
    def finished(self) -> bool:
        """Whether it stays as it is."""
        return self.status == REVIEWED

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions of the yearly evaluation that are open, if it is part of the review."""
        return tuple(name for name in QUESTIONS if self.evaluated and not self.answers[name])


def agreement_reviews(session: Session, agreement: str) -> tuple[AgreementReviewView, ...]:
    """Return the reviews of an agreement, the newest first."""
    rows = session.scalars(
        standing(AgreementReview)
        .where(AgreementReview.agreement_id == agreement)
        .order_by(AgreementReview.held_on.desc(), AgreementReview.id)
    ).all()
    return tuple(_view(session, row) for row in rows)


def agreement_review(session: Session, record: str) -> AgreementReviewView:
    """Return one review; raises UserError if it has been taken away."""
    return _view(session, get(session, AgreementReview, record))


def newest_agreement_reviews(session: Session) -> tuple[str, ...]:
    """Return the ids of every review of an agreement, the newest first."""
    wanted = standing(AgreementReview).order_by(AgreementReview.held_on.desc(), AgreementReview.id)
    return tuple(session.scalars(wanted.with_only_columns(AgreementReview.id)))


def snapshot(session: Session, record: str, language: str) -> dict[str, Drawn]:
    """Return what the desk says to a review by topic; of a finished one, what it said."""
    found = get(session, AgreementReview, record)
    if found.status == REVIEWED:
        return snapshot_then(session, record, language)
    return snapshot_now(session, agreement(session, found.agreement_id), _span(found), language)


def moved_since(session: Session, record: str) -> tuple[date, tuple[Moved, ...]] | None:
    """Return the day of the finished review before, and what moved since; None without one."""
    found = get(session, AgreementReview, record)
    before = next((each for each in _before(session, found) if read_facts(each.facts)), None)
    now = read_facts(found.facts) if found.status == REVIEWED else _facts(session, found)
    then = read_facts(before.facts) if before else None
    if before is None or before.held_on is None or then is None or now is None:
        return None
    return before.held_on, moved(then, now)


@named(N_("Begin a review of the agreement"))
def start_agreement_review(
    session: Session, agreement: str, on: date, meeting: str | None = None
) -> str:
    """Begin a review on a day, or go on with the one that is being written; return its id.

    It looks back to the review before, at most a year where there is none.
    """
    whole = get(session, Agreement, agreement)
    open_still = session.scalars(
        standing(AgreementReview)
        .where(AgreementReview.agreement_id == agreement, AgreementReview.status != REVIEWED)
        .order_by(AgreementReview.held_on.desc(), AgreementReview.id)
    ).first()
    if open_still is not None:
        return open_still.id
    record = id_of("agreement-review", agreement, on.isoformat())
    if session.get(AgreementReview, record) is not None:  # a second one on a day, or one taken back
        record = new_id()
    last = _finished(session, agreement)
    days = [each.held_on for each in last if each.held_on and each.held_on <= on]
    made = placed(session, AgreementReview, record, agreement_id=agreement)
    made.held_on = on
    made.since = max(days, default=add_months(on, -12))
    made.meeting_id = meeting
    made.evaluated = evaluation_due(whole.evaluated_on, on)
    return record


@named(N_("Write in the review of the agreement"))
def edit_agreement_review(session: Session, record: str, **values: Any) -> None:
    """Change what a review says; raises UserError once it is finished."""
    found = get(session, AgreementReview, record)
    review_unlocked(session, record, AgreementReview)
    said = {name: _tidy(value) for name, value in values.items()}
    if any(name in DATES and said[name] is None for name in said):
        raise UserError(_("A review needs the day it was held and the day it looks back to."))
    put(found, said, FIELDS)
    if found.since and found.held_on and found.since > found.held_on:
        raise UserError(_("A review looks back: choose a day before it was held."))
    if found.meeting_id and get(session, Meeting, found.meeting_id).agreement_id not in (
        None, found.agreement_id,
    ):  # fmt: skip
        raise UserError(_("That meeting was about another agreement."))


@named(N_("Add an action from the review"))
def add_review_action(session: Session, record: str, title: str, **values: Any) -> str:
    """Add to the action log what is to be done because of a review, and return its id."""
    found = get(session, AgreementReview, record)
    return add_action(
        session, title, agreement_id=found.agreement_id, agreement_review_id=record, **values
    )


@named(N_("Finish the review of the agreement"))
def finish_agreement_review(session: Session, record: str, on: date) -> None:
    """Keep a review as it is, with what the desk says of the agreement; raises UserError.

    With the yearly evaluation it sets when the agreement was last evaluated. A day that was set
    by hand for this review gives way to the one that follows from value and risk.
    """
    found = get(session, AgreementReview, record)
    review_unlocked(session, record, AgreementReview)
    _complete(session, found, on)
    view, whole = agreement(session, found.agreement_id), get(
        session, Agreement, found.agreement_id
    )  # fmt: skip
    keep_snapshot(session, record, view, _span(found))
    found.facts = write_facts(_facts(session, found))
    found.status, found.finished_on = REVIEWED, on
    found.finished_by = session.info[RECORDER].who
    assert found.held_on is not None
    if found.evaluated:
        whole.evaluated_on = max(found.held_on, whole.evaluated_on or found.held_on)
    if whole.review_on and whole.review_on <= found.held_on:
        whole.review_on = None


def _complete(session: Session, found: AgreementReview, on: date) -> None:
    """Raise UserError for what a review that is finished must say and does not."""
    if found.held_on is None or found.held_on > on:
        raise UserError(_("The review is dated after today. Finish it once it was held."))
    if not found.found:
        raise UserError(_("Say what the review found."))
    if _view(session, found).unanswered:
        raise UserError(
            _("Answer the five questions of the yearly evaluation, or leave it out of this review.")
        )
    if found.evaluated and found.conclusion not in {
        each.id for each in choices("evaluation-conclusion")
    }:
        raise UserError(_("Say what follows from the yearly evaluation."))
    if any(each.record == found.id for each in conflicts(session)):
        raise UserError(
            _("Two people changed the same words of this review. Settle that first: see Today.")
        )


def _facts(session: Session, found: AgreementReview) -> AgreementFacts:
    view, span = agreement(session, found.agreement_id), _span(found)
    value = grade_value(view.row)
    since = heard_since(session, found.agreement_id, span.since)
    counts = feedback_counts(session, [found.agreement_id], since, span.until)
    said = counts.get(found.agreement_id)
    return AgreementFacts(
        view.row.annual_pence, view.row.total_pence, view.row.end, value,
        view.row.grade_scale if value else "", view.row.risk,
        sum(risk.status == "open" for risk in view.risks), dict(said.kinds) if said else {},
        _measures(view, span),
    )  # fmt: skip


def _measures(view: AgreementView, span: Span) -> dict[str, MeasureFact]:
    there = (until(measure, span) for measure in view.measures)
    return {
        one.id: MeasureFact(
            one.title, one.latest, one.target, one.direction == "higher", one.standing
        )
        for one in there
    }


def _finished(session: Session, agreement: str) -> list[AgreementReview]:
    """Return the finished reviews of an agreement, the newest first."""
    rows = session.scalars(
        standing(AgreementReview)
        .where(AgreementReview.agreement_id == agreement, AgreementReview.status == REVIEWED)
        .order_by(AgreementReview.held_on.desc(), AgreementReview.id)
    )
    return list(rows)


def _before(session: Session, found: AgreementReview) -> list[AgreementReview]:
    mine = (found.held_on or date.max, found.finished_on or date.max)
    return [
        each
        for each in _finished(session, found.agreement_id)
        if each.id != found.id and (each.held_on or date.min, each.finished_on or date.min) <= mine
    ]


def _span(row: AgreementReview) -> Span:
    held = row.held_on or date.max
    return Span(min(row.since or held, held), held)


def _tidy(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _view(session: Session, row: AgreementReview) -> AgreementReviewView:
    meeting = session.scalar(
        select(Meeting.title).where(Meeting.id == row.meeting_id, Meeting.deleted.is_(False))
    )
    return AgreementReviewView(
        row.id, row.agreement_id, row.status, row.held_on or date.min, row.since or date.min,
        row.took_part, row.found, row.changes, row.meeting_id or "", meeting or "", row.evaluated,
        {name: getattr(row, name) for name in QUESTIONS}, row.conclusion, row.finished_on,
        row.finished_by, read_facts(row.facts), actions(session, agreement_review_id=row.id),
    )  # fmt: skip
