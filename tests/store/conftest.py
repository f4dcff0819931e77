"""A fresh desk for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import new_desk
from sharing import Laptop

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


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def here(shared: Path, tmp_path: Path) -> Laptop:
    return Laptop(shared, tmp_path / "here")


@pytest.fixture
def there(shared: Path, tmp_path: Path) -> Laptop:
    return Laptop(shared, tmp_path / "there")
