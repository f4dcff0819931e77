"""No changing operation goes without a name and a test that undoes it."""

import importlib
import pkgutil
from pathlib import Path

import commission_desk.operations

TESTS = Path(__file__).parents[1]


def changing() -> dict[str, str]:
    """Every operation with a name for undo, by its own name."""
    found = {}
    for module in pkgutil.iter_modules(commission_desk.operations.__path__):
        if module.name.startswith("example"):
            continue  # its steps have tests of their own
        loaded = importlib.import_module(f"commission_desk.operations.{module.name}")
        for name, thing in vars(loaded).items():
            if "step_name" in getattr(thing, "__dict__", {}):
                found[name] = thing.step_name
    return found


def test_every_changing_operation_is_undone_in_a_test():
    tests = "".join(path.read_text("utf-8") for path in sorted(TESTS.rglob("test_*.py")))
    missing = [name for name in changing() if f"do({name}" not in tests]
    assert not missing
    assert len(changing()) > 40
