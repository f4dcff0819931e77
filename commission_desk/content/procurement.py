"""The rules of the procurement check: which figure speaks to which agreement, and in what words."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.choices import choices
from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, open_content
from commission_desk.content.thresholds import thresholds


@dataclass(frozen=True, slots=True)
class ProcurementRule:
    """Compares a whole-life value with a figure; ``vat`` says that the figure includes VAT.

    It speaks to agreements of its ``regimes``, or to all where it names none.
    """

    id: str
    figure: str
    vat: bool
    regimes: tuple[str, ...]
    above: Label
    below: Label


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How long before a tender the providers of some sectors must hear of it."""

    figure: str
    sectors: tuple[str, ...]
    text: Label
    ask: Label


@dataclass(frozen=True, slots=True)
class ProcurementRules:
    """Every rule; agreements of the regimes ``outside`` are no purchase."""

    rules: tuple[ProcurementRule, ...]
    notice: NoticeRule
    outside: tuple[str, ...]
    outside_says: Label
    outside_source: str
    outside_since: date


@cache
def procurement_rules() -> ProcurementRules:
    """Return the rules of the procurement check."""
    return read_procurement(open_content("procurement.toml"))


def read_procurement(entry: Entry) -> ProcurementRules:
    """Make the rules of a content file; each must name a figure that there is."""
    entry.only(
        "rule", "notice", "not_procurement", "outside", "outside_source", "outside_since"
    )  # fmt: skip
    known = {choice.id for choice in choices("regime")} | {""}
    rules = tuple(_rule(table, known) for table in entry.entries("rule"))
    return ProcurementRules(
        rules=rules,
        notice=_notice(Entry(entry.file, "notice", entry.fields["notice"])),
        outside=entry.texts("outside"),
        outside_says=entry.label("not_procurement"),
        outside_source=entry.text("outside_source"),
        outside_since=entry.date("outside_since"),
    )


def _rule(entry: Entry, known: set[str]) -> ProcurementRule:
    entry.only("id", "figure", "vat", "regimes", "above", "below")
    regimes = entry.fields.get("regimes", [])
    if not isinstance(regimes, list) or set(regimes) - known:
        entry.fail("regimes must be a list of regimes that there are")
    return ProcurementRule(
        id=entry.id(),
        figure=_figure(entry),
        vat=entry.flag("vat"),
        regimes=tuple(regimes),
        above=entry.label("above"),
        below=entry.label("below"),
    )


def _notice(entry: Entry) -> NoticeRule:
    entry.only("figure", "sectors", "text", "ask")
    return NoticeRule(
        _figure(entry), entry.texts("sectors"), entry.label("text"), entry.label("ask")
    )


def _figure(entry: Entry) -> str:
    return entry.choice("figure", {each.id for each in thresholds()})
