"""Money: whole pence, with the text that it came from kept beside it.

"Nil" is somebody's statement that there is none; a blank is nobody's statement. The two are never
the same here.
"""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from commission_desk.domain.blanks import is_unknown
from commission_desk.domain.tiles import short_money
from commission_desk.i18n import _

__all__ = ["LARGEST", "Money", "format_money", "parse_money", "short_money"]

LARGEST = 10**16  # pence; a hundred thousand billion pounds, and safely inside 64 bits

_NIL = frozenset({"nil", "none", "nil return", "zero", "dim"})
_SCALES = {"": 1, "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_SCALE_WORDS = {"thousand": "k", "million": "m", "billion": "bn", "mil": "k", "miliwn": "m"}
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<gap>[, ])[0-9]{3})(?:(?P=gap)[0-9]{3})*|[0-9]+")
_AMOUNT = re.compile(
    r"(?P<whole>[0-9][0-9, ]*)?(?P<part>\.[0-9]*)?\s*(?P<scale>[a-z]*)", re.IGNORECASE
)
_CONTINENTAL = re.compile(r"[0-9.]*[0-9]\.[0-9]{3}(?:,[0-9]*)|[0-9]+,[0-9]{1,2}|[0-9]+,[0-9]{4,}")
_OTHER_MONEY = re.compile(r"[$€¥₹]|\b(?:usd|eur|chf|cad|aud|jpy|nok|sek|dkk|inr)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as read: ``pence`` is None when unknown; ``nil`` when declared as none."""

    pence: int | None
    source: str = ""
    nil: bool = False


def parse_money(value: str | float | Decimal | None) -> Money:
    """Read an amount in pounds: "£1,234.50", "140k", "£1.2m", "(3,000)", "Nil", "TBC", 12.5.

    Raises ValueError with a plain reason where it cannot be read for certain.
    """
    if value is None:
        return Money(None)
    if isinstance(value, bool):
        raise ValueError(_("this is a yes or no, not an amount"))  # noqa: TRY004 - bad data
    if isinstance(value, (int, float, Decimal)):
        return Money(_number_in_pence(value), str(value))
    source = value.strip()
    if is_unknown(source):
        return Money(None, source)
    text = _plain(source)
    if text.strip("£ ").casefold() in _NIL:
        return Money(0, source, nil=True)
    return Money(_text_in_pence(text), source)


def format_money(pence: int, language: str = "en") -> str:  # noqa: ARG001 - both write it so
    """Write an amount for people: "£1,234.50", and "£824,000" when it is whole pounds.

    English and Welsh write amounts alike; a test holds this to Babel, which takes 20 ms to load.
    """
    sign = "-" if pence < 0 else ""
    pounds, rest = divmod(abs(pence), 100)
    return f"{sign}£{pounds:,}" + (f".{rest:02}" if rest else "")


def _number_in_pence(value: float | Decimal) -> int:
    """Round a spreadsheet's number to pence as the spreadsheet shows it (halves go up)."""
    if not math.isfinite(value):
        raise ValueError(_("this is not a number"))
    return _in_pence(Decimal(str(value)))


def _in_pence(pounds: Decimal) -> int:
    if abs(pounds) * 100 > LARGEST:
        raise ValueError(_("this is too large to be an amount of money"))
    return int(_rounded(pounds * 100, 0))


def _rounded(number: Decimal, digits: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def _plain(source: str) -> str:
    """Make the spaces and minus signs of word processors ordinary ones."""
    return re.sub(r"\s+", " ", source).replace("\u2212", "-").replace("–", "-")


def _text_in_pence(text: str) -> int:
    if text.startswith("#"):
        raise ValueError(_("the spreadsheet shows an error here"))
    if _OTHER_MONEY.search(text):
        raise ValueError(_("this is not in pounds"))
    body, negative = _without_sign(text)
    body = re.sub(r"^(?:gbp|£)\s*|\s*gbp$", "", body, flags=re.IGNORECASE)
    body, inner = _without_sign(body)
    if negative and inner:
        raise ValueError(_("this has more than one minus sign"))
    pence = _in_pence(_pounds(body.strip()))
    return -pence if negative or inner else pence


def _without_sign(text: str) -> tuple[str, bool]:
    """Take off brackets or one minus sign, before or after, which mean a negative amount."""
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text.startswith("-"):
        return text[1:].strip(), True
    if text.endswith("-"):
        return text[:-1].strip(), True
    return text, False


def _pounds(body: str) -> Decimal:
    found = _AMOUNT.fullmatch(body)
    scale = _scale(found["scale"].casefold()) if found else None
    if _CONTINENTAL.fullmatch(body):
        raise ValueError(_("it is not clear which mark is the decimal point"))
    if found is None or scale is None or not (found["whole"] or found["part"]):
        raise ValueError(_why_not(body))
    whole, part = (found["whole"] or "0").strip(), found["part"] or ""
    if not _GROUPED.fullmatch(whole):
        raise ValueError(_("the commas are not where thousands would have them"))
    if scale == 1 and re.fullmatch(r"[1-9][0-9]{0,2}", whole) and len(part) == len(".000"):
        raise ValueError(_("it is not clear which mark is the decimal point"))
    return Decimal(re.sub("[, ]", "", whole) + part) * scale


def _scale(word: str) -> int | None:
    return _SCALES.get(_SCALE_WORDS.get(word, word))


def _why_not(body: str) -> str:
    if re.fullmatch(r"[0-9.]+e[+-]?[0-9]+", body, re.IGNORECASE):
        return _("a spreadsheet has shortened this number, so it is not exact")
    if re.search("[0-9]", body):
        return _("there is more than an amount here")
    return _("this is not an amount of money")
