"""How wide columns are."""

import pytest

from commission_desk.documents.columns import (
    NARROWEST,
    least_widths,
    one_flexible,
    shared_widths,
)
from commission_desk.documents.fonts import register
from commission_desk.documents.style import WIDTH


@pytest.fixture(autouse=True)
def fonts() -> None:
    register()


@pytest.mark.parametrize(
    "rows",
    [
        [["Ref", "Name", "£"], ["1", "Short breaks", "1,104"]],
        [["Ref", "Words"], ["1", "a good deal to say " * 40]],
        [["one", "two", "three", "four"], ["w" * 300] * 4],
        [["", ""], ["", ""]],
        [["only " * 100]],
    ],
)
def test_columns_share_the_whole_width(rows):
    widths = shared_widths(rows, 10)
    assert sum(widths) == pytest.approx(WIDTH)
    assert min(widths) >= NARROWEST


def test_a_column_keeps_its_longest_word_whole_where_others_can_give_way():
    rows = [["Ref", "Text"], ["Aug-2026/5.1", "words " * 200]]
    narrow, wide = shared_widths(rows, 10)
    assert narrow > 60
    assert wide > 3 * narrow


def test_the_flexible_column_has_a_third_of_the_page_at_least():
    long = ["x" * 100]
    widths = one_flexible([long, long, long, long, long], 1, 10, 118)
    assert sum(widths) == pytest.approx(WIDTH)
    assert widths[1] == pytest.approx(WIDTH / 3)
    assert one_flexible([["1"], ["Item"]], 1, 10)[1] == pytest.approx(WIDTH - NARROWEST)


def test_words_that_a_hard_space_joins_are_not_broken():
    rows = [["x " * 90, "30\u00a0September\u00a02027"], ["y " * 90, ""]]
    parted = [["x " * 90, "30 September 2027"], ["y " * 90, ""]]
    assert least_widths(rows, 9)[1] > least_widths(parted, 9)[1]
