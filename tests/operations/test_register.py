"""The register in SQL agrees with plain Python over random agreements."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from commission_desk.operations.register import (
    SORTS,
    VIEWS,
    RegisterQuery,
    agreement_ids,
    agreement_rows,
    first_agreements,
    option_words,
    totals,
    view_counts,
)
from commission_desk.store.tables import Agreement, Organisation, TermOption

TODAY = date(2026, 11, 22)
SOON = date(2027, 5, 22)
TITLES = ["Home care", "Respite_x", "Day 50%"]
FIELDS = {
    "reference": "reference", "title": "title", "annual": "annual_pence", "total": "total_pence",
    "end": "current_end", "decision": "decide_by", "grade": "grade", "start": "starts",
}  # fmt: skip


def fill(session: Session, seed: int) -> None:
    chance = random.Random(seed)
    bodies = [Organisation(name=name) for name in ("Ash", "Birch", "Cedar 100%", "Tŷ Derw")]
    session.add_all(bodies)

    def day() -> date | None:
        edge = chance.choice([TODAY, SOON, SOON + timedelta(days=1), TODAY - timedelta(days=365)])
        near = TODAY + timedelta(days=chance.randrange(-800, 800))
        return chance.choice([None, edge, near, near])

    for number in range(120):
        session.add(
            Agreement(
                reference=f"C-{number:04}", title=chance.choice(TITLES),
                kind=chance.choice(["contract", "grant"]),
                managed=chance.choice(["central", "devolved"]),
                provider_id=chance.choice([None, *[body.id for body in bodies]]),
                annual_pence=chance.choice([None, 0, 100, 10**12]),
                total_pence=chance.choice([None, chance.randrange(10**9)]),
                starts=day(), current_end=day(), decide_by=day(), evaluated_on=day(),
                grade=chance.choice([None, 1, 3, 4, 9]),
                grade_scale=chance.choice(["jet", "jet", "rag"]),
                risk=chance.choice(["", "red", "amber", "green"]), deleted=chance.random() < 0.1,
            )
        )  # fmt: skip


@pytest.fixture(params=[1, 2])
def records(request, desk) -> list[Any]:
    desk.do(fill, request.param)

    def everything(session: Session) -> list[dict[str, Any]]:
        names = {body.id: body.name for body in session.query(Organisation)}
        return [
            {column.key: getattr(row, column.key) for column in Agreement.__table__.columns}
            | {"provider": names.get(row.provider_id)}
            for row in session.query(Agreement)
            if not row.deleted
        ]

    return desk.ask(everything)


def in_view(row: dict[str, Any], view: str) -> bool:
    end, year = row["current_end"], TODAY - timedelta(days=365)
    if view == "ending":
        return bool(end and TODAY <= end <= SOON)
    if view == "concern":
        poor = row["grade_scale"] == "jet" and row["grade"] is not None and row["grade"] <= 3
        return row["risk"] == "red" or poor
    if view == "running":
        return bool(end and end < TODAY)
    if view == "unevaluated":
        started = row["starts"] and row["starts"] < year
        fresh = row["evaluated_on"] and row["evaluated_on"] >= year
        return bool((end is None or end >= TODAY) and started and not fresh)
    return True


@pytest.mark.parametrize("view", VIEWS)
def test_views_and_totals_are_what_plain_python_counts(desk, records, view):
    expected = [row for row in records if in_view(row, view)]
    query = RegisterQuery(view=view, today=TODAY)
    assert set(desk.ask(agreement_ids, query)) == {row["id"] for row in expected}
    assert desk.ask(view_counts, query)[view] == len(expected)
    added = desk.ask(totals, query)
    assert (added.count, added.annual_pence, added.total_pence) == (
        len(expected),
        sum(row["annual_pence"] or 0 for row in expected),
        sum(row["total_pence"] or 0 for row in expected),
    )
    assert added.providers == len({row["provider_id"] for row in expected} - {None})


# what these records say nothing of; see test_register_groups.py
ELSEWHERE = {"sector", "latest", "partner", "plan"}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", sorted(set(SORTS) - ELSEWHERE))
def test_every_column_sorts_both_ways_with_the_unknown_last(desk, records, sort, descending):
    query = RegisterQuery(sort=sort, descending=descending, today=TODAY)
    ids = desk.ask(agreement_ids, query)
    by_id = {row["id"]: row for row in records}
    risks = {"red": 0, "amber": 1, "green": 2}
    values = [
        risks.get(by_id[i]["risk"]) if sort == "risk" else by_id[i][FIELDS.get(sort, sort)]
        for i in ids
    ]
    known = [value for value in values if value is not None]
    assert values[len(known) :] == [None] * (len(values) - len(known))
    assert known == sorted(known, reverse=descending)
    assert sorted(ids) == sorted(by_id)
    first = desk.ask(first_agreements, query, limit=50)
    assert [row.id for row in first] == ids[:50]
    assert desk.ask(agreement_rows, ids[40:90]) == desk.ask(first_agreements, query, limit=90)[40:]


@pytest.mark.parametrize(
    ("query", "keep"),
    [
        (RegisterQuery(words="home"), lambda r: r["title"] == "Home care"),
        (RegisterQuery(words="HOME ash"), lambda r: (r["title"], r["provider"])
         == ("Home care", "Ash")),
        (RegisterQuery(words="50%"), lambda r: r["title"] == "Day 50%"),
        (RegisterQuery(words="e_x"), lambda r: r["title"] == "Respite_x"),
        (RegisterQuery(words="100%"), lambda r: r["provider"] == "Cedar 100%"),
        (RegisterQuery(words="c-000"), lambda r: r["reference"].startswith("C-000")),
        (RegisterQuery(kinds=("grant",)), lambda r: r["kind"] == "grant"),
        (RegisterQuery(managed="devolved"), lambda r: r["managed"] == "devolved"),
        (RegisterQuery(words="nothing"), lambda _r: False),
    ],
)  # fmt: skip
def test_words_and_filters_narrow_the_register(desk, records, query, keep):
    expected = {row["id"] for row in records if keep(row)}
    assert set(desk.ask(agreement_ids, query)) == expected
    assert desk.ask(totals, query).count == len(expected)
    assert {row.id for row in desk.ask(first_agreements, query)} == expected


def test_a_page_leaves_out_what_has_gone_meanwhile(desk, records):
    ids = [records[0]["id"], "gone", records[1]["id"]]
    assert [row.id for row in desk.ask(agreement_rows, ids)] == [ids[0], ids[2]]


def test_the_common_sorts_are_read_from_an_index(desk, records):
    from sqlalchemy import text
    from sqlalchemy.dialects import sqlite

    from commission_desk.operations.register import _columns, ordered

    desk.do(lambda session: session.execute(text("ANALYZE")))
    for sort in ("reference", "title", "annual", "end", "decision", "grade"):
        for descending in (False, True):
            query = RegisterQuery(sort=sort, descending=descending)
            sql = str(
                ordered(_columns(), query).limit(200).compile(
                    dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}
                )
            )  # fmt: skip
            plan = desk.ask(lambda s, q=sql: s.execute(text(f"EXPLAIN QUERY PLAN {q}")).all())
            assert any("agreement_by_" in row[3] for row in plan)
            assert not any("TEMP B-TREE" in row[3] for row in plan), (sort, descending, plan)


def test_options_are_read_as_words(desk):
    def make(session: Session) -> str:
        made = Agreement(title="A")
        session.add(made)
        for place, months in enumerate((24, 12)):
            session.add(TermOption(agreement_id=made.id, months=months, position=place))
        session.add(TermOption(agreement_id=made.id, months=6, position=9, deleted=True))
        return made.id

    made = desk.do(make)
    assert desk.ask(option_words, [made]) == {made: [24, 12]}
