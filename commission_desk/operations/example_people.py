"""The example's stakeholders, and the contacts with them."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from commission_desk.i18n import N_
from commission_desk.operations.example_data import example_table, working_day
from commission_desk.operations.organisations import organisation_named
from commission_desk.operations.stakeholders import add_stakeholder, record_contact
from commission_desk.store.desk import named

RATED = 160  # days; ratings are older or newer than one another, as they are in life


@named(N_("Example: stakeholders and contacts"))
def fill_stakeholders(session: Session, today: date, plan: str) -> None:
    """Add the stakeholders with their ratings, then what was asked, heard and changed."""
    data = example_table("stakeholders.toml")
    ids: dict[str, str] = {}
    for group in data["group"]:
        for name, kind, interest, influence, now, wanted, language, way in group["members"]:
            ids[name] = add_stakeholder(
                session, name, kind=kind, category=group["category"], interest=interest,
                influence=influence, support_now=now, support_wanted=wanted, language=language,
                contact_way=way, keeping_reason="public-task",
                organisation_id=organisation_named(session, name),
                rated_on=today - timedelta(days=20 + len(ids) * 7 % RATED),
            )  # fmt: skip
    for contact in data["contact"]:
        due = contact.get("promised_in")
        record_contact(
            session, tuple(ids[name] for name in contact["who"]),
            held_on=today - timedelta(days=contact["ago"]), method=contact["method"],
            stage=contact["stage"], about=contact["about"], heard=contact.get("heard", ""),
            changed=contact.get("changed", ""), promised=contact.get("promised", ""),
            promised_by=None if due is None else working_day(today, due), plan_id=plan,
        )  # fmt: skip
