import tomllib
from datetime import date
from pathlib import Path

import pytest

from commission_desk.content.outlines import outline, outlines, read_outline
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
    found = [p.id for wales in outlines() for p in (*wales.prompts, *wales.scoping)]
    assert found == GOLDEN.read_text(encoding="utf-8").split()


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


def test_an_unknown_prompt_is_a_key_error():
    with pytest.raises(KeyError, match="no prompt 'nowhere'"):
        outline("wales-2010").prompt("nowhere")


def test_the_file_is_read_as_it_is_written():
    raw = tomllib.loads((resource("content") / FILE).read_text(encoding="utf-8"))
    first = outline("wales-2010").prompts[0]
    assert first.title.cy == raw["section"][0]["prompt"][0]["title"]["cy"]
