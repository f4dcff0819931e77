"""How a figure stands against its target, and which way figures go: improving, steady, worsening.

"No data" is not zero, and what is better depends on the measure: higher, or lower.
"""

from collections.abc import Sequence

ROUNDING = 1e-9
BEFORE = 3  # figures before the newest that it is compared with
LOWER = "lower"


def standing_of(
    value: float | None, target: float | None, tolerance: float | None, direction: str
) -> str:
    """Say where a figure stands: on-target, near, under or no-data.

    Near means off target by no more than the tolerance, which is in the measure's unit.
    """
    if value is None or target is None:
        return "no-data"
    gap = _better_by(value, target, direction)
    if gap >= -ROUNDING:
        return "on-target"
    # 4.9 is 0.1 short of 5, though not quite in binary fractions.
    return "near" if -gap <= (tolerance or 0) + ROUNDING else "under"


def is_above(value: float, target: float, direction: str) -> bool:
    """Say whether a figure is better than its target, not only on it."""
    return _better_by(value, target, direction) > ROUNDING


def trend(values: Sequence[float | None], direction: str, steady_percent: float) -> str:
    """Return improving, steady or worsening; empty with fewer than two figures.

    The newest figure is compared with the mean of up to three before it. A difference of no more
    than ``steady_percent`` of that mean is steady. Periods without data are left out.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    before = known[-1 - BEFORE : -1]
    mean = sum(before) / len(before)
    gap = _better_by(known[-1], mean, direction)
    if abs(gap) <= abs(mean) * steady_percent / 100 + ROUNDING:
        return "steady"
    return "improving" if gap > 0 else "worsening"


def _better_by(value: float, other: float, direction: str) -> float:
    return other - value if direction == LOWER else value - other
