"""The single values of a nested record, each under the path that leads to it."""

from collections.abc import Iterator
from typing import Any

from commission_desk.exchange.source import Cell

DEEPEST = 12


def leaves(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, Cell]]:
    """Yield (path, value) for every single value; plain values of one list are joined by "; ".

    Members of a list of records are numbered from the second on: "items/id", "items/2/id".
    """
    if depth > DEEPEST:
        yield path, str(value)[:200]
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}/{key}" if path else str(key), depth + 1)
    elif isinstance(value, list):
        if all(not isinstance(inner, (dict, list)) for inner in value):
            if value:
                yield path, "; ".join(str(inner) for inner in value)
            return
        for number, inner in enumerate(value, start=1):
            yield from leaves(inner, path if number == 1 else f"{path}/{number}", depth + 1)
    elif value is not None:
        yield path, value if isinstance(value, (str, int, float, bool)) else str(value)
