"""Fields of a meeting or an agenda item that show a record and keep themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from commission_desk.ui.kit.binding import Binding, Form
from commission_desk.ui.kit.fields import Field
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.theme import px

R = TypeVar("R")
FOLDS_BELOW = 400  # pixels at 100% for two fields in a row


@dataclass(frozen=True, slots=True)
class _Shown(Generic[R]):
    binding: Binding
    read: Callable[[R], Any]


class RecordForm(Generic[R]):
    """The fields of one kind of record; ``show`` fills them, what is being typed stays."""

    def __init__(self) -> None:
        self.form = Form()
        self._shown: list[_Shown[R]] = []

    def bind(self, field: Field, read: Callable[[R], Any], save: Callable[[Any], object]) -> Field:
        """Show ``read(record)`` in a field and ``save`` what is put there instead."""
        self._shown.append(_Shown(self.form.bind(field, save), read))
        return field

    def show(self, record: R, *, other: bool, read_only: bool) -> None:
        """Show a record; unless it is another one, a field that is being typed in stays."""
        for shown in self._shown:
            binding = shown.binding
            if other or not (binding.changed or binding.field.entry.hasFocus()):
                binding.changed = False
                binding.pause.stop()
                binding.field.set_value(shown.read(record))
                binding.field.complain("")
            binding.field.set_read_only(read_only)

    def flush(self) -> bool:
        """Keep what is typed; return whether every field is in order."""
        return self.form.flush()


class Pair(QWidget):
    """Two fields in equal halves, one below the other where there is no room."""

    def __init__(self, *fields: QWidget) -> None:
        super().__init__()
        self.fields = fields
        self.box = hbox(gap=14, parent=self)
        for field in fields:
            self.box.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        widest = max(field.minimumSizeHint().width() for field in self.fields)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        directions = QBoxLayout.Direction
        narrow = self.width() < px(FOLDS_BELOW)
        self.box.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        super().resizeEvent(event)
