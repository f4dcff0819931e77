"""Calling a meeting: its template, title, date and place, and the agreement it reviews."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from commission_desk.content.agendas import agenda_template, agenda_templates
from commission_desk.content.choices import choices
from commission_desk.domain.errors import UserError
from commission_desk.domain.times import length
from commission_desk.i18n import _, clock, language
from commission_desk.operations.meetings import call_meeting, call_review
from commission_desk.operations.register import (
    AgreementRow,
    RegisterQuery,
    agreement_rows,
    first_agreements,
)
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField, ParsedField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.meetings_words import read_day, read_time, read_whole

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page

OFFERED = 12  # agreements offered while their name is typed


class AgreementField(LineField):
    """An agreement found in the register by its title, reference or provider; or none."""

    def __init__(self, owner: "Page") -> None:
        super().__init__(
            _("Agreement"),
            hint=_("Only for a review. Its open actions and measures are brought along."),
            prompt=_("Title, reference or provider"),
        )
        self.owner = owner
        self.known: dict[str, AgreementRow] = {}
        self.names = QStringListModel(self)
        self.completer = QCompleter(self.names, self.box)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = self.completer.popup()
        assert popup is not None
        popup.setAccessibleName(self.name)
        self.completer.activated.connect(lambda _text: self.edited.emit())
        self.box.setCompleter(self.completer)
        self.box.textEdited.connect(self._find)

    def show_agreement(self, record: str) -> None:
        """Show one agreement by its id."""
        rows = self.owner.ask(agreement_rows, [record])
        self.known |= {_name(row): row for row in rows}
        if rows:
            self.set_value(_name(rows[0]))

    def value(self) -> AgreementRow | None:
        """Return the agreement; raises UserError for words that do not mean just one."""
        words = super().value()
        if not words:
            return None
        if words in self.known:
            return self.known[words]
        found = self._search(words)
        if len(found) != 1:
            raise UserError(_("Choose the agreement from those offered, or leave it empty."))
        return found[0]

    def _find(self, words: str) -> None:
        rows = self._search(words) if words.strip() else []
        self.known |= {_name(row): row for row in rows}
        self.names.setStringList([_name(row) for row in rows])

    def _search(self, words: str) -> list[AgreementRow]:
        query = RegisterQuery(words=words, sort="title")
        found: list[AgreementRow] = self.owner.ask(first_agreements, query, OFFERED)
        return found


class CallMeetingDialog(Dialog):
    """Asks what is needed to call a meeting; once accepted, ``made`` is its id."""

    def __init__(self, owner: "Page", today: date, agreement: str = "") -> None:
        self.caller, self.made = owner, ""
        kinds = [(found.id, found.title.text(language())) for found in agenda_templates()]
        self.template = ChoiceField(_("Agenda"), kinds, kinds[0][0])
        self.about = label(_about(kinds[0][0]), "smallmuted", wrap=True)
        self.agreement = AgreementField(owner)
        self.title = LineField(_("Title"))
        self.day = DateField(_("Date"), read_day, today=lambda: today)
        self.starts = ParsedField(_("Starts at"), read_time, clock, prompt=_("such as 10:30"))
        self.place = LineField(_("Place"), prompt=_("Room, or how to join"))
        self.quorum = ParsedField(
            _("Quorum"), read_whole,
            hint=_("Members who must be present. Empty: as last time, or none."),
        )  # fmt: skip
        super().__init__(
            owner, _("Call a meeting"), self.template, self.about, self.agreement, self.title,
            hbox(self.day, self.starts, gap=14), self.place, self.quorum,
            accept_text=_("Call meeting"), ready=self._call, width=560,
        )  # fmt: skip
        self.template.committed.connect(self._suggest)
        self.agreement.edited.connect(self._suggest)
        if agreement:
            self.agreement.show_agreement(agreement)
        self._suggest()
        self.template.setFocus()

    def _suggest(self) -> None:
        """Show what the template holds, and the title that is taken where none is typed."""
        found = agenda_template(self.template.value())
        self.about.setText(_about(found.id))
        row = self.agreement.known.get(self.agreement.box.text().strip())
        title = found.title.text(language())
        self.title.box.setPlaceholderText(
            _("Contract review: {title}").format(title=row.title) if row else title
        )

    def _call(self) -> None:
        template, row = self.template.value(), self._read(self.agreement)
        values = {"starts": self._read(self.starts), "place": self.place.value()}
        values |= {"quorum": self._read(self.quorum) or 0}
        day, title = self._read(self.day), self.title.value()
        if row is not None:
            made = self.caller.do(call_review, row.id, day, template, title=title, **values)
        else:
            kinds = {found.id for found in choices("meeting-kind")}
            kind = template if template in kinds else "other"
            words = title or agenda_template(template).title.text(language())
            made = self.caller.do(call_meeting, template, words, day, kind, **values)
        self.made = made

    @staticmethod
    def _read(field: LineField):
        """Read a field; what cannot be read is said beside it and above the buttons."""
        try:
            return field.value()
        except UserError as problem:
            field.complain(str(problem))
            field.setFocus()
            raise


def _about(template: str) -> str:
    """Say what a template is for, and how long its agenda takes."""
    found = agenda_template(template)
    note = found.note.text(language())
    if not found.minutes:
        return note
    return _("{note} It takes about {length}.").format(note=note, length=length(found.minutes))


def _name(row: AgreementRow) -> str:
    parts = (row.reference, row.title, row.provider)
    return " · ".join(part for part in parts if part)
