"""What the Plans page asks in dialogs: a new plan, its details, a reason, an earlier text."""

from typing import TYPE_CHECKING, Any

from commission_desk.i18n import _
from commission_desk.operations.answer_history import answer_texts, restore_answer
from commission_desk.operations.outlines import newest_in
from commission_desk.operations.plan_copying import copy_plan
from commission_desk.operations.plan_outlines import (
    change_outline,
    outline_change,
    outline_choices,
)
from commission_desk.operations.plans import edit_plan, new_plan, set_not_applicable
from commission_desk.ui.dialogs.answer import AnswerHistoryDialog, ReasonDialog
from commission_desk.ui.dialogs.change_outline import ChangeOutlineDialog
from commission_desk.ui.dialogs.new_plan import NewPlanDialog, PlanDetailsDialog
from commission_desk.ui.pages.plan_seen_by import SCOPING

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage


class PlanQuestions:
    """The dialogs of the Plans page; each asks about the plan and the part that are open."""

    def __init__(self, page: "PlansPage") -> None:
        self.page = page

    def new(self) -> None:
        """Ask for a new plan and open it."""
        page = self.page

        def make(**values: Any) -> None:
            record = page.do(copy_plan if "source" in values else new_plan, **values)
            page.show_record(record, SCOPING)  # the questions that are asked first

        NewPlanDialog(page, page.ask(newest_in), page.rows(), make).open()

    def details(self) -> None:
        """Show what the plan says about itself, to change it."""
        page = self.page
        if page.whole is not None:
            record = page.whole.row.id
            PlanDetailsDialog(
                page, page.whole, lambda **values: page.do(edit_plan, record, **values)
            ).open()

    def outline(self) -> None:
        """Ask for another outline, and show what it means for the plan before it is taken."""
        page = self.page
        if page.whole is None:
            return
        page.flush()
        record = page.whole.row.id

        def change(outline_id: str) -> None:
            page.do(change_outline, record, outline_id)
            page.shell.toast(_("The plan’s outline was changed."), undo=True)

        ChangeOutlineDialog(
            page, page.ask(outline_choices, record),
            lambda outline_id: page.ask(outline_change, record, outline_id), change,
        ).open()  # fmt: skip

    def reason(self) -> None:
        """Ask why the part does not apply."""
        page = self.page
        if page.whole is not None:
            page.flush()
            record, part = page.whole.row.id, page.pane.part
            ReasonDialog(
                page, page.named(part).title,
                lambda reason: page.do(set_not_applicable, record, part, reason),
            ).open()  # fmt: skip

    def history(self) -> None:
        """Show what the answer said before."""
        page = self.page
        if page.whole is None:
            return
        page.flush()
        record, part = page.whole.row.id, page.pane.part
        texts = page.ask(answer_texts, record, part)
        if texts:
            AnswerHistoryDialog(
                page, page.named(part).title, texts,
                lambda text: page.do(restore_answer, record, part, text),
            ).open()  # fmt: skip
