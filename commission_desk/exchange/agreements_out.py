"""The register of agreements as a sheet that others can read, and that reads back unchanged."""

from collections.abc import Iterable
from typing import Any

from commission_desk.domain.money import parse_money
from commission_desk.domain.registers import ExistingRow, RegisterRow
from commission_desk.exchange.export import Column
from commission_desk.exchange.words import CHOICES, label_of
from commission_desk.i18n import N_, translator

_REST = "rest:"  # before the headings of columns that a desk only keeps
_COLUMNS = (
    Column("reference", N_("Reference")),
    Column("title", N_("Title")),
    Column("description", N_("Description")),
    Column("kind", N_("Kind")),
    Column("managed", N_("Managed")),
    Column("provider", N_("Provider")),
    Column("charity_number", N_("Charity number")),
    Column("company_number", N_("Company number")),
    Column("sector", N_("Sector")),
    Column("department", N_("Department")),
    Column("service", N_("Service")),
    Column("annual_pence", N_("Annual value"), "money"),
    Column("total_pence", N_("Total value"), "money"),
    Column("partner_pence", N_("Partners’ share of a year"), "money"),
    Column("awarded", N_("Awarded"), "date"),
    Column("starts", N_("Start"), "date"),
    Column("ends", N_("End"), "date"),
    Column("latest_end", N_("Latest end"), "date"),
    Column("review_on", N_("Review"), "date"),
    Column("notes", N_("Notes")),
    Column("source_id", N_("Source ID")),
)


def agreement_columns(agreements: Iterable[ExistingRow], language: str) -> tuple[Column, ...]:
    """Return the columns of the register, with those that imports brought and a desk only keeps."""
    _ = translator(language)
    kept: dict[str, None] = {}
    for one in agreements:
        kept.update(dict.fromkeys(one.row.rest))
    named = tuple(Column(each.key, _(each.heading), each.kind) for each in _COLUMNS)
    taken = {column.heading.casefold() for column in named}
    others = (heading for heading in kept if heading.casefold() not in taken)
    return named + tuple(Column(_REST + heading, heading) for heading in others)


def agreement_rows(agreements: Iterable[ExistingRow], language: str) -> list[dict[str, Any]]:
    """Return the agreements as rows for ``agreement_columns``: amounts, dates or their words."""
    return [_row(one.row, language) for one in agreements]


def _row(row: RegisterRow, language: str) -> dict[str, Any]:
    values: dict[str, Any] = {column.key: getattr(row, column.key) for column in _COLUMNS}
    values["annual_pence"] = _amount(row.annual_pence, row.annual_text)
    values["total_pence"] = _amount(row.total_pence, row.total_text)
    values["ends"] = row.ends or row.end_text or None
    if row.latest_end == row.ends:
        values["latest_end"] = None
    for field in CHOICES:
        values[field] = label_of(field, values[field], language)
    values.update((_REST + heading, text) for heading, text in row.rest.items())
    return values


def _amount(pence: int | None, text: str) -> int | str | None:
    """Return an amount, or the words that stand for it: "Nil", "TBC"."""
    if pence is None:
        return text or None
    return text if pence == 0 and text and parse_money(text).nil else pence
