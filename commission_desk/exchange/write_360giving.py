"""Grants as 360Giving data: each with the eight fields that every grant must have."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from commission_desk.exchange.export import write_document
from commission_desk.exchange.publishing import Publisher
from commission_desk.exchange.write_ocds import slug
from commission_desk.operations.register_facts import AgreementFacts

Facts = dict[str, Any]


def write_360giving(
    path: Path, facts: Iterable[AgreementFacts], publisher: Publisher, now: datetime
) -> int:
    """Write the grants that have all that a grant must have; return how many they were."""
    grants = [grant_of(one, publisher, now) for one in facts if is_whole(one)]
    write_document(path, {"grants": grants})
    return len(grants)


def is_whole(one: AgreementFacts) -> bool:
    """Say whether a grant has what the standard asks of each; one without would not validate."""
    return bool(
        one.title and one.description and one.provider and one.awarded
        and one.total_pence is not None
    )  # fmt: skip


def grant_of(one: AgreementFacts, publisher: Publisher, now: datetime) -> Facts:
    """Return one grant as the standard words it."""
    prefix = f"360G-{slug(publisher.name) or 'unregistered'}"
    own = slug(one.reference) or one.id
    assert one.awarded is not None
    pence = one.total_pence or 0
    grant: Facts = {
        "id": one.source_id if one.source_id.startswith("360G-") else f"{prefix}-{own}",
        "title": one.title,
        "description": one.description,
        "currency": "GBP",
        "amountAwarded": pence // 100 if pence % 100 == 0 else pence / 100,
        "awardDate": one.awarded.isoformat(),
        "recipientOrganization": [_recipient(one, prefix)],
        "fundingOrganization": [{"id": f"{prefix}-org", "name": publisher.name or "-"}],
        "dateModified": f"{now:%Y-%m-%d}",
    }
    if one.starts or one.end:
        days = {"startDate": one.starts, "endDate": one.end}
        grant["plannedDates"] = [{name: day.isoformat() for name, day in days.items() if day}]
    if one.service:
        grant["grantProgramme"] = [{"title": one.service}]
    return grant


def _recipient(one: AgreementFacts, prefix: str) -> Facts:
    recipient: Facts = {"name": one.provider}
    if one.charity_number:
        recipient |= {"id": f"GB-CHC-{one.charity_number}", "charityNumber": one.charity_number}
    if one.company_number:
        recipient.setdefault("id", f"GB-COH-{one.company_number}")
        recipient["companyNumber"] = one.company_number
    recipient.setdefault("id", f"{prefix}-org:{slug(one.provider)}")
    return recipient
