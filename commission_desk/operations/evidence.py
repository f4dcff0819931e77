"""What of good monitoring the desk holds about an agreement, read together for a whole sample.

``FEEDBACK`` lists where what people said is looked for: another source is one more function.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.reports import says_any
from commission_desk.content.thresholds import threshold
from commission_desk.domain.richtext import from_json
from commission_desk.domain.terms import add_months
from commission_desk.operations.feedback import USERS
from commission_desk.operations.records import REVIEWED, standing
from commission_desk.store.tables import (
    Action,
    AgendaItem,
    Agreement,
    AgreementReview,
    Decision,
    Document,
    Feedback,
    Measure,
    Meeting,
    Result,
    Risk,
)
from commission_desk.store.versions import chunks

HELD = "held"
FREE = "free"  # the agenda that follows no template
TERMS = "terms"  # the kind of document
FEEDBACK_ITEM = "feedback"  # the item of the standard agenda


@dataclass(slots=True)
class Case:
    """An agreement with everything that may be evidence.

    ``held`` are review meetings of the year, ``reviews`` those that were written without one.
    """

    agreement: Agreement
    today: date
    held: list[Meeting] = field(default_factory=list)
    reviews: list[AgreementReview] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    items: dict[str, list[AgendaItem]] = field(default_factory=dict)
    decisions: dict[str, list[Decision]] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    results: dict[str, list[Result]] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)

    @property
    def since(self) -> date:
        """The day from which on meetings are looked at."""
        return add_months(self.today, -threshold("evidence-months").value)

    @property
    def days(self) -> list[date]:
        """The days of the reviews of the year, met for or written, in order."""
        found = [row.held_on for row in self.held] + [row.held_on for row in self.reviews]
        return sorted(day for day in found if day is not None)

    @property
    def needed(self) -> int:
        """How many reviews there should be by now: fewer where it began within the year."""
        most = threshold("evidence-meetings").value
        starts = self.agreement.starts
        if starts is None or starts <= self.since:
            return most
        share = (self.today - starts).days / max(1, (self.today - self.since).days)
        return int(most * share)

    def minuted(self, meeting: Meeting) -> bool:
        """Whether a meeting's minutes have something in them."""
        items = self.items.get(meeting.id, [])
        written = any(not from_json(item.notes).is_empty for item in items)
        return written or bool(self.decisions.get(meeting.id))


def cases(session: Session, agreements: Iterable[str], today: date) -> list[Case]:
    """Return what there is about some agreements, in the order they are asked for."""
    ids = list(agreements)
    found: dict[str, Case] = {}
    for some in chunks(ids):
        rows = session.scalars(standing(Agreement).where(Agreement.id.in_(some)))
        found |= {row.id: Case(row, today) for row in rows}
        _meetings(session, found, some)
        _reviews(session, found, some)
        _performance(session, found, some)
    return [found[record] for record in ids if record in found]


def _meetings(session: Session, found: dict[str, Case], ids: Sequence[str]) -> None:
    home: dict[str, Case] = {}
    rows = session.scalars(
        standing(Meeting).where(Meeting.agreement_id.in_(ids)).order_by(Meeting.held_on)
    )
    for meeting in rows:
        case = found[str(meeting.agreement_id)]
        home[meeting.id] = case
        case.meetings.append(meeting)
        if (
            meeting.status == HELD
            and meeting.held_on
            and case.since < meeting.held_on <= case.today
        ):
            case.held.append(meeting)
    for some in chunks(list(home)):
        for table, kept in ((AgendaItem, "items"), (Decision, "decisions")):
            below: Any = table
            for row in session.scalars(
                standing(below).where(below.meeting_id.in_(some)).order_by(below.position)
            ):
                getattr(home[row.meeting_id], kept).setdefault(row.meeting_id, []).append(row)
        for action in session.scalars(
            standing(Action).where(Action.meeting_id.in_(some), Action.agreement_id.is_(None))
        ):
            home[str(action.meeting_id)].actions.append(action)


def _reviews(session: Session, found: dict[str, Case], ids: Sequence[str]) -> None:
    """Take the finished reviews of the year; one that is of a meeting already counts with it."""
    rows = session.scalars(
        standing(AgreementReview)
        .where(AgreementReview.agreement_id.in_(ids), AgreementReview.status == REVIEWED)
        .order_by(AgreementReview.held_on, AgreementReview.id)
    )
    for row in rows:
        case = found[row.agreement_id]
        met = {meeting.id for meeting in case.held}
        if row.held_on and case.since < row.held_on <= case.today and row.meeting_id not in met:
            case.reviews.append(row)


