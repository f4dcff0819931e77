"""How many records are behind each place of the window, and whose desk it is."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commission_desk.operations.team import team
from commission_desk.store.tables import Action, Agreement, Meeting, Plan, Stakeholder

PLACES = {"plans": Plan, "stakeholders": Stakeholder, "contracts": Agreement, "meetings": Meeting}


@dataclass(frozen=True, slots=True)
class Counts:
    """The team's name and the number of records by place; of actions only the open ones."""

    team: str
    by_place: dict[str, int]


def counts(session: Session) -> Counts:
    """Count what the navigation rail shows."""
    found = {
        place: session.scalar(
            select(func.count()).select_from(table).where(table.deleted.is_(False))
        )
        or 0
        for place, table in PLACES.items()
    }
    open_actions = select(func.count(Action.id)).where(
        Action.deleted.is_(False), Action.status == "open"
    )
    found["actions"] = session.scalar(open_actions) or 0
    return Counts(team(session).name, found)
