"""For every test: Qt without a screen, and any warning logged is a failure."""

import logging
import os

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The gate must say the same twice; elsewhere every run tries new cases.
settings.register_profile("gate", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("gate")


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_warnings_logged(request: pytest.FixtureRequest):
    """Fail a test that logs a warning, unless it is marked ``logs_warnings``."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    yield
    logging.getLogger().removeHandler(kept)
    if kept.records and request.node.get_closest_marker("logs_warnings") is None:
        pytest.fail("logged: " + "; ".join(record.getMessage() for record in kept.records))
