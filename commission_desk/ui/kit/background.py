"""Work off the window's thread, its result delivered back to it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal
from shiboken6 import isValid

Then = Callable[[Any], None]


class _Relay(QObject):
    """Carries one result to the window's thread.

    It belongs to the application, not to the widget that asked: a worker may still hold it when
    that widget is gone, and the application waits for its workers before it deletes its children.
    """

    ended = Signal(object, object)

    def __init__(self, owner: QObject, then: Then, failed: Callable[[Exception], None]) -> None:
        super().__init__(QCoreApplication.instance())
        self.owner, self.then, self.failed = owner, then, failed
        self.ended.connect(self.deliver)  # queued, because it is emitted by the worker

    def deliver(self, result: Any, problem: Exception | None) -> None:
        """Hand over the result, unless who asked for it has gone."""
        self.deleteLater()
        if not isValid(self.owner):
            return
        if problem is None:
            self.then(result)
        else:
            self.failed(problem)


def in_background(
    owner: QObject,
    work: Callable[[], Any],
    then: Then,
    failed: Callable[[Exception], None],
) -> None:
    """Run ``work`` in a worker thread, then ``then(result)`` or ``failed(problem)`` in this one."""
    relay = _Relay(owner, then, failed)

    def run() -> None:
        try:
            result, problem = work(), None
        except Exception as raised:  # noqa: BLE001 - handed to the window, never swallowed
            result, problem = None, raised
        relay.ended.emit(result, problem)

    QThreadPool.globalInstance().start(run)
