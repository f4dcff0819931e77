"""Narrowing the register by what agreements say: department, provider, sector and so on, in SQL."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from commission_desk.content.choices import choices
from commission_desk.i18n import N_
from commission_desk.store.tables import Agreement, Organisation, Plan

Statement = Select[*tuple[Any, ...]]
Narrowing = tuple[tuple[str, tuple[str, ...]], ...]  # field, and the values that it may have

# The fields a register is narrowed and grouped by; "" is a value too: nothing has been said.
FIELDS: dict[str, Any] = {
    "department": Agreement.department, "service": Agreement.service, "plan": Agreement.plan_id,
    "provider": Agreement.provider_id, "sector": Organisation.sector,
    "managed": Agreement.managed, "regime": Agreement.regime, "route": Agreement.route,
    "kind": Agreement.kind,
}  # fmt: skip
FIELD_NAMES = {
    "department": N_("Department"), "service": N_("Service area"), "plan": N_("Plan"),
    "provider": N_("Provider"), "sector": N_("Sector"), "managed": N_("Managed by"),
    "regime": N_("Regime"), "route": N_("Route"), "kind": N_("Kind"),
}  # fmt: skip
# Values that are choices of a list are said in its words.
LISTS = {
    "sector": "sector", "managed": "managed", "regime": "regime", "route": "route",
    "kind": "agreement-kind",
}  # fmt: skip
MAY_LACK = ("plan", "provider", "sector")
NAMES: dict[str, Any] = {"plan": Plan.title, "provider": Organisation.name}


@dataclass(frozen=True, slots=True)
class FilterValue:
    """A value that a field has in the register, what it is called and how many have it."""

    value: str
    label: str
    count: int


def narrowed(statement: Statement, narrow: Narrowing) -> Statement:
    """Leave of a selection of agreements those with one of the values in every field."""
    for name, values in narrow:
        if not values:
            continue
        if name == "sector":
            of = select(Organisation.id).where(Organisation.sector.in_(values))
            wanted: list[ColumnElement[bool]] = [Agreement.provider_id.in_(of)]
            if "" in values:
                wanted.append(Agreement.provider_id.is_(None))
        else:
            wanted = [FIELDS[name].in_(values)]
            if "" in values:
                wanted.append(FIELDS[name].is_(None))
        statement = statement.where(or_(*wanted))
    return statement


def without(narrow: Narrowing, name: str) -> Narrowing:
    """Return a narrowing without what it says of one field."""
    return tuple(each for each in narrow if each[0] != name)


def narrowed_to(narrow: Narrowing, name: str, values: tuple[str, ...]) -> Narrowing:
    """Return a narrowing in which one field has these values; none lifts it."""
    others = without(narrow, name)
    if not values:
        return others
    had = [each[0] for each in narrow]
    place = had.index(name) if name in had else len(others)
    return (*others[:place], (name, values), *others[place:])


def group_key(name: str) -> Any:
    """Return what agreements are grouped by: the field's value, or "" where there is none."""
    field = FIELDS[name]
    return func.coalesce(field, "") if name in MAY_LACK else field  # an index knows the field alone


def group_order(name: str) -> tuple[Any, ...]:
    """Return the order of groups: as the list of choices has them, or by name; unsaid ones last."""
    if name in LISTS:
        places = {each.id: place for place, each in enumerate(choices(LISTS[name]))}
        return (case(places, value=group_key(name), else_=len(places)), group_key(name))
    words = NAMES.get(name, FIELDS[name])
    return (func.nullif(words, "").nulls_last(), group_key(name))


def joined(statement: Statement, *names: str) -> Statement:
    """Add the tables that fields are read from, each once."""
    if {"provider", "sector"} & {*names}:
        statement = statement.outerjoin(Organisation, Organisation.id == Agreement.provider_id)
    if "plan" in names:
        statement = statement.outerjoin(Plan, Plan.id == Agreement.plan_id)
    return statement


def filter_labels(
    session: Session, name: str, values: tuple[str, ...], language: str
) -> dict[str, str]:
    """Return what values of a field are called; one that has gone is left out."""
    if name in LISTS:
        known = {each.id: each.label.text(language) for each in choices(LISTS[name])}
        return {value: known.get(value, value) for value in values}
    if name in NAMES:
        table = Plan if name == "plan" else Organisation
        rows = session.execute(select(table.id, NAMES[name]).where(table.id.in_(values)))
        return {row[0]: row[1] for row in rows}
    return {value: value for value in values}
