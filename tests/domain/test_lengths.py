import pytest

from commission_desk.domain.terms import read_lengths


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("1+1", (12, 12)),
        ("1 + 1 + 2", (12, 12, 24)),
        ("6m", (6,)),
        ("1.5, 6m", (18, 6)),
        ("  ", ()),
    ],
)
def test_options_are_read_as_people_write_them(words: str, months: tuple[int, ...]) -> None:
    assert read_lengths(words) == months


@pytest.mark.parametrize("words", ["0", "1+x", "one", "1.3", "-1", "100", "1++0", "1e3"])
def test_what_is_no_length_is_refused_with_a_reason(words: str) -> None:
    with pytest.raises(ValueError, match="write options in years"):
        read_lengths(words)
