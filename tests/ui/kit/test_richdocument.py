"""A stored text goes through Qt's document and comes back as it was."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from commission_desk.domain.richtext import Block, RichText, Run, joined
from commission_desk.ui.kit.richdocument import load, read

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"),
                  exclude_characters="\ufdd0\ufdd1\ufffc", include_characters="\t\n"),
    min_size=1, max_size=20,
)  # fmt: skip
links = st.sampled_from(["", "", "https://example.org/?a=1&b=2", "mailto:team@example.org"])
runs = st.lists(st.builds(Run, words, st.booleans(), st.booleans(), links), max_size=4).map(joined)
lines = st.builds(Block, st.sampled_from(["paragraph", "heading", "quote"]), runs)
items = st.builds(Block, st.sampled_from(["bullet", "number"]), runs, st.integers(0, 4))
sizes = st.tuples(st.integers(1, 3), st.integers(1, 3))


def grid(size: tuple[int, int]) -> st.SearchStrategy[Block]:
    rows = st.tuples(*[st.tuples(*[runs] * size[1])] * size[0])
    return rows.map(lambda found: Block("table", rows=found))


blocks = st.one_of(lines, items, sizes.flatmap(grid))


def normal(found: list[Block]) -> RichText:
    """One empty paragraph is no text at all."""
    return RichText() if found == [Block()] else RichText(tuple(found))


texts = st.lists(blocks, max_size=6).map(normal)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts)
def test_any_text_comes_back_exactly(qapp, text):
    document = QTextDocument()
    load(document, text)
    assert read(document) == text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts)
def test_loading_twice_leaves_nothing_of_the_first(qapp, text):
    document = QTextDocument()
    load(document, RichText((Block("quote", (Run("before"),)), Block("bullet", (Run("x"),)))))
    load(document, text)
    assert read(document) == text


def test_loading_is_not_a_step_of_undo(qapp):
    document = QTextDocument()
    load(document, RichText((Block(runs=(Run("kept"),)),)))
    assert not document.isUndoAvailable()


def test_a_number_goes_on_after_a_nested_bullet(qapp):
    document = QTextDocument()
    outer = [Block("number", (Run(word),)) for word in ("one", "two")]
    load(document, RichText((outer[0], Block("bullet", (Run("inner"),), 1), outer[1])))
    last = document.lastBlock()
    assert last.textList().itemText(last) == "2."


@pytest.mark.parametrize("mark", ["\ufdd0", "\ufdd1", "\ufffc", "\x00"])
def test_marks_that_qt_uses_for_itself_are_left_out(qapp, mark):
    document = QTextDocument()
    load(document, RichText((Block(runs=(Run(f"a{mark}b"),)),)))
    assert read(document).plain == "ab"
