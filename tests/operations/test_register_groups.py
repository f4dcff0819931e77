"""The register narrowed, grouped and summed: the same figures as adding them up by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from commission_desk.operations.agreements import add_agreement, edit_agreement
from commission_desk.operations.organisations import edit_organisation, organisation_named
from commission_desk.operations.plans import new_plan
from commission_desk.operations.register import (
    RegisterQuery,
    agreement_ids,
    agreement_rows,
    first_agreements,
)
from commission_desk.operations.register_filters import (
    FIELDS,
    filter_labels,
    narrowed_to,
    without,
)
from commission_desk.operations.register_groups import (
    both_totals,
    filter_values,
    grouped_ids,
    register_groups,
)
from commission_desk.store.desk import Desk
from commission_desk.store.working import create

ROWS = (
    ("Breaks", "Tidewater", "contract", "Children", 10_000, 30_000),
    ("Outreach", "Tidewater", "grant", "Children", 2_000, None),
    ("Advice", "Harbour", "grant", "Adults", None, 8_000),
    ("Befriending", "", "sla", "", 500, 500),
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    desk = Desk(tmp_path / "working.sqlite", "Commissioning officer")
    for title, provider, kind, department, annual, total in ROWS:
        desk.do(
            add_agreement, title, provider, kind=kind, department=department, annual_pence=annual,
            total_pence=total, starts=date(2026, 4, 1),
        )  # fmt: skip
    third = desk.ask(organisation_named, "Tidewater")
    desk.do(edit_organisation, third, sector="third")
    yield desk
    desk.close()


def titles(desk: Desk, query: RegisterQuery) -> list[str]:
    return [row.title for row in desk.ask(first_agreements, query)]


def test_both_totals_are_given_whichever_is_shown(desk: Desk):
    for kinds in ((), ("contract", "sla")):
        both = desk.ask(both_totals, RegisterQuery(kinds=kinds))
        assert (both.with_grants.count, both.with_grants.providers) == (4, 2)
        assert (both.with_grants.annual_pence, both.with_grants.total_pence) == (12_500, 38_500)
        assert (both.without_grants.count, both.without_grants.providers) == (2, 1)
        assert (both.without_grants.annual_pence, both.without_grants.total_pence) == (
            10_500, 30_500,
        )  # fmt: skip


def test_every_field_narrows_and_several_values_are_either(desk: Desk):
    def found(name: str, *values: str) -> list[str]:
        return sorted(titles(desk, RegisterQuery(narrow=((name, values),))))

    assert found("department", "Children") == ["Breaks", "Outreach"]
    assert found("department", "Adults", "") == ["Advice", "Befriending"]
    assert found("kind", "grant") == ["Advice", "Outreach"]
    assert found("sector", "third") == ["Breaks", "Outreach"]
    assert found("sector", "") == ["Advice", "Befriending"]
    assert found("provider", "") == ["Befriending"]
    assert found("plan", "") == sorted(row[0] for row in ROWS)
    assert found("managed", "devolved") == []
    both = (("kind", ("grant",)), ("department", ("Children",)))
    assert titles(desk, RegisterQuery(narrow=both)) == ["Outreach"]
    assert desk.ask(both_totals, RegisterQuery(narrow=both)).with_grants.annual_pence == 2_000


@pytest.mark.parametrize("name", FIELDS)
def test_groups_add_up_to_the_whole_and_hold_every_agreement_once(desk: Desk, name: str):
    query = RegisterQuery(group=name, sort="title")
    groups = desk.ask(register_groups, query, "en")
    assert sum(group.count for group in groups) == 4
    assert sum(group.annual_pence for group in groups) == 12_500
    assert sum(group.total_pence for group in groups) == 38_500
    pairs = desk.ask(grouped_ids, query, [group.key for group in groups])
    order = [group.key for group in groups]
    assert [order.index(key) for key, _id in pairs] == sorted(order.index(k) for k, _ in pairs)
    assert [record for _key, record in pairs] == desk.ask(agreement_ids, query)
    assert desk.ask(grouped_ids, query, order, 2) == pairs[:2]
    assert desk.ask(grouped_ids, query, ()) == []


@pytest.mark.parametrize(
    "sort", ["partner", "plan", "provider", "sector", "kind", "department", "latest"]
)
def test_every_order_has_every_agreement(desk: Desk, sort: str):
    for descending in (False, True):
        query = RegisterQuery(sort=sort, descending=descending)
        ids = desk.ask(agreement_ids, query)
        assert [row.id for row in desk.ask(first_agreements, query)] == ids
        assert len(set(ids)) == 4
        assert len(desk.ask(agreement_rows, ids)) == 4


def test_what_nothing_is_said_of_comes_last(desk: Desk):
    groups = desk.ask(register_groups, RegisterQuery(group="department"), "en")
    assert [group.label for group in groups] == ["Adults", "Children", ""]
    kinds = desk.ask(register_groups, RegisterQuery(group="kind"), "cy")
    assert next(group.label for group in kinds) == "Contract"
    assert [group.count for group in kinds] == [1, 2, 1]


def test_values_are_offered_with_counts_among_the_other_filters(desk: Desk):
    narrow = (("kind", ("grant",)), ("department", ("Adults",)))
    values = desk.ask(filter_values, RegisterQuery(narrow=narrow), "department", "en")
    assert [(each.label, each.count) for each in values] == [("Adults", 1), ("Children", 1)]


def test_a_plan_is_a_filter_and_a_group(desk: Desk):
    plan = desk.do(new_plan, "Carers 2026-2029")
    record = desk.ask(first_agreements, RegisterQuery(words="Breaks"))[0].id
    desk.do(edit_agreement, record, plan_id=plan)
    groups = desk.ask(register_groups, RegisterQuery(group="plan"), "en")
    assert [(group.label, group.count) for group in groups] == [("Carers 2026-2029", 1), ("", 3)]
    assert titles(desk, RegisterQuery(narrow=(("plan", (plan,)),))) == ["Breaks"]
    assert desk.ask(filter_labels, "plan", (plan, "gone"), "en") == {plan: "Carers 2026-2029"}
    assert desk.ask(agreement_rows, [record])[0].plan == "Carers 2026-2029"


def test_a_narrowing_is_changed_in_its_place():
    narrow = narrowed_to((), "kind", ("grant",))
    narrow = narrowed_to(narrow, "sector", ("third",))
    assert narrowed_to(narrow, "kind", ("sla",)) == (("kind", ("sla",)), ("sector", ("third",)))
    assert narrowed_to(narrow, "kind", ()) == without(narrow, "kind") == (("sector", ("third",)),)