def _performance(session: Session, found: dict[str, Case], ids: Sequence[str]) -> None:
    for action in session.scalars(standing(Action).where(Action.agreement_id.in_(ids))):
        found[str(action.agreement_id)].actions.append(action)
    for risk in session.scalars(standing(Risk).where(Risk.agreement_id.in_(ids))):
        found[str(risk.agreement_id)].risks.append(risk)
    for said in session.scalars(
        standing(Feedback).where(Feedback.agreement_id.in_(ids)).order_by(Feedback.given_on)
    ):
        found[said.agreement_id].feedback.append(said)
    for paper in session.scalars(standing(Document).where(Document.agreement_id.in_(ids))):
        found[str(paper.agreement_id)].documents.append(paper)
    home: dict[str, Case] = {}
    for measure in session.scalars(
        standing(Measure).where(Measure.agreement_id.in_(ids)).order_by(Measure.position)
    ):
        home[measure.id] = found[measure.agreement_id]
        found[measure.agreement_id].measures.append(measure)
    results = defaultdict(list)
    for some in chunks(list(home)):
        for result in session.scalars(standing(Result).where(Result.measure_id.in_(some))):
            results[result.measure_id].append(result)
    for measure_id, case in home.items():
        case.results[measure_id] = results[measure_id]


# What people said: where it is looked for. Each source returns the meetings or records it found.

Heard = tuple[str, str, str]  # kind, id and part of the record that holds it


def minuted_feedback(case: Case) -> list[Heard]:
    """Return the meetings of the year that minuted what people said."""
    return [
        ("meeting", meeting.id, item.id)
        for meeting in case.held
        for item in case.items.get(meeting.id, [])
        if is_feedback(item) and not from_json(item.notes).is_empty
    ]


def recorded_feedback(case: Case) -> list[Heard]:
    """Return what people who use the service, and their families, are recorded to have said."""
    return [
        ("agreement", case.agreement.id, f"evidence {said.id}")
        for said in case.feedback
        if said.source in USERS and said.given_on and case.since < said.given_on <= case.today
    ]


FEEDBACK: tuple[Callable[[Case], list[Heard]], ...] = (minuted_feedback, recorded_feedback)


def is_feedback(item: AgendaItem) -> bool:
    """Whether an item of an agenda is about what people said."""
    return item.key == FEEDBACK_ITEM or says_any(f"{item.title} {item.title_cy}", "feedback")


def terms_of_reference(case: Case) -> list[Heard]:
    """Return the documents that are terms of reference, and the meetings that speak of them."""
    found = [
        ("agreement", case.agreement.id, f"evidence {paper.id}")
        for paper in case.documents
        if paper.kind == TERMS or says_any(paper.title, "terms-of-reference")
    ]
    for meeting in case.meetings:
        said = [
            f"{item.title} {item.title_cy} {item.note} {item.paper} {from_json(item.notes).plain}"
            for item in case.items.get(meeting.id, [])
        ]
        said += [decision.text for decision in case.decisions.get(meeting.id, [])]
        if any(says_any(words, "terms-of-reference") for words in said):
            found.append(("meeting", meeting.id, ""))
    return found


def recent(case: Case, measure: Measure) -> bool:
    """Whether a measure has a figure for a period that ended lately."""
    since = case.today - timedelta(days=threshold("evidence-data-days").value)
    return any(
        result.value is not None and result.period_end is not None and result.period_end >= since
        for result in case.results.get(measure.id, [])
    )


def longest_gap(case: Case) -> int:
    """Return the most days between two reviews of the year, and since the last of them."""
    days = case.days
    ends = [*days[1:], case.today]
    return max(((later - day).days for day, later in zip(days, ends, strict=False)), default=0)


def eligible(session: Session, *where: Any) -> list[tuple[str, str]]:
    """Return the ids and departments of the agreements a sample may be drawn from."""
    rows = session.execute(
        select(Agreement.id, Agreement.department)
        .where(*where)
        .order_by(Agreement.department, Agreement.reference, Agreement.id)
    )
    return [(row[0], row[1]) for row in rows]
