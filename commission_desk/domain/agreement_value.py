"""What an agreement comes to: award, variations and options, and its profile by financial year.

Each amount belongs to a stretch of days and is shared out by days, so that the years of a stretch
come to its amount to the penny.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from commission_desk.domain.money import LARGEST
from commission_desk.domain.terms import OptionStatus, extend, months_between
from commission_desk.i18n import _

Kind = Literal["award", "variation", "option"]
DAY = timedelta(days=1)
YEAR_DAYS = Decimal("365.25")


@dataclass(frozen=True, slots=True)
class PricedOption:
    """An option to extend; without ``pence`` it costs what the annual value says."""

    months: int
    status: OptionStatus = "available"
    pence: int | None = None


@dataclass(frozen=True, slots=True)
class PricedVariation:
    """A variation: its day, its change of value, and the end it leaves, if it changes that.

    ``months_counted`` are the months of options that had been exercised before that end was said.
    """

    on: date | None
    pence: int | None = None
    new_end: date | None = None
    months_counted: int = 0


@dataclass(frozen=True, slots=True)
class Priced:
    """What is known of an agreement's money and days; ``total_covers`` as in its record."""

    starts: date | None
    ends: date | None
    annual: int | None = None
    total: int | None = None
    total_covers: str = "unknown"
    options: tuple[PricedOption, ...] = ()
    variations: tuple[PricedVariation, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """An amount over some days, both inclusive; ``is_open`` for an option not yet exercised."""

    kind: Kind
    starts: date
    ends: date
    pence: int
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What an agreement comes to; None where that is not known.

    ``award`` is the first term's value, ``current`` counts variations and exercised options,
    ``whole`` the options still available too. ``worked_out`` says that no whole value was given.
    """

    award: int | None
    varied: int
    exercised: int
    available: int
    options: tuple[int | None, ...]
    worked_out: bool

    @property
    def current(self) -> int | None:
        """The value as it stands."""
        return None if self.award is None else self.award + self.varied + self.exercised

    @property
    def whole(self) -> int | None:
        """The value over the whole life, with every option that is still open."""
        current = self.current
        return None if current is None else current + self.available


@dataclass(frozen=True, slots=True)
class YearAmount:
    """What falls in the financial year that begins in ``year``, without and with open options."""

    year: int
    pence: int
    with_options: int


def financial_year(day: date) -> int:
    """Return the year in which the financial year of a day begins: 1 April to 31 March."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def year_words(year: int) -> str:
    """Write a financial year: 2026/27."""
    return f"{year}/{(year + 1) % 100:02}"


def value_of(priced: Priced) -> Value:
    """Return what an agreement comes to."""
    costs = tuple(_option_cost(priced, option) for option in priced.options)
    sums: Counter[str] = Counter()
    for option, cost in zip(priced.options, costs, strict=True):
        sums[option.status] += cost or 0
    award, worked_out = priced.total, False
    if priced.total is not None and priced.total_covers == "extended":
        left = priced.total - sum(sums.values())
        award = left if left >= 0 else None  # options above the whole: nobody knows what it was
    elif award is None:
        award, worked_out = _by_annual(priced), True
    varied = sum(variation.pence or 0 for variation in priced.variations)
    return Value(award, varied, sums["exercised"], sums["available"], costs, worked_out)


def stretches(priced: Priced) -> tuple[Stretch, ...]:
    """Return the amounts of an agreement with their days; none without value, start or end."""
    value = value_of(priced)
    if value.award is None or not _has_term(priced):
        return ()
    return tuple(_stretches(priced, value))


def profile(priced: Priced) -> tuple[YearAmount, ...]:
    """Return what falls in each financial year; the years come to the value to the penny."""
    sure, open_ = Counter[int](), Counter[int]()
    for stretch in stretches(priced):
        (open_ if stretch.is_open else sure).update(by_year(stretch))
    years = range(min([*sure, *open_]), max([*sure, *open_]) + 1) if sure or open_ else ()
    return tuple(YearAmount(year, sure[year], sure[year] + open_[year]) for year in years)


def by_year(stretch: Stretch) -> dict[int, int]:
    """Share an amount out over financial years by days, to the penny."""
    days = (stretch.ends - stretch.starts).days + 1
    shared, gone, day = dict[int, int](), 0, stretch.starts
    while day <= stretch.ends:
        year = financial_year(day)
        last = min(stretch.ends, date(year + 1, 3, 31)) if year < date.max.year else stretch.ends
        so_far = _rounded(Decimal(stretch.pence) * ((last - stretch.starts).days + 1) / days)
        shared[year], gone = so_far - gone, so_far
        day = last + DAY
    return shared


def uplifted(years: Sequence[YearAmount], percent: Decimal, since: int) -> tuple[YearAmount, ...]:
    """Return the years with so many percent more each year from ``since`` on, compounded.

    Raises ValueError where that grows beyond any amount of money.
    """
    made = []
    for each in years:
        times = max(0, each.year - since + 1)
        factor = (1 + percent / 100) ** times
        if abs(each.with_options * factor) > LARGEST:
            raise ValueError(_("this grows too large to be an amount of money"))
        amounts = (_rounded(pence * factor) for pence in (each.pence, each.with_options))
        made.append(YearAmount(each.year, *amounts))
    return tuple(made)


def with_vat(pence: int, percent: int) -> int:
    """Add VAT to an amount."""
    return _rounded(Decimal(pence) * (100 + percent) / 100)


def _stretches(priced: Priced, value: Value) -> Iterable[Stretch]:
    """Walk through the days: the first term, then options and variations as they came."""
    assert priced.starts is not None
    assert priced.ends is not None
    assert value.award is not None
    yield Stretch("award", priced.starts, priced.ends, value.award)
    taken = [
        (option, cost or 0)
        for option, cost in zip(priced.options, value.options, strict=True)
        if option.status == "exercised"
    ]
    walk = _Walk(priced.ends)
    unplaced: list[PricedVariation] = []
    for variation in priced.variations:
        if variation.new_end is None:
            unplaced.append(variation)
            continue
        while taken and walk.months < variation.months_counted:
            yield walk.extend(*taken.pop(0))
        yield from walk.vary(variation, priced.starts)
    for each in taken:
        yield walk.extend(*each)
    end = walk.end
    for option, cost in zip(priced.options, value.options, strict=True):
        if option.status == "available":
            yield walk.extend(option, cost or 0, is_open=True)
    for variation in unplaced:
        yield from _over_what_is_left(variation, priced.starts, end)


class _Walk:
    """The end as it stands, moved on by options and variations."""

    def __init__(self, end: date) -> None:
        self.base, self.end, self.months, self.since_base = end, end, 0, 0

    def extend(self, option: PricedOption, cost: int, *, is_open: bool = False) -> Stretch:
        first = self.end + DAY
        self.months += option.months
        self.since_base += option.months
        self.end = extend(self.base, self.since_base)
        return Stretch("option", first, self.end, cost, is_open)

    def vary(self, variation: PricedVariation, starts: date) -> Iterable[Stretch]:
        """Move the end; its money belongs to the days that it adds or takes away."""
        before, after = self.end, variation.new_end
        assert after is not None
        self.base = self.end = after
        self.since_base = 0
        if not variation.pence:
            return
        first, last = min(before, after) + DAY, max(before, after)
        if first <= last:
            yield Stretch("variation", first, last, variation.pence)
        else:
            yield from _over_what_is_left(variation, starts, after)


def _over_what_is_left(variation: PricedVariation, starts: date, end: date) -> Iterable[Stretch]:
    """Share a variation out from its day to the end; one agreed after the end is of its day."""
    if variation.pence:
        first = max(variation.on or starts, starts)
        yield Stretch("variation", first, max(first, end), variation.pence)


def _has_term(priced: Priced) -> bool:
    starts, ends = priced.starts, priced.ends
    return starts is not None and ends is not None and starts <= ends


def _option_cost(priced: Priced, option: PricedOption) -> int | None:
    if option.pence is not None:
        return option.pence
    if priced.annual is not None:
        return _rounded(Decimal(priced.annual) * option.months / 12)
    return _part_of_total(priced, option)


def _part_of_total(priced: Priced, option: PricedOption) -> int | None:
    """Work an option out from a whole value that counts all of them, by months."""
    if priced.total is None or priced.total_covers != "extended" or not _has_term(priced):
        return None
    assert priced.starts is not None
    assert priced.ends is not None
    even = months_between(priced.starts, priced.ends)
    days = (priced.ends - priced.starts).days + 1
    first = Decimal(even) if even is not None else days * 12 / YEAR_DAYS
    whole = first + sum(each.months for each in priced.options)
    return _rounded(priced.total * option.months / whole)


def _by_annual(priced: Priced) -> int | None:
    """Work the first term's value out from the annual value, in months where they come out even."""
    if priced.annual is None or not _has_term(priced):
        return None
    assert priced.starts is not None
    assert priced.ends is not None
    months = months_between(priced.starts, priced.ends)
    if months is not None:
        return _rounded(Decimal(priced.annual) * months / 12)
    days = (priced.ends - priced.starts).days + 1
    return _rounded(priced.annual * days / YEAR_DAYS)


def _rounded(pence: Decimal) -> int:
    return int(pence.quantize(Decimal(1), rounding=ROUND_HALF_UP))
