"""Organisations: who provides, commissions or speaks for people."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, put, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Organisation, OtherName

FIELDS = ("name", "sector", "size", "charity_number", "company_number", "source_id", "notes",
          "address")  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation as lists show it."""

    id: str
    name: str
    sector: str


@dataclass(frozen=True, slots=True)
class OrganisationDetails:
    """What a public register says of an organisation."""

    id: str
    name: str
    sector: str
    size: str
    charity_number: str
    company_number: str
    address: str


def organisation_details(session: Session, record: str) -> OrganisationDetails:
    """Return what is known of one organisation; raises UserError if it has been taken away."""
    row = get(session, Organisation, record)
    return OrganisationDetails(
        row.id, row.name, row.sector, row.size, row.charity_number, row.company_number, row.address
    )


def organisations(session: Session) -> tuple[OrganisationRow, ...]:
    """Return all organisations by name."""
    rows = session.scalars(standing(Organisation).order_by(Organisation.name))
    return tuple(OrganisationRow(row.id, row.name, row.sector) for row in rows)


def organisation_named(session: Session, name: str) -> str | None:
    """Return the id of the organisation with exactly this name, letter case aside.

    Failing that, of the one that a person said is also spelt so.
    """
    wanted = literal(name.strip())  # lowered by the database too: it knows no accented capitals
    found = session.scalar(
        select(Organisation.id)
        .where(Organisation.deleted.is_(False), func.lower(Organisation.name) == func.lower(wanted))
        .order_by(Organisation.id)
        .limit(1)
    )
    return found or session.scalar(
        select(Organisation.id)
        .join(OtherName, OtherName.organisation_id == Organisation.id)
        .where(
            Organisation.deleted.is_(False), OtherName.deleted.is_(False),
            func.lower(OtherName.name) == func.lower(wanted),
        )
        .order_by(Organisation.id)
        .limit(1)
    )  # fmt: skip


def provider_of(session: Session, name: str, sector: str = "") -> str | None:
    """Return the id of the named organisation, adding it where it is new; None for no name."""
    if not name.strip():
        return None
    found = organisation_named(session, name)
    if found is not None:
        return found
    organisation = Organisation(name=name.strip(), sector=sector)
    session.add(organisation)
    return organisation.id


@named(N_("Add organisation"))
def add_organisation(session: Session, name: str, **values: Any) -> str:
    """Add an organisation and return its id; raises UserError for an empty name."""
    if not name.strip():
        raise UserError(_("Give the organisation a name."))
    organisation = Organisation(name=name.strip())
    put(organisation, values, FIELDS)
    session.add(organisation)
    return organisation.id


@named(N_("Edit organisation"))
def edit_organisation(session: Session, organisation: str, **values: Any) -> None:
    """Change fields of an organisation."""
    put(get(session, Organisation, organisation), values, FIELDS)
