"""The tables of a desk, one module an area, and the history that covers all of them."""

from commission_desk.store.tables.agreements import Agreement, Measure, Result, Risk, TermOption
from commission_desk.store.tables.base import Base, Record, new_id
from commission_desk.store.tables.erasure import Erasure
from commission_desk.store.tables.history import Change, Meta, Parted, Seen, Step
from commission_desk.store.tables.meetings import Action, AgendaItem, Attendance, Decision, Meeting
from commission_desk.store.tables.people import (
    Engagement,
    EngagementLink,
    Organisation,
    Stakeholder,
    Team,
)
from commission_desk.store.tables.planning import (
    Evidence,
    Gap,
    Intention,
    MarketAction,
    Need,
    NeedFigure,
    Objective,
    Outcome,
    PlanEntry,
    Resource,
    Service,
)
from commission_desk.store.tables.plans import Answer, Plan

RECORDS: dict[str, type[Record]] = {
    table.__tablename__: table
    for table in (
        Team,
        Organisation,
        Stakeholder,
        Engagement,
        EngagementLink,
        Plan,
        Answer,
        Evidence,
        Need,
        NeedFigure,
        Outcome,
        Service,
        Resource,
        Gap,
        Objective,
        Intention,
        MarketAction,
        Agreement,
        TermOption,
        Measure,
        Result,
        Risk,
        Meeting,
        AgendaItem,
        Attendance,
        Decision,
        Action,
    )
}

__all__ = [
    "RECORDS",
    "Action",
    "AgendaItem",
    "Agreement",
    "Answer",
    "Attendance",
    "Base",
    "Change",
    "Decision",
    "Engagement",
    "EngagementLink",
    "Erasure",
    "Evidence",
    "Gap",
    "Intention",
    "MarketAction",
    "Measure",
    "Meeting",
    "Meta",
    "Need",
    "NeedFigure",
    "Objective",
    "Organisation",
    "Outcome",
    "Parted",
    "Plan",
    "PlanEntry",
    "Record",
    "Resource",
    "Result",
    "Risk",
    "Seen",
    "Service",
    "Stakeholder",
    "Step",
    "Team",
    "TermOption",
    "new_id",
]
