"""A register as contracting data: one release an agreement, as OCDS 1.1 has it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from commission_desk.content.publishing import codes
from commission_desk.exchange.export import write_document
from commission_desk.exchange.publishing import Publisher
from commission_desk.operations.register_facts import AgreementFacts

Facts = dict[str, Any]
BUYER = "buyer"


def write_ocds(
    path: Path, facts: Iterable[AgreementFacts], publisher: Publisher, now: datetime
) -> int:
    """Write a release package and return how many releases it has; raises UserError."""
    releases = [release_of(one, publisher, now) for one in facts]
    package = {
        "uri": f"urn:commission-desk:{now:%Y%m%dT%H%M%SZ}",
        "version": "1.1",
        "publishedDate": _moment(now),
        "publisher": {"name": publisher.name or "-"},
        "releases": releases,
    }
    write_document(path, package)
    return len(releases)


def release_of(one: AgreementFacts, publisher: Publisher, now: datetime) -> Facts:
    """Return what is known of one agreement as a release; what is not known is left out."""
    ocid, _slash, _own = one.source_id.partition("/")
    ocid = ocid if ocid.startswith("ocds-") else f"unregistered-{one.id}"
    supplier = {"id": one.provider_id, "name": one.provider} if one.provider else None
    buyer = {"id": BUYER, "name": publisher.name or "-"}
    period = _known(
        startDate=_day(one.starts), endDate=_day(one.end, last=True),
        maxExtentDate=_day(one.latest_end, last=True),
    )  # fmt: skip
    value = {"amount": one.total_pence / 100, "currency": "GBP"} if one.total_pence else None
    if one.total_pence == 0:
        value = {"amount": 0, "currency": "GBP"}
    own = one.id
    return _known(
        ocid=ocid, id=f"{ocid}-{now:%Y%m%dT%H%M%SZ}", date=_moment(now), tag=["contract"],
        initiationType="tender", language="en", parties=_parties(one, supplier, buyer),
        buyer=buyer,
        tender=_known(
            id=one.reference or own, title=one.title, description=one.description,
            procurementMethod=codes("procurement-method").get(one.route),
        ),
        awards=[_known(
            id=f"award-{own}", title=one.title, status="active", date=_day(one.awarded),
            value=value, suppliers=[supplier] if supplier else None, contractPeriod=period,
        )],
        contracts=[_known(
            id=f"{ocid}-{own}", awardID=f"award-{own}", title=one.title,
            description=one.description, status=_status(one, now.date()), value=value,
            period=period, dateSigned=_day(one.awarded),
        )],
    )  # fmt: skip


def _parties(one: AgreementFacts, supplier: Facts | None, buyer: Facts) -> list[Facts]:
    parties: list[Facts] = [{**buyer, "roles": ["buyer"]}]
    if supplier is None:
        return parties
    numbers = [("GB-CHC", one.charity_number), ("GB-COH", one.company_number)]
    stated = [
        {"scheme": scheme, "id": number, "legalName": one.provider}
        for scheme, number in numbers
        if number
    ]
    address = {"streetAddress": one.address} if one.address else None
    parties.append(
        _known(
            **supplier, roles=["supplier"], identifier=stated[0] if stated else None,
            additionalIdentifiers=stated[1:], address=address,
        )
    )  # fmt: skip
    return parties


def _status(one: AgreementFacts, today: date) -> str | None:
    if one.starts and one.starts > today:
        return "pending"
    return "active" if one.starts else None  # one that ended may still be running: not said


def _known(**values: Any) -> Facts:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _day(day: date | None, *, last: bool = False) -> str | None:
    """Return a day as a moment: its beginning, or its end where it is the last one."""
    if day is None:
        return None
    return _moment(datetime.combine(day, time(23, 59, 59) if last else time(), UTC))


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def slug(name: str) -> str:
    """Return a name as part of an identifier: letters, digits and hyphens."""
    words = "".join(letter if letter.isalnum() else "-" for letter in name.casefold())
    return quote("-".join(filter(None, words.split("-"))))
