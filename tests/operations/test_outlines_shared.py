"""A team's outline on two laptops: what both edit, name, reorder, add, remove and publish."""

from pathlib import Path

import pytest
from laptops import Laptop
from operations.outline_desk import SIZE, TODAY, WALES, desk, own, part_of, with_prompt

from commission_desk.content.outlines import outline
from commission_desk.operations.conflicts import REMOVED
from commission_desk.operations.merging import resolve
from commission_desk.operations.outline_drafts import draft
from commission_desk.operations.outline_editor import (
    add_part,
    add_section,
    edit_part,
    move_part,
    remove_from_outline,
)
from commission_desk.operations.outline_publishing import publish_outline
from commission_desk.operations.outlines import outline_in
from commission_desk.operations.plans import new_plan, plan
from commission_desk.store.desk import Desk
from commission_desk.store.versions import DELETED

__all__ = ["desk", "own"]  # fixtures


@pytest.fixture
def ann(tmp_path: Path, own: str, desk: Desk) -> Laptop:
    made = Laptop(tmp_path / "laptops", "Ann")
    made.desk.close()
    (made.folder / "working.sqlite").write_bytes(desk.path.read_bytes())
    made.desk = Desk(made.folder / "working.sqlite", "Ann")
    return made


def test_two_laptops_edit_one_part_and_both_are_kept(ann: Laptop, own: str):
    ben = ann.twin("Ben")
    part = with_prompt(ann.desk, own, SIZE)
    ann.desk.do(edit_part, part, help="Ann’s help")
    ben.desk.do(edit_part, part, example_cy="Enghraifft Ben")
    ann.merge(ben)
    ben.merge(ann)
    assert ann.conflicts() == ()
    for laptop in (ann, ben):
        words = part_of(laptop.desk.ask(draft, own), SIZE).words
        assert (words["help"].en, words["example"].cy) == ("Ann’s help", "Enghraifft Ben")


def test_two_names_for_one_part_are_shown_until_somebody_chooses(ann: Laptop, own: str):
    ben = ann.twin("Ben")
    part = with_prompt(ann.desk, own, SIZE)
    ann.desk.do(edit_part, part, title="How many")
    ben.desk.do(edit_part, part, title="How large")
    ann.merge(ben)
    ben.merge(ann)
    for laptop in (ann, ben):
        (found,) = laptop.conflicts()
        assert (found.kind, found.record, found.field) == ("outline_part", part, "title")
        assert {each.value for each in found.versions} == {"How many", "How large"}
    assert ann.knows() == ben.knows()


def test_both_reorder_and_add_and_both_have_the_same_order_in_the_end(ann: Laptop, own: str):
    ben = ann.twin("Ben")
    first = ann.desk.ask(draft, own).sections[0]
    ann.desk.do(move_part, first.parts[0].id, first.id, 2)
    ben.desk.do(move_part, first.parts[2].id, first.id, 0)
    ann.desk.do(add_part, first.id, "Ann’s")
    ben.desk.do(add_part, first.id, "Ben’s")
    ann.merge(ben)
    ben.merge(ann)
    assert ann.desk.ask(draft, own) == ben.desk.ask(draft, own)
    assert ann.conflicts() == ()  # each moved a part of their own
    names = [part.title.en for part in ann.desk.ask(draft, own).sections[0].parts]
    assert {"Ann’s", "Ben’s"} <= set(names)
    moved = [first.parts[2].title.en, first.parts[1].title.en, first.parts[0].title.en]
    assert [name for name in names if name in moved] == moved


def test_both_publish_and_each_plan_stays_on_what_it_took(ann: Laptop, own: str):
    ben = ann.twin("Ben")
    part = with_prompt(ann.desk, own, SIZE)
    ann.desk.do(edit_part, part, title="Ann’s")
    ben.desk.do(edit_part, part, help="Ben’s")
    keys = [laptop.desk.do(publish_outline, own, TODAY) for laptop in (ann, ben)]
    made = ann.desk.do(new_plan, "On Ann’s", keys[0])
    ann.merge(ben)
    ben.merge(ann)
    for laptop in (ann, ben):
        one, two = (laptop.desk.ask(outline_in, key) for key in keys)
        assert (one.version, two.version) == (1, 1)
        assert one.prompt(SIZE).title.en == "Ann’s"
        assert two.prompt(SIZE).title.en == outline(WALES).prompt(SIZE).title.en
        assert laptop.desk.ask(plan, made).outline == one
    again = ann.desk.ask(outline_in, ann.desk.do(publish_outline, own, TODAY))
    assert (again.version, again.prompt(SIZE).title.en, again.prompt(SIZE).help.en) == (
        2, "Ann’s", "Ben’s",
    )  # fmt: skip


def test_a_part_added_to_a_section_that_another_removed_is_asked_about(ann: Laptop, own: str):
    section = ann.desk.do(add_section, own, "Bare")
    ben = ann.twin("Ben")
    ann.desk.do(remove_from_outline, "outline_section", section)
    part = ben.desk.do(add_part, section, "Ben’s part")
    ann.merge(ben)
    ben.merge(ann)
    for laptop in (ann, ben):
        (found,) = laptop.conflicts()
        assert (found.kind, found.record, found.way) == ("outline_section", section, REMOVED)
    ann.desk.do(resolve, section, DELETED, False)  # noqa: FBT003 - kept
    assert ann.desk.ask(draft, own).find(part) is not None
