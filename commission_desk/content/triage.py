"""Triage: which support a purchase needs, by its value, its risk and its importance."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from commission_desk.content.choices import choices
from commission_desk.content.labels import Label
from commission_desk.content.reading import Entry, open_content

LEVELS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class TriageRule:
    """The tier of a purchase: where ``any`` of the three has a level, or ``all`` none above it."""

    tier: str
    any: str
    all: str
    why: Label
    support: Label

    def fits(self, levels: tuple[str, ...]) -> bool:
        """Whether the levels of value, risk and importance make this the tier."""
        if self.any:
            return self.any in levels
        return max(map(LEVELS.index, levels)) <= LEVELS.index(self.all)


@dataclass(frozen=True, slots=True)
class Triage:
    """The rules in the order in which they are tried, with their source."""

    rules: tuple[TriageRule, ...]
    dated: date
    source: str

    def rule_for(self, levels: tuple[str, ...]) -> TriageRule:
        """Return the first rule that fits."""
        return next(rule for rule in self.rules if rule.fits(levels))

    def rule_of(self, tier: str) -> TriageRule:
        """Return the rule of a tier."""
        return next(rule for rule in self.rules if rule.tier == tier)


@cache
def triage_rules() -> Triage:
    """Return the rules of triage."""
    return read_triage(open_content("triage.toml"))


def read_triage(entry: Entry) -> Triage:
    """Make the rules of a content file; there is one for each tier, and some rule always fits."""
    entry.only("rule", "dated", "source")
    rules = tuple(_rule(table) for table in entry.entries("rule", "tier"))
    every = ((low, mid, top) for low in LEVELS for mid in LEVELS for top in LEVELS)
    if not all(any(rule.fits(levels) for rule in rules) for levels in every):
        entry.fail("no rule fits some purchases")
    if {rule.tier for rule in rules} != {choice.id for choice in choices("triage-tier")}:
        entry.fail("there must be one rule for each tier")
    return Triage(rules, entry.date("dated"), entry.text("source"))


def _rule(entry: Entry) -> TriageRule:
    entry.only("tier", "any", "all", "why", "support")
    found = entry.choice("any", ("", *LEVELS), ""), entry.choice("all", ("", *LEVELS), "")
    if bool(found[0]) == bool(found[1]):
        entry.fail("a rule has either any or all")
    return TriageRule(entry.text("tier"), *found, entry.label("why"), entry.label("support"))
