from datetime import time

import pytest

from commission_desk.domain.errors import UserError
from commission_desk.domain.money import Money
from commission_desk.ui.kit.typed import (
    money_field,
    time_field,
    typed_time,
    whole_field,
    write_money,
)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("10", time(10)), ("10:05", time(10, 5)), ("9.30", time(9, 30)), ("2.30pm", time(14, 30)),
        ("12 pm", time(12)), ("9 am", time(9)),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_people_type_it(words: str, meant: time):
    assert typed_time(words) == meant


@pytest.mark.parametrize("words", ["25:00", "noon", "10:75", "1:2:3", "pm"])
def test_what_is_no_time_is_refused(words: str):
    with pytest.raises(ValueError, match="not a time of day"):
        typed_time(words)


def test_a_parsers_reason_becomes_a_sentence():
    field = time_field("Begins at")
    field.box.setText("noon")
    with pytest.raises(UserError, match=r"^This is not a time of day.*\.$"):
        field.value()


@pytest.mark.parametrize(("words", "number"), [("90", 90), ("1,000", 1_000), ("", None)])
def test_a_whole_number_is_read(words: str, number: int | None):
    field = whole_field("Notice")
    field.box.setText(words)
    assert field.value() == number


@pytest.mark.parametrize("words", ["1.5", "-3", "many"])
def test_what_is_no_whole_number_is_refused(words: str):
    field = whole_field("Notice")
    field.box.setText(words)
    with pytest.raises(UserError):
        field.value()


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money(14_000_000, "140k"), "£140,000"),
        (Money(None, "TBC"), "TBC"),
        (Money(0, "Nil", nil=True), "Nil"),
        (Money(0), "£0"),
    ],
)
def test_an_amount_is_written_as_known_and_else_as_it_was_written(money: Money, words: str):
    assert write_money(money) == words


def test_an_amount_keeps_the_words_it_came_in():
    field = money_field("A year")
    field.box.setText("140k")
    assert field.value() == Money(14_000_000, "140k")
