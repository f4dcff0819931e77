import pytest

from commission_desk.content.cycles import cycle, cycles, read_cycles
from commission_desk.content.outlines import outlines
from commission_desk.content.plan_views import plan_view, read_plan_views, views_of
from commission_desk.content.reading import parse
from commission_desk.paths import resource


def edited(file: str, old: str, new: str) -> str:
    text = (resource("content") / file).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


def test_the_cycles_have_the_steps_of_their_sources():
    found = {each.id: len(each.steps) for each in cycles()}
    assert found == {"wales": 4, "lincolnshire": 4, "staffordshire": 9, "jersey-audit": 5}


@pytest.mark.parametrize("outline", outlines(), ids=lambda each: each.id)
@pytest.mark.parametrize("cycle_id", [each.id for each in cycles()])
def test_every_prompt_of_every_outline_is_in_exactly_one_step_of_every_cycle(cycle_id, outline):
    found = cycle(cycle_id)
    for prompt in outline.prompts:
        assert sum(prompt.id in step.prompts for step in found.steps) == 1, prompt.id
    seen = [prompt for section in found.sections(outline) for prompt in section.prompts]
    assert sorted(p.id for p in seen) == sorted(p.id for p in outline.prompts)


def test_seen_by_a_cycle_a_plan_has_its_steps_with_the_parts_in_the_outlines_order():
    wales = outlines()[0]
    sections = cycle("wales").sections(wales)
    assert [section.title.en for section in sections] == [
        "Analyse", "Plan", "Secure services", "Review",
    ]  # fmt: skip
    order = [prompt.id for prompt in wales.prompts]
    for section in sections:
        places = [order.index(prompt.id) for prompt in section.prompts]
        assert places == sorted(places)


def test_steps_of_one_cycle_are_tied_to_those_of_another_by_the_parts_they_share():
    wales, parts = cycle("wales"), cycle("staffordshire")
    review = wales.steps[3]
    assert [step.number for step in parts.matching(review)] == ["9"]
    analyse = {step.number for step in parts.matching(wales.steps[0])}
    assert {"1", "2", "3", "4", "5"} <= analyse
    for step in wales.steps:
        for other in parts.matching(step):
            assert step in wales.matching(other)


def test_a_retired_prompt_is_in_no_step():
    assert cycle("wales").step_of("retired") is None
    assert cycle("wales").step_of("wales-2010.design.shape").id == "plan"


def test_a_prompt_in_no_step_or_in_two_is_refused_by_name():
    gone = edited("cycles.toml", '"wales-2010.introduction.development", ', "")
    with pytest.raises(ValueError, match=r"introduction\.development is in 0 steps"):
        read_cycles(parse("cycles.toml", gone))
    twice = edited("cycles.toml", '["wales-2010.monitoring.*"', '["wales-2010.*"')
    with pytest.raises(ValueError, match=r"introduction\.purpose is in 2 steps"):
        read_cycles(parse("cycles.toml", twice))
    odd = edited("cycles.toml", '"wales-2010.guidance.*"', '"wales-2010.guidanse.*"')
    with pytest.raises(ValueError, match="no outline has a prompt 'wales-2010"):
        read_cycles(parse("cycles.toml", odd))


def test_the_schematic_has_the_four_columns_of_its_source():
    found = plan_view("schematic")
    assert list(found.columns) == ["objective", "gap", "rationale", "implications"]
    assert views_of("staffordshire-strategy.glance.schematic") == (found,)
    assert views_of("wales-2010.design.objectives") == ()
    odd = edited("plan_views.toml", '["objective", "gap"', '["objektive", "gap"')
    with pytest.raises(ValueError, match="composed_of must name tables"):
        read_plan_views(parse("plan_views.toml", odd))
