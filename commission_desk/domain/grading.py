"""What the figures say of an agreement: how many measures are where, and whether a rule fits them.

How the rules read is content; here is only what "most" and "all" mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = ("above", "on", "under", "unknown", "planned", "improving")
AMOUNTS = ("none", "any", "some", "half", "most", "most-not-all", "all", "not-all")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many measures with a target stand where; ``on`` counts those above target too.

    ``unknown`` have no data. ``planned`` are those not on target that have an open action of
    their own, ``improving`` those under target whose figures get better.
    """

    total: int = 0
    above: int = 0
    on: int = 0
    under: int = 0
    unknown: int = 0
    planned: int = 0
    improving: int = 0

    @property
    def others(self) -> int:
        """How many are not on target, or not known to be."""
        return self.under + self.unknown

    def fits(self, conditions: Mapping[str, str]) -> bool:
        """Say whether each part of the measures is as many as a rule asks for."""
        return all(self._is(part, amount) for part, amount in conditions.items())

    def _is(self, part: str, amount: str) -> bool:
        """Compare a part with its whole: all measures, or those not on target for plans."""
        whole = {"planned": self.others, "improving": self.under}.get(part, self.total)
        count = int(getattr(self, part))
        return {
            "none": count == 0,
            "any": count > 0,
            "some": 0 < 2 * count < whole,
            "half": 2 * count == whole and whole > 0,
            "most": 2 * count > whole,
            "most-not-all": whole < 2 * count < 2 * whole,
            "all": count == whole and whole > 0,
            "not-all": count < whole,
        }[amount]
