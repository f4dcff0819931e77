"""A team's own outlines: copied, edited, published, taken by a plan; nothing is ever lost."""

from datetime import date
from pathlib import Path

import pytest
from desks import dump
from operations.outline_desk import SIZE, TODAY, WALES, desk, own, part_of, with_prompt
from sqlalchemy.orm import Session

from commission_desk.content.cycles import cycles
from commission_desk.content.outlines import outline
from commission_desk.domain.errors import UserError
from commission_desk.domain.richtext import from_plain
from commission_desk.operations.erasing import erase_person, held_about
from commission_desk.operations.finding import search
from commission_desk.operations.outline_drafts import draft, outline_rows
from commission_desk.operations.outline_editor import (
    add_part,
    add_section,
    copy_outline,
    edit_outline,
    edit_part,
    edit_section,
    move_part,
    move_section,
    remove_from_outline,
    remove_outline,
    reset_part,
    set_outline_status,
    start_outline,
)
from commission_desk.operations.outline_publishing import publish_outline, publishing
from commission_desk.operations.outlines import known_outline, newest_in, outline_in
from commission_desk.operations.plan_checks import plan_needs
from commission_desk.operations.plan_outlines import (
    change_outline,
    outline_change,
    outline_choices,
)
from commission_desk.operations.plan_printed import plan_paper
from commission_desk.operations.plan_versions import keep_version, version_desk
from commission_desk.operations.plans import new_plan, plan, plans, write_answer
from commission_desk.operations.records import remove
from commission_desk.operations.titles import titles
from commission_desk.store.desk import Desk, named
from commission_desk.store.search import SearchIndex
from commission_desk.store.tables import OutlinePart

PURPOSE = "wales-2010.introduction.purpose"
__all__ = ["desk", "own"]  # fixtures


@pytest.fixture
def record(desk: Desk) -> str:
    """A plan on the Welsh outline with two texts."""
    made = desk.do(new_plan, "Carers", starts=date(2026, 4, 1), ends=date(2030, 3, 31))
    for part in (SIZE, PURPOSE):
        desk.do(write_answer, made, part, from_plain(f"About {part}"))
    return made


def test_every_edit_is_undone_and_done_again(desk: Desk, own: str):
    section = desk.ask(draft, own).sections[0].id
    part = with_prompt(desk, own, SIZE)
    bare = desk.do(add_section, own, "Bare")
    mine = desk.do(add_part, section, "Ours alone")
    desk.do(edit_part, part, title="Changed")
    key = desk.do(publish_outline, own, TODAY)
    steps = (
        lambda: desk.do(start_outline, "Empty"),
        lambda: desk.do(copy_outline, key, "Copy"),
        lambda: desk.do(edit_outline, own, title="Other", about_cy="Amdano"),
        lambda: desk.do(add_section, own, "Last", "Olaf"),
        lambda: desk.do(add_part, section, "New", "Newydd"),
        lambda: desk.do(edit_section, section, title="Beginning"),
        lambda: desk.do(edit_part, part, help="Other help", covers_cy="Un\nDau"),
        lambda: desk.do(move_section, section, 3),
        lambda: desk.do(move_part, part, section, 0),
        lambda: desk.do(set_outline_status, "outline_part", part, "hidden"),
        lambda: desk.do(set_outline_status, "outline_section", section, "retired"),
        lambda: desk.do(reset_part, part),
        lambda: desk.do(remove_from_outline, "outline_section", bare),
        lambda: desk.do(publish_outline, desk.do(copy_outline, WALES, "Third"), TODAY),
        lambda: desk.do(remove_outline, own),
    )
    for step in steps:
        before = dump(desk.path)
        step()
        after = dump(desk.path)
        assert after != before
        taken = 0
        while dump(desk.path) != before and taken < 2:  # copying and publishing are two
            desk.undo()
            taken += 1
        assert dump(desk.path) == before
        for _again in range(taken):
            desk.redo()
        assert dump(desk.path) == after
        for _back in range(taken):
            desk.undo()
    with pytest.raises(UserError, match="Retire it"):
        desk.do(remove_from_outline, "outline_part", mine)


