"""The toolkit's cases, told by how many measures stand where."""

import pytest

from commission_desk.content.grading import grading, read_gradings
from commission_desk.content.reading import parse
from commission_desk.domain.grading import Tally


def suggested(**counts: int) -> str:
    found = grading("jet")
    assert found
    fitting = found.fitting(Tally(**counts))
    return fitting[0].point if fitting else ""


@pytest.mark.parametrize(
    ("counts", "point"),
    [
        ({"above": 12, "on": 12}, "9"),
        ({"above": 7, "on": 12}, "8"),
        ({"above": 6, "on": 12}, "7"),
        ({"on": 12}, "7"),
        ({"above": 3, "on": 7, "under": 5, "planned": 5}, "6"),
        ({"on": 6, "under": 6, "planned": 6}, ""),
        ({"on": 6, "under": 6, "planned": 6, "improving": 6}, ""),
        ({"on": 7, "under": 5, "planned": 4}, ""),
        ({"on": 7, "under": 5, "planned": 4, "improving": 5}, "5"),
        ({"on": 7, "under": 5, "planned": 5, "improving": 5}, "6"),
        ({"on": 2, "under": 10, "planned": 10}, "3"),
        ({"on": 2, "under": 10}, ""),
        ({"under": 12, "planned": 12}, ""),
        ({"under": 12, "planned": 1}, ""),
        ({"under": 12}, "1"),
        ({"on": 11, "unknown": 1}, ""),
        ({"above": 11, "on": 11, "unknown": 1, "planned": 1}, "6"),
        ({"unknown": 12}, ""),
    ],
)
def test_twelve_measures_suggest_a_grade_or_none(counts: dict[str, int], point: str):
    assert suggested(total=12, **counts) == point


def test_nothing_measured_suggests_nothing():
    assert suggested(total=0) == ""


def test_a_gap_in_the_descriptors_is_admitted_with_the_grades_nearest_to_it():
    found = grading("jet")
    assert found
    cases = {
        "half": Tally(total=12, on=6, under=6, planned=6),
        "most-on-unplanned": Tally(total=12, on=7, under=5, planned=4),
        "all-under-planned": Tally(total=12, under=12, planned=12),
        "most-under-unplanned": Tally(total=12, on=2, under=10, planned=3),
        "unknown": Tally(total=12, on=2, unknown=10),
    }
    for name, tally in cases.items():
        gap = found.gap(tally)
        assert gap
        assert gap.id == name
        assert not found.fitting(tally)


def test_every_way_that_four_measures_can_stand_has_a_grade_or_a_gap():
    found = grading("jet")
    assert found
    for on in range(5):
        for unknown in range(5 - on):
            under = 4 - on - unknown
            for above in range(on + 1):
                for planned in range(under + unknown + 1):
                    for improving in range(under + 1):
                        tally = Tally(4, above, on, under, unknown, planned, improving)
                        assert found.fitting(tally) or found.gap(tally), tally


def test_scales_without_rules_leave_the_grade_to_a_person():
    assert grading("procurement-act-2023") is None


def test_a_rule_that_cannot_be_read_is_named():
    text = """
    [[grading]]
    id = "jet"
    note = { en = "a", cy = "b" }
    dated = 2026-01-01
    source = "s"
    rule = [{ id = "r", point = "6", when = { on = "lots" }, why = { en = "a", cy = "b" } }]
    gap = [{ id = "g", when = { on = "half" }, why = { en = "a", cy = "b" } }]
    """
    with pytest.raises(ValueError, match=r"rule 'r': when on = 'lots' is not known"):
        read_gradings(parse("grading.toml", text))
