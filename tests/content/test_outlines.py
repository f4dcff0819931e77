import tomllib
from datetime import date
from pathlib import Path

import pytest

from commission_desk.content import outlines as content
from commission_desk.content.outlines import (
    newest_outlines,
    outline,
    outline_or_none,
    outlines,
    prompt_elsewhere,
    read_outline,
)
from commission_desk.content.reading import parse
from commission_desk.paths import resource

FILE = "outlines/wales-2010.toml"
GOLDEN = Path(__file__).with_name("prompt_ids.txt")


def edited(old: str, new: str) -> str:
    text = (resource("content") / FILE).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


def test_the_welsh_outline_has_the_sections_and_prompts_of_its_source():
    wales = outline("wales-2010")
    assert [len(section.prompts) for section in wales.sections] == [3, 2, 5, 8, 3, 3, 1, 6]
    assert len(wales.prompts) == 31
    assert len(wales.scoping) == 9


def test_prompt_ids_are_the_ones_answers_were_kept_under():
    found = dict.fromkeys(p.id for each in outlines() for p in (*each.prompts, *each.scoping))
    assert list(found) == GOLDEN.read_text(encoding="utf-8").split()


def test_numbers_follow_the_order():
    wales = outline("wales-2010")
    assert [section.number for section in wales.sections] == list("12345678")
    assert wales.prompt("wales-2010.needs.demography").number == "3.2"
    assert wales.prompt("wales-2010.appendices.action-plan").number == "8.6"
    assert wales.prompt("wales-2010.scoping.work").number == "9"


def test_the_section_of_a_prompt_is_found():
    assert outline("wales-2010").section_of("wales-2010.needs.size").number == "3"


def test_the_six_appendices_and_only_they_are_compiled():
    wales = outline("wales-2010")
    compiled = {p.id: p.compiled for p in wales.prompts if p.compiled}
    assert list(compiled) == [p.id for p in wales.sections[7].prompts]
    assert len(set(compiled.values())) == 6


def test_every_prompt_helps_its_writer():
    for prompt in outline("wales-2010").prompts:
        assert 3 <= len(prompt.covers) <= 5, prompt.id
        assert all((prompt.help, prompt.look, prompt.example)), prompt.id
        assert "Appendi" in prompt.source, prompt.id


def test_prompts_serve_standards_and_challenges_that_exist():
    real = {f"W2.{n}" for n in range(1, 14)} | {f"W18.{n}" for n in range(1, 10)}
    for prompt in outline("wales-2010").prompts:
        assert prompt.serves, prompt.id
        assert set(prompt.serves) <= real, prompt.id


def test_every_standard_but_the_commissioners_own_training_is_served_by_some_prompt():
    served = {standard for p in outline("wales-2010").prompts for standard in p.serves}
    assert {f"W2.{n}" for n in range(1, 14)} - served == {"W2.13"}


def test_the_outline_says_where_it_comes_from_and_that_it_is_superseded():
    wales = outline("wales-2010")
    assert (wales.status, wales.dated) == ("superseded", date(2010, 8, 1))
    assert "August 2010" in wales.source


def test_a_prompt_without_welsh_is_refused_by_name():
    broken = edited('help.cy = "Faint o bobl sydd angen', 'look_cy = "Faint o bobl sydd angen')
    with pytest.raises(ValueError, match=r"section 'wales-2010\.needs'.*needs\.size'.*look_cy"):
        read_outline(parse(FILE, broken))
    broken = broken.replace("look_cy = ", "covers.de = ", 1)
    with pytest.raises(ValueError, match=r"wales-2010\.toml.*needs\.size'.*help has no Welsh"):
        read_outline(parse(FILE, broken))


def test_a_compiled_name_the_program_does_not_know_is_refused():
    broken = edited('compiled = "glossary"', 'compiled = "gloss"')
    with pytest.raises(ValueError, match=r"appendices\.glossary'.*'gloss' is not one of"):
        read_outline(parse(FILE, broken))


def test_one_id_in_two_sections_is_refused():
    broken = edited('id = "wales-2010.guidance.messages"', 'id = "wales-2010.needs.size"')
    with pytest.raises(ValueError, match=r"prompt wales-2010\.needs\.size is in two sections"):
        read_outline(parse(FILE, broken))


def test_the_staffordshire_outline_has_the_seven_contents_and_its_schematic():
    strategy = outline("staffordshire-strategy")
    assert [len(section.prompts) for section in strategy.sections] == [3, 1, 7, 8, 4, 2, 4, 3]
    assert "staffordshire-strategy.glance.schematic" in [p.id for p in strategy.sections[7].prompts]
    assert strategy.scoping == outline("wales-2010").scoping