def test_parts_and_sections_are_numbered_as_they_are_shown(desk: Desk):
    own = desk.do(start_outline, "Ours")
    one, two = (desk.do(add_section, own, name) for name in ("One", "Two"))
    parts = [desk.do(add_part, one, name) for name in "abc"]
    desk.do(move_part, parts[2], one, 0)
    desk.do(move_part, parts[0], two, 9)
    desk.do(set_outline_status, "outline_part", parts[2], "hidden")
    desk.do(move_section, two, 0)
    found = desk.ask(draft, own)
    assert [(s.number, s.title.en) for s in found.sections] == [("1", "Two"), ("2", "One")]
    shown = [(p.number, p.title.en) for s in found.sections for p in s.parts]
    assert shown == [("1.1", "a"), ("", "c"), ("2.1", "b")]
    desk.do(set_outline_status, "outline_section", two, "retired")
    again = desk.ask(outline_in, desk.do(publish_outline, own, TODAY))
    assert [p.title.en for p in again.prompts] == ["b"]


def test_a_part_that_comes_back_is_as_it_was(desk: Desk, own: str):
    part = with_prompt(desk, own, SIZE)
    before = desk.ask(draft, own)
    for status in ("hidden", "retired", "shown"):
        desk.do(set_outline_status, "outline_part", part, status)
    assert desk.ask(draft, own) == before


def test_a_plan_stays_on_its_version_until_a_newer_one_is_taken(desk: Desk, own: str, record: str):
    first = desk.do(publish_outline, own, TODAY)
    desk.do(change_outline, record, first)
    desk.do(edit_part, with_prompt(desk, own, SIZE), title="How many", help="Other help")
    desk.do(set_outline_status, "outline_part", with_prompt(desk, own, PURPOSE), "hidden")
    section = desk.ask(draft, own).sections[0].id
    desk.do(add_part, section, "Carers’ own words", "Geiriau gofalwyr")
    whole = desk.ask(plan, record)
    assert whole.outline == desk.ask(outline_in, first)
    assert whole.outline.prompts == outline(WALES).prompts
    second = desk.do(publish_outline, own, TODAY)
    assert desk.ask(plan, record) == whole
    newest, *_others = desk.ask(outline_choices, record)
    assert (newest.outline.key, newest.newer, newest.outline.version) == (second, True, 2)
    found = desk.ask(outline_change, record, second)
    assert [each.title.en for each in found.added] == ["Carers’ own words"]
    assert [each.prompt.title.en for each in found.kept if each.renamed] == ["How many"]
    assert [each.prompt.id for each in found.kept if each.reworded] == [SIZE]
    assert [each.title.en for each in found.unplaced] == ["Purpose, values and vision"]
    desk.do(change_outline, record, second)
    after = desk.ask(plan, record)
    assert [each.prompt_id for each in after.unplaced] == [PURPOSE]
    assert after.elsewhere[PURPOSE].title.cy == "Pwrpas, gwerthoedd a gweledigaeth"
    assert after.answer(SIZE).text.plain == f"About {SIZE}"
    desk.undo()
    assert desk.ask(plan, record) == whole


def test_a_part_of_our_own_is_named_when_it_is_unplaced(desk: Desk, own: str, record: str):
    section = desk.ask(draft, own).sections[0].id
    part = desk.do(add_part, section, "Carers’ own words", "Geiriau gofalwyr")
    key = desk.do(publish_outline, own, TODAY)
    prompt = next(p.id for p in desk.ask(outline_in, key).prompts if p.id.startswith("own."))
    desk.do(change_outline, record, key)
    desk.do(write_answer, record, prompt, from_plain("In their words"))
    desk.do(change_outline, record, WALES)
    found = desk.ask(plan, record)
    assert [each.prompt_id for each in found.unplaced] == [prompt]
    assert found.elsewhere[prompt].title.cy == "Geiriau gofalwyr"
    assert found.elsewhere[prompt].outline.en == "Our outline"
    desk.do(edit_part, part, title="Something else")  # the draft alone
    assert desk.ask(plan, record).elsewhere[prompt].title.en == "Carers’ own words"
    desk.do(change_outline, record, key)
    assert desk.ask(plan, record).answer(prompt).text.plain == "In their words"


def test_every_way_to_read_a_plan_knows_our_outline(desk: Desk, own: str, record: str):
    section = desk.ask(draft, own).sections[0].id
    desk.do(add_part, section, "Ours & <b>theirs</b>")
    key = desk.do(publish_outline, own, TODAY)
    desk.do(change_outline, record, key)
    (row,) = desk.ask(plans)
    assert (row.total, row.outline_known) == (32, True)
    paper = desk.ask(plan_paper, record, "en", TODAY)
    assert "Ours & <b>theirs</b>" in [p.title for s in paper.sections for p in s.parts]
    assert desk.ask(plan_needs, record, TODAY, "en")
    kept = desk.do(keep_version, record, "Sent to partners", "", TODAY)

    def then(session: Session) -> int:
        with version_desk(session, kept) as (old, found):
            return len(plan(old, found).outline.prompts)

    assert desk.ask(then) == 32
    assert desk.ask(titles, [("outline_part", with_prompt(desk, own, SIZE))])
    made = desk.ask(outline_in, key)
    for cycle in cycles():
        seen = [p.id for s in cycle.sections(made) for p in s.prompts]
        assert sorted(seen) == sorted(p.id for p in made.prompts)


