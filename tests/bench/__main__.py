"""Print every figure beside its goal: python tests/bench [name ...].

Each is a ratio to a floor measured in the same run, since absolute times mean nothing on a shared
machine. Nothing here is asserted.
"""

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(names: list[str]) -> None:
    """Run the benches named, or all of them, and print a line a figure."""
    print(f"{'':52} {'value':>9} {'floor':>9} {'ratio':>7}  goal")
    for path in sorted(HERE.glob("[a-z]*.py")):
        if names and path.stem not in names:
            continue
        print(path.stem)
        for name, value, floor, ratio, goal in _figures(path):
            print(f"  {name:50} {value:9.4f} {floor:9.4f} {ratio:7.2f}  {goal}", flush=True)


def _figures(path: Path) -> list[tuple[str, float, float, float, str]]:
    spec = importlib.util.spec_from_file_location(f"bench_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: list[tuple[str, float, float, float, str]] = module.figures()
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[1]))
    main(sys.argv[1:])
