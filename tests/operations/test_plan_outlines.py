"""A plan on other outlines: what a change means, and that nothing is lost on the way and back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from commission_desk.content import outlines as content
from commission_desk.content.outlines import outline, outlines, read_outline
from commission_desk.content.reading import parse
from commission_desk.domain.errors import UserError
from commission_desk.domain.places import row_place, split_place
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.finding import part_of
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_outlines import (
    change_outline,
    outline_change,
    outline_choices,
)
from commission_desk.operations.plan_places import place_of
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_rows import read_table
from commission_desk.operations.plan_schematic import schematic
from commission_desk.operations.plan_tables import add_entry, edit_entry
from commission_desk.operations.plans import (
    new_plan,
    plan,
    plans,
    set_answer_status,
    set_not_applicable,
    write_answer,
)
from commission_desk.operations.titles import prompt_title
from commission_desk.operations.today import today_view
from commission_desk.paths import resource
from commission_desk.store.desk import Desk, named
from commission_desk.store.tables import Intention, Plan
from commission_desk.store.working import create

TODAY = date(2026, 11, 22)
WALES, STRATEGY, JERSEY = "wales-2010", "staffordshire-strategy", "jersey-delivery-plan"
SIZE, MAP, TRENDS = (
    "wales-2010.needs.size", "wales-2010.services.map", "wales-2010.needs.demography",
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    create(tmp_path / "working.sqlite")
    made = Desk(tmp_path / "working.sqlite", "Commissioning manager")
    yield made
    made.close()


@pytest.fixture
def record(desk: Desk) -> str:
    """A plan on the Welsh outline with texts and tables, some of which Jersey has no part for."""
    made = desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2030, 3, 31))
    for part in (SIZE, TRENDS, "wales-2010.needs.outcomes", "wales-2010.introduction.purpose"):
        desk.do(write_answer, made, part, from_plain(f"About {part}"))
    desk.do(set_not_applicable, made, "wales-2010.services.trends", "Told elsewhere")
    desk.do(add_entry, made, "service", MAP, "Play scheme")
    desk.do(add_entry, made, "need", SIZE, "Waiting")
    desk.do(add_entry, made, "outcome", "", "Families cope better")
    return made


def everything(desk: Desk, record: str) -> object:
    whole = desk.ask(plan, record)
    tables = [desk.ask(read_table, record, table).rows for table in ("service", "need", "outcome")]
    return whole, tables


@pytest.mark.parametrize("key", [WALES, STRATEGY, JERSEY])
def test_a_plan_is_started_on_each_outline_and_counts_its_parts(desk: Desk, key: str):
    made = desk.do(new_plan, "Plan", key)
    (row,) = desk.ask(plans)
    assert (row.outline_id, row.total, row.outline_known) == (key, len(outline(key).prompts), True)
    first = outline(key).prompts[0].id
    desk.do(write_answer, made, first, from_plain("Words"))
    desk.do(set_answer_status, made, first, "ready")
    assert desk.ask(plan, made).row.written == 1
    needs = desk.ask(plan_needs, made, TODAY, "en")
    parts = {prompt.id for prompt in outline(key).prompts}
    assert {split_place(need.part)[0] for need in needs if need.home == made and need.part} <= parts
    assert desk.ask(plan_paper, made, "cy", TODAY).total == row.total


def test_an_outline_is_wales_unless_another_is_asked_for(desk: Desk):
    made = desk.do(new_plan, "Plan")
    assert desk.ask(plan, made).outline.key == WALES
    with pytest.raises(UserError, match="does not know the outline “nowhere”"):
        desk.do(new_plan, "Plan", "nowhere")


def test_what_a_change_means_is_said_before_it_is_made(desk: Desk, record: str):
    before = everything(desk, record)
    found = desk.ask(outline_change, record, JERSEY)
    assert len(found.added) == 20
    assert len(found.kept) == 9
    assert {each.prompt.id for each in found.kept if each.written} == {
        "wales-2010.needs.outcomes", "wales-2010.introduction.purpose",
    }  # fmt: skip
    renamed = {each.before.en: each.prompt.title.en for each in found.kept if each.renamed}
    assert renamed["Outcomes to be achieved"] == "Outcomes and measures"
    assert [prompt_title(WALES, each.prompt_id, "en") for each in found.unplaced] == [
        "Size and nature of need", "Demographic analysis", "Trends in provision",
    ]  # fmt: skip
    assert len(found.losing) == 22
    assert [(each.title.en, each.rows) for each in found.tables] == [
        ("Need indicators", 1), ("Services", 1),
    ]  # fmt: skip
    assert everything(desk, record) == before


def test_what_has_no_place_is_kept_apart_and_changing_back_brings_it_back(desk: Desk, record: str):
    before = everything(desk, record)
    desk.do(change_outline, record, JERSEY)
    whole = desk.ask(plan, record)
    assert whole.outline.key == JERSEY
    kept = [answer.prompt_id for answer in whole.unplaced]
    assert kept == [TRENDS, SIZE, MAP, "wales-2010.services.trends"]
    assert [table.id for table in whole.tables_at(MAP)] == ["service"]
    assert [table.id for table in whole.tables_at(SIZE)] == ["need"]
    assert not whole.placed(MAP)
    assert whole.placed("wales-2010.needs.outcomes")
    back = desk.ask(outline_change, record, WALES)
    assert {each.prompt.id for each in back.kept if each.back} == {
        TRENDS, SIZE, "wales-2010.services.trends",
    }  # fmt: skip
    assert not back.unplaced
    assert not back.tables
    desk.do(change_outline, record, WALES)
    assert everything(desk, record) == before


def test_a_change_is_one_named_step_that_undo_takes_back(desk: Desk, record: str):
    before = everything(desk, record)
    desk.do(change_outline, record, STRATEGY)
    assert desk.ask(plan, record).outline.key == STRATEGY
    assert desk.undo() == "Change the plan’s outline"
    assert everything(desk, record) == before
    desk.redo()
    assert desk.ask(plan, record).outline.key == STRATEGY


def test_a_change_to_the_same_or_an_unknown_outline_is_refused(desk: Desk, record: str):
    with pytest.raises(UserError, match="on this outline already"):
        desk.do(change_outline, record, WALES)
    with pytest.raises(UserError, match="Update the program"):
        desk.do(change_outline, record, "wales-2031")


def test_a_table_is_printed_and_found_in_the_part_of_the_outline_that_has_it(
    desk: Desk, record: str
):
    desk.do(change_outline, record, JERSEY)
    paper = desk.ask(plan_paper, record, "en", TODAY)
    printed = [
        (part.title, table.title)
        for section in paper.sections for part in section.parts for table in part.tables
    ]  # fmt: skip
    assert printed == [("Outcomes and measures", "Outcomes")]
    assert place_of(outline(JERSEY), "gap") == ""
    assert place_of(outline(STRATEGY), "intention") == "staffordshire-strategy.gap.commissioned"
    made = desk.do(add_entry, record, "intention", "", "Start breaks")
    assert desk.ask(lambda session: part_of(session.get(Intention, made))) == (
        row_place("wales-2010.delivery.implementation", "intention", made)
    )
    desk.do(change_outline, record, STRATEGY)
    assert desk.ask(lambda session: part_of(session.get(Intention, made))) == (
        row_place("staffordshire-strategy.gap.commissioned", "intention", made)
    )


def test_checks_ask_for_no_chain_that_the_outline_has_no_tables_for(desk: Desk, record: str):
    desk.do(add_entry, record, "intention", "", "Start breaks")
    desk.do(add_entry, record, "gap", "", "Nothing at weekends")
    checks = {need.check for need in desk.ask(plan_needs, record, TODAY, "en")}
    assert {"plan-intention-alone", "plan-gap-open", "plan-gap-without-need"} <= checks
    desk.do(change_outline, record, JERSEY)
    checks = {need.check for need in desk.ask(plan_needs, record, TODAY, "en")}
    assert not {"plan-intention-alone", "plan-gap-open", "plan-gap-without-need"} & checks
    desk.do(change_outline, record, STRATEGY)
    needs = desk.ask(plan_needs, record, TODAY, "en")
    alone = next(need for need in needs if need.check == "plan-intention-alone")
    assert split_place(alone.part)[0] == "staffordshire-strategy.gap.commissioned"


def test_a_part_is_called_what_its_outline_calls_it(desk: Desk):
    assert prompt_title(STRATEGY, TRENDS, "en") == "Trends, and what is likely to come"
    assert prompt_title(WALES, TRENDS, "en") == "Demographic analysis"
    assert prompt_title(JERSEY, TRENDS, "en") == "Demographic analysis"  # not there: where it is
    access = prompt_title(JERSEY, "jersey-delivery-plan.access.how", "en")
    assert access == "The right care at the right time and place: How"
    assert prompt_title("later", "later.part", "en") == "later.part"


def unknown(desk: Desk, record: str) -> None:
    """Give a plan an outline of a later version, as another program would."""

    @named("Made elsewhere")
    def put(session: Session) -> None:
        session.get_one(Plan, record).outline_id = "wales-2031"

    desk.do(put)


def test_a_newer_version_of_the_outline_is_looked_at_before_it_is_taken(
    desk: Desk, record: str, monkeypatch: pytest.MonkeyPatch
):
    file = "outlines/wales-2010.toml"
    words = (resource("content") / file).read_text(encoding="utf-8")
    for old, new in (
        ("version = 1", "version = 2"),
        ('title.en = "Demographic analysis"', 'title.en = "People and places"'),
        ('id = "wales-2010.needs.size"', 'id = "wales-2010.needs.extent"'),
    ):
        words = words.replace(old, new, 1)
    newer = read_outline(parse(file, words))
    known = outlines()
    monkeypatch.setattr(content, "outlines", lambda: (*known, newer))
    assert next((each.outline.key, each.newer) for each in desk.ask(outline_choices, record)) == (
        "wales-2010.v2", True,
    )  # fmt: skip
    found = desk.ask(outline_change, record, "wales-2010.v2")
    assert [prompt.id for prompt in found.added] == ["wales-2010.needs.extent"]
    assert [each.prompt.title.en for each in found.kept if each.renamed] == ["People and places"]
    assert [prompt_title(WALES, each.prompt_id, "en") for each in found.unplaced] == [
        "Size and nature of need"
    ]
    assert desk.ask(plan, record).outline.version == 1
    desk.do(change_outline, record, "wales-2010.v2")
    assert desk.ask(plan, record).answer(TRENDS).text.plain == f"About {TRENDS}"


def test_a_plan_on_an_unknown_outline_is_listed_and_the_rest_goes_on(desk: Desk, record: str):
    desk.do(new_plan, "Other", starts=date(2020, 4, 1), ends=date(2024, 3, 31))
    unknown(desk, record)
    rows = {row.title: row for row in desk.ask(plans)}
    assert (rows["Carers"].outline_known, rows["Carers"].total) == (False, 0)
    assert rows["Other"].outline_known
    whole = desk.ask(plan, record)
    assert not whole.outline.known
    assert {answer.prompt_id for answer in whole.unplaced} >= {SIZE, TRENDS, MAP}
    today = desk.ask(today_view, TODAY, "en")
    assert [row.title for row in today.plans] == ["Carers", "Other"]
    assert today.plan.row.title == "Other"
    assert isinstance(desk.ask(plan_needs, record, TODAY, "en"), tuple)
    with pytest.raises(UserError, match="Update the program, or change the plan’s outline"):
        desk.ask(plan_paper, record, "en", TODAY)
    desk.do(change_outline, record, WALES)
    assert desk.ask(plan, record).answer(SIZE).text.plain == f"About {SIZE}"


def fill(desk: Desk, record: str, table: str, **cells: str) -> str:
    made = desk.do(add_entry, record, table, SIZE if table == "need" else "", cells.pop("title"))
    for key, words in cells.items():
        desk.do(edit_entry, record, table, made, key, words)
    return made


def test_the_schematic_is_composed_of_what_is_recorded_and_typed_nowhere(desk: Desk):
    record = desk.do(new_plan, "Strategy", STRATEGY)
    assert desk.ask(schematic, record, "en") is None
    fill(desk, record, "need", title="Waiting families")
    fill(
        desk, record, "outcome", title="Families cope", need_id="Waiting families",
        measure="Families coping", baseline="74", target="85",
    )  # fmt: skip
    fill(desk, record, "service", title="Day places", outcomes="Families cope")
    fill(desk, record, "objective", title="Breaks near home", outcome_id="Families cope",
         year="2030")  # fmt: skip
    fill(desk, record, "objective", title="Fewer forms")
    fill(
        desk, record, "gap", title="Nothing at weekends", kind="Missing", size="47 families",
        need_id="Waiting families",
    )  # fmt: skip
    fill(desk, record, "gap", title="Too far", service_id="Day places")
    fill(desk, record, "gap", title="Old buildings")
    fill(
        desk, record, "intention", title="Host families", kind="Start",
        gap_id="Nothing at weekends", rationale="Day places cannot be moved",
        annual_pence="£180,000", risk="Few hosts", year="2028",
    )  # fmt: skip
    fill(desk, record, "intention", title="Fewer day places", kind="Reduce",
         gap_id="Nothing at weekends")  # fmt: skip
    fill(desk, record, "intention", title="A new form")
    found = desk.ask(schematic, record, "en")
    assert len(found.head) == 4
    assert found.rows == (
        (
            "Breaks near home (by 2030)", "Nothing at weekends; Missing; 47 families",
            "Day places cannot be moved",
            ("Start: Host families (by 2028); £180,000 a year; Risk: Few hosts; "
            "Measured by: Families coping, from 74 to 85"),
        ),
        ("", "", "", "Reduce: Fewer day places"),
        ("", "Too far", "", "No intention closes this gap yet"),
        ("Fewer forms", "No gap is tied to it yet", "", ""),
        ("Tied to no objective", "Old buildings", "", "No intention closes this gap yet"),
        ("", "Tied to no gap", "", "A new form"),
    )  # fmt: skip
    part = "staffordshire-strategy.glance.schematic"
    desk.do(set_answer_status, record, part, "ready")  # composed rows are something to review
    paper = desk.ask(plan_paper, record, "cy", TODAY)
    (table,) = next(
        each.tables for section in paper.sections for each in section.parts
        if each.title.startswith("Y sgematig")
    )  # fmt: skip
    assert table.title == "O’r amcan i’r comisiynu"
    assert table.rows[0][0] == "Breaks near home (erbyn 2030)"
