"""The chain of a plan: followed both ways, and where it is broken."""

from datetime import date
from pathlib import Path

import pytest
from laptops import Laptop

from commission_desk.domain.places import split_place
from commission_desk.operations.actions import add_action
from commission_desk.operations.agreements import add_agreement
from commission_desk.operations.measures import add_measure
from commission_desk.operations.plan_appraisal import choose_option
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_links import Link, has_links, links_of
from commission_desk.operations.plan_tables import add_entry, edit_entry, remove_entries
from commission_desk.operations.plans import new_plan

TODAY = date(2026, 11, 22)
SIZE = "wales-2010.needs.size"


@pytest.fixture
def ann(tmp_path: Path) -> Laptop:
    return Laptop(tmp_path, "Ann")


@pytest.fixture
def plan(ann: Laptop) -> str:
    return ann.desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2030, 3, 31))


def row(ann: Laptop, plan: str, table: str, title: str, **cells: str) -> str:
    made = ann.desk.do(add_entry, plan, table, SIZE if table == "need" else "", title)
    for key, words in cells.items():
        ann.desk.do(edit_entry, plan, table, made, key, words)
    return made


def said(found: tuple[Link, ...]) -> list[tuple[str, str, str]]:
    return [(each.words, each.title, each.part) for each in found]


def broken(ann: Laptop, plan: str) -> list[tuple[str, str, str]]:
    chain = ("plan-option-unfollowed", "plan-intention-idle", "plan-agreement-unmeasured")
    found = ann.desk.ask(plan_needs, plan, TODAY, "en")
    return [
        (each.check, each.home_kind, split_place(each.part)[0])
        for each in found
        if each.check in chain
    ]


def test_each_link_of_the_chain_is_followed_both_ways(ann: Laptop, plan: str):
    need = row(ann, plan, "need", "Waiting")
    outcome = row(ann, plan, "outcome", "In time", need_id="Waiting")
    service = row(ann, plan, "service", "Home", outcomes="In time")
    gap = row(ann, plan, "gap", "Weekends", need_id="Waiting", service_id="Home")
    option = row(ann, plan, "plan-option", "Buy", gap_id="Weekends")
    agreement = ann.desk.do(add_agreement, "Overnight care", "Provider A")
    measure = ann.desk.do(add_measure, agreement, "Nights")
    intention = row(ann, plan, "intention", "Buy four", gap_id="Weekends", option_id="Buy",
                    agreement_id="Overnight")  # fmt: skip
    action = ann.desk.do(add_action, "Write the brief", plan_id=plan, intention_id=intention)

    def links(table: str, record: str) -> tuple[list[tuple[str, str, str]], ...]:
        view = ann.desk.ask(links_of, table, record, "en")
        return said(view.to), said(view.back)

    assert links("need", need)[1] == [
        ("Outcomes", "In time", "wales-2010.needs.outcomes"),
        ("Gaps", "Weekends", "wales-2010.services.pressures"),
    ]
    assert links("outcome", outcome) == (
        [("Need it answers", "Waiting", SIZE)],
        [("Services", "Home", "wales-2010.services.map")],
    )
    assert links("service", service)[0][0][:2] == ("Outcomes it serves", "In time")
    to, back = links("gap", gap)
    assert [each[1] for each in to] == ["Waiting", "Home"]
    assert [each[1] for each in back] == ["Buy", "Buy four"]
    assert [each[1] for each in links("plan-option", option)[1]] == ["Buy four"]
    view = ann.desk.ask(links_of, "intention", intention, "en")
    assert [(each.kind, each.record) for each in view.to[1:]] == [
        ("agreement", agreement), ("plan", option), ("agreement", agreement),
    ]  # fmt: skip
    assert view.to[-1].part == measure
    assert [(each.kind, each.record) for each in view.back] == [("plan", action)]
    page = ann.desk.ask(links_of, "action", action, "en").to[-1]
    assert (page.kind, page.record) == ("action", action)
    ann.desk.do(remove_entries, "gap", [gap])
    assert [each[1] for each in links("intention", intention)[0]][:1] == ["Overnight care (C-0001)"]


def test_every_table_says_whether_it_is_tied_to_others():
    assert [has_links(each) for each in ("intention", "need", "action", "evidence", "risk")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_a_broken_chain_is_a_check_until_it_is_mended(ann: Laptop, plan: str):
    option = row(ann, plan, "plan-option", "Buy")
    ann.desk.do(choose_option, option, "It is cheapest", TODAY)
    intention = row(ann, plan, "intention", "Buy four")
    delivery = "wales-2010.delivery.implementation"
    assert broken(ann, plan) == [
        ("plan-option-unfollowed", "plan", "wales-2010.design.options"),
        ("plan-intention-idle", "plan", delivery),
    ]
    ann.desk.do(edit_entry, plan, "intention", intention, "option_id", "Buy")
    agreement = ann.desk.do(add_agreement, "Overnight care", "Provider A")
    ann.desk.do(edit_entry, plan, "intention", intention, "agreement_id", "Overnight")
    assert broken(ann, plan) == [("plan-agreement-unmeasured", "agreement", "")]
    ann.desk.do(add_measure, agreement, "Nights")
    assert broken(ann, plan) == []
    ann.desk.do(edit_entry, plan, "intention", intention, "agreement_id", "")
    ann.desk.do(add_action, "Write the brief", plan_id=plan, intention_id=intention)
    assert broken(ann, plan) == []


def test_what_is_monitored_is_tied_to_its_outcome(ann: Laptop, plan: str):
    outcome = row(ann, plan, "outcome", "Families cope")
    measure = row(ann, plan, "monitoring-measure", "Breaks help", outcome_id="Families cope",
                  level="Board and scrutiny", frequency="Quarterly", target="85")  # fmt: skip
    view = ann.desk.ask(links_of, "monitoring-measure", measure, "en")
    assert [each.record for each in view.to] == [outcome]
    back = ann.desk.ask(links_of, "outcome", outcome, "en")
    assert [each.record for each in back.back] == [measure]
