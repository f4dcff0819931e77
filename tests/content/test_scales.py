from itertools import groupby

import pytest

from commission_desk.content.reading import parse
from commission_desk.content.scales import grading_scales, read_scales, scale, scales


def test_the_toolkit_has_nine_points_in_four_grades():
    points = scale("jet").points
    assert [p.score for p in points] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    grades = [(name, len(list(of))) for name, of in groupby(points, lambda p: p.grade.en)]
    assert grades == [
        ("Outstanding", 2), ("Good", 2), ("Requires improvement", 2), ("Inadequate", 3),
    ]  # fmt: skip


def test_descriptors_are_those_of_the_source():
    assert [p.descriptor.en for p in scale("jet").points] == [
        "Exceptional", "Outstanding", "Excellent", "Good", "Effective", "Satisfactory", "Fair",
        "Marginal", "Poor",
    ]  # fmt: skip


def test_a_point_is_printed_with_grade_score_and_descriptor():
    assert scale("jet").printed(6, "en") == "Good - 6/9 (Good)"
    assert scale("jet").printed(5, "en") == "Requires improvement - 5/9 (Effective)"
    assert scale("jet").printed("6", "cy") == "Da - 6/9 (Da)"
    assert scale("rag").printed("amber", "en") == "Amber (Being watched)"
    assert scale("procurement-act-2023").printed("good", "en") == "Good"


def test_agreements_are_graded_on_three_scales_and_the_usual_one_comes_first():
    assert [found.id for found in grading_scales()] == [
        "jet", "procurement-act-2023", "four-headings",
    ]  # fmt: skip


def test_points_are_ranked_on_their_own_scale_alone():
    assert [scale("jet").rank(value) for value in ("9", "6", "1")] == [0, 3, 8]
    assert [scale("rag").rank(value) for value in ("green", "amber", "red")] == [0, 1, 2]
    assert scale("procurement-act-2023").rank("other") is None
    assert scale("four-headings").rank("6") is None


def test_a_tone_belongs_to_a_grade_and_not_to_a_point():
    for found in ("jet", "rag"):
        tones = {(p.grade.en, p.tone, p.icon) for p in scale(found).points}
        assert len(tones) == len({p.grade.en for p in scale(found).points})


@pytest.mark.parametrize("found", ["likelihood", "impact", "influence", "interest"])
def test_scales_of_numbers_run_from_one_to_five(found: str):
    assert [p.score for p in scale(found).points] == [1, 2, 3, 4, 5]


def test_scales_of_words_have_no_score():
    assert [p.value for p in scale("support").points] == [
        "against", "reluctant", "neutral", "supportive", "champion",
    ]  # fmt: skip
    assert {p.score for name in ("rag", "support") for p in scale(name).points} == {None}


def test_the_procurement_act_has_five_ratings():
    assert len(scale("procurement-act-2023").points) == 5


def test_every_scale_has_a_source_and_a_date():
    assert all(found.source and found.dated for found in scales())


def test_a_point_off_the_scale_is_a_key_error():
    with pytest.raises(KeyError, match="no point on jet '10'"):
        scale("jet").point(10)


def test_a_tone_that_does_not_exist_is_refused_by_name():
    text = """
    [[scale]]
    id = "s"
    title = { en = "a", cy = "b" }
    note = { en = "a", cy = "b" }
    dated = 2026-01-01
    source = "s"
    point = [{ value = "1", grade = { en = "a", cy = "b" }, guidance = { en = "a", cy = "b" },
               tone = "pink", icon = "circle" }]
    """.replace("\n               ", " ")
    with pytest.raises(ValueError, match=r"scales\.toml, scale 's', point '1': tone 'pink'"):
        read_scales(parse("scales.toml", text))
