"""The tables that a team puts into parts of its own outlines."""

from operations.outline_desk import TODAY, desk

from commission_desk.operations.outline_drafts import draft
from commission_desk.operations.outline_editor import (
    add_part,
    add_section,
    copy_outline,
    put_tables,
    start_outline,
)
from commission_desk.operations.outline_publishing import publish_outline
from commission_desk.operations.plan_outlines import change_outline
from commission_desk.operations.plan_places import place_of
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_tables import add_entry
from commission_desk.operations.plans import new_plan, plan
from commission_desk.store.desk import Desk

__all__ = ["desk"]


def test_a_team_puts_tables_into_a_part_of_its_own(desk: Desk):
    own = desk.do(start_outline, "Our outline")
    section = desk.do(add_section, own, "Money")
    money, need = (desk.do(add_part, section, title) for title in ("What we have", "Need"))
    desk.do(put_tables, money, ["resource", "risk", "nonsense"])
    desk.do(put_tables, need, ["need"])
    version = desk.do(publish_outline, own, TODAY)
    record = desk.do(new_plan, "Carers", version)
    whole = desk.ask(plan, record)
    first, second = (prompt.id for prompt in whole.outline.prompts)
    assert [table.id for table in whole.tables_at(first)] == ["resource", "risk"]
    assert place_of(whole.outline, "resource") == first
    desk.do(add_entry, record, "resource", first, "Core budget")
    desk.do(add_entry, record, "need", second, "Carers known")
    paper = desk.ask(plan_paper, record, "en", TODAY)
    printed = [[table.title for table in part.tables] for part in paper.sections[0].parts]
    assert printed == [["Resources"], ["Need indicators"]]
    assert desk.ask(plan, record).loose == ()
    desk.do(put_tables, need, [])
    desk.do(put_tables, money, [])
    desk.do(change_outline, record, desk.do(publish_outline, own, TODAY))
    after = desk.ask(plan, record)
    assert {(each.table, each.part) for each in after.loose} == {
        ("need", second), ("resource", "wales-2010.services.resources"),
    }  # fmt: skip
    assert [table.id for table in after.tables_at(second)] == ["need"]  # its rows are still there
    assert [answer.prompt_id for answer in after.unplaced] == ["wales-2010.services.resources"]


def test_a_table_that_was_made_for_a_part_cannot_be_put_there_again(desk: Desk):
    own = desk.do(copy_outline, "wales-2010", "Ours")
    parts = [part for section in desk.ask(draft, own).sections for part in section.parts]
    part = next(each for each in parts if each.prompt_id == "wales-2010.services.resources")
    assert part.meant == ("resource",)
    before = desk.ask(draft, own)
    desk.do(put_tables, part.id, ["resource"])
    assert desk.ask(draft, own) == before
    desk.do(put_tables, part.id, ["resource", "risk"])
    assert desk.ask(draft, own).find(part.id).tables == ("risk",)
    desk.undo()
    assert desk.ask(draft, own) == before
