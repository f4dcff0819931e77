"""What is said of agreements to those outside: as it stands, with nothing worked out of nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.operations.review_due import next_reviews
from commission_desk.store.derived import varied_ends
from commission_desk.store.tables import Agreement, Organisation, TermOption
from commission_desk.store.versions import chunks


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """An agreement and its provider as a published register states them.

    ``initial_end`` is without extensions, and None where nobody has said which end is known;
    ``extension_months`` is None in the same case; both follow the last variation of the end.
    ``rest`` is what an import brought besides.
    """

    id: str
    reference: str
    title: str
    description: str
    kind: str
    department: str
    service: str
    regime: str
    route: str
    annual_pence: int | None
    total_pence: int | None
    vat_basis: str
    awarded: date | None
    starts: date | None
    end: date | None
    latest_end: date | None
    decide_by: date | None
    review_on: date | None
    initial_end: date | None
    extension_months: int | None
    source_id: str
    provider_id: str = ""
    provider: str = ""
    sector: str = ""
    size: str = ""
    charity_number: str = ""
    company_number: str = ""
    provider_number: str = ""
    address: str = ""
    rest: Mapping[str, str] = field(default_factory=dict)


OF_AGREEMENT = (
    "id", "reference", "title", "description", "kind", "department", "service", "regime", "route",
    "annual_pence", "total_pence", "vat_basis", "awarded", "starts", "latest_end", "decide_by",
    "review_on", "source_id",
)  # fmt: skip


def agreement_facts(
    session: Session, ids: Iterable[str], kinds: tuple[str, ...] = ()
) -> tuple[AgreementFacts, ...]:
    """Return the facts of agreements in the order of their ids; only of some kinds, if named."""
    wanted = list(ids)
    found: dict[str, AgreementFacts] = {}
    for some in chunks(wanted):
        months, reviews = _months(session, some), next_reviews(session, some)
        varied = varied_ends(session, some)
        rows = session.execute(
            select(Agreement, Organisation)
            .outerjoin(Organisation, Organisation.id == Agreement.provider_id)
            .where(Agreement.id.in_(some), Agreement.deleted.is_(False))
        )
        for row, provider in rows:
            if not kinds or row.kind in kinds:
                facts = _facts(row, provider, months.get(row.id, 0), varied.get(row.id, (None, 0)))
                found[row.id] = replace(facts, review_on=reviews.get(row.id))
    return tuple(found[record] for record in wanted if record in found)


def _facts(
    row: Agreement, provider: Organisation | None, months: int, varied: tuple[date | None, int]
) -> AgreementFacts:
    """Return what is said of an agreement; a varied end counts what was exercised before it."""
    ends = varied[0] or row.ends
    known = ends is not None and (row.end_meaning == "initial" or varied[0] is not None)
    values: dict[str, Any] = {name: getattr(row, name) for name in OF_AGREEMENT}
    if provider is not None:
        values |= {
            "provider_id": provider.id, "provider": provider.name, "sector": provider.sector,
            "size": provider.size, "charity_number": provider.charity_number,
            "company_number": provider.company_number, "provider_number": provider.source_id,
            "address": provider.address,
        }  # fmt: skip
    return AgreementFacts(
        **values, end=row.current_end, initial_end=ends if known else None,
        extension_months=max(0, months - varied[1]) if known else None, rest=_rest(row.source_rest),
    )  # fmt: skip


def _months(session: Session, ids: Sequence[str]) -> dict[str, int]:
    """Return the months by which each agreement may be extended, or was; not those declined."""
    rows = session.execute(
        select(TermOption.agreement_id, TermOption.months).where(
            TermOption.agreement_id.in_(ids), TermOption.deleted.is_(False),
            TermOption.status != "declined",
        )
    )  # fmt: skip
    found: dict[str, int] = {}
    for agreement, months in rows:
        found[agreement] = found.get(agreement, 0) + months
    return found


def _rest(text: str) -> dict[str, str]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}
