"""Reading JSON: contracting data (OCDS), grants data (360Giving), or a plain list of records."""

import json
from pathlib import Path
from typing import Any

from commission_desk.exchange.leaves import leaves
from commission_desk.exchange.read_csv import decode
from commission_desk.exchange.read_ocds import releases_of, rows_of_release
from commission_desk.exchange.sniffing import damaged, not_readable
from commission_desk.exchange.source import NEWER_VERSION, Cell, Limits, Table, TooMuch, table_of

Row = dict[str, Cell]


def read_json(path: Path, limits: Limits) -> tuple[str, tuple[Table, ...]]:
    """Return the kind (ocds, 360giving or json) and its one table, a row an award or record."""
    try:
        data = json.loads(decode(path.read_bytes())[0])
    except (ValueError, RecursionError) as problem:
        raise damaged(path.name) from problem
    releases = releases_of(data)
    if releases:
        rows = [row for release in releases for row in rows_of_release(release)]
        return "ocds", (_table(path.stem, _mark_superseded(rows), limits),)
    if isinstance(data, dict) and isinstance(data.get("grants"), list):
        rows = [_grant(grant) for grant in data["grants"] if isinstance(grant, dict)]
        return "360giving", (_table(path.stem, rows, limits),)
    if isinstance(data, list) and data and all(isinstance(record, dict) for record in data):
        rows = [dict(leaves(record)) for record in data]
        return "json", (_table(path.stem, rows, limits),)
    raise not_readable(path.name)


def _table(name: str, rows: list[Row], limits: Limits) -> Table:
    """Lay out rows under one row of headings; row numbers count the records from 1."""
    headings: dict[str, None] = {}
    for row in rows:
        headings.update(dict.fromkeys(row))
    if len(headings) * len(rows) > limits.cells:
        raise TooMuch
    numbered: list[tuple[int, tuple[Cell, ...]]] = [(0, tuple(headings))]
    numbered += [
        (number, tuple(row.get(heading) for heading in headings))
        for number, row in enumerate(rows, start=1)
    ]
    return table_of(name, numbered)


def _mark_superseded(rows: list[Row]) -> list[Row]:
    """Say in each older version of a notice which row is the newest, by the date of release."""
    newest: dict[Cell, int] = {}
    for index, row in enumerate(rows):
        other = newest.setdefault(row["Source id"], index)
        if str(row.get("date", "")) > str(rows[other].get("date", "")):
            newest[row["Source id"]] = index
    return [
        row if (best := newest[row["Source id"]]) == index else row | {NEWER_VERSION: best + 1}
        for index, row in enumerate(rows)
    ]


def _grant(grant: dict[str, Any]) -> Row:
    """Name the parts of a 360Giving grant as its own spreadsheet form does."""
    row: Row = {}
    for heading, value in (
        ("Identifier", grant.get("id")),
        ("Title", grant.get("title")),
        ("Description", grant.get("description")),
        ("Currency", grant.get("currency")),
        ("Amount Awarded", grant.get("amountAwarded")),
        ("Award Date", grant.get("awardDate")),
        ("Planned Dates:Start Date", _first(grant.get("plannedDates")).get("startDate")),
        ("Planned Dates:End Date", _first(grant.get("plannedDates")).get("endDate")),
        ("Recipient Org:Identifier", _first(grant.get("recipientOrganization")).get("id")),
        ("Recipient Org:Name", _first(grant.get("recipientOrganization")).get("name")),
        ("Funding Org:Identifier", _first(grant.get("fundingOrganization")).get("id")),
        ("Funding Org:Name", _first(grant.get("fundingOrganization")).get("name")),
    ):
        row[heading] = value if isinstance(value, (str, int, float)) else None
    used = {"id", "title", "description", "currency", "amountAwarded", "awardDate"}
    rest = {key: value for key, value in grant.items() if key not in used}
    return row | dict(leaves(rest))


def _first(value: Any) -> dict[str, Any]:
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, dict) else {}
