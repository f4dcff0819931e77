"""Spend by department: amounts as they are printed, and whether two tables of them agree.

A printed amount stands for every amount that rounds to it, so a difference is an error only where
no such amounts would agree. ``rounding`` is the share of the last printed digit that is allowed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from commission_desk.domain.money import LARGEST, format_money, parse_money
from commission_desk.i18n import _

HALF = Decimal("0.5")
STEPS = {"": 100, "k": 10**5, "m": 10**8, "bn": 10**11}  # pence in one of what is printed
_AMOUNT = re.compile(
    r"(?:£\s*(?P<pounds>[0-9][0-9,]*(?:\.[0-9]+)?)\s*"
    r"(?P<scale>million|miliwn|thousand|mil|bn|mn|m|k)?\b)",
    re.IGNORECASE,
)
_SCALES = {"million": "m", "miliwn": "m", "mn": "m", "thousand": "k", "mil": "k"}
_ABOUT = re.compile(
    r"^(?:~|c\.|ca\.?|about|approx\w*\.?|around|tua|oddeutu|\s)+(?=£|[0-9])", re.IGNORECASE
)
_SMALL = re.compile(r"^(?:and|of|the|a|an|o|y|yr|ac)$", re.IGNORECASE)
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(?:%|per cent|y cant)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed: the pence, and the pence that one of its last printed digit is."""

    pence: int
    step: int
    text: str = ""
    nil: bool = False

    def give(self, rounding: Decimal = HALF) -> Decimal:
        """Return how far from what is printed the amount itself may be."""
        return Decimal(0) if self.nil else self.step * rounding


def read_amount(text: str) -> Amount | None:
    """Read what stands first in the words of a cell; None for a blank one.

    Signs for "about" and footnote marks are passed over. Raises ValueError with a plain reason.
    """
    words = _ABOUT.sub("", text.strip().strip("*†‡").strip())
    found = _AMOUNT.match(words)
    if found is not None:
        return _amount(found, text)
    money = parse_money(words)
    if money.pence is None:
        return None
    return Amount(money.pence, 100, text, money.nil)


def amounts_in(text: str) -> list[tuple[Amount, str]]:
    """Return every amount with a pound sign in a text, each with the words that follow it."""
    found = list(_AMOUNT.finditer(text.replace("~", " ")))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return [
        (_amount(each, each[0]), text[each.end() : end])
        for each, end in zip(found, ends, strict=False)
    ]


def _amount(found: re.Match[str], text: str) -> Amount:
    scale = (found["scale"] or "").casefold()
    one = STEPS[_SCALES.get(scale, scale)]
    number = Decimal(found["pounds"].replace(",", ""))
    digits = -int(number.as_tuple().exponent)
    pence = int(number * one)
    if pence > LARGEST:
        raise ValueError(_("this is too large to be an amount of money"))
    return Amount(pence, max(1, int(one / Decimal(10) ** min(digits, 18))), text)


def read_percent(text: str) -> tuple[Decimal, Decimal] | None:
    """Return a printed percentage and one of its last digit; None for "-" and for a blank."""
    found = _PERCENT.fullmatch(text.strip().strip("*†‡").strip())
    if found is None:
        return None
    number = Decimal(found[1])
    return number, Decimal(1).scaleb(int(number.as_tuple().exponent))


def same_department(one: str, other: str) -> bool:
    """Whether two names are one department's: the same words, or the initials of the other."""
    a, b = " ".join(one.split()).casefold(), " ".join(other.split()).casefold()
    return a == b or (bool(a and b) and (initials(one) == b or initials(other) == a))


def initials(name: str) -> str:
    """Return the first letters of the words of a name but the small ones, where it has several."""
    words = [word for word in re.split(r"[\s,&]+", name) if word and not _SMALL.match(word)]
    return "".join(word[0] for word in words).casefold() if len(words) > 1 else ""


def agree(one: int, other: int, give: Decimal) -> bool:
    """Whether two amounts differ by no more than rounding gives."""
    return abs(one - other) <= give


def slip(one: int, other: int, near: int) -> int:
    """Return the power of ten by which two amounts are apart, or 0; ``near`` is a percentage."""
    if one <= 0 or other <= 0 or one == other:
        return 0
    ratio = max(one, other) / min(one, other)
    power = round(log10(ratio))
    off = ratio / 10**power
    return power if power and 1 / (1 + near / 100) <= off <= 1 + near / 100 else 0


def percent_of(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent; None where there is no whole to have a share of."""
    return Decimal(part) * 100 / Decimal(whole) if whole else None


def write_percent(share: Decimal | None) -> str:
    """Write a share with one decimal, or two where one would show nothing of it."""
    if share is None:
        return ""
    places = 2 if abs(share) < Decimal("0.1") and share else 1
    return f"{share:.{places}f}%"


def write_amount(pence: int) -> str:
    """Write an amount of a table: in millions where it is many, else in full."""
    if abs(pence) < 10**8:
        return format_money(pence)
    millions = Decimal(pence) / 10**8
    return f"£{millions.normalize():,f}m" if pence % 10**4 == 0 else format_money(pence)


def why_no_amount(text: str) -> str:
    """Return the reason why words cannot be read as an amount, as a sentence for people."""
    said = _("“{words}” could not be read as an amount: write it like £19.7m, £16,000 or Nil.")
    return said.format(words=text.strip())
