"""Publishing a register in any of the forms that others read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from commission_desk.content.publishing import published, published_as
from commission_desk.exchange.export import write_csv
from commission_desk.exchange.publishing import (
    MissingField,
    Publisher,
    missing_fields,
    published_rows,
)
from commission_desk.exchange.write_360giving import write_360giving
from commission_desk.exchange.write_ics import write_ics
from commission_desk.exchange.write_ocds import write_ocds
from commission_desk.operations.register_facts import AgreementFacts

CALENDAR = "ics"
SUFFIXES = {
    "transparency-csv": "csv", "wales-s40-csv": "csv", "ocds": "json", "360giving": "json",
    CALENDAR: "ics",
}  # fmt: skip


def kinds_of(form: str) -> tuple[str, ...]:
    """Return the kinds of agreement that a form is for; none means every kind."""
    return () if form == CALENDAR else published_as(form).kinds


def still_missing(
    form: str, facts: Sequence[AgreementFacts], publisher: Publisher, language: str
) -> tuple[MissingField, ...]:
    """Return what a form asks for and the desk does not hold, agreement by agreement."""
    if form not in published():
        return ()
    return missing_fields(facts, published_as(form), publisher, language)


def publish(
    path: Path, form: str, facts: Sequence[AgreementFacts], publisher: Publisher,
    language: str = "en", now: datetime | None = None,
) -> int:  # fmt: skip
    """Write agreements in a form and return how many were written, or how many dates.

    What is not known stays empty in a CSV and is left out of JSON; a grant without what 360Giving
    asks of each is left out whole. Raises UserError when the file cannot be written.
    """
    now = now or datetime.now(UTC)
    if form == "ocds":
        return write_ocds(path, facts, publisher, now)
    if form == "360giving":
        return write_360giving(path, facts, publisher, now)
    if form == CALENDAR:
        return write_ics(path, facts, language, now)
    columns, rows = published_rows(facts, published_as(form), publisher)
    return write_csv(path, columns, rows)
