"""The example desk: a team at work, invented from end to end, dated from the day it is made."""

from datetime import date
from pathlib import Path
from typing import Literal

from sqlalchemy.orm import Session

from commission_desk.i18n import N_
from commission_desk.operations.example_data import example_table
from commission_desk.operations.example_large import REGISTER_SIZE, add_many
from commission_desk.operations.example_meetings import hold_meetings, log_work
from commission_desk.operations.example_money import fill_money
from commission_desk.operations.example_people import fill_stakeholders
from commission_desk.operations.example_performance import check_example_results, run_months
from commission_desk.operations.example_plan import write_plan
from commission_desk.operations.example_register import fill_register, measure_agreements
from commission_desk.operations.example_reports import state_spend
from commission_desk.operations.example_reviews import review_agreements
from commission_desk.operations.example_views import keep_views
from commission_desk.operations.team import set_team
from commission_desk.store.desk import Desk, named
from commission_desk.store.opening import OpenDesk, make_file, open_file

Size = Literal["team", "large"]


def example_file(profile: Path, who: str, language: str = "en") -> OpenDesk:
    """Open the example desk kept in the local profile, made the first time; its plan is English.

    Raises UserError if the profile cannot be written.
    """
    file = profile / "example" / example_table("team.toml")[language]["file"]
    if file.exists():
        return open_file(file, who, profile)
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"unfinished {file.name}")  # the program may be ended meanwhile
    unfinished.unlink(missing_ok=True)
    opened = make_file(unfinished, who, profile)
    try:
        make_example(opened.desk, language=language)
        opened.shared.publish()
    finally:
        opened.desk.close()
    unfinished.replace(file)
    return open_file(file, who, profile)


def make_example(
    desk: Desk, size: Size = "team", language: str = "en", today: date | None = None
) -> None:
    """Fill an empty desk with the example, one named step an area.

    ``large`` brings the register to 100,000 agreements. The team is named in ``language``. Dates
    count from ``today``, so that decisions are always about to fall due.
    """
    day = today or date.today()  # noqa: DTZ011 - the person's own day
    desk.do(name_team, language)
    plan = desk.do(write_plan)
    desk.do(fill_register, day, plan)
    desk.do(measure_agreements, day)
    desk.do(fill_money, day)
    desk.do(fill_stakeholders, day, plan)
    desk.do(hold_meetings, day)
    desk.do(check_example_results, day)
    desk.do(run_months, day)
    desk.do(log_work, day, plan)
    desk.do(state_spend)
    desk.do(review_agreements, day)
    if size == "large":
        desk.do(add_many, day, REGISTER_SIZE)


@named(N_("Example: the team"))
def name_team(session: Session, language: str) -> None:
    """Name the example's team and the marking of its papers; keep its views of the register."""
    names = example_table("team.toml")[language]
    set_team(
        session, name=names["name"], organisation=names["organisation"], marking=names["marking"]
    )
    keep_views(session, language)
