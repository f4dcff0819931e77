"""The rows of a plan's tables, which carry need > gap > intention > agreement."""

from datetime import date

from sqlalchemy import Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commission_desk.store.tables.base import Record, refers_to


class PlanEntry(Record):
    """A row of a table of a plan; ``prompt_id`` is the part it stands in where each has its own."""

    __abstract__ = True

    plan_id: Mapped[str] = mapped_column(refers_to("plan.id"), index=True)
    prompt_id: Mapped[str] = mapped_column(String(80), default="")
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Text, default="")


class Evidence(PlanEntry):
    """Something the plan relies on, and what it says for this plan."""

    __tablename__ = "evidence"

    component: Mapped[str] = mapped_column(String(24), default="")
    year: Mapped[int | None]
    says: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")


class Need(PlanEntry):
    """What is counted to know how much is needed; its figures are records of their own."""

    __tablename__ = "need"

    breakdown: Mapped[str] = mapped_column(String(24), default="")
    unit: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")


class NeedFigure(Record):
    """The figure of a need in one year; years to come are projections. Its id is its place."""

    __tablename__ = "need_figure"

    need_id: Mapped[str] = mapped_column(refers_to("need.id"), index=True)
    year: Mapped[int] = mapped_column(default=0)
    value: Mapped[float | None] = mapped_column(Float)


class Outcome(PlanEntry):
    """What is to be better for people, in the unit of its measure."""

    __tablename__ = "outcome"

    level: Mapped[str] = mapped_column(String(24), default="")
    measure: Mapped[str] = mapped_column(Text, default="")
    baseline: Mapped[float | None] = mapped_column(Float)
    target: Mapped[float | None] = mapped_column(Float)
    year: Mapped[int | None]
    need_id: Mapped[str | None] = mapped_column(refers_to("need.id"), index=True)


class Service(PlanEntry):
    """A service there is for these people, whoever provides it; pence a year."""

    __tablename__ = "service"

    provider: Mapped[str] = mapped_column(Text, default="")
    sector: Mapped[str] = mapped_column(String(24), default="")
    place: Mapped[str] = mapped_column(Text, default="")
    capacity: Mapped[float | None] = mapped_column(Float)
    used: Mapped[float | None] = mapped_column(Float)
    quality: Mapped[str] = mapped_column(Text, default="")
    annual_pence: Mapped[int | None]


class ServiceOutcome(Record):
    """That a service serves an outcome. Its id is its place, so two people may tick the same."""

    __tablename__ = "service_outcome"

    service_id: Mapped[str] = mapped_column(refers_to("service.id"), index=True)
    outcome_id: Mapped[str] = mapped_column(refers_to("outcome.id"), index=True)


class Resource(PlanEntry):
    """Money there is in a year, whose it is and how it is shared."""

    __tablename__ = "resource"

    owner: Mapped[str] = mapped_column(Text, default="")
    year: Mapped[int | None]
    pence: Mapped[int | None]
    funding: Mapped[str] = mapped_column(String(24), default="")
    legal_basis: Mapped[str] = mapped_column(Text, default="")


class Gap(PlanEntry):
    """Where what there is does not meet what is needed: one of five kinds."""

    __tablename__ = "gap"

    kind: Mapped[str] = mapped_column(String(24), default="")
    size: Mapped[str] = mapped_column(Text, default="")
    need_id: Mapped[str | None] = mapped_column(refers_to("need.id"), index=True)
    service_id: Mapped[str | None] = mapped_column(refers_to("service.id"), index=True)


class Objective(PlanEntry):
    """What the plan is to achieve."""

    __tablename__ = "objective"

    outcome_id: Mapped[str | None] = mapped_column(refers_to("outcome.id"), index=True)
    owner: Mapped[str] = mapped_column(Text, default="")
    year: Mapped[int | None]


class Intention(PlanEntry):
    """What will continue, change, begin or stop; pence a year."""

    __tablename__ = "intention"

    kind: Mapped[str] = mapped_column(String(24), default="")
    gap_id: Mapped[str | None] = mapped_column(refers_to("gap.id"), index=True)
    option_id: Mapped[str | None] = mapped_column(refers_to("plan_option.id"), index=True)
    rationale: Mapped[str] = mapped_column(Text, default="")
    annual_pence: Mapped[int | None]
    risk: Mapped[str] = mapped_column(Text, default="")
    year: Mapped[int | None]
    agreement_id: Mapped[str | None] = mapped_column(refers_to("agreement.id"), index=True)


class IntentionDuty(Record):
    """What was done about a duty before something is stopped. Its id is its place.

    ``reason`` says why the duty does not apply, where it does not.
    """

    __tablename__ = "intention_duty"

    intention_id: Mapped[str] = mapped_column(refers_to("intention.id"), index=True)
    duty: Mapped[str] = mapped_column(String(40), default="")
    done_on: Mapped[date | None]
    who: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")


class MarketAction(PlanEntry):
    """What is done so that providers are able and ready."""

    __tablename__ = "market_action"

    intention_id: Mapped[str | None] = mapped_column(refers_to("intention.id"), index=True)
    readiness: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text, default="")
    year: Mapped[int | None]


class MonitoringMeasure(PlanEntry):
    """What is watched to see whether the plan works: for the whole of it, or for one service."""

    __tablename__ = "monitoring_measure"

    level: Mapped[str] = mapped_column(String(24), default="")
    kind: Mapped[str] = mapped_column(String(12), default="")
    outcome_id: Mapped[str | None] = mapped_column(refers_to("outcome.id"), index=True)
    agreement_id: Mapped[str | None] = mapped_column(refers_to("agreement.id"), index=True)
    baseline: Mapped[float | None] = mapped_column(Float)
    target: Mapped[float | None] = mapped_column(Float)
    frequency: Mapped[str] = mapped_column(String(16), default="")
    owner: Mapped[str] = mapped_column(Text, default="")


class Criterion(PlanEntry):
    """What options are judged by; weights count against each other."""

    __tablename__ = "criterion"

    weight: Mapped[float | None] = mapped_column(Float)


class PlanOption(PlanEntry):
    """A way to deliver what is intended; pence a year. One of a plan's options is chosen."""

    __tablename__ = "plan_option"

    way: Mapped[str] = mapped_column(String(24), default="")
    gap_id: Mapped[str | None] = mapped_column(refers_to("gap.id"), index=True)
    annual_pence: Mapped[int | None]
    risk: Mapped[str] = mapped_column(Text, default="")
    chosen_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class OptionScore(Record):
    """What an option scores on a criterion. Its id is its place."""

    __tablename__ = "option_score"

    option_id: Mapped[str] = mapped_column(refers_to("plan_option.id"), index=True)
    criterion_id: Mapped[str] = mapped_column(refers_to("criterion.id"), index=True)
    value: Mapped[float | None] = mapped_column(Float)
