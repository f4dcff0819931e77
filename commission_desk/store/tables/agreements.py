"""Agreements with their terms, measures, results and risks. Money is integer pence."""

from datetime import date

from sqlalchemy import BigInteger, Float, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class Agreement(Record):
    """A contract, grant, service level agreement, framework, call-off or spot purchase.

    ``ends`` is the end of the initial term. ``current_end`` (with options exercised),
    ``decide_by`` and ``latest_end`` follow from the term and are kept for sorting.
    ``annual_text`` and ``total_text`` are the words the figures came from; ``end_meaning`` says
    whether an imported end date includes extensions: initial, extended or unknown.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        Index("agreement_by_reference", "deleted", "reference", "id"),
        Index("agreement_by_title", "deleted", "title", "id"),
        Index("agreement_by_annual", "deleted", "annual_pence", "id"),
        Index("agreement_by_end", "deleted", "current_end", "id"),
        Index("agreement_by_decision", "deleted", "decide_by", "id"),
        Index("agreement_by_grade", "deleted", "grade", "id"),
        Index("agreement_by_risk", "deleted", "risk", "id"),
        Index("agreement_by_source", "source_id"),
        Index(
            "agreement_by_department", "deleted", "department", "annual_pence", "total_pence", "id"
        ),
    )

    reference: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(24), default="contract")
    managed: Mapped[str] = mapped_column(String(24), default="central")
    provider_id: Mapped[str | None] = mapped_column(refers_to("organisation.id"), index=True)
    department: Mapped[str] = mapped_column(Text, default="")
    service: Mapped[str] = mapped_column(Text, default="")
    plan_id: Mapped[str | None] = mapped_column(refers_to("plan.id"), index=True)
    regime: Mapped[str] = mapped_column(String(24), default="")
    route: Mapped[str] = mapped_column(String(40), default="")
    annual_pence: Mapped[int | None] = mapped_column(BigInteger)
    annual_text: Mapped[str] = mapped_column(Text, default="")
    total_pence: Mapped[int | None] = mapped_column(BigInteger)
    total_text: Mapped[str] = mapped_column(Text, default="")
    partner_pence: Mapped[int | None] = mapped_column(BigInteger)  # partners' share of a year
    vat_basis: Mapped[str] = mapped_column(String(24), default="")
    awarded: Mapped[date | None]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    end_meaning: Mapped[str] = mapped_column(String(12), default="initial")
    end_text: Mapped[str] = mapped_column(Text, default="")
    notice_days: Mapped[int] = mapped_column(default=90)
    lead_days: Mapped[int] = mapped_column(default=0)
    review_on: Mapped[date | None]
    current_end: Mapped[date | None]
    decide_by: Mapped[date | None]
    latest_end: Mapped[date | None]
    risk: Mapped[str] = mapped_column(String(8), default="")
    risk_reason: Mapped[str] = mapped_column(Text, default="")
    grade: Mapped[int | None]  # on the scale named in grade_scale; never converted
    grade_scale: Mapped[str] = mapped_column(String(40), default="jet")
    grade_reason: Mapped[str] = mapped_column(Text, default="")
    graded_on: Mapped[date | None]
    evaluated_on: Mapped[date | None]  # the yearly "improve or adapt" (Jersey audit 2024, R9)
    source_id: Mapped[str] = mapped_column(Text, default="")
    source_rest: Mapped[str] = mapped_column(Text, default="")  # unmapped columns, as JSON
    notes: Mapped[str] = mapped_column(Text, default="")
    # Whether the whole value counts the options: initial, extended or unknown, as end_meaning.
    total_covers: Mapped[str] = mapped_column(String(12), default="unknown")
    funding: Mapped[str] = mapped_column(String(24), default="")
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    importance: Mapped[str] = mapped_column(String(8), default="")
    tier: Mapped[str] = mapped_column(String(12), default="")  # in place of the computed one
    tier_reason: Mapped[str] = mapped_column(Text, default="")
    unreasoned: Mapped[str] = mapped_column(Text, default="")  # why there is no rationale
    tender_on: Mapped[date | None]
    manager: Mapped[str] = mapped_column(Text, default="")  # the role that answers every month
    grade_word: Mapped[str] = mapped_column(String(24), default="")  # on a scale of words
    unit_pence: Mapped[int | None] = mapped_column(BigInteger)  # what one unit costs
    unit_of: Mapped[str] = mapped_column(Text, default="")  # the unit: an hour, a place
    provided_from: Mapped[str] = mapped_column(String(12), default="")  # the area, or outside it


class TermOption(Record):
    """An option to extend: so many months, available, exercised or declined."""

    __tablename__ = "term_option"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    months: Mapped[int] = mapped_column(default=12)
    status: Mapped[str] = mapped_column(String(12), default="available")
    option_pence: Mapped[int | None] = mapped_column(BigInteger)  # None: as the annual value says


class Measure(Record):
    """What is counted to see whether an agreement works; target and tolerance in its unit."""

    __tablename__ = "measure"

    agreement_id: Mapped[str] = mapped_column(refers_to("agreement.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(12), default="output")
    unit: Mapped[str] = mapped_column(Text, default="")
    direction: Mapped[str] = mapped_column(String(8), default="higher")
    target: Mapped[float | None] = mapped_column(Float)
    tolerance: Mapped[float | None] = mapped_column(Float)
    frequency: Mapped[str] = mapped_column(String(16), default="quarterly")
    start_value: Mapped[float | None] = mapped_column(Float)  # the baseline, before it began


class Result(Record):
    """One period's figure; no value means no data, which is not zero."""

    __tablename__ = "result"

    measure_id: Mapped[str] = mapped_column(refers_to("measure.id"), index=True)
    period_end: Mapped[date | None]
    value: Mapped[float | None] = mapped_column(Float)
    comment: Mapped[str] = mapped_column(Text, default="")
    given_by: Mapped[str] = mapped_column(Text, default="")
    checked_by: Mapped[str] = mapped_column(Text, default="")
    checked_on: Mapped[date | None]


class Risk(Record):
    """An event that could harm delivery: likelihood and impact 1 to 5."""

    __tablename__ = "risk"

    title: Mapped[str] = mapped_column(Text, default="")
    likelihood: Mapped[int | None]
    impact: Mapped[int | None]
    mitigation: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(12), default="open")
    position: Mapped[int] = mapped_column(default=0)
    agreement_id: Mapped[str | None] = mapped_column(refers_to("agreement.id"), index=True)
    plan_id: Mapped[str | None] = mapped_column(refers_to("plan.id"), index=True)
    meeting_id: Mapped[str | None] = mapped_column(refers_to("meeting.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(refers_to("agenda_item.id"), index=True)
