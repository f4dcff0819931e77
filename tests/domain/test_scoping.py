"""What a plan's details can take from an answer, and what they cannot."""

from datetime import date

import pytest

from commission_desk.domain.scoping import name_in, names_in, period_in


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("Young adults aged 18 to 25. Not those in care.", "Young adults aged 18 to 25"),
        ("  Carers\nof any age", "Carers"),
        ("The head of service", "The head of service"),
        ("", ""),
        ("word " * 40, ""),
    ],
)
def test_the_first_sentence_is_a_name_if_it_is_short(answer, name):
    assert name_in(answer) == name


def test_names_stand_one_a_line_or_parted_by_semicolons():
    assert names_in("The council; the health board.\n The council\n\n") == (
        "The council", "the health board",
    )  # fmt: skip
    assert names_in(" \n") == ()


@pytest.mark.parametrize(
    ("answer", "period"),
    [
        ("From 2027 to 2031.", (date(2027, 4, 1), date(2031, 3, 31))),
        ("2027-28 to 2031", (date(2027, 4, 1), date(2031, 3, 31))),
        ("Four years from 2027", None),
        ("2031 back to 2027", None),
        ("Soon", None),
    ],
)
def test_a_period_is_two_years_in_order(answer, period):
    assert period_in(answer) == period
