"""A chart is described once, in the same coordinates for screen and paper."""

import pytest

from commission_desk.domain.charts import Dot, Line, Path, Series, Words, axis, line_chart

SERIES = Series((("2023", 661), ("2024", 702), ("2025", 740), ("2029", 852)), projected=3)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([661, 852], (650, 900, 50)),
        ([0, 100], (0, 100, 50)),
        ([1.2, 1.4], (1.2, 1.4, 0.05)),
        ([7, 7], (7, 8, 1)),
        ([0, 0], (0, 1, 1)),
        ([-30, 20], (-40, 20, 20)),
    ],
)
def test_the_axis_has_few_round_marks_round_the_values(values, expected):
    assert axis(values) == pytest.approx(expected)


def test_values_lie_between_the_lines_and_higher_values_are_higher_up():
    drawn = list(line_chart(SERIES, 400, 150, "projected"))
    dots = [item.at for item in drawn if isinstance(item, Dot)]
    lines = [item.start[1] for item in drawn if isinstance(item, Line)]
    assert [x for x, _ in dots] == sorted(x for x, _ in dots)
    assert [y for _, y in dots] == sorted((y for _, y in dots), reverse=True)
    assert min(lines) <= min(y for _, y in dots) <= max(y for _, y in dots) <= max(lines)


def test_the_projected_part_is_dashed_and_joined_to_the_rest():
    drawn = list(line_chart(SERIES, 400, 150, "rhagamcan"))
    known, projected = (item for item in drawn if isinstance(item, Path))
    assert (known.dashed, projected.dashed) == (False, True)
    assert known.points[-1] == projected.points[0]
    assert any(isinstance(item, Words) and item.text == "rhagamcan" for item in drawn)


def test_without_values_nothing_is_drawn_and_one_value_is_a_dot():
    assert list(line_chart(Series(()), 400, 150)) == []
    one = list(line_chart(Series((("2026", 5),)), 400, 150))
    assert sum(isinstance(item, Dot) for item in one) == 1


def test_the_spoken_form_is_the_data():
    assert SERIES.spoken == "2023: 661; 2024: 702; 2025: 740; 2029: 852"
