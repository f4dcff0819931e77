"""The team whose desk this is, and its house style."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.domain.papers import House
from commission_desk.i18n import N_
from commission_desk.operations.records import placed, put, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Team
from commission_desk.store.tables.base import id_of

FIELDS = ("name", "organisation", "marking", "accent")


@dataclass(frozen=True, slots=True)
class TeamView:
    """The team's names and the marking on every page it prints."""

    name: str = ""
    organisation: str = ""
    marking: str = ""
    accent: str = "#0B6463"


def team(session: Session) -> TeamView:
    """Return the team; an empty one where nothing has been said yet."""
    found = session.scalars(standing(Team)).first()
    if found is None:
        return TeamView()
    return TeamView(found.name, found.organisation, found.marking, found.accent)


def house(session: Session) -> House:
    """Return the house style for documents."""
    view = team(session)
    return House(view.organisation, view.name, view.marking, view.accent)


@named(N_("Change the team's details"))
def set_team(session: Session, /, **values: Any) -> None:
    """Set the team's name, organisation, marking or colour."""
    found = session.scalars(standing(Team)).first() or placed(session, Team, id_of("team"))
    put(found, values, FIELDS, nameless=True)
