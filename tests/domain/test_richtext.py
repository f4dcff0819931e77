"""Rich text comes back from its JSON as it was, and nothing else is taken for it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_desk.domain.richtext import (
    DEEPEST,
    Block,
    RichText,
    Run,
    from_json,
    from_plain,
    to_json,
)

RUNS = st.lists(
    st.builds(
        Run, st.text(), st.booleans(), st.booleans(), st.sampled_from(["", "https://x.y/?a"])
    ),
    max_size=4,
).map(tuple)
BLOCKS = st.one_of(
    st.builds(Block, st.sampled_from(["paragraph", "heading", "quote"]), RUNS),
    st.builds(Block, st.sampled_from(["bullet", "number"]), RUNS, st.integers(0, DEEPEST)),
    st.builds(
        lambda rows: Block("table", rows=rows),
        st.lists(st.lists(RUNS, max_size=3).map(tuple), max_size=3).map(tuple),
    ),
)


@given(st.lists(BLOCKS, max_size=6).map(tuple).map(RichText))
def test_any_text_comes_back_as_it_was(text):
    assert from_json(to_json(text)) == text


@given(st.text())
def test_plain_words_come_back_line_by_line(words):
    lines = [line for line in words.splitlines() if line.strip()]
    assert from_plain(words).plain.splitlines() == [part for line in lines for part in [line]]


def test_the_empty_text_is_the_empty_string():
    assert to_json(RichText()) == ""
    assert from_json("") == from_json(None) == RichText()
    assert RichText().is_empty
    assert RichText((Block(runs=(Run(" \n"),)),)).is_empty


def test_words_are_counted_over_blocks_and_cells():
    table = Block("table", rows=(((Run("a b"),), (Run("c"),)), ((Run("d"),), ())))
    text = RichText((Block(runs=(Run("One "), Run("two", bold=True))), table))
    assert text.words == 6
    assert text.plain == "One two\na b\tc\nd\t"


@pytest.mark.parametrize(
    "source",
    [
        "{", "5", "null", "{}", '"words"', "[5]", '[{"k":"script","r":[]}]', '[{"k":["table"]}]',
        '[{"r":"ab"}]', '[{"r":[{"y":1}]}]', '[{"k":"table","t":5}]', '[{"r":[],"l":"deep"}]',
        '[{"r":[],"l":1e999}]', "[" * 100_000, '[{"r":null}]',
    ],
)  # fmt: skip
def test_anything_else_is_refused_as_such(source):
    with pytest.raises(ValueError):  # noqa: PT011 - the type is what callers rely on
        from_json(source)


@pytest.mark.parametrize(("level", "kept"), [(-5, 0), (3, 3), (10**9, DEEPEST)])
def test_a_list_is_never_deeper_than_a_page_can_show(level, kept):
    source = json.dumps([{"k": "bullet", "r": [], "l": level}])
    assert from_json(source).blocks[0].level == kept
