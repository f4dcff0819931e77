"""The list of outlines: the team's own, and those that come with the program, to copy."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from commission_desk.i18n import _, language, ngettext, short_date
from commission_desk.operations.outline_drafts import OutlineRow
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.flow import Flow
from commission_desk.ui.kit.layout import Item, card, page, refill, vbox
from commission_desk.ui.kit.text import Chip, label

if TYPE_CHECKING:
    from commission_desk.ui.pages.outlines import OutlinesPage


class OutlineList(QWidget):
    """A card for each outline, with what can be done with it."""

    def __init__(self, page_: "OutlinesPage") -> None:
        super().__init__()
        self.page = page_
        self.column = QVBoxLayout()
        vbox(page(self.column), gap=0, parent=self)

    def show_rows(self, rows: Iterable[OutlineRow]) -> None:
        """Show the outlines, our own first."""
        known = tuple(rows)
        own = [self._card(row) for row in known if row.own]
        brought = [self._card(row) for row in known if not row.own]
        refill(
            self.column, label(_("Our own"), "h2"), *(own or [self._none()]), 8,
            label(_("With the program"), "h2"), *brought, gap=10,
        )  # fmt: skip

    def _none(self) -> QFrame:
        return card(empty(
            "list", _("No outline of our own yet"),
            _("Copy one of those below to rename, add, hide or reorder its parts and to write "
              "help of your own. Those that come with the program stay as they are, and so do "
              "the plans on them."),
        ))  # fmt: skip

    def _card(self, row: OutlineRow) -> QFrame:
        title = row.title.text(language())
        lines: list[Item] = [Flow(label(title, "h3", wrap=True), *_chips(row))]
        if row.about:
            lines.append(label(row.about.text(language()), "muted", wrap=True))
        lines += [label(_facts(row), "small", wrap=True), Flow(*self._buttons(row, title))]
        return card(*lines, gap=6, margins=(18, 14, 18, 14))

    def _buttons(self, row: OutlineRow, title: str) -> Iterator[QWidget]:
        page_ = self.page
        if row.own:
            edit = button(_("Edit"), "pencil", slot=partial(page_.edit, row.record))
            edit.setAccessibleName(_("Edit “{outline}”").format(outline=title))
            yield edit
        if row.key:
            copy = button(_("Make a copy…"), "copy", slot=partial(page_.copy, row))
            copy.setAccessibleName(_("Make a copy of “{outline}”").format(outline=title))
            yield copy
        if row.own:
            away = button(_("Remove"), "trash-2", slot=partial(page_.take_away, row))
            away.setAccessibleName(_("Remove “{outline}”").format(outline=title))
            yield away


def _chips(row: OutlineRow) -> Iterator[QWidget]:
    if row.version:
        yield Chip(_("Version {number}").format(number=row.version), "green", "circle-check")
    else:
        yield Chip(_("Never published"), "grey", "circle")
    if row.draft and row.version:
        yield Chip(_("Changes not published"), "amber", "circle-dot")


def _facts(row: OutlineRow) -> str:
    parts = ngettext("{count} part", "{count} parts", row.parts).format(count=row.parts)
    facts = [parts]
    if row.dated:
        words = _("published on {date}") if row.own else _("of {date}")
        facts.append(words.format(date=short_date(row.dated)))
    if row.plans:
        count = len(row.plans)
        used = ngettext("used by {count} plan: {plans}", "used by {count} plans: {plans}", count)
        facts.append(used.format(count=count, plans="; ".join(row.plans)))
    else:
        facts.append(_("no plan is on it"))
    return " · ".join(facts)
