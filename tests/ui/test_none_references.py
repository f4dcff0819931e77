"""Guards against a Qt binding that gives away a reference to None with every call.

PySide6 6.12.0 on Python 3.11 does so, and the process aborts after some thousand calls.
"""

import sys

from PySide6.QtCore import QObject, QPointF

CALLS = 10_000
BATCH = 100
NOISE = 50
"""References that the interpreter itself may take or drop meanwhile."""


def references_lost_by_setters() -> int:
    """Return how many were lost, and stop early: losing them all aborts the process."""
    named, point = QObject(), QPointF()
    before = sys.getrefcount(None)
    for _ in range(CALLS // BATCH):
        for _ in range(BATCH):
            named.setObjectName("a")
            point.setX(1.0)
        lost = before - sys.getrefcount(None)
        if abs(lost) >= NOISE:
            return lost
    return lost


def test_calling_qt_keeps_the_references_to_none() -> None:
    if sys.version_info >= (3, 12):
        # None is immortal from 3.12 on: nothing a binding does to it can change its count.
        before = sys.getrefcount(None)
        borrowed = [None] * CALLS
        assert sys.getrefcount(None) == before, f"None is not immortal: {len(borrowed)} counted"
    assert abs(references_lost_by_setters()) < NOISE
