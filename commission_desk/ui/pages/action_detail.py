"""One action: its fields, where it came from, and finishing it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commission_desk.content.choices import choices
from commission_desk.domain.dates import typed_date
from commission_desk.i18n import _, full_date, language
from commission_desk.operations.actions import ActionRow, edit_action, finish_action
from commission_desk.ui.kit.binding import Form
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import hbox, page, vbox
from commission_desk.ui.kit.text import label

if TYPE_CHECKING:
    from commission_desk.ui.pages.actions import ActionsPage


class ActionDetail(QWidget):
    """The fields of an action; each is saved when it is left."""

    def __init__(self, page_: "ActionsPage") -> None:
        super().__init__()
        self.page = page_
        self.action: ActionRow | None = None
        self.form = Form()
        self.fields: dict[str, Field] = {
            "title": LineField(_("What is to be done")),
            "owner": LineField(_("Owner")),
            "due": DateField(_("Due"), typed_date),
            "nature": ChoiceField(_("Nature"), _options("action-class", "")),
            "note": TextField(_("Notes")),
        }
        self.bindings = {
            name: self.form.bind(field, partial(self._save, name))
            for name, field in self.fields.items()
        }
        self.source = label("", "smallmuted", wrap=True)
        self.open_source = button(
            _("Open the meeting"), "calendar-days", "ghost", self._open_source
        )
        self.outcome = ChoiceField(_("Outcome"), _options("action-outcome"))
        self.form.bind(self.outcome, self._finish)
        self.done = button(
            _("Mark as done"), "check", "primary", page_.toggle_done, _("Mark as done (Ctrl+D)")
        )
        self.remove = button(_("Remove"), "", "", page_.remove_current)
        history = button(_("History"), "clock", "", self._history)
        body = page(
            label(_("Action"), "h2"), self.source, hbox(self.open_source, None),
            *self.fields.values(), self.outcome, 4, Flow(self.done, self.remove, history),
            gap=12, margins=(22, 18, 10, 18),
        )  # fmt: skip
        vbox(body, gap=0, parent=self)
        self.setFocusProxy(self.fields["title"])

    def show_action(self, row: ActionRow | None) -> None:
        """Show an action's fields, or none."""
        if self.action is not None and (row is None or row.id != self.action.id):
            self.flush()
        changed = row != self.action
        other = row is None or self.action is None or row.id != self.action.id
        self.action = row
        self.setEnabled(row is not None)
        if row is None or not changed:
            return
        for name, binding in self.bindings.items():
            put = binding.begin if other else binding.show
            put(getattr(row, name))
        self.outcome.set_value(row.outcome)
        self.outcome.setVisible(row.status == "done")
        self.source.setText(self._where_from(row))
        self.open_source.setVisible(row.meeting_id is not None)
        self.done.setText(_("Mark as done") if row.status == "open" else _("Open again"))

    def flush(self) -> None:
        """Save what is still being typed."""
        if self.action is not None:
            self.form.flush()

    def _save(self, name: str, value: Any) -> None:
        if self.action is not None and getattr(self.action, name) != value:
            self.page.do(edit_action, self.action.id, **{name: value})

    def _finish(self, outcome: str) -> None:
        if self.action is not None:
            on = self.action.done_on or self.page.today()
            self.page.do(finish_action, self.action.id, on, outcome)

    def _open_source(self) -> None:
        if self.action is not None and self.action.meeting_id:
            self.page.shell.go("meetings", self.action.meeting_id)

    def _history(self) -> None:
        if self.action is not None:
            self.page.shell.go("history", self.action.id)

    def _where_from(self, row: ActionRow) -> str:
        parts = [
            _("Agreed at {meeting}").format(meeting=row.meeting) if row.meeting else "",
            row.agreement if row.agreement and row.agreement not in row.meeting else "",
            _("raised {day}").format(day=full_date(row.raised_on)) if row.raised_on else "",
        ]
        return " · ".join(part for part in parts if part)


def _options(list_id: str, *empty: str) -> list[tuple[str, str]]:
    found = [(found.id, found.label.text(language())) for found in choices(list_id)]
    return [*((key, _("not said")) for key in empty), *found]
