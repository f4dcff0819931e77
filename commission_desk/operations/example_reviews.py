"""The example's review, feedback, document and service review."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from commission_desk.i18n import N_
from commission_desk.operations.agreement_detail import measured_agreements
from commission_desk.operations.agreement_reviews import (
    edit_agreement_review,
    finish_agreement_review,
    start_agreement_review,
)
from commission_desk.operations.documents_kept import add_document
from commission_desk.operations.example_data import example_table
from commission_desk.operations.feedback import add_feedback
from commission_desk.operations.forward_plan import forward_plan
from commission_desk.operations.service_reviews import add_service_review, edit_element
from commission_desk.store.desk import named


@named(N_("Example: reviews and evidence"))
def review_agreements(session: Session, today: date) -> None:
    """Review one agreement, with what people said of it, and plan a service review of others."""
    data = example_table("reviews.toml")
    agreement = measured_agreements(session)[0]
    for each in data["feedback"]:
        said = {name: value for name, value in each.items() if name not in ("ago", "said")}
        on = today - timedelta(days=each["ago"])
        add_feedback(session, agreement, each["said"], on, **said)
    for each in data["document"]:
        said = {name: value for name, value in each.items() if name != "title"}
        add_document(session, agreement, each["title"], today, **said)
    review = data["review"]
    on = today - timedelta(days=review["ago"])
    record = start_agreement_review(session, agreement, on)
    edit_agreement_review(
        session, record, took_part=review["took_part"], found=review["found"],
        changes=review["changes"], evaluated=False,
    )  # fmt: skip
    session.flush()
    finish_agreement_review(session, record, on)
    _plan(session, data["service_review"], today)


def _plan(session: Session, said: dict[str, object], today: date) -> None:
    """Plan a service review of the agreements that end first."""
    gaps = forward_plan(session, today).gaps
    count, days = said["found"], said["ends"]
    assert isinstance(count, int)
    assert isinstance(days, int)
    record = add_service_review(
        session, str(said["title"]), [line.agreement for line in gaps[:count]],
        services=said["services"], lead=said["lead"], status="under-way",
        starts=today - timedelta(days=30), ends=today + timedelta(days=days),
    )  # fmt: skip
    edit_element(session, record, "current-services", status="done", done_on=today)
    edit_element(
        session, record, "consultation", status="under-way", notes=said["consultation"],
        due=today + timedelta(days=40),
    )  # fmt: skip
