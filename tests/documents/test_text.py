"""The door for what people wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commission_desk.documents.fonts import covered, fitted, text_width
from commission_desk.documents.text import (
    SUBSTITUTE,
    is_safe_link,
    markup,
    markup_lines,
    markup_runs,
    printable,
    unprintable,
)
from commission_desk.domain.papers import AgendaLine, AgendaPaper, House, MeetingFacts
from commission_desk.domain.richtext import Run


@given(st.text())
def test_whatever_is_written_prints_in_characters_the_font_has(text):
    assert set(printable(text)) <= covered()


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Tŷ Ŵyn, £1,234.50 – “café”", "Tŷ Ŵyn, £1,234.50 – “café”"),
        ("w\u0302 y\u0302", "ŵ ŷ"),  # letter and circumflex apart, as some Macs write them
        ("\uf0b7 first", "\u2022 first"),
        ("one\ttwo\nthree\r\nfour", "one two three  four"),
        ("a\x00b\x1bc\u200bd\u202ee\ufefff", "abcdef"),
        ("\uff26inance", "Finance"),
        ("wide\u3000space", "wide space"),
        ("\U0001f600", SUBSTITUTE),
        ("\u6f22", SUBSTITUTE),
        ("\ud800", SUBSTITUTE),  # half of a pair, from a damaged file
    ],
)
def test_what_the_font_lacks_is_replaced(written, printed):
    assert printable(written) == printed


def test_characters_that_print_as_a_box_are_reported_once_each():
    lines = (AgendaLine("1", "Party \U0001f600\U0001f600", "\u6f22 ŵ \uf0b7 □"),)
    paper = AgendaPaper(House(), MeetingFacts("Review"), ("Chair \U0001f600",), lines)
    assert unprintable(paper) == "\U0001f600\u6f22"
    assert unprintable(AgendaPaper(House(), MeetingFacts("Adolygiad ŵŷ"))) == ""


def test_markup_says_exactly_the_text():
    assert markup("<b>5 & 6</b>") == "&lt;b&gt;5 &amp; 6&lt;/b&gt;"
    assert markup_lines("a<\nb\r\nc\u2028d") == "a&lt;<br/>b<br/>c<br/>d"


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://www.example.org/a?b=1&c=2", True),
        ("HTTP://example.org", True),
        (" mailto:team@example.org ", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("https://example.org/\njavascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        ("#section", False),
        ("pdf:other.pdf", False),
        ("https://", False),
        ("", False),
    ],
)
def test_only_web_and_mail_addresses_can_be_clicked(address, safe):
    assert is_safe_link(address) is safe
    made = markup_runs((Run("words", link=address),), "#1D4F91")
    assert ("<a href=" in made) is safe
    assert "words" in made


def test_an_address_cannot_break_out_of_its_attribute():
    made = markup_runs((Run("x", link='https://e.org/"><img/src="y'),), "#1D4F91")
    assert "<img" not in made


def test_styles_nest():
    assert markup_runs((Run("x", bold=True, italic=True),), "#1D4F91") == "<i><b>x</b></i>"


def test_a_text_too_long_for_its_place_ends_in_an_ellipsis():
    assert fitted("Short", 100, "SourceSans3-Regular", 10) == "Short"
    short = fitted("A very long name of an organisation " * 50, 100, "SourceSans3-Regular", 10)
    assert short.startswith("A very long")
    assert short.endswith("…")
    assert text_width(short, "SourceSans3-Regular", 10) <= 100
