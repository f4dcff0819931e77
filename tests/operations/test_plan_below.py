"""What stands below the rows of a plan: figures, ticks, duties, scores; approved and put back."""

from datetime import date

import pytest
from desks import dump
from versioned import DAY, NEEDS, WRITTEN, approved, begun

from commission_desk.content.duties import duties
from commission_desk.content.plan_tables import plan_table
from commission_desk.domain.errors import UserError
from commission_desk.operations.actions import add_action
from commission_desk.operations.history import history, put_back, restore_value
from commission_desk.operations.measures import add_risk
from commission_desk.operations.owned import without_owner
from commission_desk.operations.plan_appraisal import agree_criteria
from commission_desk.operations.plan_comments import add_comment
from commission_desk.operations.plan_duties import edit_duty
from commission_desk.operations.plan_matrix import matrix
from commission_desk.operations.plan_rows import SCORE, YEAR, read_table
from commission_desk.operations.plan_served import set_served
from commission_desk.operations.plan_tables import add_entry, edit_entry, remove_entries
from commission_desk.operations.plan_versions import keep_version, put_part_back, put_version_back
from commission_desk.operations.records import remove
from commission_desk.store.tables import RECORDS

OUTCOMES, SERVICES = (plan_table(table).prompts[0] for table in ("outcome", "service"))
OTHER_NEEDS = plan_table("need").prompts[1]
BELOW = ("need_figure", "service_outcome", "intention_duty", "option_score")


@pytest.fixture
def record(do) -> str:
    return begun(do)


def row(desk, plan: str, table: str, title: str, prompt: str = "") -> str:
    return desk.do(add_entry, plan, table, prompt or plan_table(table).prompts[0], title)


def served(desk, plan: str) -> dict[str, tuple[str, ...]]:
    """Return which services serve each outcome, by titles."""
    return {each.title: tuple(sorted(each.services)) for each in desk.ask(matrix, plan).outcomes}


def orphans(desk) -> list[object]:
    return desk.ask(lambda session: [found for _key, found in without_owner(session)])


def figures(desk, plan: str, prompt: str) -> list[object]:
    return [
        value for each in desk.ask(read_table, plan, "need", prompt).rows
        for key, value in each.values.items() if key.startswith(YEAR)
    ]  # fmt: skip


def test_what_stands_below_the_rows_of_an_approved_plan_stays_too(desk, ask, record):
    need = row(desk, record, "need", "Known", NEEDS)
    service, outcome = row(desk, record, "service", "Respite"), row(desk, record, "outcome", "Rest")
    intention, duty = row(desk, record, "intention", "Stop it"), duties().duties[0].id
    cost, access = (row(desk, record, "criterion", title) for title in ("Cost", "Access"))
    for criterion in (cost, access):
        desk.do(edit_entry, record, "criterion", criterion, "weight", "50")
    option = row(desk, record, "plan-option", "Now")
    desk.do(agree_criteria, record, "Board", DAY)
    for words in ("1", "2"):
        desk.do(edit_entry, record, "need", need, f"{YEAR}2025", words)
        desk.do(edit_entry, record, "plan-option", option, f"{SCORE}{cost}", words)
        desk.do(edit_duty, intention, duty, "reason", words)
    desk.do(set_served, service, outcome, serves=True)
    comment = desk.do(add_comment, record, WRITTEN, "Is it so?")
    risk = desk.do(add_risk, "A provider may close", plan_id=record)
    action = desk.do(add_action, "Ring the provider", plan_id=record)
    approved(desk, record)
    before = dump(desk.path)
    changes = ask(history, limit=5000)
    for kind in BELOW:
        first = next(each for each in reversed(changes) if each.kind == kind)
        field = first.field or next(
            column.key for column in RECORDS[kind].__table__.columns if column.key != "id"
        )
        for operation, *args in (
            (restore_value, first.record, field, first.change),
            (put_back, kind, first.record),
            (remove, kind, first.record),
        ):
            with pytest.raises(UserError, match="was approved"):
                desk.do(operation, *args)
    assert dump(desk.path) == before
    for kind, beside in (("plan_comment", comment), ("risk", risk), ("action", action)):
        desk.do(remove, kind, beside)
        desk.do(put_back, kind, beside)


def test_services_put_back_after_an_outcome_was_removed_leave_no_tick_without_it(desk, do, record):
    rest, breaks = (row(desk, record, "outcome", title) for title in ("Rest", "Breaks"))
    service = row(desk, record, "service", "Respite")
    for outcome in (rest, breaks):
        desk.do(set_served, service, outcome, serves=True)
    kept = desk.do(keep_version, record, "First", "", DAY)
    desk.do(remove_entries, "outcome", [rest])
    desk.do(set_served, service, breaks, serves=False)
    do(put_part_back, kept, SERVICES)
    assert served(desk, record) == {"Breaks": ("Respite",)}
    assert orphans(desk) == []


def test_outcomes_put_back_bring_their_ticks_and_take_none_away(desk, do, record):
    rest, breaks = (row(desk, record, "outcome", title) for title in ("Rest", "Breaks"))
    respite, day, gone = (row(desk, record, "service", title) for title in ("Respite", "Day", "Go"))
    for service in (respite, gone):
        desk.do(set_served, service, rest, serves=True)
    kept = desk.do(keep_version, record, "First", "", DAY)
    desk.do(set_served, day, breaks, serves=True)
    later = row(desk, record, "outcome", "Later")
    desk.do(set_served, day, later, serves=True)
    desk.do(remove_entries, "outcome", [rest])
    desk.do(remove_entries, "service", [gone])
    do(put_part_back, kept, OUTCOMES)
    assert served(desk, record) == {"Rest": ("Respite",), "Breaks": ("Day",)}
    assert orphans(desk) == []
    do(put_version_back, kept)
    assert served(desk, record) == {"Rest": ("Go", "Respite"), "Breaks": ()}
    assert orphans(desk) == []


def test_needs_put_back_leave_the_figures_of_another_part(desk, do, record):
    first = row(desk, record, "need", "Known", NEEDS)
    other = row(desk, record, "need", "Expected", OTHER_NEEDS)
    desk.do(edit_entry, record, "need", first, f"{YEAR}2025", "1")
    kept = desk.do(keep_version, record, "First", "", date(2026, 11, 20))
    for need in (first, other):
        desk.do(edit_entry, record, "need", need, f"{YEAR}2025", "2")
    do(put_part_back, kept, NEEDS)
    assert figures(desk, record, NEEDS) == [1]
    assert figures(desk, record, OTHER_NEEDS) == [2]
