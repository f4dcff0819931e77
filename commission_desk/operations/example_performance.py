"""The example's monthly runs: last month's finished, this month's half returned; a grade argued."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from commission_desk.domain.terms import add_months
from commission_desk.i18n import N_
from commission_desk.operations.actions import actions, edit_action
from commission_desk.operations.agreement_detail import measures
from commission_desk.operations.agreements import edit_agreement
from commission_desk.operations.example_data import example_table
from commission_desk.operations.example_register import agreement_by_reference
from commission_desk.operations.measures import check_results, edit_measure, edit_result
from commission_desk.operations.monthly_run import (
    begin_run,
    confirm_lines,
    edit_line,
    edit_run,
    finish_run,
)
from commission_desk.operations.records import get, standing
from commission_desk.operations.run_lines import run_lines
from commission_desk.store.desk import named
from commission_desk.store.tables import Agreement, RunLine


@named(N_("Example: monthly runs"))
def run_months(session: Session, today: date) -> None:
    """Name who answers for what, finish last month, and begin this one with some changes."""
    data = example_table("months.toml")
    _name_managers(session, data)
    _cost_units(session, data)
    session.flush()
    last = add_months(today.replace(day=1), -1)
    first = begin_run(session, last, last)
    edit_run(session, first, data["reader"])
    session.flush()
    _change(session, first, data["last"])
    _give_reasons(session, first, data["reason"])
    confirm_lines(session, [line.id for line in run_lines(session, first)], last)
    finish_run(session, first, last + timedelta(days=8))
    session.flush()
    now = begin_run(session, today, today)
    session.flush()
    _change(session, now, data["now"])
    changed = {each["agreement"] for each in data["now"]}
    done = [
        line.id
        for line in run_lines(session, now)
        if line.reference in changed
        or (line.manager not in data["late"] and int(line.reference[-2:]) % 9)
    ]
    confirm_lines(session, done, today)


@named(N_("Example: who gave and checked results"))
def check_example_results(session: Session, today: date) -> None:
    """Say who gave and checked the results of one agreement, and plan for what is under target."""
    data = example_table("months.toml")["checked"]
    record = agreement_by_reference(session)[data["agreement"]]
    for measure, start in zip(measures(session, record), data["baselines"], strict=False):
        edit_measure(session, measure.id, start_value=start)
        for result in measure.results:
            edit_result(session, result.id, given_by=data["given_by"])
        check_results(session, [result.id for result in measure.results[:-1]], today)
        if measure.title in data["planned"]:
            plan = _action(session, record, data["planned"][measure.title])
            edit_action(session, plan, measure_id=measure.id)


def _name_managers(session: Session, data: dict[str, Any]) -> None:
    for row in session.scalars(standing(Agreement)):
        kind = "devolved" if row.managed == "devolved" else "central"
        names = data["managers"][kind]
        row.manager = names[sum(map(ord, row.department)) % len(names)]


def _cost_units(session: Session, data: dict[str, Any]) -> None:
    known = agreement_by_reference(session)
    for each in data["unit"]:
        edit_agreement(
            session, known[each["agreement"]], unit_pence=each["pence"], unit_of=each["of"]
        )


def _give_reasons(session: Session, run: str, words: str) -> None:
    """An agreement that came with a worrying risk and no reason gets one: its month needs it."""
    for line in run_lines(session, run):
        if line.worrying and not line.reason:
            edit_line(session, line.id, reason=words)


def _change(session: Session, run: str, changes: list[dict[str, Any]]) -> None:
    lines = {line.reference: line.id for line in run_lines(session, run)}
    for each in changes:
        values = {name: each[name] for name in ("value", "risk", "reason") if name in each}
        if values:
            edit_line(session, lines[each["agreement"]], **values)
        if "action" in each:
            line = get(session, RunLine, lines[each["agreement"]])
            line.action_id = _action(session, line.agreement_id, each["action"])


def _action(session: Session, agreement: str, title: str) -> str:
    """Return the open action of an agreement that a meeting raised."""
    found = actions(session, agreement_id=agreement, status="open")
    return next(row.id for row in found if row.title == title)
