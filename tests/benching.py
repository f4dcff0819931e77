"""What benches share: a figure as a row, and taking turns with its floor."""

import statistics
import time
from collections.abc import Callable

Row = tuple[str, float, float, float, float | None]  # name, value, floor, ratio, goal; seconds


def turns(
    times: int, ours: Callable[[int], object], floor: Callable[[int], object]
) -> tuple[float, float]:
    """Do two things by turns, so that a busy machine is as hard on both; return the medians."""
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(times):
        for work, kept in ((ours, took[0]), (floor, took[1])):
            began = time.perf_counter()
            work(turn)
            kept.append(time.perf_counter() - began)
    return statistics.median(took[0]), statistics.median(took[1])


def row(name: str, ours: float, floor: float, goal: float | None) -> Row:
    """Put a figure beside its floor."""
    return (name, ours, floor, ours / floor, goal)
