"""What partners pay towards a year of an agreement: their rows where there are any, in SQL."""

from typing import Any

from sqlalchemy import func, select

from commission_desk.store.tables import Agreement, PartnerShare

_ROWS = (
    select(func.sum(PartnerShare.share_pence))
    .where(PartnerShare.agreement_id == Agreement.id, PartnerShare.deleted.is_(False))
    .correlate(Agreement)
    .scalar_subquery()
)
# Read, never kept: so it follows every undo and merge, and what was typed is there when rows go.
PARTNERS_PAY: Any = func.coalesce(_ROWS, Agreement.partner_pence)
