"""Which outcomes a service serves: each a record of its own, so that two may tick at once."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.records import get, placed, plan_unlocked
from commission_desk.store.desk import named
from commission_desk.store.tables import Outcome, Service, ServiceOutcome
from commission_desk.store.tables.base import id_of
from commission_desk.store.versions import chunks

Ticks = dict[str, dict[str, ServiceOutcome]]  # by service, then by outcome; taken back or not


def ticks_of(session: Session, services: Sequence[str]) -> Ticks:
    """Return the ticks of services, those that were taken back among them."""
    found: Ticks = {service: {} for service in services}
    for some in chunks(services):
        rows = session.scalars(select(ServiceOutcome).where(ServiceOutcome.service_id.in_(some)))
        for row in rows:
            found[row.service_id][row.outcome_id] = row
    return found


def serve(
    session: Session, service: str, outcomes: Sequence[str], ticks: Mapping[str, ServiceOutcome]
) -> None:
    """Have a service serve these outcomes and no others; ``ticks`` are those it has or had."""
    for outcome, tick in ticks.items():
        if tick.deleted == (outcome in outcomes):
            tick.deleted = outcome not in outcomes
    session.add_all(_tick(service, outcome) for outcome in outcomes if outcome not in ticks)


@named(N_("Change what a service serves"))
def set_served(session: Session, service: str, outcome: str, *, serves: bool) -> None:
    """Say that a service serves an outcome, or that it does not; raises UserError."""
    found, other = get(session, Service, service), get(session, Outcome, outcome)
    plan_unlocked(session, found.plan_id)
    if other.plan_id != found.plan_id:
        raise UserError(_("This outcome belongs to another plan."))
    record = id_of(ServiceOutcome.__tablename__, service, outcome)
    if serves:
        placed(session, ServiceOutcome, record, service_id=service, outcome_id=outcome)
    elif (tick := session.get(ServiceOutcome, record)) is not None and not tick.deleted:
        tick.deleted = True


def _tick(service: str, outcome: str) -> ServiceOutcome:
    return ServiceOutcome(
        id=id_of(ServiceOutcome.__tablename__, service, outcome),
        service_id=service, outcome_id=outcome,
    )  # fmt: skip
