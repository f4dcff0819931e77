"""Arranging a meeting: the chosen item, the meeting itself, and who is expected."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _, clock
from commission_desk.operations.agenda import edit_item
from commission_desk.operations.meetings import ItemView, MeetingView, edit_meeting
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, ParsedField, TextField
from commission_desk.ui.kit.layout import card, hbox, page, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.meetings_form import Pair, RecordForm
from commission_desk.ui.pages.meetings_people import PeopleCard
from commission_desk.ui.pages.meetings_words import options, read_day, read_time, read_whole

if TYPE_CHECKING:
    from commission_desk.ui.pages.meetings import MeetingsPage
    from commission_desk.ui.pages.meetings_agenda import AgendaPane


class Arrangements(QWidget):
    """The centre before a meeting is held."""

    def __init__(self, owner: "MeetingsPage", agenda: "AgendaPane") -> None:
        super().__init__()
        self.owner, self.agenda = owner, agenda
        self.meeting_id, self.item_id = "", ""
        self.item_form: RecordForm[ItemView] = RecordForm()
        self.meeting_form: RecordForm[MeetingView] = RecordForm()
        self.item_card, self.meeting_card = self._item_card(), self._meeting_card()
        self.people = PeopleCard(owner)
        body = page(self.item_card, self.meeting_card, self.people, gap=18)
        vbox(body, gap=0, parent=self)

    def show_meeting(self, found: MeetingView, item: ItemView | None, *, locked: bool) -> None:
        """Show a meeting and one of its items; what is being typed stays."""
        other_meeting = found.row.id != self.meeting_id
        other_item = (item.id if item else "") != self.item_id
        self.meeting_id, self.item_id = found.row.id, item.id if item else ""
        self.item_card.setVisible(item is not None)
        if item is not None:
            self.item_heading.setText(_("Item {number}").format(number=item.number))
            self.item_form.show(item, other=other_item, read_only=locked)
            self.remove.setVisible(not locked)
            self.remove.setAccessibleName(_("Take off: {title}").format(title=item.title))
        self.meeting_form.show(found, other=other_meeting, read_only=locked)
        self.people.show_meeting(found, locked=locked)

    def flush(self) -> None:
        """Keep what is typed."""
        self.item_form.flush()
        self.meeting_form.flush()
        self.people.flush()

    def focus_title(self) -> None:
        """Put the cursor in the title of the item."""
        self.item_title.setFocus()

    def _item_card(self) -> QWidget:
        self.item_heading = label("", "h3")
        self.remove = button(
            _("Take off the agenda"), "trash-2", "mini", lambda: self.agenda.remove(self.item_id)
        )
        self.item_title = self._item(LineField(_("Title")), "title")
        note = self._item(TextField(_("Note under the title"), least=2), "note")
        lead = self._item(LineField(_("Led by")), "lead")
        purposes = ChoiceField(_("Purpose"), options("item-purpose", _("Not said")))
        purpose = self._item(purposes, "purpose")
        minutes = self._item(ParsedField(_("Length in minutes"), read_whole), "minutes", none=0)
        paper = self._item(LineField(_("Papers"), prompt=_("such as Enc 2")), "paper")
        return card(
            hbox(self.item_heading, None, self.remove), self.item_title, note,
            Pair(lead, purpose), Pair(minutes, paper), gap=12,
        )  # fmt: skip

    def _meeting_card(self) -> QWidget:
        title = self._meeting(LineField(_("Title of the meeting")), lambda v: v.row.title, "title")
        day = self._meeting(DateField(_("Date"), read_day), lambda v: v.row.held_on, "held_on")
        starts = self._meeting(
            ParsedField(_("Starts at"), read_time, clock), lambda v: v.row.starts, "starts"
        )
        ends = self._meeting(
            ParsedField(_("Ends at"), read_time, clock, hint=_("Empty: when the agenda ends.")),
            lambda v: v.ended, "ended",
        )  # fmt: skip
        place = self._meeting(LineField(_("Place")), lambda v: v.row.place, "place")
        quorum = self._meeting(
            ParsedField(_("Quorum"), read_whole, hint=_("Members who must be present.")),
            lambda v: v.quorum or None, "quorum", none=0,
        )  # fmt: skip
        note = self._meeting(
            LineField(_("About the quorum"), prompt=_("such as the provider among them")),
            lambda v: v.quorum_note, "quorum_note",
        )  # fmt: skip
        following = self._meeting(
            DateField(_("Date of the next meeting"), read_day), lambda v: v.next_on, "next_on"
        )
        return card(
            label(_("The meeting"), "h3"), title, Pair(day, starts), Pair(ends, following),
            place, Pair(quorum, note), gap=12,
        )  # fmt: skip

    def _item(self, field: Field, name: str, none: Any = None) -> Field:
        def save(value: Any) -> None:
            self.owner.do(edit_item, self.item_id, **{name: none if value is None else value})

        return self.item_form.bind(field, lambda view: getattr(view, name) or None, save)

    def _meeting(self, field: Field, read: Any, name: str, none: Any = None) -> Field:
        def save(value: Any) -> None:
            self.owner.do(edit_meeting, self.meeting_id, **{name: none if value is None else value})

        return self.meeting_form.bind(field, read, save)
