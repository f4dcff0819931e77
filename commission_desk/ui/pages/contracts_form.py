"""The fields of one agreement: each shows its part of a view and keeps itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.ui.kit.binding import Binding, Form
from commission_desk.ui.kit.fields import Field

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane

Read = Callable[[AgreementView], Any]


@dataclass(frozen=True, slots=True)
class _Shown:
    binding: Binding
    read: Read


class Part(QWidget):
    """A tab of the agreement's pane: shows a view, keeps its fields one by one."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__()
        self.pane, self.form = pane, Form()
        self._fields: list[_Shown] = []

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show an agreement; unless it is another, what is being typed stays as it is."""
        for shown in self._fields:
            field = shown.binding.field
            if other or not (shown.binding.changed or field.entry.hasFocus()):
                shown.binding.changed = False
                shown.binding.pause.stop()
                field.set_value(shown.read(view))
                field.complain("")

    def show_part(self, part: str) -> None:
        """Go to a record that is named as a part, such as "reviews" and its id."""

    def flush(self) -> bool:
        """Keep what has been typed; return whether every field is in order."""
        return self.form.flush()

    def unkept(self) -> list[str]:
        """Return the names of the fields whose words could not be kept."""
        return [shown.binding.field.name for shown in self._fields if shown.binding.changed]

    def keep(self, field: Field, read: Read, save: Callable[[Any], object]) -> Field:
        """Show ``read(view)`` in a field and ``save(value)`` what is put there instead."""
        self._fields.append(_Shown(self.form.bind(field, save), read))
        return field

    def edit(self, field: Field, name: str, read: Read | None = None) -> Field:
        """Keep a field of the agreement under its own name."""
        return self.keep(
            field, read or (lambda view: getattr(view, name)), lambda value: self.put(name, value)
        )

    def put(self, name: str, value: Any) -> None:
        """Change one field of the agreement."""
        self.pane.edit(**{name: value})
