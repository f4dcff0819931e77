"""Below the criteria and the options of a plan: agreeing the one, choosing among the other."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.operations.plan_appraisal import (
    AppraisalView,
    agree_criteria,
    appraisal,
    appraisal_words,
    choose_option,
    reopen_criteria,
)
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.dialogs import Dialog
from commission_desk.ui.kit.fields import ChoiceField, LineField, TextField
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item
from commission_desk.ui.kit.text import label
from commission_desk.ui.kit.typed import date_field

if TYPE_CHECKING:
    from commission_desk.ui.pages.page import Page


def appraisal_items(page: "Page", plan: str, table: str) -> list[Item]:
    """Return what stands below the criteria or the options: how far it is, and the next step."""
    view: AppraisalView = page.ask(appraisal, plan)
    said = appraisal_words(view, language())
    if table == "criterion":
        return _below_criteria(page, plan, view, said)
    lines: list[Item] = [
        label(words, "small", wrap=True) for words in (said[1:] if view.agreed_on else said)
    ]
    if not view.agreed_on:
        lines.append(label(_("Scores are given once the criteria are agreed."), "muted", wrap=True))
    if view.options and view.agreed_on:
        words = _("Choose another option…") if view.chosen else _("Choose an option…")
        choose = button(words, "check", slot=lambda: ChooseOption(page, view).open())
        lines.append(Flow(choose))
    return lines


def _below_criteria(
    page: "Page", plan: str, view: AppraisalView, said: tuple[str, ...]
) -> list[Item]:
    if view.agreed_on:
        again = button(
            _("Open the criteria again"), "lock", slot=lambda: page.do(reopen_criteria, plan)
        )
        return [label(said[0], "small", wrap=True), Flow(again)]
    agree = button(_("Agree the criteria…"), "check", slot=lambda: AgreeCriteria(page, plan).open())
    return [Flow(agree)]


class AgreeCriteria(Dialog):
    """Asks who agreed the criteria, and when."""

    def __init__(self, page: "Page", plan: str) -> None:
        self.page, self.plan = page, plan
        self.who = LineField(_("Agreed by"), hint=_("The board or person who may decide this"))
        self.on = date_field(_("On"), date.today())  # noqa: DTZ011 - the person's own day
        says = _("Once agreed, the criteria and their weights stay as they are while the options "
                 "are scored.")  # fmt: skip
        parent: QWidget = page
        super().__init__(
            parent, _("Agree the criteria"), label(says, "muted", wrap=True), self.who, self.on,
            accept_text=_("Agree the criteria"), ready=self.agree,
        )  # fmt: skip
        self.who.setFocus()

    def agree(self) -> None:
        """Keep it; raises UserError for criteria that are not ready, nobody, or no day."""
        on = self.on.value()
        if on is None:
            raise UserError(_("Type a date, such as 3 Mar 2026."))
        self.page.do(agree_criteria, self.plan, self.who.value(), on)


class ChooseOption(Dialog):
    """Asks which option is chosen, and why."""

    def __init__(self, page: "Page", view: AppraisalView) -> None:
        self.page = page
        first = next((key for key, title in view.options if title in view.first), None)
        named = next((key for key, title in view.options if title == view.chosen), first)
        self.option = ChoiceField(_("Option"), list(view.options), named)
        self.reason = TextField(
            _("Why this one"), view.reason, hint=_("Also why not the one in first place, if so"),
            least=3,
        )  # fmt: skip
        super().__init__(
            page, _("Choose an option"), self.option, self.reason,
            accept_text=_("Record the choice"), ready=self.choose,
        )  # fmt: skip
        self.reason.setFocus()

    def choose(self) -> None:
        """Keep it; raises UserError without a reason."""
        today = date.today()  # noqa: DTZ011 - the person's own day
        self.page.do(choose_option, self.option.value(), self.reason.value(), today)
