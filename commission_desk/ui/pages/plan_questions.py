"""What the Plans page asks in dialogs: a new plan, its details, a reason, an earlier text."""

from typing import TYPE_CHECKING, Any

from commission_desk.operations.answer_history import answer_texts, restore_answer
from commission_desk.operations.plans import edit_plan, new_plan, set_not_applicable
from commission_desk.ui.dialogs.answer import AnswerHistoryDialog, ReasonDialog
from commission_desk.ui.dialogs.new_plan import NewPlanDialog, PlanDetailsDialog

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
            page.show_record(page.do(new_plan, **values))

        NewPlanDialog(page, make).open()

    def details(self) -> None:
        """Show what the plan says about itself, to change it."""
        page = self.page
        if page.whole is not None:
            record = page.whole.row.id
            PlanDetailsDialog(
                page, page.whole, lambda **values: page.do(edit_plan, record, **values)
            ).open()

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
