"""Print every figure beside its goal: python tests/bench [--large] [name ...].

Each is a ratio to a floor measured in the same run, since absolute times mean nothing on a shared
machine. Nothing here is asserted. A bench is a module whose ``figures()`` gives (name, value,
floor, ratio, goal): seconds, or what the name ends in, such as ", MB"; the goal is the ratio not to
be exceeded, or None.
"""

import importlib.util
import inspect
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).parent
LARGE = "--large"
Figure = tuple[str, float, float, float, float | None]


def main(names: list[str]) -> int:
    """Run the benches named, or all of them, and print a line a figure; 1 if one could not run."""
    large = LARGE in names
    names = [name for name in names if name != LARGE]
    unknown = sorted(set(names) - {path.stem for path in benches()})
    if unknown:
        print(f"There is no bench {', '.join(unknown)}.", file=sys.stderr)
        return 2
    failed = 0
    print(line(("figure", "value", "floor", "ratio", "goal", "")))
    for path in benches():
        if names and path.stem not in names:
            continue
        print(path.stem)
        try:
            for figure in figures_of(load(path), large=large):
                print(line(written(figure)), flush=True)
        except Exception:  # noqa: BLE001 - one bench that fails does not keep the others from running
            traceback.print_exc()
            failed = 1
    return failed


def benches() -> list[Path]:
    """Return the files of the benches."""
    return sorted(HERE.glob("[a-z]*.py"))


def load(path: Path) -> ModuleType:
    """Import one bench."""
    spec = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures_of(bench: ModuleType, *, large: bool) -> Iterable[Figure]:
    """Return the figures of a bench, at its full size if that is asked for and it has one."""
    sized = "large" in inspect.signature(bench.figures).parameters
    found: Iterable[Figure] = bench.figures(large=large) if sized else bench.figures()
    return found


def written(figure: Figure) -> tuple[str, ...]:
    """Put a figure into words: milliseconds, or megabytes, and whether the goal is reached."""
    name, value, floor, ratio, goal = figure
    cells = (name, amount(value, name), amount(floor, name), f"{ratio:.2f}")
    if goal is None:
        return (*cells, "", "")
    return (*cells, f"<= {goal:g}", "reached" if ratio <= goal else "MISSED")


def amount(number: float, name: str) -> str:
    """Write a value in the unit that its name says."""
    return f"{number:.1f} MB" if name.endswith(", MB") else f"{number * 1000:.2f} ms"


def line(cells: Iterable[str]) -> str:
    """Lay out one line of the table."""
    name, value, floor, ratio, goal, verdict = cells
    return f"  {name:54} {value:>12} {floor:>12} {ratio:>7}  {goal:8} {verdict}".rstrip()


if __name__ == "__main__":
    sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]
    sys.exit(main(sys.argv[1:]))
