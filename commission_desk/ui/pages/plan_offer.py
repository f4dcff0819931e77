"""What an answer given before the writing offers the plan's details, to be taken with one key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from commission_desk.i18n import N_, _
from commission_desk.operations.plan_scoping import HeaderOffer, header_offer, take_into_header
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.layout import hbox, vbox
from commission_desk.ui.kit.text import label

if TYPE_CHECKING:
    from commission_desk.ui.pages.plans import PlansPage

FIELDS = {
    "care_group": N_("Care group"), "period": N_("Period"), "lead": N_("Lead"),
    "partners": N_("Partners"),
}  # fmt: skip


class OfferCard(QFrame):
    """What the plan's details say, and what this answer would have them say."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sunkcard")
        self.now, self.then = label("", "small", wrap=True), label("", "small", wrap=True)
        self.take = button(_("Take into the plan’s details"), kind="mini", slot=self.asked.emit)
        self.offered = False
        vbox(
            label(_("In the plan’s details"), "smallstrong"), self.now, self.then,
            hbox(self.take, None), gap=4, margins=(14, 12, 14, 10), parent=self,
        )  # fmt: skip

    def show_offer(self, offer: HeaderOffer | None) -> None:
        """Show an offer, or nothing for a part that has none."""
        self.setVisible(offer is not None)
        if offer is None:
            return
        name = _(FIELDS[offer.field])
        self.now.setText(
            _("{field}: {words}").format(field=name, words=offer.now or _("not said yet"))
        )
        words = _("This answer says: {words}").format(words=offer.then)
        self.then.setText(words)
        self.offered = bool(offer.then) and not offer.taken
        self.then.setVisible(self.offered)
        self.take.setVisible(self.offered)


def show_offer(page: "PlansPage") -> None:
    """Show what the answer to the open question offers the plan's details."""
    prompt, whole = page.prompt(page.pane.part), page.whole
    offer = header_offer(whole, prompt) if prompt is not None and whole is not None else None
    page.side.guidance.offer.show_offer(offer)


def take_offer(page: "PlansPage") -> None:
    """Have the plan's details say what the open question was answered."""
    if page.whole is not None:
        page.flush()
        page.do(take_into_header, page.whole.row.id, page.pane.part)
