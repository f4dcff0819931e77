"""Reading contracting data: releases and records of the Open Contracting Data Standard 1.1.

A row for each contract, for each award without a contract, or for a notice that has neither. Party
records hold names and telephone numbers of staff; those are not taken in.
"""

from typing import Any

from commission_desk.exchange.leaves import leaves
from commission_desk.exchange.source import Cell

Row = dict[str, Cell]
Facts = dict[str, Any]

_OURS = {"GBP", ""}


def releases_of(data: Any) -> list[Facts]:
    """Return the releases in a release package, a record package, a list or a single release."""
    if isinstance(data, list):
        return [release for part in data for release in releases_of(part)]
    if not isinstance(data, dict):
        return []
    if isinstance(data.get("releases"), list) and "ocid" not in data:
        return _records(data["releases"])
    if isinstance(data.get("records"), list):
        return [release for record in _records(data["records"]) for release in _of_record(record)]
    if "ocid" in data and ("releases" in data or "compiledRelease" in data):
        return _of_record(data)
    return [data] if "ocid" in data else []


def rows_of_release(release: Facts) -> list[Row]:
    """Return a row for each contract and each award without one; otherwise one for the notice."""
    awards, contracts = _records(release.get("awards")), _records(release.get("contracts"))
    by_id = {str(award.get("id")): award for award in awards}
    contracted = {str(contract.get("awardID")) for contract in contracts}
    pairs: list[tuple[Facts, Facts]] = [
        (by_id.get(str(contract.get("awardID")), {}), contract) for contract in contracts
    ]
    pairs += [(award, {}) for award in awards if str(award.get("id")) not in contracted]
    return [_row(release, award, contract) for award, contract in pairs or [({}, {})]]


def _of_record(record: Facts) -> list[Facts]:
    """Return a record's compiled release, or else its newest release that is not a mere link."""
    compiled = record.get("compiledRelease")
    if isinstance(compiled, dict):
        return [{"ocid": record.get("ocid"), **compiled}]
    whole = [release for release in _records(record.get("releases")) if "ocid" in release]
    return [max(whole, key=lambda release: str(release.get("date", "")))] if whole else []


def _row(release: Facts, award: Facts, contract: Facts) -> Row:
    tender = _facts(release.get("tender"))
    suppliers = _records(award.get("suppliers"))
    period = (
        _facts(contract.get("period"))
        or _facts(award.get("contractPeriod"))
        or _facts(tender.get("contractPeriod"))
    )
    value = _facts(contract.get("value")) or _facts(award.get("value"))
    party = _party(release, suppliers[0]) if suppliers else {}
    known: Row = {
        "Source id": _source_id(release, award, contract),
        "Reference": _text(tender.get("id")),
        "Title": _text(contract.get("title") or tender.get("title") or award.get("title")),
        "Description": _text(
            contract.get("description") or tender.get("description") or award.get("description")
        ),
        "Provider": "; ".join(str(supplier.get("name", "")) for supplier in suppliers),
        "Provider number": _text(suppliers[0].get("id")) if suppliers else None,
        "Company number": _number(party, "GB-COH"),
        "Charity number": _number(party, "GB-CHC"),
        "Total": _amount(value or _facts(tender.get("value"))),
        "Start": _text(period.get("startDate")),
        "End": _text(period.get("endDate")),
        "Latest end": _text(period.get("maxExtentDate")),
        "Awarded": _text(award.get("date") or contract.get("dateSigned")),
        "Status": _text(contract.get("status") or award.get("status") or tender.get("status")),
    }
    return known | _rest(release, award, contract, party)


def _rest(release: Facts, award: Facts, contract: Facts, party: Facts) -> Row:
    """Return everything else that is said, under its own path, but no contact points."""
    plain = {
        key: value
        for key, value in release.items()
        if key not in {"parties", "awards", "contracts", "tender"}
    }
    tender = _without(_facts(release.get("tender")), {"id"})
    rest: Row = dict(leaves(plain))
    for name, facts in (("tender", tender), ("award", award), ("contract", contract)):
        rest.update((f"{name}/{path}", value) for path, value in leaves(facts))
    details = {key: party[key] for key in ("identifier", "details", "roles") if key in party}
    rest.update((f"supplier/{path}", value) for path, value in leaves(details))
    return rest


def _source_id(release: Facts, award: Facts, contract: Facts) -> str:
    ocid = _text(release.get("ocid")) or ""
    own = _text(contract.get("id") or award.get("id")) or ""
    return own if own.startswith(ocid) and own else "/".join(filter(None, (ocid, own)))


def _party(release: Facts, supplier: Facts) -> Facts:
    parties = _records(release.get("parties"))
    return next((party for party in parties if party.get("id") == supplier.get("id")), {})


def _number(party: Facts, scheme: str) -> Cell:
    """Return a party's number in a register, of its own or among its additional identifiers."""
    identifiers = [_facts(party.get("identifier")), *_records(party.get("additionalIdentifiers"))]
    for identifier in identifiers:
        if identifier.get("scheme") == scheme and identifier.get("id"):
            return (_text(identifier["id"]) or "").removesuffix(".0")
    return None


def _amount(value: Facts) -> Cell:
    """Return an amount in pounds as a number; in another currency as text, to be asked about."""
    amount, currency = value.get("amount"), _text(value.get("currency")) or ""
    if not isinstance(amount, (int, float)) or isinstance(amount, bool):
        return _text(amount)
    return amount if currency in _OURS else f"{currency} {amount}"


def _text(value: Any) -> str | None:
    return None if value is None or isinstance(value, (dict, list)) else str(value)


def _facts(value: Any) -> Facts:
    return value if isinstance(value, dict) else {}


def _records(value: Any) -> list[Facts]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _without(facts: Facts, names: set[str]) -> Facts:
    return {key: value for key, value in facts.items() if key not in names}
