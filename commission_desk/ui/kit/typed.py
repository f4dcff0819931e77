"""Fields for what people type: dates, amounts, whole numbers, and choices of the content."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from commission_desk.content.choices import choices
from commission_desk.domain.dates import typed_date
from commission_desk.domain.errors import UserError
from commission_desk.domain.money import Money, format_money, parse_money
from commission_desk.i18n import _, language
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import ChoiceField, ParsedField, read_number


def plainly(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    """Make a parser's reason the sentence that stands beside the field."""

    def read(words: str) -> Any:
        try:
            return parse(words)
        except ValueError as problem:
            why = str(problem)
            raise UserError(f"{why[:1].upper()}{why[1:]}.") from problem

    return read


def date_field(name: str, value: date | None = None, hint: str = "") -> DateField:
    """Make a field for a date as people in the United Kingdom type it."""
    return DateField(name, plainly(_day), value, hint)


def time_field(name: str) -> ParsedField:
    """Make a field for a time of day."""
    return ParsedField(
        name, plainly(typed_time), lambda at: f"{at:%H:%M}", prompt=_("such as 10:00")
    )


def money_field(name: str, hint: str = "") -> ParsedField:
    """Make a field for an amount; its value is ``Money``, or None when it is empty."""
    return ParsedField(
        name, plainly(parse_money), write_money, hint=hint, prompt=_("such as £24,000 or 140k")
    )


def choice_field(
    name: str, list_id: str, value: str | None = None, *, blank: bool = False
) -> ChoiceField:
    """Make a field for one of a content list's choices; ``blank`` lets it be empty."""
    offered = [(each.id, each.label.text(language())) for each in choices(list_id)]
    return ChoiceField(name, [("", _("Not stated")), *offered] if blank else offered, value)


def whole_field(name: str, hint: str = "") -> ParsedField:
    """Make a field for a whole number, such as days."""
    return ParsedField(name, _whole, lambda number: f"{number:,}", hint=hint)


def write_money(money: Money) -> str:
    """Write an amount in pounds; where it is unknown or declared as none, as it was written."""
    if not money.pence and money.source:
        return money.source
    return format_money(money.pence or 0, language())


def typed_time(words: str) -> time:
    """Read a time of day: "10", "10:05", "2.30pm"; raises ValueError with a plain reason."""
    text = words.strip().lower().replace(".", ":").replace(" ", "")
    afternoon = text.endswith("pm")
    hours, _colon, minutes = text.removesuffix("pm").removesuffix("am").partition(":")
    try:
        hour = int(hours) % 12 + 12 if afternoon else int(hours)
        return time(hour, int(minutes or 0))
    except ValueError as problem:
        raise ValueError(_("this is not a time of day; write it as 10:00 or 2.30pm")) from problem


def _day(words: str) -> Any:
    return typed_date(words)


def _whole(words: str) -> int:
    number = read_number(words)
    if number != int(number) or number < 0:
        raise UserError(_("Write a whole number, such as 90."))
    return int(number)
