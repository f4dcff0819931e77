"""Why an agreement is as it is: rationale, support, procurement, value for money and fees."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from commission_desk.content.choices import choice, choices
from commission_desk.domain.errors import UserError
from commission_desk.domain.money import format_money
from commission_desk.i18n import _, full_date, language, short_date
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.operations.agreement_tables import TABLES, AgreementTableRow
from commission_desk.operations.agreement_why import (
    THREE,
    TriageView,
    WhyView,
    agreement_why,
    choose_tier,
)
from commission_desk.operations.procurement import ProcurementView, Sentence, day_words
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.cells import Cell, Column
from commission_desk.ui.kit.fields import ChoiceField, LineField
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import Item, card, hbox, refill, top, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import choice_field, date_field
from commission_desk.ui.pages.contracts_findings import FindingsCard
from commission_desk.ui.pages.contracts_form import Part
from commission_desk.ui.pages.contracts_questions import QuestionsCard
from commission_desk.ui.pages.contracts_rows import RowsCard, RowWords

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class WhyPart(Part):
    """The reasons that are on record, and what the rules say of this agreement."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        self.why: WhyView | None = None
        self.waiting = ""  # a tier that has no reason yet
        self.findings = FindingsCard(self, "why")
        self.rationales = RowsCard(self, "rationale", _rationale_words(), _rationale_columns())
        self.unreasoned = self.edit(
            LineField(_("Or why no reason is needed"), prompt=_("such as: let before 2024")),
            "unreasoned", lambda _view: self._now.unreasoned,
        )  # fmt: skip
        self.importance = self.edit(
            choice_field(_("Importance"), "importance", blank=True), "importance",
            lambda _view: self._now.importance,
        )  # fmt: skip
        self.importance.help.setText(_importance_words())
        self.importance.entry.setAccessibleDescription(_importance_words())
        self.importance.help.show()
        self.triage, self.procurement = QVBoxLayout(), QVBoxLayout()
        self.tier = ChoiceField(_("Support needed"), self._tiers())
        self.keep(self.tier, lambda _view: self._tier(), self._keep_tier)
        self.tier_reason = self.keep(
            LineField(_("Why other support than the one worked out")),
            lambda _view: self._now.triage.reason, self._keep_tier_reason,
        )  # fmt: skip
        tender = self.edit(
            date_field(_("Tender planned for")), "tender_on", lambda _view: self._now.tender_on
        )
        own = button(
            _("Figures of our own…"), "settings", "ghost",
            lambda: pane.page.shell.go("settings", "figures"),
        )  # fmt: skip
        self.questions = QuestionsCard(self)
        vbox(
            self.findings, self.rationales, self.unreasoned, 6,
            label(_("Which support it needs"), "h3"), self.importance, self.triage,
            hbox(self.tier, self.tier_reason), 6,
            label(_("Procurement rules"), "h3"), tender, self.procurement, hbox(own, None), 6,
            self.questions, None,
            gap=10, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the reasons of an agreement."""
        if other:
            self.waiting = ""
            self.rationales.forget()
        today = date.today()  # noqa: DTZ011 - the person's own day
        self.why = self.pane.page.ask(agreement_why, view.row.id, today, language())
        super().show_view(view, other=other)
        self.rationales.show_rows(self._now.rationales)
        self.unreasoned.setVisible(not self._now.rationales)
        if not self.tier.entry.hasFocus():
            self.tier.set_choices(self._tiers())
            self.tier.set_value(self.waiting or self._tier())
        self.tier_reason.setVisible(bool(self.waiting or self._now.triage.chosen))
        refill(self.triage, *_triage_lines(self._now.triage), gap=2)
        refill(self.procurement, *_procurement_lines(self._now.procurement), gap=8)
        self.questions.show_answers(self._now.answers, other=other)
        self.findings.show_agreement(view.row.id)

    def flush(self) -> bool:
        """Keep what has been typed; return whether every field is in order."""
        in_order = super().flush()
        return self.questions.flush() and in_order

    def unkept(self) -> list[str]:
        """Return the names of the fields whose words could not be kept."""
        return [*super().unkept(), *self.questions.unkept()]

    @property
    def _now(self) -> WhyView:
        assert self.why is not None
        return self.why

    def _tier(self) -> str:
        return self._now.triage.chosen

    def _tiers(self) -> list[tuple[str, str]]:
        computed = self.why.triage.computed if self.why else ""
        worked_out = _("As worked out")
        if computed:
            name = choice("triage-tier", computed).label.text(language())
            worked_out = _("As worked out: {tier}").format(tier=name)
        tiers = ((each.id, each.label.text(language())) for each in choices("triage-tier"))
        return [("", worked_out), *tiers]

    def _keep_tier(self, tier: str) -> None:
        reason = self.tier_reason.value() if tier else ""
        if tier and not reason:
            self.waiting = tier
            self.tier_reason.show()
            self.tier_reason.complain(_("Say why, and it is kept."))
            self.tier_reason.setFocus()
            return
        self.waiting = ""
        self.pane.keep(choose_tier, self.pane.record, tier, reason)

    def _keep_tier_reason(self, reason: str) -> None:
        tier = self.waiting or self._tier()
        if not tier:
            raise UserError(_("Choose the support first."))
        self.pane.keep(choose_tier, self.pane.record, tier, reason)
        self.waiting = ""


def _triage_lines(triage: TriageView) -> list[Item]:
    """Say the three levels, what they come to and why."""
    names = {"value": _("Value"), "risk": _("Risk"), "importance": _("Importance")}
    said = []
    for name, level in zip(THREE, triage.levels, strict=True):
        words = choice("importance", level).label.text(language()) if level else _("not known")
        said.append(f"{names[name]}: {words}")
    lines: list[Item] = [label(" · ".join(said), wrap=True)]
    if triage.tier:
        tier = choice("triage-tier", triage.tier).label.text(language())
        lines.append(label(f"{tier}. {triage.support}", "strong", wrap=True))
    why = triage.reason if triage.chosen else triage.why
    return [*lines, label(why, wrap=True), label(triage.source, "smallmuted", wrap=True)]


def _procurement_lines(view: ProcurementView) -> list[Item]:
    """Say the whole-life value, and each sentence with its source and date."""
    if view.whole_pence is None:
        return [label(_("Give the value to see which rules it comes under."), "muted", wrap=True)]
    amount = format_money(view.whole_pence, language())
    lines: list[Item] = [
        label(_("Whole-life value with options: {amount}.").format(amount=amount), wrap=True)
    ]
    if view.compared_pence not in (None, view.whole_pence):
        with_vat = format_money(view.compared_pence or 0, language())
        words = _("With VAT it is {amount}; thresholds that include VAT are compared with that.")
        lines.append(label(words.format(amount=with_vat), "smallmuted", wrap=True))
    lines.append(label(day_words(view), "smallmuted", wrap=True))
    if not view.sentences:
        says = _("No rule that we know was in force for it then. Check your own standing orders.")
        lines.append(label(says, "muted", wrap=True))
    return [*lines, *(_sentence(each) for each in view.sentences)]


def _sentence(sentence: Sentence) -> Item:
    since = _("{source}; since {date}").format(
        source=sentence.source, date=full_date(sentence.since)
    )
    name, tone = ("circle-alert", "amber") if sentence.is_above else ("circle-check", "green")
    if sentence.is_notice:
        name, tone = "calendar-days", "blue"
    icon = Icon(name, tone, 18)
    words = vbox(
        label(sentence.text, wrap=True), label(since, "smallmuted", wrap=True), gap=1
    )  # fmt: skip
    row = hbox(top(icon), words, gap=10)
    row.setStretch(1, 1)
    return card(row, margins=(12, 8, 12, 8), name="sunkcard")


def _importance_words() -> str:
    said = (f"{each.label.text(language())}: {each.note.text(language())}"
            for each in choices("importance"))  # fmt: skip
    return ". ".join(said) + "."


def _rationale_words() -> RowWords:
    return RowWords(
        _("Why this way"), _("Add a reason"), _("Edit reason"),
        _("Nothing says why it is delivered this way. Add the reason of the award; later those "
          "of each extension and each new award."),
    )  # fmt: skip


def _rationale_columns() -> list[Column]:
    columns = {column.field: column for column in TABLES["rationale"].columns}

    def words(row: AgreementTableRow, field: str) -> str:
        return row.words(columns[field], language())

    def when(row: AgreementTableRow) -> Cell:
        day = row.values["decided_on"]
        return Cell(short_date(day) if day else "", words(row, "event"))

    def chosen(row: AgreementTableRow) -> Cell:
        name = words(row, "choice") or words(row, "model")
        more = (words(row, field) for field in ("model", "reason", "decided_by"))
        return Cell(name, " · ".join(word for word in more if word and word != name))

    def considered(row: AgreementTableRow) -> Cell:
        return Cell(words(row, "considered"))

    made: list[tuple[str, int | None, Any]] = [
        (_("Decided"), 120, when), (_("Choice and why"), None, chosen),
        (_("Considered"), 150, considered),
    ]  # fmt: skip
    return [Column(title, most, partial(cell)) for title, most, cell in made]
