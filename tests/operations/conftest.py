"""A desk for each test, on which every change is undone and done again as it is made."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import dump, new_desk

from commission_desk.store import engine
from commission_desk.store.desk import Desk, name_of

Doing = Callable[..., Any]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "synchronous=OFF"))
    made = new_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def do(desk: Desk) -> Doing:
    """Run a changing operation, and show that undo and redo give back exactly what was there."""

    def run(operation: Callable[..., Any], *args: Any, **values: Any) -> Any:
        before = dump(desk.path)
        result = desk.do(operation, *args, **values)
        after = dump(desk.path)
        if after != before:
            assert operation.__dict__["step_name"], "every step has a name"
            assert desk.undo() == name_of(operation, *args)
            assert dump(desk.path) == before, "undo must bring back exactly what was there"
            desk.redo()
            assert dump(desk.path) == after, "redo must bring back exactly what came after"
        return result

    return run


@pytest.fixture
def ask(desk: Desk) -> Doing:
    return desk.ask
