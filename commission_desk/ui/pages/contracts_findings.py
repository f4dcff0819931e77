"""What the checks find about one agreement, said at the top of the tab where it is put right."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from commission_desk.domain.checks import Need
from commission_desk.i18n import _, language
from commission_desk.operations.checks import in_words
from commission_desk.operations.money_checks import agreement_findings
from commission_desk.ui.kit.icons import Icon
from commission_desk.ui.kit.layout import Item, card, hbox, refill, top, vbox
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_form import Part


class FindingsCard(QWidget):
    """The findings of one tab, each with why it matters and where that comes from."""

    def __init__(self, part: Part, tab: str) -> None:
        super().__init__()
        self.part, self.tab = part, tab
        self.column = QVBoxLayout()
        self.needs: tuple[Need, ...] = ()
        self.setAccessibleName(_("What to look at"))
        vbox(self.column, parent=self)

    def show_agreement(self, record: str) -> None:
        """Look at an agreement again."""
        today = date.today()  # noqa: DTZ011 - the person's own day
        found = self.part.pane.page.ask(agreement_findings, record, today)
        needs = tuple(in_words(each, language()) for each in found if each.part == self.tab)
        self.setVisible(bool(needs))
        if needs == self.needs:
            return
        self.needs = needs
        rows: list[Item] = [_said(need) for need in needs]
        refill(self.column, *rows, gap=8)


def _said(need: Need) -> Item:
    words = vbox(
        label(need.title, "strong", wrap=True), label(need.detail, "small", wrap=True),
        label(need.why, "smallmuted", wrap=True), label(need.source, "smallmuted", wrap=True),
        gap=1,
    )  # fmt: skip
    row = hbox(top(Icon(need.icon, need.tone, tile=28)), words, gap=12)
    row.setStretch(1, 1)
    return card(row, margins=(12, 10, 12, 10), name="sunkcard")
