"""What stands above the table of a month."""

from commission_desk.i18n import _
from commission_desk.ui.kit.layout import Item
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_month_words import KEYS
from commission_desk.ui.pages.contracts_sight_head import SightHead


class MonthHead(SightHead):
    """The rows of tools, and the keys that the table knows."""

    def __init__(self, *rows: Item) -> None:
        super().__init__(*rows, label(_(KEYS), "smallmuted", wrap=True), top=12)
