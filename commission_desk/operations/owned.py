"""What a record owns: the records that are seen on its page alone, and go and come back with it.

What has a page of its own, such as an action that a meeting agreed, is not owned.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from commission_desk.store.recording import encode
from commission_desk.store.tables import (
    RECORDS,
    AgendaItem,
    AgreementAnswer,
    AgreementReview,
    AgreementSnapshot,
    Answer,
    Attendance,
    Change,
    Decision,
    Document,
    EngagementLink,
    Feedback,
    IntentionDuty,
    Measure,
    NeedFigure,
    OptionScore,
    OtherName,
    OutlinePart,
    OutlineSection,
    OutlineVersion,
    PartnerShare,
    Payment,
    Plan,
    PlanComment,
    PlanEntry,
    PlanReview,
    PlanVersion,
    Rating,
    Rationale,
    Record,
    Result,
    ReviewAnswer,
    ReviewChange,
    ReviewedAgreement,
    ReviewFigures,
    Risk,
    RunLine,
    ServiceElement,
    ServiceOutcome,
    SpendLine,
    SpendShare,
    TermOption,
    Variation,
    VersionPaper,
    VersionRecord,
)
from commission_desk.store.versions import DELETED, chunks


@dataclass(frozen=True, slots=True)
class Belonging:
    """Records of ``table`` belong to the record that ``field`` names, unless another field does."""

    table: type[Record]
    field: str
    unless: tuple[str, ...] = ()


BESIDE = (PlanComment, PlanReview, Risk)  # owned by a plan, yet not of what was approved with it
ENTRIES = tuple(table for table in RECORDS.values() if issubclass(table, PlanEntry))
OWNED: dict[str, tuple[Belonging, ...]] = {
    "agreement": (
        Belonging(TermOption, "agreement_id"), Belonging(Measure, "agreement_id"),
        Belonging(Risk, "agreement_id"), Belonging(PartnerShare, "agreement_id"),
        Belonging(Payment, "agreement_id"), Belonging(Variation, "agreement_id"),
        Belonging(Rationale, "agreement_id"), Belonging(AgreementAnswer, "agreement_id"),
        Belonging(Rating, "agreement_id"), Belonging(AgreementReview, "agreement_id"),
        Belonging(Feedback, "agreement_id"), Belonging(Document, "agreement_id"),
        Belonging(ReviewedAgreement, "agreement_id"),
    ),
    "agreement_review": (Belonging(AgreementSnapshot, "review_id"),),
    "service_review": (
        Belonging(ServiceElement, "review_id"), Belonging(ReviewedAgreement, "review_id"),
    ),
    "organisation": (Belonging(OtherName, "organisation_id"),),
    "monthly_run": (Belonging(RunLine, "run_id"),),
    "measure": (Belonging(Result, "measure_id"),),
    "plan": (
        Belonging(Answer, "plan_id"), Belonging(PlanComment, "plan_id"),
        Belonging(PlanVersion, "plan_id"), Belonging(PlanReview, "plan_id"),
        Belonging(Risk, "plan_id", ("agreement_id",)),
        *(Belonging(table, "plan_id") for table in ENTRIES),
    ),
    "plan_comment": (Belonging(PlanComment, "replies_to"),),
    "team_outline": (
        Belonging(OutlineVersion, "outline_id"), Belonging(OutlineSection, "outline_id"),
        Belonging(OutlinePart, "outline_id"),
    ),
    "outline_section": (Belonging(OutlinePart, "section_id"),),
    "plan_version": (
        Belonging(VersionRecord, "version_id"), Belonging(VersionPaper, "version_id"),
    ),
    "plan_review": (
        Belonging(ReviewAnswer, "review_id"), Belonging(ReviewChange, "review_id"),
        Belonging(ReviewFigures, "review_id"),
    ),
    "need": (Belonging(NeedFigure, "need_id"),),
    "service": (Belonging(ServiceOutcome, "service_id"),),
    "outcome": (Belonging(ServiceOutcome, "outcome_id"),),
    "intention": (Belonging(IntentionDuty, "intention_id"),),
    "plan_option": (Belonging(OptionScore, "option_id"),),
    "criterion": (Belonging(OptionScore, "criterion_id"),),
    "meeting": (
        Belonging(AgendaItem, "meeting_id"), Belonging(Attendance, "meeting_id"),
        Belonging(Decision, "meeting_id"),
        Belonging(Risk, "meeting_id", ("agreement_id", "plan_id")),
    ),
    "agenda_item": (Belonging(Decision, "item_id"),),
    "engagement": (Belonging(EngagementLink, "engagement_id"),),
    "spend_statement": (
        Belonging(SpendLine, "statement_id"), Belonging(SpendShare, "statement_id"),
    ),
}  # fmt: skip


def owned(session: Session, kind: str, records: Iterable[str]) -> Iterator[Record]:
    """Yield what stands of the records that these own, and of what those own; each but once.

    A file made by hand may hold a comment that replies to itself.
    """
    every = list(records)
    yield from _owned(session, kind, every, {(kind, record) for record in every})


def _owned(
    session: Session, kind: str, every: list[str], seen: set[tuple[str, str]]
) -> Iterator[Record]:
    for belonging in OWNED.get(kind, ()):
        found: list[Record] = []
        for some in chunks(every):
            found += session.scalars(_standing(belonging).where(_names(belonging).in_(some)))
        below = belonging.table.__tablename__
        found = [row for row in found if (below, row.id) not in seen]
        seen |= {(below, row.id) for row in found}
        yield from found
        if found:  # or a kind that owns its own kind would be looked for without end
            yield from _owned(session, below, [row.id for row in found], seen)


def owners_of(row: Record) -> set[tuple[str, str]]:
    """Return the kinds and ids of the records that own one."""
    return {
        (owner, getattr(row, belonging.field))
        for owner, belongings in OWNED.items()
        for belonging in belongings
        if isinstance(row, belonging.table)
        and getattr(row, belonging.field)
        and not any(getattr(row, name) for name in belonging.unless)
    }


def plans_over(session: Session, row: Record) -> set[str]:
    """Return the ids of the plans that a record is part of, however far below them it stands.

    Comments, risks and yearly reviews stand beside what a plan says: they go on once it is
    approved.
    """
    plans, seen, rows = set[str](), set[str](), [row]
    while rows:
        one = rows.pop()
        if isinstance(one, Plan):
            plans.add(one.id)
        if isinstance(one, BESIDE) or one.id in seen:
            continue
        seen.add(one.id)
        above = (session.get(RECORDS[kind], record) for kind, record in owners_of(one))
        rows += [each for each in above if each is not None]
    return plans


def gone_with(session: Session, kind: str, record: str) -> Iterator[Record]:
    """Yield what was taken away in the same step as a record that owns it."""
    last = aliased(Change)
    step = session.scalar(
        select(last.step)
        .where(last.record == record, last.field == DELETED, last.value == encode(True))  # noqa: FBT003
        .order_by(last.seq.desc())
        .limit(1)
    )
    if step is None:
        return
    rows = session.execute(
        select(Change.kind, Change.record).where(Change.step == step, Change.field == DELETED)
    )
    together = {(of, other): session.get(RECORDS[of], other) for of, other in rows}
    owners = {(kind, record)}
    while owners:
        mine = {
            key: row for key, row in together.items()
            if row is not None and row.deleted and not owners.isdisjoint(owners_of(row))
        }  # fmt: skip
        yield from mine.values()
        owners = set(mine)
        together = {key: row for key, row in together.items() if key not in mine}


def without_owner(session: Session) -> Iterator[tuple[tuple[str, str], Record]]:
    """Yield (owner, record) for each record that stands though the one that owns it was taken away.

    Nobody leaves one behind knowingly: it was made, or put back, on another laptop.
    """
    for kind, belongings in OWNED.items():
        owner = aliased(RECORDS[kind])  # a comment may belong to another
        for belonging in belongings:
            rows = session.scalars(
                _standing(belonging)
                .join(owner, owner.id == _names(belonging))
                .where(owner.deleted.is_(True))
                .order_by(belonging.table.id)
            )
            for row in rows:
                yield (kind, getattr(row, belonging.field)), row


def _names(belonging: Belonging) -> Any:
    return getattr(belonging.table, belonging.field)


def _standing(belonging: Belonging) -> Select[Any]:
    table: Any = belonging.table
    others = [getattr(table, name).is_(None) for name in belonging.unless]
    return select(table).where(table.deleted.is_(False), *others)
