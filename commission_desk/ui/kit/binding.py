"""Saving what is typed: on leaving a field, and after a pause in a long text."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _
from commission_desk.ui.kit.fields import Field, ParsedField, TextField

PAUSE = 1000  # ms after the last key of a long text
Save = Callable[[Any], object]


class Binding(QObject):
    """Saves one field by ``save(value)``; a UserError from it is shown beside the field."""

    def __init__(self, field: Field, save: Save) -> None:
        super().__init__(field)
        self.field, self.save = field, save
        self.changed = False
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(PAUSE)
        self.pause.timeout.connect(self.flush)
        field.edited.connect(self._edited)
        field.committed.connect(self.flush)

    def flush(self) -> bool:
        """Save now if there is something to save; return whether the field is in order."""
        self.pause.stop()
        if not self.changed:
            return True
        try:
            self.save(self.field.value())
        except UserError as problem:
            self.field.complain(str(problem))
            return False
        except ValueError:
            self.field.complain(_("This cannot be read. Check how it is written."))
            return False
        self.changed = False
        if isinstance(self.field, ParsedField) and not self.field.box.hasFocus():
            self.field.tidy()
        return True

    def show(self, value: Any) -> None:
        """Show a value that was read again; what is typed and not yet saved stays."""
        if not self.changed and self.field.value() != value:  # or the caret would jump
            self.field.set_value(value)

    def begin(self, value: Any) -> None:
        """Show the value of another record; what could not be saved of the last one is dropped."""
        self.pause.stop()
        self.changed = False
        self.field.set_value(value)

    def forget(self) -> bool:
        """Let go of what was typed and not saved; return whether there was anything."""
        self.pause.stop()
        had, self.changed = self.changed, False
        self.field.complain("")
        return had

    def _edited(self) -> None:
        self.changed = True
        if isinstance(self.field, TextField):
            self.pause.start()


def bind(field: Field, save: Save) -> Binding:
    """Save a field whenever it is left; the binding lives as long as the field."""
    return Binding(field, save)


class Form:
    """The bound fields of a page, so that they can be flushed before it is left."""

    def __init__(self) -> None:
        self.bindings: list[Binding] = []

    def bind(self, field: Field, save: Save) -> Binding:
        """Save a field whenever it is left."""
        made = bind(field, save)
        self.bindings.append(made)
        return made

    def flush(self) -> bool:
        """Save what is not yet saved; return whether every field is in order."""
        in_order = [
            binding.flush() for binding in self.bindings
        ]  # every one, not only to the first
        return all(in_order)

    def refused(self) -> Field | None:
        """Return the first field that holds something not saved."""
        return next((binding.field for binding in self.bindings if binding.changed), None)

    def forget(self) -> bool:
        """Let go of all that is not saved; return whether there was anything."""
        had = [binding.forget() for binding in self.bindings]  # every one, not only to the first
        return any(had)