def test_an_outline_in_use_stays_and_one_removed_is_still_read(desk: Desk, own: str, record: str):
    key = desk.do(publish_outline, own, TODAY)
    desk.do(change_outline, record, key)
    with pytest.raises(UserError, match="1 plan is on this outline"):
        desk.do(remove_outline, own)
    desk.do(change_outline, record, WALES)
    desk.do(remove_outline, own)
    assert key not in [each.key for each in desk.ask(newest_in)]
    assert desk.ask(known_outline, key).prompts == outline(WALES).prompts
    desk.undo()
    assert key in [each.key for each in desk.ask(newest_in)]


def test_what_is_published_stays_as_it_is(desk: Desk, own: str):
    desk.do(publish_outline, own, TODAY)

    def copies(session: Session) -> list[str]:
        rows = session.query(OutlinePart).filter(OutlinePart.version_id.is_not(None))
        return [row.id for row in rows]

    part = desk.ask(copies)[0]
    with pytest.raises(UserError, match="stays as it is"):
        desk.do(edit_part, part, title="Other")
    with pytest.raises(UserError, match="Nothing has changed since version 1"):
        desk.do(publish_outline, own, TODAY)


def test_what_is_not_right_is_said_in_a_sentence(desk: Desk, own: str):
    other = desk.do(start_outline, "Other")
    with pytest.raises(UserError, match="at least one part"):
        desk.do(publish_outline, other, TODAY)
    for bad in ("", "  \n "):
        with pytest.raises(UserError, match="needs a title"):
            desk.do(start_outline, bad)
    part = with_prompt(desk, own, SIZE)
    desk.do(edit_part, part, title="")  # in Welsh alone
    with pytest.raises(UserError, match="needs a title"):
        desk.do(edit_part, part, title_cy="\x00")
    with pytest.raises(UserError, match="too long"):
        desk.do(edit_part, part, title="x" * 201)
    with pytest.raises(TypeError):
        desk.do(edit_part, part, prompt_id="stolen")
    section = desk.do(add_section, other, "Elsewhere")
    with pytest.raises(UserError, match="within its outline"):
        desk.do(move_part, part, section, 0)
    home = desk.ask(draft, own).sections[0].id
    with pytest.raises(UserError, match="has parts"):
        desk.do(remove_from_outline, "outline_section", home)
    mine = desk.do(add_part, section, "Mine")
    with pytest.raises(UserError, match="our own"):
        desk.do(reset_part, mine)
    desk.do(remove_from_outline, "outline_part", mine)
    with pytest.raises(UserError, match="does not know the outline"):
        desk.do(copy_outline, "own.nothing", "Copy")


def test_a_new_outline_says_what_it_lacks_and_may_be_published_all_the_same(desk: Desk):
    own = desk.do(start_outline, "Ours", "Ein un ni")
    one, _two = (desk.do(add_section, own, name, f"{name} cy") for name in ("One", "Two"))
    first = desk.do(add_part, one, "Same", "Yr un")
    desk.do(add_part, one, "Same")
    desk.do(edit_part, first, covers="a\nb", covers_cy="a", look_cy="Edrychwch")
    found = desk.ask(publishing, own)
    assert [(each.kind, each.title.en, each.texts) for each in found.lacks] == [
        ("welsh", "Same", ("covers",)), ("english", "Same", ("look",)),
        ("welsh", "Same", ("title",)), ("empty", "Two", ()), ("twice", "Same", ()),
    ]  # fmt: skip
    assert (found.first, found.number, len(found.added)) == (True, 1, 2)
    made = desk.ask(outline_in, desk.do(publish_outline, own, TODAY))
    assert [(s.number, s.title.en) for s in made.sections] == [("1", "One")]
    prompt = made.prompts[0]
    assert [point.text("cy") for point in prompt.covers] == ["a", "b"]
    assert (prompt.look.en, made.prompts[1].title.cy) == ("Edrychwch", "Same")