def test_the_jersey_outline_has_four_prompts_for_each_of_five_intentions():
    plan = outline("jersey-delivery-plan")
    assert [len(section.prompts) for section in plan.sections] == [3, 4, 4, 4, 4, 4, 6]
    for section in plan.sections[1:6]:
        ends = [prompt.id.rpartition(".")[2] for prompt in section.prompts]
        assert ends == ["scope", "vision", "achieve", "how"]


@pytest.mark.parametrize("name", ["staffordshire-strategy", "jersey-delivery-plan"])
def test_every_prompt_of_the_other_outlines_helps_its_writer(name: str):
    real = {f"W2.{n}" for n in range(1, 14)} | {f"W18.{n}" for n in range(1, 10)}
    for prompt in outline(name).prompts:
        assert 3 <= len(prompt.covers) <= 5, prompt.id
        assert all((prompt.help, prompt.look, prompt.serves)), prompt.id
        assert ("Staffordshire" in prompt.source) or ("Jersey" in prompt.source), prompt.id
        assert set(prompt.serves) <= real, prompt.id


def test_a_prompt_that_asks_the_same_is_the_same_with_a_title_of_its_own():
    wales, strategy = outline("wales-2010"), outline("staffordshire-strategy")
    here = strategy.prompt("wales-2010.needs.demography")
    there = wales.prompt("wales-2010.needs.demography")
    assert (here.title.en, here.number) == ("Trends, and what is likely to come", "3.3")
    assert (here.covers, here.example, here.serves) == (there.covers, there.example, there.serves)
    assert len({p.id for p in strategy.prompts} & {p.id for p in wales.prompts}) == 25


def test_no_part_speaks_of_the_numbers_of_another_outlines_sections():
    for each in outlines()[1:]:
        for prompt in each.prompts:
            for label in (prompt.help, prompt.look, *prompt.covers):
                for words in ("section 3", "sections 3", "three prompts above"):
                    assert words not in label.en, prompt.id


def test_a_prompt_of_an_outline_that_was_not_read_is_refused_by_name():
    text = (resource("content") / "outlines/staffordshire-strategy.toml").read_text("utf-8")
    entry = parse("outlines/staffordshire-strategy.toml", text)
    with pytest.raises(ValueError, match="'wales-2010' is not an outline read before this one"):
        read_outline(entry)
    broken = parse("x.toml", text.replace('id = "wales-2010.needs.size"', 'id = "wales-2010.x"'))
    with pytest.raises(ValueError, match=r"wales-2010\.x'.*wales-2010 has no such prompt"):
        read_outline(broken, outlines())


def test_a_newer_version_is_known_beside_the_older_one(monkeypatch: pytest.MonkeyPatch):
    newer = read_outline(parse(FILE, edited("version = 1", "version = 2")))
    known = outlines()
    monkeypatch.setattr(content, "outlines", lambda: (*known, newer))
    assert [each.key for each in newest_outlines()] == [
        "wales-2010.v2", "staffordshire-strategy", "jersey-delivery-plan",
    ]  # fmt: skip
    assert outline("wales-2010").version == 1
    assert outline("wales-2010.v2").version == 2


def test_an_outline_that_is_not_here_has_no_parts_and_is_not_known():
    found = outline_or_none("wales-2031")
    assert (found.known, found.prompts, found.title.cy) == (False, (), "wales-2031")
    assert prompt_elsewhere("wales-2031.needs") is None
    home, prompt = prompt_elsewhere("jersey-delivery-plan.access.how")
    assert (home.id, prompt.title.en) == ("jersey-delivery-plan", "How")


def test_an_unknown_prompt_is_a_key_error():
    with pytest.raises(KeyError, match="no prompt 'nowhere'"):
        outline("wales-2010").prompt("nowhere")


def test_the_file_is_read_as_it_is_written():
    raw = tomllib.loads((resource("content") / FILE).read_text(encoding="utf-8"))
    first = outline("wales-2010").prompts[0]
    assert first.title.cy == raw["section"][0]["prompt"][0]["title"]["cy"]


def test_each_question_asked_first_is_a_start_for_a_part_of_its_outline():
    known = {prompt.id for prompt in outline("wales-2010").prompts}
    for question in outline("wales-2010").scoping:
        assert question.feeds
        assert known.issuperset(question.feeds)


def test_every_outline_has_parts_that_begin_with_what_was_asked_first():
    for each in outlines():
        known = {prompt.id for prompt in each.prompts}
        fed = [question for question in each.scoping if known.intersection(question.feeds)]
        assert len(fed) > len(each.scoping) / 2
