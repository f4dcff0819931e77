"""Two names, one body: merging organisations on a person's word, and keeping their other names."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.domain.registers import plain, similar_providers
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import (
    RECORDS,
    Agreement,
    Organisation,
    OtherName,
    Record,
    RegisterView,
)
from commission_desk.store.tables.base import id_of

FILLED = ("sector", "size", "charity_number", "company_number", "source_id", "address")
NUMBERS = ("charity_number", "company_number")


@dataclass(frozen=True, slots=True)
class MergeCandidate:
    """An organisation that may be another one spelt differently.

    One that is ``gone`` was merged or removed, and agreements of a colleague's came under it.
    """

    id: str
    name: str
    agreements: int
    charity_number: str
    company_number: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: the name that stays, how many went, and how many records moved."""

    name: str
    organisations: int
    moved: int


def merge_suggestions(session: Session) -> tuple[tuple[MergeCandidate, ...], ...]:
    """Return groups of organisations whose names are nearly alike, the one most used first."""
    every = merge_candidates(session)
    by_name: dict[str, list[MergeCandidate]] = {}
    for one in every:
        by_name.setdefault(one.name.strip(), []).append(one)
    groups = [
        tuple(one for name in names for one in by_name[name])
        for names in similar_providers(one.name for one in every)
    ]
    alone = {name for group in groups for name in (one.name.strip() for one in group)}
    groups += [tuple(same) for name, same in by_name.items() if len(same) > 1 and name not in alone]
    groups = [*_gone_again(session, every), *groups]
    return tuple(
        tuple(sorted(group, key=lambda one: (one.gone, -one.agreements)))
        for group in groups
        if not all(one.gone for one in group)
    )


def merge_candidates(session: Session) -> tuple[MergeCandidate, ...]:
    """Return every organisation by name, with how many agreements it provides.

    One that was merged into another still counts where a colleague added agreements to it.
    """
    used = (
        select(Agreement.provider_id, func.count(Agreement.id).label("count"))
        .where(Agreement.deleted.is_(False))
        .group_by(Agreement.provider_id)
        .subquery()
    )
    rows = session.execute(
        select(
            Organisation.id, Organisation.name, func.coalesce(used.c.count, 0),
            Organisation.charity_number, Organisation.company_number, Organisation.deleted,
        )
        .outerjoin(used, used.c.provider_id == Organisation.id)
        .where(or_(Organisation.deleted.is_(False), used.c.count > 0))
        .order_by(func.lower(Organisation.name), Organisation.id)
    )  # fmt: skip
    return tuple(MergeCandidate(*row) for row in rows)


@named(N_("Merge organisations"))
def merge_organisations(session: Session, keep: str, others: Iterable[str]) -> Merged:
    """Make one organisation of several: all that refers to the others refers to ``keep`` then.

    Their names are remembered, so that a register that uses them is understood. Raises UserError
    where two have different numbers in one register, which shows that they are two bodies.
    """
    kept = get(session, Organisation, keep)
    gone = [session.get_one(Organisation, one) for one in dict.fromkeys(others) if one != keep]
    if not gone:
        raise UserError(_("Choose two organisations or more: there is nothing to merge in one."))
    moved = 0
    for one in gone:
        _may_merge(kept, one)
        moved += _move(session, one.id, keep)
        _move_filters(session, one.id, keep)
        for name in FILLED:
            if not getattr(kept, name) and getattr(one, name):
                setattr(kept, name, getattr(one, name))
        if one.notes and one.notes not in kept.notes:
            kept.notes = "\n".join(filter(None, (kept.notes, one.notes)))
        remember_name(session, keep, one.name)
        one.deleted = True
    return Merged(kept.name, len(gone), moved)


def other_names(session: Session) -> dict[str, str]:
    """Return the names that stand for another: from a spelling to the organisation's own name."""
    rows = session.execute(
        select(OtherName.name, Organisation.name)
        .join(Organisation, Organisation.id == OtherName.organisation_id)
        .where(OtherName.deleted.is_(False), Organisation.deleted.is_(False))
        .order_by(OtherName.id)
    )
    return {row[0]: row[1] for row in rows}


def remember_name(session: Session, organisation: str, name: str) -> None:
    """Keep another name of an organisation, so that a register that uses it is understood."""
    record = id_of("other_name", organisation, plain(name))
    found = session.get(OtherName, record)
    if found is None:
        session.add(OtherName(id=record, organisation_id=organisation, name=name.strip()))
    elif found.deleted:
        found.deleted = False


def remember_spellings(session: Session, spellings: Mapping[str, str]) -> None:
    """Keep what a person said of spellings while importing, as part of that step."""
    if not spellings:
        return
    by_name: dict[str, str] = {}
    for row in session.scalars(standing(Organisation).order_by(Organisation.id)):
        by_name.setdefault(row.name, row.id)
    for spelling, name in spellings.items():
        if name in by_name and spelling not in by_name:
            remember_name(session, by_name[name], spelling)


def _may_merge(kept: Organisation, other: Organisation) -> None:
    for name in NUMBERS:
        mine, theirs = getattr(kept, name), getattr(other, name)
        if mine and theirs and mine != theirs:
            raise UserError(
                _(
                    "“{one}” has the number {mine} and “{other}” has {theirs} in the same public "
                    "register, so they are two bodies. Correct the number first if it is wrong."
                ).format(one=kept.name, mine=mine, other=other.name, theirs=theirs)
            )


def _move(session: Session, gone: str, keep: str) -> int:
    """Let every record that refers to an organisation refer to another; return how many did."""
    moved = 0
    for table in RECORDS.values():
        for field in _referring(table):
            for row in session.scalars(select(table).where(getattr(table, field) == gone)):
                setattr(row, field, keep)
                moved += not row.deleted
    return moved


def _gone_again(
    session: Session, every: Iterable[MergeCandidate]
) -> list[tuple[MergeCandidate, ...]]:
    """Return what was merged before and is used again, each with the one it was merged into."""
    known = {one.id: one for one in every}
    rows = session.execute(
        select(OtherName.name, OtherName.organisation_id).where(OtherName.deleted.is_(False))
    )
    into = {plain(name): organisation for name, organisation in rows}
    return [
        (known[into[plain(one.name)]], one)
        for one in known.values()
        if one.gone and into.get(plain(one.name), one.id) in known.keys() - {one.id}
    ]


def _move_filters(session: Session, gone: str, keep: str) -> None:
    """Let the team's views that are narrowed to an organisation be narrowed to another."""
    for view in session.scalars(select(RegisterView).where(RegisterView.filters.contains(gone))):
        try:
            filters: Any = json.loads(view.filters)
            narrow = [[name, _renamed(values, gone, keep)] for name, values in filters["narrow"]]
        except (ValueError, TypeError, KeyError):
            continue  # what a file from elsewhere holds that is none of ours
        view.filters = json.dumps(filters | {"narrow": narrow}, ensure_ascii=False)


def _renamed(values: list[str], gone: str, keep: str) -> list[str]:
    return list(dict.fromkeys(keep if value == gone else value for value in values))


def _referring(table: type[Record]) -> list[str]:
    return [
        column.key
        for column in table.__table__.columns
        if any(key.target_fullname == "organisation.id" for key in column.foreign_keys)
    ]
