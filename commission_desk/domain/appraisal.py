"""Options appraisal: weighted totals, their ranking, and whether it rests on one weight.

Weights and scores are plain numbers; an option that lacks a score has no total.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SWINGS = (0.5, 1.5)  # what one weight is multiplied by to see whether first place holds
Scores = Mapping[str, Mapping[str, float | None]]  # by option, then by criterion


@dataclass(frozen=True, slots=True)
class Ranked:
    """An option with its weighted mean score and its place, 1 for the best; equals share one."""

    option: str
    total: float
    place: int


def ranking(weights: Mapping[str, float | None], scores: Scores) -> tuple[Ranked, ...]:
    """Return the options that have every score, the best first."""
    counted = {key: weight for key, weight in weights.items() if weight}
    whole = sum(counted.values())
    if not whole:
        return ()
    totals: list[tuple[str, float]] = []
    for option, given in scores.items():
        values = [given.get(key) for key in counted]
        if all(value is not None for value in values):
            said = sum(w * (v or 0) for w, v in zip(counted.values(), values, strict=True))
            totals.append((option, said / whole))
    totals.sort(key=lambda each: -each[1])
    return tuple(
        Ranked(option, total, 1 + sum(_above(other, total) for _o, other in totals))
        for option, total in totals
    )


def rests_on(weights: Mapping[str, float | None], scores: Scores) -> tuple[str, ...]:
    """Return the criteria whose weight, halved or half as much again, changes who is first."""
    first = firsts(ranking(weights, scores))
    return tuple(
        key
        for key, weight in weights.items()
        if weight
        and any(firsts(ranking({**weights, key: weight * by}, scores)) != first for by in SWINGS)
    )


def firsts(ranked: Sequence[Ranked]) -> frozenset[str]:
    """Return the options in first place."""
    return frozenset(each.option for each in ranked if each.place == 1)


def _above(other: float, total: float) -> bool:
    return other > total + 1e-9
