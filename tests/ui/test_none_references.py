"""A fault of PySide6 6.12.0 on Python 3.11, which aborts the process, must not come back."""

import sys

import pytest
from PySide6.QtCore import QObject


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_calls_that_return_nothing_keep_the_references_to_none(qapp):
    owner = QObject()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        owner.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < 100
