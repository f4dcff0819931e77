"""Following the links of a row, both ways and back again, by a menu that a key opens."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton

from commission_desk.i18n import _, language
from commission_desk.operations.plan_links import Link, LinksView, has_links, links_of
from commission_desk.ui.kit.buttons import action, button

if TYPE_CHECKING:
    from commission_desk.ui.pages.plan_tables import TableCard

KEYS = "Ctrl+G"
LONGEST = 60  # letters of a title in the menu
MOST_BACK = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A row that somebody looked at, to come back to."""

    plan: str
    part: str
    table: str
    record: str
    title: str


class Trail:
    """The rows from which links were followed, the last on top; kept while the page is there."""

    def __init__(self) -> None:
        self.places: list[Place] = []

    def leave(self, place: Place) -> None:
        """Remember a row that is left."""
        self.places = [*self.places[-MOST_BACK:], place]

    def forget(self) -> None:
        """Begin anew, in another plan: the rows of this one are not there to come back to."""
        self.places = []


class RowLinks:
    """The button of a table's card, and the menu of the links of its current row."""

    def __init__(self, card: "TableCard", trail: Trail, show: Callable[[str, str, str], None]):
        self.card, self.trail, self.show = card, trail, show
        name = card.view.table.title.text(language())
        self.button: QPushButton = button(
            "",
            "link",
            "tool",
            self.open,
            _("Follow the links of the row ({keys})").format(keys=KEYS),
        )
        self.button.setAccessibleName(_("Links of the row: {table}").format(table=name))
        self.button.setVisible(has_links(card.table_id))
        self.made: QMenu | None = None

    def action(self) -> object:
        """Return the action of the table that opens the menu by its key."""
        made = action(_("Follow the links"), self.open, "link", parent=self.card.table)
        made.setShortcut(QKeySequence(KEYS))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return made

    def open(self) -> None:
        """Show where the current row leads, what leads to it, and the way back."""
        self.made = self.menu()
        table = self.card.table
        if table is not None and table.currentIndex().isValid():
            at = table.visualRect(table.currentIndex()).bottomLeft()
            self.made.popup(table.viewport().mapToGlobal(at))
        else:
            self.made.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Make the menu."""
        made = QMenu(self.card.frame)
        row = self.card.current_row()
        view = LinksView()
        if row is not None:
            view = self.card.page.ask(links_of, self.card.table_id, row.id, language())
        self._add(made, _("Goes to"), view.to)
        self._add(made, _("What refers to this"), view.back)
        if made.isEmpty():
            nothing = made.addAction(_("Nothing is tied to this row yet"))
            nothing.setEnabled(False)
        if self.trail.places:
            made.addSeparator()
            words = _("Back to {title}").format(title=_short(self.trail.places[-1].title))
            made.addAction(action(words, self.back, "arrow-left", parent=made))
        return made

    def follow(self, link: Link) -> None:
        """Go where a link leads."""
        row = self.card.current_row()
        if row is not None:
            self.trail.leave(
                Place(self.card.plan, self.card.shown_in, self.card.table_id, row.id,
                      str(row.values["title"]))
            )  # fmt: skip
        if link.table:
            self.show(link.part, link.table, link.record)
        else:
            self.card.page.shell.go(link.kind, link.record, link.part)

    def back(self) -> None:
        """Go back to the row from which the last link was followed."""
        place = self.trail.places.pop()
        self.show(place.part, place.table, place.record)

    def _add(self, menu: QMenu, title: str, links: Iterable[Link]) -> None:
        links = tuple(links)
        if links:
            head = menu.addAction(title)
            head.setEnabled(False)
        for link in links:
            words = _("{what}: {title}").format(what=link.words, title=_short(link.title))
            icon = "circle-arrow-right" if link.table else "external-link"
            menu.addAction(action(words, partial(self.follow, link), icon, parent=menu))


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1].rstrip()}…"
