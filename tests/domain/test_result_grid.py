"""Results as they come from spreadsheets, good and bad."""

from datetime import date

import pytest

from commission_desk.domain.result_grid import MOST_ROWS, Figure, read_figure, read_grid

TITLES = {"m1": "Calls on time", "m2": "Complaints"}
JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


@pytest.mark.parametrize(
    ("words", "value"),
    [("81", 81), ("81%", 81), ("1,104", 1104), ("0", 0), ("Nil", 0), ("n/a", None), ("-", None),
     ("no data", None), ("-3.5", -3.5), (".5", 0.5)],
)  # fmt: skip
def test_nil_is_nought_and_not_available_is_no_data(words, value):
    assert read_figure(words) == value


@pytest.mark.parametrize(
    "words", ["about 80", "8O", "1e400", "=1+1", "1.2.3", "%", "12,34", "++", "9" * 400]
)
def test_what_is_not_a_figure_is_refused(words):
    with pytest.raises(ValueError, match="not a figure"):
        read_figure(words)


def test_a_list_of_results_is_read_with_its_comments_and_its_headings_are_skipped():
    rows = [["Period", "Figure", "Comment", "From"], ["Q1 2026/27", "81%", "Better", "Provider"],
            ["30/09/2026", "n/a"], ["31/12/2026", ""]]  # fmt: skip
    grid = read_grid(rows, TITLES, "m1")
    assert grid.figures == (
        Figure("m1", JUNE, 81, "Better", "Provider"), Figure("m1", SEPTEMBER, None),
    )  # fmt: skip
    assert grid.unread == ()


def test_a_grid_of_measures_by_periods_is_read_by_title():
    rows = [["Measure", "Q1 2026/27", "Q2 2026/27"], ["calls  on time", "90", "tbc"],
            ["Complaints", "Nil", "3"], ["Other", "1", "2"], ["", "", ""]]  # fmt: skip
    grid = read_grid(rows, TITLES, "m1")
    assert [(f.measure, f.period_end, f.value) for f in grid.figures] == [
        ("m1", JUNE, 90), ("m2", JUNE, 0), ("m2", SEPTEMBER, 3),
    ]  # fmt: skip
    assert [(each.row, each.words) for each in grid.unread] == [(4, "Other")]


def test_what_cannot_be_read_is_listed_with_its_row_and_reason():
    grid = read_grid([["03/04/26", "80"], ["30/06/2026", "lots"]], TITLES, "m1")
    # 30/06 proves that days come first in this column
    assert [f.period_end for f in grid.figures] == [date(2026, 4, 3)]
    assert [(each.row, each.words) for each in grid.unread] == [(2, "lots")]
    alone = read_grid([["03/04/26", "80"]], TITLES, "m1")
    assert alone.figures == ()
    assert "two days" in alone.unread[0].reason


def test_two_measures_of_one_title_are_not_told_apart():
    rows = [["", "Jun 2026"], ["Same", "1"]]
    grid = read_grid(rows, {"a": "Same", "b": "same"}, "a")
    assert grid.figures == ()
    assert grid.unread[0].words == "Same"


def test_a_paste_without_end_is_cut_and_says_so():
    rows = [["30/06/2026", "1"]] * (MOST_ROWS + 5)
    grid = read_grid(rows, TITLES, "m1")
    assert len(grid.figures) == 1
    assert grid.unread[0].row == MOST_ROWS + 1


def test_nothing_gives_nothing():
    assert read_grid([], TITLES, "m1").figures == ()
    assert read_grid([[""], []], TITLES, "m1").figures == ()
