"""A fresh desk for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import new_desk

from commission_desk.store import engine
from commission_desk.store.desk import Desk


@pytest.fixture(autouse=True)
def hasty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk, where a test is about what is kept and not about power cuts."""
    if getattr(request.module, "WAITS_FOR_THE_DISK", False):
        return
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, "synchronous=OFF"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path)
    yield made
    made.close()
