"""A folder on a disk in memory, where there is one: these tests are about what is written when."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

IN_MEMORY = Path("/dev/shm")


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Take the place of pytest's own, which is on a disk that flushes in its own time."""
    where = IN_MEMORY if IN_MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where, prefix="faults-") as folder:
        yield Path(folder)
