"""What is asked when a plan is kept as a version, approved, or published."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, full_date, language
from commission_desk.operations.plan_life import (
    Approval,
    DecisionView,
    approve_plan,
    fingerprint_of,
    publish_plan,
)
from commission_desk.operations.plan_versions import keep_version
from commission_desk.operations.plans import PlanRow
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField, TextField
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import date_field
from commission_desk.ui.papers import approval_pdf

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage

EXCERPT = 60  # letters of a decision in the list


class KeepVersion(Dialog):
    """Asks what a version is called."""

    def __init__(self, page: "PlansPage", plan: str) -> None:
        self.page, self.plan = page, plan
        self.name = LineField(_("Name"), hint=_("Such as “Sent to partners”"))
        self.note = TextField(_("Note"), least=2)
        says = _("The plan stays open to write in; this version of it is kept as it is now.")
        super().__init__(
            page, _("Keep a version"), label(says, "muted", wrap=True), self.name, self.note,
            accept_text=_("Keep the version"), ready=self.keep,
        )  # fmt: skip
        self.name.setFocus()

    def keep(self) -> None:
        """Keep it; raises UserError without a name."""
        self.page.do(keep_version, self.plan, self.name.value(), self.note.value(), _today())
        words = _("“{version}” is kept among the versions.")
        self.page.shell.toast(words.format(version=self.name.value().strip()), undo=True)


class ApprovePlan(Dialog):
    """Asks who approved a plan, when and where that is minuted; its PDF is made and kept."""

    def __init__(self, page: "PlansPage", row: PlanRow, decisions: Sequence[DecisionView]) -> None:
        self.page, self.row = page, row
        self.decisions = {one.id: one for one in decisions}
        offered = [("", _("None of these")), *((one.id, _short(one)) for one in decisions)]
        self.decision = ChoiceField(
            _("From the minutes"), offered, "", _("Fills in the next three; you can change them")
        )
        self.decision.committed.connect(self._fill)
        self.decision.setVisible(bool(decisions))
        self.by = LineField(_("Approved by"), hint=_("The board or person who may decide this"))
        self.on = date_field(_("On"), _today())
        self.minute = LineField(_("Minute"), hint=_("Where the decision is recorded"))
        self.note = TextField(_("Conditions or remarks"), least=2)
        self.languages = ChoiceField(
            _("Language of the PDF that is kept"),
            [("en", _("English")), ("cy", _("Welsh")), ("en+cy", _("Both languages"))],
            language(),
        )
        says = _("The plan as it is now is kept with its PDF, and can no longer be changed. Its "
                 "next version can be opened at any time.")  # fmt: skip
        super().__init__(
            page, _("Approve the plan"), label(says, "muted", wrap=True), self.decision, self.by,
            self.on, self.minute, self.note, self.languages,
            accept_text=_("Approve the plan"), ready=self.approve, width=560,
        )  # fmt: skip
        self.by.setFocus()

    def approve(self) -> None:
        """Lay the PDF out and keep the plan with it; raises UserError for what is not said."""
        on = self.on.value()
        if on is None:
            raise UserError(_("Type a date, such as 3 Mar 2026."))
        if not self.by.value().strip():
            raise UserError(_("Say who approved the plan."))
        if on > _today():
            raise UserError(_("The day of the approval is still to come. Check the date."))
        page, plan, languages = self.page, self.row.id, self.languages.value()
        approval = Approval(
            self.by.value().strip(), on, self.minute.value().strip(), self.note.value().strip()
        )
        said = page.ask(fingerprint_of, plan)
        work = approval_pdf(page.workspace, plan, languages.split("+"), approval)
        words = _("Version approved by {who}; it stays as it is.").format(who=approval.by)

        def keep(pdf: bytes) -> None:
            page.do(approve_plan, plan, approval, said, languages, pdf)
            page.shell.toast(words, undo=True)

        page.shell.job(_("Laying out the pages"), lambda *_progress: work(), keep)

    def _fill(self) -> None:
        one = self.decisions.get(self.decision.value())
        if one is not None:
            self.by.set_value(one.meeting)
            self.minute.set_value(one.text)
            if one.held_on is not None:
                self.on.set_value(one.held_on)


class PublishPlan(Dialog):
    """Asks when an approved plan was published."""

    def __init__(self, page: "PlansPage", plan: str) -> None:
        self.on = date_field(_("Published on"), _today())
        says = _("Say it once the plan can be read by the public, in both languages where that is "
                 "the rule.")  # fmt: skip
        super().__init__(
            page, _("Mark as published"), label(says, "muted", wrap=True), self.on,
            accept_text=_("Mark as published"), ready=partial(self._publish, page, plan),
        )  # fmt: skip
        self.on.setFocus()

    def _publish(self, page: "PlansPage", plan: str) -> None:
        on = self.on.value()
        if on is None:
            raise UserError(_("Type a date, such as 3 Mar 2026."))
        page.do(publish_plan, plan, on)


def _short(one: DecisionView) -> str:
    words = one.text if len(one.text) <= EXCERPT else one.text[:EXCERPT].rsplit(" ", 1)[0] + "…"
    day = full_date(one.held_on, language()) if one.held_on else ""
    return " · ".join(word for word in (day, one.meeting, words) if word)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own day
