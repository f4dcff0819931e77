"""A register as others publish theirs: what each column says, and what is still missing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from commission_desk.content.headings import normal_heading
from commission_desk.content.publishing import Published, codes
from commission_desk.exchange.export import Column
from commission_desk.operations.register_facts import AgreementFacts

Value = str | int | date | None
Getter = Callable[[AgreementFacts, "Publisher"], Value]
SMALL = ("micro", "small", "medium", "volunteers")
THIRD = "third"
MONEY = ("whole-value", "amount", "irrecoverable-vat")
DATES = ("start", "end", "initial-end", "latest-end", "review", "awarded")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the organisation's name, and the address of its site if it has one."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class MissingField:
    """A field that must not be empty and is: of which agreement, and what it is called."""

    id: str
    reference: str
    title: str
    called: str


def missing_fields(
    facts: Iterable[AgreementFacts], form: Published, publisher: Publisher, language: str
) -> tuple[MissingField, ...]:
    """Return every required field that is empty, agreement by agreement."""
    required = [column for column in form.columns if column.required]
    return tuple(
        MissingField(one.id, one.reference, one.title, column.called.text(language))
        for one in facts
        for column in required
        if value_of(one, column.name, column.heading, column.field, publisher) in (None, "")
        and not _not_asked(one, column.field)
    )


def published_rows(
    facts: Iterable[AgreementFacts], form: Published, publisher: Publisher
) -> tuple[tuple[Column, ...], list[dict[str, Value]]]:
    """Return the columns of a published register, and its rows; what is not known stays empty."""
    columns = tuple(Column(each.name, each.name, _holds(each.field)) for each in form.columns)
    rows = [
        {
            each.name: value_of(one, each.name, each.heading, each.field, publisher)
            for each in form.columns
        }
        for one in facts
    ]
    return columns, rows


def value_of(
    one: AgreementFacts, name: str, heading: str, field: str, publisher: Publisher
) -> Value:
    """Return what a column says of an agreement: our fact, or what was imported under its name."""
    value = FACTS[field](one, publisher) if field else None
    if value not in (None, ""):
        return value
    wanted = {normal_heading(name), normal_heading(heading)}
    return next((text for head, text in one.rest.items() if normal_heading(head) in wanted), value)


def _not_asked(one: AgreementFacts, field: str) -> bool:
    """Only a charity has a charity's number, and only a contract was tendered."""
    if field == "charity-number":
        return one.sector not in ("", THIRD)
    return field == "process-type" and one.kind == "grant"


def _yes(known: bool, yes: bool) -> Value:
    return ("true" if yes else "false") if known else None


def _irrecoverable(one: AgreementFacts, _publisher: Publisher) -> Value:
    return 0 if one.vat_basis == "exempt" else None


def _ocid(one: AgreementFacts, _publisher: Publisher) -> Value:
    return one.source_id.partition("/")[0] if one.source_id.startswith("ocds-") else None


FACTS: dict[str, Getter] = {
    "publisher": lambda _one, publisher: publisher.name,
    "reference": lambda one, _: one.reference,
    "ocid": _ocid,
    "title": lambda one, _: one.title,
    "contract-type": lambda one, _: codes("contract-type").get(one.kind, "Other"),
    "department": lambda one, _: one.department,
    "service": lambda one, _: one.service,
    "description": lambda one, _: one.description,
    "start": lambda one, _: one.starts,
    "end": lambda one, _: one.end,
    "initial-end": lambda one, _: one.initial_end,
    "extension-months": lambda one, _: one.extension_months,
    "latest-end": lambda one, _: one.latest_end if one.latest_end != one.end else None,
    "review": lambda one, _: one.review_on,
    "awarded": lambda one, _: one.awarded,
    "whole-value": lambda one, _: one.total_pence,
    "amount": lambda one, _: one.total_pence,
    "irrecoverable-vat": _irrecoverable,
    "provider": lambda one, _: one.provider,
    "company-number": lambda one, _: one.company_number,
    "charity-number": lambda one, _: one.charity_number,
    "provider-number": lambda one, _: one.provider_number,
    "address": lambda one, _: one.address,
    "sme": lambda one, _: _yes(bool(one.size), one.size in SMALL),
    "vcse": lambda one, _: _yes(bool(one.sector), one.sector == THIRD),
    "process-type": lambda one, _: codes("process-type").get(one.route),
}


def _holds(field: str) -> Literal["text", "number", "money", "date"]:
    if field in MONEY:
        return "money"
    return "date" if field in DATES else "number" if field == "extension-months" else "text"
