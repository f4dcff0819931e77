"""The words a comment is about are found again while the text around them changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_desk.domain.quotes import Quote, Span, find_quote, quote_of

TEXT = "Young carers wait too long. Parents wait too long. Nobody counts how long."


def taken(text: str, words: str, nth: int = 0) -> Quote:
    start = -1
    for _time in range(nth + 1):
        start = text.index(words, start + 1)
    return quote_of(text, start, start + len(words))


def found(text: str, quote: Quote) -> str:
    span = find_quote(text, quote)
    return text[span.start : span.end] if span else ""


def test_the_ends_of_a_quote_have_no_spaces():
    assert quote_of("one two three", 3, 8) == Quote("two", "one ", " three")
    assert not quote_of("one   two", 3, 6)
    assert find_quote(TEXT, Quote()) is None


@pytest.mark.parametrize("nth", [0, 1])
def test_of_several_places_the_one_with_the_same_neighbours_is_it(nth):
    quote = taken(TEXT, "wait too long", nth)
    moved = "In 2026: " + TEXT.replace("Nobody", "Still nobody")
    assert find_quote(moved, quote).start == 9 + [13, 36][nth]


def test_other_words_between_the_same_neighbours_are_said_to_have_changed():
    quote = taken(TEXT, "Parents wait too long.")
    changed = TEXT.replace("Parents wait too long.", "Parents wait eleven weeks.")
    span = find_quote(changed, quote)
    assert span.changed
    assert changed[span.start : span.end] == "Parents wait eleven weeks."


def test_words_that_were_deleted_with_their_neighbours_are_nowhere():
    quote = taken(TEXT, "Parents wait too long.")
    assert find_quote("Something else entirely.", quote) is None
    assert find_quote(TEXT.replace("Parents wait too long. ", ""), quote) is None


def test_spaces_and_line_ends_make_no_difference():
    quote = quote_of("a table:\nfirst\tsecond\nend", 9, 21)
    assert quote.words == "first\tsecond"
    assert found("a table:\nfirst\nsecond\nend", quote) == "first\nsecond"


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_what_was_quoted_is_found_where_it_stood(before, words, after):
    text = before + words + after
    quote = quote_of(text, len(before), len(before) + len(words))
    if quote:
        span = find_quote(text, quote)
        assert span is not None
        assert text[span.start : span.end].split() == quote.words.split()


def test_the_very_place_is_found_among_many_alike():
    text = "the end " * 200
    assert find_quote(text, quote_of(text, 0, 7)) == Span(0, 7)
    assert find_quote(text, quote_of(text, len(text) - 8, len(text))).end == len(text) - 1
