"""What stands in place of a part: an unplaced one, an unknown outline, no plan at all."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commission_desk.i18n import _, language, ngettext
from commission_desk.operations.plans import AnswerView, PlanView
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.layout import refill, vbox
from commission_desk.ui.pages.plan_outline import unplaced_title
from commission_desk.ui.pages.plan_part import Part


def unplaced_part(whole: PlanView, answer: AnswerView) -> Part:
    """Return how the page shows a part that the outline does not have."""
    known = whole.elsewhere.get(answer.prompt_id)
    if known is None:
        help_ = _(
            "The outline no longer has this part. Its words are kept here: "
            "copy them to where they belong."
        )
    else:
        help_ = _(
            "This plan’s outline has no such part; it comes from “{outline}”. What was written is "
            "kept here: copy it to where it belongs, or change the outline back."
        ).format(outline=known.outline.text(language()))
    return Part(answer.prompt_id, _("Unplaced"), unplaced_title(whole, answer), help_, placed=False)


class UnknownOutline(QWidget):
    """Stands in place of a plan whose outline this program does not know."""

    def __init__(self, change: Callable[[], object]) -> None:
        super().__init__()
        self.change = change
        self.column = vbox(gap=0, parent=self)

    def show_plan(self, whole: PlanView) -> None:
        """Say how much of the plan is kept."""
        count = len(whole.unplaced)
        words = ngettext(
            "{count} part that was written is kept (outline “{outline}”).",
            "{count} parts that were written are kept (outline “{outline}”).", count,
        )  # fmt: skip
        says = _(
            "It was made with a newer version of the program. Update the program to go on with "
            "it, or put the plan on an outline that is known here. Other plans are not touched."
        )
        kept = words.format(count=count, outline=whole.row.outline_id)
        made = empty(
            "notebook-pen", _("This plan is on an outline that is not known here"),
            f"{says} {kept}", button(_("Change the outline…"), "list", slot=self.change),
        )  # fmt: skip
        refill(self.column, made)


def no_plans(new: Callable[[], object]) -> QWidget:
    """Return what the page shows while there is no plan: what one is, and how to begin."""
    return empty(
        "notebook-pen", _("No plans yet"),
        _(
            "A commissioning plan says what people need, what there is for them, and what you "
            "will buy, change or stop over three to five years. You write it part by part; "
            "each part says what a good answer covers."
        ),
        button(_("New plan"), "plus", "primary", new),
    )  # fmt: skip
