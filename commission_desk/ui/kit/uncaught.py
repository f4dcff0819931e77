"""Exceptions that nobody caught, shown to the person; what shows them is loaded when it must."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from commission_desk.domain.errors import UserError

if TYPE_CHECKING:
    from commission_desk.ui.kit.dialogs import Dialog

log = logging.getLogger(__name__)
Handler = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def install(window: QWidget, kept: Callable[[], str]) -> Handler:
    """Show every exception that nobody caught; ``kept()`` says what is safe. Return the handler."""
    showing: list[Dialog] = []

    def handle(
        kind: type[BaseException], problem: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, problem, trace)
            return
        from commission_desk.ui.kit import problems  # noqa: PLC0415 - the window paints without it

        if isinstance(problem, UserError):
            problems.explain(window, problem)
            return
        log.error("Unexpected problem", exc_info=(kind, problem, trace))
        if any(isValid(dialog) and dialog.isVisible() for dialog in showing):
            return  # one apology at a time: a fault while painting repeats
        showing[:] = [problems.apologise(window, problem, kept())]

    sys.excepthook = handle
    return handle
