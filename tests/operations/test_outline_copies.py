"""Copies of outlines: what they take along, and what they are said to be based on."""

import pytest
from operations.outline_desk import SIZE, TODAY, WALES, desk, own, with_prompt

from commission_desk.content.outlines import outline
from commission_desk.operations.outline_drafts import Words, draft
from commission_desk.operations.outline_editor import (
    add_part,
    copy_outline,
    edit_outline,
    edit_part,
    edit_section,
    set_outline_status,
)
from commission_desk.operations.outline_publishing import publish_outline
from commission_desk.operations.outlines import outline_in
from commission_desk.store.desk import Desk

__all__ = ["desk", "own"]  # fixtures


def test_a_copy_says_what_the_original_says_and_keeps_the_ids_of_its_parts(desk: Desk, own: str):
    key = desk.do(publish_outline, own, TODAY)
    made, wales = desk.ask(outline_in, key), outline(WALES)
    assert [section.title for section in made.sections] == [s.title for s in wales.sections]
    assert made.prompts == wales.prompts  # words, numbers, standards and what compiles itself
    assert made.scoping == wales.scoping
    assert (made.key, made.version, made.title.cy) == (key, 1, "Ein hamlinelliad")
    assert made.known
    found = desk.ask(draft, own)
    assert (found.based_on, found.number, found.changed) == (wales.title, 2, False)
    assert not any(part.changed for section in found.sections for part in section.parts)


@pytest.mark.parametrize("key", ["staffordshire-strategy", "jersey-delivery-plan"])
def test_the_other_outlines_are_copied_in_their_own_words(desk: Desk, key: str):
    own = desk.do(copy_outline, key, "Ours")
    made = desk.ask(outline_in, desk.do(publish_outline, own, TODAY))
    theirs = outline(key)
    assert [(p.id, p.title, p.help) for p in made.prompts] == [
        (p.id, p.title, p.help) for p in theirs.prompts
    ]
    assert not any(p.changed for s in desk.ask(draft, own).sections for p in s.parts)


def test_a_copy_of_a_copy_is_based_on_the_outline_of_the_program(desk: Desk, own: str):
    first = desk.do(publish_outline, own, TODAY)
    again = desk.do(copy_outline, first, "Another")
    assert desk.ask(draft, again).based_on == outline(WALES).title


def test_a_copy_of_our_own_lacks_the_language_that_it_lacks(desk: Desk, own: str):
    section = desk.ask(draft, own).sections[0].id
    mine = desk.do(add_part, section, "In English alone")
    desk.do(edit_part, mine, covers="One\n\nTwo", help_cy="Yn Gymraeg yn unig")
    desk.do(edit_outline, own, about="", about_cy="Ein cynllun")
    desk.do(edit_section, section, title_cy="")
    hidden = with_prompt(desk, own, SIZE)
    desk.do(set_outline_status, "outline_part", hidden, "hidden")
    key = desk.do(publish_outline, own, TODAY)
    again = desk.do(copy_outline, key, "Again", "Eto")
    before, after = desk.ask(draft, own), desk.ask(draft, again)
    assert after.words["about"] == before.words["about"] == Words("", "Ein cynllun")
    assert [one.words for one in after.sections] == [one.words for one in before.sections]
    assert [(part.prompt_id, part.words) for one in after.sections for part in one.parts] == [
        (part.prompt_id, part.words) for one in before.sections for part in one.parts
        if part.id != hidden
    ]  # fmt: skip
    assert after.sections[0].parts[-1].words["help"] == Words("", "Yn Gymraeg yn unig")
