"""The example's statement of spend, and where some of its services come from."""

from sqlalchemy.orm import Session

from commission_desk.i18n import N_
from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.example_data import example_table
from commission_desk.operations.example_register import agreement_by_reference
from commission_desk.operations.spend import add_statement, paste_spend
from commission_desk.store.desk import named


@named(N_("Example: spend by department"))
def state_spend(session: Session) -> None:
    """Enter what the example's departments say they spend, as they would paste it."""
    data = example_table("reports.toml")
    statement = add_statement(
        session, data["title"], period=data["period"], source=data["source"],
        footnotes=data["footnotes"],
    )  # fmt: skip
    session.flush()
    paste_spend(session, statement, "spend_line", data["lines"])
    paste_spend(session, statement, "spend_share", data["shares"])
    ids = agreement_by_reference(session)
    for reference in data["outside"]:
        edit_agreement(session, ids[reference], provided_from="outside")
