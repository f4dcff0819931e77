"""One agreement with everything that hangs on it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.content.thresholds import threshold
from commission_desk.domain.measuring import standing_of, trend
from commission_desk.domain.terms import Term
from commission_desk.operations.agreements import term_of
from commission_desk.operations.records import get, standing
from commission_desk.operations.register import AgreementRow, agreement_rows
from commission_desk.store.tables import (
    Action,
    Agreement,
    Measure,
    Meeting,
    Result,
    Risk,
    TermOption,
)


@dataclass(frozen=True, slots=True)
class OptionView:
    """An option to extend."""

    id: str
    months: int
    status: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """A measure's figure for the period that ended on a day; None is no data, not zero."""

    id: str
    period_end: date | None
    value: float | None
    comment: str
    given_by: str = ""
    checked_by: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure with its results, oldest first."""

    id: str
    title: str
    kind: str
    unit: str
    direction: str
    target: float | None
    tolerance: float | None
    frequency: str
    results: tuple[ResultView, ...] = ()
    start_value: float | None = None

    @property
    def latest(self) -> float | None:
        """The newest result, if there is one."""
        return self.results[-1].value if self.results else None

    @property
    def standing(self) -> str:
        """Where the newest result stands: on-target, near, under or no-data.

        Near means off target by no more than the tolerance, which is in the measure's unit.
        """
        return standing_of(self.latest, self.target, self.tolerance, self.direction)

    @property
    def trend(self) -> str:
        """Which way its figures go: improving, steady, worsening, or nothing to tell by."""
        values = [result.value for result in self.results]
        return trend(values, self.direction, threshold("trend-steady").value)


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk; likelihood and impact 1 to 5."""

    id: str
    title: str
    likelihood: int | None
    impact: int | None
    mitigation: str
    owner: str
    status: str

    @property
    def score(self) -> int | None:
        """Likelihood times impact, where both are known."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement whole; money in pence."""

    row: AgreementRow
    description: str
    service: str
    regime: str
    route: str
    annual_text: str
    total_text: str
    partner_pence: int | None
    vat_basis: str
    awarded: date | None
    ends: date | None
    end_text: str
    notice_days: int
    lead_days: int
    review_on: date | None
    risk_reason: str
    grade_reason: str
    graded_on: date | None
    evaluated_on: date | None
    notes: str
    source_rest: str
    term: Term
    options: tuple[OptionView, ...]
    measures: tuple[MeasureView, ...]
    risks: tuple[RiskView, ...]
    meetings: tuple[tuple[str, str, date | None], ...]
    open_actions: int
    plan_id: str | None = None
    provided_from: str = ""


def agreement(session: Session, record: str) -> AgreementView:
    """Return one agreement with its options, measures, risks and meetings."""
    found = get(session, Agreement, record)
    options = session.scalars(
        standing(TermOption).where(TermOption.agreement_id == record).order_by(TermOption.position)
    )
    meetings = session.execute(
        select(Meeting.id, Meeting.title, Meeting.held_on)
        .where(Meeting.agreement_id == record, Meeting.deleted.is_(False))
        .order_by(Meeting.held_on.desc())
    )
    actions = session.scalars(
        standing(Action).where(Action.agreement_id == record, Action.status == "open")
    ).all()
    row = agreement_rows(session, [record])[0]
    return AgreementView(
        row, found.description, found.service, found.regime,
        found.route, found.annual_text, found.total_text, row.partner_pence, found.vat_basis,
        found.awarded, found.ends, found.end_text, found.notice_days, found.lead_days,
        found.review_on, found.risk_reason, found.grade_reason, found.graded_on,
        found.evaluated_on, found.notes, found.source_rest, term_of(session, found),
        tuple(OptionView(option.id, option.months, option.status) for option in options),
        measures(session, record), risks(session, agreement_id=record),
        tuple((row.id, row.title, row.held_on) for row in meetings), len(actions), found.plan_id,
        found.provided_from,
    )  # fmt: skip


def measures(session: Session, agreement: str) -> tuple[MeasureView, ...]:
    """Return an agreement's measures in order, each with its results."""
    found = session.scalars(
        standing(Measure).where(Measure.agreement_id == agreement).order_by(Measure.position)
    ).all()
    results: dict[str, list[ResultView]] = defaultdict(list)
    for row in session.scalars(
        standing(Result)
        .where(Result.measure_id.in_([measure.id for measure in found]))
        .order_by(Result.period_end, Result.id)
    ):
        results[row.measure_id].append(
            ResultView(
                row.id, row.period_end, row.value, row.comment, row.given_by, row.checked_by,
                row.checked_on,
            )
        )  # fmt: skip
    return tuple(
        MeasureView(
            row.id, row.title, row.kind, row.unit, row.direction, row.target, row.tolerance,
            row.frequency, tuple(results[row.id]), row.start_value,
        )
        for row in found
    )  # fmt: skip


def risks(session: Session, **where: str) -> tuple[RiskView, ...]:
    """Return the risks that match, such as an agreement's."""
    rows = session.scalars(standing(Risk).filter_by(**where).order_by(Risk.title))
    return tuple(
        RiskView(
            row.id, row.title, row.likelihood, row.impact, row.mitigation, row.owner, row.status
        )
        for row in rows
    )


def measured_agreements(session: Session) -> tuple[str, ...]:
    """Return the ids of the agreements that have measures, by reference."""
    rows = session.scalars(
        select(Agreement.id)
        .where(Agreement.deleted.is_(False))
        .where(Agreement.id.in_(standing(Measure).with_only_columns(Measure.agreement_id)))
        .order_by(Agreement.reference)
    )
    return tuple(rows)
