"""Two versions of a text side by side: every word kept, and only what differs marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_desk.domain.wording import MOST, compare

TEXT = st.lists(st.sampled_from(["home", "care", " ", "\n", "ŵ", ",", "plan"]), max_size=30)


def marked(before: str, after: str) -> tuple[list[str], list[str]]:
    one, other = compare(before, after)
    return (
        [piece.text for piece in one if piece.changed],
        [piece.text for piece in other if piece.changed],
    )


@given(TEXT, TEXT)
def test_no_word_is_lost_and_what_is_not_marked_is_in_both(one: list[str], other: list[str]):
    before, after = "".join(one), "".join(other)
    left, right = compare(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    assert all(piece.text for piece in (*left, *right))
    if before == after:
        assert not any(piece.changed for piece in (*left, *right))


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("about 840 by 2029.", "about 850 by 2029.", ["840"], ["850"]),
        ("The number.", "The number grows.", [], [" grows"]),
        ("One two three", "Two three", ["One two"], ["Two"]),
        ("", "Words", [], ["Words"]),
        ("a b a b", "a b", [" a b"], []),
    ],
)
def test_what_differs_is_marked(before: str, after: str, gone: list[str], new: list[str]):
    assert marked(before, after) == (gone, new)


def test_a_long_text_that_grew_by_a_word_is_not_searched_whole():
    long = "home care " * MOST
    assert marked(f"{long}begins. {long}", f"{long}begun. {long}") == (["begins"], ["begun"])
