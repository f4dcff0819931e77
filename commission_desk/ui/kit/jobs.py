"""Long work off the window's thread, shown in the status line with a way to stop it."""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.ui.kit.background import in_background
from commission_desk.ui.kit.bars import Bar
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.text import announce, label
from commission_desk.ui.kit.theme import px

Work = Callable[[Callable[[int], None], Callable[[], bool]], Any]


class Job(QObject):
    """Runs ``work(report, stopped)``: it calls ``report(percent)`` and looks at ``stopped()``.

    ``done`` gives its result, unless it was cancelled; ``failed`` the exception.
    """

    progress = Signal(int)
    done = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, host: QWidget, title: str, work: Work, place: int = -1) -> None:
        super().__init__(host)
        self.host, self.title = host, title
        self.halt = threading.Event()
        self.bar = Bar(0, title)
        self.bar.setFixedWidth(px(120))
        self.cancel = button(_("Cancel"), kind="mini", slot=self.halt.set)
        self.cancel.setAccessibleName(_("Cancel: {title}").format(title=title))
        self.row = QWidget(host)
        hbox(label(title, "tiny"), self.bar, self.cancel, parent=self.row)
        layout = host.layout()
        assert isinstance(layout, QBoxLayout)
        layout.insertWidget(place, self.row)
        self.progress.connect(self.bar.setValue)  # queued: emitted from the worker
        announce(host, _("{title}: started").format(title=title))
        report, stopped = self.progress.emit, self.halt.is_set
        in_background(self, lambda: work(report, stopped), self._done, self._failed)

    def _done(self, result: Any) -> None:
        if self.halt.is_set():
            self._end(_("{title}: cancelled"))
        else:
            self.done.emit(result)
            self._end(_("{title}: done"))

    def _failed(self, problem: Exception) -> None:
        self.failed.emit(problem)
        why = str(problem) if isinstance(problem, UserError) else _("something went wrong")
        self._end("{title}: " + why.replace("{", "{{").replace("}", "}}"))

    def _end(self, said: str) -> None:
        announce(self.host, said.format(title=self.title))
        self.row.hide()
        self.row.deleteLater()
        self.ended.emit()
        self.deleteLater()