def test_what_publishing_changes_is_told(desk: Desk, own: str):
    desk.do(publish_outline, own, TODAY)
    size = with_prompt(desk, own, SIZE)
    section = desk.ask(draft, own).sections[0].id
    desk.do(edit_part, size, title="How many", help="Help")
    desk.do(move_part, size, section, 0)
    desk.do(set_outline_status, "outline_part", with_prompt(desk, own, PURPOSE), "retired")
    desk.do(add_part, section, "New")
    found = desk.ask(publishing, own)
    assert [p.title.en for p in found.added] == ["New"]
    assert [p.id for p in found.gone] == [PURPOSE]
    assert [new.en for _old, new in found.renamed] == ["How many"]
    assert [p.id for p in found.reworded] == [SIZE]
    assert (found.moved, found.number, found.first, found.changed) == (True, 2, False, True)


def test_the_wording_of_the_program_is_put_back(desk: Desk, own: str):
    before = desk.ask(draft, own)
    part = part_of(before, SIZE)
    desk.do(edit_part, part.id, title="How many", covers="One\nTwo", help_cy="")
    assert part_of(desk.ask(draft, own), SIZE).changed
    desk.do(reset_part, part.id)
    assert desk.ask(draft, own) == before


def test_the_list_says_which_plans_use_an_outline(desk: Desk, own: str, record: str):
    key = desk.do(publish_outline, own, TODAY)
    desk.do(change_outline, record, key)
    desk.do(edit_outline, own, about="Changed")
    desk.do(publish_outline, own, TODAY)
    desk.do(edit_outline, own, about="Changed again")
    mine, wales, *_others = desk.ask(outline_rows)
    assert (mine.own, mine.version, mine.draft, mine.plans) == (True, 2, True, ("Carers",))
    assert (wales.own, wales.version, wales.draft, wales.plans) == (False, 1, False, ())
    desk.do(remove, "plan", record)
    assert desk.ask(outline_rows)[0].plans == ()


def test_erasing_a_person_reaches_every_version_of_an_outline(desk: Desk, own: str):
    desk.do(edit_part, with_prompt(desk, own, SIZE), help="Ask Gwenllian Prys-Jones first.")
    key = desk.do(publish_outline, own, TODAY)
    assert "Gwenllian" in str(desk.ask(outline_in, key))  # and it is kept for who asks next
    found = desk.ask(held_about, ["Gwenllian Prys-Jones"])
    assert {item.kind for item in found.now} == {"outline_part"}
    assert len(found.now) == 2  # the draft and the version
    desk.do(erase_person, ["Gwenllian Prys-Jones"])
    said = next(p.help.en for p in desk.ask(outline_in, key).prompts if p.id == SIZE)
    assert "Gwenllian" not in said
    assert said.endswith("first.")
    assert "Gwenllian" not in str(dump(desk.path))


def test_a_version_whose_publishing_was_undone_is_still_read_by_a_plan_on_it(
    desk: Desk, own: str, record: str
):
    key = desk.do(publish_outline, own, TODAY)
    desk.undo()
    assert key not in [each.key for each in desk.ask(newest_in)]

    @named("Elsewhere")
    def take(session: Session) -> None:  # as another laptop did meanwhile
        change_outline(session, record, key)

    desk.do(take)
    assert len(desk.ask(plan, record).outline.prompts) == 31


def test_a_part_is_found_by_its_words_once_and_not_in_its_versions(
    desk: Desk, own: str, tmp_path: Path
):
    index = SearchIndex(tmp_path / "search.sqlite")
    part = with_prompt(desk, own, SIZE)
    desk.do(edit_part, part, look_cy="Gofynnwch i’r heddlu")
    desk.do(publish_outline, own, TODAY)
    (found,) = desk.ask(search, index, "heddlu")
    assert (found.kind, found.record, found.home_kind, found.home) == (
        "outline_part", part, "team_outline", own,
    )  # fmt: skip
    assert found.part == SIZE


def test_there_is_always_room_between_two_parts(desk: Desk, own: str):
    first = desk.ask(draft, own).sections[0]
    one, two, three = (part.id for part in first.parts)
    for turn in range(40):  # each halves the room, until all are numbered anew
        moved, other = (two, three) if turn % 2 else (three, two)
        desk.do(move_part, moved, first.id, 1)
        order = [part.id for part in desk.ask(draft, own).sections[0].parts]
        assert order == [one, moved, other]
    for turn in range(40):
        moved = order[turn % 3]
        desk.do(move_part, moved, first.id, 0)
        assert desk.ask(draft, own).sections[0].parts[0].id == moved
