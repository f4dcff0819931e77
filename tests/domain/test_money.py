from decimal import Decimal

import pytest
from babel import numbers
from hypothesis import given
from hypothesis import strategies as st

from commission_desk.domain.money import LARGEST, Money, format_money, parse_money, short_money

amounts = st.integers(-LARGEST, LARGEST)


@pytest.mark.parametrize(
    ("written", "pence"),
    [
        ("£1,234.50", 123_450),
        ("1234.5", 123_450),
        (" £ 1,234,567 ", 123_456_700),
        ("1 234 567.00", 123_456_700),
        ("1\u00a0234", 123_400),
        ("140k", 14_000_000),
        ("£140K", 14_000_000),
        ("£1.2m", 120_000_000),
        ("£1.234m", 123_400_000),
        ("1.5 million", 150_000_000),
        ("£2bn", 200_000_000_000),
        ("(3,000)", -300_000),
        ("£(3,000)", -300_000),
        ("(£3,000.25)", -300_025),
        ("-£3,000", -300_000),
        ("£-3,000", -300_000),
        ("\u22123,000", -300_000),
        ("3,000.00-", -300_000),
        ("GBP 12.00", 1_200),
        ("12.00 GBP", 1_200),
        (".50", 50),
        ("5.", 500),
        ("0", 0),
        ("1234.5678", 123_457),
        ("0.125", 13),
    ],
)
def test_amounts_are_read_as_they_are_written(written: str, pence: int) -> None:
    assert parse_money(written) == Money(pence, written.strip())


@pytest.mark.parametrize("written", ["Nil", "nil", "£nil", "NIL", "None", "Dim"])
def test_nil_is_a_declaration_of_none(written: str) -> None:
    assert parse_money(written) == Money(0, written, nil=True)


@pytest.mark.parametrize("written", ["", "  ", "n/a", "N/A", "TBC", "-", "–", "To be confirmed"])
def test_a_blank_is_unknown_and_keeps_its_words(written: str) -> None:
    assert parse_money(written) == Money(None, written.strip())


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1.234,50", "decimal point"),
        ("1.234", "decimal point"),
        ("12,50", "decimal point"),
        ("1,23,456", "commas"),
        ("1,234 567", "commas"),
        ("€500", "not in pounds"),
        ("USD 500", "not in pounds"),
        ("£140k pa", "more than an amount"),
        ("about £5", "more than an amount"),
        ("1.23E+05", "not exact"),
        ("1.2e5", "not exact"),
        ("--5", "minus"),
        ("#REF!", "error"),
        ("£", "not an amount"),
        ("10" * 20, "too large"),
        ("٣٤", "not an amount"),
    ],
)
def test_what_is_not_certain_is_refused_with_a_reason(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_money(written)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e300, True])
def test_numbers_that_are_no_amounts_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_money(number)


@pytest.mark.parametrize(
    ("number", "pence"),
    [
        (1234.5, 123_450),
        (0.1 + 0.2, 30),
        (1.005, 101),
        (2.675, 268),
        (-2.675, -268),
        (7, 700),
        (Decimal("0.29"), 29),
    ],
)
def test_numbers_from_a_spreadsheet_are_rounded_as_it_shows_them(number: float, pence: int) -> None:
    assert parse_money(number).pence == pence


@given(amounts)
def test_every_amount_reads_back_as_it_is_written(pence: int) -> None:
    assert parse_money(format_money(pence)).pence == pence
    assert parse_money(format_money(pence, "cy")).pence == pence


@given(st.integers(-(10**12), 10**12))
def test_every_float_of_pounds_and_pence_is_exact(pence: int) -> None:
    assert parse_money(pence / 100).pence == pence


@given(st.text(max_size=20))
def test_no_text_does_anything_but_read_or_refuse(text: str) -> None:
    try:
        money = parse_money(text)
    except ValueError:
        return
    assert money.source == text.strip()


def test_money_is_written_for_people() -> None:
    assert format_money(123_450) == "£1,234.50"
    assert format_money(82_400_000) == "£824,000"
    assert format_money(-5) == "-£0.05"
    assert format_money(0) == "£0"


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (3_200_000_000, "£32.0m"),
        (2_400_000, "£24k"),
        (95_000, "£950"),
        (99_949, "£999"),
        (99_950, "£1k"),
        (99_950_000, "£1.0m"),
        (250_000_000_000, "£2.5bn"),
        (-2_400_000, "-£24k"),
        (0, "£0"),
    ],
)
def test_short_money_fits_a_tile(pence: int, written: str) -> None:
    assert short_money(pence) == written


@pytest.mark.parametrize("locale", ["en_GB", "cy"])
@given(st.integers(-LARGEST, LARGEST) | st.integers(-9_999, 9_999).map(lambda n: n * 100))
def test_amounts_are_written_as_babel_writes_them(locale: str, pence: int) -> None:
    pattern = "¤#,##0.00" if pence % 100 else "¤#,##0"
    amount = Decimal(pence).scaleb(-2)
    written = numbers.format_currency(amount, "GBP", pattern, locale=locale, currency_digits=False)
    assert format_money(pence, locale[:2]) == written
